"""`disclosurelog rules`: what is checked."""

from __future__ import annotations

import inspect

import click

from disclosurelog.checks import registry
from disclosurelog.errors import CannotRun


@click.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List every check, or print the page of one: `disclosurelog rules P101`."""
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
