"""The command line: arguments in, exit code out."""

from __future__ import annotations

import click

from disclosurelog import __version__
from disclosurelog.cli.build import build
from disclosurelog.cli.check import check
from disclosurelog.cli.deploy import deploy
from disclosurelog.cli.doctor import doctor
from disclosurelog.cli.errors import Group
from disclosurelog.cli.flatten import flatten
from disclosurelog.cli.headers import headers
from disclosurelog.cli.hook import hook
from disclosurelog.cli.import_ import import_
from disclosurelog.cli.new import new
from disclosurelog.cli.rules import rules
from disclosurelog.cli.schema import schema
from disclosurelog.cli.search import search
from disclosurelog.cli.verify import verify
from disclosurelog.cli.waive import waive
from disclosurelog.cli.withdraw import withdraw
from disclosurelog.cli.withheld import withheld


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="disclosurelog")
def main() -> None:
    """Publish responses to requests for information; prove first that nothing leaks."""


for command in (
    build,
    check,
    deploy,
    doctor,
    flatten,
    headers,
    hook,
    import_,
    new,
    rules,
    schema,
    search,
    verify,
    waive,
    withdraw,
    withheld,
):
    main.add_command(command)
