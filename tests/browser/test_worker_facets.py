"""Facets, against a plain count of the same records in Python."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from asking import facts_of

pytestmark = pytest.mark.browser


def test_facets_under_several_choices_at_once(built, asker) -> None:
    facts = facts_of(built)
    rng = random.Random(4)
    deep = 0
    for _ in range(40):
        choices: dict[str, list[str]] = {}
        for facet in rng.sample(["exemption", "outcome", "year", "department", "topic", "late"], 3):
            if rng.random() < 0.7:
                values = sorted(set().union(*(one[facet] for one in facts.values())))
                choices[facet] = rng.sample(values, min(len(values), rng.randint(1, 3)))
        answer = asker.ask(choices=choices)

        def meets(one: dict[str, set[str]], but: str = "", choices=choices) -> bool:
            return all(one[f] & set(chosen) for f, chosen in choices.items() if f != but)

        assert answer["results"]["total"] == sum(map(meets, facts.values())), choices
        for facet, rows in answer["facets"]["facets"].items():
            wanted = Counter(
                value for one in facts.values() if meets(one, facet) for value in one[facet]
            )
            told = {value: count for value, _, count, _ in rows if value not in ("no", "unknown")}
            for value in choices.get(facet, ()):
                assert told.setdefault(value, 0) == wanted[value]
            assert {value: n for value, n in told.items() if n} == dict(wanted), (facet, choices)
            deep += any(depth == 3 for *_, depth in rows)
    assert deep


def test_a_chosen_provision_without_records_stands_under_its_parents(asker) -> None:
    chosen = {"exemption": ["uk-foia-2000/s31(1)(a)"], "outcome": ["refused"]}
    rows = asker.ask(query="caerdydd", choices=chosen)["facets"]["facets"]["exemption"]
    assert [(value, count, depth) for value, _, count, depth in rows] == [
        ("uk-foia-2000", 0, 0),
        ("uk-foia-2000/s31", 0, 1),
        ("uk-foia-2000/s31(1)", 0, 2),
        ("uk-foia-2000/s31(1)(a)", 0, 3),
    ]


def test_the_tree_of_exemptions(asker) -> None:
    rows = asker.ask()["facets"]["facets"]["exemption"]
    assert rows[0][0] == "uk-foia-2000"
    assert [row[3] for row in rows if row[0].startswith("uk-foia-2000/s31")] == [1, 2, 3, 3]
    labels = {value: label for value, label, *_ in rows}
    assert labels["uk-foia-2000"] == "FOIA"
    assert labels["uk-foia-2000/s31"].startswith("section 31 Law enforcement")
