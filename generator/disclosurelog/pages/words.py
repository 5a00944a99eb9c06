"""How outcomes, dates, sizes and numbers are put to a reader."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markupsafe import Markup

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

EMPTY: Final = Markup()
DASH: Final = "\u2013"
"""The en dash between two numbers."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class OutcomeWord:
    """An outcome: its part of an address, its name, and what it means."""

    slug: str
    label: str
    plain: str


OUTCOMES: Final = {
    one.slug: one
    for one in (
        OutcomeWord("granted-in-full", "Granted in full", "Everything asked for was released."),
        OutcomeWord("granted-in-part", "Granted in part", "Some was released, some held back."),
        OutcomeWord("refused", "Refused", "Nothing asked for was released."),
        OutcomeWord("not-held", "Not held", "The authority does not have the information."),
        OutcomeWord(
            "partly-held", "Partly held", "The authority has only some of the information."
        ),
        OutcomeWord(
            "neither-confirm-nor-deny",
            "Neither confirmed nor denied",
            "The authority will not say whether it has the information.",
        ),
        OutcomeWord(
            "withdrawn-by-requester",
            "Withdrawn by the requester",
            "The person who asked took the request back.",
        ),
        OutcomeWord("lapsed", "Lapsed", "A question to the requester was never answered."),
        OutcomeWord("transferred", "Transferred", "Another body was asked to answer."),
    )
}

TOMBSTONE: Final = OutcomeWord("withdrawn", "No longer published", "")

MODES: Final = {
    "withhold": "Information held back",
    "refuse": "Request refused",
    "neither-confirm-nor-deny": "Neither confirmed nor denied",
}

LIKELIHOODS: Final = {
    "would": "it would happen",
    "would-be-likely-to": "it would be likely to happen",
}

RELATIONS: Final = {
    "follows": "Follows",
    "same-as": "Answers the same request as",
    "supersedes": "Replaces",
    "batch": "Answered together with",
}
RELATIONS_BACK: Final = {
    "follows": "Followed by",
    "same-as": "Answers the same request as",
    "supersedes": "Replaced by",
    "batch": "Answered together with",
}

ROLES: Final = {
    "response-letter": "Response letter",
    "refusal-notice": "Refusal notice",
    "disclosed": "Released information",
    "annex": "Annex",
    "accessible-copy": "Accessible copy",
    "translation": "Translation",
}

REVIEW_OUTCOMES: Final = {
    "pending": "not decided yet",
    "upheld": "the decision was upheld",
    "partly-overturned": "the decision was overturned in part",
    "overturned": "the decision was overturned",
    "withdrawn": "withdrawn",
}

LANGUAGES: Final = {
    "ar": ("Arabic", "العربية"),
    "cy": ("Welsh", "Cymraeg"),
    "de": ("German", "Deutsch"),
    "en": ("English", "English"),
    "es": ("Spanish", "Español"),
    "fr": ("French", "Français"),
    "ga": ("Irish", "Gaeilge"),
    "gd": ("Scottish Gaelic", "Gàidhlig"),
    "gv": ("Manx", "Gaelg"),
    "kw": ("Cornish", "Kernewek"),
    "mi": ("Māori", "Te reo Māori"),
    "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"),
    "sco": ("Scots", "Scots"),
    "ur": ("Urdu", "اردو"),
}
"""Name in English and in the language itself. Others are shown by their tag."""


_TIME = Markup('<time datetime="{}">{}</time>')


def language(tag: str) -> str:
    """Return a language's English name, or its tag."""
    found = LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0])
    return found[0] if found else tag


def endonym(tag: str) -> str:
    """Return what a language calls itself, or its tag."""
    found = LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0])
    return found[1] if found else tag


@lru_cache(maxsize=256)
def lang_attribute(tag: str, around: str) -> Markup:
    """Return the `lang` attribute for text in `tag` on a page in `around`; empty where equal."""
    if tag == around:
        return Markup()
    side = Markup(' dir="rtl"') if tag.partition("-")[0] in RIGHT_TO_LEFT else Markup()
    return Markup(' lang="{}"{}').format(tag, side)


def plain_day(day: datetime.date) -> str:
    """Return a day in words: 21 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=8192)
def day(value: datetime.date) -> Markup:
    """Return a day as an HTML time element."""
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
        return count(number, "byte")
    if number < 999_500:
        return f"{max(1, round(number / 1000))} KB"
    return f"{number / 1_000_000:.1f} MB"


def capital(text: str) -> str:
    """Return text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str]) -> str:
    """Return a list in words: a, b and c."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def page_ranges(pages: Iterable[int]) -> str:
    """Return pages as people write them: 1, 3-5, with an en dash."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{a}" if a == b else f"{a}{DASH}{b}" for a, b in runs)
