"""`disclosurelog verify SITE`: is a built site what its manifest and its certificates say?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from disclosurelog.adapters.beside import beside
from disclosurelog.checks.policy import Policy
from disclosurelog.cli.progress import progress
from disclosurelog.errors import DisclosureLogError
from disclosurelog.gate.policies import policy_of
from disclosurelog.law import load_laws
from disclosurelog.publish import verify_site
from disclosurelog.publish.certified import Verified, verify_certificates
from disclosurelog.records import escaped, laws_of


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--quick", is_flag=True, help="Compare with the manifest only.")
@click.option("--jobs", type=click.IntRange(1), help="Files to check at the same time.")
def verify(site: Path, quick: bool, jobs: int | None) -> None:
    """Compare every file of a built site with its manifest, and check its documents again.

    Each certificate is made again from the published file and compared.

    Exit code 0: all is as it says. 1: something is missing, changed or added, or was checked by
    other rules than these. 2: could not run.
    """
    wrong = verify_site(site)
    _tell(wrong)
    if wrong:
        click.echo(f"{_count(len(wrong), 'file')} not as the manifest says.", err=True)
        if quick:
            sys.exit(1)
    if quick:
        click.echo("Every file is what the manifest says.", err=True)
        return
    known = {uri for uri, _ in wrong}
    with progress("Checking") as told:
        verified = verify_certificates(
            site,
            differing=known,
            cache=_cache(site),
            jobs=jobs,
            progress=told,
            policy=_policy(site),
        )
    _tell([one for one in verified.wrong if one[0] not in known])
    _conclude(verified, bool(wrong))


def _tell(wrong: list[tuple[str, str]]) -> None:
    for uri, what in wrong:
        click.echo(f"{escaped(uri)} {escaped(what)}")


def _conclude(verified: Verified, differs: bool) -> None:
    if verified.skipped:
        codes = ", ".join(sorted(verified.skipped))
        click.echo(
            f"Not compared: {codes}. The authority's settings decide them, and these certificates "
            "were made with others than are known here.",
            err=True,
        )
    for ruleset, count in sorted(verified.others.items()):
        click.echo(
            f"{_count(count, 'certificate')} made by other rules ({escaped(ruleset)}), and these "
            f"are {verified.ours}: build again. That is no sign of tampering.",
            err=True,
        )
    if differs or verified.wrong:
        click.echo("The site is not what was approved: build it again, and ask why.", err=True)
    if differs or verified.wrong or verified.others:
        sys.exit(1)
    click.echo(
        "Every file is what the manifest says, and "
        f"{_count(verified.checked, 'certificate')} what the checks say.",
        err=True,
    )


def _count(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count:,} {what}s are"


def _policy(site: Path) -> Policy | None:
    """What the authority says, if the site lies beside its settings; else some is not compared."""
    try:
        settings, content = beside([site])
        return policy_of(settings, content, load_laws() if content is None else laws_of(content))
    except DisclosureLogError:
        return None


def _cache(site: Path) -> Path | None:
    """The answers that the build kept, if the site lies beside the content. None is made here."""
    folder = site.absolute().parent / ".cache" / "disclosurelog" / "checks"
    return folder if folder.is_dir() else None
