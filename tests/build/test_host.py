"""Hosts with limits: what a site would break is said before it is drawn, and before it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import pdfs
from disclosurelog.adapters.options import Options, settings_from
from disclosurelog.errors import CannotRun
from projects import RECORD, Project

OTHER = pdfs.letter("BT /F1 12 Tf 40 180 Td (Another letter, about another road.) Tj ET\n")


def put_on(project: Project, host: str, *more: str) -> Project:
    """Name the host in mkdocs.yml, and options beside it."""
    config = project.path / "mkdocs.yml"
    lines = [f"      {line}\n" for line in (f"host: {host}", *more)]
    found = config.read_text().splitlines(keepends=True)
    kept = [line for line in found if not line.startswith("      host:")]
    at = kept.index("  - disclosurelog:\n") + 1
    config.write_text("".join([*kept[:at], *lines, *kept[at:]]))
    return project


def sizes(project: Project) -> dict[str, int]:
    return {uri: len(data) for uri, data in project.tree().items()}


def refused(project: Project) -> str:
    """Build; the site stays as it was. Returns what is said."""
    before = project.tree()
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert "Nothing was published." in done.stderr
    assert "Traceback" not in done.stderr
    assert project.tree() == before
    assert not list(project.path.glob(".site-*"))
    return done.stderr


def drawn(project: Project) -> bool:
    return any((project.path / ".cache/disclosurelog/pages").rglob("*"))


# How it is written


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("nowhere", "host is no host whose limits are known; write cloudflare-pages,"),
        (5, "host is no host whose limits are known"),
        ({}, "host gives no limit"),
        ({"fles": 3}, "did you mean files?"),
        ({"files": 0}, "host.files is below 1"),
        ({"files": "many"}, "host.files should be a whole number"),
        ({"file_mb": 0}, "host.file_mb is not above 0"),
        ({"total_mb": float("inf")}, "host.total_mb should be a number"),
        ({"total_mb": True}, "host.total_mb should be a number"),
    ],
)
def test_a_mistake_is_said(host: object, says: str) -> None:
    with pytest.raises(CannotRun, match="are not right") as found:
        settings_from(options(host))
    assert says in str(found.value)


@pytest.mark.parametrize(
    "host", ["cloudflare-pages", "github-pages", "gitlab-pages", "netlify", {"file_mb": 25}]
)
def test_a_host_is_known(host: object) -> None:
    assert settings_from(options(host)).host is not None


def options(host: object) -> Options:
    found = Options()
    found.load_dict({"authority": {"name": "Test Authority"}, "host": host})
    assert found.validate() == ([], [])
    return found


def test_a_mistake_stops_the_build(project) -> None:
    done = put_on(project.start(), "nowhere").run("disclosurelog", "build")
    assert done.returncode == 2
    assert "cloudflare-pages" in done.stderr


# Before anything is drawn


def test_too_many_files_are_refused_before_anything_is_drawn(project) -> None:
    """Long documents; without pictures of their pages the site fits."""
    put_on(project.start(2), "{name: Our web space, files: 250}")
    for number in (1, 2):
        project.add(number, pdf=pdfs.pdf(*[pdfs.LETTER] * (100 * number)))
    said = refused(project)
    assert not drawn(project)
    assert "the site is too large for Our web space:" in said
    assert "and it takes 250:" in said
    lines = [line.strip() for line in said.splitlines() if line.startswith("    ")]
    assert lines[0].startswith("page_images: false in mkdocs.yml saves 300 files")
    assert "an estimate from above" in lines[0]
    assert lines[1].startswith("records/area-2/routes.pdf is ")
    assert lines[1].endswith("its pages make 208 files more")  # 200 pictures in 8 parts
    put_on(project, "{files: 250}", "page_images: false").build()
    assert len(project.tree()) <= 250


def test_a_document_that_is_too_large_is_named_with_its_size(project) -> None:
    put_on(project.start(1), "{file_mb: 0.3}")
    project.add(1, pdf=pdfs.letter(" " * 400_000))
    said = refused(project)
    assert not drawn(project)
    assert "records/area-1/routes.pdf has 0.4" in said
    assert "and it takes files of 0.3 MB" in said
    assert "publish the document in parts" in said


def test_the_database_is_measured_before_anything_is_drawn(project) -> None:
    said = refused(put_on(project.start(1), "{file_mb: 0.05}"))
    assert not drawn(project)
    assert "data/disclosurelog.sqlite has" in said
    assert "it holds the text of all documents" in said


def test_the_whole_is_weighed(project) -> None:
    project.start(1).build()
    total = sum(sizes(project).values())
    said = refused(put_on(project, f"{{total_mb: {total / 4e6}}}"))
    assert "in all without the pictures of pages, and it takes" in said
    lines = [line.strip() for line in said.splitlines() if line.startswith("    ")]
    # Pictures are not in what is known to be too much, so that to leave them out would not help.
    assert [line.partition(" ")[0] for line in lines] == [
        "data/disclosurelog.sqlite",
        "records/area-1/routes.pdf",
    ]


def test_short_pages_of_lists_can_be_made_longer(project) -> None:
    said = refused(put_on(project.start(12), "{files: 30}", "page_images: false"))
    # Twelve responses at five a page have three pages in the list of all, of a year, of an outcome.
    assert "page_size: 500 in mkdocs.yml (it is 5) saves 6 files" in said
    assert "page_images" not in said


def test_folders_count_where_the_host_counts_them(project) -> None:
    project.start(2).build()
    tree = project.tree()
    folders = {parent for uri in tree for parent in Path(uri).parents}
    number = len(tree) + len(folders)
    put_on(project, f"{{files: {number}, count_folders: true}}").build()
    said = refused(put_on(project, f"{{files: {number - 1}, count_folders: true}}"))
    assert f"{number:,} files or folders, and it takes {number - 1:,}: 1 too many" in said


def test_a_folder_that_is_too_full_is_named(project) -> None:
    project.start(3)
    project.add(2, pdf=OTHER)
    said = refused(put_on(project, "{folder_files: 1}", "page_images: false"))
    assert "2 files in the folder certificates/, and it takes 1: 1 too many" in said


# Before the site is swapped in


@pytest.fixture(scope="module")
def sample(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample log with short lists, in a place of its own."""
    made = Project(tmp_path_factory.mktemp("host"))
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("docs_dir: content/pages", f"docs_dir: {root}/content/pages")
    made.write("mkdocs.yml", text)
    put_on(made, "{files: 100000}", "page_size: 5").build()
    return made


def exactly(site: dict[str, int], **less: float) -> str:
    """The limits that this site just keeps, or where `less` says so, just breaks."""
    limits = {
        "files": len(site) - less.get("files", 0),
        "file_mb": (max(site.values()) - less.get("file", 0)) / 1e6,
        "total_mb": (sum(site.values()) - less.get("total", 0)) / 1e6,
        "folder_files": max(Counter(uri.rpartition("/")[0] for uri in site).values()),
    }
    return f"{{{', '.join(f'{name}: {limit}' for name, limit in limits.items())}}}"


def test_what_just_fits_is_published(sample) -> None:
    """What is foreseen is never more than what comes."""
    site = sizes(sample)
    said = put_on(sample, exactly(site)).build()
    assert "as far as it is known: at least" in said.stdout + said.stderr
    assert sizes(sample) == site


@pytest.mark.parametrize(
    ("less", "says"),
    [
        ({"files": 1}, "1 too many"),
        ({"total": 1}, "1 byte too much"),
        ({"file": 1}, "1 byte too much"),
    ],
)
def test_the_last_file_and_the_last_byte_count(sample, less, says) -> None:
    said = refused(put_on(sample, exactly(sizes(sample), **less)))
    assert says in said
    assert "page_images: false" in said or "file" in less
    assert "estimate from above" not in said


# How a site grows


def fill(project: Project, number: int, documents: int) -> Project:
    """A log of so many records with so many documents of one page each, all different."""
    project.start(0)
    config = project.path / "mkdocs.yml"
    config.write_text(config.read_text().replace("page_size: 5", "page_images: false"))
    for one in range(1, number + 1):
        folder = f"content/records/2024/area-{one}"
        head = RECORD.format(number=one, day=2 + one % 28).partition("documents:")[0]
        files = [f"part-{place}.pdf" for place in range(documents)]
        listed = "".join(f"  - {{file: {file}, title: Part}}\n" for file in files)
        project.write(f"{folder}/record.yaml", head + (f"documents:\n{listed}" if files else ""))
        for file in files:
            words = f"BT /F1 12 Tf 40 180 Td (Road {one} of {file}) Tj ET\n"
            project.write(f"{folder}/{file}", pdfs.letter(words))
    return project


@pytest.mark.parametrize("documents", [0, 1, 3])
def test_a_record_has_two_files_beside_its_documents(project, documents) -> None:
    """Four is the most it may have. A viewer's page counts to its document."""
    fill(project, 1, documents).build()
    tree = {uri for uri in project.tree() if uri.startswith("records/area-1/")}
    shown = {f"records/area-1/part-{place}" for place in range(documents)}
    viewers = {f"{one}/index.html" for one in shown}
    own = tree - viewers - {f"{one}.pdf" for one in shown}
    assert own == {"records/area-1/index.html", "records/area-1/record.json"}
    assert len(tree) == len(own) + 2 * documents


def test_a_site_grows_by_at_most_four_files_a_record_beside_its_documents(another) -> None:
    """How many files each record adds between 20 and 60 of them, each with a document.

    Outside records/ that is one file of its text for the search, and a quarter of a file for all
    the rest: lists, feeds, the other files of the search. A certificate counts to its document.
    """
    few, many = (
        Counter(map(family, built(another(f"of-{number}"), number))) for number in (20, 60)
    )
    slope = {name: (many[name] - few[name]) / 40 for name in many}
    assert slope.pop("document") == 3  # itself, its viewer's page, its certificate
    assert slope["record"] == 2
    assert slope["text"] == 1
    assert slope["rest"] <= 0.3
    assert sum(slope.values()) <= 4


def built(project: Project, number: int) -> Iterable[str]:
    fill(project, number, 1).build()
    return project.tree()


def family(uri: str) -> str:
    """What a file of such a site belongs to."""
    parts = uri.split("/")
    if parts[0] == "certificates" or "/part-" in uri:
        return "document"
    if parts[0] == "records" and parts[1].startswith("area-"):
        return "record"
    return "text" if uri.startswith("search/texts/") else "rest"
