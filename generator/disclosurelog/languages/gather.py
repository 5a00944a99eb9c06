"""Collects the interface's strings from the program and the theme, and keeps catalogues in step.

    python -m disclosurelog.languages.gather theme

brings every catalogue up to date: new strings are added without a translation, those that are gone
are dropped. A string that was changed is a new one; nothing is guessed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from disclosurelog.languages.catalogue import FOLDER

METHODS: Final = [
    *(("**.py", "python"), ("**.html", "jinja2")),
    ("**.js", "disclosurelog.languages.gather:of_script"),
]
KEYWORDS: Final[dict[str, Any]] = {
    "_": None,
    "later": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "parts": None,
}
PACKAGE: Final = FOLDER.parent


_STRING = r'("(?:[^"\\\n]|\\.)*")'
_CALL = re.compile(rf"(?<![\w$])(_|later|parts|ngettext)\(\s*{_STRING}(?:,\s*{_STRING})?")


def of_script(
    file: BinaryIO, *_: object, **__: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the strings of a script, as Babel asks an extractor for them.

    Babel's own reader of JavaScript takes a quotation mark in a template literal or in a regular
    expression for a string's, and misses what follows.
    """
    for found in _CALL.finditer(file.read().decode()):
        call, *given = found.groups()
        texts = [json.loads(one) for one in given if one]
        yield 0, call, tuple(texts) if call == "ngettext" else texts[0], []


def gather(theme: Path) -> Catalog:
    """Return every string marked in the package and in a theme folder, without translations."""
    found = Catalog(charset="utf-8", project="disclosurelog")
    for top, name in ((PACKAGE, "generator/disclosurelog"), (theme, "theme")):
        rows = extract_from_dir(
            top,
            METHODS,
            keywords=KEYWORDS,
            comment_tags=("For translators:",),
            strip_comment_tags=True,
            directory_filter=lambda path: Path(path).name not in {"vendor", "theme"},
        )
        for file, _line, message, comments, context in rows:
            place = [(f"{name}/{file}", 0)]
            found.add(message, None, place, auto_comments=comments, context=context)
    return found


def updated(path: Path, strings: Catalog) -> tuple[str, int]:
    """Return the text of the catalogue at `path` with exactly these strings, and how many it lacks.

    Its head is kept as it stands: Babel would write the day and the hour into it.
    """
    with path.open("rb") as file:
        old = read_po(file)
    old.update(strings, no_fuzzy_matching=True)
    old.obsolete.clear()
    body = BytesIO()
    write_po(body, old, width=100, sort_output=True, omit_header=True, include_lineno=False)
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    lacking = [one for one in old if one.id and not (one.string and all(one.string))]
    return f"{head}\n\n{body.getvalue().decode().strip()}\n", len(lacking)


def main(theme: Path) -> None:
    """Bring all catalogues up to date, and say how many strings each lacks."""
    strings = gather(theme)
    for path in sorted(FOLDER.glob("*.po")):
        text, lacking = updated(path, strings)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {len(strings)} strings, {lacking} not translated\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
