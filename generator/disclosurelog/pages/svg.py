"""Makes of what Vega draws an SVG that fits into a page of ours.

Vega writes colours, fonts and roles on every element. Here only shapes, letters and their places
are kept; what a part looks like is said by its class in the style sheet, so that it follows light
and dark, print and forced colours, and a strict Content-Security-Policy holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from markupsafe import Markup

from disclosurelog.pages.panels import AXIS, BAR, LABEL, LATE, LIMIT, VALUE, Panel

_CLASSES: Final = {
    BAR: "dl-chart__bar",
    LATE: "dl-chart__late",
    VALUE: "dl-chart__value",
    LABEL: "dl-chart__label",
    AXIS: "dl-chart__axis",
    LIMIT: "dl-chart__limit",
}
_ELEMENTS: Final = {
    "path": Markup('<path class="{}"{}/>'),
    "line": Markup('<line class="{}"{}/>'),
    "text": Markup('<text class="{}"{}>{}</text>'),
}
_ATTRIBUTES: Final = {
    "d": Markup(' d="{}"'),
    "x2": Markup(' x2="{}"'),
    "y2": Markup(' y2="{}"'),
    "text-anchor": Markup(' text-anchor="{}"'),
    "transform": Markup(' transform="{}"'),
    "fill": Markup(' fill="{}"'),
}
_FRACTION = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_HATCH = Markup(
    '<defs><pattern id="{0}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="dl-chart__hatch" d="M1 0v5"/></pattern></defs>'
)


class NotDrawnError(Exception):
    """What was drawn is not what was meant: another version of Vega draws in another way."""


def framed(drawn: str, panel: Panel) -> Markup:
    """Return the SVG of a panel, for the middle of a page.

    Args:
        drawn: What Vega made of the panel's specification.
        panel: The panel.

    Raises:
        NotDrawnError: a bar is missing in it.
    """
    try:
        root = ElementTree.fromstring(drawn)  # noqa: S314 - our own library drew it
    except ElementTree.ParseError:
        raise NotDrawnError from None
    parts = list(_parts(root, "", panel))
    bars = sum(1 for name, _ in parts if name in {BAR, LATE})
    if bars != len(panel.bars):
        raise NotDrawnError
    width, height = _size(root)
    late = any(bar.late for bar in panel.bars)
    return Markup(
        '<svg class="dl-chart" role="img" aria-labelledby="{0}-title {0}-says" '
        'viewBox="0 0 {1} {2}" width="{1}" height="{2}">'
        '<title id="{0}-title">{3}</title><desc id="{0}-says">{4}</desc>{5}{6}</svg>'
    ).format(
        panel.id,
        width,
        height,
        panel.title,
        panel.says,
        _HATCH.format(panel.id) if late else "",
        Markup().join(html for _, html in parts),
    )


def _size(root: ElementTree.Element) -> tuple[str, str]:
    width, height = root.get("width", ""), root.get("height", "")
    if not width.isdecimal() or not height.isdecimal():
        raise NotDrawnError
    return width, height


def _parts(element: ElementTree.Element, moved: str, panel: Panel) -> Iterator[tuple[str, Markup]]:
    """Yield each part of ours with the colour that stands for it; groups only move their parts."""
    name = element.tag.rpartition("}")[2]
    if name in {"svg", "g"}:
        inner = f"{moved} {_short(element.get('transform', ''))}".strip()
        for child in element:
            yield from _parts(child, inner, panel)
        return
    paint = next((c for c in (element.get("fill"), element.get("stroke")) if c in _CLASSES), None)
    if name not in _ELEMENTS or paint is None:
        return
    found = {one: _short(element.get(one, "")) for one in _ATTRIBUTES if one != "fill"}
    found["transform"] = f"{moved} {found['transform']}".strip()
    if paint == LATE:
        found["fill"] = f"url(#{panel.id}-hatch)"
    given = Markup().join(_ATTRIBUTES[one].format(value) for one, value in found.items() if value)
    yield paint, _ELEMENTS[name].format(_CLASSES[paint], given, element.text or "")


def _short(text: str) -> str:
    """Cut numbers to two places: what lies behind differs from machine to machine, unseen."""
    text = _FRACTION.sub(lambda found: f"{round(float(found[0]), 2):g}", text)
    return "" if text == "translate(0,0)" else text
