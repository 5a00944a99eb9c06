"""Terms: what of a text is told apart well enough to be looked for in every other.

A term is one of these, with the letter that stands before it:

- `2` two words that stand side by side, in either order
- `1` two such words written as one, as logins and file names do, or a word with digits in it
- `5` five words in a row
- `n` the digits of a number, whatever stands between its groups
- `e` an e-mail address

Case, accents, punctuation and compatibility forms make no difference (Unicode NFKD, casefold).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosurelog.checks.commonwords import COMMON, STOP

_WORD = re.compile(r"[^\W_]+")
_DROPPED = re.compile("['\u2019\u02bc\u00b4`\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d+(?:[ \t./():,-]{1,2}\d+)*")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d\Z")
_DATE = r"(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:\d{4}|\d\d)|\d{4}[./-]\d\d[./-]\d\d)(?![\d/-])"
_BIRTH = re.compile(rf"\b(?:birth|born|d\.? ?o\.? ?b\b)[^\d]{{0,20}}({_DATE})", re.IGNORECASE)
#: Days, times, sums of money, shares and figures with their thousands marked.
_NO_NUMBER = re.compile(
    rf"(?<![\d/.-]){_DATE}"
    r"|[\u00a3$\u20ac] ?\d[\d,.]*|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d?(?![\d.])"
    r"|[\d.]+ ?(?:%|per cent|percent|pounds?|euros?|dollars?|million|billion|[ap]\.?m\b)|\d\d:\d\d"
)
_WRITTEN = re.compile(r"(?<![^\W_])\d+(?:(?:[ ./-]|\) ?)\d+)*(?![^\W_])")
_SENTENCE = re.compile(r"[.!?;:]\s|\n\s*\n")

_FIVE = 5
_JOINED = 6  # letters: shorter words are met by chance
_MOST_GROUPS = 6
_NUMBER_LENGTHS = range(5, 21)  # digits
_TITLES = frozenset("mr mrs ms miss mx dr prof rev sgt insp supt pc ps dc ds di dci cllr".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Term:
    """A term in its place: characters of the text as `plain` gives it."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """A text without accents, apostrophes, soft hyphens and compatibility forms. Keeps case."""
    if text.isascii():
        return text.replace("'", "").replace("`", "") if "'" in text or "`" in text else text
    return _DROPPED.sub("", _MARKS.sub("", unicodedata.normalize("NFKD", text)))


def pair(one: str, other: str) -> str:
    """The term of two words side by side, already without case."""
    return f"2 {one} {other}" if one <= other else f"2 {other} {one}"


def five(words: Iterable[str]) -> str:
    """The term of five words in a row, already without case."""
    return "5 " + " ".join(words)


def words_in(text: str) -> list[str]:
    """The words of a text without case, in order. `text` is plain."""
    return _WORD.findall(text.casefold())


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every number of a plain text that can be a term, with its place.

    Groups of digits are put together in every way, since nobody can tell where one number ends
    and the next begins.
    """
    for run in _NUMBER.finditer(text):
        groups = [(m[0], m.start(), m.end()) for m in _DIGITS.finditer(text, *run.span())]
        if len(groups) == 1 and len(groups[0][0]) == 4 and not _YEAR.match(groups[0][0]):
            yield groups[0]
        for first in range(len(groups)):
            digits = ""
            for group, _, end in groups[first : first + _MOST_GROUPS]:
                digits += group
                if len(digits) in _NUMBER_LENGTHS:
                    yield digits, groups[first][1], end


def emails_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every e-mail address of a text, without case, with its place."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield match[0].casefold().rstrip("."), match.start(), match.end()


def terms_of(text: str) -> Iterator[Term]:
    """Every term that could be withheld and stands in a text, with its place."""
    text = plain(text)
    spans = [(match[0].casefold(), *match.span()) for match in _WORD.finditer(text)]
    for at, (word, start, end) in enumerate(spans):
        if at:
            yield Term(pair(spans[at - 1][0], word), spans[at - 1][1], end)
        yield Term(f"1 {word}", start, end)
        if at >= _FIVE - 1:
            several = spans[at - _FIVE + 1 : at + 1]
            yield Term(five(one for one, _, _ in several), several[0][1], end)
    for digits, start, end in numbers_in(text):
        yield Term(f"n {digits}", start, end)
    for address, start, end in emails_in(text):
        yield Term(f"e {address}", start, end)


def withheld_terms(
    original: Iterable[str], redacted: Iterable[str], known: Iterable[str] = ()
) -> set[str]:
    """What the original says and the redacted copy does not, as far as it can be told apart.

    Two words count where both could be part of a name: written with a capital or digits, not
    both of them common, and not the end of one sentence and the start of the next. Five words
    count where three of them are not common. Numbers count from five digits, or four that are no
    year; round sums and dates do not, but for a date of birth.

    Args:
        original: The texts of the original, whatever layer they stand in.
        redacted: The texts that can be seen in the redacted copy.
        known: What everybody may read anywhere, as the authority's own names.
    """
    public = {term.text for text in (*redacted, *known) for term in terms_of(text)}
    found: set[str] = set()
    for text in original:
        for term in _telling(text):
            if term not in public:
                found.add(term)
                found |= _as_one_word(term)
    return found - public


def _as_one_word(term: str) -> set[str]:
    """How logins and file names write two words."""
    if not term.startswith("2 "):
        return set()
    _, one, other = term.split(" ")
    forms = {one + other, other + one}
    for short, long in ((one, other), (other, one)):
        if len(long) >= _JOINED - 1 and not any(map(str.isdigit, one + other)):
            forms |= {short[0] + long, long + short[0]}
    return {f"1 {form}" for form in forms if len(form) >= _JOINED}


def _telling(text: str) -> Iterator[str]:
    text = plain(text)
    spans = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    folded = [word.casefold() for word, _, _ in spans]
    for at, (word, start, _) in enumerate(spans):
        if _is_code(word):
            yield f"1 {folded[at]}"
        if at and _is_name(spans[at - 1][0]) and _is_name(word):
            between = text[spans[at - 1][2] : start]
            ends = _SENTENCE.search(between) and folded[at - 1] not in _TITLES
            initial = len(folded[at - 1]) == 1
            both = folded[at - 1 : at + 1]
            if (not ends or initial) and not all(map(_is_common, both)) and any(map(_long, both)):
                yield pair(*both)
        several = folded[at - _FIVE + 1 : at + 1] if at >= _FIVE - 1 else []
        telling = [one for one in several if not _is_common(one) and len(one) > 2]
        if len(telling) >= 3:
            yield five(several)
    for address, _, _ in emails_in(text):
        yield f"e {address}"
    yield from (f"n {digits}" for digits in _telling_numbers(text))


def _telling_numbers(text: str) -> Iterator[str]:
    """Numbers that stand for somebody, rather than for an amount or a day."""
    for match in _BIRTH.finditer(text):
        yield re.sub(r"\D", "", match[1])
    for run in _WRITTEN.finditer(_NO_NUMBER.sub(" x ", text)):
        groups = _DIGITS.findall(run[0])
        digits = "".join(groups)
        if len(groups) == 1 and len(digits) == 4:
            telling = not _YEAR.match(digits) and not digits.endswith("00")
        else:
            telling = len(digits) in _NUMBER_LENGTHS and len(digits.strip("0")) >= 4
        if telling:
            yield digits
        # Where two numbers stand side by side, the longer parts are known by themselves.
        if len(groups) > 1:
            yield from (group for group in groups if len(group) > 5)


def _is_name(word: str) -> bool:
    return (word[0].isupper() and word.casefold() not in STOP) or _is_code(word)


def _is_code(word: str) -> bool:
    """Letters and digits in one, as numbers of people, cars and cases are."""
    digits = sum(map(str.isdigit, word))
    return len(word) >= 4 and digits >= 2 and digits < len(word)


def _is_common(word: str) -> bool:
    return word in STOP or word in COMMON or word.isdigit()


def _long(word: str) -> bool:
    return len(word) > 2 and not _is_common(word)
