"""The shape of a pack: which keys it may have and what each must hold.

By hand and not with pydantic: eight packs hold about a thousand small mappings, and a command
that checks one file should not spend half its time on models of the law.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from disclosurelog.errors import LawError
from disclosurelog.law.model import (
    Amendment,
    Basis,
    Clarification,
    ClockRules,
    ClosedPeriod,
    Extension,
    Kind,
    LawText,
    Noun,
    NumberUnit,
    ProvisionText,
    Regulator,
    Review,
    Test,
    Unit,
)

Reader = Callable[[Any, str], Any]


def law(raw: object) -> dict[str, Any]:
    """The top of a pack as keyword arguments for `Law`; `provisions` still raw.

    Raises:
        LawError: A key is missing, unknown, or holds the wrong thing.
    """
    found = _mapping(raw, "the law", _LAW, optional=("names", "shorthand"))
    found.setdefault("names", ())
    found.setdefault("shorthand", None)
    return found


def provision(raw: object) -> dict[str, Any]:
    """One entry of `provisions`, its values read; what is not given is left out.

    Raises:
        LawError: As `law`; the message starts with the provision's id where it has one.
    """
    where = str(raw["id"]) if isinstance(raw, Mapping) and "id" in raw else "a provision"
    required = ("id", "title", "plain")
    return _mapping(
        raw, where, _PROVISION, optional=tuple(k for k in _PROVISION if k not in required)
    )


def text(raw: object) -> LawText:
    """A law's words in another language.

    Raises:
        LawError: As `law`.
    """
    return LawText(**_mapping(raw, "the law", _TEXT))


def _texts_of(value: Any, where: str) -> Mapping[str, ProvisionText]:
    if not isinstance(value, Mapping):
        raise LawError(f"{where}: expected a list of 'key: value' pairs")
    shape: Mapping[str, Reader] = {"title": _text, "plain": _text}
    return {
        str(name): ProvisionText(**_mapping(one, str(name), shape, optional=("plain",)))
        for name, one in value.items()
    }


def _mapping(
    raw: object, where: str, readers: Mapping[str, Reader], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise LawError(f"{where}: expected a list of 'key: value' pairs")
    for key in raw:
        if key not in readers:
            raise LawError(f"{where}: '{key}' is not a key", f"known: {', '.join(readers)}")
    for key in readers:
        if key not in raw and key not in optional:
            raise LawError(f"{where}: '{key}' is missing")
    return {key: readers[key](value, f"{where}: {key}") for key, value in raw.items()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LawError(f"{where} must be words", "put it in quotes if it looks like a number")
    return value.strip()


def _maybe_text(value: Any, where: str) -> str:
    return "" if value in ("", None) else _text(value, where)


def _url(value: Any, where: str) -> str:
    if not _text(value, where).startswith(("https://", "http://")):
        raise LawError(f"{where} must be a web address")
    return str(value).strip()


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise LawError(f"{where} must be true or false")
    return value


def _count(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise LawError(f"{where} must be a number of days or weeks, 1 or more")
    return value


def _maybe_count(value: Any, where: str) -> int | None:
    return None if value is None else _count(value, where)


def _date(value: Any, where: str) -> date:
    if type(value) is not date:
        raise LawError(f"{where} must be a date like 2018-05-25")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise LawError(f"{where} must be a list")
    return tuple(_text(one, where) for one in value)


def _words(value: Any, where: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _texts(value, where))


def _one_of(choices: object) -> Reader:
    known = get_args(choices)

    def read(value: Any, where: str) -> str:
        if value not in known:
            raise LawError(f"{where} can't be '{value}'", f"one of: {', '.join(known)}")
        return str(value)

    return read


def _amended(value: Any, where: str) -> tuple[Amendment, ...]:
    if not isinstance(value, list):
        raise LawError(f"{where} must be a list")
    shape: Mapping[str, Reader] = {"date": _date, "note": _text}
    return tuple(Amendment(**_mapping(one, where, shape)) for one in value)


def _month_day(value: Any, where: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{value}")
    except ValueError:
        raise LawError(f"{where} must be month and day like '12-25'") from None
    return day.month, day.day


def _closed(value: Any, where: str) -> tuple[ClosedPeriod, ...]:
    if not isinstance(value, list):
        raise LawError(f"{where} must be a list")
    shape: Mapping[str, Reader] = {"from": _month_day, "to": _month_day}
    read = [_mapping(one, where, shape) for one in value]
    return tuple(ClosedPeriod(one["from"], one["to"]) for one in read)


def _extension(value: Any, where: str) -> Extension | None:
    if value is None:
        return None
    shape: Mapping[str, Reader] = {"provision": _text, "limit": _maybe_count, "source": _text}
    return Extension(**_mapping(value, where, shape))


def _clock(value: Any, where: str) -> ClockRules:
    shape: Mapping[str, Reader] = {
        "unit": _one_of(Unit),
        "limit": _count,
        "holidays": _texts,
        "closed": _closed,
        "clarification": _one_of(Clarification),
        "source": _text,
        "extension": _extension,
    }
    found = _mapping(value, where, shape, optional=("closed", "clarification", "extension"))
    return ClockRules(**{"closed": (), "clarification": "restarts", "extension": None} | found)


def _regulator(value: Any, where: str) -> Regulator:
    return Regulator(**_mapping(value, where, {"name": _text, "url": _url, "plain": _text}))


def _review(value: Any, where: str) -> Review:
    return Review(**_mapping(value, where, {"name": _text, "plain": _text}))


_LAW: Mapping[str, Reader] = {
    "id": _text,
    "title": _text,
    "short_title": _text,
    "names": _texts,
    "jurisdiction": _text,
    "country": _text,
    "statute": _url,
    "noun": _one_of(Noun),
    "unit": _one_of(NumberUnit),
    "id_prefix": _maybe_text,
    "shorthand": _text,
    "number_words": _words,
    "plain": _text,
    "review": _review,
    "regulator": _regulator,
    "clock": _clock,
    "reviewed": _date,
    "provisions": lambda value, where: value if isinstance(value, list) else _texts(value, where),
}

_TEXT: Mapping[str, Reader] = {
    "title": _text,
    "plain": _text,
    "jurisdiction": _text,
    "review": _text,
    "regulator": _text,
    "provisions": _texts_of,
}

_PROVISION: Mapping[str, Reader] = {
    "id": _text,
    "title": _text,
    "kind": _one_of(Kind),
    "test": _one_of(Test),
    "basis": _one_of(Basis),
    "harm_word": _maybe_text,
    "ncnd": _text,
    "qualified_person": _flag,
    "other_statute": _flag,
    "url": _url,
    "amended": _amended,
    "aliases": _texts,
    "note": _maybe_text,
    "plain": _text,
}
