"""Writes a record's YAML: what `disclosurelog new` and `disclosurelog import` put into folders."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from disclosurelog.law import Law, Provision, parse
from disclosurelog.records.schema import EDITOR_LINE

Value = str | bool | int | datetime.date | None
Fields = Mapping[str, "Value | Fields | Sequence[str | Fields]"]
"""Fields in the order in which they are written; what is None or empty is left out."""

LONGEST_SLUG = 80  # characters; addresses that people can still read out

# Their values are words of the model's own, ids and file names, which YAML reads as they are.
_PLAIN = {"file", "language", "law", "laws", "likelihood", "mode", "outcome", "role", "status"}


def slug_of(title: str, longest: int = LONGEST_SLUG) -> str:
    """Return a folder name made from a title: small letters, digits and hyphens, 80 at most."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    found: list[str] = re.findall(r"[a-z0-9]+", plain)
    first, *words = found or [""]
    slug = first[:longest]
    for word in words:
        if len(slug) + 1 + len(word) > longest:
            break
        slug = f"{slug}-{word}"
    return slug


def as_yaml(record: Fields) -> str:
    """Return the text of a record's file, with the line that points an editor to the schema."""
    return "\n".join([EDITOR_LINE, *_lines(record, "")]) + "\n"


def citation(cite: str, law: Law, outcome: str, words: Fields) -> Fields:
    """Return a citation with the fields that its law asks for, as far as `words` has them.

    Args:
        cite: The citation as the response writes it.
        law: The law it is of.
        outcome: What was decided.
        words: `reason`, `harm`, `likelihood`, `public_interest`, `qualified_person` and
            `other_statute`, as the record has them.

    Raises:
        CitationError: It cannot be read.
    """
    provisions = [law.provision(name) for name in parse(cite, law).provisions]
    needs = {
        "likelihood": any(one.needs_harm and "likely" in one.harm_word for one in provisions),
        "reason": True,
        "harm": any(one.needs_harm for one in provisions),
        "public_interest": any(one.needs_public_interest for one in provisions),
        "qualified_person": any(one.needs_qualified_person for one in provisions),
        "other_statute": any(one.needs_other_statute for one in provisions),
    }
    needed = {name: words.get(name) for name, need in needs.items() if need}
    return {"cite": cite, "mode": _mode(provisions, outcome), **needed}


def _mode(provisions: Sequence[Provision], outcome: str) -> str | None:
    if outcome == "neither-confirm-nor-deny":
        return "neither-confirm-nor-deny"
    return "refuse" if any(one.kind == "refusal" for one in provisions) else None


def _lines(fields: Fields, indent: str) -> Iterator[str]:
    for name, value in fields.items():
        if value is None or (isinstance(value, Mapping | Sequence) and not value):
            continue
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from _list(name, value, indent)
        else:
            yield f"{indent}{name}: {_scalar(name, value, f'{indent}  ')}"


def _list(name: str, values: Sequence[str | Fields], indent: str) -> Iterator[str]:
    if name in _PLAIN:
        yield f"{indent}{name}: [{', '.join(map(str, values))}]"
        return
    yield f"{indent}{name}:"
    for one in values:
        if isinstance(one, str):
            yield f"{indent}  - {_quoted(one)}"
        else:
            first, *rest = _lines(one, f"{indent}    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from rest


def _scalar(name: str, value: Value, indent: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or name in _PLAIN:
        return str(value)
    lines = value.split("\n")
    if len(lines) > 1 and all(map(_stands_in_block, lines)) and lines[0] and lines[-1]:
        return "|-\n" + "\n".join(f"{indent}{line}" if line else "" for line in lines)
    return _quoted(value)


def _stands_in_block(line: str) -> bool:
    """Whether YAML gives a line of a block back as it is."""
    return line == line.strip() and line.isprintable()


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    # YAML refuses some of these as they are, and takes others for the end of a line.
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
