"""A small log, read from real record files, and shells without MkDocs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from disclosurelog.gate import CheckedLog
from disclosurelog.pages import MAX_DEPTH, Download, Shell, make_pages
from disclosurelog.records import Settings, image_uri, load_log, viewer_name
from disclosurelog.records.feeds import feeds_of
from pages.samples import AUTHORITY, Make, Written, bare, checked_document

PAGES = [f"What stands on page {number}." for number in range(1, 10)]
DOWNLOADS = [
    Download("data/records.csv", 12_345, "Responses & more", "One row a response.", "text/csv"),
    Download("data/statistics.csv", 1_234, "Statistics", "One row a number.", "text/csv"),
]


@pytest.fixture
def shells() -> Mapping[int, Shell]:
    """A bare page for each depth."""
    return {depth: Shell(bare(depth), depth) for depth in range(MAX_DEPTH + 1)}


@pytest.fixture
def make(tmp_path: Path, shells: Mapping[int, Shell]) -> Make:
    """Write records, given by slug, and make all their pages."""

    def make_all(
        records: Mapping[str, dict[str, Any]],
        *,
        site_url: str = "https://foi.example/",
        texts: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType({}),
        undrawn: Mapping[tuple[str, str], Set[int]] = MappingProxyType({}),
        totals: str = "",
        **settings: Any,
    ) -> Written:
        content = tmp_path / f"content-{len(list(tmp_path.iterdir()))}"
        (content / "records").mkdir(parents=True)
        for slug, fields in records.items():
            folder = content / "records" / fields["received"][:4] / slug
            folder.mkdir(parents=True)
            text = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
            (folder / "record.yaml").write_text(text, encoding="utf-8")
            for document in fields.get("documents", ()):
                if "withdrawn" not in document:
                    (folder / document["file"]).write_bytes(b"%PDF-1.7\n")
        if totals:
            (content / "totals.yaml").write_text(totals, encoding="utf-8")
        log = load_log(content, Settings.model_validate({"authority": AUTHORITY, **settings}))
        # What the gate gives, without its work: these tests are about pages.
        stand_in = SimpleNamespace(log=log, documents={}, certificates={}, ruleset="0" * 12)
        for entry in log.entries:
            for document in entry.record.documents:
                if document.withdrawn is None:
                    key = (entry.slug, document.file)
                    _add(stand_in, key, texts.get(key, PAGES))
        checked = cast(CheckedLog, stand_in)
        beside = {f"{one.uri}.{kind}" for one in feeds_of(log) for kind in ("atom", "json")}
        beside |= {f"records/{entry.slug}/record.json" for entry in log.entries}
        beside |= {one.uri for one in DOWNLOADS}
        beside |= _images(stand_in, undrawn)
        pages = make_pages(
            checked,
            shells,
            site_url=site_url,
            downloads=DOWNLOADS,
            undrawn={stand_in.documents[key].sha256: found for key, found in undrawn.items()},
        )
        return Written(list(pages), frozenset(beside))

    return make_all


def _add(checked: Any, key: tuple[str, str], texts: Sequence[str]) -> None:
    document = checked_document(*key, texts)
    checked.documents[key] = document
    checked.certificates[document.sha256] = document.certificate


def _images(checked: Any, undrawn: Mapping[tuple[str, str], Set[int]]) -> set[str]:
    """The pictures that are published beside the pages."""
    found = set()
    for entry in checked.log.entries:
        for document in entry.record.documents:
            key = (entry.slug, document.file)
            if key in checked.documents:
                name = viewer_name(entry.record, document.file)
                numbers = set(range(1, checked.documents[key].page_count + 1))
                numbers -= undrawn.get(key, set())
                found |= {image_uri(entry.slug, name, number) for number in numbers}
    return found
