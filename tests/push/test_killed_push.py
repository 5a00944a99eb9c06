"""Pushes that are killed at any moment: nothing is half taken in, and the site stays whole."""

from __future__ import annotations

import random

import pytest

from repositories import change, kill_within, live_and_whole

KILLS = 50


@pytest.mark.slow
def test_killed_while_it_receives(several) -> None:
    server, desk, _ = several
    server.run("deploy", str(server.path))
    choose = random.Random(2)
    for number in range(KILLS):
        old_ref = server.refs()["refs/heads/main"]
        old = (server.site / "current").resolve().name
        new = change(desk, f"Received {number}")
        push = ["git", "push", "--quiet", "origin", "HEAD:refs/heads/main"]
        kill_within(choose.uniform(0.0, 10.0), push, desk.environment, desk.path)
        assert server.refs()["refs/heads/main"] in {old_ref, new}
        live_and_whole(server, {old, old_ref, new})
        (server.path / "refs/heads/main.lock").unlink(missing_ok=True)  # as git itself advises
    change(desk, "At last")
    done = desk.push()
    assert done.returncode == 0, done.stderr
    assert live_and_whole(server, {desk.git("rev-parse", "HEAD")})
    assert list((server.home / "drafts").iterdir()) == []
