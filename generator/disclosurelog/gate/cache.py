"""What checks have said before, by the hash of the file and all that decides the answer.

One file an entry, signed (`signed`): what can't be believed is passed over and written anew. The
folder may be deleted at any time. A file's bytes are hashed at every look; nothing is concluded
from its date.

Of ten thousands of files a look asks whether they may be published, and of a few what they say. So
everything but the texts lies in one file as well, signed like the others.

Only complete answers are kept. What a limit, a crash or a refusal to read left open is looked
at again the next time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import struct
from functools import cached_property
from pathlib import Path

from disclosurelog.gate.limits import Limits
from disclosurelog.gate.memo import Memo
from disclosurelog.gate.signed import SignedFiles
from disclosurelog.gate.wire import Answer, GarbageError, answer_from, header_of, without_hash

FORMAT = 2  # of an entry, and of the way from facts to an answer
_HEAD = struct.Struct(">I")  # the length of the header
_MOST = 128_000_000  # bytes; the longest answer is shorter
_MOST_SAID = 300_000  # answers; beyond that, only those of the last look stay
_SAID = "said"  # the file with everything but texts


def cache_folder(content: Path) -> Path:
    """Where the answers for a content folder are kept: beside it, never in it."""
    return content.absolute().parent / ".cache" / "disclosurelog" / "checks"


def keep_of_records(content: Path) -> SignedFiles:
    """Where `load_log` keeps the records of a content folder from build to build."""
    return SignedFiles(cache_folder(content).parent / "records", "records")


class Cache:
    """Answers in a folder. Safe for several threads and processes at once.

    Args:
        folder: Made when the first answer is kept. A folder that can't be written keeps nothing;
            that is no error.
        ruleset: The name of the rules and readers that gave the answers.
        limits: What was looked at. Time and memory do not change an answer that is complete.
        behind: A second folder, which is read where the first knows nothing, and never written.
    """

    def __init__(
        self, folder: Path, ruleset: str, limits: Limits, behind: Path | None = None
    ) -> None:
        self._folder = folder
        self._files = SignedFiles(folder, "checks")
        self._behind = None if behind is None else SignedFiles(behind, "checks")
        basis = [FORMAT, ruleset, limits.findings, dataclasses.asdict(limits.read)]
        self._basis = json.dumps(basis, sort_keys=True).encode("ascii")
        self._tags: dict[str, str] = {}
        self._alike: dict[bytes, bytes] = {}
        self._names: dict[str, set[str]] = {}

    def get(self, sha256: str, suffix: str) -> Answer | None:
        """What was said of this file under a name with this suffix; None if nothing valid is."""
        name = self._name(sha256, suffix)
        data = self._files.load(name, _MOST)
        if data is None and self._behind is not None:
            data = self._behind.load(name, _MOST)
        if data is None or len(data) < _HEAD.size:
            return None
        (length,) = _HEAD.unpack_from(data)
        end = _HEAD.size + length
        try:
            answer = answer_from(bytes(data[_HEAD.size : end]), bytes(data[end:]))
        except GarbageError:
            return None
        return answer if answer.sha256 == sha256 else None

    def said(self, sha256: str, suffix: str) -> bytes | None:
        """Everything but the hash and the text, for `wire.said_in`; None if nothing valid is.

        There is a text too. Whether it can be believed shows when it is read.
        """
        name = self._name(sha256, suffix)
        rest: bytes | None = self._said.get(name, "")
        if rest is not None and name in self._there(sha256):
            return rest
        answer = self.get(sha256, suffix)
        return None if answer is None else self._note(sha256, suffix, header_of(answer))

    def save(self, *, whole: bool) -> None:
        """Keep what `said` has to know the next time.

        Args:
            whole: Whether it was asked for all files that there are: others are no longer known.
        """
        self._said.save(0 if whole else _MOST_SAID)

    @cached_property
    def _said(self) -> Memo:
        return _said(self._folder)

    def _note(self, sha256: str, suffix: str, header: bytes) -> bytes:
        name = self._name(sha256, suffix)
        rest = without_hash(header)
        # One object for those that are alike: it is written once.
        rest = self._alike.setdefault(rest, rest)
        self._said.put(name, "", rest)
        self._there(sha256).add(name)
        return rest

    def _there(self, sha256: str) -> set[str]:
        """The names of the entries beside this file's: to ask for each takes five times as long."""
        part = sha256[:2]
        names = self._names.get(part)
        if names is None:
            names = self._names[part] = set()
            with contextlib.suppress(OSError):
                entries = os.listdir(self._folder / part)  # noqa: PTH208 - their names alone
                names.update([f"{part}/{name}" for name in entries])
        return names

    def put(self, sha256: str, suffix: str, answer: Answer) -> None:
        """Keep an answer if it is complete."""
        crashed = any(verdict == "crashed" for _, verdict in answer.verdicts)
        incomplete = any(finding.rule == "F001" for finding in answer.findings)
        if answer.refusal is not None or crashed or incomplete or not answer.verdicts:
            return
        header = header_of(answer)
        body = _HEAD.pack(len(header)) + header + answer.text
        self._files.store(self._name(sha256, suffix), body)
        self._note(sha256, suffix, header)

    def _name(self, sha256: str, suffix: str) -> str:
        tag = self._tags.get(suffix)
        if tag is None:
            tag = hashlib.sha256(self._basis + suffix.encode("utf-8", "replace")).hexdigest()[:16]
            self._tags[suffix] = tag
        return f"{sha256[:2]}/{sha256}-{tag}"


def in_use(folder: Path) -> frozenset[str]:
    """The file names of the answers that were of use when a folder was last looked up in."""
    return frozenset([name.rpartition("/")[2] for name in _said(folder).names()])


def _said(folder: Path) -> Memo:
    return Memo(folder, _SAID, "")  # the name of an entry stands for all that decides it
