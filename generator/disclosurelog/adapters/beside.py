"""Finds the mkdocs.yml that goes with what somebody wants checked, and what it says."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import mkdocs.config
import mkdocs.exceptions

from disclosurelog.adapters.options import settings_from
from disclosurelog.errors import CannotRun
from disclosurelog.records import Settings

_CONFIG = "mkdocs.yml"


def beside(paths: Iterable[Path]) -> tuple[Settings | None, Path | None]:
    """The settings and the content folder that go with these paths.

    They are those of the first mkdocs.yml with this program's plugin that stands in a folder
    above one of the paths, else in the folder that the command was called in.

    Args:
        paths: Files and folders, as they were named.

    Returns:
        (None, None) where there is no such file: then no setting counts.

    Raises:
        CannotRun: It is there and can't be used.
    """
    loaded = _loaded(paths)
    if loaded is None:
        return None, None
    return settings_from(loaded.plugins["disclosurelog"].config), Path(loaded.docs_dir).parent


def address_beside(paths: Iterable[Path]) -> str:
    """The address of the site that goes with these paths; "" where none is known.

    Raises:
        CannotRun: The mkdocs.yml is there and can't be used.
    """
    loaded = _loaded(paths)
    return "" if loaded is None else loaded.site_url or ""


def _loaded(paths: Iterable[Path]) -> Any:
    folders = [parent for path in paths for parent in path.absolute().parents]
    for folder in dict.fromkeys([*folders, Path.cwd()]):
        config = folder / _CONFIG
        if config.is_file():
            found = _read(config)
            if found is not None:
                return found
    return None


def _read(config: Path) -> Any:
    quiet = logging.getLogger("mkdocs")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    try:
        loaded = mkdocs.config.load_config(str(config))
    except mkdocs.exceptions.MkDocsException as error:
        raise CannotRun(f"mkdocs.yml cannot be used: {error}", "correct it") from None
    finally:
        quiet.setLevel(level)
    return loaded if "disclosurelog" in loaded.plugins else None
