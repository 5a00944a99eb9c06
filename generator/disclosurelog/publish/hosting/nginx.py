"""A file for nginx, to be put into /etc/nginx/conf.d/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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

LISTEN: Final = ("80", "[::]:80")


def nginx_site(place: Place, listen: tuple[str, ...] = LISTEN) -> str:
    """Return the file: maps from addresses to headers, and a server.

    Headers stand in one place alone, with values that the maps give: nginx forgets all of them in a
    `location` that has one of its own.

    Args:
        place: Where the site will stand.
        listen: What the server listens on, as nginx writes it.
    """
    return "".join(f"{line}\n" for line in (*_maps(place), *_server(place, listen)))


def _maps(place: Place) -> Iterator[str]:
    yield "# Made by `disclosurelog headers --for nginx`. Certificates: see the end."
    for name, rows in by_header(place.below).items():
        yield f"map $uri {_variable(name)} {{"
        yield f'    default "{ASK if name == CACHE else ""}";'
        for pattern, value in rows:
            yield f'    "~{pattern}" "{value}";'
        yield "}"


def _server(place: Place, listen: tuple[str, ...]) -> Iterator[str]:
    yield "server {"
    for one in listen:
        yield f"    listen {one};"
    yield f"    server_name {place.host};"
    yield f'    root "{place.root}";'
    yield "    index index.html;"
    yield f"    error_page 404 {place.below}/404.html;"
    yield "    absolute_redirect off;"
    yield "    server_tokens off;"
    yield ""
    for name, value in ALWAYS.items():
        yield f'    add_header {name} "{value}" always;'
    for name in by_header(place.below):
        yield f"    add_header {name} {_variable(name)};"
    yield "    # Once sent, browsers refuse this host without a certificate for two years."
    yield '    # add_header Strict-Transport-Security "max-age=63072000" always;'
    yield ""
    yield from _packing()
    yield from _media(place)
    yield "    location / {"
    yield "        try_files $uri $uri/ =404;"
    yield "    }"
    yield "}"
    yield f"# For a certificate: certbot --nginx -d {place.host}"


def _packing() -> Iterator[str]:
    yield "    gzip on;"
    yield "    gzip_comp_level 6;"
    yield "    gzip_min_length 256;"
    yield "    gzip_proxied any;"
    yield "    gzip_vary on;"
    yield f"    gzip_types {' '.join(one for one in PACKED if one != 'text/html')};"
    yield "    # Smaller still, with Debian's libnginx-mod-http-brotli-filter:"
    yield "    # brotli on;"
    yield f"    # brotli_types {' '.join(one for one in PACKED if one != 'text/html')};"
    yield ""


def _media(place: Place) -> Iterator[str]:
    yield "    charset utf-8;"
    yield "    charset_types text/html text/css text/javascript text/csv text/plain;"
    yield "    default_type application/octet-stream;"
    yield "    types {"
    suffixes: dict[str, list[str]] = {}
    for suffix, media in MEDIA.items():
        suffixes.setdefault(media, []).append(suffix)
    for media, found in suffixes.items():
        yield f"        {media} {' '.join(found)};"
    yield "    }"
    for path, media in PLACED:
        yield f'    location ~ "{expression(place.below + path)}" {{'
        yield "        types { }"
        yield f"        default_type {media};"
        yield "    }"
    yield ""


def _variable(header: str) -> str:
    return f"$disclosurelog_{header.casefold().replace('-', '_')}"
