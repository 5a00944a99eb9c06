"""What a signature says of who signed: its own entries, and the names in its certificates."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import ByteStringObject, StreamObject, TextStringObject

from disclosurelog.files.facts import Metadatum
from disclosurelog.files.pdf.walk import Found, resolve, strings

#: What a signature says in words (ISO 32000-2, table 255).
_ENTRIES = ("/Name", "/Reason", "/Location", "/ContactInfo")

#: Object identifiers of a person in a certificate's names (X.520; PKCS #9; RFC 4519), in DER.
_PERSON = {
    b"\x06\x03\x55\x04\x03": "common name",
    b"\x06\x03\x55\x04\x04": "surname",
    b"\x06\x03\x55\x04\x2a": "given name",
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01": "e-mail",
    b"\x06\x0a\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01": "login",
}

#: Tags of ASN.1 strings and their encodings (X.690, 8.23).
_STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


def signatures_of(found: Found) -> Iterator[Metadatum]:
    """What the signature says that a dictionary is; what a certificate kept beside one says."""
    value = found.value
    if found.type in ("Sig", "DocTimeStamp") or ("/ByteRange" in value and "/Contents" in value):
        for key in _ENTRIES:
            for string in strings(value.get(key)):
                yield Metadatum("signature", key[1:], string, found.page)
        for key in ("/Contents", "/Cert"):
            for data in _bytes(value.get(key)):
                yield from _named(data, found.page)
    elif "/Certs" in found.keys and "/DSS" in found.keys and isinstance(value, StreamObject):
        yield from _named(value.get_data(), found.page)


def _bytes(value: object) -> Iterator[bytes]:
    value = resolve(value)
    for one in value if isinstance(value, list) else [value]:
        part = resolve(one)
        if isinstance(part, ByteStringObject):
            yield bytes(part)
        elif isinstance(part, TextStringObject):
            yield part.original_bytes


def _named(data: bytes, page: int) -> Iterator[Metadatum]:
    """Names in DER, found by their identifiers: an attribute is one, then a string (X.501)."""
    for identifier, key in _PERSON.items():
        at = data.find(identifier)
        while at >= 0:
            at += len(identifier)
            text = _string(data, at)
            if text:
                yield Metadatum("signature", f"certificate/{key}", text, page)
            at = data.find(identifier, at)


def _string(data: bytes, at: int) -> str:
    if at + 2 > len(data) or data[at] not in _STRINGS:
        return ""
    length, start = data[at + 1], at + 2
    if length == 0x81 and start < len(data):
        length, start = data[start], start + 1
    elif length >= 0x80:
        return ""
    return data[start : start + length].decode(_STRINGS[data[at]], "replace").strip("\0 ")
