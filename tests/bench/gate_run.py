"""Sends files through the gate and prints, as JSON, what became of them and what it cost.

    python tests/bench/gate_run.py < WISH

The wish is JSON: `files` (paths), and where they are not the default `jobs`, `core` (the one
processor to run on), `limits` (seconds of processor, seconds in all) and `policy`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from disclosurelog.checks.policy import policy_from
from disclosurelog.gate import Inspector, Limits, Sandbox


def main(wish: dict[str, Any]) -> None:
    if wish.get("core") is not None:
        os.sched_setaffinity(0, {wish["core"]})
    limits = Limits()
    if "limits" in wish:
        cpu, wall = wish["limits"]
        limits = Limits(cpu_seconds=cpu, wall_seconds=wall)
    files = [Path(path) for path in wish["files"]]
    policy = policy_from(wish["policy"]) if wish.get("policy") else None
    with Sandbox(limits, policy=policy) as sandbox:
        inspector = Inspector(sandbox=sandbox)
        inspector.inspect(files[0])  # the server starts with the first file, once a build
        before, start = spent(), time.perf_counter()

        def look(path: Path) -> dict[str, Any]:
            begun = time.perf_counter()
            report = inspector.inspect(path)
            return {
                "status": report.status,
                "pages": report.page_count,
                "seconds": time.perf_counter() - begun,
                "codes": sorted({finding.rule for finding in report.findings}),
                "words": [one.message for one in report.findings if one.rule == "F001"],
            }

        with ThreadPoolExecutor(wish.get("jobs") or len(os.sched_getaffinity(0))) as pool:
            answers = list(pool.map(look, files))
        wall, cpu = time.perf_counter() - start, spent() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    json.dump({"answers": answers, "wall": wall, "cpu": cpu, "peak MB": peak}, sys.stdout)


def spent() -> float:
    """Processor seconds of this process, of the server, and of every child that has ended."""
    total = time.process_time()
    own = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    for number in own:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        # utime, stime, cutime and cstime: fields 14 to 17 of proc(5), in ticks.
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


if __name__ == "__main__":
    main(json.load(sys.stdin))
