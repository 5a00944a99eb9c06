"""`disclosurelog check`: check the content, or just the files and record folders named."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.gate import check_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--jobs", type=click.IntRange(1), help="Files to check at the same time.")
def check(paths: tuple[Path, ...], form: str, jobs: int | None) -> None:
    """Check the content folder, or the named files, record folders and content folders.

    Exit code 0: clean. 1: something is blocked. 2: the check could not run.
    """
    report = check_paths(paths or (Path("content"),), jobs=jobs)
    click.echo(report.to_json() if form == "json" else report.to_text())
    sys.exit(report.exit_code)
