"""What an officer may well do wrong: clear words, and nothing half done."""

from __future__ import annotations

import resource
import subprocess
import threading
from pathlib import Path

import pytest

import pdfs
from projects import RECORD
from repositories import CLEAN, Clone, Done, Served


def _refused(server: Served, desk: Clone, done: Done, before: dict[str, str]) -> str:
    assert done.returncode != 0
    assert server.refs() == before
    assert not server.has(desk.git("rev-parse", "HEAD"))
    assert list((server.home / "drafts").iterdir()) == []
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_empty_push(server: Served, desk: Clone) -> None:
    done = desk.push()
    assert done.returncode == 0
    assert "up-to-date" in done.stderr


def test_the_hook_with_nothing_to_do(server: Served) -> None:
    done = server.run("hook", "receive", "--home", str(server.home), given="")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("told", ["nonsense\n", "0 1 refs/heads/main\n", "\n"])
def test_the_hook_told_nonsense(server: Served, told: str) -> None:
    done = server.run("hook", "receive", "--home", str(server.home), given=told)
    assert done.returncode == 1
    assert "does not understand" in done.stderr


def test_the_hook_outside_of_a_push(server: Served, desk: Clone) -> None:
    """Without the quarantine nobody can tell what a push brings in."""
    desk.commit("New")
    given = f"{'0' * 40} {server.refs()['refs/heads/main']} refs/heads/x\n"
    command = ("hook", "receive", "--home", str(server.home))
    done = server.run(*command, given=given, GIT_DIR=str(server.path))
    assert done.returncode == 1
    assert "apart" in done.stderr


def test_the_published_branch_is_not_deleted(server: Served, desk: Clone) -> None:
    before = server.refs()
    done = desk.push("--delete", "main")
    assert done.returncode != 0
    assert "may not be deleted" in done.stderr
    assert server.refs() == before


def test_another_branch_is_taken_and_deleted(server: Served, desk: Clone) -> None:
    desk.write("README.md", "# Draft\n")
    desk.commit("Draft")
    done = desk.push("HEAD:refs/heads/draft")
    assert done.returncode == 0, done.stderr
    assert "Only main is published" in done.stderr
    assert desk.push("--delete", "draft").returncode == 0
    assert "refs/heads/draft" not in server.refs()


def test_a_history_without_content(server: Served, desk: Clone) -> None:
    before = server.refs()
    desk.git("rm", "-r", "--quiet", "content")
    desk.write("README.md", "# Nothing else\n")
    desk.commit("No content")
    told = _refused(server, desk, desk.push(), before)
    assert "content/records" in told
    assert "The gate" not in told


def test_a_record_folder_without_a_record(server: Served, desk: Clone) -> None:
    before = server.refs()
    desk.write("content/records/2024/area-9/routes.pdf", CLEAN)
    desk.commit("Half a record")
    told = _refused(server, desk, desk.push(), before)
    assert "content/records/2024/area-9" in told
    assert "has no record.yaml" in told


def test_a_record_with_mistakes(server: Served, desk: Clone) -> None:
    before = server.refs()
    text = RECORD.format(number=9, day=9).replace("outcome: granted-in-full", "outcome: maybe")
    desk.add_record(9, text=text)
    desk.commit("Mistakes")
    told = _refused(server, desk, desk.push(), before)
    assert "content/records/2024/area-9/record.yaml" in told
    assert "outcome is not one of the words allowed" in told


def test_a_reference_that_another_record_has(server: Served, desk: Clone) -> None:
    """The other record is not part of the push."""
    before = server.refs()
    desk.add_record(9, text=RECORD.format(number=9, day=9).replace("T/9", "t/1"))
    desk.commit("Twin")
    told = _refused(server, desk, desk.push(), before)
    assert "the reference is also that of content/records/2024/area-1" in told


def test_a_name_that_another_record_has(server: Served, desk: Clone) -> None:
    before = server.refs()
    desk.write("content/records/2023/area-1/record.yaml", RECORD.format(number=9, day=9))
    desk.write("content/records/2023/area-1/routes.pdf", CLEAN)
    desk.commit("Twin")
    told = _refused(server, desk, desk.push(), before)
    assert "has the same name as" in told


def test_a_page_that_is_none(server: Served, desk: Clone) -> None:
    before = server.refs()
    desk.write("content/pages/data.json", "{}\n")
    desk.commit("Data")
    assert "is no Markdown page" in _refused(server, desk, desk.push(), before)


def test_two_pushes_at_once(server: Served) -> None:
    """One of them wins; the other is told to fetch first, or comes after it."""
    clones = [server.clone(f"both-{number}") for number in range(2)]
    for number, clone in enumerate(clones):
        clone.git("fetch", "--quiet", "origin", "main")
        clone.git("reset", "--quiet", "--hard", "FETCH_HEAD")
        clone.write(f"docs/{number}.md", f"# {number}\n")
        clone.commit("Both")
    done: list[Done] = []
    threads = [
        threading.Thread(target=lambda clone=clone: done.append(clone.push())) for clone in clones
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.returncode for one in done) == [0, 1]
    tips = {clone.git("rev-parse", "HEAD") for clone in clones}
    assert server.refs()["refs/heads/main"] in tips


def test_a_disk_without_room(server: Served, desk: Clone) -> None:
    """No file may grow past 100 kB: git's own stay small, and the hook's do not."""
    before = server.refs()
    desk.write("docs/sheet.pdf", pdfs.letter("%" + " " * 300_000 + "\n"))
    desk.commit("Room")
    done = subprocess.run(
        ["git", "push", "origin", "HEAD:refs/heads/room"],
        cwd=desk.path,
        env=desk.environment,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        check=False,
    )
    told = _refused(server, desk, done, before)
    assert "make room on its disk" in told


def test_a_push_that_takes_too_long(server: Served, desk: Clone) -> None:
    before = server.refs()
    toml = server.home / "gate.toml"
    text = toml.read_text()
    toml.write_text(text.replace("seconds = 600", "seconds = 1"))
    try:
        for number in range(60):
            desk.write(f"docs/{number}.pdf", pdfs.letter(f"% {number}\n"))
        desk.commit("Many")
        told = _refused(server, desk, desk.push("HEAD:refs/heads/many"), before)
    finally:
        toml.write_text(text)
    assert "longer than 1 seconds" in told


@pytest.mark.parametrize("text", ["nonsense", "unknown = 1\n", 'seconds = "x"\n', "keep = -1\n"])
def test_settings_that_are_none(server: Served, desk: Clone, text: str) -> None:
    before = server.refs()
    toml = server.home / "gate.toml"
    good = toml.read_text()
    toml.write_text(text)
    try:
        desk.write("README.md", "# Settings\n")
        desk.commit("Settings")
        _refused(server, desk, desk.push("HEAD:refs/heads/settings"), before)
    finally:
        toml.write_text(good)


def test_a_program_that_is_gone(fresh, tmp_path: Path) -> None:
    """A hook that can't start refuses."""
    server = fresh()
    server.install()
    for name in ("pre-receive", "post-receive"):
        path = server.path / "hooks" / name
        path.write_text(path.read_text().replace("python", "no-such-python"))
    desk = server.clone().start(1)
    assert desk.push().returncode != 0
    assert server.refs() == {}


def test_what_lies_there_already_is_looked_at(fresh) -> None:
    server = fresh()
    desk = server.clone().start(1)
    desk.write("docs/sheet.pdf", pdfs.letter(pdfs.LINE + pdfs.BOX))
    desk.commit("Before the gate")
    desk.git("rm", "--quiet", "docs/sheet.pdf")
    desk.commit("Gone again")
    assert desk.push().returncode == 0  # there is no gate yet
    done = server.install(expect=1)
    assert "would be refused" in done.stderr
    assert "P101" in done.stderr
    desk.write("README.md", "# More\n")
    desk.commit("On top")
    assert desk.push().returncode != 0
    server.install("--trust-existing")
    assert desk.push().returncode == 0


def test_somebody_elses_hook_is_left_alone(fresh) -> None:
    server = fresh()
    hook = server.path / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    done = server.install(expect=2)
    assert "is not ours" in done.stderr
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"


@pytest.mark.parametrize("layout", ["git", "gitea", "gitlab"])
def test_where_hooks_lie(fresh, layout: str) -> None:
    server = fresh()
    server.install("--layout", layout)
    place = {
        "git": "hooks/pre-receive",
        "gitea": "hooks/pre-receive.d/disclosurelog",
        "gitlab": "custom_hooks/pre-receive.d/disclosurelog",
    }[layout]
    hook = server.path / place
    assert hook.stat().st_mode & 0o111
    assert "hook receive --home" in hook.read_text()
    assert server.git("config", "receive.fsckObjects") == "true"
    assert (server.home.stat().st_mode & 0o777) == 0o700
    server.install("--layout", layout)  # again, as after an update of the program


def test_no_bare_repository(fresh, tmp_path: Path) -> None:
    server = fresh()
    done = server.run("hook", "install", str(tmp_path), "--config", str(server.config))
    assert done.returncode == 2
    assert "no bare repository" in done.stderr
