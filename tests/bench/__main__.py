"""`make bench`: every figure in one run, since machines differ and only ratios travel.

    python tests/bench [--small] [NAME ...]

Names a bench to run only that one; `--small` runs a tenth, to see that it works.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import spine
from report import Report

BENCHES = {"spine": spine.run}


def main(arguments: list[str]) -> int:
    small = "--small" in arguments
    names = [name for name in arguments if not name.startswith("-")] or list(BENCHES)
    report = Report()
    for name in names:
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            if small:
                BENCHES[name](Path(folder), report, (100, 1_000))
            else:
                BENCHES[name](Path(folder), report)
    print("\n" + report.table())
    if report.missed:
        print("missed: " + "; ".join(report.missed))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
