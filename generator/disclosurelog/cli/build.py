"""`disclosurelog build`: check, then build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.adapters.build import build_site
from disclosurelog.errors import CannotRun


@click.command()
@click.option("--content", type=click.Path(path_type=Path), help="The content folder.")
@click.option("--site", type=click.Path(path_type=Path), help="Where the site is put.")
@click.option(
    "--after",
    type=click.Path(path_type=Path),
    help="A site of this log on the same disk: what did not change since is linked from it.",
)
@click.option("--config", type=click.Path(path_type=Path), help="The mkdocs.yml to use.")
@click.option("--as-of", metavar="DAY", help="The day that counts as today: 2024-01-31.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--jobs", type=click.IntRange(1), help="Files to check at the same time.")
def build(
    content: Path | None,
    site: Path | None,
    after: Path | None,
    config: Path | None,
    as_of: str | None,
    strict: bool,
    jobs: int | None,
) -> None:
    """Check the content, then build the site. A refused build leaves the old site as it was."""
    path = config or _config_beside(content)
    code = build_site(
        path, content=content, site=site, after=after, as_of=as_of, strict=strict, jobs=jobs
    )
    sys.exit(code)


def _config_beside(content: Path | None) -> Path:
    """Return the mkdocs.yml beside the content folder, else the one right here."""
    places = [Path("mkdocs.yml")]
    if content is not None:
        places.insert(0, content.resolve().parent / "mkdocs.yml")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise CannotRun(
            "there is no mkdocs.yml here", "go to the folder that holds it, or --config"
        )
    return found
