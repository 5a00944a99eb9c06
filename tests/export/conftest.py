"""A small log read from real record files, and what the export makes of it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from disclosurelog.export import Data, Made, Products, export_files
from disclosurelog.gate import CheckedLog
from disclosurelog.records import Log, Settings, load_log
from pages.samples import AUTHORITY

SITE = "https://foi.example/log/"


class Exported:
    """What the export wrote: the files of the data in a folder, the small files by address."""

    def __init__(
        self, checked: CheckedLog, folder: Path, site_url: str, kept: Path | None = None
    ) -> None:
        folder.mkdir()
        self.checked = checked
        self.folder = folder
        self.products = Products(checked, site_url, kept)
        with Data(self.products, folder) as data:
            self.made: dict[str, Made] = {made.name: made for made in data.files()}
        self.files = {file.uri: file.data for file in export_files(self.products)}

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def everything(self) -> dict[str, bytes]:
        return {one.uri: one.path.read_bytes() for one in self.made.values()} | self.files


Export = Callable[..., Exported]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Write records, given by slug, and export them."""

    def export_all(
        records: Mapping[str, dict[str, Any]],
        *,
        site_url: str = SITE,
        texts: tuple[str, ...] = ("First page.", "Second page."),
        **settings: Any,
    ) -> Exported:
        place = tmp_path / f"log-{len(list(tmp_path.iterdir()))}"
        content = place / "content"
        (content / "records").mkdir(parents=True)
        for slug, fields in records.items():
            folder = content / "records" / fields["received"][:4] / slug
            folder.mkdir(parents=True)
            # By way of JSON, so that one object that stands twice becomes no YAML anchor.
            text = yaml.safe_dump(
                json.loads(json.dumps(fields)), sort_keys=False, allow_unicode=True
            )
            (folder / "record.yaml").write_text(text, encoding="utf-8")
            for document in fields.get("documents", ()):
                if "withdrawn" not in document:
                    (folder / document["file"]).write_bytes(b"%PDF-1.7\n")
        log = load_log(content, Settings.model_validate({"authority": AUTHORITY, **settings}))
        documents = {
            (entry.slug, one.file): checked_document(entry.slug, one.file, texts)
            for entry in log.entries
            for one in entry.record.documents
            if one.withdrawn is None
        }
        return Exported(checked_log(log, documents), place / "data", site_url)

    return export_all


def checked_log(
    log: Log, documents: Mapping[tuple[str, str], Any], ruleset: str = "0"
) -> CheckedLog:
    """What the gate gives, without its work: these tests are about what is made of it."""
    hashes = {key: one.sha256 for key, one in documents.items()}
    found = SimpleNamespace(log=log, documents=documents, hashes=hashes, ruleset=ruleset)
    return cast(CheckedLog, found)


def checked_document(slug: str, file: str, texts: tuple[str, ...]) -> Any:
    return SimpleNamespace(
        slug=slug,
        file=file,
        sha256=hashlib.sha256(f"{slug}/{file}".encode()).hexdigest(),
        size=331_000,
        page_count=len(texts),
        kind="pdf",
        visible_text=texts,
    )
