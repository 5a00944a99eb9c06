"""`make bench`: every figure in one run, since machines differ and only ratios travel.

    python tests/bench [--small] [NAME ...]

Names a bench to run only that one; `--small` runs a tenth, to see that it works.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))  # what tests share

import spine
from report import Report

import gate
import push
import search

#: What to run, and the sizes that it takes.
BENCHES = {
    "spine": (spine.run, (1_000, 10_000)),
    "gate": (gate.run, (5_000, 10_000)),
    "push": (push.run, (1_000, 10_000)),
    "search": (search.run, (1_000, 10_000, 100_000)),
}


def main(arguments: list[str]) -> int:
    small = "--small" in arguments
    names = [name for name in arguments if not name.startswith("-")] or list(BENCHES)
    report = Report()
    for name in names:
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            run, sizes = BENCHES[name]
            run(Path(folder), report, tuple(size // 10 if small else size for size in sizes))
    print("\n" + report.table())
    if report.missed:
        print("missed: " + "; ".join(report.missed))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
