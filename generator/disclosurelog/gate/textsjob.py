"""The job that reads the texts of a file, behind the same walls as a check."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from disclosurelog.checks.rules.f003 import written
from disclosurelog.files.read import read_facts
from disclosurelog.files.refusal import Unreadable
from disclosurelog.gate.limits import Limits


def texts(path: Path, limits: Limits, wish: Mapping[str, Any]) -> bytes:
    """The texts of a file as JSON: what can be seen, or all that people wrote in it.

    Args:
        path: The file.
        limits: How much of it to look at.
        wish: `visible`: whether only what can be seen is wanted.
    """
    values: dict[str, Any]
    try:
        facts = read_facts(path, limits=limits.read)
    except Unreadable as refusal:
        whole = sha256(path.read_bytes()).hexdigest()
        values = {"sha256": whole, "refused": [refusal.what, refusal.remedy]}
    else:
        found = facts.visible_text if wish["visible"] else tuple(written(facts))
        values = {"sha256": facts.sha256, "texts": found}
    return json.dumps(values).encode("ascii")
