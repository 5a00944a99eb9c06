"""The words and numbers of `totals.yaml` pass the same checks as a record's, in check and build."""

from __future__ import annotations

import pytest

NUMBER = "AB123456C"  # has the form of a National Insurance number
TOTALS = "periods:\n  - year: 2024\n    received: 9\n    not_published:\n"
PERSONAL = f"{TOTALS}      - {{reason: About {NUMBER}, count: 1}}\n"


@pytest.mark.parametrize("command", [("check", "content"), ("build",)])
def test_what_points_to_a_person_is_stopped_and_not_printed(project, command) -> None:
    project.start()
    project.write("content/totals.yaml", PERSONAL)
    done = project.run("disclosurelog", *command)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "totals.yaml:5:10: " in said
    assert NUMBER not in said


@pytest.mark.parametrize("command", [("check", "content"), ("build",)])
def test_more_published_than_answered_is_stopped(project, command) -> None:
    project.start()
    project.write("content/totals.yaml", "periods:\n  - {year: 2024, received: 2}\n")
    done = project.run("disclosurelog", *command)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "totals.yaml:2:18: more is published of 2024 than was answered: 3 published" in said


def test_totals_that_add_up_pass(project) -> None:
    project.start()
    project.write("content/totals.yaml", TOTALS + "      - {reason: Private, count: 6}\n")
    done = project.run("disclosurelog", "check", "content")
    assert done.returncode == 0, done.stdout + done.stderr
