"""`disclosurelog cache`: what builds keep beside the content, and a way to clear it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from disclosurelog.gate.cache import cache_folder
from disclosurelog.gate.kept import MB, PARTS, Sum, clear, sums

_ALL = "all"


@click.command()
@click.argument("content", type=click.Path(path_type=Path), default=Path("content"))
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON.")
@click.option(
    "--clear",
    "cleared",
    type=click.Choice([_ALL, *PARTS]),
    is_flag=False,
    flag_value=_ALL,
    help="Delete all of it, or one part. The next build makes it anew.",
)
def cache(content: Path, as_json: bool, cleared: str | None) -> None:
    """Show what builds of CONTENT keep from one to the next, or clear it."""
    top = cache_folder(content).parent
    if cleared is not None:
        gone = clear(top, list(PARTS) if cleared == _ALL else [cleared])
        click.echo(f"deleted {_files(gone)}, {gone.size / MB:,.1f} MB", err=True)
    found = sums(top)
    total = sum(found.values(), Sum())
    if as_json:
        parts = [{"part": name, "what": PARTS[name], **_plain(one)} for name, one in found.items()]
        click.echo(json.dumps({"parts": parts, "total": _plain(total)}, indent=2))
    elif not total.files:
        click.echo("Nothing is kept.")
    else:
        for name, one in {**found, "total": total}.items():
            if one.files:
                what = PARTS.get(name, "")
                day = _day(one)
                size = f"{one.size / MB:>10,.1f} MB"
                click.echo(f"{name:<7} {what:<35} {_files(one):>14} {size}  {day}")


def _files(one: Sum) -> str:
    return f"{one.files:,} file{'' if one.files == 1 else 's'}"


def _day(one: Sum) -> str | None:
    return f"{datetime.fromtimestamp(one.used // 10**9, UTC):%Y-%m-%d}" if one.files else None


def _plain(one: Sum) -> dict[str, Any]:
    return {"files": one.files, "bytes": one.size, "newest": _day(one)}
