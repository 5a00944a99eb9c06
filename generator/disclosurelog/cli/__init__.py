"""The command line: arguments in, exit code out."""

from __future__ import annotations

import click

from disclosurelog import __version__
from disclosurelog.cli.build import build
from disclosurelog.cli.check import check
from disclosurelog.cli.errors import Group
from disclosurelog.cli.new import new
from disclosurelog.cli.rules import rules
from disclosurelog.cli.schema import schema
from disclosurelog.cli.verify import verify


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="disclosurelog")
def main() -> None:
    """Publish responses to requests for information; prove first that nothing leaks."""


for command in (build, check, new, rules, schema, verify):
    main.add_command(command)
