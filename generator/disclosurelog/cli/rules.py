"""`disclosurelog rules`: what is checked."""

from __future__ import annotations

import inspect

import click

from disclosurelog.checks import registry
from disclosurelog.errors import CannotRun

_HEAD = """\
# What is checked before publication

Made from the checks' own descriptions by `disclosurelog rules --markdown`; a test says when it is
out of date. The site shows the same under `/checks/`. A check that *blocks* stops publication; one
that *warns* is for a person to look at.
"""


def as_markdown() -> str:
    """Return every check's page, one after the other."""
    parts = [_HEAD]
    for rule in registry.rules():
        summary, _, rest = (inspect.getdoc(rule) or "").partition("\n")
        word = "blocks" if rule.severity == "block" else "warns"
        parts.append(f"## {rule.code} {rule.name} ({word})\n\n{summary}\n")
        parts.append(rest.strip().replace("## ", "### ") + "\n")
    return "\n".join(parts)


@click.command()
@click.argument("code", required=False)
@click.option("--markdown", is_flag=True, help="Print every page, as in docs/checks.md.")
def rules(code: str | None, markdown: bool) -> None:
    """List every check, or print the page of one: `disclosurelog rules P101`."""
    if markdown:
        click.echo(as_markdown(), nl=False)
        return
    if code is None:
        for rule in registry.rules():
            summary = (inspect.getdoc(rule) or "").partition("\n")[0]
            click.echo(f"{rule.code}  {rule.severity:5}  {summary}")
        click.echo(f"ruleset {registry.ruleset()}", err=True)
        return
    found = next((rule for rule in registry.rules() if rule.code == code.upper()), None)
    if found is None:
        raise CannotRun("there is no check with that code", "`disclosurelog rules` lists them")
    click.echo(f"{found.code} {found.name} ({found.severity})\n")
    click.echo(inspect.getdoc(found))
