"""`disclosurelog hook`: the gate of a repository that is pushed to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.home import GateSettings, Home, open_home
from disclosurelog.publish.push.receive import Verdict
from disclosurelog.records import Settings

_FOLDER = click.Path(path_type=Path)


@click.group()
def hook() -> None:
    """Check what is pushed before it enters a repository."""


@hook.command()
@click.argument("repository", type=_FOLDER, default=Path())
@click.option("--local", is_flag=True, help="Set up the folder you work in instead.")
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
    local: bool,
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

    if local:
        from disclosurelog.publish.push.local import install_local

        for place in install_local(repository.resolve()):
            click.echo(f"wrote {place}", err=True)
        click.echo("They help you and stop nobody: the server has to check too.", err=True)
        return
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
    _end(judge(gate, settings_of(gate), hook_repository(), told))


@hook.command("pre-commit")
def pre_commit() -> None:
    """Check what is about to be committed. Git calls this on your own machine."""
    from disclosurelog.publish.push.local import before_commit

    settings, content = _here()
    _end(before_commit(Path.cwd(), settings, content))


@hook.command("pre-push")
@click.argument("remote", default="origin")
@click.argument("address", required=False)
def pre_push(remote: str, address: str | None) -> None:
    """Check what is about to be pushed to REMOTE. Git calls this on your own machine."""
    from disclosurelog.publish.push.local import before_push, from_framework

    told = from_framework(os.environ) or sys.stdin.buffer.read()
    settings, content = _here()
    _end(before_push(Path.cwd(), settings, content, remote, told))


def _here() -> tuple[Settings | None, Path]:
    """The settings and the content of the folder that git runs a hook in: the top of the tree."""
    from disclosurelog.adapters.beside import beside

    settings, content = beside([Path("content")])
    return settings, content or Path("content")


def _end(verdict: Verdict) -> None:
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
