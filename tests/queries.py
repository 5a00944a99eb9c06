"""What the tests of the query language share: one small log, vectors, and made-up queries."""

from __future__ import annotations

import datetime
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

from disclosurelog.law import load_laws
from disclosurelog.search.language import Problem, Tables, read, resolve, to_json
from disclosurelog.search.lawtable import law_table

ROOT = Path(__file__).resolve().parent.parent
VECTORS = ROOT / "tests" / "search" / "queries.yaml"
SCRIPTS = ("words", "laws", "places", "citations", "marks", "query", "resolve", "complete")
"""In the order in which they need each other."""

LAWS = [load_laws()[name] for name in ("uk-eir-2004", "uk-foia-2000", "us-foia")]
_CITED = {
    "uk-eir-2004": ("reg12", "reg12(5)", "reg12(5)(b)"),
    "uk-foia-2000": ("s31", "s31(1)", "s31(1)(a)", "s31(1)(b)", "s40", "s40(2)", "s40(3A)"),
    "us-foia": ("(b)", "(b)(7)", "(b)(7)(E)"),
}


def _rows() -> list[list[Any]]:
    rows: list[list[Any]] = []
    for place, law in enumerate(LAWS):
        for name in _CITED[law.id]:
            one = law.provision(name)
            rows.append([place, name, one.cited_as, one.title, -1, one.slug])
    return rows


def _named(*names: str) -> dict[str, list[str]]:
    return {"names": sorted(names)}


FILES: dict[str, Any] = {
    "laws": json.loads(law_table(LAWS)),
    "values": {
        "law": _named(*(law.short_title for law in LAWS)),
        "outcome": _named("granted-in-part", "refused", "not-held"),
        "department": _named(
            "Chief Constable's Office",
            "Legal",
            "Legal Services",
            "Policy and Strategy",
            "Heddlu Caerdŷdd",
            'The "Old" Team',
        ),
        "topic": _named("Body-worn video", "Drones", "Stop and search", "Stop"),
        "reviewed": _named("overturned", "upheld"),
    },
    "provisions": {
        "laws": [{"id": law.id, "short": law.short_title, "name": law.title} for law in LAWS],
        "provisions": _rows(),
    },
}
"""What the browser has: the law table and two columns of a log."""

TABLES = Tables.from_files(FILES["laws"], FILES["values"], FILES["provisions"])


def answer(text: str) -> list[Any]:
    """What Python makes of a query: what was read, and what that means in the log."""
    found = read(text)
    if isinstance(found, Problem):
        return [to_json(found), None]
    return [to_json(found), to_json(resolve(found, TABLES, text))]


# Vectors are written short: what every word has is left out.


def short(answered: dict[str, Any]) -> Any:
    if "problems" in answered:
        return {
            "problems": [
                {"what": p["what"], "at": [p["start"], p["end"]], "offer": p["offer"]}
                for p in answered["problems"]
            ]
        }
    return answered["tree"] and _short(answered["tree"])


def _short(node: dict[str, Any]) -> dict[str, Any]:
    usual = {"in": None, "boost": 1, "edits": 0, "wild": False}
    rest = {k: v for k, v in node.items() if k not in ("kind", "start", "end", "go")}
    rest = {k: v for k, v in rest.items() if k not in usual or v != usual[k]}
    at = {"at": [node["start"], node["end"]]}
    go = {"go": node["go"]} if "go" in node else {}
    kind = node["kind"]
    if kind in ("and", "or", "not"):
        return {kind: [_short(one) for one in node["of"]]} | go
    if kind == "word":
        return {"word": rest.pop("word")} | rest | go | at
    if kind == "phrase":
        return {"phrase": rest.pop("words")} | rest | go | at
    if kind == "provision":
        return {"provision": rest.pop("any")} | at
    if kind == "reference":
        return {"reference": rest.pop("text")} | at
    if kind == "days":
        rest |= {k: _iso(rest[k]) for k in ("from", "to")}
    return {kind: rest.pop("name")} | rest | at


def _iso(day: int | None) -> str | None:
    epoch = datetime.date(1970, 1, 1)
    return None if day is None else (epoch + datetime.timedelta(days=day)).isoformat()


# Made-up queries

PIECES = (
    *(
        "a",
        "facial",
        '"',
        "\u201c",
        "(",
        ")",
        " ",
        " ",
        " ",
        " ",
        "-",
        "!",
        "+",
        "|",
        "*",
        "~",
        "^",
    ),
    *("OR ", "NOT ", "AND ", "in:request ", "in:", "title:", "documents:", "word~2", "wo*d", "^3"),
    *("exemption:", "s31", "s40(3)", "(a)", "(1)", "(b)(7)(E)", "reg 12(5)(b)", "section ", "§ 31"),
    *(
        " and ",
        "&",
        ", ",
        " - ",
        "by virtue of",
        " of the Act",
        "Data Protection Act 2018",
        "FOIA ",
    ),
    *("year:", "2022", "..", "2024", "received:", ">", "<=", "2022-02-30", "31/01/2022", "taken:"),
    *("department:", "legal ", "services ", "topic:", "stop ", "and ", "search ", "body-worn "),
    *("outcome:", "not held ", "granted ", "reviewed:", "yes", "no", "late:", "law:", "ref:"),
    *("01.FOI.22/3", "exmption:", "depratment:", "http://a.b/c", "10:30", "stop-and-search"),
    *("and/or", "officer\u2019s", "\u0130", "\u0131", "\u017f", "\u212a", "\xdf", "\xb2", "\xbd"),
    *("\U0001d49c", "\u202e", "\x1f", "\u3000", "\ufeff", "\xad", "\u2010", "\u0391\u03a3"),
    *(
        "\u0645\u0631\u062d\u0628\u0627",
        "\ufdfd",
        "\ufb01",
        "e\u0301",
        "Law Enforcement",
        "to",
        "l",
    ),
)
_BLOCKS = ((0x20, 0x2FF), (0x300, 0x2FFF), (0x1D400, 0x1F6FF), (0x0, 0xFFFF))


def made_up(count: int, seed: int) -> list[str]:
    """Queries that nobody would type, always the same ones for a seed."""
    rng = random.Random(seed)
    return [_made_up(rng) for _ in range(count)]


def _made_up(rng: random.Random) -> str:
    if rng.random() < 0.2:
        letters = (chr(rng.randint(*rng.choice(_BLOCKS))) for _ in range(rng.randint(1, 12)))
        return "".join(one for one in letters if unicodedata.category(one) not in ("Cn", "Cs"))
    text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 14)))
    quoted = text.replace('"', "")
    return f'exemption:"{quoted}"' if rng.random() < 0.1 else text
