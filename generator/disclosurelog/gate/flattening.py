"""Makes a safe copy of a file and lets it out only when it passes every check.

Three children see the file or its copy, one after the other: one checks the original, one makes
the copy, one checks the copy. The parent reads neither.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.checks.rule import BLOCK
from disclosurelog.errors import CannotRun, Refused
from disclosurelog.files.flat.wish import Wish, spelt
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.flatjob import Copy, copy_from, wish_values
from disclosurelog.gate.inspector import Inspector
from disclosurelog.gate.intake import NotTakenError, take
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.remedies import misread
from disclosurelog.gate.sandbox import STOPPED, Sandbox, StoppedError
from disclosurelog.gate.wire import GarbageError
from disclosurelog.records import escaped

__all__ = ["SafeCopy", "Wish", "flatten_file"]

_WORDS_GO_ON = "\u00ad"


@dataclass(frozen=True, slots=True)
class SafeCopy:
    """What was written.

    Attributes:
        path: Where.
        report: What the checks say of it: it is clean.
        size_before, size: Of the original and of the copy, in bytes.
        drawn: The pages that were redrawn; the others were kept.
        erased: (page, count) of words that showed in part and show no more.
        silent: (page, count) of words that are seen and can't be searched for or read out.
        note: What people should know of the sandbox here; "" where it is whole.
    """

    path: Path
    report: FileReport
    size_before: int
    size: int
    drawn: tuple[int, ...]
    erased: tuple[tuple[int, int], ...]
    silent: tuple[tuple[int, int], ...]
    note: str = ""

    def to_text(self) -> str:
        """What was done, in words, and what a person should look at."""
        pages = self.report.page_count
        kept = pages - len(self.drawn)
        lines = [
            f"wrote {escaped(str(self.path))}: {pages} page{'s' * (pages != 1)}, "
            f"{len(self.drawn)} redrawn, {kept} kept; {self.size_before / 1000:,.0f} kB before, "
            f"{self.size / 1000:,.0f} kB now. It passes every check."
        ]
        lines += [
            f"page {page}: {count} word{'s' * (count != 1)} that showed in part under a mark "
            f"{_was(count)} taken out whole; look at the page"
            for page, count in self.erased
        ]
        lines += [
            f"page {page}: {count} word{'s' * (count != 1)} can be seen but not searched for "
            "or read out (too pale, on a speck, or not what the file says they are)"
            for page, count in self.silent
        ]
        if self.note:
            lines.append(f"Note: {self.note}.")
        return "\n".join(lines)


def flatten_file(
    source: Path,
    target: Path,
    wish: Wish | None = None,
    *,
    replace: bool = False,
    limits: Limits | None = None,
) -> SafeCopy:
    """Make a safe copy of a PDF.

    Args:
        source: The file. It is left as it is.
        target: Where the copy goes, in one step, when it has passed every check.
        wish: Which pages, how fine, what title and language.
        replace: Whether a file that is there already may be replaced.
        limits: What one file may cost.

    Raises:
        Refused: No safe copy can be made: why, and the next step. Nothing is written.
        CannotRun: A path can't be used, or nothing can be checked on this machine.
    """
    wish = wish or Wish()
    _usable(source, target, replace)
    with Sandbox(limits) as sandbox, Inspector(sandbox=sandbox, jobs=1) as inspector:
        before = inspector.inspect(source)
        if before.missing:
            raise CannotRun(f"{escaped(str(source))}: {before.findings[0].message}", "check it")
        if before.status == "unreadable":
            first = before.findings[0]
            raise Refused(f"{escaped(str(source))}: {first.message}", first.remedy)
        made = _made(sandbox, source, before, _without_misread(wish, before))
        with _beside(target, made.data) as draft:
            after = inspector.inspect(draft, str(target))
            _refuse_unsafe(before, after, made.drawn)
            _move(draft, target, replace)
        return SafeCopy(
            target,
            after,
            before.size,
            after.size,
            made.drawn,
            made.erased,
            _silent(before, after),
            sandbox.note,
        )


def _usable(source: Path, target: Path, replace: bool) -> None:
    if target.suffix.lower() != ".pdf":
        raise CannotRun("the copy is a PDF", "give it a name that ends in .pdf")
    there = os.path.lexists(target)
    with contextlib.suppress(OSError):
        if source.absolute() == target.absolute() or (there and source.samefile(target)):
            raise CannotRun("the copy can't take the place of the original", "name another file")
    if there and (target.is_symlink() or not target.is_file()):
        raise CannotRun(f"{escaped(str(target))} is not a plain file", "name another file")
    if there and not replace:
        raise CannotRun(
            f"{escaped(str(target))} is there already", "name another file, or add --force"
        )
    if not target.absolute().parent.is_dir():
        raise CannotRun("the folder for the copy is not there", "make it first")


def _without_misread(wish: Wish, report: FileReport) -> Wish:
    """No words for pages whose text is not what is seen: a copy would go on lying."""
    return dataclasses.replace(wish, wordless=misread(report.findings, report.page_count))


def _made(sandbox: Sandbox, source: Path, report: FileReport, wish: Wish) -> Copy:
    shown = escaped(str(source))
    try:
        with take(str(source), sandbox.limits.read.file_bytes) as taken:
            if taken.sha256 != report.sha256:
                raise Refused(f"{shown}: the file changed meanwhile", "run it again")
            with taken.sealed() as document:
                made = copy_from(sandbox.do(document, "flatten", wish_values(wish)))
    except NotTakenError as refusal:
        raise Refused(f"{shown}: {refusal.what}", refusal.remedy) from None
    except GarbageError:
        raise Refused(f"{shown}: {STOPPED['garbage'][0]}", STOPPED["garbage"][1]) from None
    except StoppedError as stopped:
        key = str(stopped.args[0])
        what, remedy = _TOO_LONG if key == "length" else STOPPED[key]
        raise Refused(f"{shown}: {what}", remedy) from None
    if made.refusal is not None:
        what, remedy = made.refusal
        raise Refused(f"{shown}: {what}", remedy)
    return made


_TOO_LONG = (
    "the copy would be larger than a child may send",
    "lower the resolution, for example --dpi 150, or split the file into parts",
)


def _refuse_unsafe(before: FileReport, after: FileReport, drawn: tuple[int, ...]) -> None:
    """The copy passes every check, has as many pages, and says nothing that was not seen."""
    blocking = [one for one in after.findings if one.severity == BLOCK]
    if blocking:
        one = blocking[0]
        where = f"page {one.page} of the copy" if one.page else "the copy"
        if one.page and one.page not in drawn:
            pages = {found.page for found in blocking if found.page}
            remedy = f"redraw it too: --pages {spelt([*drawn, *pages])}"
        else:
            remedy = one.remedy
        more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
        raise Refused(
            f"nothing was written: {where} does not pass: {one.message} [{one.rule}]{more}", remedy
        )
    if after.page_count != before.page_count:
        raise Refused("nothing was written: the copy has lost pages", "print the file to a new PDF")
    for number, (old, new) in enumerate(_texts(before, after), 1):
        if _letters(new) - _letters(old):
            raise Refused(
                f"nothing was written: page {number} of the copy says more than can be seen",
                "print the file to a new PDF",
            )


def _texts(before: FileReport, after: FileReport) -> Iterator[tuple[str, str]]:
    return zip(before.visible_text, after.visible_text, strict=True)


def _letters(text: str) -> Counter[str]:
    return Counter(text.replace(_WORDS_GO_ON, "")) - Counter(dict.fromkeys(" \n\r\t", 1 << 40))


def _silent(before: FileReport, after: FileReport) -> tuple[tuple[int, int], ...]:
    """How many words of each page are seen and not said."""
    return tuple(
        (number, count)
        for number, (old, new) in enumerate(_texts(before, after), 1)
        if (count := sum((Counter(old.split()) - Counter(new.split())).values()))
    )


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


@contextlib.contextmanager
def _beside(target: Path, data: bytes) -> Iterator[Path]:
    """The bytes in a file of their own in the target's folder, gone at the end."""
    try:
        handle, name = tempfile.mkstemp(".pdf", ".flatten-", target.absolute().parent)
    except OSError:
        raise CannotRun("the folder for the copy may not be written to", "choose another") from None
    draft = Path(name)
    try:
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            raise CannotRun("the copy could not be written", "look at the disk") from None
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _move(draft: Path, target: Path, replace: bool) -> None:
    """Put the copy in its place in one step, and never over a file that nobody meant to lose."""
    mask = os.umask(0)
    os.umask(mask)
    try:
        draft.chmod(0o666 & ~mask)
        if replace:
            draft.replace(target)
        else:
            os.link(draft, target)
    except FileExistsError:
        raise CannotRun(
            f"{escaped(str(target))} is there already", "name another file, or add --force"
        ) from None
    except OSError:
        raise CannotRun("the copy could not be put in its place", "look at the disk") from None
