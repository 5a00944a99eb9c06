"""CheckedLog: the proof that a log went through the gate.

What publishes takes a CheckedLog and nothing else, so no page can be made from what was not
checked. It can be made by the gate only. That is a guard against mistakes in this program and
in programs built on it, so every ordinary way to get one elsewhere raises TypeError: to
construct, copy, replace, unpickle, subclass or alter one.

The values lie in a private table keyed by the object itself: an object that was made without
the gate, even by `object.__new__`, has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar
from weakref import WeakKeyDictionary

from disclosurelog.gate.certificates import Certificate
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.screening import Screen
from disclosurelog.records import Log


class _Sealed:
    """An object that only the gate makes and nobody changes."""

    __slots__ = ("__weakref__",)

    def __init__(self, *_args: object, **_values: object) -> None:
        raise TypeError(f"only the gate makes a {type(self).__name__}; call check_log")

    def __init_subclass__(cls) -> None:
        if cls.__module__ != __name__:
            raise TypeError(f"{cls.__name__} may not pose as what the gate makes")

    def _refuse(self, *_args: object, **_values: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is not copied or changed; call check_log")

    __setattr__ = __delattr__ = _refuse
    __copy__ = __deepcopy__ = __replace__ = _refuse
    __reduce__ = __reduce_ex__ = __getstate__ = __setstate__ = _refuse


@dataclass(frozen=True, slots=True)
class DocumentValues:
    """What the gate knows of a document that may be published. Its bytes lie at `path`."""

    slug: str
    file: str
    path: str
    report: FileReport
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class LogValues:
    """What the gate knows of a log that may be published."""

    log: Log
    documents: Mapping[tuple[str, str], CheckedDocument]
    hashes: Mapping[tuple[str, str], str]
    certificates: Mapping[str, Certificate]
    ruleset: str
    note: str
    screen: Screen


Values = TypeVar("Values")

_VALUES: WeakKeyDictionary[_Sealed, Any] = WeakKeyDictionary()


class CheckedDocument(_Sealed):
    """A file that may be published."""

    __slots__ = ()

    @property
    def _values(self) -> DocumentValues:
        return _known(self, DocumentValues)

    @property
    def slug(self) -> str:
        """The record's."""
        return self._values.slug

    @property
    def file(self) -> str:
        """Its name beside the record."""
        return self._values.file

    @property
    def path(self) -> Path:
        """Where its bytes lie. Compare them with `sha256` before they go out."""
        return Path(self._values.path)

    @property
    def sha256(self) -> str:
        """Of the bytes that were checked."""
        return self._values.report.sha256

    @property
    def size(self) -> int:
        """In bytes."""
        return self._values.report.size

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return self._values.report.page_count

    @property
    def kind(self) -> str:
        """What the bytes are, one of `files.kinds`."""
        return self._values.report.kind

    @property
    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page as shown, in points."""
        runs = self._values.report.sizes
        return tuple([(width, height) for width, height, count in runs for _ in range(count)])

    @property
    def visible_text(self) -> tuple[str, ...]:
        """What a person can read, one string a page. Read at each call: keep it, or don't.

        Raises:
            Refused: The text is not kept any more, and the document is not what was checked.
            CannotRun: It is not kept, and nothing can be checked on this machine.
        """
        return self._values.report.visible_text

    @property
    def certificate(self) -> Certificate:
        """What was checked. One for all records that publish the same bytes."""
        return self._values.certificate


class CheckedLog(_Sealed):
    """A log that went through the gate: every file of every record in it may be published."""

    __slots__ = ()

    @property
    def _values(self) -> LogValues:
        return _known(self, LogValues)

    @property
    def log(self) -> Log:
        """The log itself. What it holds back was checked, and is in none of the maps below."""
        return self._values.log

    @property
    def documents(self) -> Mapping[tuple[str, str], CheckedDocument]:
        """Every file to publish by (slug, file name), in the order of the log."""
        return self._values.documents

    @property
    def hashes(self) -> Mapping[tuple[str, str], str]:
        """The SHA-256 of every file to publish, by the same names: quicker than to ask each."""
        return self._values.hashes

    @property
    def certificates(self) -> Mapping[str, Certificate]:
        """The certificate of every file to publish, by SHA-256, in order."""
        return self._values.certificates

    @property
    def ruleset(self) -> str:
        """The rules that looked."""
        return self._values.ruleset

    @property
    def note(self) -> str:
        """What people should know of how it was checked; "" for nothing."""
        return self._values.note

    @property
    def screen(self) -> Screen:
        """Looks for withheld words in what is made of the log. Whatever is written goes by it."""
        return self._values.screen


def _known(sealed: _Sealed, kind: type[Values]) -> Values:
    values = _VALUES.get(sealed)
    if not isinstance(values, kind):
        raise TypeError(f"this {type(sealed).__name__} did not come from the gate")
    return values


def _seal_document(values: DocumentValues) -> CheckedDocument:
    """For the gate alone."""
    sealed = object.__new__(CheckedDocument)
    _VALUES[sealed] = values
    return sealed


def _seal_log(values: LogValues) -> CheckedLog:
    """For the gate alone."""
    frozen = LogValues(
        values.log,
        MappingProxyType(dict(values.documents)),
        MappingProxyType(dict(values.hashes)),
        MappingProxyType(dict(values.certificates)),
        values.ruleset,
        values.note,
        values.screen,
    )
    sealed = object.__new__(CheckedLog)
    _VALUES[sealed] = frozen
    return sealed
