"""Builds what the published branch points at and puts it live; or puts an older release live."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.gate import cachefile
from disclosurelog.gate.withheld import load_withheld
from disclosurelog.publish.deploy.export import export
from disclosurelog.publish.deploy.releases import Release, Releases
from disclosurelog.publish.deploy.workshop import Workshop, workshop_of
from disclosurelog.publish.push.git import Git
from disclosurelog.publish.push.home import Home
from disclosurelog.publish.push.known import locked
from disclosurelog.publish.withdrawal.carriers import search
from disclosurelog.records import RECORD_FILE, escaped

Say = Callable[[str], None]

_WITHDRAWN = (b"withdrawn:", b"status: withdrawn", b"'withdrawn'", b'"withdrawn"')


def deploy(home: Home, say: Say, *, again: bool = False) -> str:
    """Build the published branch as it is now, and put it live.

    Whoever comes while a build runs waits; what the branch points at then is built, so that of
    several pushes only the newest is.

    Args:
        home: The gate's folder.
        say: Told how it goes, in sentences.
        again: Whether to build what is live already, as after a change of the settings.

    Returns:
        The commit that is live.

    Raises:
        CannotRun: There is nothing to build, or it can't be built.
        Refused: The build refused it. What was live stays so.
    """
    releases = releases_of(home)
    releases.prepare()
    with _alone(home.path, say):
        releases.tidy()
        shop = workshop_of(home, releases.folder)
        git = Git(home.path.parent)
        commit = git.line("rev-parse", "--verify", "--quiet", f"{home.published}^{{commit}}")
        if not commit:
            raise CannotRun(
                f"there is no branch {home.settings.branch} to publish", "push it first"
            )
        if releases.live() == commit and not again:
            say(f"{commit[:12]} is live already.")
            return commit
        if again or not releases.whole(commit):
            _build(shop, git, commit, releases, say)
        releases.swap(commit)
        say(f"{commit[:12]} is live.")
        if gone := releases.forget(_withdrawn(shop.content), say):
            for caches in {home.cache.parent, shop.caches}:
                cachefile.forget(caches, gone)
            _prove(shop, releases, say)
        releases.prune(home.settings.keep, home.settings.keep_hours)
        return commit


def roll_back(home: Home, say: Say, wanted: str = "") -> str:
    """Put an older release live again.

    Args:
        home: The gate's folder.
        say: Told how it goes.
        wanted: The start of its commit's name; "" for the one before the live one.

    Raises:
        CannotRun: There is no such release, or it is no longer whole.
    """
    releases = releases_of(home)
    with _alone(home.path, say):
        live = releases.live()
        release = _chosen(releases, live, wanted)
        if not releases.whole(release.commit):
            raise CannotRun(
                f"release {release.commit[:12]} is not what its manifest says",
                "choose another: disclosurelog deploy --list",
            )
        deployed = release.deployed
        releases.swap(release.commit)
        os.utime(release.path, (deployed, deployed))
        say(f"{release.commit[:12]} is live again. The next push puts the newest live.")
        return release.commit


def releases_of(home: Home) -> Releases:
    """The releases of a gate. Raises CannotRun where it deploys nothing."""
    if not home.settings.site:
        raise CannotRun(
            "this gate puts nothing live", "name the folder of the releases as site in gate.toml"
        )
    return Releases(Path(home.settings.site))


def _chosen(releases: Releases, live: str, wanted: str) -> Release:
    if not wanted:
        found = releases.before(live)
        if found is None:
            raise CannotRun("there is no older release", "disclosurelog deploy --list names all")
        return found
    several = [one for one in releases.all() if one.commit.startswith(wanted)]
    if len(several) != 1:
        what = "there is no such release" if not several else "several releases begin so"
        raise CannotRun(what, "disclosurelog deploy --list names all")
    return several[0]


def _build(shop: Workshop, git: Git, commit: str, releases: Releases, say: Say) -> None:
    """Build a commit in a process that knows nothing of git's, into its place, whole or not."""
    say(f"Building {commit[:12]} …")
    export(git, commit, shop.path)
    day = git.line("show", "--no-patch", "--format=%ct", commit)
    process = shop.process()
    process["env"] |= {"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": day}
    live = releases.live()
    done = subprocess.run(  # noqa: S603 - this very program
        shop.command(releases.place(commit), releases.place(live) if live else None),
        **process,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        say(f"  {line}")
    if done.returncode != 0:
        stays = f"Release {live[:12]} stays live" if live else "Nothing is live yet"
        raise Refused(
            f"{commit[:12]} could not be built. {stays}",
            "mend what is named above and push again; your commits are in the repository",
        )


def _prove(shop: Workshop, releases: Releases, say: Say) -> None:
    """Search every byte that is left on the web server for what is withheld."""
    withheld = load_withheld(shop.content)
    if withheld is None:
        return
    count, found = search([releases.folder, releases.kept], withheld)
    for path, why in found:
        say(f"STILL THERE: {escaped(str(path.relative_to(releases.root)))} {why}.")
    if not found:
        say(f"Searched {count:,} files of every release: nothing that is withheld stands in them.")


def _withdrawn(content: Path) -> list[str]:
    """The records that were withdrawn, or of which a file was, by a look at their text."""
    return [
        path.parent.name
        for path in content.glob(f"records/*/*/{RECORD_FILE}")
        if any(one in path.read_bytes() for one in _WITHDRAWN)
    ]


def _alone(folder: Path, say: Say) -> AbstractContextManager[None]:
    words = "Another build is running. This one comes after it …"
    return locked(folder, "deploy.lock", waits=lambda: say(words))
