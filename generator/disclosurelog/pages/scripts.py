"""The scripts, made lighter for the way over the wire.

In the theme each of the search has one subject and says what it is for. A reader who searches for
the first time would wait for forty of them; joined and without their remarks they are four, and a
quarter smaller.
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

EVERY: Final = "assets/log.js"
"""The script of every page."""

FOLDER: Final = "assets/search/"
PAGE: Final = (
    *("say", "elements", "address", "client", "combobox", "suggest"),
    *("chips", "messages", "results", "tree", "facets", "take", "page"),
)
"""The scripts of the search page, in the order they need each other."""

BOX: Final = ("say", "elements", "client", "combobox", "suggest")
"""Those of the box in the header, fetched when somebody goes to it."""

MARKING: Final = ("say", "words", "marks", "query", "expand", "mark", "found")
"""Those that mark a search's words in a document, fetched where one came with a search."""

WORKER: Final = ("worker", "queries")
"""What runs beside the page: for any question, and for one that has words."""

LATER: Final = ("complete",)
"""Scripts with strings that the worker fetches when it needs them."""

_NEEDED = re.compile(r"importScripts\(([^()]*)\);")
_NAME = re.compile(r'"([^"]+)\.js"')
_REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def scripts() -> Iterator[Page]:
    """Yield the script of every page and those of the search.

    Raises:
        CannotRun: One of them is missing in the theme.
    """
    yield Page(EVERY, _bare(_text(EVERY)).encode())
    brought = {*WORKER, *MARKING}
    for name in WORKER:
        text = _read(name)
        found = _NEEDED.search(text)
        needed = _NAME.findall(found[1]) if found else []
        vendored = ", ".join(f'"{one}.js"' for one in needed if one.startswith("vendor/"))
        own = [one for one in needed if not one.startswith("vendor/")]
        start = f"importScripts({vendored});\n" if vendored else ""
        script = _joined(own) + _NEEDED.sub("", _bare(text), count=1)
        if name == "worker":
            script = _spoken(_joined(("say",)) + script, *map(_read, LATER))
        yield _page(name, start + script)
        brought.update(own)
    yield _page("search", _spoken(_joined(PAGE)))
    yield _page("box", _spoken(_joined(BOX)))
    yield _page("marking", _spoken(_joined(MARKING)))
    every = {path.stem for path in _folder().glob("*.js")}
    for name in sorted(every - brought - set(PAGE)):
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
    """A script without indentation and remarks that have a line to themselves."""
    return _INDENT.sub("", _REMARK.sub("", script))


def _page(name: str, script: str) -> Page:
    return Page(f"{FOLDER}{name}.js", script.encode())


def _folder() -> Path:
    return theme_folder() / FOLDER


def _read(name: str) -> str:
    return _text(f"{FOLDER}{name}.js")


def _text(uri: str) -> str:
    try:
        return (theme_folder() / uri).read_text(encoding="utf-8")
    except OSError:
        raise CannotRun(f"{uri} is missing in the theme", "install it again") from None
