"""What a push asks for: branches, tags and notes, each with what it is and what it shall be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.names import BRANCHES, NOTES, TAGS
from disclosurelog.publish.push.trouble import Cure

_LINE = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([^\n]+)\Z")
_MOST = 1_000  # branches and tags of one push


@dataclass(frozen=True, slots=True)
class Update:
    """A branch or a tag that shall change. `old` or `new` is "" where there is none."""

    ref: str
    old: str
    new: str

    @property
    def short(self) -> str:
        """The name as people say it."""
        return self.ref.removeprefix(BRANCHES).removeprefix(TAGS).removeprefix("refs/")

    @property
    def cure(self) -> Cure:
        """What has to be taken back where something in it is wrong."""
        if self.ref.startswith(NOTES):
            return "notes"
        return "tag" if self.ref.startswith(TAGS) else "commit"


def read_updates(data: bytes) -> list[Update]:
    """Read what git tells a hook (githooks(5), pre-receive). Raises CannotRun."""
    return list(_updates(data.splitlines()))


def _updates(lines: Iterable[bytes]) -> Iterator[Update]:
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if match is None or number >= _MOST:
            raise CannotRun(
                f"this is more than {_MOST:,} branches and tags"
                if match
                else "git told the hook something that it does not understand",
                "push one branch: git push origin <branch>",
            )
        old, new, ref = match[1].decode(), match[2].decode(), match[3]
        yield Update(
            ref.decode("utf-8", "surrogateescape"),
            "" if set(old) == {"0"} else old,
            "" if set(new) == {"0"} else new,
        )
