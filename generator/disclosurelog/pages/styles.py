"""The stylesheet of every page, brought together for the way over the wire.

In the theme each file has one subject; a reader fetches one file for all of them. The names are
numbered: a later file overrules an earlier one.
"""

from __future__ import annotations

import re
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.pages.page import Page
from disclosurelog.pages.theme import theme_folder

FOLDER: Final = "assets/styles"
SHEET: Final = "assets/log.css"

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,])\s*")


def stylesheet() -> Page:
    """Return the stylesheet.

    Raises:
        CannotRun: The theme has no styles.
    """
    parts = sorted((theme_folder() / FOLDER).glob("*.css"))
    if not parts:
        raise CannotRun(f"{FOLDER} is missing in the theme", "install it again")
    text = "".join(_REMARK.sub("", path.read_text(encoding="utf-8")) for path in parts)
    return Page(SHEET, _SPACE.sub(r"\1", text).strip().encode())
