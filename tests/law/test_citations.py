"""What single citations mean, and how a bad one is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from disclosurelog.errors import CitationError, LawError
from disclosurelog.law import Law, find_laws, format_citation, parse, search_aliases

GOOD = {
    "uk-foia-2000": {
        "s31(1)(a), (b) and (c)": "s31(1)(a) s31(1)(b) s31(1)(c)",
        "s31(1)(a)/(b)": "s31(1)(a) s31(1)(b)",
        "sections 31(1)(a) to (c)": "s31(1)(a) s31(1)(b) s31(1)(c)",
        "31(1)(a)-(c)": "s31(1)(a) s31(1)(b) s31(1)(c)",
        "sections 21-23": "s21 s22 s22A s23",
        "adrannau 31 i 33": "s31 s32 s33",
        # Letters (h) and (i) of one list, though i is also a roman numeral.
        "s31(1)(h)(i)": "s31(1)(h) s31(1)(i)",
        "s36(2)(b)(i)(ii) & (c)": "s36(2)(b)(i) s36(2)(b)(ii) s36(2)(c)",
        "section 31(1)(g) and (2)(a)": "s31(1)(g) s31(2)(a)",
        "section 31(1)(A)": "s31(1)(a)",
        "s22a": "s22A",
        "§ 31(1)(a)": "s31(1)(a)",
        "sections 40 (2)  (a) , ( b )": "s40(2)(a) s40(2)(b)",
        "adran 40(2) a 40(3A)(a)": "s40(2) s40(3A)(a)",
        "adran 40(2) o Ddeddf Rhyddid Gwybodaeth 2000": "s40(2)",
        "The information is exempt under section 31(1)(a) of the Act.": "s31(1)(a)",
        "Section 40(2) of the Freedom of Information Act 2000": "s40(2)",
        "section 40(2) of the FOI Act (2000)": "s40(2)",
        "FOIA s.40(2)": "s40(2)",
        "[s.40(2)]": "s40(2)",
        "Section 31(1)(a) law enforcement": "s31(1)(a)",
        "s31(1)(a) (law enforcement) and s40(2) (personal data)": "s31(1)(a) s40(2)",
        "s12(1) - would take 20 hours and cost over £450 in 2023": "s12(1)",
        "section 17": "s17(1)",
        "section 17(5)": "s17(5)",
        "s40(3)": "s40(3A)",
        "s40(3)(a)(i)": "s40(3A)(a)",
        "s40(3)(a)(ii)": "s40(3B)",
        "s40(5)(b)(i)": "s40(5B)(a)",
        "Information not held": "not-held",
        "s31(1)(a) and s31(1)(a)": "s31(1)(a)",
    },
    "uk-eir-2004": {
        "4(d) - material in the course of completion": "reg12(4)(d)",
        "5(e), 5(b)": "reg12(5)(e) reg12(5)(b)",
        "reg 12(5)(f)(i)-(iii)": "reg12(5)(f)(i) reg12(5)(f)(ii) reg12(5)(f)(iii)",
        "regulation 13(2)(a)(i)": "reg13(2A)(a)",
        "regulation 12(5)(e) of the Regulations": "reg12(5)(e)",
    },
    "us-foia": {
        "(b)(6)(b)(7)(C)": "(b)(6) (b)(7)(C)",
        "b6/b7C": "(b)(6) (b)(7)(C)",
        "Exemptions 6 and 7(C)": "(b)(6) (b)(7)(C)",
        "7(C), (E)": "(b)(7)(C) (b)(7)(E)",
        "5 U.S.C. § 552(b)(6)": "(b)(6)",
        "(B)(7)(c)": "(b)(7)(C)",
        "[[REDACTED-EX B6, B7C]]": "(b)(6) (b)(7)(C)",
    },
}


@pytest.mark.parametrize(
    ("law_id", "text", "expected"),
    [(law, text, ids) for law, rows in GOOD.items() for text, ids in rows.items()],
)
def test_reads(laws: Mapping[str, Law], law_id: str, text: str, expected: str) -> None:
    found = parse(text, laws[law_id])
    assert found.provisions == tuple(expected.split())
    assert found.as_written == text
    assert found.law_id == law_id
    assert found.other_statutes == ()


BAD = {
    "uk-foia-2000": {
        "": (1, "empty"),
        "   ": (1, "empty"),
        "Section": (8, "a number should follow"),
        "Section 3l(1)": (10, "letter where a digit"),
        "section l2(1)": (9, "letter where a digit"),
        "section 4O(2)": (10, "letter where a digit"),
        "Sectlon 31": (1, "'Sectlon'"),
        "section 99": (9, "no section 99"),
        "s31a": (2, "no section 31A"),
        "s31(1)(z)": (8, "runs from (a) to (i)"),
        "s31(1)(a) and (z)": (16, "runs from (a) to (i)"),
        "section 31(1)(lii)": (15, "there is no (lii)"),
        "section 31(4)": (12, "has (1), (2) and (3)"),
        "36(2)(b)(i)(c)": (13, "there is no (c)"),
        "S31(1)(a)(2)(b)": (11, "there is no (2)"),
        "s12(1)(a)(i)(A)": (14, "deeper"),
        "Section 40(2": (11, "never closed"),
        "Section 40(2))": (14, "can't be read"),
        "section 31.1(a)": (11, "point"),
        "31[1](a)": (3, "can't be read"),
        "section 31(1)(a) 40(2)": (18, "missing"),
        "section 40, 2": (13, "may be s2 or s40(2)"),
        "section 40(2), 3A": (16, "no section 3A"),
        "section 40 and": (12, "nothing follows"),
        "and 40": (1, "nothing stands before"),
        "except section 40": (1, "'except'"),
        "section 40 not applied": (12, "'not'"),
        "sections 31 to 31": (13, "backwards"),
        "section 12(1)(a) to (c)": (18, "range"),
        "Section 31(1)(a) - Law Enforcement and section 40(2)": (40, "another citation"),
        "Section 40 (2) - Personal Information (3A)": (39, "another citation"),
        "s12(1) - would take 20": (21, "another citation"),
        "section 40(2) (personal information: 3A)": (38, "another citation"),
        "section 40(2) (zzz)": (15, "can't be read"),
        "section 40(2)(a,b)": (14, "brackets of its own"),
        "reg 12(4)(e)": (1, "cited by section"),
        "section 40 \uff12": (12, "can't be read"),
        "section 40(2) personal": (15, "'personal'"),
        "s" * 501: (501, "longer"),
    },
    "uk-eir-2004": {
        "regulation 5(e)": (14, "there is no (e)"),
        "section 12(5)(e)": (1, "cited by regulation"),
        "(5)(e)": (1, "has no regulation before it"),
    },
    "us-foia": {
        "(b)(10)": (5, "runs from (1) to (9)"),
        "(b)(7)(G)": (8, "runs from (A) to (F)"),
        "12(b)": (1, "no exemption 12"),
        "b": (1, "'b'"),
    },
}


@pytest.mark.parametrize(
    ("law_id", "text", "column", "words"),
    [(law, text, *why) for law, rows in BAD.items() for text, why in rows.items()],
)
def test_refuses_at_the_column(
    laws: Mapping[str, Law], law_id: str, text: str, column: int, words: str
) -> None:
    with pytest.raises(CitationError) as refused:
        parse(text, laws[law_id])
    assert refused.value.column == column
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Section 21 of the Data Protection Act",
        "s.21 DPA 2018",
        "Article 6(1)(f) of the UK GDPR",
        "section 38(1)(b) of the Freedom of Information (Scotland) Act 2002",
        "section 40(2) of the Freedom of Information Act 2014",
        "regulation 12(5)(e) of the Environmental Information Regulations 2004",
        "paragraph 3 of Schedule 2 to the Data Protection Act 2018",
    ],
)
def test_another_statute_gives_no_provisions(foia: Law, text: str) -> None:
    found = parse(text, foia)
    assert found.provisions == ()
    assert found.other_statutes == (text,)


def test_another_statute_beside_the_laws_own(foia: Law) -> None:
    found = parse(
        "section 44(1)(a) by virtue of section 18 of the Commissioners for Revenue and "
        "Customs Act 2005",
        foia,
    )
    assert found.provisions == ("s44(1)(a)",)
    assert len(found.other_statutes) == 1
    both = parse("section 31(1)(a) and section 170 of the Data Protection Act 2018", foia)
    assert both.provisions == ("s31(1)(a)",)


def test_the_law_is_needed(laws: Mapping[str, Law]) -> None:
    scotland = parse("section 38(1)(b)", laws["sc-foisa-2002"])
    assert scotland.law_id == "sc-foisa-2002"
    with pytest.raises(CitationError, match="of which law"):
        parse("section 38(1)(b)", None)
    named = parse("section 38(1)(b) of the Freedom of Information (Scotland) Act 2002", None)
    assert (named.law_id, named.provisions) == ("sc-foisa-2002", ("s38(1)(b)",))
    assert find_laws("FOISA s.38", laws) == ("sc-foisa-2002",)
    assert parse("Section 21 of the Data Protection Act", None).law_id == ""


def test_a_notice_is_no_exemption(foia: Law) -> None:
    (notice,) = parse("Refusal Notice under Section 17", foia).provisions
    assert foia.provision(notice).kind == "notice"
    assert not foia.provision(notice).is_exemption


def test_a_legacy_id_is_found_under_both(foia: Law) -> None:
    found = parse("Section 40(2)&(3) - Personal Information", foia)
    assert found.as_written == "Section 40(2)&(3) - Personal Information"
    assert found.provisions == ("s40(2)", "s40(3A)")
    assert search_aliases("s40(3)", foia) == ("s40(3A)",)
    assert search_aliases("s40(3A)", foia) == ("s40(3)",)
    assert search_aliases("s40(2)", foia) == ()
    assert foia.by_slug("s40-3").id == "s40(3A)"


def test_format(foia: Law, us: Law) -> None:
    assert format_citation(["s31(1)(a)"], foia) == "section 31(1)(a)"
    three = ["s31(1)(a)", "s31(1)(b)", "s40(2)"]
    assert format_citation(three, foia) == "sections 31(1)(a), 31(1)(b) and 40(2)"
    assert format_citation(["(b)(3)", "(b)(6)"], us) == "exemptions (b)(3) and (b)(6)"
    assert format_citation(["s40(3)"], foia) == "section 40(3A)"
    assert format_citation(["s40(2)", "s2"], foia) == "section 40(2) and section 2"
    assert format_citation(["s12(1)", "not-held"], foia) == "section 12(1) and information not held"
    with pytest.raises(LawError):
        format_citation(["s99"], foia)
    with pytest.raises(ValueError, match="no provisions"):
        format_citation([], foia)
