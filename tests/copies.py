"""What the tests of safe copies share."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdfium2
from pypdf import PdfReader
from pypdf.generic import StreamObject

import pdfs
from disclosurelog.checks.registry import run_rules
from disclosurelog.files import ReadLimits
from disclosurelog.files.flat.flatten import Flattened, flatten_pdf
from disclosurelog.files.flat.wish import Wish
from disclosurelog.gate.remedies import misread

CHECKS = Path(__file__).resolve().parent / "checks"


def leaks() -> dict[str, Callable[[], bytes]]:
    """Every leaking file of the tests of the rules, by "P101 rectangle"."""
    found = {}
    for path in sorted(CHECKS.glob("test_p*.py")):
        module = _module(path)
        for name, make in module.LEAKING.items():
            found[f"{module.CODE} {name}"] = make
    return found


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copied(data: bytes, **wish: object) -> Flattened:
    """A safe copy, made as the gate has it made."""
    facts = pdfs.facts(data)
    pages = misread(run_rules(facts).findings, facts.page_count)
    return flatten_pdf(data, Wish(**{"wordless": pages, **wish}), ReadLimits())


def everything(data: bytes) -> bytes:
    """The bytes of a file and of each of its streams, unpacked."""
    reader = PdfReader(io.BytesIO(data))
    parts = [data]
    for number in range(1, reader.trailer["/Size"]):
        one = reader.get_object(number)
        if isinstance(one, StreamObject) and one.get("/Subtype") != "/Image":
            parts.append(one.get_data())
        elif one is not None:
            parts.append(repr(one).encode())
    return b"".join(parts)


def holds(data: bytes, text: str) -> bool:
    """Whether a file says this anywhere, in any way of writing."""
    whole = everything(data).lower()
    ways = [text.lower().encode(code) for code in ("latin-1", "utf-16-be", "utf-16-le")]
    return any(way in whole or way.hex().encode() in whole for way in ways)


def picture(data: bytes, page: int = 0, scale: float = 1.0) -> np.ndarray:
    """A page as a reader shows it, forms and annotations included."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return document[page].render(scale=scale, may_draw_forms=True).to_numpy()[..., :3]


def gap(one: np.ndarray, other: np.ndarray, side: int = 8) -> float:
    """The largest difference between two pictures in squares of `side` pixels, of 255."""
    assert one.shape == other.shape
    high, wide = (extent // side * side for extent in one.shape[:2])
    gaps = (one.astype(float) - other)[:high, :wide]
    means = gaps.reshape(high // side, side, wide // side, side, 3).mean(axis=(1, 3))
    return float(np.abs(means).max())
