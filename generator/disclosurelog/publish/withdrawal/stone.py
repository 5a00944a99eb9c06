"""Writes a record anew, as a tombstone or without one of its files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from disclosurelog.errors import CannotRun, ContentRefused
from disclosurelog.gate import cachefile
from disclosurelog.records import EDITOR_LINE, RECORD_FILE, Record
from disclosurelog.records.problems import build
from disclosurelog.records.yamlfile import YamlFile

_KEPT = (
    *("schema", "reference", "earlier_references", "authority", "language", "laws"),
    *("received", "responded", "published", "outcome"),
)
_TITLE = "Withdrawn response"
_GONE = "This response was withdrawn."


@dataclass(frozen=True, slots=True)
class Taken:
    """A record as it will be, and what was taken out of it.

    Attributes:
        record: The bytes of the new `record.yaml`.
        files: The files that go.
        words: What the record said and says no more.
        left: What it goes on saying.
    """

    record: bytes
    files: tuple[Path, ...]
    words: tuple[str, ...]
    left: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Put the new record in place in one step. Raises CannotRun."""
        try:
            cachefile.store(str(folder / RECORD_FILE), self.record)
            (folder / RECORD_FILE).chmod(0o644)
        except OSError as error:
            why = f"the record cannot be written: {error.strerror}"
            raise CannotRun(why, "check the folder and the disk") from None


def without_record(folder: Path, reason: str, day: datetime.date) -> Taken:
    """Leave of a record its reference, its dates and a tombstone.

    Its title goes too: nobody can say which of its words should not have got out.

    Args:
        folder: The record's.
        reason: Why, in words for the public.
        day: The day of the withdrawal.

    Raises:
        ContentRefused: It is no record, or what would be left is none.
        CannotRun: It can't be read, or is withdrawn already.
    """
    value = _value(folder)
    left: dict[str, Any] = {name: value[name] for name in _KEPT if name in value}
    left |= {
        "title": _TITLE,
        "summary": _GONE,
        "request": {"text": _GONE},
        "response": {"text": _GONE},
        "updated": _no_earlier(day, value),
        "status": "withdrawn",
        "tombstone": {"date": _no_earlier(day, value), "reason": reason},
    }
    gone = {name: one for name, one in value.items() if name not in _KEPT}
    files = tuple(sorted(path for path in folder.iterdir() if path.name != RECORD_FILE))
    return Taken(_written(left), files, tuple(strings(gone)), tuple(strings(left)))


def without_document(folder: Path, file: str, reason: str, day: datetime.date) -> Taken:
    """Mark one file of a record as withdrawn. The record's own words stay.

    Raises as `without_record`, and CannotRun where the record has no such file.
    """
    value = _value(folder)
    documents = [dict(one) for one in value.get("documents", ())]
    mine = next((one for one in documents if one.get("file") == file), None)
    if mine is None or "withdrawn" in mine:
        raise CannotRun("the record publishes no such file", "name it as the record does")
    mine.pop("waivers", None)
    mine["withdrawn"] = {"date": _no_earlier(day, value), "reason": reason}
    left = {**value, "documents": documents, "updated": _no_earlier(day, value)}
    return Taken(_written(left), (folder / file,), (), tuple(strings(left)))


def strings(value: object) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)


def _no_earlier(day: datetime.date, value: Mapping[str, Any]) -> datetime.date:
    """Nothing is withdrawn before it was published."""
    days: list[datetime.date] = [day, value["published"], value.get("updated", day)]
    return max(days)


def _value(folder: Path) -> Mapping[str, Any]:
    try:
        source = YamlFile(RECORD_FILE, (folder / RECORD_FILE).read_bytes())
    except OSError:
        raise CannotRun("the record cannot be read", "check its folder") from None
    record, problems = build(Record, source)
    if record is None:
        raise ContentRefused(problems)
    if record.status == "withdrawn":
        raise CannotRun("the record is withdrawn already", "there is nothing left to take out")
    return dict(source.value)


def _written(value: Mapping[str, Any]) -> bytes:
    text = yaml.dump(_plain(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    data = f"{EDITOR_LINE}\n{text}".encode()
    record, problems = build(Record, YamlFile(RECORD_FILE, data))
    if record is None:
        raise ContentRefused(problems)
    return data


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, as people do, and no value as a link to another."""

    def ignore_aliases(self, data: object) -> bool:
        """Return True: records have no aliases."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (tuple, list)) else value
