"""Real releases that nobody here wrote: what was seen in them, and what must stay so.

Pages were drawn with the box of every word on them and looked at: some of each file, and every
place at which a rule under work told of something. Not every page of the scans was looked at.

- `cia-bulletin-*`: scans with a layer of recognised words, redacted in white with thin frames.
  The boxes fit the words in width and reach some points below them; no word stands in a frame.
  One word in 100 is a speck of a point or two over blank paper: quotes, dashes, single letters.
- `cia-reading-room-*`: scans, dirty, some with black redactions (in 5, page 1) in which text
  recognition read specks of the noise as letters; some boxes are a point high. Pages 2 of 1, 3
  and 5 are advertisements whose words are pictures clipped by text (render mode 7): they show.
- `state-cable-*`: typed text, nothing over it.

No leak is known in any of them, and none was seen on the pages that were looked at. No content
of the files stands here.
"""

from __future__ import annotations

import pickle

import pytest

from disclosurelog.checks.registry import run_rules
from disclosurelog.files import FileFacts, read_facts
from disclosurelog.files.facts import PICTURE

#: How many pages each has. Nothing is to be found on any of them.
PAGES = {
    "cia-bulletin-1": 10,
    "cia-bulletin-2": 13,
    "cia-bulletin-3": 9,
    "cia-bulletin-4": 9,
    "cia-bulletin-5": 16,
    "cia-bulletin-6": 14,
    "cia-reading-room-1": 2,
    "cia-reading-room-2": 3,
    "cia-reading-room-3": 3,
    "cia-reading-room-4": 5,
    "cia-reading-room-5": 2,
    "cia-reading-room-6": 1,
    "state-cable-1": 7,
    "state-cable-2": 7,
    "state-cable-3": 6,
    "state-cable-4": 16,
    "state-cable-5": 9,
    "state-cable-6": 7,
    "state-cable-7": 13,
    "state-cable-8": 9,
}

#: Bytes of facts a page, pickled: 20 pages of text stay under a megabyte.
MOST_BYTES = 50_000


@pytest.fixture(scope="module", params=PAGES)
def release(request, shared) -> tuple[str, FileFacts]:
    path = shared / "real" / "pdfs" / f"{request.param}.pdf"
    if not path.is_file():
        pytest.skip("this real release is not beside the checkout")
    return request.param, read_facts(path)


def test_every_page_is_read(release):
    name, facts = release
    assert facts.page_count == len(facts.pages) == PAGES[name]
    assert all(page.width > 0 and page.height > 0 for page in facts.pages)
    assert all(page.words for page in facts.pages)


def test_nothing_is_found_that_is_not_there(release):
    _, facts = release
    results = run_rules(facts)
    # What stands on a page for all to read (F004) is another matter: these are not our papers.
    hidden = [one for one in results.findings if one.rule.startswith("P")]
    assert [(one.rule, one.severity, one.page) for one in hidden] == []
    assert not results.blocked
    assert all(verdict != "crashed" for _, verdict in results.verdicts)


def test_what_is_not_visible_is_specks_and_punctuation(release):
    name, facts = release
    unseen = [word for page in facts.pages for word in page.words if not word.visible]
    assert {word.why_hidden for word in unseen} <= {PICTURE}
    assert all(word.hidden == 0 for word in unseen)
    total = sum(len(page.words) for page in facts.pages)
    assert len(unseen) <= total * 0.05
    if name.startswith("state-cable"):
        assert not unseen


def test_scans_are_known_and_facts_stay_small(release):
    name, facts = release
    typed = name.startswith("state-cable")
    assert any(page.scan for page in facts.pages) is not typed
    assert len(pickle.dumps(facts)) < MOST_BYTES * facts.page_count
    assert pickle.loads(pickle.dumps(facts)) == facts
