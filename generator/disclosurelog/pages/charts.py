"""Draws panels with Vega, and keeps what was drawn from build to build.

Vega starts in half a second and is 84 MB on disk. Where it can't be loaded, pages show the tables
alone, and the build says so.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from markupsafe import Markup

from disclosurelog.gate.signed import SignedFiles
from disclosurelog.pages.panels import Panel, specification
from disclosurelog.pages.svg import NotDrawnError, framed

log = logging.getLogger("mkdocs.plugins.disclosurelog")

FILE: Final = "statistics"
PACKAGES: Final = ("altair", "vl-convert-python")
_SOURCES: Final = ("charts.py", "panels.py", "svg.py")
_MOST: Final = 16_000_000  # bytes of what is kept


def draw(panels: Sequence[Panel], kept: Path | None = None) -> Mapping[str, Markup]:
    """Draw panels.

    Args:
        panels: What to draw.
        kept: The folder where drawings are kept; None to keep none.

    Returns:
        The SVG of each panel by its id; nothing at all where charts can't be drawn.
    """
    basis = _basis()
    keys = {panel.id: _key(basis, panel) for panel in panels}
    files = SignedFiles(kept, "charts") if kept else None
    data = files.load(FILE, _MOST) if files else None
    before: dict[str, str] = json.loads(bytes(data)) if data else {}
    found = {name: before[key] for name, key in keys.items() if key in before}
    missing = [panel for panel in panels if panel.id not in found]
    if missing:
        try:
            found |= _drawn(missing)
        except (ImportError, ValueError, NotDrawnError) as error:
            log.warning(
                "the statistics have no charts, only their tables: %s cannot be used here (%s); "
                "install the program again with its pinned packages",
                " and ".join(PACKAGES),
                type(error).__name__,
            )
            return {}
        if files:
            drawings = {keys[name]: svg for name, svg in found.items()}
            files.store(FILE, json.dumps(drawings, sort_keys=True).encode())
    # `framed` made each of them, and the signature says that nobody else did.
    return {panel.id: Markup(found[panel.id]) for panel in panels}  # noqa: S704


def _drawn(panels: Sequence[Panel]) -> dict[str, str]:
    import altair
    import vl_convert

    release = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    return {
        panel.id: str(
            framed(vl_convert.vegalite_to_svg(specification(panel), vl_version=release), panel)
        )
        for panel in panels
    }


def _basis() -> str:
    """Return what decides on a drawing beside its panel: this program's text and Vega's release."""
    digest = hashlib.sha256()
    for name in _SOURCES:
        digest.update((Path(__file__).parent / name).read_bytes())
    for package in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{package} {version(package)};".encode())
    return digest.hexdigest()


def _key(basis: str, panel: Panel) -> str:
    told = json.dumps([basis, dataclasses.asdict(panel)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
