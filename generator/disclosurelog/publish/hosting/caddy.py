"""A file for Caddy, to be put into /etc/caddy/ or imported by the Caddyfile there."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.publish.hosting.place import Place
from disclosurelog.publish.hosting.rules import (
    ALWAYS,
    ASK,
    CACHE,
    MEDIA,
    PACKED,
    PLACED,
    by_header,
    expression,
)


def caddy_site(place: Place, address: str = "") -> str:
    """Return the file. Caddy gets the certificate, and packs answers, by itself.

    Args:
        place: Where the site will stand.
        address: What Caddy listens on, where it is not the host's name.
    """
    lines = ("# Made by `disclosurelog headers --for caddy`.", *_site(place, address or place.host))
    return "".join(f"{line}\n" for line in lines)


def _site(place: Place, address: str) -> Iterator[str]:
    yield f"{address} {{"
    yield f'\troot * "{place.root}"'
    yield from _packing()
    yield ""
    yield "\theader {"
    for name, value in ALWAYS.items():
        yield f'\t\t{name} "{value}"'
    yield "\t\t# Once sent, browsers refuse this host without a certificate for two years."
    yield '\t\t# Strict-Transport-Security "max-age=63072000"'
    yield "\t}"
    # Where none of those before has said it.
    yield f'\theader ?{CACHE} "{ASK}"'
    yield from _by_address(place)
    yield from _media(place)
    yield ""
    yield "\tfile_server"
    yield from _missing(place)
    yield "}"


def _missing(place: Place) -> Iterator[str]:
    """Yield what to say where there is no such file: the headers of its address do not hold."""
    yield "\thandle_errors {"
    yield "\t\t@missing expression {http.error.status_code} == 404"
    yield "\t\thandle @missing {"
    yield f"\t\t\trewrite * {place.below}/404.html"
    yield "\t\t\theader {"
    yield '\t\t\t\tContent-Type "text/html; charset=utf-8"'
    for header in by_header(place.below):
        yield f"\t\t\t\t-{header}"
    yield "\t\t\t}"
    yield "\t\t\tfile_server"
    yield "\t\t}"
    yield "\t}"


def _packing() -> Iterator[str]:
    yield "\tencode zstd gzip {"
    yield "\t\tminimum_length 256"
    yield "\t\tmatch {"
    for media in PACKED:
        yield f"\t\t\theader Content-Type {media}*"
    yield "\t\t}"
    yield "\t}"


def _by_address(place: Place) -> Iterator[str]:
    for header, rows in by_header(place.below).items():
        for number, (pattern, value) in enumerate(rows, 1):
            name = f"@{header.casefold()}-{number}"
            yield f'\t{name} path_regexp "{pattern}"'
            yield f'\theader {name} {header} "{value}"'


def _media(place: Place) -> Iterator[str]:
    suffixes: dict[str, list[str]] = {}
    for suffix, media in MEDIA.items():
        suffixes.setdefault(media, []).append(suffix)
    for number, (media, found) in enumerate(suffixes.items(), 1):
        text = "; charset=utf-8" if media.startswith("text/") else ""
        yield f"\t@media-{number} path {' '.join(f'*.{suffix}' for suffix in found)}"
        yield f'\theader @media-{number} Content-Type "{media}{text}"'
    for number, (path, media) in enumerate(PLACED, 1):
        yield f'\t@placed-{number} path_regexp "{expression(place.below + path)}"'
        yield f'\theader @placed-{number} Content-Type "{media}"'
