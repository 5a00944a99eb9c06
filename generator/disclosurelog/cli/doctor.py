"""`disclosurelog doctor`: what is missing here, and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.adapters.beside import beside
from disclosurelog.cli.hook import settings_of
from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.doctor import Found, of_folder, of_machine, of_repository


@click.command()
@click.argument("place", type=click.Path(path_type=Path), default=Path())
def doctor(place: Path) -> None:
    """Look at PLACE, a server's bare repository or the folder you work in.

    Exit code 0: all is well. 1: something is missing; each line says how to mend it.
    """
    found = [*of_machine(), *_of_place(place.resolve())]
    for one in found:
        click.echo(f"MISSING  {one.what}; {one.remedy}" if one.remedy else f"ok       {one.what}")
    sys.exit(1 if any(one.remedy for one in found) else 0)


def _of_place(place: Path) -> list[Found]:
    if (place / "HEAD").is_file():
        return list(of_repository(place, settings_of))
    try:
        _, content = beside([place / "content"])
    except CannotRun as error:
        return [Found(error.what, error.remedy), *of_folder(place, None)]
    return list(of_folder(place, content))
