"""A log of records that hardly fit on a page, and one without any."""

from __future__ import annotations

import json

import pdfs
from projects import CONFIG, Project

AUTHORITY = '<b>A & "B"</b>'
WORDS = "Please send me every paper about the bridge over the river that was closed in the spring. "
LONG_TITLE = (WORDS * 4)[:299] + "?"
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 8 + "skapitaensmuetze"
PARAGRAPH = "river bridge closed spring paper sent asked told " * 125
ARABIC = "طلب معلومات عن كاميرات المراقبة في وسط المدينة (2023) والعقود المتصلة بها"
URDU = "شہر کے مرکز میں نگرانی کے کیمروں کے بارے میں معلومات کی درخواست، نمبر 17 / 2023"
SECTIONS = (
    *("22(1)", "24(1)", "26(1)(a)", "27(1)(a)", "27(1)(b)", "28(1)", "29(1)(a)", "30(1)(a)"),
    *("31(1)(a)", "31(1)(b)", "31(1)(c)", "31(1)(d)", "31(1)(e)", "31(1)(f)", "31(1)(g)"),
    *("31(1)(h)", "31(1)(i)", "33(2)", "35(1)(a)", "35(1)(b)", "35(1)(c)", "38(1)(a)"),
    *("38(1)(b)", "42(1)", "43(1)", "43(2)", "21(1)", "23(1)", "32(1)", "34(1)"),
    *("40(2)", "41(1)", "44(1)(a)", "44(1)(b)", "44(1)(c)", "30(1)(b)", "30(1)(c)", "30(2)(a)"),
    *("35(1)(d)", "37(1)(b)"),
)
assert len(LONG_TITLE) == 300
assert len(UNBROKEN) > 280
assert len(set(SECTIONS)) == 40


def record(
    number: int,
    title: str,
    *,
    language: str = "en",
    year: int = 2024,
    text: str = WORDS,
    more: str = "",
) -> str:
    """A record as it is written; `more` are further fields."""
    words = json.dumps(text, ensure_ascii=False)
    return f"""\
schema: 1
reference: "ODD/{number}"
title: {json.dumps(title, ensure_ascii=False)}
summary: {words if len(text) < 400 else "Asked in one long breath."}
language: {language}
laws: [uk-foia-2000]
authority: {json.dumps(AUTHORITY)}
received: {year}-01-02
responded: {year}-01-20
published: {year}-03-01
request: {{text: {words}}}
response: {{text: {words}}}
department: {json.dumps(title[:120], ensure_ascii=False)}
topics: [{json.dumps(title[:120], ensure_ascii=False)}]
{more}"""


def documents(count: int) -> str:
    rows = (f"  - {{file: paper-{n}.pdf, title: {json.dumps(f'Paper {n}')}}}" for n in range(count))
    return "\n".join(("outcome: granted-in-full", "documents:", *rows)) + "\n"


def wide() -> str:
    """Further fields, each with a word that is wider than the page."""
    word = json.dumps(UNBROKEN)
    return f"""\
documents:
  - {{file: paper-0.pdf, title: {word}, replaced: {{date: 2024-02-01, reason: {word}}}}}
  - {{file: gone.pdf, title: {word}, withdrawn: {{date: 2024-02-01, reason: {word}}}}}
related: [{{reference: "ODD/1", relation: follows}}, {{reference: {word}, relation: batch}}]
internal_review: {{requested: 2024-02-01, decided: 2024-02-20, outcome: upheld, text: {word}}}
regulator: {{body: {word}, reference: {word}, date: 2024-09-01, outcome: upheld, text: {word}}}
"""


def citations() -> str:
    rows = ["outcome: refused", "citations:"]
    for section in SECTIONS:
        rows.append(f"  - cite: Section {section}")
        rows.append("    likelihood: would")
        rows += [f"    {name}: {json.dumps(WORDS)}" for name in ("reason", "harm")]
        rows.append("    public_interest: {for: Openness., against: Safety., balance: Safety.}")
        if section == "40(2)":
            rows.append("    legitimate_interest: {purpose: P., necessity: N., balance: B.}")
        if section.startswith("44"):
            rows.append("    other_statute: The Act about bridges.")
    rows.append("refusal_notice:")
    rows.append("  {provision: Section 17(1), review: Write to us., regulator: Write to them.}")
    return "\n".join(rows) + "\n"


def odd_log(project: Project) -> Project:
    """Write the log of records that hardly fit, and build it."""
    full = "outcome: granted-in-full\n"
    project.write(
        "mkdocs.yml",
        CONFIG.replace("name: Test Authority", f"name: {json.dumps(AUTHORITY)}").replace(
            "site_name: Test log", f"site_name: {json.dumps(AUTHORITY)}"
        ),
    )
    project.write("content/pages/about.md", "# About\n\nThis is about the log.\n")
    texts = {
        "long-title": record(1, LONG_TITLE, more=full),
        "long-word": record(2, UNBROKEN, text=UNBROKEN, more=full + wide()),
        "many-files": record(3, "Many files", more=documents(60)),
        "many-citations": record(4, "Many citations", more=citations()),
        "arabic": record(5, ARABIC, language="ar", text=ARABIC, more=full),
        "urdu": record(6, URDU, language="ur", text=URDU, more=full),
        "old": record(7, "Before the Act", year=1998, more=full),
        "long-breath": record(8, "Long paragraphs", text=PARAGRAPH, more=full),
        "markup": record(9, AUTHORITY, text=AUTHORITY, more=full),
    }
    for slug, text in texts.items():
        folder = f"content/records/2024/{slug}"
        project.write(f"{folder}/record.yaml", text)
        for number in range(text.count("file: paper-")):
            project.write(f"{folder}/paper-{number}.pdf", pdfs.letter())
    project.build()
    return project


def empty_log(project: Project) -> Project:
    """Write the log without any record, and build it."""
    project.start(0)
    project.build()
    return project
