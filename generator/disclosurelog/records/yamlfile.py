"""The strict reader of one YAML file: plain values out, or every mistake with its line and column.

YAML guesses: `NO` becomes false, `0123` becomes 83, `1:30` becomes 90. Here a guess is an error
that says what to write instead. Anchors, aliases, tags and repeated keys are errors too.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

from disclosurelog.errors import Problem

MAX_BYTES = 1024 * 1024
"""A record of a megabyte is a mistake: 100,000 words of request, reasons and response fit in it."""

MAX_DEPTH = 24
"""The model nests six deep; more is an attack on the parser's stack."""

_MANY_BRACKETS = 200
"""Below this, and without the indentation of `_NESTS`, no text nests deep enough to matter."""

_TAG = "tag:yaml.org,2002:"
_INT = re.compile(r"(0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INDICATOR = re.compile(r"[&*!](?<=[\s\[{,:?-].)\S")
_STEPS = ("- ", "? ", "-\t", "?\t")
_NESTS = re.compile(r"(?:[-?][ \t]+){24}")
_DEEP_INDENT = " " * 200
_OPENS = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_READ_AS = {
    "bool": "true or false",
    "int": "a number, and not always the one written",
    "float": "a fraction, and not always the one written",
    "timestamp": "a moment in time",
}
_TOO_DEEP = ("values are nested too deep", "write them flat")
_NO_LINKS = (
    "YAML anchors (&) and aliases (*) are not used in records",
    "write the text out, or put the value in quotes",
)
_NOT_USED = {
    yaml.AnchorToken: _NO_LINKS,
    yaml.AliasToken: _NO_LINKS,
    yaml.TagToken: (
        "YAML tags (!) are not used in records",
        "remove the tag, or put the value in quotes",
    ),
    yaml.DirectiveToken: ("YAML directives (%) are not used in records", "remove the line"),
}

Place = tuple[int, int]
Path_ = tuple[str | int, ...]


_GUESSED = frozenset(yaml.CSafeLoader.yaml_implicit_resolvers)


class _Loader(yaml.CSafeLoader):
    """The C loader without the parts that records have no use for."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing: no tag depends on where a value stands."""

    def ascend_resolver(self) -> None:
        """Do nothing, as above."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return a value's tag; only what starts like a number, a date or a word needs a look."""
        if kind is yaml.ScalarNode and (not implicit[0] or value[:1] not in _GUESSED):
            return f"{_TAG}str"
        return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]


class YamlFile:
    """One YAML file, read.

    Attributes:
        value: Plain dicts, tuples, strings, numbers, booleans, dates; None where unreadable.
        problems: Every mistake found, each with its place.
        sha256: Of its bytes, in hexadecimal.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.problems: list[Problem] = []
        self.value: Any = None
        self._node: yaml.Node | None = None
        text = self._decode(data)
        if text is not None and self._tokens_are_plain(text):
            self._node = self._compose(text)
            if self._node is not None:
                self.value = self._build(self._node, 1)

    def place(self, where: Path_) -> Place:
        """Return line and column, from 1, of the nearest thing that stands at `where`."""
        node, mark = self._node, self._node.start_mark if self._node is not None else None
        for step in where:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == step), None)
                if found is None:
                    break
                mark, node = found[0].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                node = node.value[step]
                mark = node.start_mark
            else:
                break
        return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)

    def guessed(self, where: Path_) -> str | None:
        """Return what YAML reads the unquoted value at `where` as, or None where it is text."""
        node = self._node
        for step in where:
            if isinstance(node, yaml.MappingNode):
                node = next((v for k, v in node.value if k.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if step < len(node.value) else None
        if isinstance(node, yaml.ScalarNode) and not node.style:
            return _READ_AS.get(node.tag.removeprefix(_TAG))
        return None

    def problem(self, where: Path_, what: str, remedy: str) -> Problem:
        """Return a mistake at the place of `where`."""
        line, column = self.place(where)
        return Problem(self.path, line, column, what, remedy)

    def _add(self, mark: Any, what: str, remedy: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        self.problems.append(Problem(self.path, line, column, what, remedy))

    def _decode(self, data: bytes) -> str | None:
        if len(data) > MAX_BYTES:
            self._add(None, "the file is longer than 1 MB", "put long material into a document")
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            self.problems.append(
                Problem(self.path, line, column, "the file is not UTF-8 text", "save it as UTF-8")
            )
            return None
        if text.startswith("\ufeff"):
            self._add(
                None, "the file starts with a byte order mark", "save it as UTF-8 without one"
            )
            return None
        return text

    def _tokens_are_plain(self, text: str) -> bool:
        """Refuse anchors, aliases, tags, directives and deep nesting, before anything recurses.

        A cheap look decides whether the tokens have to be read: few records hold anything like it.
        """
        nests = (
            text.count("[") + text.count("{") > _MANY_BRACKETS
            or _DEEP_INDENT in text
            or (sum(map(text.count, _STEPS)) >= MAX_DEPTH and _NESTS.search(text))
        )
        linked = text[:1] in "&*!%" or "\n%" in text or _INDICATOR.search(text)
        if not nests and not linked:
            return True
        before = len(self.problems)
        depth = 0
        try:
            for token in yaml.scan(text, Loader=yaml.CSafeLoader):
                depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
                if depth > MAX_DEPTH:
                    self._add(token.start_mark, *_TOO_DEEP)
                    break
                if words := _NOT_USED.get(type(token)):
                    self._add(token.start_mark, *words)
        except yaml.YAMLError as error:
            self._syntax(error)
        return len(self.problems) == before

    def _compose(self, text: str) -> yaml.Node | None:
        try:
            node = yaml.compose(text, Loader=_Loader)
        except (yaml.YAMLError, RecursionError) as error:
            self._syntax(error)
            return None
        if node is None:
            self._add(None, "the file is empty", "start from `disclosurelog new`")
        elif not isinstance(node, yaml.MappingNode):
            self._add(node.start_mark, "the file is not a list of `field: value` lines", "")
            return None
        return node

    def _syntax(self, error: Exception) -> None:
        mark = getattr(error, "problem_mark", None)
        # The parser's own words may quote the text, so they are not passed on.
        self._add(
            mark,
            "YAML cannot be read from here on",
            "look for a missing quote, a tab, a colon inside unquoted text, or wrong indentation",
        )

    def _build(self, node: yaml.Node, depth: int) -> Any:
        if depth > MAX_DEPTH:
            self._add(node.start_mark, *_TOO_DEEP)
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return tuple([self._build(child, depth + 1) for child in node.value])
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(key_node.start_mark, "a field's name is not plain text", "")
                continue
            key = key_node.value
            if key in result:
                self._add(key_node.start_mark, "this field is given twice", "keep one of the two")
            elif key == "<<":
                self._add(key_node.start_mark, "YAML merge keys (<<) are not used in records", "")
            else:
                result[key] = self._build(value_node, depth + 1)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        """Return an unquoted value, only where what YAML reads is what anybody would read."""
        value: str = node.value
        kind = node.tag.removeprefix(_TAG)
        if kind == "str":
            return value
        if kind == "bool" and value in {"true", "false"}:
            return value == "true"
        if kind == "int" and _INT.match(value):
            return int(value) if len(value) < 16 else value
        if kind == "timestamp" and _DATE.match(value):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                self._add(
                    node.start_mark, "there is no such day in the calendar", "correct the date"
                )
                return None
        if kind == "null":
            self._add(node.start_mark, "this field has no value", "fill it in or delete the line")
        else:
            reads = _READ_AS.get(kind, "something else than text")
            self._add(
                node.start_mark,
                f"without quotes YAML reads this value as {reads}",
                "put it in quotes; for yes or no write true or false",
            )
        return None


def read_yaml(path: Path, shown: str) -> YamlFile:
    """Read the YAML file at `path`; `shown` is how its path is printed. Raises OSError."""
    return YamlFile(shown, path.read_bytes()[: MAX_BYTES + 1])
