"""A JPEG without anything that is not its picture."""

from __future__ import annotations

#: Markers of ITU-T T.81, table B.1.
_START, _SCAN, _END, _COMMENT = 0xD8, 0xDA, 0xD9, 0xFE
_FIRST_APPLICATION, _LAST_APPLICATION = 0xE0, 0xEF

#: Application data that decoding needs: Adobe's, which tells how colours are coded, by its name.
_ADOBE = b"Adobe"


def bare_jpeg(data: bytes) -> bytes:
    """Take out comments and application data: camera, place, previews, editing history.

    Args:
        data: A JPEG. Bytes after its end are left out; what can't be understood is left alone.
    """
    if data[:2] != bytes((0xFF, _START)):
        return data
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _SCAN:
            end = data.rfind(bytes((0xFF, _END)))
            return b"".join([*parts, data[at : end + 2 if end > at else len(data)]])
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        application = _FIRST_APPLICATION <= marker <= _LAST_APPLICATION
        if not (marker == _COMMENT or (application and not body.startswith(_ADOBE))):
            parts.append(data[at : at + 2 + length])
        at += 2 + length
    return data
