"""Texts of documents whose answers are kept, read when somebody asks for one.

A build asks for few: what is made of the others is kept as well. Where the text of a document is
not there any more or can't be believed, the document is looked at once more, in a sandbox.
"""

from __future__ import annotations

import functools

from disclosurelog.errors import Refused
from disclosurelog.gate.cache import Cache
from disclosurelog.gate.filereport import FileReport, report_of
from disclosurelog.gate.intake import NotTakenError, take
from disclosurelog.gate.sandbox import Sandbox, StoppedError
from disclosurelog.gate.wire import Answer, header_of, said_in, without_hash


class Texts:
    """Where texts come from.

    Args:
        cache: Where they are kept.
        sandbox: A document is looked at again in another one like this.
        ruleset: The rules that look.
    """

    def __init__(self, cache: Cache, sandbox: Sandbox, ruleset: str) -> None:
        self._cache = cache
        self._ruleset = ruleset
        self._sandbox = sandbox.another()

    def report(
        self, path: str, shown: str, suffix: str, sha256: str, size: int
    ) -> FileReport | None:
        """What is known of a document, with a text that is read when it is asked for.

        Args:
            path: Where it is.
            shown: How its path is told to people.
            suffix: Of its name.
            sha256: Of its bytes.
            size: In bytes.
        """
        said = self._cache.said(sha256, suffix)
        if said is None:
            return None
        text = functools.partial(self._text, path, shown, suffix, sha256, said)
        return report_of(shown, self._ruleset, size, sha256, said_in(said), text)

    def _text(self, path: str, shown: str, suffix: str, sha256: str, said: bytes) -> bytes:
        """A text, packed by `wire.pack_text`.

        Raises:
            Refused: It is not kept, and the document is not what was checked any more.
            CannotRun: It is not kept, and nothing can be checked on this machine.
        """
        answer = self._cache.get(sha256, suffix)
        if answer is None:
            answer = self._again(path, suffix)
            # Of the bytes that were checked is found again what was found in them, or it is wrong.
            if answer is None or answer.sha256 != sha256 or without_hash(header_of(answer)) != said:
                what = f"{shown} changed after it was checked, or cannot be read a second time"
                raise Refused(what, "build again, so that the file as it is now is checked")
            self._cache.put(sha256, suffix, answer)
        return answer.text

    def _again(self, path: str, suffix: str) -> Answer | None:
        """What the sandbox says of a document as it is now."""
        try:
            with (
                take(path, self._sandbox.limits.read.file_bytes) as taken,
                taken.sealed() as copy,
                self._sandbox.another() as sandbox,
            ):
                return sandbox.read(copy, suffix)
        except (NotTakenError, StoppedError):
            return None
