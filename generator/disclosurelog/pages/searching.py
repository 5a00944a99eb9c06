"""The search page, and the description by which a browser can search this site.

What people see of a search is made by scripts in `theme/assets/search/`. They find here what the
search files do not say: how outcomes are named, who publishes, and the newest day in the log.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import quote_plus, urlsplit

from lunr.stop_word_filter import WORDS
from markupsafe import escape

from disclosurelog.languages import _, spoken
from disclosurelog.law import Law
from disclosurelog.pages import words
from disclosurelog.pages.page import Made, Page
from disclosurelog.pages.provisions import cited_as
from disclosurelog.pages.site import HOME, RECORDS, WAYS, Site
from disclosurelog.records import Entry

REASONING: Final = ("prejudice", "harm", "crime", "safety", "privacy", "cost", "interest")
"""Words to show a search of reasons with; the first that occurs is taken."""

LONG: Final = 4
"""Letters of a word that says something."""

MAX_SHORT_NAME: Final = 16
"""Characters in a search engine's name (OpenSearch 1.1, "ShortName")."""


@dataclass(slots=True)
class Example:
    """A query that teaches: what to type, and what that does."""

    query: str
    says: str

    @property
    def address(self) -> str:
        """The query as a part of an address."""
        return quote_plus(self.query)


def search_page(site: Site) -> Made:
    """Return the search page. What fills `<div id="search">` is the scripts' work."""
    shown = [entry for entry in site.index.entries if entry.findable]
    values = {
        "trail": (HOME,),
        "examples": examples(site, shown),
        "browse": (RECORDS, *WAYS),
        "log": json.dumps(_log(site, shown), ensure_ascii=False, separators=(",", ":")),
    }
    return site.page(
        "search/index.html",
        "search",
        values,
        title=_("Search"),
        description=_("Search all responses by subject, reference or exemption."),
        section="search",
    )


def examples(site: Site, shown: list[Entry]) -> list[Example]:
    """Return four queries that find something in this log; fewer where it is too small for them."""
    found = []
    topics = Counter(topic.casefold() for entry in shown for topic in entry.record.topics)
    ranked = sorted(topics, key=lambda topic: (-topics[topic], topic))
    # A topic of long words alone says more than "safety of people", and holds no stop word.
    plain = [topic for topic in ranked if all(len(word) >= LONG for word in topic.split())]
    if ranked:
        found.append(Example((plain or ranked)[0], _("these words, in any form")))
    if phrase := _phrase(shown):
        found.append(Example(f'"{phrase}"', _("these words, side by side")))
    if cited := _most_cited(site, shown):
        law, provision = cited
        found.append(
            Example(
                f"exemption:{provision}",
                _("all that was decided under {provision}", provision=cited_as(law, provision)),
            )
        )
    if (mix := _in_reasons(shown)) is not None:
        year, word = mix
        found.append(
            Example(f"year:{year} in:reasons {word}", _("reasons given in {year}", year=year))
        )
    return found


def opensearch(site: Site) -> Iterator[Page]:
    """Yield `opensearch.xml` (OpenSearch 1.1), which needs the site's own address."""
    parts = urlsplit(site.site_url)
    if not (parts.scheme and parts.netloc):
        return
    authority = site.settings.authority
    name = authority.short_name or authority.name
    short = name if len(name) <= MAX_SHORT_NAME else name[: MAX_SHORT_NAME - 1].rstrip() + "…"
    base = escape(site.address(""))
    says = _("Search what {authority} has disclosed", authority=authority.name)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(short)}</ShortName>\n"
        f"<Description>{escape(says)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml">{base}assets/icon.svg</Image>\n'
        f'<Url type="text/html" template="{base}search/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
    yield Page("opensearch.xml", text.encode())


def _log(site: Site, shown: list[Entry]) -> dict[str, object]:
    newest = max((entry.record.responded for entry in shown), default=None)
    return {
        "authority": site.settings.authority.name,
        "newest": newest.isoformat() if newest else "",
        "outcomes": {name: one.label for name, one in words.OUTCOMES.items()},
        "reviewed": {name: _(one) for name, one in words.REVIEW_OUTCOMES.items()},
        "provisions": _provisions(site),
        "feeds": _feeds(site, shown),
        "laws": {law.id: law.short_title for law in site.laws},
        "usual": site.laws[0].id if site.laws else "",
    }


def _provisions(site: Site) -> dict[str, str]:
    """Return how the choices of exemptions are called, where the law speaks the site's language.

    The search files have them in English.
    """
    return {
        f"{law.id}/{name}": f"{cited_as(law, name)} {text.title}"
        for law in site.laws
        for name in site.index.provisions.get(law.id, ())
        if (text := law.text_of(name, spoken()))
    }


def _feeds(site: Site, shown: list[Entry]) -> dict[str, dict[str, str]]:
    """Return the feed of each choice that has one, by facet and value as the search writes them."""
    laws = {law.id: law.short_title for entry in shown for law in entry.laws}
    spelled: dict[str, set[str]] = {}
    for entry in shown:
        for name in (*entry.record.topics, entry.record.department or ""):
            spelled.setdefault(name.casefold(), set()).add(name)
    found: dict[str, dict[str, str]] = {}
    for feed in site.feeds:
        if feed.facet == "law":
            values = [laws[feed.value]]
        elif feed.facet == "exemption":
            values = [f"{feed.law}/{feed.value}"]
        elif feed.facet in {"topic", "department"}:
            values = sorted(spelled[feed.value.casefold()])
        else:
            values = [feed.value]
        if feed.facet:
            address = f"{feed.uri}.atom"
            found.setdefault(feed.facet, {}).update(dict.fromkeys(values, address))
    return found


def _phrase(shown: list[Entry]) -> str:
    """Return the pair of neighbouring words that stands in most titles."""
    pairs: Counter[str] = Counter()
    for entry in shown:
        title = entry.record.title.casefold().split()
        pairs.update(
            {
                f"{one} {two}"
                for one, two in pairwise(title)
                if min(len(one), len(two)) >= LONG
                and (one + two).isalpha()
                and not {one, two} <= WORDS
            }
        )
    return min(pairs, key=lambda pair: (-pairs[pair], pair), default="")


def _most_cited(site: Site, shown: list[Entry]) -> tuple[Law, str] | None:
    """Return the provision, as deep as it was written, that most responses rely on."""
    laws = {law.id: law for law in site.laws}
    counts = Counter(
        (law, provision)
        for entry in shown
        for law, provision in entry.provisions
        if law in laws and laws[law].has(provision)
    )
    if not counts:
        return None
    best = min(counts, key=lambda one: (-counts[one], one[0], laws[one[0]].sort_key(one[1])))
    return laws[best[0]], best[1]


def _in_reasons(shown: list[Entry]) -> tuple[int, str] | None:
    """Return the newest year in which reasons were given, and a word of them."""
    for entry in sorted(shown, key=lambda one: (one.record.responded, one.slug), reverse=True):
        given = " ".join(cited.given.harm or "" for cited in entry.cited).casefold()
        for word in REASONING:
            if word in given.split():
                return entry.record.responded.year, word
    return None
