"""Reads law packs: one YAML file a law, built-in ones first, then an adopter's.

The format is strict. An unknown key, a duplicate id or a reference to nothing stops the program:
a slip in a pack would quietly misdescribe every record that cites the law.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from disclosurelog.errors import LawError
from disclosurelog.law import ids, shapes
from disclosurelog.law.laws import Law
from disclosurelog.law.model import LawText, Provision

PACKS = Path(__file__).with_name("packs")

_INHERITING = ("exemption", "exception", "ncnd")


def load_laws(*extra_folders: Path) -> Mapping[str, Law]:
    """Every law by id: the built-in packs, then those in the given folders.

    The answer is kept for the life of the process, so a pack that changes under a running
    program is not seen.

    Raises:
        LawError: A folder is missing or a pack is wrong; the message names the file and the
            provision.
    """
    return _load(tuple(extra_folders))


@functools.cache
def _load(extra_folders: tuple[Path, ...]) -> Mapping[str, Law]:
    laws: dict[str, Law] = {}
    for folder in (PACKS, *extra_folders):
        if not folder.is_dir():
            raise LawError(f"there is no folder of laws at {folder}", "check its path")
        for path in sorted(folder.glob("*.yaml")):
            law = load_pack(path)
            if law.id in laws:
                raise LawError(f"{path.name}: the law '{law.id}' is already there", "rename it")
            laws[law.id] = law
    return laws


def load_pack(path: Path) -> Law:
    """Read one pack.

    Raises:
        LawError: The file can't be read or breaks a rule of the format.
    """
    data = _read(path)
    raw = _yaml(path, data)
    try:
        law = _law(raw, path.stem)
    except LawError as error:
        raise LawError(f"{path.name}: {error.what}", error.remedy) from None
    digest = hashlib.sha256(data)
    texts = {}
    for other in sorted(path.parent.glob(f"*/{path.name}")):
        tag, data = other.parent.name, _read(other)
        texts[tag] = _text(other, data, law)
        digest.update(f"{tag}\0{hashlib.sha256(data).hexdigest()}".encode())
    return replace(law, texts=texts, sha256=digest.hexdigest())


def _text(path: Path, data: bytes, law: Law) -> LawText:
    """A law's words in another language, from the folder that is named by its tag."""
    where = f"{path.parent.name}/{path.name}"
    try:
        text = shapes.text(_yaml(path, data))
    except LawError as error:
        raise LawError(f"{where}: {error.what}", error.remedy) from None
    if unknown := sorted(text.provisions.keys() - law.provisions.keys()):
        raise LawError(f"{where}: {law.title} lists no {unknown[0]}", "correct its id")
    return text


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LawError(f"{path.name}: it can't be read: {error}", "mend the file") from None


def _yaml(path: Path, data: bytes) -> object:
    try:
        return yaml.load(data, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        raise LawError(f"{path.name}: it can't be read as YAML: {error}", "mend the file") from None


class _Loader(yaml.CSafeLoader):
    """The safe C loader; a key given twice is an error, not a silent overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "a key is given twice", node.start_mark
            )
        return found


def _law(raw: object, stem: str) -> Law:
    top = shapes.law(raw)
    if top["id"] != stem:
        raise LawError(f"its id is '{top['id']}'", f"name the file {top['id']}.yaml")
    words: list[Mapping[str, Any]] = top.pop("provisions")
    if not words:
        raise LawError("it lists no provisions", "list at least one")
    listed: dict[str, Provision] = {}
    children: dict[str, list[str]] = {}
    for entry in words:
        one = _provision(entry, top, listed)
        if one.id in listed:
            raise LawError(f"{one.id} is listed twice", "keep one of the two")
        listed[one.id] = one
        if one.parent:
            children.setdefault(one.parent, []).append(one.id)
    law = Law(
        **top,
        provisions=listed,
        aliases=_aliases(listed),
        _children={above: tuple(below) for above, below in children.items()},
        _slugs=_slugs(listed),
    )
    _check_references(law)
    return law


def _provision(
    entry: Mapping[str, Any], top: Mapping[str, Any], listed: Mapping[str, Provision]
) -> Provision:
    given = shapes.provision(entry)
    name: str = given["id"]
    ids.split(name)
    parent = ids.parent(name)
    above = listed.get(parent) if parent else None
    if parent and not above:
        raise LawError(f"{name}: {parent} is not listed before it", f"list {parent} first")
    word = ids.is_word(name)
    if not word and not name.startswith(top["id_prefix"] or "("):
        raise LawError(f"{name}: its id must start with '{top['id_prefix'] or '('}'")
    kind = given.get("kind") or (above.kind if above else None)
    url = given.get("url") or (above.url if above else "")
    if not kind or not url:
        raise LawError(f"{name}: it has no {'url' if kind else 'kind'}", "give it one")
    heir = above if above and (kind in _INHERITING or kind == above.kind) else None
    title: str = given["title"]
    ncnd = given.get("ncnd", heir.ncnd if heir and kind != "ncnd" else None)
    return Provision(
        law_id=top["id"],
        id=name,
        slug=ids.slug(name),
        title=title,
        kind=kind,
        test=given.get("test", heir.test if heir else "none"),
        basis=given.get("basis", heir.basis if heir else "none"),
        harm_word=given.get("harm_word", heir.harm_word if heir else ""),
        ncnd=None if ncnd == "none" else ncnd,
        qualified_person=given.get("qualified_person", bool(heir and heir.qualified_person)),
        other_statute=given.get("other_statute", bool(heir and heir.other_statute)),
        plain=given["plain"],
        url=url,
        note=given.get("note", ""),
        aliases=given.get("aliases", ()),
        amendments=given.get("amended", ()),
        parent=parent,
        cited_as=(
            title[0].lower() + title[1:]
            if word
            else f"{top['unit']} {name.removeprefix(top['id_prefix'])}"
        ),
    )


def _aliases(listed: Mapping[str, Provision]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in listed.values():
        for alias in one.aliases:
            ids.split(alias)
            if alias in found:
                raise LawError(f"{one.id}: {alias} already stands for {found[alias]}")
            if alias in listed and alias != one.parent:
                raise LawError(f"{one.id}: its alias {alias} is a provision of its own")
            found[alias] = one.id
    return found


def _slugs(listed: Mapping[str, Provision]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in listed.values():
        if one.slug in found:
            raise LawError(f"{one.id}: its address '{one.slug}' is that of {found[one.slug]}")
        found[one.slug] = one.id
    return found


def _check_references(law: Law) -> None:
    for one in law.provisions.values():
        if one.ncnd and not law.has(one.ncnd):
            raise LawError(f"{one.id}: its ncnd provision {one.ncnd} is not there")
    if law.shorthand and law.shorthand not in law.provisions:
        raise LawError(f"its shorthand {law.shorthand} is not listed")
    extension = law.clock.extension
    if extension and not law.has(extension.provision):
        raise LawError(f"its clock is extended by {extension.provision}, which is not there")
