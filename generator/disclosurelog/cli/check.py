"""`disclosurelog check`: check the content, or just the files and record folders named."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.adapters.beside import address_beside, beside
from disclosurelog.cli.progress import progress
from disclosurelog.errors import CannotRun
from disclosurelog.gate import CheckReport, Sandbox, check_paths

_CONTENT = Path("content")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option(
    "--report",
    "review_at",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Also write a page that shows each place. Confidential: keep it where originals are kept.",
)
@click.option("--jobs", type=click.IntRange(1), help="Files to check at the same time.")
def check(paths: tuple[Path, ...], form: str, review_at: Path | None, jobs: int | None) -> None:
    """Check the content folder, or the named files, record folders and content folders.

    Exit code 0: clean. 1: something is blocked. 2: the check could not run.
    """
    if not paths and not _CONTENT.exists():
        raise CannotRun(
            "there is no content folder here", "go to the folder that holds it, or name files"
        )
    named = paths or (_CONTENT,)
    if review_at is not None:
        from disclosurelog.gate.review import refuse_published

        refuse_published(review_at)
    settings, content = beside(named)
    with Sandbox() as sandbox:
        with progress("Checking") as told:
            report = check_paths(
                named,
                jobs=jobs,
                progress=told,
                sandbox=sandbox,
                settings=settings,
                content=content,
            )
        # First, so that it is not lost where the page can't be written.
        click.echo(_as(form, report, named))
        if review_at is not None:
            _write_review(review_at, report, named, sandbox)
    sys.exit(report.exit_code)


def _write_review(
    path: Path, report: CheckReport, named: tuple[Path, ...], sandbox: Sandbox
) -> None:
    from disclosurelog.gate.review import review, write_private

    with progress("Drawing") as told:
        write_private(path, review(report, named, sandbox, progress=told))
    click.echo(
        f"wrote {click.format_filename(path)}: it shows unpublished pages. Keep it where the "
        "originals are kept, and delete it when you have decided.",
        err=True,
    )


def _as(form: str, report: CheckReport, named: tuple[Path, ...]) -> str:
    if form == "sarif":
        from disclosurelog.gate.sarif import to_sarif

        return to_sarif(report, site_url=address_beside(named))
    return report.to_json() if form == "json" else report.to_text()
