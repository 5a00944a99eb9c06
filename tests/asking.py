"""A built log, and a page whose worker is asked about it."""

from __future__ import annotations

import json
from typing import Any

import yaml

import pdfs
from bench.generate import make_log
from projects import CONFIG, Project

RECORDS = 120
ZANZIBAR = (3, 44)  # pages of the long document
LAST = {"search": "facets", "suggest": "suggestions", "all": "all"}
ASK = """
({asked, last}) => new Promise((done) => {
  self.worker = self.worker || new Worker("assets/search/worker.js");
  self.asked = (self.asked || 0) + 1;
  const id = self.asked;
  const told = [];
  const take = ({ data }) => {
    if (data.id !== id) return;
    told.push(data);
    const ends = [last, "problem", "reload"].includes(data.type)
      || (data.type === "failed" && told.length === 1);
    if (!ends) return;
    worker.removeEventListener("message", take);
    done(Object.fromEntries(told.map((each) => [each.type, each])));
  };
  worker.addEventListener("message", take);
  worker.addEventListener("error", (event) => done({ error: event.message }));
  worker.postMessage({ ...asked, id });
})
"""
WELSH = """\
schema: 1
reference: "W/1"
earlier_references: [EARLIER/0041-25]
title: Ffioedd Heddlu Caerdŷdd a thrwyddedau dŵr
summary: Costau gŵyl yng Nghaerdydd, a’r café.
laws: [uk-foia-2000]
received: 2024-01-02
responded: 2024-01-20
published: 2024-03-01
request:
  text: "طلب المعلومات عن الشرطة. <b>O'Brien's</b> <img src=x onerror=alert(1)> \\u0061\\u0301rea"
outcome: granted-in-full
response: {text: The officer's reply is attached.}
documents: [{file: routes.pdf, title: Swyddogion}]
"""


def long_document() -> bytes:
    def draw(sheet: Any) -> None:
        for page in range(1, 46):
            for line in range(28):
                text = f"page {page} line {line} " + "of a long report on gritting " * 2
                sheet.setFont("Helvetica", 6)
                sheet.drawString(
                    20, 280 - 10 * line, text + ("zanzibar" if page in (3, 44) else "")
                )
            sheet.showPage()

    return pdfs.report(draw)


def make(project: Project) -> None:
    """Build a log of made-up records, with a Welsh one and one with a long document."""
    make_log(project.content, RECORDS, [])
    project.write("mkdocs.yml", CONFIG)
    project.add(1)
    project.add(2, text=WELSH)
    text = (project.content / "records/2024/area-1/record.yaml").read_text()
    text = text.replace("T/1", "T/3").replace("2024-01-03", "2024-01-05")
    project.add(3, text=text, pdf=long_document())
    project.build()


class Asker:
    """A page whose worker is asked."""

    def __init__(self, browser, server) -> None:
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.server = server
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{server.address}/robots.txt")

    def ask(self, kind: str = "search", **asked: Any) -> dict[str, Any]:
        usual = {"query": "", "choices": {}, "sort": "relevance", "page": 1, "size": 10}
        return self.page.evaluate(
            ASK, {"asked": {"type": kind, **usual, **asked}, "last": LAST[kind]}
        )

    def found(self, query: str, **asked: Any) -> list[str]:
        """The slugs of the results."""
        results = self.ask(query=query, **asked)["results"]["results"]
        return [one["card"]["slug"] for one in results]


def records_of(project: Project) -> list[dict[str, Any]]:
    paths = project.content.glob("records/*/*/record.yaml")
    return [{"slug": p.parent.name, **yaml.safe_load(p.read_text())} for p in paths]


def facts_of(project: Project) -> dict[str, dict[str, set[str]]]:
    """For each record, its values in each facet, read from the cards and the content."""
    cards = {
        card["slug"]: card
        for path in (project.site / "search/cards").iterdir()
        for card in json.loads(path.read_text())
    }
    facts = {}
    for record in records_of(project):
        card = cards[record["slug"]]
        cited = set()
        for law, provision, _ in card["cited"]:
            cited.add(law)
            while provision:
                cited.add(f"{law}/{provision}")
                provision = provision.rpartition("(")[0]
        facts[record["slug"]] = {
            "exemption": cited,
            "law": {"FOIA"},
            "outcome": {card["outcome"]},
            "year": {card["responded"][:4]},
            "department": {record["department"]} if "department" in record else set(),
            "topic": set(record.get("topics", ())),
            "late": {"yes"} if card["late"] else set(),
            "documents": {"yes"} if card["documents"] else set(),
            "reviewed": set(),
        }
    return facts
