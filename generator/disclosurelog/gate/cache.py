"""What checks have said before, by the hash of the file and all that decides the answer.

One file an entry. An entry is believed only if it is signed for its own name with the user's key
(`cachekey`): what is cut short, altered, copied from another file or made by somebody else is
passed over and written anew. The folder may be deleted at any time. A file's bytes are hashed
at every look; nothing is concluded from its date.

Only complete answers are kept. What a limit, a crash or a refusal to read left open is looked
at again the next time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import json
import struct
from pathlib import Path

from disclosurelog.gate import cachefile
from disclosurelog.gate.cachekey import load_key
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.wire import Answer, GarbageError, answer_from, header_of

FORMAT = 2  # of an entry, and of the way from facts to an answer
_HEAD = struct.Struct(">32sI")  # the signature, the length of the header
_MOST = 128_000_000  # bytes; the longest answer is shorter


def cache_folder(content: Path) -> Path:
    """Where the answers for a content folder are kept: beside it, never in it."""
    return content.absolute().parent / ".cache" / "disclosurelog" / "checks"


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
        self._folder = str(folder)
        self._read = [str(one) for one in (folder, behind) if one is not None]
        self._key = load_key()
        self._made: set[str] = set()
        basis = [FORMAT, ruleset, limits.findings, dataclasses.asdict(limits.read)]
        self._basis = json.dumps(basis, sort_keys=True).encode("ascii")
        self._tags: dict[str, str] = {}

    def get(self, sha256: str, suffix: str) -> Answer | None:
        """What was said of this file under a name with this suffix; None if nothing valid is."""
        name = self._name(sha256, suffix)
        kept = (cachefile.load(f"{folder}/{name}", _MOST) for folder in self._read)
        data = next((one for one in kept if one is not None), None)
        if data is None or len(data) < _HEAD.size:
            return None
        signature, length = _HEAD.unpack_from(data)
        if not hmac.compare_digest(signature, self._sign(name, data[32:])):
            return None
        try:
            answer = answer_from(
                data[_HEAD.size : _HEAD.size + length], data[_HEAD.size + length :]
            )
        except GarbageError:
            return None
        return answer if answer.sha256 == sha256 else None

    def put(self, sha256: str, suffix: str, answer: Answer) -> None:
        """Keep an answer if it is complete."""
        crashed = any(verdict == "crashed" for _, verdict in answer.verdicts)
        incomplete = any(finding.rule == "F001" for finding in answer.findings)
        if answer.refusal is not None or crashed or incomplete or not answer.verdicts:
            return
        name = self._name(sha256, suffix)
        header = header_of(answer)
        body = struct.pack(">I", len(header)) + header + answer.text
        with contextlib.suppress(OSError):
            self._make(f"{self._folder}/{sha256[:2]}")
            cachefile.store(f"{self._folder}/{name}", self._sign(name, body) + body)

    def _name(self, sha256: str, suffix: str) -> str:
        tag = self._tags.get(suffix)
        if tag is None:
            tag = hashlib.sha256(self._basis + suffix.encode("utf-8", "replace")).hexdigest()[:16]
            self._tags[suffix] = tag
        return f"{sha256[:2]}/{sha256}-{tag}"

    def _sign(self, name: str, body: bytes) -> bytes:
        return hmac.digest(self._key, name.encode("ascii") + b"\0" + body, "sha256")

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            cachefile.make(Path(self._folder))
            Path(folder).mkdir(mode=0o700, exist_ok=True)
            self._made.add(folder)
