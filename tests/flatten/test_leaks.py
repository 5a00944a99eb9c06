"""Every leaking file that the tests of the rules know, made safe."""

from __future__ import annotations

import numpy as np
import pytest

import copies
import pdfs
from disclosurelog.checks.registry import run_rules
from disclosurelog.files import Unreadable
from pdfs import SECRET

LEAKS = copies.leaks()

#: Rules about what anyone can see, or about the file's name: a copy shows and is named the same.
SEEN = {"F002", "F003", "F004", "P110"}

#: What a copy has none of.
EMPTY = (
    *("metadata", "annotations", "fields", "actions", "attachments", "revisions", "orphans"),
    *("names", "links", "outside"),
)

#: The most that a square may differ by: a quarter of full contrast, as docs/flatten.md says.
MOST_GAP = 64

#: A mark for redaction that was never applied: what lies under it is there for all to see.
NOT_APPLIED = "P108"


def legible(text):
    """A text without the control characters that fonts without a map give: no font can say them."""
    return "".join(one for one in text if one.isprintable() or one in " \n")


@pytest.mark.parametrize("name", [name for name in LEAKS if NOT_APPLIED not in name])
def test_a_safe_copy_passes_every_rule_and_holds_nothing_hidden(name):
    original = LEAKS[name]()
    before = pdfs.facts(original)
    copy = copies.copied(original).data
    after = pdfs.facts(copy)
    assert {one.rule for one in run_rules(after).findings} <= SEEN
    shown = [legible(text).split() for text in before.visible_text]
    said = [text.split() for text in after.visible_text]
    if any("P111" in one.rule for one in run_rules(before).findings):
        assert said == [[]] * len(shown)
    else:
        assert said == shown
    if not any(SECRET in word for text in shown for word in text):
        assert not copies.holds(copy, SECRET)
    for part in EMPTY:
        assert not getattr(after, part), part
    if not name.startswith("P104"):
        for page in range(before.page_count):
            one, other = (copies.picture(data, page) for data in (original, copy))
            assert copies.gap(one, other) <= MOST_GAP


@pytest.mark.parametrize("name", [name for name in LEAKS if NOT_APPLIED in name])
def test_a_mark_that_was_never_applied_is_refused(name):
    with pytest.raises(Unreadable, match="marked for redaction") as refusal:
        copies.copied(LEAKS[name]())
    assert "apply the redactions" in refusal.value.remedy
    assert SECRET not in str(refusal.value)


def test_what_shows_through_a_marker_shows_no_more():
    for name, make in LEAKS.items():
        if name.startswith("P104"):
            made = copies.copied(make())
            ((page, count),) = made.erased
            assert page == 1
            assert count
            place = copies.picture(made.data, scale=2)[2 * 141 : 2 * 152, 2 * 110 : 2 * 170]
            assert int(np.ptp(place, axis=1).max()) <= 12, name


def test_no_stretch_of_the_contrast_brings_words_back_from_under_a_box():
    data = LEAKS["P101 alpha 0.99"]()
    before = copies.picture(data, scale=3)[3 * 140 : 3 * 154, 3 * 40 : 3 * 210]
    assert np.ptp(before) > 1
    after = copies.picture(copies.copied(data).data, scale=3)[3 * 140 : 3 * 154, 3 * 40 : 3 * 210]
    assert np.ptp(after) == 0
