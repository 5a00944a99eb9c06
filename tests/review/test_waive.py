"""`disclosurelog waive`: exact lines to paste, or the reason why there are none."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main
from disclosurelog.gate.waivers import NEVER

WHITE = "1 1 1 rg " + pdfs.LINE


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def test_pasted_and_filled_in_it_opens_the_gate(project) -> None:
    project.start(1)
    folder = project.add(1, pdf=pdfs.letter(WHITE))
    record = folder / "record.yaml"
    text = record.read_text().replace(
        "  - {file: routes.pdf, title: Routes of area 1}\n",
        "  - file: routes.pdf\n    title: Routes of area 1\n",
    )
    record.write_text(text)
    assert run("check", folder).exit_code == 1
    done = run("waive", folder / "routes.pdf", "--rule", "p106", "--page", 1)
    assert done.exit_code == 0
    assert "record.yaml" in done.stderr
    record.write_text(text + done.stdout)
    marked = run("check", folder)
    assert marked.exit_code == 1
    assert marked.stdout.count("FILL IN") == 3
    lines = []
    for line in done.stdout.splitlines():
        key, _, _ = line.partition(': "[FILL IN')
        filled = {"reason": '"The white line is a printer\'s mark."', "approved_by": "Manager"}
        name = key.strip()
        lines.append(line if key == line else f"{key}: {filled.get(name, '2024-03-18')}")
    record.write_text(text + "\n".join(lines) + "\n")
    assert run("check", folder).exit_code == 0


@pytest.fixture
def white(tmp_path):
    path = tmp_path / "white.pdf"
    path.write_bytes(pdfs.pdf(pdfs.LETTER, WHITE, WHITE))
    return path


@pytest.mark.parametrize("code", sorted(NEVER))
def test_what_can_never_be_waived(white, code) -> None:
    done = run("waive", white, "--rule", code)
    assert done.exit_code in ({1} if code != "F003" else {1, 2})
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("options", "exit_code", "words"),
    [
        (["--rule", "P101", "--page", "1"], 1, "nothing on page 1"),
        (["--rule", "P106", "--page", "1"], 1, "pages 2 and 3"),
        (["--rule", "P106"], 1, "say which with --page"),
        (["--rule", "Z999"], 2, "no check Z999"),
    ],
)
def test_where_there_is_nothing_to_waive(white, options, exit_code, words) -> None:
    done = run("waive", white, *options)
    assert done.exit_code == exit_code, done.stderr
    assert words in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_what_could_not_be_read(tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    done = run("waive", tmp_path / "a.pdf", "--rule", "P101")
    assert done.exit_code == 1, done.stderr
    assert "never be waived" in done.stderr
    assert run("waive", tmp_path / "b.pdf", "--rule", "P101").exit_code == 2
    assert run("waive", tmp_path, "--rule", "P101").exit_code == 2
