"""Runs a whole MkDocs build, the same that `mkdocs build` runs."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import mkdocs.config
import mkdocs.exceptions

from disclosurelog.adapters.stop import exit_code
from disclosurelog.errors import CannotRun


class _Lines(logging.Handler):
    """Prints what this program says, and what MkDocs warns of, as plain lines on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING and not record.name.endswith("disclosurelog"):
            return
        word = "" if record.levelno < logging.WARNING else f"{record.levelname.title()}: "
        sys.stderr.write(f"{word}{record.getMessage()}\n")


def build_site(
    config: Path,
    *,
    content: Path | None = None,
    site: Path | None = None,
    after: Path | None = None,
    as_of: str | None = None,
    strict: bool = False,
    jobs: int | None = None,
) -> int:
    """Build the site that `config` describes, and swap it in.

    Args:
        config: The mkdocs.yml.
        content: The content folder, where it is not the configuration's.
        site: The folder of the site, where it is not the configuration's.
        after: A site of this log on the same disk, from which unchanged files are linked.
        as_of: The day that counts as today.
        strict: Whether a warning stops the build.
        jobs: How many files are checked at the same time.

    Returns:
        The exit code: 0 where the site was built. Where it was not, the reasons were printed and
        the old site stands.

    Raises:
        CannotRun: the configuration cannot be read, or MkDocs cannot run.
    """
    options: dict[str, Any] = {"strict": strict or None}
    if content is not None:
        options["docs_dir"] = str((content / "pages").resolve())
    if site is not None:
        options["site_dir"] = str(site.resolve())
    root = logging.getLogger("mkdocs")
    handler = _Lines()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        loaded = mkdocs.config.load_config(
            str(config), **{name: value for name, value in options.items() if value is not None}
        )
        plugin: Any = loaded.plugins.get("disclosurelog")
        if plugin is None:
            raise CannotRun("mkdocs.yml does not use the disclosurelog plugin", "add it to plugins")
        given = {"as_of": as_of, "jobs": jobs, "after": str(after.resolve()) if after else None}
        plugin.config.update({name: value for name, value in given.items() if value is not None})
        loaded.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs.commands.build.build(loaded)
        finally:
            loaded.plugins.on_shutdown()
    except mkdocs.exceptions.ConfigurationError as error:
        raise CannotRun(f"mkdocs.yml cannot be used: {error}", "correct it") from None
    except mkdocs.exceptions.Abort as error:
        return exit_code(error)
    except mkdocs.exceptions.BuildError as error:
        sys.stderr.write(f"{error}\n")
        return exit_code(error)
    finally:
        root.removeHandler(handler)
    return 0
