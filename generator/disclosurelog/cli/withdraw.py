"""`disclosurelog withdraw`: for the day something got out."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from disclosurelog.adapters.beside import address_beside, beside
from disclosurelog.cli.withheld import slug_of_record
from disclosurelog.errors import CannotRun
from disclosurelog.gate.withheldkey import FILE_VARIABLE, KEY_VARIABLE, find_key
from disclosurelog.publish.withdrawal.checklist import checklist
from disclosurelog.publish.withdrawal.withdraw import withdraw as take_out
from disclosurelog.records import Settings

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("record")
@click.option("--document", default="", metavar="FILE", help="Withdraw this file alone.")
@click.option("--reason", required=True, help="Why, in words for the public.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day: 2024-01-31.")
@click.option("--key-file", type=_FILE, help="The file that holds the key of withheld words.")
@click.option("--content", type=_FILE, default=Path("content"), help="The content folder.")
def withdraw(
    record: str,
    document: str,
    reason: str,
    day: datetime.datetime | None,
    key_file: Path | None,
    content: Path,
) -> None:
    """Withdraw RECORD, or one of its files, so that it can't come back under another name.

    It leaves a tombstone, lists the hash of each file and what is said there and nowhere else, and
    prints what you have to do by hand.
    """
    content = content.resolve()
    slug = slug_of_record(content, record)
    key = find_key(content, key_file)
    if key is None:
        raise CannotRun(
            "the key for what is withheld is not here, so the file could come back",
            f"give --key-file, or set {FILE_VARIABLE} or {KEY_VARIABLE}; "
            "`disclosurelog withheld key FILE` makes one for a log that has no lists",
        )
    settings, _ = beside([content / "records"])
    (folder,) = content.glob(f"records/*/{slug}")
    done = take_out(
        content,
        folder,
        settings or Settings(),
        key,
        reason=reason,
        day=(day or datetime.datetime.now(datetime.UTC)).date(),
        document=document,
    )
    what = "the file" if document else "the record"
    click.echo(
        f"Withdrew {what}. The record's list of what must not come back has {done.entries:,} "
        "entries, decoys among them.\n",
        err=True,
    )
    click.echo(checklist(done.paths, slug, address_beside([content / "records"])))
