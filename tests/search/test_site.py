"""The files of the search on a built site: small enough, named by content, holding no more."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator

import pytest

import pdfs
from disclosurelog.search.terms import term_of
from disclosurelog.search.words import cut

MOST = 32 * 1024
HIDDEN = "Quillbacked"


@pytest.fixture(scope="module")
def tree(samples) -> dict[str, bytes]:
    return samples.tree(samples.site)


def search_files(tree: dict[str, bytes]) -> dict[str, bytes]:
    return {u: d for u, d in tree.items() if u.startswith("search/") and u.endswith(".json")}


def test_every_file_is_named_by_its_content(tree) -> None:
    named = {u: d for u, d in search_files(tree).items() if u != "search/index.json"}
    assert named
    for uri, data in named.items():
        assert uri.rpartition("/")[2] == f"{hashlib.sha256(data).hexdigest()[:12]}.json"


def test_no_file_is_above_its_limit(tree) -> None:
    sizes = {uri: len(gzip.compress(data)) for uri, data in search_files(tree).items()}
    assert max(sizes.values()) <= MOST, max(sizes, key=sizes.get)


def test_nothing_of_what_is_withdrawn_or_not_to_be_found(samples, tree) -> None:
    text = b"\n".join(search_files(tree).values()).decode()
    hidden = 0
    for path in samples.content.glob("records/*/*/record.yaml"):
        record = path.read_text(encoding="utf-8")
        out = "\nstatus: withdrawn" in record or "\nnoindex: true" in record
        reference = re.search(r'^reference: "?([^"\n]+)', record, re.MULTILINE)[1]
        assert (reference in text) is not out
        assert (f'"{path.parent.name}"' in text) is not out
        hidden += out
    assert hidden


def test_every_record_can_be_found(samples, tree) -> None:
    index = json.loads(tree["search/index.json"])
    records = [u for u in tree if re.fullmatch(r"records/[^/]+/index.html", u)]
    assert 0 < index["records"] <= len(records)


def test_the_same_bytes_with_and_without_what_was_kept(project, another) -> None:
    project.start(6).build()
    first = search_files(project.tree())
    assert list((project.path / ".cache/disclosurelog/search").glob("*.made"))
    project.build()
    assert search_files(project.tree()) == first
    other = another("other").start(6)
    other.build()
    assert search_files(other.tree()) == first


def test_a_changed_record_changes_what_is_found(project, another) -> None:
    project.start(6).build()
    record = project.content / "records/2024/area-3/record.yaml"
    record.write_text(record.read_text().replace("gritting routes", "snow ploughs"))
    project.build()
    fresh = another("fresh").start(6)
    other = fresh.content / "records/2024/area-3/record.yaml"
    other.write_text(record.read_text())
    fresh.build()
    assert search_files(project.tree()) == search_files(fresh.tree())
    assert b'"plough"' in b"".join(search_files(project.tree()).values())


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b[:50] + b"x" + b[51:], bytes])
def test_a_damaged_pack_is_counted_anew(project, damage) -> None:
    project.start(3).build()
    first = search_files(project.tree())
    for path in (project.path / ".cache/disclosurelog/search").glob("*.made"):
        path.write_bytes(damage(path.read_bytes()) if damage is not bytes else b"")
    project.build()
    assert search_files(project.tree()) == first


def everything(data: bytes) -> Iterator[bytes]:
    """Some bytes, and what every compressed stream in them unpacks to."""
    yield data
    for start in (
        found.start() for found in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data)
    ):
        for width in (15, 31):
            try:
                yield zlib.decompressobj(width).decompress(data[start:])
            except zlib.error:
                continue


WRITTEN = f"BT /F1 12 Tf 40 150 Td ({HIDDEN} {HIDDEN.lower()}) Tj ET\n"


@pytest.mark.parametrize(
    ("hidden", "twin"),
    [
        pytest.param(WRITTEN + pdfs.BOX, pdfs.BOX, id="below a box"),
        pytest.param(f"q 1 1 1 rg {WRITTEN} Q\n", "", id="in white"),
    ],
)
def test_waived_hidden_text_is_nowhere_in_the_site(project, another, hidden, twin) -> None:
    """The file itself is published as it was approved; nothing of what it hides goes elsewhere."""
    data = pdfs.letter(hidden)
    project.start(2)
    folder = project.add(1, pdf=data)
    record = folder / "record.yaml"
    refused = project.run("disclosurelog", "check", "--format", "json")
    findings = json.loads(refused.stdout)["files"]
    waivers = [
        {
            "rule": one["rule"],
            "page": one["page"],
            "sha256": hashlib.sha256(data).hexdigest(),
            "reason": "a made-up word that tells nobody anything",
            "approved_by": "Information Governance Manager",
            "date": "2024-02-20",
        }
        for file in findings
        for one in file["findings"]
        if one["severity"] == "block"
    ]
    assert {one["rule"][0] for one in waivers} == {"P"}
    text = record.read_text().replace("area 1}\n", f"area 1, waivers: {json.dumps(waivers)}}}\n")
    record.write_text(text)
    project.build()
    tree = project.tree()
    assert tree.pop("records/area-1/routes.pdf") == data
    wanted = {HIDDEN.encode(), HIDDEN.lower().encode(), term_of(cut(HIDDEN)[0]).encode()}
    wanted |= {one.decode().encode("utf-16-be") for one in set(wanted)}
    for uri, stored in tree.items():
        for piece in everything(stored):
            assert not [one for one in wanted if one in piece], uri
    # The picture of the page is that of a page without it.
    clean = another("clean").start(0)
    clean.add(1, pdf=pdfs.letter(twin))
    clean.build()
    picture = "records/area-1/routes/page-0001.webp"
    assert tree[picture] == clean.tree()[picture]
