"""Reads PDFs in this process and prints the milliseconds of processor a page that each stage took.

    python tests/bench/page_stages.py FILE ...

A stage's figure leaves out what it called that is a stage itself.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disclosurelog.files import read_facts
from disclosurelog.files.pdf import reader, sight
from disclosurelog.files.pdf.canvas import Canvas

SPENT: dict[str, float] = defaultdict(float)
_INNER: list[float] = []


def timed(name: str, work: Callable[..., Any], *, each: bool = False) -> Callable[..., Any]:
    """Return `work` wrapped so that its own time counts; `each`: it gives an iterator."""

    def run(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        _INNER.append(0.0)
        try:
            result = work(*args, **kwargs)
            return list(result) if each else result
        finally:
            took = time.process_time() - start
            SPENT[name] += took - _INNER.pop()
            if _INNER:
                _INNER[-1] += took

    return run


def main(files: list[Path]) -> None:
    Canvas.draw = timed("draw", Canvas.draw)  # type: ignore[method-assign]
    sight.Covers.judge = timed("covers", sight.Covers.judge)  # type: ignore[method-assign]
    for name in ("read_scene", "gather", "layers", "measure", "_first_look", "judge_recognised"):
        setattr(sight, name, timed(name.strip("_"), getattr(sight, name)))
    sight.gaps_of = timed("gaps", sight.gaps_of, each=True)
    reader.gather = timed("walk", reader.gather)
    reader.look = timed("pictures", reader.look)
    reader.orphans_of = timed("orphans", reader.orphans_of, each=True)
    read_facts(files[0])  # patterns and fonts, once
    SPENT.clear()
    start = time.process_time()
    pages = sum(read_facts(path).page_count for path in files)
    whole = time.process_time() - start
    SPENT["the rest"] = whole - sum(SPENT.values())
    for name, seconds in (("all", whole), *sorted(SPENT.items(), key=lambda one: -one[1])):
        print(f"{name:18} {seconds * 1000 / pages:7.2f} ms a page")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
