"""A progress bar on standard error, on a terminal and nowhere else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from disclosurelog.records import escaped

Progress = Callable[[int, int, str], None]


@contextlib.contextmanager
def progress(what: str) -> Iterator[Progress | None]:
    """Show a bar while the context lasts. Gives what to call after each file, None for no bar.

    Args:
        what: What is being done, in a word.
    """
    if not sys.stderr.isatty():
        yield None
        return
    # Brought in here: a tenth of a second that nobody without a terminal has to wait.
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, file="")

        def told(done: int, total: int, file: str) -> None:
            name = escape(escaped(file)[-60:])
            bar.update(task, completed=done, total=total, file=name)

        yield told
