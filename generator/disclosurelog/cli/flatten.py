"""`disclosurelog flatten IN OUT`: a safe copy of a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import click

from disclosurelog.errors import CannotRun
from disclosurelog.gate import Wish, flatten_file

#: Language tags as BCP 47 (RFC 5646, 2.1) writes them, special cases aside.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PART = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_LONGEST_TITLE = 500


def pages_of(text: str) -> tuple[int, ...]:
    """Page numbers from "3,7-9", sorted, each once.

    Raises:
        CannotRun: It is not such a list.
    """
    numbers: set[int] = set()
    for part in text.replace(" ", "").split(","):
        found = _PART.fullmatch(part)
        first = int(found[1]) if found else 0
        last = int(found[2] or found[1]) if found else 0
        if not 1 <= first <= last:
            raise CannotRun("--pages takes page numbers", "write them like this: --pages 3,7-9")
        numbers.update(range(first, last + 1))
    return tuple(sorted(numbers))


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--pages", help="The pages to redraw, like 3,7-9. All, if not said.")
@click.option("--dpi", type=click.IntRange(100, 400), default=200, show_default=True)
@click.option("--title", default="", help="The copy's title. It has none, if not said.")
@click.option("--language", default="en", show_default=True, help="Of the text: en, cy, fr-CA.")
@click.option("--force", is_flag=True, help="Replace OUT if it is there.")
def flatten(
    source: Path,
    target: Path,
    pages: str | None,
    dpi: int,
    title: str,
    language: str,
    force: bool,
) -> None:
    """Make a safe copy of a PDF: pages redrawn as pictures, with the words that can be seen.

    Exit code 0: written. 1: no safe copy can be made, and nothing is written. 2: it could not run.
    """
    if not _LANGUAGE.fullmatch(language):
        raise CannotRun("--language takes a language tag", "write it like this: en, cy, fr-CA")
    if len(title) > _LONGEST_TITLE or not all(one.isprintable() for one in title):
        raise CannotRun("the title is too long or holds control characters", "shorten it")
    wish = Wish(pages_of(pages) if pages else (), dpi, title.strip(), language)
    click.echo(flatten_file(source, target, wish, replace=force).to_text())
