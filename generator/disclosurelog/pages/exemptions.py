"""Browsing by exemption: all laws, one law, one provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from disclosurelog.languages import _, ngettext
from disclosurelog.law import Law, Provision
from disclosurelog.pages import theme
from disclosurelog.pages.browse import rows
from disclosurelog.pages.citations import reasons_uri
from disclosurelog.pages.items import Items
from disclosurelog.pages.lawwords import law_words, marked
from disclosurelog.pages.listing import Listing, listing_pages
from disclosurelog.pages.page import Made
from disclosurelog.pages.provisions import SHOWN_KINDS, cited_as, described, test_words
from disclosurelog.pages.site import EXEMPTIONS, HOME, Link, Site
from disclosurelog.pages.took import days
from disclosurelog.pages.words import plain_day

MOST_USED = 10
"""Provisions in a law's list of those most used."""


@dataclass(slots=True)
class Node:
    """A provision in a tree. `uri` is empty where no response cites it."""

    anchor: str
    label: str
    uri: str
    count: int
    plain: str
    below: tuple[Node, ...]


@dataclass(slots=True)
class Fact:
    """A line of facts about a provision. `uri` leaves the site, `local` stays in it."""

    heading: str
    text: str
    uri: str = ""
    local: str = ""


@dataclass(slots=True)
class LawCard:
    """A law with the provisions that responses have cited."""

    id: str
    uri: str
    title: str
    plain: str
    nodes: tuple[Node, ...]


def exemption_pages(site: Site, items: Items) -> Iterator[Made]:
    """Yield the page of all laws, of each law, and of every provision that is cited."""
    cards = [
        LawCard(
            law.id,
            f"exemptions/{law.id}/",
            law_words(law).title,
            law_words(law).plain,
            tuple(_tree(site, law, cited=True)),
        )
        for law in site.laws
    ]
    yield site.page(
        "exemptions/index.html",
        "exemptions",
        {"trail": (HOME,), "laws": cards},
        title=_("Exemptions"),
        description=_(
            "Every exemption that a response has relied on, with the responses behind it."
        ),
        section="exemptions",
    )
    for law in site.laws:
        yield _law_page(site, law)
        for name in sorted(site.index.provisions.get(law.id, {}), key=law.sort_key):
            yield from _provision_pages(site, items, law, name)


def _law_page(site: Site, law: Law) -> Made:
    used = [
        (site.provisions(law, name).local, site.provisions(law, name).uri, len(members))
        for name, members in site.index.headlines(law)
        if _shown(law, name)
    ]
    words = law_words(law)
    values = {
        "trail": (HOME, EXEMPTIONS),
        "law": law,
        "words": words,
        "feed": site.feed_of.get(f"exemptions/{law.id}/", ""),
        "time": days(law.clock.limit, law.clock.unit),
        "cited": rows(used[:MOST_USED]),
        "nodes": list(_tree(site, law, cited=False)),
    }
    return site.page(
        f"exemptions/{law.id}/index.html",
        "law",
        values,
        title=words.name,
        description=words.says,
        section="exemptions",
    )


def _shown(law: Law, name: str) -> bool:
    found = described(law, name)
    return found is not None and found.kind in SHOWN_KINDS


def _tree(site: Site, law: Law, *, cited: bool, above: str | None = None) -> Iterator[Node]:
    """Yield the provisions below one, or a law's top ones.

    Args:
        site: The site.
        law: The law.
        cited: Whether to leave out what no response cites, and the explanations.
        above: The provision to start below; None for the top.
    """
    for name in _below(site, law, above):
        if not _shown(law, name):
            continue
        members = site.index.cited(law, name)
        if cited and not members:
            continue
        word = site.provisions(law, name)
        below = tuple(_tree(site, law, cited=cited, above=name))
        plain = Markup() if cited else word.plain
        uri = word.uri if members else ""
        yield Node(law.slug(name), word.local, uri, len(members), plain, below)


def _below(site: Site, law: Law, above: str | None) -> Iterable[str]:
    """Return the provisions one level below, listed or cited, in the statute's order."""
    found = {name for name, one in law.provisions.items() if one.parent == above}
    for name in site.index.provisions.get(law.id, {}):
        if next(iter(law.ancestors(name)), None) == above and law.has(name):
            found.add(name)
    return sorted(found, key=law.sort_key)


def _provision_pages(site: Site, items: Items, law: Law, name: str) -> Iterator[Made]:
    word = site.provisions(law, name)
    found = described(law, name)
    values = {
        "plain": word.plain or law_words(law).plain,
        "facts": _facts(site, law, name, found),
        "notes": list(_notes(law, name, found)),
        "children": list(_tree(site, law, cited=True, above=name)),
    }
    before = theme.fragment("provision", {"p": SimpleNamespace(**values)})
    listing = Listing(
        uri=word.uri,
        heading=word.label,
        html=word.html,
        lede="",
        trail=provision_trail(site, law, name),
        members=site.index.cited(law, name),
        section="exemptions",
        before=before,
    )
    yield from listing_pages(site, items, listing)


def provision_trail(site: Site, law: Law, name: str) -> tuple[Link, ...]:
    """Return the way back up from a provision."""
    up = [site.provisions(law, one) for one in reversed(law.ancestors(name))]
    return (
        HOME,
        EXEMPTIONS,
        Link(law.short_title, f"exemptions/{law.id}/"),
        *(Link(one.name, one.uri) for one in up),
    )


def _facts(site: Site, law: Law, name: str, found: Provision | None) -> list[Fact]:
    facts = [
        Fact(_("Law"), law_words(law).title, local=f"exemptions/{law.id}/"),
        _reasons(site, law, name),
    ]
    if found is None:
        return facts
    if words := test_words(found):
        facts.append(Fact(_("When it applies"), words))
    if found.ncnd and law.has(found.ncnd):
        cited = site.index.cited(law, found.ncnd)
        local = site.provisions(law, found.ncnd).uri if cited else ""
        facts.append(Fact(_("Neither confirm nor deny"), cited_as(law, found.ncnd), local=local))
    for alias in law.search_aliases(name):
        if site.index.cited(law, alias):
            same = site.provisions(law, alias)
            facts.append(Fact(_("Also cited as"), same.name, local=same.uri))
    read = _("Read {provision} itself", provision=cited_as(law, found.id))
    facts.append(Fact(_("Statute"), read, uri=found.url))
    return facts


def _reasons(site: Site, law: Law, name: str) -> Fact:
    given = {one.position for one in site.index.reasons.get(law.id, {}).get(name, ())}
    if not given:
        return Fact(_("Reasons"), _("No response gives any"))
    said = ngettext(
        "Side by side, from {number} response",
        "Side by side, from {number} responses",
        len(given),
    )
    return Fact(_("Reasons"), said, local=reasons_uri(site.provisions(law, name).uri))


def _notes(law: Law, name: str, found: Provision | None) -> Iterator[str]:
    if found is None:
        return
    if law.canonical(name) != name:
        yield _(
            "This is the older number of {provision}; both are listed here.",
            provision=cited_as(law, found.id),
        )
    for change in found.amendments:
        yield Markup("{}: {}").format(plain_day(change.date), marked(change.note, ""))
