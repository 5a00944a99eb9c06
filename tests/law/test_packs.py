"""The packs that come with the program: whole, in order, and in words of their own."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from disclosurelog.errors import LawError
from disclosurelog.law import Law, Provision, load_laws

LAWS = load_laws()
EVERY = [one for law in LAWS.values() for one in law.provisions.values()]
each_law = pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law.id)

PART_TWO = ["21", "22", "22A", "23", "24", *map(str, range(26, 45))]
ABSOLUTE = {"s21", "s23", "s32", "s34", "s41", "s44"}


def name(one: Provision) -> str:
    return f"{one.law_id} {one.id}"


def test_the_eight_laws_are_there() -> None:
    assert set(LAWS) == {
        *("uk-foia-2000", "uk-eir-2004", "sc-foisa-2002", "sc-eirs-2004"),
        *("us-foia", "ie-foi-2014", "au-foi-1982", "nz-oia-1982"),
    }
    assert load_laws() is load_laws()


def test_each_provision_is_explained_and_linked() -> None:
    for one in EVERY:
        assert one.url.startswith("https://"), name(one)
        assert one.title == one.title.strip(), name(one)
        assert 15 <= len(one.plain) <= 420, name(one)
        assert one.plain.endswith("."), name(one)
        assert "\n" not in one.plain, name(one)


@each_law
def test_no_two_explanations_are_the_same(law: Law) -> None:
    twice = [text for text, n in Counter(p.plain for p in law.provisions.values()).items() if n > 1]
    assert twice == []


def test_explanations_avoid_lawyers_words() -> None:
    jargon = r"\b(herein|thereof|pursuant|notwithstanding|hereby|aforesaid|the said|inter alia)\b"
    assert [name(one) for one in EVERY if re.search(jargon, one.plain, re.IGNORECASE)] == []


@each_law
def test_the_order_is_the_statutes(law: Law) -> None:
    listed = list(law.provisions)
    assert listed == sorted(listed, key=law.sort_key)


@each_law
def test_ancestors_children_and_slugs_agree(law: Law) -> None:
    for one in law.provisions.values():
        for above in law.ancestors(one.id):
            assert above in law.provisions
        assert one.parent == next(iter(law.ancestors(one.id)), None)
        assert all(law.provisions[child].parent == one.id for child in law.children(one.id))
        assert law.by_slug(one.slug) is one
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.slug)


def test_every_exemption_says_how_it_works() -> None:
    for one in EVERY:
        if one.is_exemption:
            # The United States have no public interest test at all.
            assert one.test != "none" or one.law_id == "us-foia", name(one)
            assert one.basis != "none", name(one)
        if one.needs_harm and one.is_exemption and one.law_id.startswith("uk-"):
            assert one.harm_word, name(one)


@each_law
def test_neither_confirm_nor_deny_points_to_such_a_provision(law: Law) -> None:
    for one in law.provisions.values():
        if one.ncnd:
            assert law.provision(one.ncnd).kind == "ncnd", name(one)


@each_law
def test_every_law_has_its_clock_review_and_regulator(law: Law) -> None:
    assert law.clock.source
    assert law.review.plain.endswith(".")
    assert law.regulator.url.startswith("https://")
    assert law.reviewed <= date(2026, 11, 23)
    assert law.unit in law.number_words
    assert f"{law.unit}s" in law.number_words


def test_every_exemption_of_part_two_of_foia() -> None:
    foia = LAWS["uk-foia-2000"]
    heads = [one.id for one in foia.provisions.values() if one.is_exemption and not one.parent]
    assert heads == [f"s{number}" for number in PART_TWO]
    for head in heads:
        one = foia.provisions[head]
        if head == "s21":
            assert one.ncnd is None
        else:
            assert one.ncnd, head
            assert foia.provisions[one.ncnd].parent == head
        if head in ABSOLUTE:
            assert one.test == "absolute"
        else:
            assert one.test in ("qualified", "mixed")


@pytest.mark.parametrize(
    ("provision", "balance", "harm"),
    [
        ("s31(1)(a)", True, True),
        ("s31(3)", True, True),
        ("s23(1)", False, False),
        ("s27(1)(a)", True, True),
        ("s27(2)", True, False),
        ("s43(1)", True, False),
        ("s43(2)", True, True),
        ("s37(1)(ab)", False, False),
        ("s37(1)(ac)", True, False),
        ("s40(1)", False, False),
        ("s40(2)", False, False),
        ("s40(3A)(a)", False, False),
        ("s40(3B)", True, False),
        ("s40(4A)(b)", True, False),
        ("s30(1)(a)(i)", True, False),
        ("s12(1)", False, False),
        ("s17(1)", False, False),
        ("s31(2)(c)", False, False),
    ],
)
def test_what_a_citation_of_foia_calls_for(provision: str, balance: bool, harm: bool) -> None:
    one = LAWS["uk-foia-2000"].provision(provision)
    assert (one.needs_public_interest, one.needs_harm) == (balance, harm)


def test_who_and_what_else_must_be_named() -> None:
    foia, us = LAWS["uk-foia-2000"], LAWS["us-foia"]
    assert foia.provision("s36(2)(b)(i)").needs_qualified_person
    assert not foia.provision("s36(4)").needs_qualified_person
    assert foia.provision("s44(1)(a)").needs_other_statute
    assert not foia.provision("s44(1)(c)").needs_other_statute
    assert us.provision("(b)(3)").needs_other_statute


def test_amendments_carry_their_dates() -> None:
    foia = LAWS["uk-foia-2000"]
    dates = {
        one: [change.date for change in foia.provisions[one].amendments]
        for one in ("s22A", "s37", "s40")
    }
    assert date(2014, 10, 1) in dates["s22A"]
    assert date(2011, 1, 19) in dates["s37"]
    assert date(2018, 5, 25) in dates["s40"]


def test_a_level_with_listed_parts_is_closed() -> None:
    foia = LAWS["uk-foia-2000"]
    with pytest.raises(LawError, match=re.escape("section 31(1) runs from (a) to (i)")):
        foia.provision("s31(1)(z)")
    with pytest.raises(LawError, match="has no section 99"):
        foia.provision("s99(1)(a)")
    with pytest.raises(LawError, match="not a provision id"):
        foia.provision("31(1)")


def test_an_open_level_takes_after_the_nearest_listed_provision() -> None:
    foia = LAWS["uk-foia-2000"]
    made = foia.provision("s12(1)(a)")
    above = foia.provision("s12(1)")
    assert not made.listed
    assert (made.title, made.kind, made.plain) == (above.title, above.kind, above.plain)
    assert (made.cited_as, made.slug) == ("section 12(1)(a)", "s12-1-a")
    assert made.parent == "s12(1)"
    assert foia.by_slug("s12-1-a") == made
    with pytest.raises(LawError, match="deeper"):
        foia.provision("s12(1)(a)(i)(A)")
    with pytest.raises(LawError, match="no provision with the address"):
        foia.by_slug("s99-1")


@pytest.mark.parametrize(
    ("law_id", "provision", "label"),
    [
        ("uk-foia-2000", "s31(1)(a)", "section 31(1)(a)"),
        ("uk-eir-2004", "reg12(5)(b)", "regulation 12(5)(b)"),
        ("us-foia", "(b)(7)(E)", "exemption (b)(7)(E)"),
        ("uk-foia-2000", "not-held", "information not held"),
    ],
)
def test_labels(law_id: str, provision: str, label: str) -> None:
    assert LAWS[law_id].provision(provision).cited_as == label
    assert LAWS[law_id].cited_as(provision) == label
