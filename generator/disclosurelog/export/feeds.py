"""Atom (RFC 4287) and JSON Feed 1.1, for the whole log and for each list that can be followed.

No clock is read: every date is a record's own. A record's id is a `tag:` URI (RFC 4151) made of its
address and the year it was published in, so it stays the same when the record changes or is
withdrawn. A feed's id is its own address: a tag needs a date, and a list has none that never moves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit

from disclosurelog.export.media import media_type
from disclosurelog.export.products import Item, Products
from disclosurelog.export.rows import Documents, Place
from disclosurelog.languages import _, speaking
from disclosurelog.records import Entry, Log
from disclosurelog.records.feeds import Feed, changed_on, feeds_at

NEVER: Final = "1970-01-01"
"""When a feed without entries last changed."""


def feed_files(products: Products) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of every feed; none without the site's own address."""
    place, checked = products.place, products.checked
    log, keys, known = checked.log, products.keys, products.items()
    used: dict[str, Item] = {}
    for feed in feeds_at(log, products.site_url):
        with speaking(place.settings.language):
            for at in feed.members:
                key = keys[at]
                if key not in used:
                    item = known.get(key)
                    used[key] = item or _item(place, log.entries[at], checked.documents)
            title = _title(place, log, feed)
        found = [used[keys[at]] for at in feed.members]
        yield f"{feed.uri}.atom", _atom(place, feed, title, found)
        yield f"{feed.uri}.json", _json_feed(place, feed, title, found)
    if used.keys() != known.keys():
        products.keep_items(used)


def _atom(place: Place, feed: Feed, title: str, items: list[Item]) -> bytes:
    settings, base = place.settings, place.base
    own = escape(f"{base}{feed.uri}.atom")
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(settings.language)}">',
        f"<id>{own}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_moment(max((one.changed for one in items), default=NEVER))}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{own}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(base + feed.page)}"/>',
        f"<author><name>{escape(settings.authority.name)}</name></author>",
        f"<rights>{escape(settings.licence)}</rights>",
    ]
    return ("\n".join([*head, *(one.atom for one in items), "</feed>"]) + "\n").encode()


def _json_feed(place: Place, feed: Feed, title: str, items: list[Item]) -> bytes:
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": f"{place.base}{feed.page}",
        "feed_url": f"{place.base}{feed.uri}.json",
        "language": place.settings.language,
        "authors": [{"name": place.settings.authority.name}],
    }
    listed = ",\n".join(one.json for one in items)
    return f'{_dumped(head)[:-1]},"items":[\n{listed}\n]}}\n'.encode()


def _item(place: Place, entry: Entry, documents: Documents) -> Item:
    record, stone = entry.record, entry.record.tombstone
    shown: dict[str, Any] = {
        "id": _tag(place, entry),
        "url": place.record(entry),
        "title": record.title,
        "content_text": record.summary,
        "date_published": _moment(record.published.isoformat()),
        "date_modified": _moment(changed_on(entry).isoformat()),
        "language": record.language,
        "tags": _tags(entry),
        "attachments": _attachments(place, entry, documents),
    }
    if stone is not None:
        shown["title"] = _("{reference}: no longer published", reference=record.reference)
        shown["content_text"] = (
            f"{_('Withdrawn on {day}', day=stone.date.isoformat())}. {stone.reason}"
        )
        shown["language"] = place.settings.language
    given = {name: value for name, value in shown.items() if value}
    return Item(_atom_entry(given), _dumped(given), changed_on(entry).isoformat())


def _atom_entry(shown: dict[str, Any]) -> str:
    files = [
        f'<link rel="enclosure" type="{escape(one["mime_type"])}" href="{escape(one["url"])}" '
        f'length="{one["size_in_bytes"]}" title="{escape(one["title"])}"/>'
        for one in shown.get("attachments", ())
    ]
    lines = [
        f'<entry xml:lang="{escape(shown["language"])}">',
        f"<id>{escape(shown['id'])}</id>",
        f"<title>{escape(shown['title'])}</title>",
        f"<published>{shown['date_published']}</published>",
        f"<updated>{shown['date_modified']}</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(shown["url"])}"/>',
        *files,
        *(f'<category term="{escape(tag)}"/>' for tag in shown.get("tags", ())),
        f"<summary>{escape(shown['content_text'])}</summary>",
        "</entry>",
    ]
    return "\n".join(lines)


def _tags(entry: Entry) -> list[str]:
    """The outcome, the provisions and the topics of a response."""
    if entry.withdrawn:
        return []
    cited = [
        f"{one.law.short_title} {one.law.cited_as(name)}"
        for one in entry.cited
        for name in one.provisions
    ]
    return list(dict.fromkeys([_words(entry.record.outcome), *cited, *entry.record.topics]))


def _attachments(place: Place, entry: Entry, documents: Documents) -> list[dict[str, Any]]:
    found = []
    for one in entry.record.documents:
        checked = documents.get((entry.slug, one.file))
        if checked is not None and not entry.withdrawn:
            found.append(
                {
                    "url": place.document(entry, one),
                    "mime_type": media_type(checked.kind, one.file),
                    "title": one.title,
                    "size_in_bytes": checked.size,
                }
            )
    return found


def _title(place: Place, log: Log, feed: Feed) -> str:
    if feed.facet == "law":
        which = log.laws[feed.value].title
    elif feed.facet == "exemption":
        law = log.laws[feed.law]
        which = f"{law.short_title} {law.cited_as(feed.value)}"
    elif feed.facet == "outcome":
        which = _words(feed.value)
    else:
        which = feed.value or _("all responses")
    return f"{place.settings.authority.name}: {which}"


def _tag(place: Place, entry: Entry) -> str:
    # RFC 4151, 2.1: an authority, a day on which it had that name, and what it chooses after it.
    parts = urlsplit(place.base)
    folder = quote(parts.path.removeprefix("/"))
    return f"tag:{parts.hostname},{entry.record.published.year:04}:{folder}records/{entry.slug}"


def _words(outcome: str) -> str:
    return outcome.replace("-", " ")


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
