"""Reasons side by side: what was ever said for relying on a provision, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from disclosurelog.languages import _, later, ngettext
from disclosurelog.law import Law
from disclosurelog.pages import theme, words
from disclosurelog.pages.citations import Reason, applies_to, reasons_of, reasons_uri
from disclosurelog.pages.exemptions import provision_trail
from disclosurelog.pages.keeping import key_of
from disclosurelog.pages.keys import given_key
from disclosurelog.pages.listing import page_of, page_uri
from disclosurelog.pages.many import make_many
from disclosurelog.pages.page import Made, Page, Store
from disclosurelog.pages.reasoned import Given, Reasoned, cut, is_cut, paged, weight
from disclosurelog.pages.site import NOT_INDEXED, Link, Site
from disclosurelog.pages.timeline import afterwards
from disclosurelog.records import Record

MOST_LISTED: Final = 50
"""Responses in a list of those that a review changed, or did not; the newest."""

KEPT: Final = 4_096
"""Reasons whose HTML is kept for the pages of the provisions above: some 12 MB."""

WEIGHT: Final = 5
"""A page of them takes as long as five records' pages (measured)."""

FATES: Final = {
    "overturned": later("Overturned, wholly or in part"),
    "upheld": later("Upheld"),
    "pending": later("Not decided yet"),
}
"""What became of a response on review, at the regulator or the tribunal; the first that fits."""

_FATE_OF: Final = {
    "partly-overturned": "overturned",
    "overturned": "overturned",
    "upheld": "upheld",
    "pending": "pending",
}


@dataclass(slots=True)
class ReasonsCard:
    """What the component `reasons` shows: one citation with its reasons."""

    id: str
    uri: str
    title: str
    lang: Markup
    outcome: words.OutcomeWord
    responded: datetime.date
    reference: str
    number: int
    as_written: str
    mode: str
    applies_to: str
    afterwards: tuple[str, ...]
    reasons: tuple[Reason, ...]
    cut: bool


@dataclass(slots=True)
class FateLink:
    """A response in a list of those with one fate."""

    title: str
    lang: Markup
    uri: str
    responded: datetime.date
    afterwards: tuple[str, ...]


@dataclass(slots=True)
class FateGroup:
    """The responses with one fate, newest first; `links` holds the newest of them."""

    id: str
    heading: str
    count: int
    links: list[FateLink]


class _Job(NamedTuple):
    """One page to make."""

    law: Law
    provision: str
    pages: list[list[Given]]
    number: int


class ReasonPages:
    """The pages of reasons of a whole log, planned first, so that each knows how many there are."""

    def __init__(self, site: Site) -> None:
        self._site = site
        found = site.index.reasons
        weights = _weights(site, found)
        self._jobs = [
            _Job(site.checked.log.laws[law_id], name, pages, number)
            for law_id, under in found.items()
            for name in sorted(under, key=site.checked.log.laws[law_id].sort_key)
            if (pages := paged(under[name], weights))
            for number in range(1, len(pages) + 1)
        ]
        self._html: dict[Given, Markup] = {}

    def uris(self) -> Iterator[str]:
        """Yield the address of every page, without making one."""
        for job in self._jobs:
            uri = reasons_uri(self._site.provisions(job.law, job.provision).uri)
            yield f"{page_uri(uri, job.number)}index.html"

    def __call__(self, store: Store | None) -> Iterator[Made]:
        """Yield every page."""
        positions = range(len(self._jobs))
        return make_many(
            self._site,
            lambda site, at: (self._page(site, at),),
            positions,
            store,
            WEIGHT,
            self._unit,
        )

    def _unit(self, site: Site, at: int) -> tuple[str, str]:
        job = self._jobs[at]
        first = job.number == 1
        shown = job.pages if first else job.pages[job.number - 1 : job.number]
        key = key_of(
            [len(page) for page in job.pages],
            [given_key(site, one) for page in shown for one in page],
            len(site.index.cited(job.law, job.provision)) if first else 0,
        )
        return f"reasons {job.law.id} {job.provision} {job.number}", key

    def _page(self, site: Site, at: int) -> Page:
        job = self._jobs[at]
        word = site.provisions(job.law, job.provision)
        uri = reasons_uri(word.uri)
        members = job.pages[job.number - 1]
        every = [one for page in job.pages for one in page]
        first = job.number == 1
        heading = _("Reasons given under {provision}", provision=word.name)
        about = _("Harm and public interest under {provision}", provision=word.label)
        pages = {"number": job.number, "total": len(job.pages)}
        values = {
            "trail": (*provision_trail(site, job.law, job.provision), Link(word.name, word.uri)),
            "heading": heading,
            "plain": word.plain,
            "provision": Link(word.html, word.uri),
            "facts": _facts(site, job, every) if first else None,
            "fates": _fates(site, uri, job.pages) if first else [],
            "counted": _counted(job),
            "cards": Markup().join(self._card(one) for one in members),
            "page": page_of(uri, job.number, len(job.pages)),
        }
        entries = site.index.entries
        hidden = any(entries[one.position].record.noindex for one in members)
        return site.pour(
            f"{page_uri(uri, job.number)}index.html",
            "reasons",
            values,
            title=heading
            if first
            else _("{heading}, page {number} of {total}", heading=heading, **pages),
            description=about
            if first
            else _("{heading}, page {number} of {total}", heading=about, **pages),
            section="exemptions",
            # The words of a response that search engines pass by are on this page too.
            robots=NOT_INDEXED if hidden else None,
        )

    def _card(self, one: Given) -> Markup:
        html = self._html.get(one)
        if html is None:
            if len(self._html) >= KEPT:
                self._html.clear()
            html = self._html[one] = theme.component("reasons")(card_of(self._site, one))
        return html


def card_of(site: Site, one: Given) -> ReasonsCard:
    """Return a citation with its reasons as the page shows it."""
    entry = site.index.entries[one.position]
    record = entry.record
    cited = entry.cited[one.number - 1]
    titles = {document.file: document.title for document in record.documents}
    reasons = tuple(reason for group in reasons_of(cited.given, cut) for reason in group)
    return ReasonsCard(
        id=_anchor(site, one),
        uri=f"records/{entry.slug}/",
        title=record.title,
        lang=site.lang(record.language),
        outcome=words.OUTCOMES[record.outcome],
        responded=record.responded,
        reference=record.reference,
        number=one.number,
        as_written=f"{site.provisions.prefix(cited.law)}{cited.given.cite}",
        mode=_(words.MODES[cited.given.mode]),
        applies_to=applies_to(cited.given, titles),
        afterwards=tuple(afterwards(record)),
        reasons=reasons,
        cut=is_cut(cited.given),
    )


def fate(record: Record) -> str:
    """Return what became of a response: a key of `FATES`, or nothing."""
    stages = (record.internal_review, record.regulator, record.tribunal)
    found = {_FATE_OF.get(stage.outcome, "") for stage in stages if stage is not None}
    return next((name for name in FATES if name in found), "")


def _weights(site: Site, found: Reasoned) -> dict[Given, int]:
    entries = site.index.entries
    every = {one for under in found.values() for members in under.values() for one in members}
    return {one: weight(entries[one.position].cited[one.number - 1].given) for one in every}


def _anchor(site: Site, one: Given) -> str:
    return f"{site.index.entries[one.position].slug}-{one.number}"


def _facts(site: Site, job: _Job, every: Sequence[Given]) -> tuple[tuple[str, int], ...]:
    """Count the responses that give reasons, and those that rely on the provision without any."""
    reasoned = len({one.position for one in every})
    silent = len(site.index.cited(job.law, job.provision)) - reasoned
    found = ((_("Responses that give reasons"), reasoned), (_("Responses without reasons"), silent))
    return tuple((heading, count) for heading, count in found if count)


def _fates(site: Site, uri: str, pages: list[list[Given]]) -> list[FateGroup]:
    groups = {name: FateGroup(name, _(heading), 0, []) for name, heading in FATES.items()}
    seen: set[int] = set()
    for number, page in enumerate(pages, 1):
        for one in page:
            entry = site.index.entries[one.position]
            group = groups.get(fate(entry.record))
            if group is None or one.position in seen:
                continue
            seen.add(one.position)
            group.count += 1
            if len(group.links) < MOST_LISTED:
                group.links.append(
                    FateLink(
                        entry.record.title,
                        site.lang(entry.record.language),
                        f"{page_uri(uri, number)}#{_anchor(site, one)}",
                        entry.record.responded,
                        tuple(afterwards(entry.record)),
                    )
                )
    return [group for group in groups.values() if group.count]


def _counted(job: _Job) -> str:
    before = sum(map(len, job.pages[: job.number - 1]))
    total = sum(map(len, job.pages))
    last = before + len(job.pages[job.number - 1])
    if total == 1:
        return _("The reasons given")
    if len(job.pages) == 1:
        return ngettext(
            "{number} set of reasons, newest first",
            "{number} sets of reasons, newest first",
            total,
        )
    return _(
        "{first} to {last} of {total} sets of reasons, newest first",
        first=words.thousands(before + 1),
        last=words.thousands(last),
        total=words.thousands(total),
    )
