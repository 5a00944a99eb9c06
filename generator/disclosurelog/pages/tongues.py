"""A record in several languages: which there are, its words in one, and an article for each.

All articles are in the page. The stylesheet shows the one that the address points into (`#in-cy`),
or else the first, so that a reader switches by following a link, with no script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from disclosurelog.languages import known, spoken
from disclosurelog.pages.site import Site
from disclosurelog.pages.words import EMPTY, endonym, lang_attribute
from disclosurelog.records import Record

_TAG = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r'(?<= id=")[^"]+')
_REFERENCE = re.compile(
    r'(?<= href="#)[^"]+|(?<= for=")[^"]+|(?<= aria-labelledby=")[^"]+'
    r'|(?<= aria-describedby=")[^"]+|(?<= aria-controls=")[^"]+|(?<= data-dl-copy=")[^"]+'
)


class Words(NamedTuple):
    """Text of a record with its `lang` attribute; that is empty where none is needed."""

    text: str
    lang: Markup


@dataclass(frozen=True, slots=True)
class Wording:
    """What a record says of itself in one language. What is not translated is in its own."""

    tag: str
    title: Words
    summary: Words
    request: Words
    response: Words


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that the reader can switch to."""

    name: str
    uri: str
    lang: Markup
    current: bool


@dataclass(frozen=True, slots=True)
class Article:
    """The record in one language."""

    tag: str
    lang: Markup
    html: Markup


def tags(site: Site, record: Record) -> tuple[str, ...]:
    """Return the languages that a record is in: the site's first, else the record's own."""
    if not record.translations:
        return (record.language,)
    own = record.language, *sorted(record.translations)
    return tuple(sorted(dict.fromkeys(own), key=lambda tag: tag != site.settings.language))


def wording(site: Site, record: Record, tag: str) -> Wording:
    """Return a record's words in one of its languages."""
    given = None if tag == record.language else record.translations[tag]

    def words(own: str, translated: str | None) -> Words:
        return Words(translated or own, site.lang(tag if translated else record.language))

    return Wording(
        tag=tag,
        title=words(record.title, given.title if given else None),
        summary=words(record.summary, given.summary if given else None),
        request=words(record.request.text, given.request if given else None),
        response=words(record.response.text, given.response if given else None),
    )


def title_of(site: Site, record: Record) -> Words:
    """Return a record's title for a link to it: in the language spoken now, else in its own."""
    given = record.translations.get(spoken())
    if given:
        return Words(given.title, EMPTY)
    return Words(record.title, site.lang(record.language))


def summary_of(site: Site, record: Record) -> Words:
    """Return a record's summary for a list, in the same way."""
    given = record.translations.get(spoken())
    if given and given.summary:
        return Words(given.summary, EMPTY)
    return Words(record.summary, site.lang(record.language))


def labels(site: Site, tag: str) -> str:
    """Return the language of the labels around text in a language: its own where there is one."""
    return tag if tag.partition("-")[0] in known() else site.settings.language


def choices(site: Site, record: Record, shown: str) -> tuple[Choice, ...]:
    """Return the languages of a record to switch between; none where it has only one."""
    found = tags(site, record) if record.translations else ()
    return tuple(Choice(endonym(t), f"in-{t}", site.lang(t), t == shown) for t in found)


def article(site: Site, tag: str, html: Markup, *, first: bool) -> Article:
    """Return a record's HTML in one language, made so that it can stand beside the others."""
    lang = lang_attribute(labels(site, tag), site.settings.language)
    return Article(tag, lang, html if first else apart(html, f"{tag}-"))


def apart(html: Markup, before: str) -> Markup:
    """Return HTML with `before` in front of each id in it, and of each reference to one.

    Only tags are touched. Text of records holds none of its own with an id: it is escaped, or has
    passed the allow-list in `text`.
    """
    ids = {one for tag in _TAG.findall(html) for one in _ID.findall(tag)}

    def renamed(found: re.Match[str]) -> str:
        return " ".join([before + one if one in ids else one for one in found[0].split()])

    def retagged(found: re.Match[str]) -> str:
        return _REFERENCE.sub(renamed, _ID.sub(renamed, found[0]))

    return Markup(_TAG.sub(retagged, html))  # noqa: S704 - from a template
