"""Every way in: refused with a leak in it, and nothing of it stays; accepted when it is clean.

Each shape is a function that makes and sends a push with a file, and returns what came of it with
the objects that the push brought in.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

import pytest

import pdfs
from repositories import LEAK, Clone, Done, Served

_BRANCHES = (f"refs/heads/b{number}" for number in itertools.count(1))
_UNLIKE = itertools.count(1)

NAME = "Agatha Quillfeather"


def clean_file() -> bytes:
    """An honest letter that was not there before."""
    return pdfs.letter(f"BT /F1 12 Tf 40 180 Td (Sheet {next(_UNLIKE)} of the series) Tj ET\n")


def leaking_file() -> bytes:
    return pdfs.letter(
        f"BT /F1 12 Tf 40 110 Td (Sheet {next(_UNLIKE)}) Tj ET\n{pdfs.LINE}{pdfs.BOX}"
    )


@dataclass
class Sent:
    """A push and the names of the objects that it alone would have brought."""

    done: Done
    objects: list[str]


def _new_objects(desk: Clone, *tips: str) -> list[str]:
    told = desk.git("rev-list", "--objects", "--no-object-names", *tips, "--not", "FETCH_HEAD")
    return told.split()


def _branch(desk: Clone, tip: str = "HEAD") -> Sent:
    objects = _new_objects(desk, tip)
    return Sent(desk.push(f"{tip}:{next(_BRANCHES)}"), objects)


def _put(desk: Clone, data: bytes, name: str = "sheet.pdf") -> None:
    desk.write(f"docs/{name}", data)


def added_then_deleted(desk: Clone, data: bytes) -> Sent:
    _put(desk, data)
    desk.commit("Add")
    desk.git("rm", "--quiet", "docs/sheet.pdf")
    desk.commit("Delete")
    return _branch(desk)


def in_a_merge(desk: Clone, data: bytes) -> Sent:
    """Neither side has the file; the merge itself adds it."""
    desk.git("switch", "--quiet", "--create", "side")
    desk.write("README.md", "# A log\n")
    desk.commit("Side")
    desk.git("switch", "--quiet", "main")
    desk.write("NOTES.md", "# Notes\n")
    desk.commit("Main")
    desk.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    _put(desk, data)
    desk.commit("Merge")
    desk.git("rm", "--quiet", "docs/sheet.pdf")
    desk.commit("Delete")
    return _branch(desk)


def tag_to_blob(desk: Clone, data: bytes) -> Sent:
    blob = desk.hash(data)
    name = f"light-{next(_UNLIKE)}"
    desk.git("tag", name, blob)
    return Sent(desk.push(f"refs/tags/{name}"), [blob])


def annotated_tag_to_blob(desk: Clone, data: bytes) -> Sent:
    blob = desk.hash(data)
    name = f"full-{next(_UNLIKE)}"
    desk.git("tag", "--annotate", "--message", "A file", name, blob)
    return Sent(desk.push(f"refs/tags/{name}"), [blob, desk.git("rev-parse", name)])


def tag_to_tag_to_tree(desk: Clone, data: bytes) -> Sent:
    blob = desk.hash(data)
    tree = desk.git("mktree", given=f"100644 blob {blob}\tsheet.pdf\n".encode())
    name = f"deep-{next(_UNLIKE)}"
    desk.git("tag", "--annotate", "--message", "A folder", f"inner-{name}", tree)
    desk.git("tag", "--annotate", "--message", "A tag", name, f"inner-{name}")
    return Sent(desk.push(f"refs/tags/{name}"), [blob, tree])


def in_notes(desk: Clone, data: bytes) -> Sent:
    blob = desk.hash(data)
    ref = f"refs/notes/n{next(_UNLIKE)}"
    desk.git("notes", f"--ref={ref}", "add", "-C", blob, "HEAD")
    return Sent(desk.push(ref), [blob, desk.git("rev-parse", ref)])


def beside_what_is_led_to(desk: Clone, data: bytes) -> Sent:
    """A pack made by hand: an honest commit, and a file that nothing leads to."""
    desk.write("README.md", f"# Log {next(_UNLIKE)}\n")
    tip = desk.commit("Honest")
    blob = desk.hash(data)
    names = "\n".join([*_new_objects(desk, tip), blob])
    return Sent(_send_by_hand(desk, tip, names.encode(), next(_BRANCHES)), [blob])


def _send_by_hand(desk: Clone, tip: str, names: bytes, ref: str) -> Done:
    """Speak the protocol of a push (gitprotocol-pack(5)) with a pack of these objects."""
    pack = subprocess.run(
        ["git", "pack-objects", "--quiet", "--stdout"],
        cwd=desk.path,
        env=desk.environment,
        input=names,
        capture_output=True,
        check=True,
    ).stdout
    server = desk.git("remote", "get-url", "origin").removeprefix("file://")
    line = f"{'0' * 40} {tip} {ref}\0report-status quiet".encode()
    asked = f"{len(line) + 4:04x}".encode() + line + b"0000" + pack
    done = subprocess.run(
        ["git", "receive-pack", server], env=desk.environment, input=asked, capture_output=True
    )
    told = done.stdout.decode("latin-1")
    refused = f"ng {ref}" in told
    assert refused or f"ok {ref}" in told, told + done.stderr.decode()
    return Done([], int(refused), told, done.stderr.decode())


def in_a_stray_tree(desk: Clone, data: bytes) -> Sent:
    desk.write("README.md", f"# Log {next(_UNLIKE)}\n")
    tip = desk.commit("Honest")
    blob = desk.hash(data)
    tree = desk.git("mktree", given=f"100644 blob {blob}\tsheet.pdf\n".encode())
    names = "\n".join([*_new_objects(desk, tip), blob, tree])
    return Sent(_send_by_hand(desk, tip, names.encode(), next(_BRANCHES)), [blob, tree])


def in_a_folder_of_many_commits(desk: Clone, data: bytes) -> Sent:
    """The same folder twice in one commit, and only one of the two is content."""
    desk.write("docs/old/sheet.pdf", data)
    desk.write("attic/old/sheet.pdf", data)
    desk.commit("Twice")
    return _branch(desk)


def attached(desk: Clone, data: bytes) -> Sent:
    """A file in a file in a file; without a leak, the file alone."""
    if data.count(b"re f Q"):
        inner = pdfs.letter(change=pdfs.attach(data, "inner.pdf"))
        data = pdfs.letter(change=pdfs.attach(inner, "outer.pdf"))
    _put(desk, data)
    desk.commit("Attached")
    return _branch(desk)


SHAPES: list[Callable[[Clone, bytes], Sent]] = [
    added_then_deleted,
    in_a_merge,
    tag_to_blob,
    annotated_tag_to_blob,
    tag_to_tag_to_tree,
    in_notes,
    beside_what_is_led_to,
    in_a_stray_tree,
    in_a_folder_of_many_commits,
    attached,
]


def _gone(server: Served, desk: Clone, sent: Sent) -> None:
    """Nothing of a refused push is there or can be had."""
    assert sent.objects
    assert [one for one in sent.objects if server.has(one)] == []
    # Somebody else asks: git does not ask a server for what it has itself.
    stranger = server.clone(f"stranger-{next(_UNLIKE)}", desk.git("remote", "get-url", "origin"))
    for one in sent.objects:
        fetched = stranger.try_git("fetch", "origin", one)
        assert fetched.returncode != 0
        assert "not our ref" in fetched.stderr
    assert list((server.home / "drafts").iterdir()) == []
    assert list((server.path / "objects").glob("tmp_objdir*")) == []


def _silent(done: Done) -> str:
    told = done.stdout + done.stderr
    assert pdfs.SECRET.casefold() not in told.casefold()
    assert "Traceback" not in told
    return told


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.__name__)
def test_a_leak_is_refused(server: Served, desk: Clone, shape) -> None:
    before = server.refs()
    sent = shape(desk, leaking_file())
    told = _silent(sent.done)
    assert sent.done.returncode != 0
    assert "This push is refused" in told
    assert "P101" in told or "P203" in told
    assert server.refs() == before
    _gone(server, desk, sent)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.__name__)
def test_the_same_without_a_leak_is_accepted(server: Served, desk: Clone, shape) -> None:
    sent = shape(desk, clean_file())
    assert sent.done.returncode == 0, sent.done.stderr
    assert [one for one in sent.objects if not server.has(one)] == []


def link(desk: Clone) -> Sent:
    (desk.path / "docs").mkdir()
    (desk.path / "docs" / "sheet.pdf").symlink_to("/etc/passwd")
    desk.commit("Link")
    return _branch(desk)


def submodule(desk: Clone) -> Sent:
    here = desk.git("rev-parse", "HEAD")
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{here},other")
    desk.git("commit", "--quiet", "--message", "Submodule")
    return _branch(desk)


def gitmodules(desk: Clone) -> Sent:
    desk.write(".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = https://other.example/x.git\n')
    desk.commit("Modules")
    return _branch(desk)


def gitmodules_trick(desk: Clone) -> Sent:
    """An address that old versions of git took for an option."""
    desk.write(".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = -u./payload\n')
    desk.commit("Modules")
    return _branch(desk)


def large_file_pointer(desk: Clone) -> Sent:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
    _put(desk, pointer.encode())
    desk.commit("Pointer")
    return _branch(desk)


def filters(desk: Clone) -> Sent:
    desk.write(".gitattributes", "*.pdf filter=lfs diff=lfs -text\n")
    desk.commit("Filters")
    return _branch(desk)


def dots(desk: Clone) -> Sent:
    return _odd_name(desk, "..")


def newline(desk: Clone) -> Sent:
    return _odd_name(desk, "a\nb.md")


def escapes(desk: Clone) -> Sent:
    return _odd_name(desk, "\x1b[2Ja.md")


def _odd_name(desk: Clone, name: str) -> Sent:
    blob = desk.hash(f"words {next(_UNLIKE)}\n".encode())
    tree = desk.hash(b"100644 " + name.encode() + b"\0" + bytes.fromhex(blob), "tree")
    tip = desk.git("commit-tree", "-m", "Odd", tree)
    return Sent(
        _send_by_hand(desk, tip, f"{tip}\n{tree}\n{blob}".encode(), next(_BRANCHES)), [blob]
    )


def too_large(desk: Clone) -> Sent:
    _put(desk, LEAK + b"\n%" + b"x" * 1_100_000)
    desk.commit("Large")
    return _branch(desk)


def unknown_kind(desk: Clone) -> Sent:
    _put(desk, b"\0\1\2\3 nobody reads this", "thing.bin")
    desk.commit("Kind")
    return _branch(desk)


def picture(desk: Clone) -> Sent:
    _put(desk, b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "scan.png")
    desk.commit("Picture")
    return _branch(desk)


def mail(desk: Clone) -> Sent:
    _put(desk, b"From: somebody\nSubject: a letter\n\nText.\n", "letter.eml")
    desk.commit("Mail")
    return _branch(desk)


def packed_into_text(desk: Clone) -> Sent:
    line = "QUJD" * 18 + "\n"
    desk.write("docs/page.md", "# Page\n\n" + line * 60)
    desk.commit("Packed")
    return _branch(desk)


def replacement(desk: Clone) -> Sent:
    desk.write("README.md", f"# {next(_UNLIKE)}\n")
    tip = desk.commit("Other")
    ref = f"refs/replace/{desk.git('rev-parse', 'HEAD^')}"
    return Sent(desk.push(f"{tip}:{ref}"), [tip])


def sparse_sheet(desk: Clone) -> Sent:
    """A table beside a record: text, and a document all the same."""
    desk.write("content/records/2024/area-1/staff.csv", "name,grade\nA,1\n")
    desk.commit("Table")
    return _branch(desk)


def personal_page(desk: Clone) -> Sent:
    desk.write("content/pages/about.md", "# About\n\nHer number is AB 12 34 56 C.\n")
    desk.commit("Page")
    return _branch(desk)


def personal_message(desk: Clone) -> Sent:
    desk.write("README.md", f"# {next(_UNLIKE)}\n")
    desk.commit("About AB 12 34 56 C")
    return _branch(desk)


OTHERS: dict[Callable[[Clone], Sent], str] = {
    link: "links are not followed",
    submodule: "submodule",
    gitmodules: "submodule",
    gitmodules_trick: "",  # git itself refuses it (receive.fsckObjects)
    large_file_pointer: "Git LFS",
    filters: "attributes",
    dots: "",  # as above
    newline: "a\\nb.md",
    escapes: "\\x1b[2Ja.md",
    too_large: "at most 1 MB",
    unknown_kind: "F001",
    picture: "PNG",
    mail: "F001",
    packed_into_text: "packed",
    replacement: "Only branches, tags and notes",
    sparse_sheet: "F001",
    personal_page: "F004",
    personal_message: "F004",
}


@pytest.mark.parametrize("shape", OTHERS, ids=lambda one: one.__name__)
def test_other_tricks_are_refused(server: Served, desk: Clone, shape) -> None:
    before = server.refs()
    sent = shape(desk)
    told = _silent(sent.done)
    assert sent.done.returncode != 0, told
    assert OTHERS[shape] in told
    assert "\x1b" not in told.replace("\x1b[K", "")
    assert "AB 12" not in told
    assert server.refs() == before
    _gone(server, desk, sent)


def _text(desk: Clone) -> Sent:
    desk.write("docs/page.md", f"# A page\n\nWritten by {NAME}.\n")
    desk.commit("Page")
    return _branch(desk)


def _path(desk: Clone) -> Sent:
    desk.write("docs/agatha-quillfeather.md", "# A page\n")
    desk.commit("Page")
    return _branch(desk)


def _message(desk: Clone) -> Sent:
    desk.write("README.md", f"# {next(_UNLIKE)}\n")
    desk.commit(f"As {NAME} asked")
    return _branch(desk)


def _author(desk: Clone) -> Sent:
    desk.write("README.md", f"# {next(_UNLIKE)}\n")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Page", "--author", f"{NAME} <foi@log.example>")
    return _branch(desk)


def _tag_message(desk: Clone) -> Sent:
    name = f"told-{next(_UNLIKE)}"
    desk.git("tag", "--annotate", "--message", f"For {NAME}", name, "HEAD")
    return Sent(desk.push(f"refs/tags/{name}"), [desk.git("rev-parse", name)])


def _branch_name(desk: Clone) -> Sent:
    desk.write("README.md", f"# {next(_UNLIKE)}\n")
    tip = desk.commit("Page")
    return Sent(desk.push("HEAD:refs/heads/agatha-quillfeather"), [tip])


@pytest.mark.parametrize("shape", [_text, _path, _message, _author, _tag_message, _branch_name])
def test_withheld_words_are_refused_wherever_they_stand(server, desk, shape) -> None:
    sent = shape(desk)
    told = sent.done.stderr
    assert sent.done.returncode != 0
    assert "F003" in told
    said = [line for line in told.splitlines() if line.startswith("remote:")]
    assert not any("quillfeather" in line.casefold() for line in said)
    _gone(server, desk, sent)


def test_the_published_branch_is_not_taken_back(server: Served, desk: Clone) -> None:
    desk.write("README.md", "# Before\n")
    first = desk.commit("One")
    desk.git("reset", "--quiet", "--hard", "HEAD^")
    before = server.refs()
    orphan = desk.git("commit-tree", "-m", "Anew", "HEAD^{tree}")
    done = desk.push("--force", f"{orphan}:refs/heads/main")
    assert done.returncode != 0
    assert "take commits of it back" in done.stderr
    assert server.refs() == before
    assert not server.has(first)
    _gone(server, desk, Sent(done, [orphan]))


def test_what_a_push_without_the_gate_left_is_looked_at(server: Served, desk: Clone) -> None:
    """The server has the file already, so that git does not even send it."""
    data = leaking_file()
    server.git("hash-object", "-w", "--stdin", given=data)
    _put(desk, data)
    tip = desk.commit("Left behind")
    done = desk.push(f"HEAD:{next(_BRANCHES)}")
    assert done.returncode != 0
    assert "P101" in done.stderr
    assert not server.has(tip)


def test_a_branch_that_came_in_another_way_is_looked_at(server: Served, desk: Clone) -> None:
    _put(desk, leaking_file())
    leak = desk.commit("Leak")
    server.git("fetch", "--quiet", str(desk.path), f"{leak}:refs/heads/unseen")
    desk.git("rm", "--quiet", "docs/sheet.pdf")
    desk.write("README.md", "# Later\n")
    tip = desk.commit("On top")
    done = desk.push(f"HEAD:{next(_BRANCHES)}")
    server.git("update-ref", "-d", "refs/heads/unseen")
    assert done.returncode != 0
    assert "P101" in done.stderr
    assert not server.has(tip)


def test_over_http_and_by_its_name(server: Served, desk: Clone) -> None:
    server.git("config", "http.receivepack", "true")
    with server.over_http() as address:
        desk.git("remote", "set-url", "origin", address)
        sent = tag_to_blob(desk, leaking_file())
        assert sent.done.returncode != 0
        assert "P101" in sent.done.stderr
        _gone(server, desk, sent)
        honest = added_then_deleted(desk, clean_file())
        assert honest.done.returncode == 0, honest.done.stderr
        stranger = server.clone("stranger", address)
        stranger.git("fetch", "--quiet", "origin", honest.objects[0])


def test_a_word_of_the_list_is_not_lost(server: Served, desk: Clone) -> None:
    desk.git("rm", "--quiet", "content/withheld/area-1.yaml")
    tip = desk.commit("Forget")
    done = desk.push()
    assert done.returncode != 0
    assert "entries that the server holds would be gone" in done.stderr
    assert not server.has(tip)


def test_settings_come_from_the_server(server: Served, desk: Clone) -> None:
    """A push that says that its own finding is no finding."""
    desk.write("mkdocs.yml", "plugins: [{disclosurelog: {personal_data: {contacts: ['x']}}}]\n")
    desk.write("content/pages/about.md", "# About\n\nHer number is AB 12 34 56 C.\n")
    tip = desk.commit("Own rules")
    done = desk.push(f"HEAD:{next(_BRANCHES)}")
    assert done.returncode != 0
    assert not server.has(tip)


def test_what_was_no_content_is_looked_at_when_it_becomes_some(server: Served, desk: Clone) -> None:
    """The server has the text already: in the program's part nobody asks for personal data."""
    text = "# About\n\nHer number is AB 12 34 56 C.\n"
    desk.write("docs/page.md", text)
    desk.commit("An example in the docs")
    branch = next(_BRANCHES)
    assert desk.push(f"HEAD:{branch}").returncode == 0
    desk.write("content/pages/page.md", text)
    tip = desk.commit("A page")
    done = desk.push(f"HEAD:{branch}")
    assert done.returncode != 0
    assert "F004" in done.stderr
    assert not server.has(tip)


def test_a_waiver_in_the_record_counts(server: Served, desk: Clone) -> None:
    """What an officer decided holds in the push as it does in the build."""
    data = pdfs.letter("BT /F1 12 Tf 3 Tr 40 180 Td (The map program made this) Tj ET\n")
    folder = "content/records/2024/area-2"
    report = server.run("check", "--format", "json", str(desk.write(f"{folder}/routes.pdf", data)))
    (file,) = json.loads(report.stdout)["files"]
    assert file["findings"]
    desk.commit("Without")
    done = desk.push(f"HEAD:{next(_BRANCHES)}")
    assert done.returncode != 0
    assert file["findings"][0]["rule"] in done.stderr

    record = (desk.path / folder / "record.yaml").read_text()
    waivers = "".join(
        f"      - rule: {one['rule']}\n        page: {one['page']}\n"
        f"        sha256: {file['sha256']}\n        reason: It is the map program's own mark.\n"
        "        approved_by: Manager\n        date: 2024-02-01\n"
        for one in file["findings"]
    )
    head = record[: record.index("documents:")]
    listed = "documents:\n  - file: routes.pdf\n    title: Routes\n    waivers:\n"
    desk.write(f"{folder}/record.yaml", head + listed + waivers)
    desk.git("reset", "--quiet", "--soft", "HEAD^")
    desk.commit("With")
    done = desk.push(f"HEAD:{next(_BRANCHES)}")
    assert done.returncode == 0, done.stderr
