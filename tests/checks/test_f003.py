"""F003: what was withheld once is found wherever it stands, and nothing else is."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

import pdfs
from disclosurelog.checks.looker import Looker
from disclosurelog.checks.policy import Policy, Withheld
from disclosurelog.checks.registry import run_rules
from disclosurelog.checks.terms import terms_of, withheld_terms

CODE = "F003"

KEY = bytes(range(32))

ORIGINAL = (
    "Complaint by Agatha Quillfeather of 14 Acacia Avenue. She was born on 12/03/1981 and rang\n"
    "from 07912 345678. The van AB12 CDE left the yard behind the boiler house at nine.\n"
    "Her warrant number is 44713. Mail agatha.q@private.example about it.\n"
    "We hold the information that you asked for and enclose it."
)
REDACTED = "Complaint by. We hold the information that you asked for and enclose it."


def _policy(original: str = ORIGINAL, redacted: str = REDACTED, sha256: str = "") -> Policy:
    empty = Withheld(KEY)
    terms = frozenset(map(empty.term, withheld_terms([original], [redacted])))
    originals = frozenset({empty.original(sha256)} if sha256 else ())
    return Policy(withheld=Withheld(KEY, terms, originals))


POLICY = _policy()
LOOKER = Looker(POLICY.withheld)
NAME = "Agatha Quillfeather"


def _line(text: str) -> str:
    return f"BT /F1 10 Tf 40 150 Td ({text}) Tj ET\n"


def _field(writer: PdfWriter) -> None:
    field = pdfs.dictionary(FT="/Tx", T="who", V=NAME, Ff=0)
    writer.root_object[pdfs.NameObject("/AcroForm")] = pdfs.dictionary(
        Fields=[writer._add_object(field)]
    )


def _link(writer: PdfWriter) -> None:
    pdfs.annotate(
        "Link",
        (40, 40, 90, 60),
        A=pdfs.dictionary(S="/URI", URI="https://x.example/agatha%20quillfeather"),
    )(writer)


def _inside(data: bytes) -> bytes:
    return pdfs.letter(change=pdfs.attach(data, "inner.pdf"))


LEAKING = {
    "on the page": lambda: pdfs.letter(_line(f"a letter from {NAME} to us")),
    "under a box": lambda: pdfs.letter(pdfs.LINE + pdfs.BOX),
    "the other way round, in capitals": lambda: pdfs.letter(_line("QUILLFEATHER, AGATHA")),
    "in the properties": lambda: pdfs.letter(change=pdfs.info(Subject=f"re {NAME}")),
    "as a login": lambda: pdfs.letter(change=pdfs.info(Author="aquillfeather")),
    "in XMP": lambda: pdfs.letter(change=pdfs.xmp(f"<dc:rights>{NAME}</dc:rights>")),
    "in a note": lambda: pdfs.letter(
        change=pdfs.annotate("Text", (5, 5, 20, 20), Contents=f"ask {NAME}")
    ),
    "in a field": lambda: pdfs.letter(change=_field),
    "in a link": lambda: pdfs.letter(change=_link),
    "in an attached file": lambda: _inside(pdfs.letter(_line(f"from {NAME}"))),
    "in an earlier version": lambda: pdfs.edited(
        pdfs.letter(_line(f"from {NAME}")), pdfs.content(pdfs.LETTER)
    ),
    "a number": lambda: pdfs.letter(_line("call 07912345678")),
    "a registration": lambda: pdfs.letter(_line("car ab12cde")),
    "a date of birth": lambda: pdfs.letter(_line("on 12.03.1981")),
    "a passage": lambda: pdfs.letter(_line("it left the yard behind the boiler house")),
    "an address": lambda: pdfs.letter(_line("to agatha.q@private.example")),
}

CLEAN = {
    "letter": lambda: pdfs.letter(),
    "one of the names": lambda: pdfs.letter(_line("Agatha Miller and John Quillfeather wrote")),
    "common words": lambda: pdfs.letter(_line("The yard was behind the house at nine")),
    "other numbers": lambda: pdfs.letter(_line("12 March 2021, 14, 44714, 07912")),
}


def _found(data: bytes, policy: Policy = POLICY):
    results = run_rules(pdfs.facts(data), policy=policy)
    return [one for one in results.findings if one.rule == CODE]


def test_it_finds_each_leak(leaking):
    found = _found(leaking())
    assert found
    assert all(one.severity == "block" for one in found)
    told = repr(found).casefold()
    assert not any(word in told for word in ("agatha", "quillfeather", "12345", "boiler", "cde"))


def test_it_leaves_honest_files_alone(clean):
    assert _found(clean()) == []


def test_without_a_list_nothing_is_withheld(leaking):
    assert _found(leaking(), Policy()) == []


def test_the_place_on_the_page_is_told():
    (found,) = _found(pdfs.letter(_line(f"a letter from {NAME} to us")))
    assert found.page == 1
    assert 40 + 40 < found.box[0] < found.box[2] < 40 + 160
    assert "can be read" in found.message
    (hidden,) = _found(pdfs.letter(pdfs.LINE + pdfs.BOX))
    assert "Quillfeather Agatha" in pdfs.LINE
    assert "hidden" in hidden.message


def test_an_original_is_known_by_its_hash_alone():
    data = pdfs.letter(_line("nothing that tells"))
    policy = _policy(sha256=pdfs.facts(data).sha256)
    assert _found(data, policy)
    assert _found(_inside(data), policy)
    assert _found(data, POLICY) == []


def test_what_also_stands_in_the_copy_is_not_withheld():
    terms = withheld_terms([ORIGINAL], [ORIGINAL])
    assert terms == set()
    assert withheld_terms(["Manager Quillfeather"], [""], ["Manager Quillfeather"]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "He told them that they would have to go there again.",
        "In March 2023 the Police and Crime Commissioner met in London.",
        "It cost 45,000 pounds, or 1,234.56 a year, since 2019.",
        "The meeting was on 03/04/2023 and on 12 May 2022.",
        "It was then. He did so.",
    ],
)
def test_what_tells_nothing_is_no_term(text):
    assert withheld_terms([text], [""]) == set()


def test_a_list_is_of_no_use_without_its_key():
    other = Withheld(bytes(32))
    term = "2 agatha quillfeather"
    assert POLICY.withheld.term(term) in POLICY.withheld.terms
    assert other.term(term) not in POLICY.withheld.terms
    assert KEY.hex() not in repr(POLICY)
    assert KEY.hex()[:8] not in POLICY.digest + POLICY.withheld.check_value
    assert "quillfeather" not in repr(POLICY.to_values()).casefold()


@given(st.text(max_size=300))
def test_any_text_is_looked_through(text):
    LOOKER.sightings(text)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([" ", "\n", ", ", "_", "-"]))
def test_a_name_is_found_between_any_words(before, after, between):
    assert LOOKER.holds(f"{before} agatha{between}QUILLFEATHER {after}")


@given(st.text(max_size=200))
def test_what_is_looked_for_is_what_is_there(text):
    """Both ways of taking a text apart agree."""
    from disclosurelog.checks.terms import emails_in, five, numbers_in, pair, plain, words_in

    found = {term.text for term in terms_of(text)}
    flat = plain(text)
    words = words_in(flat)
    assert {one for one in found if one[0] == "2"} == {pair(*two) for two in pairwise(words)}
    assert {one for one in found if one[0] == "5"} == {
        five(words[at : at + 5]) for at in range(len(words) - 4)
    }
    assert {one for one in found if one[0] == "n"} == {f"n {d}" for d, _, _ in numbers_in(flat)}
    assert {one for one in found if one[0] == "e"} == {f"e {a}" for a, _, _ in emails_in(flat)}


def test_a_file_of_any_bytes_after_its_end_is_no_trouble():
    data = io.BytesIO(pdfs.letter()).getvalue() + b"\n" * 10
    assert _found(data) == []


@given(st.text(max_size=30))
def test_the_quick_hash_is_the_hash(term):
    from disclosurelog.checks.looker import _hasher

    assert _hasher(KEY)(term).hex() == Withheld(KEY).term(term)
