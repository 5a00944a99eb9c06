"""What hosts say with each file: by `_headers`, by nginx and by Caddy, the same."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

import pytest

from disclosurelog.publish.hosting import ALWAYS, nginx_site, place_of, plain_headers
from projects import Project
from webservers import caddy, nginx

CACHE, ORIGIN = "Cache-Control", "Access-Control-Allow-Origin"
EACH_TIME = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
MEDIA = {
    "index.html": "text/html; charset=utf-8",
    "assets/log.css": "text/css; charset=utf-8",
    "assets/log.js": "text/javascript; charset=utf-8",
    "assets/icon.svg": "image/svg+xml",
    "assets/fonts/ledger-serif-600.woff2": "font/woff2",
    "data/records.csv": "text/csv; charset=utf-8",
    "data/records.jsonl": "application/x-ndjson",
    "data/disclosurelog.sqlite": "application/vnd.sqlite3",
    "data/csv-metadata.json": "application/csvm+json",
    "data/catalog.jsonld": "application/ld+json",
    "feeds/all.atom": "application/atom+xml",
    "feeds/all.json": "application/feed+json",
    "manifest.json": "application/json",
    "opensearch.xml": "application/opensearchdescription+xml",
    "records/area-1/record.json": "application/json",
    "records/area-1/routes.pdf": "application/pdf",
    "robots.txt": "text/plain; charset=utf-8",
    "sitemap.xml": "application/xml",
}


class Answer(NamedTuple):
    status: int
    headers: Message
    data: bytes


class NoFollowing(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


def ask(url: str, **headers: str) -> Answer:
    opener = urllib.request.build_opener(NoFollowing)
    try:
        with opener.open(urllib.request.Request(url, headers=headers)) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def path_of(uri: str) -> str:
    """The path that a file is asked by."""
    return f"/{uri.removesuffix('index.html')}"


def told_by(text: str, path: str) -> dict[str, str]:
    """What `_headers` gives to a path, read as Netlify and Cloudflare Pages say they read it."""
    found: dict[str, str] = {}
    matches = False
    for line in text.splitlines():
        if not line.startswith(" "):
            start, splat, rest = line.partition("*")
            assert rest == "", f"{line}: nothing may come after a *"
            pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(start)) + (".*" if splat else "")
            matches = re.fullmatch(pattern, path) is not None
        elif matches:
            name, _, value = line.strip().partition(": ")
            assert name not in found, f"{path} is given {name} twice"
            found[name] = value
    return found


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("hosted")).start(3)
    project.build()
    return project


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request, log, tmp_path_factory) -> Iterator[str]:
    start = {"nginx": nginx, "caddy": caddy}[request.param]
    with start(log.site, tmp_path_factory.mktemp(request.param)) as address:
        yield address


def test_servers_say_what_the_file_for_other_hosts_says(log, server) -> None:
    written = (log.site / "_headers").read_text(encoding="utf-8")
    uris = [uri for uri in log.tree() if uri != "404.html"]
    for uri in uris:
        path = path_of(uri)
        answer = ask(server + path)
        assert answer.status == 200, path
        told = {CACHE: EACH_TIME, **told_by(written, path)}
        assert told.keys() >= ALWAYS.keys()
        said = {name: answer.headers.get_all(name) for name in {*told, ORIGIN}}
        meant = {name: [told[name]] if name in told else None for name in said}
        # nginx takes the page of a folder for the file in it.
        if path == "/data/":
            del said[ORIGIN], meant[ORIGIN]
        assert said == meant, path


def test_media_types(log, server) -> None:
    said = {uri: ask(server + path_of(uri)).headers["Content-Type"] for uri in MEDIA}
    assert said == MEDIA


def test_media_types_are_those_that_the_data_name(log, server) -> None:
    package = json.loads((log.site / "data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if "mediatype" in resource:
            said = ask(f"{server}/data/{resource['path']}").headers.get_content_type()
            assert said == resource["mediatype"]


def test_what_is_not_there(log, server) -> None:
    page = (log.site / "404.html").read_bytes()
    for path in ("/none/", "/records/none/", "/search/postings/0123456789ab.json", "/data/x.csv"):
        answer = ask(server + path)
        assert (answer.status, answer.data) == (404, page), path
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
        assert answer.headers.get_content_type() == "text/html"
        # Else a file that comes with the next build would be taken for missing for a year.
        assert "immutable" not in answer.headers.get(CACHE, "")


def test_folders_lead_to_their_pages(log, server) -> None:
    answer = ask(f"{server}/records/area-1")
    assert answer.status in {301, 308}
    assert answer.headers["Location"].removeprefix(server) == "/records/area-1/"


def test_text_comes_packed_and_a_file_once_fetched_is_not_sent_again(log, server) -> None:
    for path in ("/", "/assets/log.css", "/feeds/all.json", "/search/index.json"):
        packed = ask(server + path, **{"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert packed.headers["Vary"] == "Accept-Encoding", path
        assert gzip.decompress(packed.data) == ask(server + path).data, path
    pdf = ask(f"{server}/records/area-1/routes.pdf", **{"Accept-Encoding": "gzip"})
    assert pdf.headers["Content-Encoding"] is None
    again = ask(f"{server}/records/area-1/routes.pdf", **{"If-None-Match": pdf.headers["ETag"]})
    assert (again.status, again.data) == (304, b"")


def test_what_is_kept_for_ever_is_named_by_what_is_in_it(samples) -> None:
    written = (samples.site / "_headers").read_text(encoding="utf-8")
    by_content = re.compile(r"[0-9a-f]{12}\.json$|/lunr-[0-9.]+/")
    for uri in samples.tree(samples.site):
        kept = told_by(written, path_of(uri)).get(CACHE)
        hashed = bool(by_content.search(uri)) and not uri.startswith("certificates/")
        assert (kept == FOR_EVER) is hashed, uri


def test_a_site_in_a_folder_of_a_host() -> None:
    place = place_of("https://www.town.example/foi/", "/srv/www")
    assert (place.host, place.below, place.root) == ("www.town.example", "/foi", "/srv/www")
    written = plain_headers(place.below).decode()
    assert told_by(written, "/foi/search/postings/0123456789ab.json")[CACHE] == FOR_EVER
    assert told_by(written, "/other/") == {}
    made = nginx_site(place)
    assert "error_page 404 /foi/404.html;" in made
    assert '"~^/foi/data/[^/]+$" "*";' in made


def test_the_files_are_printed(project) -> None:
    project.start(1)
    for name, word in (("nginx", "server_name log.example;"), ("caddy", "log.example {")):
        done = project.run("disclosurelog", "headers", "--for", name, "--root", "/srv/log")
        assert done.returncode == 0, done.stderr
        assert word in done.stdout
        assert '"/srv/log"' in done.stdout


def test_without_an_address_one_stands_in(project) -> None:
    project.path.mkdir()
    done = project.run("disclosurelog", "headers", "--for", "nginx")
    assert done.returncode == 0, done.stderr
    assert "server_name foi.example;" in done.stdout
