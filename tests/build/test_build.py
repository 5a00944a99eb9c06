"""One record in, one safe site out: the whole way through, run as a person runs it."""

from __future__ import annotations

import json

import pytest

import pdfs


def test_every_record_has_a_page_and_its_files(project) -> None:
    project.start(7).build()
    tree = project.tree()
    pages = {u for u in tree if u.startswith("records/area-") and u.endswith("/index.html")}
    own = {f"records/area-{n}/index.html" for n in range(1, 8)}
    assert pages == own | {f"records/area-{n}/routes/index.html" for n in range(1, 8)}
    for number in range(1, 8):
        page = tree[f"records/area-{number}/index.html"].decode()
        assert f"Gritting routes {number}" in page
        assert f"Please send me the gritting routes of area {number}." in page
        assert tree[f"records/area-{number}/routes.pdf"] == pdfs.letter()


def test_nothing_but_the_allow_list_is_published(project) -> None:
    project.start().build()
    tree = project.tree()
    assert not [u for u in tree if u.endswith((".yaml", ".yml", ".md", ".j2", ".py"))]
    assert not [u for u in tree if "dl-shell" in u]
    listed = json.loads(tree["manifest.json"])["files"]
    assert listed.keys() == tree.keys() - {"manifest.json"}
    assert not [u for u, data in tree.items() if b"dl-shell" in data or b"data-dl-section" in data]


def test_both_ways_of_building_give_the_same_bytes(project, another) -> None:
    project.start().build()
    other = another("elsewhere").start()
    done = other.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert project.tree() == other.tree()


def test_two_builds_are_the_same(project) -> None:
    project.start().build()
    first = project.tree()
    project.build("--site", "again")
    assert project.tree(project.path / "again") == first
    project.build()
    assert project.tree() == first


def test_a_leak_stops_the_build_and_leaves_the_old_site(project) -> None:
    project.start().build()
    before = project.tree()
    project.add(2, pdf=pdfs.letter(pdfs.LINE + pdfs.BOX))
    project.add(3, pdf=b"%PDF-1.7 not really")
    for command in (("disclosurelog", "build"), ("mkdocs", "build")):
        done = project.run(*command)
        assert done.returncode == 1
        assert "area-2/routes.pdf" in done.stderr
        assert "P101" in done.stderr
        assert "area-3/routes.pdf" in done.stderr
        assert "Traceback" not in done.stderr
        assert pdfs.SECRET not in done.stderr + done.stdout
        assert project.tree() == before
        assert not list(project.path.glob(".site-*"))


def test_mistakes_in_records_come_all_at_once(project) -> None:
    project.start()
    project.add(1, text="schema: 1\n")
    project.add(2, text="schema: [\n")
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert "records/2024/area-1/record.yaml:" in done.stderr
    assert "records/2024/area-2/record.yaml:" in done.stderr


def test_no_records_at_all(project) -> None:
    project.start(0).build()
    assert "index.html" in project.tree()


@pytest.mark.parametrize("name", ["leak.pdf", "data.csv", "script.js", "page.html"])
def test_files_among_the_hand_written_pages_are_refused(project, name) -> None:
    project.start().write(f"content/pages/{name}", b"x")
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert name in done.stderr


def test_docs_dir_must_not_be_the_content_folder(project) -> None:
    config = project.start().path / "mkdocs.yml"
    config.write_text(config.read_text().replace("content/pages", "content"))
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "docs_dir" in done.stderr
    assert not project.site.exists()


def test_nothing_in_content_can_run(project) -> None:
    project.start().write("content/hook.py", "raise SystemExit('ran')\n")
    config = project.path / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [content/hook.py]\n")
    done = project.run("disclosurelog", "build")
    assert done.returncode != 0
    assert not project.site.exists()


def test_an_unknown_option_stops_the_build(project) -> None:
    config = project.start().path / "mkdocs.yml"
    config.write_text(config.read_text().replace("page_size: 5", "page_size: 2"))
    done = project.run("disclosurelog", "build")
    assert done.returncode == 2
    assert "page_size" in done.stderr


def test_not_a_project(project) -> None:
    project.path.mkdir()
    done = project.run("disclosurelog", "build")
    assert done.returncode == 2
    assert "mkdocs.yml" in done.stderr


def test_as_of_holds_records_back(project) -> None:
    project.start().build("--as-of", "2024-02-01")
    assert not [u for u in project.tree() if u.startswith("records/area-")]


def test_verify(project) -> None:
    project.start().build()
    assert project.run("disclosurelog", "verify", "site").returncode == 0
    (project.site / "records/area-1/routes.pdf").write_bytes(b"changed")
    done = project.run("disclosurelog", "verify", "site")
    assert done.returncode == 1
    assert "records/area-1/routes.pdf" in done.stdout
    assert project.run("disclosurelog", "verify", "nowhere").returncode == 2


def test_a_poured_page_is_what_mkdocs_would_draw(project) -> None:
    """The frames of a poured and of a hand-written page differ only in their own words."""
    import re

    project.start().build()
    tree = project.tree()
    drawn = tree["about/index.html"].decode()
    poured = tree["years/index.html"].decode()
    assert drawn.count("/about/") >= 1

    def frame(html: str) -> str:
        html = re.sub(r"<main.*</main>", "<main>", html, flags=re.DOTALL)
        html = re.sub(r"<title.*?</title>", "", html, flags=re.DOTALL)
        html = re.sub(r"<(meta|link)[^>]*(description|canonical|og:|prev|next)[^>]*>", "", html)
        html = re.sub(r' aria-current="?\w+"?', "", html)
        # MkDocs links a page to itself, and to its own first heading, in its own way.
        html = re.sub(
            r'(<div data-md-component="skip">).*?(</div>)', r"\1\2", html, flags=re.DOTALL
        )
        html = html.replace('href="./"', 'href="../about/"')
        return re.sub(r"\s+", " ", html)

    assert frame(poured) == frame(drawn)
