"""The record's fields as a page for people, made from the model's own descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosurelog.records.record import Record

_HEAD = """\
# The fields of a record

This page is made from the record model by `disclosurelog schema --markdown`; a test says when it is
out of date. Editors that know YAML schemas show the same while you type.

Text in paragraphs has a blank line between them. Write it as a block that starts with `|-`:

```yaml
response:
  text: |-
    The first paragraph may run over several lines.

    The second begins after a blank line.
```

After `>-` instead of `|-`, YAML takes single blank lines out and the paragraphs run together.
"""


def markdown() -> str:
    """Return the reference, one table for the record and one for each group of fields in it."""
    schema = Record.model_json_schema(by_alias=True)
    parts = [_HEAD, *_table("record.yaml", schema)]
    for name, group in sorted(schema["$defs"].items()):
        if group.get("type") == "object":
            parts += _table(name, group)
    return "\n".join(parts) + "\n"


def _table(name: str, group: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {name}\n"
    text = " ".join(group.get("description", "").split())
    if text:
        yield f"{text}\n"
    yield "| field | needed | what it holds | how it is written |"
    yield "| --- | --- | --- | --- |"
    required = set(group.get("required", ()))
    for field, one in group["properties"].items():
        needed = "yes" if field in required else ""
        what = " ".join(one.get("description", "").split())
        yield f"| `{field}` | {needed} | {what} | {_shape(one)} |"


def _shape(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return _link(one["$ref"])
    if "anyOf" in one:
        return _shape(next(kind for kind in one["anyOf"] if kind.get("type") != "null"))
    if "enum" in one:
        return ", ".join(f"`{word}`" for word in one["enum"])
    if "const" in one:
        return f"`{one['const']}`"
    if one.get("type") == "array":
        return f"a list of: {_shape(one['items'])}"
    if one.get("type") == "object" and "additionalProperties" in one:
        return f"by language tag: {_shape(one['additionalProperties'])}"
    if one.get("format") == "date":
        return "a day: 2024-01-31"
    if "examples" in one:
        return "such as " + ", ".join(f"`{example}`" for example in one["examples"])
    return {"string": "text", "integer": "a number", "boolean": "true or false"}[one["type"]]


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"
