"""Free text from records, made into HTML that can do nothing but be read.

Plain text is escaped, so there is nothing in it but the tags that are put around it here. Rich text
may hold Markdown, whose HTML then passes an allow-list (nh3); raw HTML in it is shown as typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

import nh3
from markdown import Markdown  # type: ignore[import-untyped]
from markupsafe import Markup

from disclosurelog.pages.escaping import escape

SHORT_LINE = 60
"""Characters. A line break after a shorter line was meant (an address, a list); after a longer one
the writer's editor wrapped it: the usual widths are 72 and more."""

_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = {"p", "br", "strong", "em", "code", "pre", "hr", "ul", "ol", "li", "blockquote", "a"}
_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd"} | _TABLE

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    # "*": else the library lets `lang` and `title` through on every tag.
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"scope"}},
    tag_attribute_values={"ol": {"type": {"a", "A", "i", "I", "1"}}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener",
)

_MARKER = r"(?:[-+*\u2022\u2013]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])"
_ITEM = re.compile(rf"[ \t]*{_MARKER}[ \t]")
_BLOCK = re.compile(rf"\n {{0,3}}(?:#|>|[-=]{{3,}}$|{_MARKER}[ \t])", re.MULTILINE)
_PLAIN_LINE = re.compile(r"[^\s#>|=-]")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BULLET = re.compile(r"^([ \t]*)[\u2022\u2013][ \t]+", re.MULTILINE)
_BRACKETED = re.compile(r"^([ \t]*)\((\d{1,3}|[a-zA-Z]|[ivx]{1,5})\)[ \t]+", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\"']+")
_NUMBER = re.compile(r"\S*\)\(\S*")
_WHOLE = r'<span class="dl-nowrap">\g<0></span>'
_HEADING = re.compile(r"<(/?)h([1-6])>")


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML paragraphs; blank lines part them, web addresses become links."""
    html = _linked(text) if "://" in text else escape(text)
    if "\n" in html:
        blocks = _BLANK.split(html.strip())
        html = "</p><p>".join([_broken(one) if "\n" in one else one for one in blocks])
    return _safe(f"<p>{html}</p>")


def rich(text: str, level: int = 4) -> Markup:
    """Return text that may hold Markdown as HTML.

    Args:
        text: The text as written.
        level: The heading level that the text's own highest heading gets, 2 to 6.
    """
    return _from_markdown(text, level) if _has_markdown(text) else paragraphs(text)


def unbroken(text: str) -> Markup:
    """Return one line of text whose provisions, such as 31(1)(a), are not broken over two lines."""
    # As plain text: a pattern put into a `Markup` would be escaped.
    html = str(escape(text))
    return _safe(_NUMBER.sub(_WHOLE, html) if ")(" in html else html)


def _has_markdown(text: str) -> bool:
    # Most text has none, and is long. Five searches for a character take a fifteenth of the time of
    # one regular expression for all; the second pattern starts with something to leap to.
    return (
        "*" in text
        or "_" in text
        or "[" in text
        or "`" in text
        or "|" in text
        or _BLOCK.search("\n" + text) is not None
    )


# The same passages (what Article 6 says, how to complain) stand in record after record.
@lru_cache(maxsize=512)
def _from_markdown(text: str, level: int) -> Markup:
    html = _markdown().reset().convert(_prepared(text))
    return _safe(_shifted(_CLEANER.clean(html), level))


def _safe(html: str) -> Markup:
    """Mark HTML that this module has escaped or cleaned; the only place in it that does."""
    return str.__new__(Markup, html)


def _linked(text: str) -> str:
    """Escape text, and link the addresses in it."""
    parts, end = [], 0
    for found in _URL.finditer(text):
        address = _trimmed(found[0])
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return "".join([*parts, escape(text[end:])])


def _trimmed(address: str) -> str:
    """Leave out the punctuation of the sentence around an address."""
    address = address.rstrip(".,;:!?")
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(".,;:!?")
    return address


def _link(address: str) -> str:
    safe = escape(address)
    return f'<a href="{safe}" rel="nofollow noopener">{safe}</a>'


def _broken(html: str) -> str:
    """Return a paragraph with the line breaks that were meant."""
    lines = [line.strip() for line in html.splitlines()]
    parts = [lines[0]]
    for before, line in pairwise(lines):
        seen = _safe(before).striptags() if "<" in before or "&" in before else before
        meant = len(seen) < SHORT_LINE or (_ITEM.match(line) and _ends(seen))
        parts += ["<br>\n" if meant else "\n", line]
    return "".join(parts)


def _ends(line: str) -> bool:
    """Say whether a list may follow: not after `under section`, with `40. ` on the next line."""
    return line.endswith((":", ".", ";", ",", "?", "!", "and", "or")) or bool(_ITEM.match(line))


def _prepared(text: str) -> str:
    """Write lists and meant line breaks the way Markdown asks for them."""
    text = _BRACKETED.sub(r"\1\2) ", _BULLET.sub(r"\1- ", text))
    lines: list[str] = []
    for line in text.splitlines():
        above = lines[-1] if lines else ""
        if _PLAIN_LINE.match(above) and not _ITEM.match(above):
            if _ITEM.match(line) and _ends(above):
                lines.append("")
            elif _PLAIN_LINE.match(line) and len(above) < SHORT_LINE:
                lines[-1] += "  "
        lines.append(line)
    return "\n".join(lines)


def _shifted(html: str, level: int) -> str:
    """Move headings down so that the highest is of `level` and the page's outline stays whole."""
    if "<h" not in html:
        return html
    levels = [int(found[2]) for found in _HEADING.finditer(html)]
    shift = level - min(levels, default=level)
    return _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + shift)}>", html)


@cache
def _markdown() -> Markdown:
    """Return the one Markdown reader, which shows raw HTML as text. It is not thread-safe."""
    reader = Markdown(
        extensions=["tables", "sane_lists", "pymdownx.fancylists", "pymdownx.magiclink"],
        extension_configs={"pymdownx.fancylists": {"inject_style": False}},
        output_format="html",
    )
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return reader
