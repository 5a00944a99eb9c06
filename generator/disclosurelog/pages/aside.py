"""What stands beside a record's own story: translations, related records, a tombstone."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.languages import _
from disclosurelog.pages.site import Site
from disclosurelog.pages.words import EMPTY, RELATIONS, RELATIONS_BACK, endonym, lang_attribute
from disclosurelog.records import Record


@dataclass(slots=True)
class TranslationView:
    """What the component `translation` shows. Headings stay in the site's language."""

    tag: str
    endonym: str
    title: str
    summary: str | None
    request: str | None
    response: str | None
    labels_lang: Markup
    request_heading: str = "What was asked"
    response_heading: str = "What was answered"


@dataclass(slots=True)
class RelatedLink:
    """Another record that belongs with this one; `uri` is empty where it is not published."""

    relation: str
    label: str
    uri: str
    lang: Markup = EMPTY


def translations(record: Record, labels: str = "en") -> tuple[TranslationView, ...]:
    """Return the record's words in other languages, by language tag."""
    return tuple(
        TranslationView(
            tag=tag,
            endonym=endonym(tag),
            title=one.title,
            summary=one.summary,
            request=one.request,
            response=one.response,
            labels_lang=lang_attribute(labels, tag),
        )
        for tag, one in sorted(record.translations.items())
    )


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
    record = entry.record
    label = f"{record.title} ({record.reference})"
    return RelatedLink(relation, label, f"records/{entry.slug}/", site.lang(record.language))
