"""The group of all commands: each is imported when it is called, and its errors end here."""

from __future__ import annotations

import importlib
import keyword
import sys
from collections.abc import Sequence
from typing import Any

import click

from disclosurelog.errors import DisclosureLogError


class Group(click.Group):
    """A command group that prints the program's own errors and leaves with their exit code.

    Whoever pushes waits for a hook to answer, and a hook needs a part of the program only.

    Args:
        names: The commands. Each lies as a function of its name in a module of its name, both with
            an underscore behind where Python has that word for itself.
        **options: Any of `click.Group`.
    """

    def __init__(self, *, names: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self._names = sorted(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None where there is none."""
        if cmd_name not in self._names:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(f"{__package__}.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises SystemExit with the error's own exit code."""
        try:
            return super().invoke(ctx)
        except DisclosureLogError as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)
        except (BrokenPipeError, KeyboardInterrupt):
            sys.exit(2)
