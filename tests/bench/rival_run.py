"""Runs in the bench's own environment: x-ray over files, or what it stands on as a reader.

    .venv-bench/bin/python tests/bench/rival_run.py < WISH

The wish is JSON: `files` (paths), `do` ("find", "open" or "draw") and perhaps `core`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any

import fitz
import xray

fitz.TOOLS.mupdf_display_errors(False)
fitz.TOOLS.mupdf_display_warnings(False)


async def find(path: str) -> bool | None:
    """Whether it finds a bad redaction; None where it fails."""
    try:
        return bool(await xray.inspect(path))
    except Exception:
        return None


def opened(path: str) -> int | None:
    """How many pages the file has, each of them loaded; None where it can't be opened."""
    try:
        with fitz.open(path) as document:
            return sum(1 for _ in document)
    except Exception:
        return None


def drawn(path: str) -> None:
    """Draw each page once, at the gate's scale of 144 dots an inch."""
    with fitz.open(path) as document:
        for page in document:
            page.get_pixmap(dpi=144)


async def main(wish: dict[str, Any]) -> None:
    if wish.get("core") is not None:
        os.sched_setaffinity(0, {wish["core"]})
    if wish["do"] == "open":
        json.dump([opened(path) for path in wish["files"]], sys.stdout)
        return
    await find(wish["files"][0])
    cpu, wall = time.process_time(), time.perf_counter()
    if wish["do"] == "draw":
        found = [drawn(path) for path in wish["files"]]
    else:
        found = [await find(path) for path in wish["files"]]
    cost = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    json.dump({"found": found, **cost}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(json.load(sys.stdin)))
