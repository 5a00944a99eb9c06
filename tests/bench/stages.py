"""Builds one content folder and prints, as JSON, the seconds each stage took and the peak memory.

python tests/bench/stages.py CONTENT SITE
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import mkdocs.config

from disclosurelog.adapters import mkdocs as adapter
from disclosurelog.gate import PageImages
from disclosurelog.pages import Page, Stored
from disclosurelog.publish import Staging
from disclosurelog.publish import site as site_of
from disclosurelog.publish.tree import Tree

SPENT: dict[str, float] = {}


def timed(name: str, work: Any) -> Any:
    """Return `work` wrapped so that the seconds it takes are added under `name`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            SPENT[name] = SPENT.get(name, 0.0) + time.perf_counter() - start

    return run


def counted(pages: Any) -> Any:
    def make(*, store: Any, **given: Any) -> Iterator[Page | Stored]:
        for page in pages(store=store, **given):
            SPENT["pages"] = SPENT.get("pages", 0) + 1
            yield page

    return make


def timed_each(name: str, make: Any) -> Any:
    """Return a maker of many things so wrapped that the time until each is added under `name`."""

    def run(*args: Any, **kwargs: Any) -> Iterator[Any]:
        things = iter(make(*args, **kwargs))
        step = timed(name, lambda: next(things, None))
        while (thing := step()) is not None:
            yield thing

    return run


def main(content: Path, site: Path) -> None:
    Tree.flush = timed("flush", Tree.flush)
    adapter.load_log = timed("load", adapter.load_log)
    adapter.check_log = timed("check", adapter.check_log)
    Tree.seal = timed("verify", Tree.seal)
    Staging.swap = timed("verify", Staging.swap)
    site_of.Data.files = timed("data", site_of.Data.files)
    site_of.export_files = timed_each("data", site_of.export_files)
    site_of.take_pictures = timed("images", site_of.take_pictures)
    PageImages.prepare = timed("draw", PageImages.prepare)
    publish = timed("publish", adapter.publish_site)
    adapter.publish_site = lambda checked, pages, *rest: publish(checked, counted(pages), *rest)
    start = time.perf_counter()
    config = mkdocs.config.load_config(str(content.parent / "mkdocs.yml"), site_dir=str(site))
    mkdocs.commands.build.build(config)
    SPENT["whole build"] = time.perf_counter() - start
    # The last files are written at the start of sealing: that is writing, not verifying.
    SPENT["verify"] -= SPENT["flush"]
    apart = ("verify", "data", "draw", "images")
    SPENT["pour and write"] = SPENT["publish"] - sum(SPENT[name] for name in apart)
    SPENT["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    SPENT["helper MB"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(json.dumps(SPENT) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
