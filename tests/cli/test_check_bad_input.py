"""What goes wrong on the way to a file: one clear line each, and nothing else is lost."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter

import pdfs
from disclosurelog.cli import main


def run(*arguments: object):
    return CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdfs.letter())))
    writer.encrypt("secret")
    return pdfs.written(writer)


def missing(path: Path) -> Path:
    return path / "gone.pdf"


def folder(path: Path) -> Path:
    (path / "folder").mkdir()
    return path / "folder"


def holding(name: str, data: bytes):
    def make(path: Path) -> Path:
        (path / name).write_bytes(data)
        return path / name

    return make


def link(path: Path) -> Path:
    (path / "real.pdf").write_bytes(pdfs.letter())
    (path / "link.pdf").symlink_to(path / "real.pdf")
    return path / "link.pdf"


def link_to_nothing(path: Path) -> Path:
    (path / "link.pdf").symlink_to(path / "nowhere.pdf")
    return path / "link.pdf"


def a_pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe.pdf")
    return path / "pipe.pdf"


def too_large(path: Path) -> Path:
    with (path / "large.pdf").open("wb") as file:
        file.truncate(2 << 30)
    return path / "large.pdf"


#: How it is made, what the line says, and the exit code.
WRONG = {
    "missing": (missing, "there is no such file; check its name and folder", 2),
    "directory": (folder, "this is a folder without records; name the files in it", 2),
    "a PDF named .txt": (holding("a.txt", pdfs.letter()), "it is a PDF, and its name does not", 1),
    "text named .pdf": (holding("a.pdf", b"Dear applicant,\n"), "it is plain text", 1),
    "zip named .pdf": (holding("a.pdf", b"PK\x03\x04" + bytes(60)), "name does not end like", 1),
    "password": (holding("a.pdf", encrypted()), "encrypted or protected by a password", 1),
    "0 bytes": (holding("a.pdf", b""), "the file is empty (0 bytes); save it again", 1),
    "cut short": (holding("a.pdf", pdfs.letter()[:300]), "damaged", 1),
    "link": (link, "this is a link, and links are not followed; put the file itself here", 1),
    "link to nothing": (link_to_nothing, "this is a link", 1),
    "pipe": (a_pipe, "this is a device or a pipe, not a file", 1),
    "2 GB": (too_large, "at most 268 MB can be checked; split it", 1),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_clear_line_and_the_right_exit_code(name, tmp_path) -> None:
    make, words, exit_code = WRONG[name]
    path = make(tmp_path)
    done = run(path)
    assert done.exit_code == exit_code
    (line,) = [one for one in done.stdout.splitlines() if one.startswith(str(path))]
    assert words in line
    # Nothing is left but that line, an empty one and the count.
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr == ""


def test_nothing_else_is_lost(tmp_path) -> None:
    paths = []
    for number, (make, _, _) in enumerate(WRONG.values()):
        place = tmp_path / str(number)
        place.mkdir()
        paths.append(make(place))
    leak, clean = tmp_path / "leak.pdf", tmp_path / "clean.pdf"
    leak.write_bytes(pdfs.letter(pdfs.LINE + pdfs.BOX))
    clean.write_bytes(pdfs.letter())
    done = run(*paths, leak, clean)
    assert done.exit_code == 1
    for path in paths:
        assert str(path) in done.stdout
    assert "P101" in done.stdout
    count = len(paths) - 2
    said = f"{count + 2} files checked: 1 may be published, 2 are blocked, {count - 1} could not"
    assert said in done.stdout
    assert done.stdout.splitlines()[-1].endswith("2 not found.")


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch) -> None:
    """Simulated, because whoever runs the tests may be root, whom nothing stops."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.letter())
    real = os.open

    def refuse(name, *arguments, **options):
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied", name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    done = run(path)
    assert done.exit_code == 1
    line = done.stdout.splitlines()[0]
    assert line == f"{path}: the file may not be opened; give yourself the right to read it  [F001]"


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_name_cannot_write_on_the_terminal(tmp_path, form) -> None:
    name = "a\nb\x1b[31m\x07\u202e.pdf"
    (tmp_path / name).write_bytes(pdfs.letter(pdfs.LINE + pdfs.BOX))
    done = run(tmp_path / name, "--format", form)
    assert done.exit_code == 1
    for character in "\x1b\x07\u202e":
        assert character not in done.output
    if form == "text":
        assert r"a\nb\x1b[31m\x07\u202e.pdf" in done.stdout


def test_a_name_that_is_not_text(tmp_path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.pdf"
    with open(path, "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(pdfs.letter(pdfs.LINE + pdfs.BOX))
    for form in ("text", "json", "sarif"):
        done = subprocess.run(
            [sys.executable, "-m", "disclosurelog", "check", path, "--format", form],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert b"P101" in done.stdout
        assert b"Traceback" not in done.stderr


def test_without_a_content_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run()
    assert done.exit_code == 2
    assert done.stderr == (
        "there is no content folder here; go to the folder that holds it, or name files\n"
    )


def test_broken_yaml_is_told_with_its_place_and_the_files_are_checked(project) -> None:
    project.start(2)
    project.add(1, text="schema: 1\nreference: [\n", pdf=pdfs.letter(pdfs.LINE + pdfs.BOX))
    done = run(project.content)
    assert done.exit_code == 1
    assert re.search(r"area-1/record\.yaml:\d+:\d+: ", done.stdout)
    assert "P101" in done.stdout
    assert "Traceback" not in done.output


def test_many_pages_are_one_paragraph(tmp_path) -> None:
    leak, clean = pdfs.LETTER + pdfs.LINE + pdfs.BOX, pdfs.LETTER
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.pdf(*[leak] * 5, clean, *[leak] * 2, clean, leak))
    lines = run(path).stdout.splitlines()
    assert lines[0] == f"{path}: must not be published"
    assert lines[1].startswith("  P101  Words lie under something drawn over them")
    assert lines[2] == "        Where: pages 1 to 5, 7 to 8 and 10."
    assert sum("P101" in line for line in lines) == 1
    assert lines[4].endswith("SAFE.pdf --pages 1-5,7-8,10")


def on_a_terminal(*arguments: object) -> tuple[str, str]:
    """Standard output, and what a terminal on standard error was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "disclosurelog", "check", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    output = process.communicate()[0].decode()
    os.close(ours)
    return output, shown.decode()


def test_progress_is_shown_on_a_terminal_only(tmp_path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.pdf").write_bytes(pdfs.letter())
    output, shown = on_a_terminal(*sorted(tmp_path.iterdir()))
    assert "Checking" in shown
    assert "Checking" not in output
    assert "3 may be published" in output
    assert run(*sorted(tmp_path.iterdir())).stderr == ""
