"""The gate: from a log to a checked log. Only the gate can make one.

Names are brought in when they are first used: the sandbox is part of this package too, and the
process that reads hostile files shall not load the records and all they stand on.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosurelog.gate.cache import cache_folder
    from disclosurelog.gate.certificates import Certificate, certify
    from disclosurelog.gate.checked import CheckedDocument, CheckedLog
    from disclosurelog.gate.filereport import FileReport
    from disclosurelog.gate.flattening import SafeCopy, Wish, flatten_file
    from disclosurelog.gate.gate import GateRefused, check_log, check_paths
    from disclosurelog.gate.inspector import Inspector, inspect
    from disclosurelog.gate.limits import Limits
    from disclosurelog.gate.memo import Memo
    from disclosurelog.gate.pageimages import PageImages, image_sizes
    from disclosurelog.gate.report import CheckReport
    from disclosurelog.gate.sandbox import Sandbox

__all__ = [
    "Certificate",
    "CheckReport",
    "CheckedDocument",
    "CheckedLog",
    "FileReport",
    "GateRefused",
    "Inspector",
    "Limits",
    "Memo",
    "PageImages",
    "SafeCopy",
    "Sandbox",
    "Wish",
    "cache_folder",
    "certify",
    "check_log",
    "check_paths",
    "flatten_file",
    "image_sizes",
    "inspect",
]

_HOMES = {
    "cache": ("cache_folder",),
    "certificates": ("Certificate", "certify"),
    "checked": ("CheckedDocument", "CheckedLog"),
    "filereport": ("FileReport",),
    "flattening": ("SafeCopy", "Wish", "flatten_file"),
    "gate": ("GateRefused", "check_log", "check_paths"),
    "inspector": ("Inspector", "inspect"),
    "limits": ("Limits",),
    "memo": ("Memo",),
    "pageimages": ("PageImages", "image_sizes"),
    "report": ("CheckReport",),
    "sandbox": ("Sandbox",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
