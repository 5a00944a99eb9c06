"""The style sheets, made lighter for the way over the wire.

In the theme each file has one subject; a reader fetches one file for all that most pages need. The
names are numbered: a later file overrules an earlier one. What one kind of page needs alone lies in
`own/` and is a sheet of its own, which that page's template names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.pages.page import Page
from disclosurelog.pages.theme import theme_folder

FOLDER: Final = "assets/styles"
SHEET: Final = "assets/log.css"

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,])\s*")


def stylesheets() -> Iterator[Page]:
    """Yield the sheet of every page, then those of single kinds of page.

    Raises:
        CannotRun: The theme has no styles.
    """
    folder = theme_folder() / FOLDER
    parts = sorted(folder.glob("*.css"))
    if not parts:
        raise CannotRun(f"{FOLDER} is missing in the theme", "install it again")
    yield _sheet(SHEET, parts)
    for path in sorted((folder / "own").glob("*.css")):
        yield _sheet(f"assets/{path.name}", [path])


def _sheet(uri: str, parts: Iterable[Path]) -> Page:
    text = "".join(_REMARK.sub("", path.read_text(encoding="utf-8")) for path in parts)
    return Page(uri, _SPACE.sub(r"\1", text).strip().encode())
