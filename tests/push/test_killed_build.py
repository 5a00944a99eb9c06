"""Builds that are killed at any moment: the site is the old one or the new one, whole."""

from __future__ import annotations

import random
import sys

import pytest

from disclosurelog.publish.staging import SPARE
from repositories import change, kill_within, live_and_whole

KILLS = 50


@pytest.mark.slow
def test_killed_while_it_builds(several) -> None:
    """Each time the next run finds what the last one left, and at last it is live."""
    server, desk, _ = several
    choose = random.Random(1)
    old = (server.site / "current").resolve().name
    new = change(desk, "Killed")
    server.git("fetch", "--quiet", str(desk.path), f"{new}:refs/heads/main")
    command = [sys.executable, "-m", "disclosurelog", "deploy", str(server.path)]
    longest = 8.0
    for _ in range(KILLS):
        kill_within(choose.uniform(0.0, longest), command, server.environment)
        if live_and_whole(server, {old, new}) == new:
            # Once it is live the next kill shall hit another build.
            old, new = new, change(desk, f"Killed {choose.random()}")
            server.git("fetch", "--quiet", str(desk.path), f"{new}:refs/heads/main")
    done = server.run("deploy", str(server.path))
    assert done.returncode == 0, done.stderr
    assert live_and_whole(server, {new}) == new
    left = [path.name for path in (server.site / "releases").iterdir()]
    assert [name for name in left if name.startswith(".") and name != SPARE] == []
