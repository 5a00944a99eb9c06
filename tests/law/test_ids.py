"""Provision ids: parts, slugs and the order of the statute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.errors import LawError
from disclosurelog.law import ids

parts = st.lists(
    st.sampled_from(["1", "2", "10", "3A", "a", "aa", "ab", "b", "i", "ii", "iv", "ix", "A", "E"]),
    max_size=4,
)
heads = st.sampled_from(["s1", "s22", "s22A", "s31", "reg12", "(b)", "(c)"])
names = st.builds(lambda head, more: head + "".join(f"({part})" for part in more), heads, parts)


@pytest.mark.parametrize(
    "row",
    [
        "s2 s10 s22 s22A s23",
        "s37(1)(a) s37(1)(aa) s37(1)(ab) s37(1)(ac) s37(1)(b)",
        "s9(2)(b) s9(2)(b)(i) s9(2)(b)(ii) s9(2)(ba)(i) s9(2)(c)",
        "s36(2)(a)(i) s36(2)(a)(ii) s36(2)(a)(iii) s36(2)(a)(iv) s36(2)(a)(v) s36(2)(a)(ix)",
        "s31 s31(1) s31(1)(h) s31(1)(i) s31(1)(j) s31(2) s31(3) s31(3A) s31(10)",
        "(b)(1) (b)(7) (b)(7)(A) (b)(7)(F) (b)(8) (c)(1) glomar",
        "s44 s77 not-held",
    ],
)
def test_order(row: str) -> None:
    wanted = row.split()
    mixed = [*wanted[1::2], *wanted[::2]]
    assert sorted(mixed, key=ids.sort_key) == wanted


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("s31(1)(a)", "s31-1-a"),
        ("reg12(5)(b)", "reg12-5-b"),
        ("(b)(7)(E)", "b-7-e"),
        ("s22A", "s22a"),
        ("not-held", "not-held"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert ids.slug(name) == slug


@given(names)
def test_parts_go_back_together(name: str) -> None:
    assert ids.join(ids.split(name)) == name


@given(names)
def test_ancestors_come_nearest_first_and_sort_before(name: str) -> None:
    above = ids.ancestors(name)
    assert len(above) == len(ids.split(name)) - 1
    for nearer, farther in zip((name, *above), above, strict=False):
        assert nearer.startswith(farther)
        assert ids.sort_key(farther) < ids.sort_key(nearer)


@given(names, names)
def test_two_ids_share_a_place_only_if_they_are_the_same_but_for_case(a: str, b: str) -> None:
    if ids.sort_key(a) == ids.sort_key(b):
        assert ids.slug(a).removeprefix("reg") == ids.slug(b).removeprefix("reg")


@pytest.mark.parametrize(
    "name", ["", "31", "s31(1", "s31()", "s31(1)a", "S31", "s31 (1)", "(\uff11)"]
)
def test_what_is_no_id(name: str) -> None:
    with pytest.raises(LawError, match="not a provision id"):
        ids.split(name)


@pytest.mark.parametrize(
    ("text", "value"), [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xxxix", 39)]
)
def test_roman(text: str, value: int) -> None:
    assert ids.roman_value(text) == value


@pytest.mark.parametrize("text", ["", "a", "c", "l", "iiii", "vx", "ic"])
def test_not_roman(text: str) -> None:
    assert ids.roman_value(text) == 0
