"""A site in Welsh speaks Welsh: no string of the interface is in English unless it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from disclosurelog.languages.catalogue import FOLDER
from projects import Project

VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle", "wbr", "source"}
SAID = {"title", "aria-label", "placeholder", "alt"}
PLACE = re.compile(r"\\\{[a-z_]+\\\}")
WORD = re.compile(r"[A-Za-z]{3,}")


class Spoken(HTMLParser):
    """The texts of a page that are in its own language: text, and attributes that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    @property
    def language(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def say(self, text: str | None) -> None:
        words = " ".join((text or "").split())
        if words and self.language == "cy" and not {"script", "style"} & {t for t, _ in self.open}:
            self.texts.append(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open.append((tag, given.get("lang") or ""))
        for name in SAID:
            self.say(given.get(name))
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.say(data)


def english() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each English string that Welsh says differently, and what it looks like with places filled.

    Strings that are hardly more than their places would match anything.
    """
    with (FOLDER / "cy.po").open("rb") as file:
        for one in read_po(file):
            ids = [one.id] if isinstance(one.id, str) else list(one.id)
            said = [one.string] if isinstance(one.string, str) else list(one.string)
            for text in ids:
                words = WORD.findall(re.sub(r"\{[a-z_]+\}", "", text))
                if not text or text in said or (len(words) < 2 and "{" in text):
                    continue
                shape = PLACE.sub(".+", re.escape(" ".join(text.split())))
                yield text, re.compile(shape)


@pytest.fixture
def site(welsh: Project) -> Path:
    """The sample log, in Welsh."""
    return welsh.site


def test_no_string_of_the_interface_is_in_english(site: Path, root: Path) -> None:
    strings = list(english())
    # What an authority wrote itself is in the language that it wrote it in.
    own = {path.stem for path in (root / "content/pages").glob("*.md")}
    assert len(strings) > 400
    seen: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        if path.parent.name in own:
            continue
        for text in Spoken(path.read_text(encoding="utf-8")).texts:
            seen.setdefault(text, str(path.relative_to(site)))
    assert len(seen) > 500
    left = [
        (text, seen[text], string)
        for text in seen
        for string, shape in strings
        if shape.fullmatch(text)
    ]
    assert left == []


def test_each_page_says_that_it_is_welsh(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    for path in pages:
        assert re.search(r'<html lang="cy"', path.read_text(encoding="utf-8")), path


def test_what_the_laws_say_in_welsh_is_shown_and_the_rest_is_marked(site: Path) -> None:
    html = (site / "exemptions/uk-foia-2000/s31/index.html").read_text(encoding="utf-8")
    assert "<h1>Adran 31: Gorfodi’r gyfraith</h1>" in html
    assert "Deddf Rhyddid Gwybodaeth 2000" in html
    scottish = (site / "exemptions/sc-foisa-2002/index.html").read_text(encoding="utf-8")
    assert '<span lang="en">Freedom of Information (Scotland) Act 2002</span>' in scottish


def test_the_search_is_told_its_strings(site: Path) -> None:
    search = (site / "assets/search/search.js").read_text(encoding="utf-8")
    assert search.startswith("self.dlWords = {")
    assert "Canlyniadau" in search
    worker = (site / "assets/search/worker.js").read_text(encoding="utf-8")
    assert "beth a ddyfynnwyd" in worker


def test_feeds_and_the_description_of_the_search_are_welsh(site: Path) -> None:
    assert "Aldermoor Constabulary: pob ymateb" in (site / "feeds/all.atom").read_text("utf-8")
    assert "Chwilio’r hyn a ddatgelwyd" in (site / "opensearch.xml").read_text("utf-8")
