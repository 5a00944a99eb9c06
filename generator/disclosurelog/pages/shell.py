"""The chrome around every page: drawn once for each URL depth by MkDocs, filled by the engine.

A shell page is an ordinary MkDocs page whose title, description, address and body are placeholders.
Its HTML is cut at them once; a page is then made by joining the pieces. 10,000 pages by MkDocs
itself take 31 s, by pouring 2.3 s (both measured on two cores).
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from markupsafe import escape

from disclosurelog.errors import CannotRun

MAX_DEPTH: Final = 6
"""The deepest address in use has as many folders: `exemptions/<law>/<rule>/reasons/page/<n>/`."""

ROOT: Final = "\x00"
"""Stands in a body for the way up to the site's root. Records cannot hold this character."""

_ROOT_BYTES: Final = ROOT.encode()

TITLE: Final = "dl-shell-title"
DESCRIPTION: Final = "dl-shell-description"
BODY: Final = "dl-shell-body"
ROBOTS: Final = "dl-shell-robots"
_NAME: Final = "dl-shell"

_SECTION = re.compile(r'\s+data-dl-section="?([a-z-]*)"?')
_PARAGRAPH = re.compile(rf"<p>\s*{BODY}\s*</p>")
_ROBOTS_TAG = re.compile(rf'\s*<meta name="?robots"? content="?{ROBOTS}"?\s*/?>')
_LEAVE = re.compile(r"<!--dl-leave-->(.*?)<!--/dl-leave-->", re.DOTALL)
_LANG = re.compile(r'<html[^>]*?\slang="?([A-Za-z-]+)')
_CUTS = re.compile(rf"{TITLE}|{DESCRIPTION}|\x00([a-z:-]+)\x00")


def shell_source(depth: int) -> tuple[str, str]:
    """Return the shell page for addresses of this many folders: its source path and its Markdown.

    Depth 0 is the front page, which only `index.md` can be.

    Raises:
        ValueError: there are no addresses of that depth.
    """
    address = shell_address(depth)
    markdown = (
        f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\nlayout: bare\nshell: true\n"
        f"hide: [navigation, toc]\nsearch:\n  exclude: true\n---\n\n{BODY}\n"
    )
    return f"{address}index.md", markdown


def shell_address(depth: int) -> str:
    """Return the address of a shell below the site's root, empty for the front page."""
    if not 0 <= depth <= MAX_DEPTH:
        raise ValueError(f"no page lies {depth} folders deep")
    return "/".join([f"{_NAME}-{depth}", *"x" * (depth - 1)]) + "/" if depth else ""


def own_page(html: str, uri: str) -> str:
    """Finish a page that MkDocs drew itself: mark its place in the header's navigation.

    Args:
        html: The page.
        uri: Its path below the site's root.
    """
    here = uri.partition("/")[0]
    return _SECTION.sub(lambda m: ' aria-current="true"' if m[1] == here else "", html)


def depth_of(uri: str) -> int:
    """Return how many folders a page lies below the root: 2 for `records/x/index.html`."""
    return uri.count("/")


def address_of(uri: str) -> str:
    """Return the address that a page is linked by: `records/x/` for `records/x/index.html`."""
    return quote(uri.removesuffix("index.html"))


class Shell:
    """The HTML of one shell page, cut at its placeholders.

    Args:
        html: What MkDocs made of the page that `shell_source` gave.
        depth: Its number of folders.

    Raises:
        CannotRun: a placeholder is missing, so a theme or a plugin has changed it.
    """

    def __init__(self, html: str, depth: int) -> None:
        self.depth = depth
        self.html = html
        found = _LANG.search(html)
        self._lang = found[1] if found else "en"
        self._up = ("../" * depth or "./").encode()
        leave = _LEAVE.search(html)
        self._leave = leave[1].encode() if leave else b""
        pieces, self._kinds = _cut(html, shell_address(depth))
        self._pieces = [piece.encode() for piece in pieces]
        for kind in ("title", "body"):
            if kind not in self._kinds:
                raise CannotRun(
                    f"the site's theme leaves out the {kind} of its pages",
                    "remove overrides and plugins that rewrite page content",
                )

    def pour(
        self,
        *,
        title: str,
        description: str,
        uri: str,
        body: str,
        section: str | None = None,
        lang: str = "en",
        robots: str | None = None,
        sensitive: bool = False,
    ) -> bytes:
        """Return a whole page, in UTF-8.

        Args:
            title: Plain text for the title bar; escaped here.
            description: Plain text for search engines; escaped here.
            uri: The page's own path, of this shell's depth.
            body: HTML; each `ROOT` in it becomes the way up to the site's root.
            section: The part of the site that the header marks as the current one.
            lang: The language of title and description.
            robots: What search engines are told; None for nothing.
            sensitive: Whether the quick exit is shown, where only some pages have it.
        """
        if depth_of(uri) != self.depth:
            raise ValueError(f"{uri} does not lie {self.depth} folders deep")
        fill = {
            "title": escape(title).encode(),
            "description": escape(description).encode(),
            "body": body.encode().replace(_ROOT_BYTES, self._up),
            "uri": address_of(uri).encode(),
            f"section:{section}": b' aria-current="true"',
        }
        if robots:
            fill["robots"] = f'\n    <meta name="robots" content="{escape(robots)}">'.encode()
        if sensitive:
            fill["leave"] = self._leave
        if lang != self._lang:
            fill["lang"] = f' lang="{escape(lang)}"'.encode()
        get = fill.get
        parts = [self._pieces[0]]
        for kind, piece in zip(self._kinds, self._pieces[1:], strict=True):
            parts += (get(kind, b""), piece)
        return b"".join(parts)


def _cut(html: str, address: str) -> tuple[list[str], list[str]]:
    """Return the literal pieces and the names of the placeholders between them."""
    if ROOT in html:
        raise CannotRun("the theme's page holds a NUL character", "remove it from the theme")
    html = _LEAVE.sub("\x00leave\x00", html)
    html = _ROBOTS_TAG.sub("\x00robots\x00", html)
    html = _PARAGRAPH.sub("\x00body\x00", html)
    html = _SECTION.sub(lambda m: f"\x00section:{m[1]}\x00", html)
    if address:
        html = html.replace(address, "\x00uri\x00")
    html = html.replace("<title>", "<title\x00lang\x00>", 1)
    pieces: list[str] = []
    kinds: list[str] = []
    end = 0
    for found in _CUTS.finditer(html):
        pieces.append(html[end : found.start()])
        kinds.append(found[1] or found[0].removeprefix(f"{_NAME}-"))
        end = found.end()
    return [*pieces, html[end:]], kinds
