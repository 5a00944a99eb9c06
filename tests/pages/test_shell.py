"""A shell is cut once and filled for every page; nothing of the shell itself is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.errors import CannotRun
from disclosurelog.pages import MAX_DEPTH, Shell, own_page, shell_address, shell_source

SHELL = """<!doctype html><html lang="en"><head>
<meta name="description" content="dl-shell-description">
    <meta name="robots" content="dl-shell-robots">
<link rel="canonical" href="https://foi.example/log/dl-shell-2/x/">
<meta property="og:title" content="dl-shell-title">
<title>dl-shell-title – Log</title></head><body>
<a href="../../records/" data-dl-section="records">Responses</a>
<a href="../../topics/" data-dl-section="topics">Topics</a>
<main><p>dl-shell-body</p></main></body></html>"""

URI = "records/a/index.html"


def pour(**changed: object) -> str:
    given_values = {"title": "T", "description": "D", "uri": URI, "body": "<p>B</p>"} | changed
    return Shell(SHELL, 2).pour(**given_values).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("depth", range(MAX_DEPTH + 1))
def test_a_shell_page_lies_at_its_depth(depth: int) -> None:
    source, markdown = shell_source(depth)
    assert source.count("/") == depth
    assert source == f"{shell_address(depth)}index.md"
    assert markdown.startswith("---\n")


def test_there_is_no_deeper_page() -> None:
    with pytest.raises(ValueError, match="7 folders"):
        shell_source(MAX_DEPTH + 1)


def test_every_placeholder_is_filled() -> None:
    html = pour(title="Dogs", description="All of them", section="records")
    assert "dl-shell" not in html
    assert "\x00" not in html
    assert "<title>Dogs – Log</title>" in html
    assert '<meta property="og:title" content="Dogs">' in html
    assert 'content="All of them"' in html
    assert 'href="https://foi.example/log/records/a/"' in html
    assert "<main><p>B</p></main>" in html


def test_the_current_section_is_marked_and_no_other() -> None:
    html = pour(section="records")
    assert '<a href="../../records/" aria-current="true">' in html
    assert '<a href="../../topics/">' in html
    assert "data-dl-section" not in pour()


def test_a_page_that_is_not_to_be_indexed_says_so() -> None:
    assert "robots" not in pour()
    assert '    <meta name="robots" content="noindex">\n' in pour(robots="noindex")


def test_a_title_in_another_language_says_so() -> None:
    assert "<title>" in pour(lang="en")
    assert '<title lang="cy">' in pour(lang="cy")


def test_links_in_the_body_lead_up_to_the_root() -> None:
    assert '<a href="../../records/">' in pour(body='<a href="\x00records/">')


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_title_and_description_are_escaped(text: str) -> None:
    html = pour(title=f"<script>{text}", description=f'"><script>{text}')
    assert "<script" not in html


def test_a_body_that_names_a_placeholder_stays_as_it_is() -> None:
    assert "<p>dl-shell-title</p>" in pour(body="<p>dl-shell-title</p>")


def test_a_page_of_another_depth_is_refused() -> None:
    with pytest.raises(ValueError, match="2 folders"):
        pour(uri="records/index.html")


@pytest.mark.parametrize("missing", ["dl-shell-title", "dl-shell-body"])
def test_a_theme_that_drops_a_placeholder_is_refused(missing: str) -> None:
    with pytest.raises(CannotRun, match="leaves out"):
        Shell(SHELL.replace(missing, ""), 2)


def test_a_minified_shell_is_cut_as_well() -> None:
    small = SHELL.replace('data-dl-section="records"', "data-dl-section=records")
    small = small.replace(
        '<meta name="robots" content="dl-shell-robots">',
        "<meta name=robots content=dl-shell-robots>",
    )
    html = Shell(small, 2).pour(title="T", description="D", uri=URI, body="", section="records")
    assert b"aria-current" in html
    assert b"robots" not in html


def test_a_page_that_mkdocs_drew_gets_its_section_marked() -> None:
    html = own_page(SHELL, "topics/index.html")
    assert '<a href="../../topics/" aria-current="true">' in html
    assert "data-dl-section" not in html
