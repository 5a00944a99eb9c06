"""What the template shows: files, their pages, and on each page the findings with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosurelog.checks.rule import BLOCK, Finding
from disclosurelog.files.facts import Box
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.grouped import MM_PER_POINT, Group, grouped
from disclosurelog.gate.remedies import command_of
from disclosurelog.gate.review.pictures import Picture
from disclosurelog.gate.waivers import NEVER
from disclosurelog.gate.waivertext import waiver_yaml
from disclosurelog.records import escaped

_MARGIN = 2.0  # points around a box, so that its outline does not touch what it is about
_LEAST = 8.0  # points; a smaller outline is not seen on a whole page
_AROUND = 40.0  # points of the page around a place that its close-up shows
_CLOSE = (240.0, 60.0)  # points; the least size of a close-up


@dataclass(slots=True)
class Place:
    """One place of a finding. `box` and `view` are (x, y, width, height) in points."""

    id: str
    number: int
    where: str
    box: tuple[float, float, float, float]
    view: tuple[float, float, float, float]
    outside: bool
    lifted_by: list[str] = field(default_factory=list)

    @property
    def badge(self) -> tuple[float, float]:
        """The middle of the number's disc, kept on the page."""
        return max(8.0, self.box[0]), max(8.0, self.box[1])


@dataclass(slots=True)
class Card:
    """What one check says in the same words, of a page or of the whole file."""

    id: str
    rule: str
    blocks: bool
    message: str
    remedies: tuple[str, ...]
    places: list[Place]
    elsewhere: int
    never: str
    waiver: str
    scope: str


@dataclass(slots=True)
class PageView:
    """A page with findings; number 0 stands for the whole file."""

    id: str
    number: int
    picture: Picture | None
    places: list[Place]
    cards: list[Card]
    size: str


@dataclass(slots=True)
class FileView:
    """A file with findings."""

    id: str
    path: str
    status: str
    page_count: int
    sha256: str
    command: str
    pages: list[PageView]


def file_views(
    files: Sequence[FileReport], pictures: Mapping[tuple[str, int], Picture]
) -> Iterator[FileView]:
    """Every file that has findings, in the order of the report."""
    told = [file for file in files if file.findings]
    for number, file in enumerate(told, 1):
        yield FileView(
            f"file-{number}",
            escaped(file.path),
            file.status,
            file.page_count,
            file.sha256,
            command_of(file.findings, file.path) if file.status == "blocked" else "",
            list(_pages(f"file-{number}", file, pictures)),
        )


def _pages(
    above: str, file: FileReport, pictures: Mapping[tuple[str, int], Picture]
) -> Iterator[PageView]:
    by_page: dict[int, list[Finding]] = {}
    for one in file.findings:
        by_page.setdefault(one.page or 0, []).append(one)
    for number, findings in sorted(by_page.items()):
        name = f"{above}-page-{number}"
        picture = pictures.get((file.path, number))
        drawn = picture if picture is not None and picture.data else None
        cards: list[Card] = []
        places: list[Place] = []
        for at, group in enumerate(grouped(findings), 1):
            mine = list(_places(f"{name}-{at}", group, drawn, len(places)))
            places += mine
            cards.append(_card(f"{name}-{at}", group, mine, file.sha256))
        _share_plates(places)
        size = ""
        if drawn is not None:
            across, down = (round(side * MM_PER_POINT) for side in (drawn.width, drawn.height))
            size = f"{across} mm by {down} mm"
        yield PageView(name, number, picture, places, cards, size)


def _card(name: str, group: Group, places: list[Place], sha256: str) -> Card:
    blocks = group.severity == BLOCK
    never = NEVER.get(group.rule, "")
    page = group.findings[0].page
    waiver = waiver_yaml(group.rule, page, sha256) if blocks and not never and sha256 else ""
    return Card(
        name,
        group.rule,
        blocks,
        group.message,
        group.remedies,
        places,
        len(group.findings) - len(places),
        never,
        waiver,
        "on any page" if page is None else f"on page {page}",
    )


def _places(name: str, group: Group, picture: Picture | None, before: int) -> Iterator[Place]:
    if picture is None:
        return
    boxes = list(dict.fromkeys(one.box for one in group.findings if one.box is not None))
    for at, box in enumerate(boxes, 1):
        x, y, width, height, outside = _on_page(box, picture)
        wide, high = max(_CLOSE[0], width + 2 * _AROUND), max(_CLOSE[1], height + 2 * _AROUND)
        wide, high = min(wide, picture.width), min(high, picture.height)
        left = min(max(0.0, x + width / 2 - wide / 2), picture.width - wide)
        top = min(max(0.0, y + height / 2 - high / 2), picture.height - high)
        across, down = (max(0, round(side * MM_PER_POINT)) for side in box[:2])
        yield Place(
            f"{name}-place-{at}",
            before + at,
            f"{down} mm from the top, {across} mm from the left",
            (round(x, 1), round(y, 1), round(width, 1), round(height, 1)),
            (round(left, 1), round(top, 1), round(wide, 1), round(high, 1)),
            outside,
        )


def _on_page(box: Box, picture: Picture) -> tuple[float, float, float, float, bool]:
    """A box with a margin, kept on the page: (x, y, width, height, whether it lies outside)."""
    x0, y0, x1, y1 = box
    outside = x1 <= 0 or y1 <= 0 or x0 >= picture.width or y0 >= picture.height
    x, width = _side(x0, x1, picture.width)
    y, height = _side(y0, y1, picture.height)
    return x, y, width, height, outside


def _side(low: float, high: float, most: float) -> tuple[float, float]:
    low, high = low - _MARGIN, high + _MARGIN
    lack = max(0.0, _LEAST - (high - low)) / 2
    low, high = max(0.0, low - lack), min(most, high + lack)
    length = min(most, max(_LEAST, high - low))
    return min(max(0.0, low), most - length), length


def _share_plates(places: list[Place]) -> None:
    """A plate is lifted by every place that it mostly covers, or that mostly covers it."""
    for one in places:
        one.lifted_by = [other.id for other in places if _overlap(one.box, other.box) > 1 / 2]


def _overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """The common area as a share of the smaller box."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min(one[2] * one[3], other[2] * other[3])
