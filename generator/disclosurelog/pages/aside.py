"""What stands beside a record's own story: the records that belong with it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.languages import _
from disclosurelog.pages.site import Site
from disclosurelog.pages.tongues import title_of
from disclosurelog.pages.words import EMPTY, RELATIONS, RELATIONS_BACK


@dataclass(slots=True)
class RelatedLink:
    """Another record that belongs with this one; `uri` is empty where it is not published."""

    relation: str
    label: str
    uri: str
    lang: Markup = EMPTY


def related_links(site: Site, position: int) -> tuple[RelatedLink, ...]:
    """Return the records this one names, then those that name it."""
    entry = site.index.entries[position]
    found: dict[tuple[str, str], RelatedLink] = {}
    for related in entry.record.related:
        other = site.index.by_reference.get(related.reference.casefold())
        relation = _(RELATIONS[related.relation])
        if other is None:
            found[relation, related.reference] = RelatedLink(relation, related.reference, "")
        else:
            link = _link(site, relation, other)
            found[relation, link.uri] = link
    for name, other in site.index.related_back.get(entry.slug, ()):
        link = _link(site, _(RELATIONS_BACK[name]), other)
        found.setdefault((link.relation, link.uri), link)
    return tuple(found.values())


def _link(site: Site, relation: str, position: int) -> RelatedLink:
    entry = site.index.entries[position]
    title = title_of(site, entry.record)
    label = f"{title.text} ({entry.record.reference})"
    return RelatedLink(relation, label, f"records/{entry.slug}/", title.lang)
