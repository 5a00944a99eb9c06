"""`disclosurelog headers`: the file by which a web server shows a site as it should be shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from disclosurelog.adapters.beside import address_beside
from disclosurelog.publish.hosting import Place, caddy_site, nginx_site, place_of

WRITERS: Final[dict[str, Callable[[Place], str]]] = {"nginx": nginx_site, "caddy": caddy_site}


@click.command()
@click.option("--for", "server", type=click.Choice(sorted(WRITERS)), required=True)
@click.option("--root", default="", help="The folder of the server that holds the site.")
def headers(server: str, root: str) -> None:
    """Print a file for nginx or Caddy: security headers, cache lifetimes, media types, packing.

    The address is that of the mkdocs.yml beside. Hosts that read `_headers` need nothing: the file
    is in the site. docs/hosting.md says where each goes.
    """
    click.echo(WRITERS[server](place_of(address_beside([Path("mkdocs.yml")]), root)), nl=False)
