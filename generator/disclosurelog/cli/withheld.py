"""`disclosurelog withheld`: list what was withheld, so that every later build looks for it."""

from __future__ import annotations

from pathlib import Path

import click

from disclosurelog.adapters.beside import beside
from disclosurelog.errors import CannotRun
from disclosurelog.gate.withheldkey import FILE_VARIABLE, KEY_VARIABLE, find_key, make_key
from disclosurelog.gate.withholding import add_withheld
from disclosurelog.records import RECORD_FILE

_CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    help="The content folder.",
)
_FILE = click.Path(path_type=Path)


@click.group()
def withheld() -> None:
    """List what was withheld, as hashes, so that every later build looks for it."""


@withheld.command()
@click.argument("file", type=_FILE)
@_CONTENT
def key(file: Path, content: Path) -> None:
    """Make the key of the lists, and write it into FILE, outside the repository."""
    make_key(file, content)
    click.echo(
        f"wrote the key. Keep it secret and keep a copy: without it the log can't be built.\n"
        f"Set {FILE_VARIABLE} to the file, or {KEY_VARIABLE} to what it holds.",
        err=True,
    )


@withheld.command()
@click.option("--record", required=True, help="The record: its short name or its folder.")
@click.option("--original", required=True, type=_FILE, help="The file before redaction.")
@click.option("--redacted", required=True, type=_FILE, help="The file as it is published.")
@click.option("--key-file", type=_FILE, help="The file that holds the key.")
@_CONTENT
def add(record: str, original: Path, redacted: Path, key_file: Path | None, content: Path) -> None:
    """List what the original says and the redacted copy does not.

    Nothing of it is printed or stored: the list holds keyed hashes. Run it again for every
    further file of the record.
    """
    slug = slug_of_record(content, record)
    found = find_key(content, key_file)
    if found is None:
        raise CannotRun(
            "the key for what is withheld is not here",
            f"give --key-file, or set {FILE_VARIABLE} or {KEY_VARIABLE}; "
            "`disclosurelog withheld key FILE` makes a new one for a log that has no lists",
        )
    settings, _ = beside([content / "records"])
    names = () if settings is None else (settings.authority.name, settings.authority.short_name)
    known = [name for name in names if name]
    added = add_withheld(content, slug, original, redacted, found, known=known)
    what = "what was withheld" if added.found else "the original, and no words that tell anything"
    click.echo(
        f"listed {what}; the record's list has {added.entries:,} entries now, decoys among them. "
        "Commit it.",
        err=True,
    )


def slug_of_record(content: Path, record: str) -> str:
    """The short name of a record that somebody named by it or by its folder. Raises CannotRun."""
    slug = Path(record).name
    folders = sorted((content / "records").glob(f"*/{slug}")) if slug.isprintable() else []
    if not any((folder / RECORD_FILE).is_file() for folder in folders if folder.name == slug):
        raise CannotRun(
            "there is no such record in the content folder",
            "give the record's short name, the last part of its address",
        )
    return slug
