"""The day that counts as today. No clock is ever read: the same content gives the same site."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from disclosurelog.errors import CannotRun


def as_of(given: str | datetime.date | None, content: Path) -> datetime.date | None:
    """Return the day that counts as today.

    It is the day given, else that of SOURCE_DATE_EPOCH, else that of the commit being built.
    None means that nothing says, and the newest day in the content counts.

    Raises:
        CannotRun: the day given, or SOURCE_DATE_EPOCH, is not one.
    """
    if isinstance(given, datetime.date):
        return given
    if given:
        try:
            return datetime.date.fromisoformat(given)
        except ValueError:
            raise CannotRun("as-of is not a day", "write it as 2024-01-31") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (ValueError, OverflowError, OSError):
            raise CannotRun("SOURCE_DATE_EPOCH is not a number of seconds", "unset it") from None
    return _commit_day(content)


def _commit_day(content: Path) -> datetime.date | None:
    command = ["git", "-C", str(content), "log", "-1", "--format=%cd", "--date=format:%Y-%m-%d"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the folder is an argument
            command, capture_output=True, text=True, timeout=30, check=False
        )
        return datetime.date.fromisoformat(done.stdout.strip()) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
