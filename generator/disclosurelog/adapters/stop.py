"""How this program's refusals travel through MkDocs."""

from __future__ import annotations

from mkdocs.exceptions import PluginError

from disclosurelog.errors import DisclosureLogError


class Stopped(PluginError):
    """Ends a MkDocs build. MkDocs prints it; the command line takes its own exit code from it."""

    def __init__(self, error: DisclosureLogError) -> None:
        super().__init__(f"Nothing was published.\n{error}")
        self.own_exit_code = error.exit_code


def exit_code(error: BaseException) -> int:
    """Return the exit code of the refusal that made MkDocs raise `error`, else 1."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Stopped):
            return cause.own_exit_code
        cause = cause.__cause__ or cause.__context__
    return 1
