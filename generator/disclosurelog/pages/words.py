"""How outcomes, dates, sizes and numbers are put to a reader."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from disclosurelog.languages import _, later, ngettext, pgettext, spoken

MONTHS: Final = (
    *(later("January"), later("February"), later("March"), later("April")),
    *(later("May"), later("June"), later("July"), later("August")),
    *(later("September"), later("October"), later("November"), later("December")),
)

EMPTY: Final = Markup()
DASH: Final = "\u2013"
"""The en dash between two numbers."""

VOWELS: Final = tuple("aeiouwyâêîôûŵŷ")
"""Before these Welsh has another word for "and"."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class OutcomeWord:
    """An outcome: its part of an address, its name, and what it means, both in English."""

    slug: str
    english: str
    meaning: str

    @property
    def label(self) -> str:
        """Its name in the language spoken now."""
        return _(self.english)

    @property
    def plain(self) -> str:
        """What it means, in the language spoken now; empty for a withdrawn record."""
        return _(self.meaning)


OUTCOMES: Final = {
    one.slug: one
    for one in (
        OutcomeWord(
            "granted-in-full", later("Granted in full"), later("Everything asked for was released.")
        ),
        OutcomeWord(
            "granted-in-part", later("Granted in part"), later("Some was released, some held back.")
        ),
        OutcomeWord("refused", later("Refused"), later("Nothing asked for was released.")),
        OutcomeWord(
            "not-held", later("Not held"), later("The authority does not have the information.")
        ),
        OutcomeWord(
            "partly-held",
            later("Partly held"),
            later("The authority has only some of the information."),
        ),
        OutcomeWord(
            "neither-confirm-nor-deny",
            later("Neither confirmed nor denied"),
            later("The authority will not say whether it has the information."),
        ),
        OutcomeWord(
            "withdrawn-by-requester",
            later("Withdrawn by the requester"),
            later("The person who asked took the request back."),
        ),
        OutcomeWord(
            "lapsed", later("Lapsed"), later("A question to the requester was never answered.")
        ),
        OutcomeWord(
            "transferred", later("Transferred"), later("Another body was asked to answer.")
        ),
    )
}

TOMBSTONE: Final = OutcomeWord("withdrawn", later("No longer published"), "")

# The tables below hold English; `_` says it where it is shown.

MODES: Final = {
    "withhold": later("Information held back"),
    "refuse": later("Request refused"),
    "neither-confirm-nor-deny": later("Neither confirmed nor denied"),
}

LIKELIHOODS: Final = {
    "would": later("Harm: it would happen"),
    "would-be-likely-to": later("Harm: it would be likely to happen"),
}

RELATIONS: Final = {
    "follows": later("Follows"),
    "same-as": later("Answers the same request as"),
    "supersedes": later("Replaces"),
    "batch": later("Answered together with"),
}
RELATIONS_BACK: Final = {
    "follows": later("Followed by"),
    "same-as": later("Answers the same request as"),
    "supersedes": later("Replaced by"),
    "batch": later("Answered together with"),
}

ROLES: Final = {
    "response-letter": later("Response letter"),
    "refusal-notice": later("Refusal notice"),
    "disclosed": later("Released information"),
    "annex": later("Annex"),
    "accessible-copy": later("Accessible copy"),
    "translation": later("Translation"),
}

REVIEW_OUTCOMES: Final = {
    "pending": later("not decided yet"),
    "upheld": later("the decision was upheld"),
    "partly-overturned": later("the decision was overturned in part"),
    "overturned": later("the decision was overturned"),
    "withdrawn": later("withdrawn"),
}

LANGUAGES: Final = {
    "ar": (later("in Arabic"), "العربية"),
    "cy": (later("in Welsh"), "Cymraeg"),
    "de": (later("in German"), "Deutsch"),
    "en": (later("in English"), "English"),
    "es": (later("in Spanish"), "Español"),
    "fr": (later("in French"), "Français"),
    "ga": (later("in Irish"), "Gaeilge"),
    "gd": (later("in Scottish Gaelic"), "Gàidhlig"),
    "gv": (later("in Manx"), "Gaelg"),
    "kw": (later("in Cornish"), "Kernewek"),
    "mi": (later("in Māori"), "Te reo Māori"),
    "pl": (later("in Polish"), "Polski"),
    "pt": (later("in Portuguese"), "Português"),
    "sco": (later("in Scots"), "Scots"),
    "ur": (later("in Urdu"), "اردو"),
}
"""What is said of text in a language, and its name in the language itself. Others are shown by
their tag."""

_TIME = Markup('<time datetime="{}">{}</time>')


def in_language(tag: str) -> str:
    """Return which language something is in: `in Welsh`."""
    found = LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0])
    return _(found[0]) if found else _("in {language}", language=tag)


def endonym(tag: str) -> str:
    """Return what a language calls itself, or its tag."""
    found = LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0])
    return found[1] if found else tag


def is_right_to_left(tag: str) -> bool:
    """Say whether a language is written from right to left."""
    return tag.partition("-")[0] in RIGHT_TO_LEFT


@lru_cache(maxsize=256)
def lang_attribute(tag: str, around: str) -> Markup:
    """Return the `lang` attribute for text in `tag` on a page in `around`; empty where equal."""
    if tag == around:
        return Markup()
    side = Markup(' dir="rtl"') if is_right_to_left(tag) else Markup()
    return Markup(' lang="{}"{}').format(tag, side)


def sided(attribute: Markup) -> Markup:
    """Return a `lang` attribute with `dir`: by the words themselves, where the language says none.

    An element may have `dir` once only, and the language knows better: a title in Arabic may begin
    with a Latin word.
    """
    return attribute if " dir=" in attribute else Markup(' dir="auto"') + attribute


def plain_day(day: datetime.date) -> str:
    """Return a day in words: 21 March 2024."""
    return _plain_day(day, spoken())


@lru_cache(maxsize=8192)
def _plain_day(day: datetime.date, tag: str) -> str:
    month = _(MONTHS[day.month - 1])
    # For translators: a whole date, such as 21 March 2024.
    return _("{day} {month} {year}", day=day.day, month=month, year=day.year)


def day(value: datetime.date) -> Markup:
    """Return a day as an HTML time element."""
    return _day(value, spoken())


@lru_cache(maxsize=8192)
def _day(value: datetime.date, tag: str) -> Markup:
    return _TIME.format(value.isoformat(), plain_day(value))


def thousands(number: int) -> str:
    """Return a whole number with commas: 12,345."""
    return f"{number:,}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 response, 2,304 responses."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> str:
    """Return a share in whole percent: 83%. Only all is 100%, and only nothing 0%."""
    if not whole:
        return DASH
    rounded = round(100 * part / whole)
    if 0 < part < whole:
        rounded = min(99, max(1, rounded))
    return f"{rounded}%"


def size(number: int) -> str:
    """Return a file size. Units of 1,000 bytes, as operating systems for the public show them."""
    if number < 1000:
        return ngettext("{number} byte", "{number} bytes", number)
    if number < 999_500:
        return f"{max(1, round(number / 1000))} KB"
    return f"{number / 1_000_000:.1f} MB"


def capital(text: str) -> str:
    """Return text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str]) -> str:
    """Return a list in words: a, b and c."""
    *others, last = items
    if not others:
        return last
    first = ", ".join(others)
    if last.casefold().startswith(VOWELS):
        return pgettext("before a vowel", "{first} and {last}", first=first, last=last)
    return pgettext("before a consonant", "{first} and {last}", first=first, last=last)


def page_ranges(pages: Iterable[int]) -> str:
    """Return pages as people write them: 1, 3-5, with an en dash."""
    return ", ".join(f"{a}" if a == b else f"{a}{DASH}{b}" for a, b in page_runs(pages))


def page_runs(pages: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of pages that follow one another."""
    runs: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs
