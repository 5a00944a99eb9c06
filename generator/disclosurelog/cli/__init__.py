"""The command line: arguments in, exit code out."""

from __future__ import annotations

import click

from disclosurelog import __version__
from disclosurelog.cli.group import Group

COMMANDS = (
    *("build", "cache", "check", "deploy", "doctor", "flatten", "headers", "hook", "import"),
    *("new", "rules", "schema", "search", "verify", "waive", "withdraw", "withheld"),
)
"""Every command. Each lies in the module of its name, and is imported when it is called."""


@click.group(cls=Group, names=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="disclosurelog")
def main() -> None:
    """Publish responses to requests for information; prove first that nothing leaks."""
