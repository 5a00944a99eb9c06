"""Looks at many files whose answers are all kept, and prints, as JSON, the seconds it took.

    python tests/bench/gate_cache.py FOLDER COUNT

The answers are copies of a real one, signed for each file: to read them all would take minutes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sys
import time
from pathlib import Path

from disclosurelog.gate import Inspector, Sandbox
from disclosurelog.gate.intake import take

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pdfs import letter


def main(folder: Path, count: int) -> None:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    documents = folder / "documents"
    documents.mkdir(parents=True)
    data = letter()
    with Sandbox() as sandbox:
        inspector = Inspector(sandbox=sandbox, cache=folder / "cache")
        (folder / "first.pdf").write_bytes(data)
        with take(str(folder / "first.pdf"), 1 << 20) as taken, taken.sealed() as copy:
            answer = sandbox.read(copy, ".pdf")
        cache = inspector._cache
        files = []
        for number in range(count):
            path = documents / f"{number:05}.pdf"
            body = data + b"%% %d\n" % number
            path.write_bytes(body)
            digest = hashlib.sha256(body).hexdigest()
            cache.put(digest, ".pdf", dataclasses.replace(answer, sha256=digest))
            files.append((path, path.name))
    seconds, processor = [], []
    for _ in range(5):
        start, cpu = time.perf_counter(), time.process_time()
        # A sandbox of its own: where an answer were missing, its server would have to start.
        with Sandbox() as sandbox, Inspector(sandbox=sandbox, cache=folder / "cache") as fresh:
            reports = fresh.inspect_all(files)
            started = sandbox._process is not None
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - cpu)
        if started or any(report.status != "clean" for report in reports):
            raise RuntimeError("an answer was not kept")
    start = time.perf_counter()
    for path, _ in files:
        hashlib.sha256(path.read_bytes()).hexdigest()
    hashing = time.perf_counter() - start
    said = {"seconds": seconds, "cpu": processor, "hashing": hashing, "size": len(body)}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
