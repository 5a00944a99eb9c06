"""`disclosurelog hook`: the gate of a repository that is pushed to."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.home import GateSettings, Home, open_home
from disclosurelog.records import Settings

_FOLDER = click.Path(path_type=Path)


@click.group()
def hook() -> None:
    """Check what is pushed before it enters a repository."""


@hook.command()
@click.argument("repository", type=_FOLDER)
@click.option("--config", type=_FOLDER, default=Path("mkdocs.yml"), help="The mkdocs.yml to use.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option("--site", type=_FOLDER, help="Where releases of the site go; without it none do.")
@click.option("--key-file", type=_FOLDER, help="The key of the lists of withheld words.")
@click.option(
    "--layout",
    type=click.Choice(["git", "gitea", "gitlab"]),
    default="git",
    show_default=True,
    help="Where the server keeps hooks. Forgejo keeps them as Gitea does.",
)
@click.option("--trust-existing", is_flag=True, help="Take what lies there already unchecked.")
def install(
    repository: Path,
    config: Path,
    branch: str,
    site: Path | None,
    key_file: Path | None,
    layout: str,
    trust_existing: bool,
) -> None:
    """Set up the bare repository REPOSITORY: from now on every push is checked.

    Exit code 0: set up. 1: set up, and what lies there already would be refused. 2: not set up.
    """
    from disclosurelog.publish.push.install import install as set_up

    settings = GateSettings(
        branch=branch,
        site=str(site.absolute()) if site else "",
        key_file=str(key_file.absolute()) if key_file else "",
    )
    done = set_up(
        repository,
        settings,
        config,
        layout=layout,  # type: ignore[arg-type]
        read=settings_of,
        trust=trust_existing,
    )
    click.echo(f"{repository} is set up. Its settings lie in {done.home.path}.", err=True)
    if done.words:
        click.echo(f"\nWhat lies there already would be refused:\n\n{done.words}", err=True)
        sys.exit(1)


@hook.command()
@click.option("--home", required=True, type=_FOLDER, help="The gate's folder.")
def receive(home: Path) -> None:
    """Check what is being pushed. Git calls this; its answer decides."""
    from disclosurelog.publish.push.receive import hook_repository
    from disclosurelog.publish.push.receive import receive as judge

    told = sys.stdin.buffer.read()
    gate = open_home(home)
    verdict = judge(gate, settings_of(gate), hook_repository(), told)
    if verdict.words:
        click.echo(verdict.words, err=True)
    sys.exit(0 if verdict.accepted else 1)


def settings_of(home: Home) -> Settings | None:
    """What the gate's own mkdocs.yml says. Raises CannotRun where it can't be used."""
    from disclosurelog.adapters.beside import beside

    settings, _ = beside([home.content])
    if settings is None:
        raise CannotRun(
            "the gate's mkdocs.yml does not use the disclosurelog plugin", "add it to plugins"
        )
    return settings
