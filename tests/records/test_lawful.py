"""Rules between fields: each refusal names the law it rests on."""

from __future__ import annotations

import pytest

NOTICE = """\
refusal_notice:
  provision: Section 17(1)
  review: Write to us within 40 working days.
  regulator: Complain to the Information Commissioner.
"""
BALANCE = """\
    public_interest:
      for: The public pays for the alarms.
      against: Crime would be easier.
      balance: It favours withholding.
"""
HARM = "    harm: A burglar could switch the alarms off.\n"


def test_the_whole_record_passes(content, refused) -> None:
    content.add(refused)
    entry = content.load().entries[0]
    assert entry.provisions == (("uk-foia-2000", "s31(1)(a)"),)


@pytest.mark.parametrize(
    ("old", "new", "source"),
    [
        (BALANCE, "", "FOIA s.2(2)(b)"),
        (HARM, "", "FOIA s.17(1)"),
        ("    likelihood: would\n", "", "Freedom of Information Act 2000"),
        (NOTICE, "", "FOIA s.17(1) and (7)"),
        ("outcome: refused", "outcome: granted-in-full", "FOIA s.17(1)(b)"),
        ("outcome: refused", "outcome: neither-confirm-nor-deny", "FOIA s.17(1)(b)"),
        ("provision: Section 17(1)", "provision: Section 31(1)(a)", "not a refusal notice"),
        ("cite: Section 31(1)(a)", "cite: Section 36(2)(c)", "FOIA s.36(2)"),
        ("cite: Section 31(1)(a)", "cite: Section 44(1)(a)", "does not name it"),
        ("cite: Section 31(1)(a)", "cite: Section 17(1)", "notice"),
        ("cite: Section 31(1)(a)", "cite: Section 12(1)", "refuses a request"),
        ("    likelihood: would\n", "    likelihood: would\n    mode: refuse\n", "withholds"),
        ("cite: Section 31(1)(a)", "cite: Section 3l(1)", "cannot be read"),
        ("cite: Section 31(1)(a)", "cite: Section 31(1)(z)", "cannot be read"),
        ("cite: Section 31(1)(a)", "cite: none of your business", "cannot be read"),
        ("    likelihood: would\n", "    likelihood: would\n    law: us-foia\n", "names a law"),
        ("laws: [uk-foia-2000]", "laws: [uk-foia-2000, uk-eir-2004]", "which of the record's laws"),
        ("laws: [uk-foia-2000]", "laws: [uk-foi-2000]", "nobody has described"),
        ("responded: 2024-01-20", "responded: 2024-01-01", "before the request's receipt"),
        ("published: 2024-01-25", "published: 2024-01-05", "before the response"),
        ("outcome: refused", "updated: 2023-01-01\noutcome: refused", "before publication"),
        ("outcome: refused", "status: withdrawn\noutcome: refused", "tombstone"),
        (
            "outcome: refused",
            "clock: [{event: extended, date: 2024-01-10}]\noutcome: refused",
            "until when",
        ),
        (
            "  text: Please send",
            "  parts: [{label: '1', text: Codes, outcome: not-held}]\n  text: Please send",
            "one outcome",
        ),
    ],
)
def test_refused(content, refused, broken, old, new, source) -> None:
    content.add(broken(refused, old, new))
    assert any(source in p.what for p in content.problems()), "\n".join(
        map(str, content.problems())
    )


def test_nothing_is_disclosed_under_a_refusal(content, refused) -> None:
    text = refused + "documents:\n  - {file: codes.pdf, title: The codes, role: disclosed}\n"
    content.add(text, codes_pdf=b"%PDF-1.4")
    assert "nothing was disclosed" in content.the_problem().what


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("documents: [{file: a.pdf, title: A}]\n", "no such file"),
        ("documents: [{file: ../a.pdf, title: A}]\n", "not written as it should be"),
        ("documents: [{file: /etc/passwd, title: A}]\n", "not written as it should be"),
        ("related: [{reference: x, relation: follow}]\n", "not one of the words"),
        ("translations: {cy: {titel: x}}\n", "did you mean"),
        ("regulator: {body: ICO, outcome: upheld, url: 'javascript:alert(1)'}\n", "web address"),
    ],
)
def test_what_a_record_points_to(content, plain, extra, words) -> None:
    content.add(plain + extra)
    assert any(words in str(p) for p in content.problems())


def test_two_files_that_differ_in_capitals(content, plain) -> None:
    text = plain + "documents: [{file: a.pdf, title: A}, {file: A.pdf, title: B}]\n"
    content.add(text, **{"a.pdf": b"x", "A.pdf": b"y"})
    assert "capitals" in content.the_problem().what


def test_a_file_nobody_listed(content, plain) -> None:
    content.add(plain, notes_pdf=b"x")
    problem = content.the_problem()
    assert problem.path == "records/2024/one/notes.pdf"
    assert "not listed" in problem.what


def test_withdrawn_leaves_a_tombstone_and_no_reasons(content, refused, broken) -> None:
    text = broken(refused, BALANCE, "")
    text = broken(text, "outcome: refused", "status: withdrawn\noutcome: refused")
    content.add(text + "tombstone: {date: 2024-03-01, reason: Published by mistake.}\n")
    assert content.load().entries[0].withdrawn
