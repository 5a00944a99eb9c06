"""Pictures of pages: of the bytes that were checked, drawn once, and never in a page's way."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import pdfs
from disclosurelog.errors import Refused
from disclosurelog.gate import CheckedDocument, Limits, PageImages, Sandbox, check_log, image_sizes
from disclosurelog.gate.imagejob import Pixels, Wanted, images_from
from disclosurelog.gate.imagesize import LONGEST_SIDE, MOST_PIXELS, WIDEST, ImageSize, image_size
from disclosurelog.gate.sandbox import StoppedError
from disclosurelog.gate.webp import webp
from disclosurelog.gate.wire import GarbageError

Document = Callable[..., CheckedDocument]


class Drawer:
    """Stands in for the sandbox: draws grey pages, and does harm where it is told to.

    Attributes:
        asked: The numbers of the pages of each call.
        harm: For a page, what becomes of a child that is asked for it.
    """

    limits = Limits()

    def __init__(self, **harm: Callable[[], bytes]) -> None:
        self.asked: list[list[int]] = []
        self.harm = {int(page.removeprefix("page")): one for page, one in harm.items()}

    def do(self, document: int, job: str, wish: Mapping[str, Any]) -> bytes:
        assert job == "images"
        wanted = [Wanted(*one) for one in wish["pages"]]
        self.asked.append([one.number for one in wanted])
        for one in wanted:
            if one.number in self.harm:
                return self.harm[one.number]()
        return sent(wanted)


def sent(wanted: Sequence[Wanted]) -> bytes:
    pages = (b"\x01" + bytes([one.number]) * (one.width * one.height) for one in wanted)
    return b"".join([b"pages", *pages])


def stopped() -> bytes:
    raise StoppedError("time")


@pytest.fixture
def document(content: Any, sandbox: Sandbox) -> Document:
    """A checked document of so many pages."""

    def make(pages: int, slug: str = "one") -> CheckedDocument:
        texts = "|".join(f"page{number}" for number in range(1, pages + 1))
        content.record(slug, {"a.pdf": f"clean {texts}"})
        return check_log(content.log(), sandbox=sandbox).documents[slug, "a.pdf"]

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


def drawn(document: CheckedDocument, folder: Path | None, drawer: Drawer) -> dict[int, bytes]:
    """The pictures of a document as one build makes them."""
    with PageImages(folder, sandbox=drawer) as images:  # type: ignore[arg-type]
        images.prepare([document])
        return dict(images.of(document))


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")


def pages_of(drawer: Drawer) -> list[int]:
    return sorted(page for asked in drawer.asked for page in asked)


def shade(image: bytes) -> int:
    return Image.open(io.BytesIO(image)).convert("L").getpixel((5, 5))  # type: ignore[return-value]


# A real document


@pytest.fixture
def real(content: Any) -> CheckedDocument:
    folder = content.record("real", {"a.pdf": ""})
    wide = "q 1 0 0 rg 0 0 30 30 re f Q\n"
    (folder / "a.pdf").write_bytes(pdfs.pdf(pdfs.LETTER, pdfs.LETTER + wide))
    return check_log(content.log()).documents["real", "a.pdf"]


def test_a_page_is_drawn_as_it_looks(real: CheckedDocument) -> None:
    with PageImages(None) as images:
        found = dict(images.of(real))
    assert list(found) == [1, 2]
    for number, data in found.items():
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        assert picture.size == image_sizes(real)[number - 1] == (800, 600)
        assert picture.getpixel((790, 10)) == (255, 255, 255)
        corner = picture.getpixel((10, 590))
        assert corner == ((255, 255, 255) if number == 1 else (255, 0, 0))
        # "Dear applicant," stands at 40 points from the left, 40 from the top.
        assert picture.convert("L").crop((80, 55, 250, 90)).getextrema()[0] < 60


def test_the_same_document_gives_the_same_bytes(real: CheckedDocument, folder: Path) -> None:
    with PageImages(None) as images:
        first = dict(images.of(real))
    with PageImages(folder) as images:
        images.prepare([real])
        assert dict(images.of(real)) == first


def test_another_file_in_its_place_is_refused(real: CheckedDocument, folder: Path) -> None:
    real.path.write_bytes(pdfs.letter())
    with PageImages(folder) as images, pytest.raises(Refused, match="changed after it was checked"):
        images.prepare([real])
    real.path.unlink()
    with PageImages(None) as images, pytest.raises(Refused, match="changed after it was checked"):
        list(images.of(real))


# What is kept


def test_what_was_drawn_once_is_not_drawn_again(document: Document, folder: Path) -> None:
    one, first = document(70), Drawer()
    found = drawn(one, folder, first)
    assert list(found) == list(range(1, 71)) == pages_of(first)
    assert [shade(found[page]) for page in (1, 34, 68)] == [0, 34, 68]
    again = Drawer()
    assert drawn(one, folder, again) == found
    assert again.asked == []


def test_a_few_pages_are_drawn_at_a_time(document: Document) -> None:
    drawer = Drawer()
    drawn(document(9), None, drawer)
    assert drawer.asked == [[1, 2, 3, 4], [5, 6, 7, 8], [9]]


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "long", "unsigned", "swap", "link"])
def test_a_spoilt_entry_is_passed_over_and_made_anew(
    document: Document, folder: Path, tmp_path: Path, harm: str
) -> None:
    one = document(5)
    found = drawn(one, folder, Drawer())
    first, second = entries(folder)
    good = first.read_bytes()
    if harm == "link":
        first.rename(tmp_path / "moved")
        first.symlink_to(tmp_path / "moved")
    else:
        changed = {
            "cut": good[:-1],
            "flip": good[:50] + bytes([good[50] ^ 1]) + good[51:],
            "empty": b"",
            "long": good + b"x",
            "unsigned": bytes(32) + good[32:],
            "swap": second.read_bytes(),
        }
        first.write_bytes(changed[harm])
    again = Drawer()
    assert drawn(one, folder, again) == found
    assert len(again.asked) == 1
    assert first.read_bytes() == good
    assert not first.is_symlink()


def test_an_entry_of_somebody_else_is_passed_over(
    document: Document, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = document(1)
    drawn(one, folder, Drawer())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    again = Drawer()
    drawn(one, folder, again)
    assert again.asked == [[1]]


def test_another_way_of_drawing_is_drawn_anew(
    document: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = document(1)
    drawn(one, folder, Drawer())
    monkeypatch.setattr("disclosurelog.gate.imagecache.DRAWING", 99)
    again = Drawer()
    drawn(one, folder, again)
    assert again.asked == [[1]]


def test_a_folder_that_cannot_be_written_is_no_error(document: Document, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    drawer = Drawer()
    assert len(drawn(document(5), blocked / "pages", drawer)) == 5
    assert pages_of(drawer) == [1, 2, 3, 4, 5]


def test_it_keeps_itself_to_its_owner_and_out_of_commits(document: Document, folder: Path) -> None:
    drawn(document(1), folder, Drawer())
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert entries(folder)[0].stat().st_mode & 0o077 == 0


def test_the_same_file_of_two_records_is_drawn_once(document: Document, folder: Path) -> None:
    one, two = document(3), document(3, "two")
    told: list[tuple[int, int]] = []
    drawer = Drawer()
    with PageImages(folder, sandbox=drawer, progress=lambda *at: told.append(at)) as images:  # type: ignore[arg-type]
        images.prepare([one, two])
        assert dict(images.of(one)) == dict(images.of(two))
    assert pages_of(drawer) == [1, 2, 3]
    assert told == [(3, 3)]


# Pages that cannot be drawn


def test_a_page_that_stops_the_child_costs_the_others_nothing(
    document: Document, folder: Path
) -> None:
    one, drawer = document(6), Drawer(page2=stopped)
    found = drawn(one, folder, drawer)
    assert [page for page, data in found.items() if not data] == [2]
    assert pages_of(drawer) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 6]
    # A machine that was busy may be quieter at the next build.
    healed = Drawer()
    assert all(drawn(one, folder, healed).values())
    assert healed.asked == [[1, 2, 3, 4]]


def test_a_document_that_stops_child_after_child_is_left(document: Document, folder: Path) -> None:
    harm = {f"page{number}": stopped for number in range(1, 101)}
    drawer = Drawer(**harm)
    assert not any(drawn(document(100), folder, drawer).values())
    alone = [asked for asked in drawer.asked if len(asked) == 1]
    assert 3 <= len(alone) <= 6  # a second thread may be on its way when the third stops


@pytest.mark.parametrize(
    "answer", [b"", b"pages", b"pages\x01short", b"pages\x02" + b"x" * 99, b"other"]
)
def test_nonsense_is_no_picture(document: Document, answer: bytes) -> None:
    found = drawn(document(3), None, Drawer(page3=lambda: answer))
    assert [page for page, data in found.items() if not data] == [3]


def test_that_a_page_cannot_be_drawn_is_kept(document: Document, folder: Path) -> None:
    one = document(1)
    assert drawn(one, folder, Drawer(page1=lambda: b"pages\x00")) == {1: b""}
    again = Drawer()
    assert drawn(one, folder, again) == {1: b""}
    assert again.asked == []


# What crosses, and how it is packed

WANTED = [Wanted(1, 4, 3), Wanted(2, 2, 2)]


def test_pictures_that_were_asked_for_are_taken() -> None:
    data = b"pages" + b"\x01" + b"a" * 12 + b"\x03" + b"b" * 12
    assert images_from(data, WANTED) == [Pixels("L", b"a" * 12), Pixels("RGB", b"b" * 12)]
    assert images_from(b"pages\x00\x00", WANTED) == [None, None]


@given(st.binary(max_size=60))
def test_anything_else_is_refused(tail: bytes) -> None:
    sizes = {1 + 12 * one + 1 + 4 * two for one in (0, 1, 3) for two in (0, 1, 3)}
    try:
        found = images_from(b"pages" + tail, WANTED)
    except GarbageError:
        return
    assert len(tail) in sizes
    assert len(found) == 2


def test_type_is_packed_without_loss_and_photographs_are_not() -> None:
    size = ImageSize(200, 100)
    page = bytearray(b"\xff" * 20_000)
    page[1000:1100] = bytes(100)
    assert webp(Pixels("L", bytes(page)), size)[12:16] == b"VP8L"
    photograph = bytes((x * x * 7 + x // 200 * 13) % 256 for x in range(60_000))
    assert webp(Pixels("RGB", photograph), size)[12:16] == b"VP8 "
    assert webp(Pixels("L", b"\x80"), ImageSize(1, 1))[12:16] == b"VP8L"


SIDES = st.floats(0.01, 14_400 * 75_000)


@given(SIDES, SIDES)
def test_no_picture_is_too_large(width: float, height: float) -> None:
    size = image_size(width, height)
    assert size is not None
    assert 1 <= size.width <= WIDEST
    assert 1 <= size.height <= LONGEST_SIDE
    assert size.width * size.height <= MOST_PIXELS


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ((595.28, 841.89), (1050, 1484)),
        ((841.89, 595.28), (1050, 742)),
        ((200, 100), (400, 200)),
        ((0, 100), None),
    ],
)
def test_pages_in_use(page: tuple[float, float], size: tuple[int, int] | None) -> None:
    assert image_size(*page) == size
