"""A run that is killed is run again: nothing twice, nothing lost, the same bytes."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time

import pytest

from disclosurelog.records.importing import writing

ROWS = 400


@pytest.fixture
def full(bench, row):
    bench.table(
        *(row(Ref=f"T/{n}", Decision="?" if n % 10 == 0 else "Released") for n in range(ROWS))
    )
    return bench


def command(bench) -> list[str]:
    return [
        *(sys.executable, "-m", "disclosurelog", "import", str(bench.file)),
        *(f"--mapping={bench.mapping}", f"--content={bench.content}"),
        f"--rejects={bench.rejects}",
    ]


def test_killed_and_run_again(full, tmp_path) -> None:
    assert full.run().exit_code == 1
    whole, rejects = full.tree(), full.rejects.read_bytes()
    assert len(whole) == ROWS * 9 // 10 + 1
    full.content = tmp_path / "again"
    full.content.mkdir()
    full.rejects.unlink()
    for part in (20, 200):
        run = subprocess.Popen(command(full), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(list(full.content.glob("records/*/*"))) < part:
            time.sleep(0.001)
        run.send_signal(signal.SIGKILL)
        run.wait()
        for folder in full.content.glob("records/*/*"):
            there = folder.relative_to(full.content).as_posix()
            assert (folder / "record.yaml").read_bytes() == whole[f"{there}/record.yaml"]
    done = full.run()
    assert "were there already" in done.output
    assert full.tree() == whole
    assert full.rejects.read_bytes() == rejects


def test_what_a_killed_run_left_is_no_part_of_the_log(bench, row) -> None:
    bench.table(row())
    left = bench.content / ".importing" / "t-1"
    left.mkdir(parents=True)
    (left / "record.yaml").write_text("half")
    bench.taken()
    assert not left.parent.exists()
    assert bench.record().title == "Gritting"


def test_two_imports_at_once(bench, row) -> None:
    bench.table(row())
    held = os.open(bench.content, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        done = bench.run()
    finally:
        os.close(held)
    assert done.exit_code == 2
    assert "another import" in done.output
    bench.taken()


def test_a_full_disk_leaves_whole_records_and_is_told(full, monkeypatch) -> None:
    calls = iter(range(ROWS))
    usual = writing.Path.write_bytes

    def write(path, data):
        if path.name == "record.yaml" and next(calls) == 50:
            usual(path, data[:10])
            raise OSError(28, "No space left on device")
        return usual(path, data)

    monkeypatch.setattr(writing.Path, "write_bytes", write)
    done = full.run()
    assert done.exit_code == 2
    assert "No space left on device" in done.output
    assert "run the import again" in done.output
    monkeypatch.undo()
    assert len(full.log().entries) == 50
    assert full.run().exit_code == 1
    assert len(full.log().entries) == ROWS * 9 // 10
