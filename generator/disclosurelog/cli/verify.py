"""`disclosurelog verify SITE`: is a built site what its manifest says?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.publish import verify_site
from disclosurelog.records import escaped


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
def verify(site: Path) -> None:
    """Compare every file of a built site with its manifest.

    Exit code 0 where the site is whole, 1 where a file is missing, changed or added.
    """
    wrong = verify_site(site)
    for uri, what in wrong:
        click.echo(f"{escaped(uri)} {what}")
    if wrong:
        click.echo(f"{len(wrong)} files differ; build the site again", err=True)
        sys.exit(1)
    click.echo("every file is what the manifest says", err=True)
