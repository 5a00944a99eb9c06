"""Loaded records as bytes, for another process of this program or its next build."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from disclosurelog.law import Clock, Law
from disclosurelog.law.notes import Days, Note
from disclosurelog.records.entry import Cited, Entry

_Reduce = Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]


def pack(value: object) -> bytes:
    """Pack whatever is made of records. A law goes as its id: both sides have the laws."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, 5)
    pickler.dispatch_table = {**copyreg.dispatch_table, **_REDUCED}
    pickler.dump(value)
    return buffer.getvalue()


def unpack(data: bytes | memoryview, laws: Mapping[str, Law]) -> Any:
    """Return what was packed, with these laws in it.

    Args:
        data: What `pack` of this very program made. Nothing else may come here: bytes of anybody
            else could do anything.
        laws: By id; every one that was there when it was packed.
    """
    return _Unpickler(io.BytesIO(data), laws).load()


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, laws: Mapping[str, Law]) -> None:
        super().__init__(stream)
        self._laws = laws

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _law.__name__):
            return self._laws.__getitem__
        return super().find_class(module, name)


def _law(name: str) -> Law:
    raise LookupError(name)  # only its name goes into what is packed


def _by_values(kind: type) -> _Reduce:
    """A frozen dataclass goes as its values: the standard way asks for its fields each time."""
    names = [field.name for field in fields(kind)]
    return lambda one: (kind, tuple([getattr(one, name) for name in names]))


_REDUCED: Final[Mapping[type, _Reduce]] = {
    Law: lambda law: (_law, (law.id,)),
    **{kind: _by_values(kind) for kind in (Entry, Cited, Clock, Note, Days)},
}
