"""Pushes what was accepted onwards, to a code host that can run no hook of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from disclosurelog.publish.push.updates import Update

_SECONDS = 120.0


def mirror(
    repository: Path, remote: str, updates: Sequence[Update], say: Callable[[str], None]
) -> bool:
    """Push accepted branches and tags onwards.

    Git runs with the own settings of whoever the hook runs as: that is where its keys are.

    Args:
        repository: The repository that accepted them.
        remote: The address, or the name of a remote.
        updates: What was accepted.
        say: Told how it goes.

    Returns:
        Whether the other side took them.
    """
    changes = [f"+{one.new}:{one.ref}" if one.new else f":{one.ref}" for one in updates]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--git-dir", str(repository), "push", "--quiet", remote, *changes]
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the address is the administrator's
            command,
            env={**environment, "GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        taken = done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        taken = False
    say(
        "Pushed onwards to the mirror."
        if taken
        else "The mirror did not take this push. The next one tries again; or, on the server: "
        "git push --mirror"
    )
    return taken
