"""Addresses of groups: safe, stable, and never shared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.pages.listing import page_of
from disclosurelog.pages.words import page_ranges, size
from disclosurelog.records.groups import slugify


@given(st.text(min_size=1))
def test_a_name_becomes_a_safe_part_of_an_address(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(name))
    assert len(slugify(name)) <= 80


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Roads & Bridges", "roads-bridges"), ("Tân a dŵr", "tan-a-dwr"), ("Élan", "elan")],
)
def test_names_are_recognised_in_their_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.integers(1, 40), st.data())
def test_the_way_through_a_list_has_no_hole(total: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, total))
    page = page_of("records/", number, total)
    shown = [link.number for link in page.links if link.uri is not None]
    assert shown == sorted(set(shown))
    assert {1, total, number} <= set(shown)
    assert (page.previous is None) == (number == 1)
    assert (page.next is None) == (number == total)
    for one, two in zip(page.links, page.links[1:], strict=False):
        if one.uri is not None and two.uri is not None:
            assert two.number == one.number + 1


def test_pages_are_put_together() -> None:
    assert page_ranges([5, 3, 4, 1, 3]) == "1, 3\u20135"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (1_250_000, "1.2 MB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
    ],
)
def test_sizes_are_short(number: int, words: str) -> None:
    assert size(number) == words
