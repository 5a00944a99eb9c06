"""F004: personal data that can be read, and what looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

import pdfs
from disclosurelog.checks.personal import find
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import run_rules

CODE = "F004"

OWN = Policy(
    contacts=("foi@aldermoor.example", "020 7946 0321", "Harbour House, 1 Quay Road, AM1 2BD"),
    own_names=("Aldermoor Constabulary",),
    numbers=(("badge", r"\bAC-\d{5}\b"),),
    people=("Agatha Quillfeather",),
)


def _line(text: str, y: int = 150) -> str:
    return f"BT /F1 10 Tf 40 {y} Td ({text}) Tj ET\n"


def _page(*lines: str):
    drawn = "".join(_line(line, 180 - 20 * number) for number, line in enumerate(lines))
    return lambda: pdfs.letter(drawn)


LEAKING = {
    "National Insurance number": _page("Her number is AB 12 34 56 C on the form."),
    "NHS number": _page("NHS number: 943 476 5919"),
    "IBAN": _page("Pay to GB82 WEST 1234 5698 7654 32 by Friday."),
    "card": _page("Paid with 4111 1111 1111 1111"),
    "sort code": _page("Sort code 12-34-56, account number 12345678"),
    "passport": _page("Passport number: 123456789"),
    "date of birth": _page("Date of birth: 12 March 1981"),
    "date of birth in figures": _page("D.O.B. 12/03/1981"),
    "collar number": _page("Collar number 4471 attended."),
    "mobile": _page("You can ring me on 07912 345678 any time."),
    "e-mail": _page("agatha.quillfeather@aldermoor.example"),
    "home address": _page("She lives at 14 Acacia Avenue, Skelling, AM3 4QT."),
    "address of a person": _page("Ms Quillfeather", "14 Acacia Avenue", "Skelling", "AM3 4QT"),
}

WARNED = {
    "telephone": "Please ring 0161 496 0018.",
    "registration": "The van AB12 CDE was parked there.",
    "address": "The shop is at 14 Station Road, Skelling, AM3 4QT.",
    "rank": "It was seen by PC 4471 on patrol.",
    "born": "He was born on 12 March 1951 in Skelling.",
    "ten digits": "The reference is 943 476 5919.",
}

CLEAN = {
    "letter": _page("Thank you for your request of 12 March 2024."),
    "references": _page("01.FOI.22.026317", "FOI/2024/0123", "Case 20240123456789"),
    "more references": _page("Our ref 0800/2024/07700900", "DOI 10.1000/07912345678"),
    "money": _page("07,912,345,678 pounds; 1,234,567.89; 020 7946 items"),
    "office": _page("Write to foi@council.example or to press.office@council.example"),
    "helpline": _page("The regulator's helpline is 0303 123 1113."),
    "pages": _page("Page 1 of 12", "See pages 07 to 11 and table 3.4.5"),
    "wrong check digits": _page("NHS number 943 476 5918", "4111 1111 1111 1112"),
    "letters never given out": _page("BG 12 34 56 C and QQ 12 34 56 C"),
    "table": lambda: pdfs.letter(
        "".join(
            f"BT /F1 10 Tf {40 + 80 * column} {150 - 20 * row} Td (4111) Tj ET\n"
            for row in range(3)
            for column in range(4)
        ).replace("4111", "4111", 1)
    ),
    "date alone": _page("Date of birth: redacted", "Meeting of 12/03/2021"),
}


def _find(text: str, policy: Policy = OWN) -> list[tuple[str, bool]]:
    return [(text[one.start : one.end], one.strong) for one in find(text, policy)]


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert {one.severity for one in found} == {"block"}
    assert all(one.page == 1 and one.box and one.length for one in found)
    assert not any(word in repr(found) for word in ("Quill", "4471", "Acacia", "5919", "1981"))


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize("text", WARNED.values(), ids=list(WARNED))
def test_what_is_often_innocent_only_warns(text):
    found = pdfs.findings(pdfs.letter(_line(text)))
    assert [(one.rule, one.severity) for one in found] == [(CODE, "warn")]


def test_the_box_is_around_what_was_found():
    (found,) = pdfs.findings(pdfs.letter(_line("Her number is AB 12 34 56 C on the form.")))
    x0, y0, x1, y1 = found.box
    assert 40 + 50 < x0 < x1 < 40 + 150
    assert 300 - 160 < y0 < y1 < 300 - 145


def test_only_what_can_be_seen_counts():
    covered = _line("AB 12 34 56 C") + "q 0 0 0 rg 36 144 220 18 re f Q\n"
    codes = pdfs.codes(pdfs.letter(covered))
    assert "P101" in codes
    assert CODE not in codes


@pytest.mark.parametrize(
    "text",
    [
        "Write to FOI@aldermoor.example.",
        "Ring 020 7946 0321 or +44 20 7946 0321 or (020) 79460321.",
        "Harbour House, 1 Quay Road, Aldermoor, AM1 2BD",
        "Mr Smith, 7 Quay Road, Aldermoor, AM12BD",
    ],
)
def test_the_authoritys_own_contacts_are_innocent(text):
    assert _find(text) == []
    assert _find(text, Policy()) != [] or "foi@" in text.casefold()


def test_the_authoritys_patterns_and_names_block():
    assert _find("badge AC-12345 was there") == [("AC-12345", True)]
    assert _find("AC-123456") == []
    for text in ("by Agatha Quillfeather.", "QUILLFEATHER, Agatha", "agatha\nquillfeather"):
        assert [strong for _, strong in _find(text)] == [True]
    assert _find("Agatha wrote to Quillfeather") == []


def test_the_policy_reaches_the_rule():
    facts = pdfs.facts(pdfs.letter(_line("seen by AC-12345 and foi@aldermoor.example")))
    assert run_rules(facts).findings == ()
    (found,) = run_rules(facts, policy=OWN).findings
    assert found.rule == CODE
    assert "badge" in found.message
    assert "12345" not in found.message


def test_numbers_of_other_countries():
    irish, american = "01 679 2222 rang", "Ring (202) 456-1414."
    assert _find(irish, Policy()) == []
    assert _find(irish, Policy(countries=("GB", "IE")))
    assert _find(american, Policy()) == []
    assert _find(american, Policy(countries=("GB", "US")))


def test_what_overlaps_is_told_once():
    assert len(_find("Mr Smith, 14 Acacia Avenue, Skelling AM3 4QT, tel 07912 345678")) == 2


@given(st.integers(400_000_000, 799_999_999))
def test_nhs_numbers_count_by_their_check_digit(number):
    stem = f"{number:09}"
    # NHS Data Dictionary: weights 10 to 2, modulo 11; 10 is never given out, 11 counts as 0.
    rest = 11 - sum(int(d) * w for d, w in zip(stem, range(10, 1, -1), strict=True)) % 11
    digit = "0" if rest == 11 else str(rest)
    for last in "0123456789":
        whole = stem + last
        text = f"NHS number {whole[:3]} {whole[3:6]} {whole[6:]}"
        strong = [one for one in find(text, Policy()) if "NHS" in one.kind]
        assert bool(strong) == (last == digit)


@given(st.integers(10**14, 10**15 - 1), st.sampled_from(" -"))
def test_cards_count_by_their_check_digit(number, mark):
    stem = f"4{number:014}"[:15]
    digit = luhn.calc_check_digit(stem)
    for last in "0123456789":
        whole = stem + last
        text = mark.join(whole[at : at + 4] for at in range(0, 16, 4))
        found = [one for one in find(text, Policy()) if "card" in one.kind]
        assert bool(found) == (last == digit)


@given(st.text(alphabet="0123456789 ./-+()@\t\nABCa:,", max_size=200))
def test_any_text_is_looked_through(text):
    for one in find(text, OWN):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_an_insurance_number_is_found_between_any_words(before, after):
    text = f"{before} AB123456C {after}"
    assert any(
        one.strong and one.start <= len(before) + 1 and one.end >= len(before) + 10
        for one in find(text, Policy())
    )
