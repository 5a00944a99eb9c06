"""The list of page kinds that the browser's tests go through leaves none out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from disclosurelog.adapters.beside import beside
from disclosurelog.gate import CheckedLog
from disclosurelog.pages import make_pages, theme, theme_folder
from disclosurelog.pages.site import Site
from disclosurelog.records import load_log
from kinds import KINDS
from pages.samples import checked_document

ELSEWHERE = {"cookies": "test_consent.py"}
"""Templates that the sample log has no page of, and the test that looks at one."""


@pytest.fixture
def shown(root: Path, shells: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The templates of each page of the sample log, by its address."""
    settings, content = beside([root / "content"])
    assert settings
    assert content
    log = load_log(content, settings)
    documents = {
        (entry.slug, one.file): checked_document(entry.slug, one.file, ["A page."])
        for entry in log.entries
        for one in entry.record.documents
        if one.withdrawn is None
    }
    found: dict[str, set[str]] = {}
    waiting: set[str] = set()
    render, page = theme.render, Site.page

    def rendered(name: str, values: Any) -> str:
        waiting.add(name)
        return render(name, values)

    def made(site: Site, uri: str, template: str, values: Any, **more: Any) -> Any:
        done = page(site, uri, template, values, **more)
        found[uri.removesuffix("index.html")] = set(waiting)
        waiting.clear()
        return done

    monkeypatch.setattr(theme, "render", rendered)
    monkeypatch.setattr(Site, "page", made)
    checked = SimpleNamespace(log=log, documents=documents, certificates={}, ruleset="0" * 12)
    list(make_pages(cast(CheckedLog, checked), shells, site_url="https://foi.example/"))
    return found


def test_every_template_is_on_a_page_that_is_looked_at(
    shown: dict[str, set[str]], root: Path
) -> None:
    looked_at = {address.partition("?")[0] for address in KINDS.values()}
    seen = set().union(*(names for uri, names in shown.items() if uri in looked_at))
    every = {path.stem for path in (theme_folder() / "pages").glob("*.html")}
    assert every - seen == ELSEWHERE.keys()
    for name, file in ELSEWHERE.items():
        text = (root / "tests/browser" / file).read_text(encoding="utf-8")
        assert f"{name}/" in text
        assert "Axe(" in text
