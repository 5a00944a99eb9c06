"""The JSON Schema of a record, for editors that complete and check YAML as it is typed."""

from __future__ import annotations

import json
from typing import Any

from disclosurelog.records.problems import REQUESTER
from disclosurelog.records.record import Record

SCHEMA_FILE = "record.schema.json"
EDITOR_LINE = "# yaml-language-server: $schema=../../../record.schema.json"
"""The first line of a record: it points an editor from records/<year>/<slug>/ to the schema."""


def json_schema() -> str:
    """Return the schema as it is kept in `content/record.schema.json`."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Record.model_json_schema(by_alias=True)
    schema["propertyNames"] = {"not": {"enum": sorted(REQUESTER - {"name"})}}
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
