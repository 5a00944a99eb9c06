"""`disclosurelog new`: a record to fill in."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from disclosurelog.cli.draft import draft
from disclosurelog.errors import CannotRun
from disclosurelog.law import parse
from disclosurelog.records import FILL_IN, RECORD_FILE, SCHEMA_FILE, json_schema, laws_of
from disclosurelog.records.request import Outcome
from disclosurelog.records.written import slug_of

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"))
@click.option("--reference", prompt="Reference", help="The authority's own reference.")
@click.option("--title", prompt="Title", help="What the response is about, in one line.")
@click.option("--law", default="uk-foia-2000", show_default=True, help="The law's id.")
@click.option("--received", type=_DAY, prompt="Received (2024-01-31)")
@click.option("--responded", type=_DAY, prompt="Responded (2024-01-31)")
@click.option(
    "--outcome",
    type=click.Choice(Outcome.__args__),  # type: ignore[attr-defined]
    prompt="Outcome",
    help="What was decided.",
)
@click.option("--cite", multiple=True, help='A provision relied on: "Section 40(2)". Repeatable.')
@click.option("--document", multiple=True, help="The name of a file to publish. Repeatable.")
def new(
    content: Path,
    reference: str,
    title: str,
    law: str,
    received: datetime.datetime,
    responded: datetime.datetime,
    outcome: str,
    cite: tuple[str, ...],
    document: tuple[str, ...],
) -> None:
    """Write a record to fill in. What is left to do is marked FILL IN; `check` finds each mark."""
    laws = laws_of(content)
    if law not in laws:
        raise CannotRun("nobody has described that law here", f"known: {', '.join(sorted(laws))}")
    for one in cite:
        parse(one, laws[law])
    slug = slug_of(title)
    if not slug:
        raise CannotRun("the title has no letters to make an address from", "reword it")
    folder = content / "records" / f"{received.year:04}" / slug
    if folder.exists():
        raise CannotRun(f"{folder} is there already", "choose another title, or edit that record")
    record = draft(
        reference=reference,
        title=title,
        law=laws[law],
        received=received.date(),
        responded=responded.date(),
        outcome=outcome,
        cite=cite,
        documents=document,
    )
    folder.mkdir(parents=True)
    (folder / RECORD_FILE).write_text(record, encoding="utf-8")
    (content / SCHEMA_FILE).write_text(json_schema(), encoding="utf-8")
    click.echo(f"wrote {folder / RECORD_FILE}")
    marks = record.count(FILL_IN)
    click.echo(f"{marks} places are marked {FILL_IN}]; put the files beside it, then:", err=True)
    click.echo(f"  disclosurelog check {folder}", err=True)
