"""`disclosurelog waive`: the waiver of a finding, to paste into the record."""

from __future__ import annotations

from pathlib import Path

import click

from disclosurelog.adapters.beside import beside
from disclosurelog.checks import registry
from disclosurelog.checks.rule import BLOCK
from disclosurelog.errors import CannotRun, Refused
from disclosurelog.gate import FileReport, check_paths
from disclosurelog.gate.grouped import ranges
from disclosurelog.gate.waivers import NEVER
from disclosurelog.gate.waivertext import waiver_yaml
from disclosurelog.records import RECORD_FILE, escaped


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rule", required=True, help="The check's code: P106.")
@click.option(
    "--page", type=click.IntRange(1), help="The page. Left out for a finding of the whole file."
)
def waive(file: Path, rule: str, page: int | None) -> None:
    """Print the waiver of a finding, to paste into record.yaml and to fill in.

    Exit code 0: printed. 1: there is no such finding, or it can't be waived. 2: could not run.
    """
    code = rule.upper()
    if code not in {one.code for one in registry.rules()}:
        raise CannotRun(
            f"there is no check {escaped(rule)[:20]}", "`disclosurelog rules` lists them"
        )
    if code in NEVER:
        raise Refused(f"{code} can never be waived: {NEVER[code]}", "mend the file")
    report = _report(file)
    found = [one for one in report.findings if one.rule == code]
    here = [one for one in found if one.page == page]
    if not here:
        raise Refused(*_nothing(code, page, sorted({one.page or 0 for one in found})))
    click.echo(waiver_yaml(code, page, report.sha256), nl=False)
    click.echo(_what_now(file), err=True)
    if all(one.severity != BLOCK for one in here):
        click.echo("It is a warning only: the file can be published without a waiver.", err=True)


def _report(file: Path) -> FileReport:
    """What the checks say of the file by itself, before any waiver."""
    settings, content = beside([file])
    if file.is_dir() and not file.is_symlink():
        raise CannotRun("a waiver is for one file", "name the file itself")
    checked = check_paths([file], settings=settings, content=content)
    (report,) = checked.files
    if report.missing:
        raise CannotRun(escaped(f"{file}: {report.findings[0].message}"), report.findings[0].remedy)
    if report.status == "unreadable":
        (reason, *_) = (one for one in report.findings if one.rule == "F001")
        raise Refused(
            escaped(f"{file} could not be read, and that can never be waived: {reason.message}"),
            reason.remedy,
        )
    return report


def _nothing(code: str, page: int | None, elsewhere: list[int]) -> tuple[str, str]:
    where = "about the whole file" if page is None else f"on page {page}"
    what = f"{code} finds nothing {where}, so there is nothing to waive"
    pages = [one for one in elsewhere if one]
    if pages:
        return what, f"it finds something on {ranges(pages)}: say which with --page"
    if elsewhere:
        return what, "it finds something about the whole file: leave out --page"
    return what, "`disclosurelog check` tells what is found"


def _what_now(file: Path) -> str:
    record = file.parent / RECORD_FILE
    where = escaped(str(record)) if record.exists() else "its record.yaml"
    return (
        f"Paste this into {where}, below the other fields of {escaped(file.name)}, and fill in "
        "the three marks. If the file has waivers there already, leave out the first line."
    )
