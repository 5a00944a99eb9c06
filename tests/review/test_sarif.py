"""SARIF 2.1.0: what the standard and the code hosts ask of it, and what never is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pdfs
from disclosurelog.checks import registry
from disclosurelog.gate import check_paths
from disclosurelog.gate.sarif import to_sarif


def sarif(report, **options) -> dict:
    return json.loads(to_sarif(report, **options))


@pytest.fixture
def run(leaking: Path, sandbox, monkeypatch) -> dict:
    monkeypatch.chdir(leaking.parent)
    return sarif(check_paths([Path("leaking.pdf")], sandbox=sandbox))["runs"][0]


def test_the_frame(leaking, sandbox) -> None:
    """Required by SARIF 2.1.0: 3.13.2 version, 3.13.4 runs, 3.14.6 tool, 3.18.2 driver's name."""
    log = sarif(check_paths([leaking], sandbox=sandbox))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "disclosurelog"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", run["tool"]["driver"]["semanticVersion"])


def test_every_rule_is_described(run) -> None:
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids)
    assert {one.code for one in registry.rules()} | {"record"} == set(ids)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}
        assert "helpUri" not in rule


def test_every_result_holds_together(run) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"].endswith(".")
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": "leaking.pdf", "uriBaseId": "SRCROOT"}
        assert "region" not in location["physicalLocation"]
        assert result["partialFingerprints"]["disclosurelog/v1"]
    prints = [one["partialFingerprints"]["disclosurelog/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)


def test_nothing_that_was_found_is_in_it(run) -> None:
    assert pdfs.SECRET.lower() not in json.dumps(run).lower()
    assert "hold the information" not in json.dumps(run)


def test_rules_link_to_the_site(leaking, sandbox) -> None:
    report = check_paths([leaking], sandbox=sandbox)
    for rule in sarif(report, site_url="https://foi.example/")["runs"][0]["tool"]["driver"][
        "rules"
    ]:
        if rule["id"] != "record":
            assert rule["helpUri"] == f"https://foi.example/checks/{rule['id']}/"


def test_mistakes_in_records_have_their_place(project, sandbox, monkeypatch) -> None:
    project.start(1)
    project.add(1, text="schema: 1\nreference: yes\n")
    monkeypatch.chdir(project.path)
    results = sarif(check_paths([Path("content")], sandbox=sandbox))["runs"][0]["results"]
    mine = [one for one in results if one["ruleId"] == "record"]
    places = [one["locations"][0]["physicalLocation"] for one in mine]
    assert {place["artifactLocation"]["uri"] for place in places} == {
        "content/records/2024/area-1/record.yaml"
    }
    assert {"startLine": 2, "startColumn": 12} in [place.get("region") for place in places]
    assert all(one["level"] == "error" for one in mine)
    assert all(place["region"]["startLine"] >= 1 for place in places if "region" in place)


def test_addresses_are_relative_or_whole(leaking, sandbox, tmp_path, monkeypatch) -> None:
    odd = tmp_path / "a folder" / "50% of #1?.pdf"
    odd.parent.mkdir()
    odd.write_bytes(leaking.read_bytes())

    def uri(path: Path) -> str:
        result = sarif(check_paths([path], sandbox=sandbox))["runs"][0]["results"][0]
        return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    monkeypatch.chdir(tmp_path)
    assert uri(Path("a folder/50% of #1?.pdf")) == "a%20folder/50%25%20of%20%231%3F.pdf"
    assert uri(odd) == "a%20folder/50%25%20of%20%231%3F.pdf"
    monkeypatch.chdir(odd.parent)
    assert uri(leaking) == leaking.as_uri()


def test_what_is_waived_is_suppressed(project, sandbox) -> None:
    import hashlib

    project.start(1)
    data = pdfs.letter("1 1 1 rg " + pdfs.LINE)
    folder = project.add(1, pdf=data)
    record = folder / "record.yaml"
    waiver = {
        "rule": "P106",
        "page": 1,
        "sha256": hashlib.sha256(data).hexdigest(),
        "reason": "the line is the printer's own mark",
        "approved_by": "Information Governance Manager",
        "date": "2024-03-18",
    }
    text = record.read_text().replace("area 1}\n", f"area 1, waivers: {json.dumps([waiver])}}}\n")
    record.write_text(text)
    report = check_paths([folder], sandbox=sandbox)
    assert report.exit_code == 0, report.to_text()
    (result,) = sarif(report)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external"}]


def test_a_clean_check_has_results_all_the_same(tmp_path, sandbox) -> None:
    """An empty list says "looked and found nothing"; none would say "did not look" (3.14.23)."""
    (tmp_path / "a.pdf").write_bytes(pdfs.letter())
    assert sarif(check_paths([tmp_path / "a.pdf"], sandbox=sandbox))["runs"][0]["results"] == []
