"""The scripts of the search, brought together for the way over the wire.

In the theme each has one subject and says what it is for. A reader who searches for the first time
would wait for forty of them; joined and without their remarks they are three, and a quarter
smaller.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.languages import current
from disclosurelog.pages.page import Page
from disclosurelog.pages.theme import theme_folder

FOLDER: Final = "assets/search/"
PAGE: Final = (
    *("say", "elements", "address", "client", "combobox", "suggest"),
    *("chips", "messages", "results", "tree", "facets", "take", "page"),
)
"""The scripts of the search page, in the order they need each other."""

BOX: Final = ("say", "elements", "client", "combobox", "suggest")
"""Those of the box in the header, fetched when somebody goes to it."""

LATER: Final = ("complete",)
"""Scripts with strings that the worker fetches when it needs them."""

_NEEDED = re.compile(r"importScripts\(([^()]*)\);")
_NAME = re.compile(r'"([^"]+)\.js"')
_REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


def scripts() -> Iterator[Page]:
    """Yield the scripts of the search.

    Raises:
        CannotRun: One of them is missing in the theme.
    """
    worker = _read("worker")
    found = _NEEDED.search(worker)
    needed = _NAME.findall(found[1]) if found else []
    vendored = ", ".join(f'"{one}.js"' for one in needed if one.startswith("vendor/"))
    own = [one for one in needed if not one.startswith("vendor/")]
    start = f"importScripts({vendored});\n" if vendored else ""
    joined = _joined(("say", *own)) + _NEEDED.sub("", _bare(worker), count=1)
    yield _page("worker", start + _spoken(joined, *map(_read, LATER)))
    yield _page("search", _spoken(_joined(PAGE)))
    yield _page("box", _spoken(_joined(BOX)))
    every = {path.stem for path in _folder().glob("*.js")}
    for name in sorted(every - {"worker", *own, *PAGE}):
        yield _page(name, _bare(_read(name)))


def _joined(names: Iterable[str]) -> str:
    return "".join(_bare(_read(name)) for name in names)


def _spoken(script: str, *others: str) -> str:
    """A script with the strings before it that it and others say, in the language spoken now."""
    words = current()
    text = "".join((script, *others))
    messages = {en: said for en, said in words.messages.items() if _says(text, en)}
    plurals = {en: said for en, said in words.plurals.items() if _says(text, en)}
    if not messages and not plurals:
        return script
    return (
        f"self.dlWords = {{ messages: {_json(messages)}, plurals: {_json(plurals)}, "
        f"form: (n) => Number({words.rule}) }};\n{script}"
    )


def _says(script: str, english: str) -> bool:
    return _json(english) in script


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _bare(script: str) -> str:
    """A script without remarks that have a line to themselves."""
    return _REMARK.sub("", script)


def _page(name: str, script: str) -> Page:
    return Page(f"{FOLDER}{name}.js", script.encode())


def _folder() -> Path:
    return theme_folder() / FOLDER


def _read(name: str) -> str:
    try:
        return (_folder() / f"{name}.js").read_text(encoding="utf-8")
    except OSError:
        raise CannotRun(f"{FOLDER}{name}.js is missing in the theme", "install it again") from None
