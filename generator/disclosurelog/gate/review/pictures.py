"""The pages that have findings, drawn in the sandbox."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from disclosurelog.files.pdf.drawing import DrawnPage
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.inspector import Progress
from disclosurelog.gate.intake import NotTakenError, take
from disclosurelog.gate.picture import picture_from
from disclosurelog.gate.sandbox import Sandbox, StoppedError
from disclosurelog.gate.wire import GarbageError

DPI = 120  # print of 6 points is legible: its small letters are 5 pixels high
MOST_PIXELS = 2_500_000  # of one page; A4 at 120 dots an inch has 1.4 million
MOST_PAGES = 200  # of one report, which then has some 20 MB
_QUALITY = 60  # of WebP, 0 to 100; a page of text takes 60 to 100 kB


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page. Width and height in points; `data` is a data: address, "" for none."""

    width: float
    height: float
    data: str
    trouble: str = ""


def draw_pages(
    files: Sequence[FileReport],
    places: Mapping[str, Path],
    sandbox: Sandbox,
    progress: Progress | None = None,
) -> dict[tuple[str, int], Picture]:
    """Draw every page with a finding, at most `MOST_PAGES` of them.

    Args:
        files: What the check says.
        places: Where each file lies, by its path as shown.
        sandbox: Draws them.
        progress: Called after each page.

    Returns:
        Pictures by (path as shown, page). A page that can't be drawn has the reason in its place.
    """
    wanted = [
        (file, page)
        for file in files
        for page in sorted({one.page for one in file.findings if one.page is not None})
    ]
    drawn: dict[tuple[str, int], Picture] = {}
    for done, (file, page) in enumerate(wanted):
        if done < MOST_PAGES:
            drawn[file.path, page] = _picture(file, places.get(file.path), page, sandbox)
        else:
            why = f"a report holds at most {MOST_PAGES} of them; check fewer files at once"
            drawn[file.path, page] = Picture(0, 0, "", why)
        if progress is not None:
            progress(done + 1, len(wanted), file.path)
    return drawn


def _picture(file: FileReport, path: Path | None, page: int, sandbox: Sandbox) -> Picture:
    trouble = "this page could not be drawn"
    try:
        if path is not None:
            with take(str(path), sandbox.limits.read.file_bytes) as taken:
                # A picture of other bytes would show the wrong thing at the place.
                if taken.sha256 != file.sha256:
                    return Picture(0, 0, "", "the file changed after it was checked; check again")
                with taken.sealed() as copy:
                    wish = {"page": page, "dpi": DPI, "most": MOST_PIXELS}
                    drawn = picture_from(sandbox.do(copy, "draw", wish), MOST_PIXELS)
                    return Picture(drawn.width, drawn.height, _address(drawn))
    except (NotTakenError, StoppedError, GarbageError):
        pass
    return Picture(0, 0, "", trouble)


def _address(drawn: DrawnPage) -> str:
    image = Image.frombytes("RGB", (drawn.columns, drawn.rows), drawn.pixels)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode("ascii")
