"""P213: what a photograph keeps."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageDraw

import pdfs
from disclosurelog.files.jpeg import asides_of
from pdfs import SECRET

CODE = "P213"


def photo(*, black: bool = False, **saving) -> bytes:
    """A made-up photograph: a slope of grey with a bright sign on it."""
    image = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 80, 260, 130), fill="black" if black else "white")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, **saving)
    return out.getvalue()


def exif(values: dict[int, object], directory: int | None = None) -> Image.Exif:
    made = Image.Exif()
    made.update({0x010F: "Borsetcam", 0x0110: "X100"} if directory else values)
    if directory:
        made.get_ifd(directory).update(values)
    return made


def with_preview(data: bytes, preview: bytes) -> bytes:
    """The picture with another as its EXIF thumbnail (Exif 2.32, 4.5.2)."""
    head = b"II*\0" + struct.pack("<I", 8)
    main = struct.pack("<H", 0) + struct.pack("<I", 14)
    second = struct.pack("<H", 2)
    second += struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack(
        "<HHII", 0x0202, 4, 1, len(preview)
    )
    body = b"Exif\0\0" + head + main + second + struct.pack("<I", 0) + preview
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def captioned(data: bytes, dataset: int, words: str) -> bytes:
    """The picture with an IPTC caption in Photoshop's segment."""
    block = b"\x1c\x02" + bytes([dataset]) + struct.pack(">H", len(words)) + words.encode()
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:]


def shown(data: bytes, **entries) -> bytes:
    """A letter with this photograph on it."""

    def resources(writer):
        made = writer._add_object(
            pdfs.stream(
                data,
                Type="/XObject",
                Subtype="/Image",
                Width=320,
                Height=240,
                ColorSpace="/DeviceRGB",
                BitsPerComponent=8,
                Filter="/DCTDecode",
            )
        )
        return {"/XObject": pdfs.dictionary(P=made)}

    return pdfs.letter("q 160 0 0 120 40 40 cm /P Do Q\n", resources=resources, **entries)


GPS = {1: "N", 2: (52.0, 12.0, 3.0), 3: "W", 4: (1.0, 54.0, 9.0)}

LEAKING = {
    "position": lambda: shown(photo(exif=exif(GPS, 0x8825))),
    "preview from before it was blacked out": lambda: shown(
        with_preview(photo(black=True), photo())
    ),
    "comment": lambda: shown(photo(comment=f"Agatha {SECRET}".encode())),
    "artist": lambda: shown(photo(exif=exif({0x013B: f"Agatha {SECRET}"}))),
    "owner of the camera": lambda: shown(photo(exif=exif({0xA430: f"A. {SECRET}"}, 0x8769))),
    "caption by": lambda: shown(captioned(photo(), 80, f"Agatha {SECRET}")),
    "Windows author": lambda: shown(
        photo(exif=exif({0x9C9D: f"Agatha {SECRET}".encode("utf-16-le")}))
    ),
    "login in the description": lambda: shown(
        photo(exif=exif({0x010E: "C:\\Users\\quillfeather\\scene.jpg"}))
    ),
    "another picture after its end": lambda: shown(photo(black=True) + photo()),
    "notes after its end": lambda: shown(photo() + f"Taken for {SECRET}".encode()),
}

CLEAN = {
    "nothing": lambda: shown(photo()),
    "camera model alone": lambda: shown(photo(exif=exif({0x010F: "Borsetcam", 0x0110: "X100"}))),
    "settings": lambda: shown(
        photo(exif=exif({0x829A: 0.01, 0x9003: "2026:01:02 03:04:05"}, 0x8769))
    ),
    "empty position": lambda: shown(photo(exif=exif({0: b"\x02\x03\0\0"}, 0x8825))),
    "its own preview": lambda: shown(with_preview(photo(), photo())),
    "an encoder's comment": lambda: shown(photo(comment=b"CREATOR: gd-jpeg v1.0, quality = 85")),
    "name of an organisation": lambda: shown(
        photo(exif=exif({0x8298: "Borsetshire County Council"}))
    ),
    "padding after its end": lambda: shown(photo() + bytes(64)),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert any(one.severity == "block" and one.page == 1 for one in found)
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize(
    "data",
    [
        lambda: photo(exif=exif({0x927C: b"AOC\0 notes of the camera"}, 0x8769)),
        lambda: photo(exif=exif({0xA431: "1234567"}, 0x8769)),
        lambda: photo(comment=b"seen on the corner of the market at dusk"),
    ],
)
def test_what_can_not_be_told_is_a_warning(data):
    (finding,) = pdfs.findings(shown(data()))
    assert (finding.rule, finding.severity) == (CODE, "warn")


def test_words_that_are_printed_on_the_page_are_innocent():
    data = shown(photo(comment=b"Dear applicant"))
    assert pdfs.findings(data) == ()


@pytest.mark.parametrize("cut", [2, 5, 24, 60, 200])
def test_a_cut_or_scrambled_one_raises_nothing(cut):
    data = photo(exif=exif(GPS, 0x8825), comment=b"x")
    list(asides_of(data[:cut]))
    list(asides_of(data[:cut] + bytes(reversed(data[cut : cut + 40])) + data[cut + 40 :]))
