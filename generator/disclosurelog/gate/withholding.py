"""From an original and its redacted copy to the record's list of what was withheld."""

from __future__ import annotations

import contextlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosurelog.checks.policy import HASH_BYTES, Withheld
from disclosurelog.checks.terms import terms_of, withheld_terms
from disclosurelog.errors import CannotRun
from disclosurelog.gate.intake import NotTakenError, take
from disclosurelog.gate.sandbox import STOPPED, Sandbox, StoppedError
from disclosurelog.gate.withheld import (
    FOLDER,
    WithheldList,
    list_path,
    load_lists,
    refuse_other_key,
)
from disclosurelog.gate.withheldkey import repository_of

_LEAST = 64  # entries of a list; fewer would tell that it was one name


@dataclass(frozen=True, slots=True)
class Added:
    """What was written. `entries` counts terms and decoys; `found` whether there was any term."""

    path: Path
    entries: int
    found: bool


def add_withheld(
    content: Path,
    slug: str,
    original: Path,
    redacted: Path,
    key: bytes,
    *,
    known: Iterable[str] = (),
    sandbox: Sandbox | None = None,
) -> Added:
    """List what an original says and its redacted copy does not.

    Args:
        content: The content folder.
        slug: The record's.
        original: The file before redaction, outside the repository.
        redacted: The file as it is published.
        key: The key of the log's lists.
        known: What everybody may read anywhere, as the authority's own names.
        sandbox: One to use and to leave open; None for one of its own.

    Raises:
        CannotRun: A file can't be read, the two are the same, the copy has no words to compare,
            the original lies in the repository, or the key is not that of the other lists.
    """
    withheld = Withheld(key)
    lists = load_lists(content)
    refuse_other_key(withheld, lists.values())
    if original.resolve().is_relative_to(repository_of(content)):
        raise CannotRun(
            "the original lies in the repository of the content",
            "move it out, and make sure that it never was in a commit",
        )
    with contextlib.ExitStack() as stack:
        used = sandbox or stack.enter_context(Sandbox())
        sha256, everything = _read(used, original, "the original", visible=False)
        other, public = _read(used, redacted, "the redacted copy", visible=True)
    if sha256 == other:
        raise CannotRun("the two files are the same", "name the original and the redacted copy")
    if not any(text.strip() for text in public):
        raise CannotRun(
            "the redacted copy has no words that can be read, so the two cannot be compared",
            "give it a text layer with your scanner's or PDF program's text recognition",
        )
    terms = withheld_terms(everything, public, known)
    return _add(content, slug, withheld, lists, terms, [sha256])


def add_withdrawn(
    content: Path,
    slug: str,
    files: Iterable[Path],
    words: Iterable[str],
    key: bytes,
    *,
    public: Iterable[str],
    sandbox: Sandbox,
) -> Added:
    """List files that were published by mistake, and what is said in them and nowhere else.

    Of a file that no reader can read its hash alone is listed: that it can't be read must not
    keep anybody from withdrawing it.

    Args:
        content: The content folder.
        slug: The record's.
        files: What is withdrawn.
        words: What the record itself said and says no more.
        key: The key of the log's lists.
        public: What stays published, one text after another.
        sandbox: The one to read in.

    Raises:
        CannotRun: A file is not there, or the key is not that of the other lists.
    """
    withheld = Withheld(key)
    lists = load_lists(content)
    refuse_other_key(withheld, lists.values())
    hashes, everything = [], list(words)
    for path in files:
        hashes.append(_hash_of(sandbox, path))
        with contextlib.suppress(CannotRun):
            everything += _read(sandbox, path, "the file", visible=False)[1]
    terms = withheld_terms(everything, ())
    for text in public:
        terms -= {term.text for term in terms_of(text)}
    return _add(content, slug, withheld, lists, terms, hashes)


def _add(
    content: Path,
    slug: str,
    withheld: Withheld,
    lists: Mapping[str, WithheldList],
    terms: set[str],
    files: Iterable[str],
) -> Added:
    """Write the record's list with these terms and files, given by their SHA-256, in it."""
    path = list_path(content, slug)
    before = lists.get(path.name, WithheldList(withheld.check_value))
    hashes = {withheld.term(term) for term in terms}
    made = WithheldList(
        before.key,
        before.originals | {withheld.original(sha256) for sha256 in files},
        _padded(withheld.key, slug, hashes | without_decoys(withheld.key, slug, before.terms)),
    )
    _write(path, made.to_bytes())
    return Added(path, len(made.terms), bool(terms))


def _hash_of(sandbox: Sandbox, path: Path) -> str:
    try:
        with take(str(path), sandbox.limits.read.file_bytes) as taken:
            return taken.sha256
    except NotTakenError as refusal:
        raise CannotRun(f"a file can't be read: {refusal.what}", refusal.remedy) from None


def _decoy(key: bytes, slug: str, number: int) -> str:
    data = f"decoy\0{slug}\0{number}".encode()
    return hmac.digest(key, data, "sha256")[:HASH_BYTES].hex()


def _padded(key: bytes, slug: str, hashes: Iterable[str]) -> frozenset[str]:
    """The hashes and so many decoys that their number is a power of two.

    Without the key nobody can tell one from the other. With it, a decoy can be made again, so
    that a list can grow without growing by its decoys.
    """
    found = frozenset(hashes)
    size = _LEAST
    while size < len(found):
        size *= 2
    return found | {_decoy(key, slug, number) for number in range(size - len(found))}


def without_decoys(key: bytes, slug: str, hashes: frozenset[str]) -> frozenset[str]:
    """The entries of a record's list that are no decoys."""
    return hashes - {_decoy(key, slug, number) for number in range(max(_LEAST, len(hashes)))}


def _read(sandbox: Sandbox, path: Path, what: str, *, visible: bool) -> tuple[str, list[str]]:
    """The SHA-256 of a file, and its texts as a child gives them."""
    try:
        with take(str(path), sandbox.limits.read.file_bytes) as taken, taken.sealed() as copy:
            data = sandbox.do(copy, "texts", {"visible": visible})
            sha256 = taken.sha256
    except NotTakenError as refusal:
        raise CannotRun(f"{what} can't be used: {refusal.what}", refusal.remedy) from None
    except StoppedError as stopped:
        why, remedy = STOPPED[str(stopped.args[0])]
        raise CannotRun(f"{what} can't be used: {why}", remedy) from None
    answer = _answer(data)
    if answer is None or answer.get("sha256") != sha256:
        raise CannotRun(f"{what} can't be used: {STOPPED['garbage'][0]}", STOPPED["garbage"][1])
    if "refused" in answer:
        why, remedy = answer["refused"]
        raise CannotRun(f"{what} can't be used: {why}", remedy)
    return sha256, answer["texts"]


def _answer(data: bytes) -> Mapping[str, Any] | None:
    """What a child sent, if it has the right shape."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or len(answer) != 2:
        return None
    words = answer.get("refused")
    if words is not None:
        plain = isinstance(words, list) and len(words) == 2
        return answer if plain and all(_printable(one) for one in words) else None
    texts = answer.get("texts")
    if isinstance(texts, list) and all(isinstance(one, str) for one in texts):
        return answer
    return None


def _printable(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) < 4_000


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise CannotRun(
            f"the list cannot be written into the folder {FOLDER}", "check the folder and the disk"
        ) from None
