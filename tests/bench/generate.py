"""Makes a log of N realistic records: Zipf-distributed words, all outcomes, seeded."""

from __future__ import annotations

import bisect
import datetime
import itertools
import random
from pathlib import Path

from disclosurelog.records import EDITOR_LINE

WORDS = 600
"""About how many words a record has, as the published responses of UK police forces do."""

VOCABULARY = 20_000
OUTCOMES = (
    ("granted-in-part", 45),
    ("granted-in-full", 25),
    ("refused", 12),
    ("not-held", 8),
    ("partly-held", 3),
    ("neither-confirm-nor-deny", 3),
    ("withdrawn-by-requester", 2),
    ("lapsed", 1),
    ("transferred", 1),
)
CITED = (
    ("Section 40(2)", "absolute"),
    ("Section 31(1)(a)", "harm"),
    ("Section 43(2)", "harm"),
    ("Section 21(1)", "absolute"),
    ("Section 31(1)(a)&(b)", "harm"),
    ("Section 42(1)", "qualified"),
    ("Section 41(1)", "absolute"),
    ("Section 30(1)(a)", "qualified"),
    ("Section 38(1)(a)", "harm"),
)
TOPICS = 40
DEPARTMENTS = 12


class Author:
    """Writes text with the word frequencies of real prose (Zipf, exponent 1)."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = "abcdefghijklmnoprstuvwy"
        names = random.Random(1)
        self._words = [
            "".join(names.choice(letters) for _ in range(names.randint(2, 9)))
            for _ in range(VOCABULARY)
        ]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def words(self, count: int) -> str:
        top = self._weights[-1]
        pick = self.random.random
        picks = (bisect.bisect(self._weights, pick() * top) for _ in range(count))
        return " ".join(self._words[index] for index in picks)

    def text(self, count: int, indent: int) -> str:
        """Return paragraphs of about `count` words as the lines of a YAML block."""
        pad = " " * indent
        paragraphs = [f"{pad}{self.words(min(60, count - n))}." for n in range(0, count, 60)]
        return f"\n{pad}\n".join(paragraphs)


def record(author: Author, number: int, documents: int) -> str:
    """Return the YAML of one record of about 600 words."""
    rng = author.random
    outcome = rng.choices([o for o, _ in OUTCOMES], [w for _, w in OUTCOMES])[0]
    received = datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randint(0, 3900))
    responded = received + datetime.timedelta(days=rng.randint(2, 45))
    cites = rng.randint(1, 3) if outcome in {"granted-in-part", "refused"} else 0
    mode = ""
    if outcome == "neither-confirm-nor-deny":
        cites, mode = 1, "    mode: neither-confirm-nor-deny\n"
    words = (WORDS - 60) // (2 + 2 * cites)
    lines = [
        EDITOR_LINE,
        "schema: 1",
        f'reference: "FOI/{number:06}"',
        f"title: {author.words(7).capitalize()}",
        f"summary: {author.words(22).capitalize()}.",
        "laws: [uk-foia-2000]",
        f"received: {received}",
        f"responded: {responded}",
        f"published: {responded + datetime.timedelta(days=7)}",
        "request:",
        "  text: |",
        author.text(words, 4),
        f"outcome: {outcome}",
        "response:",
        "  text: |",
        author.text(words, 4),
        f"topics: [subject {rng.randint(1, TOPICS)}, subject {rng.randint(1, TOPICS)} too]",
        f"department: Department {rng.randint(1, DEPARTMENTS)}",
    ]
    if cites:
        lines.append("citations:")
    for cite, kind in rng.sample(CITED, cites):
        lines += [f"  - cite: {cite}\n{mode}    reason: |", author.text(words // 2, 6)]
        if kind == "harm":
            lines += [
                "    likelihood: would-be-likely-to",
                "    harm: |",
                author.text(words // 2, 6),
            ]
        if kind != "absolute":
            lines.append("    public_interest:")
            for side in ("for", "against", "balance"):
                lines += [f"      {side}: |", author.text(words // 3, 8)]
    if cites or outcome == "refused":
        lines += [
            "refusal_notice:",
            "  provision: Section 17(1)",
            "  review: Write to us within 40 working days.",
            "  regulator: Complain to the Information Commissioner.",
        ]
    if documents:
        role = "disclosed" if outcome in {"granted-in-part", "granted-in-full"} else "annex"
        lines.append("documents:")
        for at in range(documents):
            lines += [
                f"  - file: document-{at + 1}.pdf",
                f"    title: {author.words(4).capitalize()}",
                f"    role: {role}",
            ]
    return "\n".join(lines) + "\n"


def make_log(content: Path, count: int, pdfs: list[bytes], seed: int = 1) -> None:
    """Write a content folder of `count` records, each with 1 to 3 of the given files."""
    author = Author(seed)
    (content / "pages").mkdir(parents=True)
    (content / "pages" / "about.md").write_text("# About\n\nA log made for measuring.\n")
    for number in range(count):
        documents = author.random.randint(1, 3) if pdfs else 0
        text = record(author, number, documents)
        year = text.partition("received: ")[2][:4]
        folder = content / "records" / year / f"record-{number:06}"
        folder.mkdir(parents=True)
        (folder / "record.yaml").write_text(text)
        for at in range(documents):
            (folder / f"document-{at + 1}.pdf").write_bytes(author.random.choice(pdfs))


def make_markdown(docs: Path, count: int, seed: int = 1) -> None:
    """Write `count` Markdown pages with as many words as the records have, for MkDocs alone."""
    author = Author(seed)
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n")
    for number in range(count):
        body = "\n\n".join(f"## {author.words(4)}\n\n{author.words(WORDS // 6)}." for _ in range(6))
        (docs / f"record-{number:06}.md").write_text(f"# {author.words(7)}\n\n{body}\n")


def change(content: Path, word: str = "once") -> None:
    """Change one record of a log that `make_log` made."""
    record = next((content / "records").glob("*/record-000001/record.yaml"))
    record.write_text(record.read_text().replace("summary: ", f"summary: Changed {word} ", 1))
