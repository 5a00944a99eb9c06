"""One response in a listing. It stands in many lists, so its HTML is made once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from disclosurelog.languages import ngettext
from disclosurelog.pages import theme, words
from disclosurelog.pages.keeping import key_of
from disclosurelog.pages.site import Site
from disclosurelog.pages.tongues import summary_of, title_of
from disclosurelog.records import Entry

MOST_SHOWN = 3
"""Provisions named for one response in a list; the rest are counted."""


@dataclass(slots=True)
class Item:
    """What the component `response` shows."""

    slug: str
    title: str
    lang: Markup
    summary: str
    summary_lang: Markup
    outcome: words.OutcomeWord
    under: tuple[str, ...]
    responded: datetime.date
    reference: str
    documents: int
    withdrawn: bool


class Items:
    """The list entries of all responses, by position in the log."""

    def __init__(self, site: Site) -> None:
        made = theme.component("response")

        def html(entry: Entry) -> str:
            return str(made(item_of(site, entry)))

        if site.keep is None:
            self._html = [html(entry) for entry in site.index.entries]
        else:
            text = site.keep.text
            self._html = [
                text(f"item {entry.slug}", key_of(entry.sha256), partial(html, entry))
                for entry in site.index.entries
            ]

    def __call__(self, positions: Iterable[int]) -> Markup:
        """Return the entries at these positions, in their order."""
        html = self._html
        return Markup("".join([html[position] for position in positions]))  # noqa: S704 - from a template


def item_of(site: Site, entry: Entry) -> Item:
    """Return what a list shows of a response; of a withdrawn one, only that it was there."""
    record = entry.record
    withdrawn = entry.withdrawn
    title, summary = title_of(site, record), summary_of(site, record)
    return Item(
        slug=entry.slug,
        title=title.text,
        lang=title.lang,
        summary="" if withdrawn else summary.text,
        summary_lang=summary.lang,
        outcome=words.TOMBSTONE if withdrawn else words.OUTCOMES[record.outcome],
        under=() if withdrawn else under(site, entry),
        responded=record.responded,
        reference=record.reference,
        documents=sum(1 for d in record.documents if d.withdrawn is None),
        withdrawn=withdrawn,
    )


def under(site: Site, entry: Entry) -> tuple[str, ...]:
    """Return the rules that a response relies on, as people speak of them."""
    names = dict.fromkeys(
        site.provisions(cited.law, one).short_html
        for cited in entry.cited
        for one in cited.provisions
    )
    shown = tuple(names)[:MOST_SHOWN]
    rest = len(names) - len(shown)
    return (*shown, ngettext("and {number} more", "and {number} more", rest)) if rest else shown
