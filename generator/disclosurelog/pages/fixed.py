"""Files that every site has once: certificates, robots.txt, sitemap.xml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from markupsafe import escape

from disclosurelog.pages.keeping import key_of
from disclosurelog.pages.keys import certificate_key
from disclosurelog.pages.page import Made, Page
from disclosurelog.pages.site import Site

MAX_URLS = 50_000
"""Addresses in one sitemap file (sitemaps.org protocol, "Using Sitemap index files")."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def certificates(site: Site) -> Iterator[Made]:
    """Yield what was checked in each file, once for each content."""
    for sha256, certificate in sorted(site.checked.certificates.items()):
        uri = f"certificates/{sha256}.json"
        if site.keep is None:
            yield Page(uri, certificate.to_bytes())
            continue
        key = key_of(certificate_key(certificate))
        found = site.keep.find(uri, key)
        if found is not None:
            yield from found.pages
            continue
        site.keep.note(uri, key, (uri,), ())
        yield Page(uri, certificate.to_bytes())


def robots(site: Site) -> Page:
    """Return robots.txt. Everything may be read; a page to be left out says so itself."""
    lines = ["User-agent: *", "Disallow:"]
    if site.site_url:
        lines.append(f"Sitemap: {site.address('sitemap.xml')}")
    return Page("robots.txt", ("\n".join(lines) + "\n").encode())


def sitemaps(site: Site, written: Iterable[str]) -> Iterator[Page]:
    """Yield the sitemap of all pages made so far and of those written by hand.

    Nothing without the site's own address, which the protocol asks for. Past 50,000 addresses it is
    an index of several files.
    """
    if not site.site_url:
        return
    found = sorted(
        {*site.indexed, *((quote(uri.removesuffix("index.html")), "") for uri in written)}
    )
    parts = [found[start : start + MAX_URLS] for start in range(0, len(found), MAX_URLS)]
    if len(parts) == 1:
        yield Page("sitemap.xml", _urlset(site, parts[0]))
        return
    for number, part in enumerate(parts, 1):
        yield Page(f"sitemap-{number}.xml", _urlset(site, part))
    rows = "".join(
        f"<sitemap><loc>{escape(site.address(f'sitemap-{number}.xml'))}</loc></sitemap>\n"
        for number in range(1, len(parts) + 1)
    )
    yield Page("sitemap.xml", _xml(f'<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n'))


def _urlset(site: Site, found: Iterable[tuple[str, str]]) -> bytes:
    base = escape(site.address(""))
    rows = "".join(
        f"<url><loc>{base}{escape(address)}</loc>"
        f"{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for address, changed in found
    )
    return _xml(f'<urlset xmlns="{_SITEMAP}">\n{rows}</urlset>\n')


def _xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()
