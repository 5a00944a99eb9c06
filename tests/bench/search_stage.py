"""Makes the search files of one log, or a stock lunr index, and prints what it cost as JSON.

    python tests/bench/search_stage.py ours CONTENT KEPT
    python tests/bench/search_stage.py lunr CONTENT

The log is loaded and checked first; that is not counted. Seconds are of the clock: both may use
what cores there are.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import mkdocs.config

from disclosurelog.adapters.options import settings_from
from disclosurelog.adapters.today import as_of
from disclosurelog.gate import CheckedLog, cache_folder, check_log
from disclosurelog.records import load_log
from disclosurelog.search import search_files
from disclosurelog.search.passages import FIELDS, passages_of
from disclosurelog.search.runs import searched


def checked_log(content: Path) -> CheckedLog:
    """The log, as a build has it when the search is made."""
    config = mkdocs.config.load_config(str(content.parent / "mkdocs.yml"))
    options: Any = config.plugins["disclosurelog"].config
    log = load_log(content, settings_from(options), as_of(None, content))
    return check_log(log, cache=cache_folder(content))


def ours(checked: CheckedLog, kept: Path) -> dict[str, float]:
    """Make every file of the search."""
    files = size = 0
    start = time.perf_counter()
    for file in search_files(checked, kept):
        files += 1
        size += len(file.data)
    return {"seconds": time.perf_counter() - start, "files": files, "size": size}


def stock(checked: CheckedLog) -> dict[str, float]:
    """Index the same words with lunr.py as it comes."""
    from lunr import lunr

    documents = []
    for number, entry in enumerate(searched(checked)):
        passages = passages_of(entry, checked.documents)
        texts = {f.name: " ".join(passages.of(place)) for place, f in enumerate(FIELDS)}
        documents.append({"id": str(number), **texts})
    fields = [{"field_name": field.name, "boost": field.boost} for field in FIELDS]
    start = time.perf_counter()
    lunr(ref="id", fields=fields, documents=documents)
    return {"seconds": time.perf_counter() - start}


def main(what: str, content: Path, *rest: str) -> None:
    checked = checked_log(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = ours(checked, Path(rest[0])) if what == "ours" else stock(checked)
    used = [resource.getrusage(who).ru_maxrss / 1024 for who in (0, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps({**cost, "before MB": before, "peak MB": max(used)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
