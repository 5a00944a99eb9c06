"""`disclosurelog import`: records from the rows of a spreadsheet."""

from __future__ import annotations

import itertools
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from disclosurelog.adapters.beside import beside
from disclosurelog.cli.progress import progress
from disclosurelog.errors import CannotRun
from disclosurelog.gate.policies import policy_of
from disclosurelog.gate.recordwords import words_not_to_publish
from disclosurelog.gate.screening import Screen
from disclosurelog.records import RECORD_FILE, escaped, laws_of
from disclosurelog.records.importing import (
    Loaded,
    Plan,
    Rejected,
    Result,
    Table,
    Taken,
    Writer,
    carry_out,
    guess_shape,
    load_mapping,
    read_table,
    start_mapping,
    summary,
    write_rejects,
)

_FILE = click.Path(path_type=Path)
_MOST_REASONS = 25


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--mapping", type=_FILE, help="The mapping: how rows become records (YAML).")
@click.option("--content", type=_FILE, default=Path("content"), help="The content folder.")
@click.option("--start-mapping", "start", type=_FILE, help="Write a first mapping to this file.")
@click.option("--preview", type=click.IntRange(1), help="Show what the first rows become.")
@click.option("--dry-run", is_flag=True, help="Check every row and write no record.")
@click.option("--replace", is_flag=True, help="Write records again that are there and differ.")
@click.option(
    "--rejects", type=_FILE, help="Where rejected rows are listed.  [default: FILE.rejects.csv]"
)
def import_(
    file: Path,
    mapping: Path | None,
    content: Path,
    start: Path | None,
    preview: int | None,
    dry_run: bool,
    replace: bool,
    rejects: Path | None,
) -> None:
    """Make records from the rows of FILE, a CSV file or an XLSX workbook.

    A run that was stopped is run again: it goes on where it was. Exit code 0: every row was
    taken. 1: some were rejected, and are listed with their reasons. 2: nothing could be done.
    """
    if start is not None:
        _start(file, start, content)
        return
    if mapping is None:
        raise CannotRun(
            "there is no mapping", "name one after --mapping; --start-mapping writes a first one"
        )
    listed = rejects or file.with_name(f"{file.name}.rejects.csv")
    _refuse_places(file, listed, content)
    loaded = load_mapping(mapping)
    table = read_table(file, loaded.mapping.table)
    plan = _plan(table, loaded, content)
    if preview is not None:
        _preview(table, plan, preview)
        return
    writer = Writer(content, replace=replace)
    with progress("Importing") as told:
        rows = len(table.rows)
        tell = None if told is None else lambda done: told(done, rows, "")
        if dry_run:
            result = carry_out(plan, writer, dry=True, told=tell)
        else:
            with writer.open():
                result = carry_out(plan, writer, dry=False, told=tell)
    write_rejects(listed, table, result.rejected)
    click.echo("\n".join(_report(table, result, writer, listed, dry_run)))
    sys.exit(1 if result.rejected else 0)


def _start(file: Path, start: Path, content: Path) -> None:
    if start.exists():
        raise CannotRun("the file for the mapping is there already", "name a new one")
    shape = guess_shape(file)
    table = read_table(file, shape)
    text = start_mapping(table, shape.skip_rows, file.name, laws_of(content))
    try:
        start.write_text(text, encoding="utf-8")
    except OSError:
        raise CannotRun("the mapping cannot be written", "name another place") from None
    click.echo(f"wrote {start}: look at every line, write what is marked, then --preview 5")


def _refuse_places(file: Path, listed: Path, content: Path) -> None:
    inside = listed.resolve().is_relative_to(content.resolve())
    if inside or listed.resolve() == file.resolve():
        raise CannotRun(
            "the list of rejected rows would lie in the content folder, or replace the file itself",
            "name another place after --rejects: the list holds what is not to be published",
        )


def _plan(table: Table, loaded: Loaded, content: Path) -> Plan:
    laws = laws_of(content)
    settings, _ = beside([content / "records"])
    policy = policy_of(settings, content, laws)
    screen = Screen(policy.withheld)
    return Plan(
        table, loaded, content, laws, lambda record: words_not_to_publish(record, policy, screen)
    )


def _preview(table: Table, plan: Plan, count: int) -> None:
    click.echo(f"{table.said}; {len(table.rows):,} rows. The first {count}:")
    for one in itertools.islice(plan, count):
        click.echo()
        for row in one.rows:
            click.echo(f"--- row {row.number}")
            if isinstance(one, Rejected) and one.private:
                click.echo("    (not shown: it holds what must not be published)")
                continue
            for name, cell in row.cells.items():
                click.echo(f"    {escaped(name)}: {escaped(cell)}")
        if isinstance(one, Taken):
            click.echo(f"becomes {one.folder}/{RECORD_FILE}")
            click.echo(textwrap.indent(one.text.rstrip(), "    "))
        else:
            click.echo("is rejected: " + "; ".join((*one.reasons, *one.details)))


def _report(
    table: Table, result: Result, writer: Writer, listed: Path, dry_run: bool
) -> Iterator[str]:
    yield f"read as {table.said}"
    if table.empty:
        yield f"{table.empty:,} empty rows were passed over"
    yield f"taken:    {result.rows:>7,} rows, {result.records:,} records"
    yield f"rejected: {result.rejected_rows:>7,} rows"
    reasons = list(summary(result.rejected))
    for count, reason in reasons[:_MOST_REASONS]:
        yield f"          {count:>7,} {reason}"
    rest = reasons[_MOST_REASONS:]
    if rest:
        count = sum(count for count, _ in rest)
        yield f"          {count:>7,} for {len(rest):,} other reasons"
    yield f"in all:   {len(table.rows):>7,} rows"
    if result.rejected:
        yield f"Each rejected row is in {listed}, with its reason. Keep that file private."
    if dry_run:
        yield "This was a dry run: no record was written."
    else:
        yield f"{writer.written:,} records were written, {writer.there:,} were there already."
