"""`disclosurelog schema`: the JSON Schema that editors complete records from."""

from __future__ import annotations

from pathlib import Path

import click

from disclosurelog.records import SCHEMA_FILE, json_schema, markdown


@click.command()
@click.option(
    "--write",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help=f"The content folder to write {SCHEMA_FILE} into.",
)
@click.option("--markdown", "as_page", is_flag=True, help="Print a page for people instead.")
def schema(write: Path | None, as_page: bool) -> None:
    """Print the JSON Schema of a record, or write it into the content folder."""
    if as_page:
        click.echo(markdown(), nl=False)
    elif write is None:
        click.echo(json_schema(), nl=False)
    else:
        (write / SCHEMA_FILE).write_text(json_schema(), encoding="utf-8")
        click.echo(f"wrote {write / SCHEMA_FILE}", err=True)
