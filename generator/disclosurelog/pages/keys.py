"""A key for all that the pages of one record are made from.

They tell of the record and its documents, and of other records what stands in `_told` and nothing
more. Whoever lets them say more of others has to add it here; `tests/build/test_changes.py` finds
out by many random changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.gate import Certificate
from disclosurelog.pages.keeping import key_of
from disclosurelog.pages.reasoned import Given
from disclosurelog.pages.site import Site
from disclosurelog.records import Entry


def record_key(site: Site, position: int) -> str:
    """Return the key for the pages of the entry at a position in the log."""
    entry = site.index.entries[position]
    return key_of(
        *(entry.slug, entry.source, entry.sha256),
        list(_documents(site, entry)),
        list(_others(site, position)),
        list(_addresses(site, entry)),
    )


def given_key(site: Site, one: Given) -> tuple[str, str, int]:
    """Return what stands for one citation with its reasons, in the key of a page of them."""
    entry = site.index.entries[one.position]
    return entry.slug, entry.sha256, one.number


def certificate_key(certificate: Certificate) -> tuple[object, ...]:
    """Return what stands for a document and its certificate in a key.

    It also tells the waivers of other records that publish the same bytes.
    """
    one = certificate
    unclean = [check for check in one.checks if check[1] != "clean"]
    about = (one.sha256, one.size, one.kind, one.page_count, one.ruleset, len(one.checks))
    return *about, unclean, list(map(repr, one.waivers))


def _documents(site: Site, entry: Entry) -> Iterator[tuple[object, ...]]:
    for document in entry.record.documents:
        found = site.documents.get((entry.slug, document.file))
        if found is None:
            continue
        undrawn = [
            number
            for number in range(1, found.page_count + 1)
            if number in site.undrawn.get(found.sha256, ())
        ]
        yield document.file, certificate_key(found.certificate), undrawn


def _others(site: Site, position: int) -> Iterator[object]:
    """What is said of other records: those before and after, and those that belong with it."""
    index = site.index
    entry = index.entries[position]
    yield from (_told(site, place) for place in (position - 1, position + 1))
    for related in entry.record.related:
        other = index.by_reference.get(related.reference.casefold(), -1)
        yield related.relation, _told(site, other)
    for relation, other in index.related_back.get(entry.slug, ()):
        yield relation, _told(site, other)


def _told(site: Site, position: int) -> tuple[object, ...]:
    """What a page says of another record: address, reference, title in each language."""
    if not 0 <= position < len(site.index.entries):
        return ()
    entry = site.index.entries[position]
    record = entry.record
    titles = [(tag, one.title) for tag, one in record.translations.items()]
    return entry.slug, record.reference, record.title, record.language, titles


def _addresses(site: Site, entry: Entry) -> Iterator[str]:
    """The addresses of lists that the record is in, which depend on the names of all."""
    record = entry.record
    yield from (site.index.topic(name) for name in record.topics if not entry.withdrawn)
    if record.department and not entry.withdrawn:
        yield site.index.department(record.department)
    for document in record.documents:
        for one in document.redactions:
            law = next((law for law in entry.laws if law.id == one.law), entry.laws[0])
            for name in site.provisions.named(law, one.provision):
                # What no response cites has no page that could be linked to.
                if site.index.cited(law, name):
                    yield f"{law.id} {name}"
