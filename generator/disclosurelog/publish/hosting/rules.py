"""What a host should say with each answer: the one source of `_headers`, nginx and Caddy files."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from disclosurelog.export.media import KINDS, NAMES

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy (Level 3). No page has anything inline or from another host."""

_UNUSED: Final = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
"""What a page could ask of a reader's device, and none of ours does (Permissions Policy)."""

ALWAYS: Final = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    # For browsers that don't know frame-ancestors.
    "X-Frame-Options": "DENY",
    # Other hosts are told nothing of what somebody read here.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Said with every answer, errors included."""

CACHE: Final = "Cache-Control"
ASK: Final = "public, max-age=0, must-revalidate"
"""What is withdrawn is gone from every cache at once, and styles always fit their page. A browser
that has the file asks and is told so in a few bytes. Netlify and Cloudflare Pages say the same by
themselves."""

_FOREVER: Final = {CACHE: "public, max-age=31536000, immutable"}
_MONTH: Final = {CACHE: "public, max-age=2592000"}
_FOR_ALL: Final = {"Access-Control-Allow-Origin": "*"}


class Rule(NamedTuple):
    """More headers for some addresses.

    Attributes:
        path: An address, `:name` for one folder or file of any name, `*` at its end for anything.
            The hosts that read `_headers` understand no more. No two rules give one header to one
            address: some hosts would join the values.
        headers: The headers.
    """

    path: str
    headers: dict[str, str]


RULES: Final = (
    # Named by what is in them.
    Rule("/search/:kind/:file", _FOREVER),
    Rule("/assets/search/vendor/*", _FOREVER),
    Rule("/assets/fonts/*", _MONTH),
    # Programs on other sites may read what is published as data.
    Rule("/data/:file", _FOR_ALL),
    Rule("/feeds/*", _FOR_ALL),
    Rule("/records/:slug/record.json", _FOR_ALL),
    Rule("/certificates/:file", _FOR_ALL),
    Rule("/manifest.json", _FOR_ALL),
)

MEDIA: Final = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "jsonld": "application/ld+json",
    "sqlite": "application/vnd.sqlite3",
    "atom": "application/atom+xml",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "jpg": KINDS["jpeg"],
    "tif": KINDS["tiff"],
    **{kind: media for kind, media in KINDS.items() if kind != "html"},
    **NAMES,
}
"""Media types by suffix, as pages, data and feeds name them."""

PACKED: Final = (
    *("text/html", "text/css", "text/javascript", "text/csv", "text/plain", "application/json"),
    *(
        "application/feed+json",
        "application/x-ndjson",
        "application/ld+json",
        "application/atom+xml",
    ),
    *("application/xml", "application/opensearchdescription+xml", "application/csvm+json"),
    "image/svg+xml",
)
"""Media types that are worth packing; the others are packed already."""

PLACED: Final = (
    ("/feeds/*.json", "application/feed+json"),
    ("/data/csv-metadata.json", "application/csvm+json"),
    ("/opensearch.xml", "application/opensearchdescription+xml"),
)
"""Addresses whose media type their suffix does not tell; `*` is anything."""


def by_header(below: str) -> dict[str, list[tuple[str, str]]]:
    """Return each header that depends on the address: its regular expressions, and their values.

    Args:
        below: The folder that the site lies in, empty or as "/foi".
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in RULES:
        for name, value in rule.headers.items():
            found.setdefault(name, []).append((expression(below + rule.path), value))
    return found


def expression(path: str) -> str:
    """Return the regular expression of a path; nginx and Caddy read it alike."""
    plain = re.escape(path).replace(r"\*", ".*")
    return f"^{re.sub(r':[a-z]+', '[^/]+', plain)}$"
