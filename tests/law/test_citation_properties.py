"""What holds for every citation, right or wrong."""

from __future__ import annotations

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from disclosurelog.errors import CitationError
from disclosurelog.law import Citation, Law, format_citation, load_laws, parse
from disclosurelog.law.laws import OPEN_LEVELS

LAWS = load_laws()
law_ids = st.sampled_from(tuple(LAWS))


@st.composite
def provisions(draw: st.DrawFn, law_id: str) -> str:
    """A provision of a law: a listed one, or one at a level the pack leaves open."""
    law = LAWS[law_id]
    name = draw(st.sampled_from(tuple(law.provisions)))
    if not law.children(name) and "-" not in name and draw(st.booleans()):
        for _ in range(draw(st.integers(1, OPEN_LEVELS))):
            longer = f"{name}({draw(st.sampled_from(['1', '2', '3A', 'a', 'b', 'i', 'iv', 'A']))})"
            name = longer if law.has(longer) else name
    return law.canonical(name)


@given(st.data(), law_ids)
def test_formatted_citations_read_back(data: st.DataObject, law_id: str) -> None:
    law = LAWS[law_id]
    wanted = data.draw(st.lists(provisions(law_id), min_size=1, max_size=6, unique=True))
    text = format_citation(wanted, law)
    found = parse(text, law)
    assert found.provisions == tuple(wanted), text
    assert format_citation(found.provisions, law) == text


WRITTEN = st.sampled_from(["{}", "section {}", "s.{}", "s{}", "Section {}", "ss. {}"])
BETWEEN = st.sampled_from([", ", " and ", " & ", "/", " ; ", " and also under "])
TITLE = st.sampled_from(["", " - Law enforcement", " (personal information)", " of the Act", "."])


@given(st.data(), WRITTEN, BETWEEN, TITLE)
def test_no_citation_loses_a_number(
    data: st.DataObject, written: str, between: str, title: str
) -> None:
    """However it is spelt, every provision in it comes out, in order."""
    law = LAWS["uk-foia-2000"]
    numbered = [one for one in law.provisions if one != "not-held"]
    wanted = data.draw(st.lists(st.sampled_from(numbered), min_size=1, max_size=5, unique=True))
    text = between.join(written.format(one.removeprefix("s")) for one in wanted) + title
    try:
        found = parse(text, law).provisions
    except CitationError:
        # Bare numbers can be ambiguous ("40, 2"); that is refused, never guessed.
        assert written == "{}"
        return
    assert found == tuple(dict.fromkeys(map(law.canonical, wanted)))


NUMBERS = ["31", "40", "22A", "2", "5", "17", "9", "5(e)", "7(C)", "b6", "2023", "\uff11"]
ITEMS = ["(1)", "(2)", "(a)", "(b)", "(i)", "(ii)", "(3A)", "(z)", "(", ")"]
MARKS = ["&", ",", "/", ";", "-", ".", ":", "[", "]", "'", "\u2013", "\u00a0", "\u00a7"]
SMALL = ["section", "s.", "and", "to", "of", "the", "by", "virtue", "not", "held", "e", "l", "O"]
NAMES = ["Act", "FOIA", "FOIA2000", "Law", "Refusal", "Ex.", "\u00a3450", "hours", "glomar"]
OTHER = ["Data", "Protection", "Information"]
PIECES = st.sampled_from([*NUMBERS, *ITEMS, *MARKS, *SMALL, *NAMES, *OTHER])


def read(text: str, law: Law) -> Citation | CitationError:
    try:
        return parse(text, law)
    except CitationError as error:
        return error


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join))
@example("31(1)(a)" * 30)
@example("section 1 of " * 38)
@example("of the " + "a " * 240)
@example("(" * 500)
def test_text_is_read_whole_or_refused(text: str) -> None:
    """Never fewer provisions than distinct section numbers, and an error points into the text."""
    for law in LAWS.values():
        found = read(text, law)
        if isinstance(found, CitationError):
            assert 1 <= found.column <= len(text) + 1
            assert found.what
            continue
        assert found.provisions or found.other_statutes
        assert all(law.has(one) for one in found.provisions)
        assert len(set(found.provisions)) == len(found.provisions)
        if not found.other_statutes and not law.shorthand:
            assert len(found.provisions) >= len(section_numbers(text)), (law.id, text)


def section_numbers(text: str) -> set[str]:
    """The section numbers in a text: digits outside brackets.

    One straight after another is a part of it ("33 1(b)"). Years, money and measures are none.
    """
    bare = re.sub(r"FOIA\s?2000|£450|2023|\d+\s*hours", " ", text)
    bare = re.sub(r"\([^()]*\)", ".", bare)
    return set(re.findall(r"(?<!\d)(?<!\d )(\d+)", bare))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for law in LAWS.values():
        found = read(text, law)
        assert isinstance(found, Citation) or 1 <= found.column <= len(text) + 1


@given(st.data(), law_ids)
def test_a_letter_for_a_digit_is_never_read(data: st.DataObject, law_id: str) -> None:
    law = LAWS[law_id]
    name = data.draw(provisions(law_id))
    text = format_citation([name], law)
    places = [index for index, mark in enumerate(text) if mark in "10"]
    assume(places)
    at = data.draw(st.sampled_from(places))
    spoilt = text[:at] + {"1": "l", "0": "O"}[text[at]] + text[at + 1 :]
    try:
        found = parse(spoilt, law).provisions
    except CitationError:
        return
    # Where it is read at all, another provision was spelt: (1) and (l) are both list items.
    assert name not in found
    assert all(law.has(one) for one in found)
