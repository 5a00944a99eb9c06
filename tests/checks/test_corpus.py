"""The corpus of one-leak files as a whole: all are found, and no clean twin is stopped."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import pdfs

HERE = Path(__file__).parent

#: Rules about the file as it is read, which have no PDF to look into, and rules that ask what
#: the authority says: their own tests bring it.
ELSEWHERE = {"F001", "F002", "F003", "F004", "F005"}


def _corpus() -> list[tuple[str, str, str, object]]:
    found = []
    for path in sorted(HERE.glob("test_[a-z][0-9][0-9][0-9].py")):
        code = path.stem.removeprefix("test_").upper()
        if code in ELSEWHERE:
            continue
        spec = importlib.util.spec_from_file_location(f"corpus_{code}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [(code, "leaking", name, make) for name, make in module.LEAKING.items()]
        found += [(code, "clean", name, make) for name, make in module.CLEAN.items()]
    return found


@pytest.mark.slow
def test_every_leak_is_found_and_no_clean_twin_is_stopped(capsys):
    missed, stopped, counts = [], [], {}
    for code, kind, name, make in _corpus():
        findings = pdfs.findings(make())
        count = counts.setdefault(code, {"leaking": 0, "found": 0, "clean": 0, "warned": 0})
        count[kind] += 1
        if kind == "leaking":
            if any(one.rule == code for one in findings):
                count["found"] += 1
            else:
                missed.append(f"{code}: {name}")
        elif any(one.severity == "block" for one in findings):
            stopped.append(f"{code}: {name}")
        elif findings:
            count["warned"] += 1
    with capsys.disabled():
        print()
        for code, count in counts.items():
            print(
                f"{code}: {count['found']} of {count['leaking']} leaks found, "
                f"{count['clean']} clean twins, {count['warned']} with a warning"
            )
        total = {key: sum(one[key] for one in counts.values()) for key in ("leaking", "clean")}
        print(f"{total['leaking']} leaks and {total['clean']} clean twins in {len(counts)} classes")
    assert missed == []
    assert stopped == []
    assert all(count["leaking"] >= 3 and count["clean"] for count in counts.values())
