"""Writes the tree, verifies it against its manifest, and swaps it in.

`publish_site` is brought in when it is first used: it stands on every page and file of the data,
and whoever pushes waits for hooks, which need none of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from disclosurelog.publish.manifest import MANIFEST, verify_site
from disclosurelog.publish.staging import Staging

if TYPE_CHECKING:
    from disclosurelog.publish.site import publish_site

__all__ = ["MANIFEST", "Staging", "publish_site", "verify_site"]


def __getattr__(name: str) -> Any:
    if name != "publish_site":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module("disclosurelog.publish.site").publish_site
