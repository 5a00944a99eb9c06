"""The theme on MkDocs itself: a poured page is the page that MkDocs would have drawn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import mkdocs.config
import mkdocs.plugins
import pytest

from disclosurelog.adapters.mkdocs import DisclosureLogPlugin
from disclosurelog.pages import Shell, chrome, own_page, shell_source, theme_folder
from disclosurelog.records import Settings

BODY = """<section class="x">
<h1>Dogs &amp; cats</h1>
<p>Text with <a href="../../records/">a link</a>.</p>
</section>"""
AUTHORITY = {"name": "Force <b>A</b>", "email": "a@example.org", "url": "https://a.example/"}


class Strings(mkdocs.plugins.BasePlugin):
    """Nothing of our plugin but the strings."""

    on_env = DisclosureLogPlugin.on_env


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of the shells and of one page as MkDocs draws it, with the same body."""
    docs = tmp_path / "docs"
    for depth in range(4):
        source, text = shell_source(depth)
        (docs / source).parent.mkdir(parents=True, exist_ok=True)
        (docs / source).write_text(text, encoding="utf-8")
    page = docs / "records" / "dogs" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        f'---\ntitle: Dogs & <cats>\ndescription: All "of" them\nlayout: bare\n---\n\n{BODY}\n',
        encoding="utf-8",
    )
    (docs / "about.md").write_text("# About\n\n## One\n\n## Two\n\n## Three\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Log <i>of</i> A\nsite_url: https://foi.example/log/\ntheme: {name: material}\n"
        "plugins: []\nnav: [index.md, about.md]\n",
        encoding="utf-8",
    )
    config: Any = mkdocs.config.load_config(
        str(tmp_path / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(tmp_path / "site")
    )
    config.theme.dirs.insert(0, str(theme_folder()))
    config.theme["font"] = False
    settings = Settings.model_validate({"authority": AUTHORITY})
    config.extra["disclosurelog"] = chrome(settings)
    config.plugins["strings"] = Strings()
    mkdocs.commands.build.build(config)
    return tmp_path / "site"


def test_a_poured_page_is_the_page_that_mkdocs_draws(site: Path) -> None:
    shell = Shell((site / "dl-shell-2/x/index.html").read_text("utf-8"), 2)
    poured = shell.pour(
        title="Dogs & <cats>",
        description='All "of" them',
        uri="records/dogs/index.html",
        body=BODY,
        section="records",
    )
    drawn = own_page(
        (site / "records/dogs/index.html").read_text("utf-8"), "records/dogs/index.html"
    )
    assert poured.decode() == drawn


def test_a_page_brings_no_script_and_no_style_of_its_own(site: Path) -> None:
    for path in (site / "about/index.html", site / "dl-shell-3/x/x/index.html", site / "404.html"):
        html = path.read_text("utf-8")
        assert "<style" not in html
        assert not re.search(r"\sstyle=|\son\w+=", html)
        for script in re.findall(r"<script[^>]*>", html):
            assert "src=" in script
        for address in re.findall(r'(?:src|href)="(https?://[^"]+)"', html):
            assert address.startswith(
                ("https://foi.example/log/", "https://a.example", "https://www.nationalarchives")
            )


def test_names_with_markup_are_shown_as_written(site: Path) -> None:
    html = (site / "about/index.html").read_text("utf-8")
    assert "Log &lt;i&gt;of&lt;/i&gt; A" in html
    assert "Force &lt;b&gt;A&lt;/b&gt;" in html
    assert "<b>A</b>" not in html
    assert "<i>of</i>" not in html


def test_a_hand_written_page_has_its_contents_and_the_footers_links(site: Path) -> None:
    html = (site / "about/index.html").read_text("utf-8")
    assert html.count("<h1") == 1
    assert '<a href="#three">Three</a>' in html
    assert 'href="mailto:a@example.org"' in html
    assert "dl-shell-" not in html
