"""Makes the sample PDFs of `content/records`: `python tests/samples.py` writes them again.

Each is set from `tests/content/samples/<slug>/<file>.txt`; a letter or notice that has no such
text is set from its record. Where the boxes drawn and the redactions that the record lists
differ, nothing is written. Every page says that it is a sample.

The text is a few `key: value` lines, a line of three hyphens, then blocks with blank lines between:

    # Heading, ## smaller, ### smallest        - a list item
    | a | table |    its first line `|=3,1r` gives the columns' shares; r sets a column to the right
    **From:** lines that start so stand close together
    [[s.40(2)]]      a box in the line; [[s.40(2)|wide]] is a wider one; **bold**
    !box s.36 3      a box across the page, three lines high
    !page            a new page                 !lang cy   the language from here on; !lang ends it
    !draw 80 Caption a plan 80 mm high: lines of rect, void, line, dot, text; then !end
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from samples_typeset import A4, LETTER, Look, Sheet

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent / "content"
TEXTS = HERE / "content" / "samples"
HOME = "Aldermoor Constabulary"
FOOTER = "Sample document. {body} is made up and does not exist."
ACCENTS = {
    HOME: "#1d3557",
    "Lochmarran Council": "#1b5e4b",
    "Dyffryn Arian Fire and Rescue Authority": "#8c1c13",
    "Inishrone County Council": "#22577a",
    "United States Office of Inland Navigation Safety": "#3d3d5c",
    "Commonwealth Office of Maritime Signals (Australia)": "#7a4a00",
    "Alpine Safety Commission (New Zealand)": "#2f4858",
}
ACTS = {
    "uk-foia-2000": "the Freedom of Information Act 2000",
    "uk-eir-2004": "the Environmental Information Regulations 2004",
}


def wanted(content: Path = CONTENT) -> dict[Path, bytes]:
    """Every sample with its bytes. Raises ValueError where a text and its record disagree."""
    made: dict[Path, bytes] = {}
    wrong: list[str] = []
    for path in sorted(content.glob("records/*/*/record.yaml")):
        record = yaml.safe_load(path.read_text("utf-8"))
        for document in record.get("documents", ()):
            if "withdrawn" not in document:
                where = path.parent / document["file"]
                try:
                    made[where] = sample(record, document, path.parent.name)
                except ValueError as error:
                    wrong.append(f"{path.parent.name}/{where.name}: {error}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return made


def sample(record: dict[str, Any], document: dict[str, Any], slug: str) -> bytes:
    """The PDF of one document of a record."""
    source = TEXTS / slug / f"{Path(document['file']).stem}.txt"
    if source.exists():
        head, _, body = source.read_text("utf-8").partition("\n---\n")
        options = dict(line.split(": ", 1) for line in head.strip().splitlines())
    elif document.get("role") in {"response-letter", "refusal-notice"}:
        options, body = {"style": "letter"}, letter(record)
    else:
        raise ValueError("there is no text for it")
    issuer = record.get("authority", HOME)
    languages = {"en": "en-US" if record["laws"] == ["us-foia"] else "en-GB", "cy": "cy"}
    look = Look(
        title=document["title"],
        body=options.get("body", issuer),
        footer=options.get("footer", FOOTER.format(body=issuer)),
        style=options.get("style", "report"),
        language=languages[document.get("language", "en")],
        accent=ACCENTS.get(issuer, "#444444"),
        boxes=options.get("boxes", "black"),
        size=LETTER if record["laws"] == ["us-foia"] else A4,
        of=options.get("of", "Page {page} of {pages}"),
    )
    pages = set_in(Sheet(look, 0), body).page
    sheet = set_in(Sheet(look, pages), body)
    _same_redactions(sheet.voids, document)
    return sheet.finish()


def _same_redactions(drawn: Counter[Any], document: dict[str, Any]) -> None:
    listed: Counter[Any] = Counter()
    for one in document.get("redactions", ()):
        listed[one["page"], one["provision"]] += one.get("count", 1)
    if listed != drawn:
        raise ValueError(f"the record lists {dict(listed)}, the text has {dict(drawn)}")


def set_in(sheet: Sheet, body: str) -> Sheet:
    """Set the blocks of `body` on a sheet."""
    lines = iter(body.strip().splitlines())
    for line in lines:
        block = [line]
        if line.startswith("!draw"):
            _, height, caption = line.split(" ", 2)
            shapes = [inner.split() for inner in iter(lines.__next__, "!end") if inner.strip()]
            sheet.drawing(float(height), caption, shapes)
        elif line.startswith("!"):
            _order(sheet, line)
        elif line.strip():
            for inner in lines:
                if not inner.strip():
                    break
                block.append(inner)
            _text(sheet, block)
    return sheet


def _order(sheet: Sheet, line: str) -> None:
    order, *rest = line[1:].split(" ")
    if order == "page":
        sheet.new_page()
    elif order == "lang":
        sheet.language = "".join(rest)
    elif order == "box":
        sheet.block(" ".join(rest[:-1]), int(rest[-1]))
    else:
        raise ValueError(f"there is no order {order!r}")


def _text(sheet: Sheet, block: list[str]) -> None:
    first = block[0]
    if first.startswith("|="):
        columns = [(float(n.strip("r")), n.endswith("r")) for n in first[2:].split(",")]
        rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in (line.replace("|wide]]", "\x00") for line in block[1:])
        ]
        sheet.table([[c.replace("\x00", "|wide]]") for c in row] for row in rows], columns)
    elif first.startswith("#"):
        marks, _, text = first.partition(" ")
        sheet.heading(text, len(marks))
    elif first.startswith("- "):
        for item in "\n".join(block)[2:].split("\n- "):
            sheet.paragraph(" ".join(item.split()), bullet=True)
        sheet.y -= sheet.text_size * 0.4
    elif all(line.startswith("**") and ":**" in line for line in block):
        for line in block:
            sheet.paragraph(line, gap=0.65 if line is block[-1] else 0)
    else:
        sheet.paragraph(" ".join(" ".join(block).split()))


def letter(record: dict[str, Any]) -> str:
    """The response letter that a record describes, as text to set."""
    parts = record["request"].get("parts", ())
    asked = [f"{part['label']}. {part['text']}" for part in parts]
    blocks = [
        f"**Our reference:** {record['reference']}\n**Date:** {said(record['responded'])}",
        f"# {record['title']}",
        f"Thank you for your request of {said(record['received'])} under "
        f"{ACTS[record['laws'][0]]}. You asked:",
        record["request"]["text"],
        *asked,
        "## Our response",
        record["response"]["text"],
    ]
    for one in record.get("citations", ()):
        blocks += [f"## {one['cite']}", *_reasons(one)]
    if advice := record["response"].get("advice"):
        blocks += ["## Advice and assistance", advice]
    notice = record.get("refusal_notice")
    if notice:
        blocks += ["## If you are not satisfied", notice.get("text", ""), notice["review"]]
        blocks.append(notice["regulator"])
    blocks += ["Yours faithfully", "Information Rights Unit"]
    return "\n\n".join(blocks)


def _reasons(one: dict[str, Any]) -> list[str]:
    weighed = one.get("public_interest") or {}
    legitimate = one.get("legitimate_interest") or {}
    said_of = [
        ("", one.get("reason")),
        ("**The harm.** ", one.get("harm")),
        ("**For disclosure.** ", weighed.get("for")),
        ("**Against disclosure.** ", weighed.get("against")),
        ("**The balance.** ", weighed.get("balance")),
        ("**Legitimate interest.** ", legitimate.get("purpose")),
        ("**Necessity.** ", legitimate.get("necessity")),
        ("**The balance.** ", legitimate.get("balance")),
    ]
    return [start + text for start, text in said_of if text]


def said(day: datetime.date) -> str:
    """A day as a letter writes it: 3 July 2025."""
    return f"{day.day} {day:%B} {day.year}"


def main() -> int:
    """Write every sample."""
    try:
        made = wanted()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for path, data in made.items():
        path.write_bytes(data)
    print(f"{len(made)} sample documents")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
