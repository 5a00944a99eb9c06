"""Logs that two cities published, dirty as they are: every row is accounted for."""

from __future__ import annotations

import csv
import re

import pytest
from click.testing import CliRunner

from disclosurelog.cli import main
from projects import CONFIG

# Taken and rejected rows, and records; a change of these numbers is a change of what is published.
LOGS = {
    "toronto": ("ca_on_toronto", "ca-on-mfippa", 9_964, 6_500, 6_194),
    "calgary": ("ca_ab_calgary", "ca-ab-foip", 519, 251, 251),
}


def imported(root, shared, content, name, *options):
    file = shared / "real" / "logs" / f"{LOGS[name][0]}.csv"
    if not file.is_file():
        pytest.skip("the logs of cities are not beside this checkout")
    rejects = content.parent / "rejects.csv"
    command = ["import", str(file), f"--mapping={root}/docs/import/{name}.yaml"]
    options = (*options, f"--content={content}", f"--rejects={rejects}")
    return CliRunner().invoke(main, [*command, *options], catch_exceptions=False), rejects


@pytest.mark.parametrize("name", LOGS)
def test_every_row_is_accounted_for(root, shared, tmp_path, laws, name) -> None:
    _, law, rows, taken, records = LOGS[name]
    content = tmp_path / "content"
    laws(content, [law])
    done, rejects = imported(root, shared, content, name, "--dry-run")
    assert done.exit_code == 1
    assert f"taken:    {taken:>7,} rows, {records:,} records" in done.output
    assert f"in all:   {rows:>7,} rows" in done.output
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == rows - taken
    assert all(one["reason"] for one in listed)
    # Each reason's rows, as they are told, are all the rejected rows.
    told = re.findall(r"^ {10} *([\d,]+) ", done.output, re.MULTILINE)
    assert sum(int(count.replace(",", "")) for count in told) == rows - taken
    strange = {one["rejected row"] for one in listed if one["date_accepted"].startswith("1301")}
    assert len(strange) == (89 if name == "toronto" else 0)


def test_an_imported_log_builds_searches_and_exports(root, shared, project, laws) -> None:
    _, law, _, _, records = LOGS["calgary"]
    laws(project.content, [law])
    project.write("content/pages/about.md", "# About\n")
    project.write("mkdocs.yml", CONFIG.replace("page_size: 5", f"laws: [{law}]"))
    imported(root, shared, project.content, "calgary")
    project.build()
    with (project.site / "data" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == records
    found = project.run("disclosurelog", "search", "snow removal")
    assert found.returncode == 0
    assert "2015-G-0007" in found.stdout
    page = (project.site / "records/2015-g-0007/index.html").read_text()
    assert "does not say which exception was relied on" in page
