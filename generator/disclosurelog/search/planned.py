"""How many files the search has at least, before any of them is made."""

from __future__ import annotations

from disclosurelog.gate import CheckedLog
from disclosurelog.search.cards import BLOCK, own_words
from disclosurelog.search.passages import passages_of
from disclosurelog.search.runs import searched


def planned_search(checked: CheckedLog) -> int:
    """Return the number of files of texts and of cards that no log like this has fewer than.

    Each record has a file of its texts, unless another has the very same words. What terms and long
    documents add to it (a tenth to a half as many) is known only once they are counted.
    """
    entries = searched(checked)
    words = {hash(frozenset(own_words(passages_of(one, {})).items())) for one in entries}
    return len(words) + -(-len(entries) // BLOCK)
