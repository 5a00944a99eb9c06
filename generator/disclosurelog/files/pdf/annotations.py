"""Annotations, form fields, links and actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pypdf.generic import DictionaryObject, StreamObject

from disclosurelog.files.facts import Action, Annotation, Box, Field, Link
from disclosurelog.files.pdf.canvas import Frame
from disclosurelog.files.pdf.content import written
from disclosurelog.files.pdf.walk import Found, inherited, name, resolve, strings, text

#: Every subtype of ISO 32000-2, table 171.
_SUBTYPES = frozenset(
    [
        "Text",
        "Link",
        "FreeText",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Caret",
        "Stamp",
        "Ink",
        "Popup",
        "FileAttachment",
        "Sound",
        "Movie",
        "Screen",
        "Widget",
        "PrinterMark",
        "TrapNet",
        "Watermark",
        "3D",
        "Redact",
        "Projection",
        "RichMedia",
    ]
)

#: Flags of an annotation that is not drawn: Hidden and NoView (ISO 32000-2, table 167).
NOT_SHOWN = 2 | 32

#: Where annotations keep words. /NM and /Name are identifiers and names of icons.
_TEXTS = ("/Contents", "/RC", "/Subj", "/OverlayText", "/TU")

#: Every action type of ISO 32000-2, table 201.
_ACTIONS = frozenset(
    [
        "GoTo",
        "GoToR",
        "GoToE",
        "GoToDp",
        "Launch",
        "Thread",
        "URI",
        "Sound",
        "Movie",
        "Hide",
        "Named",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "JavaScript",
        "RichMediaExecute",
    ]
)


def annotations_of(found: Found, frames: Sequence[Frame]) -> Iterator[Annotation]:
    """The annotation that a dictionary is, if it is one."""
    value = found.value
    is_one = found.key == "/Annots" or found.type == "Annot"
    if not is_one and not (found.subtype in _SUBTYPES and "/Rect" in value):
        return
    flags = resolve(value.get("/F"))
    appearance = resolve(value.get("/AP"))
    normal = resolve(appearance.get("/N")) if isinstance(appearance, DictionaryObject) else None
    yield Annotation(
        page=found.page,
        subtype=found.subtype,
        box=box_of(value.get("/Rect"), found.page, frames),
        shown=not (flags if isinstance(flags, int) else 0) & NOT_SHOWN,
        author=text(value.get("/T")) if found.subtype != "Widget" else "",
        texts=tuple(
            (key[1:], string)
            for key in _TEXTS
            for string in [text(value.get(key))]
            if string.strip()
        ),
        drawn=written(normal.get_data()).text if isinstance(normal, StreamObject) else "",
    )


def fields_of(found: Found, frames: Sequence[Frame]) -> Iterator[Field]:
    """The form field that a dictionary is, if it is one (ISO 32000-2, 12.7.4)."""
    value = found.value
    if "/FT" not in value and not (found.subtype == "Widget" and "/Parent" in value):
        return
    kind = name(inherited(value, "/FT"))
    values = tuple(
        (key[1:], string)
        for key in ("/V", "/DV", "/RV", "/Opt", "/TU")
        # A signature's value is the signature: `signatures` reads it.
        if kind != "Sig" or key == "/TU"
        for string in strings(inherited(value, key))
    )
    flags = resolve(value.get("/F"))
    shown = found.subtype == "Widget" and not (flags if isinstance(flags, int) else 0) & NOT_SHOWN
    yield Field(
        page=found.page,
        kind=kind,
        name=text(inherited(value, "/T")),
        values=values,
        shown=shown,
        box=box_of(value.get("/Rect"), found.page, frames),
    )


def actions_of(found: Found, frames: Sequence[Frame]) -> Iterator[Action | Link]:
    """The action that a dictionary is, if it is one; a link to an address too."""
    kind = name(found.value.get("/S"))
    if kind not in _ACTIONS or ("/K" in found.value and "/P" in found.value):
        return
    owner = found.owner
    box = box_of(owner.get("/Rect"), found.page, frames) if owner is not None else None
    keys = ("/URI",) if kind == "URI" else ("/JS", "/F", "/Win", "/URI")
    target = " ".join(
        string for key in keys for string in strings(found.value.get(key)) if string.strip()
    )
    if kind == "URI":
        yield Link(found.page, box, target)
    yield Action(found.page, kind, _trigger(found), target, box)


def _trigger(found: Found) -> str:
    if "/OpenAction" in found.keys:
        return "open"
    if "/JavaScript" in found.keys and "/Names" in found.keys:
        return "names"
    if "/Outlines" in found.keys or "/First" in found.keys:
        return "outline"
    if "/Annots" in found.keys:
        return "annotation"
    if "/Fields" in found.keys or "/Kids" in found.keys:
        return "field"
    return "page" if found.page else "file"


def box_of(rectangle: Any, page: int, frames: Sequence[Frame]) -> Box | None:
    """A /Rect as a shown box; None where it is no rectangle or belongs to no page."""
    corners = resolve(rectangle)
    if not 1 <= page <= len(frames) or not isinstance(corners, list) or len(corners) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(resolve(corner)) for corner in corners)
    except (TypeError, ValueError):
        return None
    own = np.array([[min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]])
    left, top, right, bottom = (round(edge, 2) for edge in frames[page - 1].shown(own)[0].tolist())
    return (left, top, right, bottom)
