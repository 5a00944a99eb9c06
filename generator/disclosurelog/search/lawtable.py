"""The table of laws under `search/laws/`: all that reading a citation needs, and no more.

The browser reads citations with it as the program does; so does the command line over a built
site, which may know laws that are not installed where it runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from disclosurelog.law import ClockRules, Law, Provision, Regulator, Review, ids

_YEAR_AT_END = re.compile(r"[\s,(]*(?:1[6-9]|20)\d\d\)?$")


def law_table(laws: Iterable[Law]) -> bytes:
    """The table of some laws as JSON: `{"laws": [one object a law]}`.

    `provisions` is a flat list: id, title, id, title, in the order of the statute. `words` go
    before a number, `aliases` are older ids and what they now stand for.
    """
    table = {"laws": [_row(law) for law in laws]}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _row(law: Law) -> dict[str, Any]:
    return {
        "id": law.id,
        "title": law.title,
        "short": law.short_title,
        "names": list(law.names),
        "unit": law.unit,
        "prefix": law.id_prefix,
        "shorthand": law.shorthand,
        "words": sorted(law.number_words),
        "aliases": dict(law.aliases),
        "provisions": [text for one in law.provisions.values() for text in (one.id, one.title)],
    }


def read_table(table: Mapping[str, Any]) -> tuple[Law, ...]:
    """The laws of a table. What the table leaves out, such as clocks, is blank in them."""
    return tuple(_law(row) for row in table["laws"])


def spellings(law: Law) -> tuple[str, ...]:
    """What a law may be called after `law:`, with and without its year."""
    full = (law.id, law.title, law.short_title, *law.names)
    return (*full, *(_YEAR_AT_END.sub("", one) for one in full[1:]))


def is_word(provision: str) -> bool:
    """Whether a provision has no number, such as `not-held`."""
    return ids.is_word(provision)


def _law(row: Mapping[str, Any]) -> Law:
    flat = row["provisions"]
    provisions: dict[str, Provision] = {}
    children: dict[str, list[str]] = {}
    for name, title in zip(flat[::2], flat[1::2], strict=True):
        one = _provision(row, name, title)
        provisions[name] = one
        if one.parent:
            children.setdefault(one.parent, []).append(name)
    return Law(
        id=row["id"],
        title=row["title"],
        short_title=row["short"],
        names=tuple(row["names"]),
        jurisdiction="",
        country="",
        statute="",
        noun="exemption",
        unit=row["unit"],
        id_prefix=row["prefix"],
        shorthand=row["shorthand"],
        number_words=frozenset(row["words"]),
        plain="",
        review=Review("", ""),
        regulator=Regulator("", "", ""),
        clock=ClockRules("working-days", 1, (), (), "restarts", "", None),
        reviewed=date.min,
        provisions=provisions,
        aliases=dict(row["aliases"]),
        _children={above: tuple(below) for above, below in children.items()},
        _slugs={one.slug: one.id for one in provisions.values()},
    )


def _provision(row: Mapping[str, Any], name: str, title: str) -> Provision:
    number = f"{row['unit']} {name.removeprefix(row['prefix'])}"
    return Provision(
        law_id=row["id"],
        id=name,
        slug=ids.slug(name),
        title=title,
        kind="exemption",
        test="none",
        basis="none",
        harm_word="",
        ncnd=None,
        qualified_person=False,
        other_statute=False,
        plain="",
        url="",
        note="",
        aliases=(),
        amendments=(),
        parent=ids.parent(name),
        cited_as=title[0].lower() + title[1:] if ids.is_word(name) else number,
    )
