"""What the samples of a picture hold and no viewer makes visible."""

from __future__ import annotations

import zlib
from typing import Any

from pypdf.generic import ArrayObject, StreamObject

from disclosurelog.files.facts import Unseen
from disclosurelog.files.pdf.picture import LEAST_CHANGE
from disclosurelog.files.pdf.walk import Found, filters, name, resolve

#: Components of a pixel by the name of its colours (ISO 32000-2, 8.6).
_COMPONENTS = {
    "DeviceGray": 1, "G": 1, "CalGray": 1, "DeviceRGB": 3, "RGB": 3, "CalRGB": 3, "Lab": 3,
    "DeviceCMYK": 4, "CMYK": 4, "Indexed": 1, "I": 1, "Separation": 1,
}  # fmt: skip

#: Programs may fill the last row or end with a line break: so many bytes say nothing.
_PADDING = 64

#: A decode array that leaves less than this share of a component's range makes all pixels alike.
_FLAT = 0.05

#: Decoded at most.
_MOST = 128 * 1024 * 1024


def samples_of(found: Found) -> Unseen | None:
    """What a picture's samples hold besides what is drawn; None where they hold nothing.

    Args:
        found: A picture.

    Returns:
        A fact with `why` "rows" where there are more samples than its width and height make
        use of, or "palette" where its colours make all of them look the same.
    """
    value = found.value
    if not isinstance(value, StreamObject):
        return None
    data = _samples(value)
    if data is not None and _has_more(value, data):
        return Unseen(found.page, None, "rows", "picture", 1.0)
    if _is_flat(value) and (data is None or len(set(data)) > 1):
        return Unseen(found.page, None, "palette", "picture", 1.0)
    return None


def _samples(value: StreamObject) -> bytes | None:
    """Its samples as they are packed; None where another program has to unpack them."""
    known = filters(value)
    if not known:
        return bytes(value._data)
    if known not in (["/FlateDecode"], ["/Fl"]):
        return None
    try:
        return zlib.decompressobj().decompress(value._data, _MOST)
    except zlib.error:
        return None


def _has_more(value: StreamObject, data: bytes) -> bool:
    """Whether more rows follow than are drawn, and not all of one colour (8.9.5.2)."""
    width, height = (resolve(value.get(key)) for key in ("/Width", "/Height"))
    each = _components(resolve(value.get("/ColorSpace")))
    bits = resolve(value.get("/BitsPerComponent"))
    if resolve(value.get("/ImageMask")) is True or str(value.get("/ImageMask")) == "True":
        each, bits = 1, 1
    if not each or not all(isinstance(one, int) for one in (width, height, bits)):
        return False
    row = (width * each * bits + 7) // 8 + _prefix(value)
    more = data[row * height :]
    return len(more) > max(row, _PADDING) and len(set(more)) > 1


def _prefix(value: StreamObject) -> int:
    """Bytes in front of each row: one where PNG's predictors are in use (7.4.4.4)."""
    parameters = resolve(value.get("/DecodeParms"))
    if isinstance(parameters, ArrayObject):
        parameters = resolve(parameters[0]) if parameters else None
    predictor = resolve(parameters.get("/Predictor", 1)) if hasattr(parameters, "get") else 1
    return 1 if isinstance(predictor, int) and predictor >= 10 else 0


def _components(space: Any) -> int:
    """How many samples a pixel has; 0 where it can't be told."""
    if not isinstance(space, ArrayObject):
        return _COMPONENTS.get(name(space), 0)
    family = name(space[0]) if space else ""
    if family == "ICCBased" and len(space) > 1:
        count = resolve(resolve(space[1]).get("/N"))
        return count if isinstance(count, int) else 0
    if family == "DeviceN" and len(space) > 1:
        return len(resolve(space[1]))
    return _COMPONENTS.get(family, 0)


def _is_flat(value: StreamObject) -> bool:
    """Whether its decode array or its palette gives every sample the same colour."""
    space = resolve(value.get("/ColorSpace"))
    palette = isinstance(space, ArrayObject) and name(space[0]) in ("Indexed", "I")
    decode = resolve(value.get("/Decode"))
    if isinstance(decode, ArrayObject) and not palette:
        ends = [float(one) for one in decode]
        spans = [abs(high - low) for low, high in zip(ends[::2], ends[1::2], strict=False)]
        return bool(spans) and max(spans) < _FLAT
    if not palette or len(space) < 4:
        return False
    each = _components(resolve(space[1]))
    table = resolve(space[3])
    raw = table.get_data() if isinstance(table, StreamObject) else _raw(table)
    shades = [raw[place::each] for place in range(each)] if len(raw) > each > 0 else []
    return bool(shades) and all(max(one) - min(one) <= LEAST_CHANGE for one in shades)


def _raw(table: Any) -> bytes:
    return bytes(getattr(table, "original_bytes", b""))
