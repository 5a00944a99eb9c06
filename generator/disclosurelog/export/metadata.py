"""What the data are, for programs: Data Package, CSV on the Web, DCAT."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from disclosurelog.export.columns import TABLES, Column, Table
from disclosurelog.export.made import Made
from disclosurelog.export.rows import Place
from disclosurelog.export.tables import SAFE

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


def data_package(place: Place, made: Sequence[Made]) -> bytes:
    """Return `datapackage.json` (Data Package 1, Table Schema 1)."""
    tables = {f"data/{table.name}.csv": table for table in TABLES}
    package = {
        "profile": "data-package",
        "name": "disclosure-log",
        "title": _title(place),
        "description": f"Responses to requests for information. {SAFE}",
        **({"homepage": place.base} if place.base else {}),
        "licenses": [{"title": place.settings.licence, "path": place.settings.licence_url}],
        "sources": [_source(place)],
        "resources": [_resource(one, tables.get(one.uri)) for one in made],
    }
    return _json(package)


def csv_metadata(place: Place) -> bytes:
    """Return the metadata of the CSV files (W3C, "Metadata Vocabulary for Tabular Data")."""
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "dc:title": _title(place),
            "dc:description": SAFE,
            "dc:publisher": place.settings.authority.name,
            "dc:license": {"@id": place.settings.licence_url},
            # The vocabulary's own default takes lines that start with # for comments.
            "dialect": {"encoding": "utf-8", "header": True, "commentPrefix": None},
            "tables": [_csvw_table(table) for table in TABLES],
        }
    )


def catalog(place: Place, made: Sequence[Made], changed: str) -> bytes:
    """Return the catalogue (DCAT 3, JSON-LD). `changed`: the newest day in the log, or nothing."""
    folder = f"{place.base}data/" if place.base else "./"
    agent = {
        "@id": f"{folder}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": place.settings.authority.name,
    }
    if place.settings.authority.url:
        agent["foaf:homepage"] = place.settings.authority.url
    licence = {"@id": place.settings.licence_url}
    modified = {"modified": changed} if changed else {}
    dataset = {
        "@id": f"{folder}#dataset",
        "@type": "dcat:Dataset",
        "title": _title(place),
        "description": "Responses to requests for information, the provisions applied with the "
        "reasons given, and the documents released.",
        "publisher": agent,
        "license": licence,
        "language": place.settings.language,
        **modified,
        "keyword": ["freedom of information", "disclosure log"],
        "distribution": [_distribution(folder, one) for one in made],
    }
    return _json(
        {
            "@context": {
                "@vocab": "http://purl.org/dc/terms/",
                "dcat": "http://www.w3.org/ns/dcat#",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "spdx": "http://spdx.org/rdf/terms#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
                "modified": {"@id": "http://purl.org/dc/terms/modified", "@type": "xsd:date"},
                "dataset": "dcat:dataset",
                "distribution": "dcat:distribution",
                "keyword": "dcat:keyword",
                "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
                "accessURL": {"@id": "dcat:accessURL", "@type": "@id"},
                "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
                "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
            },
            "@id": f"{folder}#catalog",
            "@type": "dcat:Catalog",
            "title": _title(place),
            "description": "The data of this disclosure log.",
            "publisher": agent,
            "license": licence,
            **modified,
            "dataset": [dataset],
        }
    )


def _title(place: Place) -> str:
    return f"{place.settings.authority.name}: disclosure log"


def _source(place: Place) -> dict[str, str]:
    path = place.base or place.settings.authority.url
    return {"title": place.settings.authority.name, **({"path": path} if path else {})}


def _resource(made: Made, table: Table | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": made.name.replace(".", "-") if table is None else table.name,
        "path": made.name,
        "title": made.title,
        "description": made.says,
        "format": made.name.rpartition(".")[2],
        "mediatype": made.media,
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
    }
    if table is None:
        # Without a type, readers take JSON Lines for a table.
        return {**found, "profile": "data-resource", "type": "file"}
    return {
        **found,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {
            "description": f"{table.says} {SAFE}",
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {"resource": column.refers, "fields": ["record"]},
                }
                for column in table.columns
                if column.refers
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.says,
    }
    if column.needed:
        found["constraints"] = {"required": True}
    return found


def _csvw_table(table: Table) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.says,
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": column.kind,
                    "required": column.needed,
                    "dc:description": column.says,
                }
                for column in table.columns
            ],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {"resource": f"{column.refers}.csv", "columnReference": "record"},
                }
                for column in table.columns
                if column.refers
            ],
        },
    }


def _distribution(folder: str, made: Made) -> dict[str, Any]:
    return {
        "@id": f"{folder}{made.name}",
        "@type": "dcat:Distribution",
        "title": made.title,
        "description": made.says,
        "accessURL": folder,
        "downloadURL": f"{folder}{made.name}",
        "mediaType": f"{_MEDIA_TYPES}{made.media}",
        "byteSize": str(made.size),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": made.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
