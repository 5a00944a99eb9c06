"""What a law says of itself, in the language spoken now, else in English and marked as such."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from disclosurelog.languages import spoken
from disclosurelog.languages.catalogue import ENGLISH
from disclosurelog.law import Law
from disclosurelog.pages.words import capital, lang_attribute


@dataclass(frozen=True, slots=True)
class LawWords:
    """A law's words as HTML; `name` and `says` are its title and explanation as plain text."""

    name: str
    says: str
    title: Markup
    plain: Markup
    jurisdiction: Markup
    review: Markup
    regulator: Markup


def law_words(law: Law) -> LawWords:
    """Return a law's words."""
    return _law_words(law, spoken())


@lru_cache(maxsize=256)
def _law_words(law: Law, tag: str) -> LawWords:
    text = law.texts.get(tag.partition("-")[0])
    return LawWords(
        name=text.title if text else law.title,
        says=text.plain if text else law.plain,
        title=marked(law.title, text.title if text else ""),
        plain=marked(law.plain, text.plain if text else ""),
        jurisdiction=marked(law.jurisdiction, text.jurisdiction if text else ""),
        review=marked(capital(law.review.name), capital(text.review) if text else ""),
        regulator=marked(law.regulator.name, text.regulator if text else ""),
    )


def marked(english: str, translated: str) -> Markup:
    """Return text as HTML: its translation, else the English, marked where that is foreign."""
    lang = "" if translated or not english else lang_attribute(ENGLISH, spoken().partition("-")[0])
    text = escape(translated or english)
    return Markup("<span{}>{}</span>").format(lang, text) if lang else text
