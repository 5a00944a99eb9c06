"""`disclosurelog deploy`: put the published branch live, or an older release."""

from __future__ import annotations

import contextlib
import datetime
import signal
import sys
from pathlib import Path

import click

from disclosurelog.errors import CannotRun
from disclosurelog.publish.deploy.mirror import mirror
from disclosurelog.publish.deploy.run import deploy as put_live
from disclosurelog.publish.deploy.run import releases_of, roll_back
from disclosurelog.publish.push.home import Home, open_home
from disclosurelog.publish.push.updates import read_updates


@click.command()
@click.argument("repository", required=False, type=click.Path(path_type=Path))
@click.option("--home", type=click.Path(path_type=Path), help="The gate's folder.")
@click.option("--pushed", is_flag=True, help="Called by git after a push.")
@click.option("--again", is_flag=True, help="Build what is live already, as after new settings.")
@click.option("--list", "listed", is_flag=True, help="List the releases.")
@click.option("--rollback", is_flag=True, help="Put the release before the live one live again.")
@click.option("--to", metavar="COMMIT", default="", help="With --rollback: which release.")
def deploy(
    repository: Path | None,
    home: Path | None,
    pushed: bool,
    again: bool,
    listed: bool,
    rollback: bool,
    to: str,
) -> None:
    """Build the published branch of the bare repository REPOSITORY, and put it live.

    Exit code 0: it is live. 1: it was refused, and what was live stays so. 2: could not run.
    """
    if home is None and repository is None:
        raise CannotRun("no repository is named", "name the bare repository, as /srv/git/log.git")
    gate = open_home(home if home is not None else Path(repository or "") / "disclosurelog")
    gate.use_key()
    if listed:
        _list(gate)
    elif rollback or to:
        roll_back(gate, _say, to)
    elif pushed:
        _after_push(gate)
    else:
        put_live(gate, _say, again=again)


def _after_push(gate: Home) -> None:
    # Whoever pushed may hang up; what they pushed is accepted all the same.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    updates = read_updates(sys.stdin.buffer.read())
    try:
        if gate.settings.site and any(one.ref == gate.published and one.new for one in updates):
            put_live(gate, _say)
    finally:
        if gate.settings.mirror:
            mirror(gate.path.parent, gate.settings.mirror, updates, _say)


def _list(gate: Home) -> None:
    releases = releases_of(gate)
    live = releases.live()
    for one in releases.all():
        day = datetime.datetime.fromtimestamp(one.deployed, datetime.UTC)
        mark = "live" if one.commit == live else ""
        click.echo(f"{one.commit}  {day:%Y-%m-%d %H:%M} UTC  {mark}".rstrip())


def _say(words: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(words, err=True)
