"""`disclosurelog search QUERY`: find records on a built site, from the files that it serves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from disclosurelog.records import escaped, viewer_uri
from disclosurelog.search.language import Problem
from disclosurelog.search.reading.answer import SORTS, Answer, Result, Sort, answer
from disclosurelog.search.reading.store import Store


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--site", type=click.Path(path_type=Path), default=Path("site"), show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="Results.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def search(query: tuple[str, ...], site: Path, sort: Sort, most: int, as_json: bool) -> None:
    """Find records on a built site by words, "phrases", exemption:s31(1)(a), year:2022..2024.

    docs/searching.md teaches the language; it is that of the site's own search page.

    Exit code 0: the query was answered, even if nothing was found. 1: it cannot be read. 2: could
    not run.
    """
    text = " ".join(query)
    found = answer(Store(site), text, sort=sort, most=most)
    if isinstance(found, Answer):
        told = _answered(text, found) if as_json else _listed(found)
    else:
        told = _refused(text, found) if as_json else "\n".join(_problem(text, p) for p in found)
    click.echo(told, err=not as_json and not isinstance(found, Answer))
    if not isinstance(found, Answer):
        sys.exit(1)


def _answered(text: str, found: Answer) -> str:
    results = [
        {
            "slug": one.card["slug"],
            "title": one.card["title"],
            "reference": one.card["reference"],
            "received": one.card["received"],
            "responded": one.card["responded"],
            "outcome": one.card["outcome"],
            "cited": [{"law": law, "provision": p} for law, p, _ in one.card["cited"]],
            "score": round(one.score, 3),
            "pages": [
                {
                    "file": one.card["documents"][hit.document][0],
                    "page": hit.page,
                    "viewer": _page_address(one.card, hit.document, hit.page),
                }
                for hit in one.pages
            ],
        }
        for one in found.results
    ]
    return json.dumps({"query": text, "total": found.total, "results": results}, ensure_ascii=False)


def _refused(text: str, problems: Sequence[Problem]) -> str:
    told: list[dict[str, Any]] = [
        {"what": p.what, "start": p.start, "end": p.end, "offer": p.offer} for p in problems
    ]
    return json.dumps({"query": text, "problems": told}, ensure_ascii=False)


def _listed(found: Answer) -> str:
    count = "1 response" if found.total == 1 else f"{found.total:,} responses"
    shown = "" if len(found.results) == found.total else f", the first {len(found.results)}"
    lines = [f"{count}{shown}" if found.total else "Nothing found."]
    if found.left_out:
        words = ", ".join(map(escaped, found.left_out))
        lines.append(f"Left out, since nearly every response holds them: {words}.")
    for one in found.results:
        lines += ["", *_lines(one)]
    return "\n".join(lines)


def _lines(one: Result) -> list[str]:
    card = one.card
    outcome = escaped(card["outcome"]).replace("-", " ")
    cited = escaped(", ".join(cited for _, _, cited in card["cited"]))
    lines = [
        escaped(card["title"]),
        f"  {escaped(card['reference'])} · {escaped(card['responded'])} · {outcome}",
        f"  records/{escaped(card['slug'])}/",
    ]
    if cited:
        lines.append(f"  {cited}")
    for number, (_, title, *_) in enumerate(card["documents"]):
        pages = [hit.page for hit in one.pages if hit.document == number]
        if pages:
            word = "page" if len(pages) == 1 else "pages"
            lines.append(f"  {word} {', '.join(map(str, pages))} of {escaped(title)}")
            lines.append(f"    {escaped(_page_address(card, number, pages[0]))}")
    return lines


def _page_address(card: dict[str, Any], number: int, page: int) -> str:
    """Where a page of a record's document is shown on the site."""
    return f"{viewer_uri(card['slug'], card['documents'][number][3], page)}#page-{page}"


def _problem(text: str, problem: Problem) -> str:
    before, there = escaped(text[: problem.start]), escaped(text[problem.start : problem.end])
    mark = " " * len(before) + "^" * max(1, len(there))
    offer = f"\nDid you mean: {escaped(problem.offer)}" if problem.offer else ""
    return f"{escaped(problem.what)}\n  {escaped(text)}\n  {mark}{offer}"
