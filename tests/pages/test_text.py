"""Whatever stands in a record, its page holds only the few tags that are meant."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from disclosurelog.pages.text import paragraphs, rich, unbroken

TAGS = {"p", "br", "strong", "em", "code", "pre", "hr", "ul", "ol", "li", "blockquote", "a", "span"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"href", "rel", "type", "start", "scope", "class"}

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"))
PIECES = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *("[x](javascript:alert(1))", "[x][1]\n\n[1]: javascript:alert(1)", "![x](data:text/html,x)"),
    *("[x](//evil)", "<javascript:x>", "<a href='javascript:x'>", "https://ok.example/?a=1&b=2"),
    *("<style>*{}</style>", "<!--", "-->", "]]>", "&#x3c;script&#x3e;", "&lt;", "</p>"),
    *("`", "*", "_", "\n", "\n\n", "- ", "# ", "> ", "(a) ", "1. ", "|"),
)
HOSTILE = st.lists(st.sampled_from(PIECES) | TEXT).map("".join)


class Seen(HTMLParser):
    """Every tag and attribute, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment got through")


@given(HOSTILE)
@example("[x][1]\n\n[1]: https://ok.example/ (A title)")
def test_nothing_but_harmless_tags_comes_out(text: str) -> None:
    for html in (paragraphs(text), rich(text), unbroken(text)):
        seen = Seen(html)
        assert seen.tags <= TAGS
        assert {name for name, _ in seen.attributes} <= ATTRIBUTES
        for name, value in seen.attributes:
            if name == "href":
                assert re.match(r"(https?|mailto):", value or "", re.IGNORECASE), value


@given(TEXT)
def test_plain_text_is_all_there(text: str) -> None:
    assert Seen(paragraphs(text)).text.split() == text.split()


@given(st.text(st.sampled_from("abc ,.;:!?'\"<>&()\u00e9\u2019\n")))
def test_rich_text_without_markdown_is_all_there(text: str) -> None:
    html = str(rich(text)).replace("</p>", " </p>")
    assert set(Seen(html).text.split()) >= {w for w in text.split() if w.isalpha()}


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo.") == "<p>One.</p><p>Two.</p>"


def test_an_address_keeps_its_lines_and_a_wrapped_line_does_not() -> None:
    assert paragraphs("1 High Street\nAldermoor") == "<p>1 High Street<br>\nAldermoor</p>"
    long = "A line that the editor wrapped where it reached its seventy-second column,"
    assert "<br>" not in paragraphs(f"{long}\nand went on.")


def test_a_number_at_the_start_of_a_wrapped_line_is_no_list() -> None:
    long = "It was held back because it is the personal data of others under section"
    assert "<br>" not in paragraphs(f"{long}\n40. It stays so.")
    assert "<ol" not in rich(f"*Note.* {long}\n40. It stays so.")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It is lawful if:\na. one\nb. two\nc. three", '<ol type="a">'),
        ("It is lawful if:\n(i) one\n(ii) two", '<ol type="i">'),
        ("First:\n1. one\n2. two", "<ol"),
        ("First:\n- one\n- two", "<ul>"),
        ("First:\n\u2022 one\n\u2022 two", "<ul>"),
    ],
)
def test_lists_are_lists(text: str, start: str) -> None:
    html = rich(text)
    assert start in html
    assert html.count("<li>") == text.count("\n")


def test_markdown_is_read() -> None:
    html = rich(
        "**Bold**, *slanted*, [a link](https://example.org/).\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert "<strong>Bold</strong>" in html
    assert '<a href="https://example.org/" rel="nofollow noopener">a link</a>' in html
    assert "<td>1</td>" in html


def test_raw_html_is_shown_as_typed() -> None:
    assert (
        Seen(rich("*so* <name taken out> it <b>is</b>")).text == "so <name taken out> it <b>is</b>"
    )


def test_headings_fit_into_the_page() -> None:
    assert rich("# Top\n\n## Below", 4) == "<h4>Top</h4>\n<h5>Below</h5>"
    assert rich("### Top", 3) == "<h3>Top</h3>"


def test_addresses_become_links_without_the_sentence_around_them() -> None:
    html = paragraphs('See (https://example.org/a?b=1&c=2), or "http://example.org/x_(y)".')
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">' in html
    assert 'href="http://example.org/x_(y)"' in html


def test_a_provision_is_not_broken_over_two_lines() -> None:
    assert unbroken("Section 31(1)(a)&(b) <x>") == (
        'Section <span class="dl-nowrap">31(1)(a)&amp;(b)</span> &lt;x&gt;'
    )


def test_a_provision_in_finished_html_is_kept_whole_too() -> None:
    label = Markup('Adran 31(1)(a): <span lang="en">Crime</span>')
    assert unbroken(label) == (
        'Adran <span class="dl-nowrap">31(1)(a):</span> <span lang="en">Crime</span>'
    )
