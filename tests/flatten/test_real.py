"""Real releases that nobody here wrote: scans with recognised words, and typed cables."""

from __future__ import annotations

from collections import Counter

import pytest

import copies
from disclosurelog.gate import Wish, flatten_file, inspect

#: The most of a page's letters that may be lost: words that were read into specks and dirt.
MOST_LOST = 0.05


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["cia-reading-room-2", "cia-reading-room-6", "state-cable-3", "state-cable-6"]
)
def test_a_real_release_flattens_and_passes(shared, tmp_path, name):
    path = shared / "real" / "pdfs" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("this real release is not beside the checkout")
    before = inspect(path)
    if before.status != "clean":
        pytest.skip("it is not clean to begin with")
    made = flatten_file(path, tmp_path / "safe.pdf", Wish(title="A release"))
    assert made.report.status == "clean"
    assert made.size < 300_000 * before.page_count
    for page, (old, new) in enumerate(
        zip(before.visible_text, made.report.visible_text, strict=True)
    ):
        was, now = (Counter("".join(text.split())) for text in (old, new))
        assert not now - was
        assert (was - now).total() <= max(3, was.total() * MOST_LOST)
        if name.startswith("state-cable"):
            assert new.split() == old.split()
        one, other = (copies.picture(one.read_bytes(), page) for one in (path, made.path))
        assert copies.gap(one, other) <= 70
