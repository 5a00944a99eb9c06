"""Pushes that are killed at any moment: nothing is half taken in, and the site stays whole."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess

import pytest

from repositories import change, live_and_whole

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
        with subprocess.Popen(
            ["git", "push", "--quiet", "origin", "HEAD:refs/heads/main"],
            cwd=desk.path,
            env=desk.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(choose.uniform(0.0, 10.0))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        assert server.refs()["refs/heads/main"] in {old_ref, new}
        live_and_whole(server, {old, old_ref, new})
        (server.path / "refs/heads/main.lock").unlink(missing_ok=True)  # as git itself advises
    change(desk, "At last")
    done = desk.push()
    assert done.returncode == 0, done.stderr
    assert live_and_whole(server, {desk.git("rev-parse", "HEAD")})
    assert list((server.home / "drafts").iterdir()) == []
