"""Symbol dictionaries of scans (JBIG2) across the pictures that share them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from disclosurelog.files.facts import Extra, Symbols
from disclosurelog.files.jbig2 import Segment, Shapes, comments, dictionaries, follow, segments
from disclosurelog.files.pdf.walk import Found, encoded, resolve


@dataclass(slots=True)
class SymbolBook:
    """The dictionaries of a file, filled picture by picture."""

    _globals: dict[int, tuple[int, list[Segment], dict[int, Shapes]]] = field(default_factory=dict)
    _own: list[tuple[int, dict[int, Shapes]]] = field(default_factory=list)
    _broken: list[int] = field(default_factory=list)

    def take(self, found: Found) -> Iterator[Extra]:
        """Note what a picture shows of its symbols; give the comments it carries."""
        if found.subtype != "Image" or not isinstance(found.value, StreamObject):
            return
        data = encoded(found.value, "/JBIG2Decode")
        if data is None:
            return
        try:
            shared_segments, shared = self._shared(found)
            own = list(segments(data))
            known = dictionaries(own)
            follow(own, {**shared, **known})
        except ValueError:
            self._broken.append(found.page)
            return
        self._own.append((found.page, known))
        for text in comments([*shared_segments, *own]):
            yield Extra(found.page, "comment", text, len(text))

    def _shared(self, found: Found) -> tuple[list[Segment], dict[int, Shapes]]:
        """The globals that a picture names (ISO 32000-2, table 12)."""
        parameters = resolve(found.value.get("/DecodeParms"))
        if isinstance(parameters, ArrayObject):
            parameters = resolve(parameters[-1]) if parameters else None
        if not isinstance(parameters, DictionaryObject):
            return [], {}
        stream = resolve(parameters.get("/JBIG2Globals"))
        if not isinstance(stream, StreamObject):
            return [], {}
        if id(stream) not in self._globals:
            parts = list(segments(stream.get_data()))
            known = dictionaries(parts)
            follow(parts, known)
            self._globals[id(stream)] = (found.page, parts, known)
        _, parts, known = self._globals[id(stream)]
        return parts, known

    def facts(self) -> Iterator[Symbols]:
        """What was found, a fact for each picture or set of globals with dictionaries."""
        shared = [(page, known) for page, _, known in self._globals.values()]
        for page, known in [*shared, *self._own]:
            if known:
                yield Symbols(
                    page,
                    sum(one.count for one in known.values()),
                    sum(one.unshown for one in known.values()),
                    not any(one.most or one.lent for one in known.values()),
                )
        for page in self._broken:
            yield Symbols(page, 0, 0, False)
