"""Every error of the program ends here, as words and an exit code; never as a traceback."""

from __future__ import annotations

import sys
from typing import Any

import click

from disclosurelog.errors import DisclosureLogError


class Group(click.Group):
    """A command group that prints the program's own errors and leaves with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises SystemExit with the error's own exit code."""
        try:
            return super().invoke(ctx)
        except DisclosureLogError as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)
        except (BrokenPipeError, KeyboardInterrupt):
            sys.exit(2)
