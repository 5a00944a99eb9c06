"""A PDF in, a safe copy of it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosurelog.files import facts as reasons
from disclosurelog.files.facts import FileFacts, Word
from disclosurelog.files.flat.alike import differs
from disclosurelog.files.flat.assemble import DrawnPage, assemble
from disclosurelog.files.flat.encode import encode
from disclosurelog.files.flat.kept import Keeper, KeptPage, NotKeepableError, hindrance
from disclosurelog.files.flat.lettering import legible
from disclosurelog.files.flat.redraw import redraw
from disclosurelog.files.flat.wish import Wish, spelt
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.opening import open_pdfium
from disclosurelog.files.pdf.reader import read_pdf
from disclosurelog.files.refusal import Unreadable

_ORIGINAL = "go back to the original, take out what is withheld there, and make the PDF anew"

Pages = list[DrawnPage | KeptPage]


@dataclass(frozen=True, slots=True)
class Flattened:
    """A safe copy.

    Attributes:
        data: The PDF.
        drawn: The pages that were redrawn.
        erased: (page, count) of words that showed in part and show no more.
    """

    data: bytes
    drawn: tuple[int, ...]
    erased: tuple[tuple[int, int], ...]


def flatten_pdf(data: bytes, wish: Wish, limits: ReadLimits) -> Flattened:
    """Make a safe copy.

    Raises:
        Unreadable: It can't be read, or no safe copy can be made: why, and the way out.
    """
    facts = read_pdf(data, "", limits)
    drawn = _chosen(facts, wish)
    _refuse_undone(facts)
    _refuse_kept(facts, drawn)
    pages, marks = _pages(data, facts, drawn, wish, limits)
    made = _settled(pages, drawn, Keeper(data), wish, limits)
    places = {number: page.hidden for number, page in marks.items()}
    _refuse_different(data, made, drawn, places, limits)
    erased = [(number, page.erased) for number, page in marks.items() if page.erased]
    return Flattened(made, drawn, tuple(erased))


def _settled(
    pages: Pages, drawn: Sequence[int], keeper: Keeper, wish: Wish, limits: ReadLimits
) -> bytes:
    """The copy, without those words that can't be told on its pictures."""
    for last in (False, False, True):
        made = _assembled(pages, drawn, keeper, wish)
        copy = read_pdf(made, ".pdf", limits)
        fewer = [_without_unseen(page, copy.pages[at].words, last) for at, page in enumerate(pages)]
        if fewer == pages:
            return made
        pages = fewer
    return _assembled(pages, drawn, keeper, wish)


def _chosen(facts: FileFacts, wish: Wish) -> tuple[int, ...]:
    chosen = tuple(sorted(set(wish.pages))) or tuple(range(1, facts.page_count + 1))
    if chosen[-1] > facts.page_count:
        count = facts.page_count
        raise Unreadable(
            f"there is no page {chosen[-1]}: the file has {count} page{'s' * (count != 1)}",
            "name pages that it has",
        )
    return chosen


def _refuse_undone(facts: FileFacts) -> None:
    """Refuse what a drawing would show for all to see although it was meant to go."""
    marked = sorted({one.page for one in facts.annotations if one.subtype.strip("/") == "Redact"})
    if marked:
        raise Unreadable(
            f"{_listed(marked)} marked for redaction and the marks have not been applied: what "
            "lies under them can still be seen",
            "apply the redactions in the program that marked them, save, and flatten that file",
        )
    piled = sorted(
        page.number
        for page in facts.pages
        if any(word.why_hidden == reasons.UNDECIDED for word in page.words)
    )
    if piled:
        raise Unreadable(
            f"{_listed(piled)} covered by so much text at one spot that nobody can tell what "
            "is seen",
            _ORIGINAL,
        )


def _refuse_kept(facts: FileFacts, drawn: Sequence[int]) -> None:
    """Refuse where a page that is to be kept has what a copy must not keep."""
    why = {
        page.number: hindrance(facts, page.number)
        for page in facts.pages
        if page.number not in drawn
    }
    bad = [number for number, reason in why.items() if reason]
    if bad:
        raise _not_kept(bad, why[bad[0]], drawn)


def _not_kept(bad: Sequence[int], why: str, drawn: Sequence[int]) -> Unreadable:
    more = "" if len(bad) == 1 else f" (and {len(bad) - 1} more pages like it)"
    return Unreadable(
        f"page {bad[0]} can't be kept as it is, because {why}{more}",
        f"redraw it too: --pages {spelt([*drawn, *bad])}",
    )


def _listed(numbers: Sequence[int]) -> str:
    one = len(numbers) == 1
    return f"page {numbers[0]} is" if one else f"pages {spelt(numbers)} are"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What was taken out of a drawing: where, and how many words that showed in part."""

    hidden: tuple[reasons.Box, ...]
    erased: int


def _pages(
    data: bytes, facts: FileFacts, drawn: Sequence[int], wish: Wish, limits: ReadLimits
) -> tuple[Pages, dict[int, _Mark]]:
    pages: Pages = []
    marks: dict[int, _Mark] = {}
    document = open_pdfium(data, limits)
    try:
        for page in facts.pages:
            if page.number not in drawn:
                pages.append(KeptPage(page.number, page.width, page.height))
                continue
            made = redraw(document, page.number, page.words, wish.dpi, limits)
            words = () if page.number in wish.wordless else _seen(page.words)
            pages.append(DrawnPage(made.width, made.height, encode(made.pixels), words))
            marks[page.number] = _Mark(made.hidden, made.erased)
        return pages, marks
    finally:
        document.close()


def _seen(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words that are seen; a line still ends where one that is not seen ended it."""
    found: list[Word] = []
    for word in words:
        if word.visible:
            found.append(word)
        elif word.line_end and found:
            found[-1] = replace(found[-1], line_end=True)
    return tuple(found)


def _assembled(pages: Pages, drawn: Sequence[int], keeper: Keeper, wish: Wish) -> bytes:
    try:
        return assemble(pages, keeper, wish.title, wish.language)
    except NotKeepableError as error:
        number, why = error.args
        raise _not_kept([number], why, drawn) from None


def _without_unseen(
    page: DrawnPage | KeptPage, words: Sequence[Word], last: bool
) -> DrawnPage | KeptPage:
    """The page without words that are not seen on its picture: too pale, or on a speck.

    At last the words go too that only lie at such a place, whatever they say.
    """
    if not isinstance(page, DrawnPage):
        return page
    lost = [word for word in words if not word.visible]
    if not lost:
        return page
    kept = [word for word in page.words if not _is_one_of(word, lost, last)]
    return replace(page, words=tuple(kept))


def _is_one_of(word: Word, others: Sequence[Word], any_text: bool) -> bool:
    text = legible(word)
    return any(
        (any_text or legible(one) == text)
        and (_holds(one.box, word.box) or _holds(word.box, one.box))
        for one in others
    )


def _holds(box: reasons.Box, other: reasons.Box) -> bool:
    across, down = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _refuse_different(
    data: bytes,
    made: bytes,
    drawn: Sequence[int],
    boxes: dict[int, tuple[reasons.Box, ...]],
    limits: ReadLimits,
) -> None:
    different = list(differs(data, made, boxes, limits))
    kept = [number for number in different if number not in drawn]
    if kept:
        raise _not_kept(kept, "it would not look the same without the rest of its file", drawn)
    if different:
        raise Unreadable(
            f"{_listed(different)} not the same when redrawn", "print the file to a new PDF"
        )
