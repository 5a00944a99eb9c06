"""A build after a change gives the very site that a build from nothing gives, whatever changed."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import pdfs
from disclosurelog.adapters.build import build_site
from disclosurelog.pages import theme
from projects import Project

ROOT = Path(__file__).resolve().parents[2]
STEPS = 6
Values = dict[str, Any]
Patch = Callable[[Path], None]


def copy_of_the_log(path: Path) -> Project:
    """The checkout's own content: every kind of record, in two languages."""
    path.mkdir()
    shutil.copytree(ROOT / "content", path / "content")
    shutil.copy(ROOT / "mkdocs.yml", path)
    return Project(path)


def run(project: Project, patch: Patch | None) -> None:
    os.chdir(project.path)
    if patch is not None:
        patch(project.path)
    os._exit(build_site(project.path / "mkdocs.yml"))


def build(project: Project, patch: Patch | None = None) -> int:
    """Build in a process of its own that has all modules already; returns its exit code."""
    child = multiprocessing.get_context("fork").Process(target=run, args=(project, patch))
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


def cold(project: Project, place: Path, patch: Patch | None = None) -> tuple[int, dict[str, bytes]]:
    """Build a copy of a log that has nothing but the answers of the checks, and the pictures."""
    shutil.rmtree(place, ignore_errors=True)
    caches = project.path / ".cache/disclosurelog"
    for part in ("checks", "pages"):
        shutil.copytree(caches / part, place / ".cache/disclosurelog" / part)
    shutil.copytree(project.content, place / "content")
    shutil.copy(project.path / "mkdocs.yml", place)
    code = build(Project(place), patch)
    return code, Project(place).tree()


def records(project: Project) -> list[Path]:
    return sorted(project.content.glob("records/*/*/record.yaml"))


def changed(path: Path, change: Callable[[Values], None]) -> None:
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(values)
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")


def words(chance: random.Random, project: Project) -> None:
    field = chance.choice(["title", "summary"])
    extra = chance.choice(["bridges", "a <b>river</b>", "routes & roads", "yr Wyddfa"])
    changed(
        chance.choice(records(project)), lambda one: one.update({field: f"{one[field]} {extra}"})
    )


def text(chance: random.Random, project: Project) -> None:
    extra = f"\n\nAs asked on {chance.randint(2, 28)} May.\n"
    changed(
        chance.choice(records(project)),
        lambda one: one["request"].update({"text": one["request"]["text"] + extra}),
    )


def renamed(chance: random.Random, project: Project) -> None:
    folder = chance.choice(records(project)).parent
    folder.rename(folder.with_name(f"renamed-{chance.randint(1, 10**6)}"))


def deleted(chance: random.Random, project: Project) -> None:
    shutil.rmtree(chance.choice(records(project)).parent)


def added(chance: random.Random, project: Project) -> None:
    old = chance.choice(records(project)).parent
    number = chance.randint(1, 10**6)
    new = old.with_name(f"added-{number}")
    shutil.copytree(old, new)

    def change(one: Values) -> None:
        one["reference"] = f"ADDED/{number}"
        one.pop("earlier_references", None)

    changed(new / "record.yaml", change)


def filed(chance: random.Random, project: Project) -> None:
    name = chance.choice(["Roads", "roads and Bridges", "Roads & bridges", "Budgets"])

    def change(one: Values) -> None:
        one["topics"] = [*one.get("topics", ()), name][-3:]
        one["department"] = name

    changed(chance.choice(records(project)), change)


def related(chance: random.Random, project: Project) -> None:
    other = yaml.safe_load(chance.choice(records(project)).read_text(encoding="utf-8"))
    one = {"reference": str(other["reference"]), "relation": "follows-up"}
    changed(chance.choice(records(project)), lambda values: values.update({"related": [one]}))


def earlier(chance: random.Random, project: Project) -> None:
    days = datetime.timedelta(days=chance.choice([7, 364]))

    def change(one: Values) -> None:
        for name in ("received", "responded"):
            one[name] -= days

    changed(chance.choice(records(project)), change)


def hidden(chance: random.Random, project: Project) -> None:
    changed(
        chance.choice(records(project)),
        lambda one: one.update({"noindex": not one.get("noindex", False)}),
    )


def translated(chance: random.Random, project: Project) -> None:
    title = f"Teitl {chance.randint(1, 99)}"
    changed(
        chance.choice(records(project)),
        lambda one: one.update({"translations": {"cy": {"title": title}}}),
    )


def another_file(chance: random.Random, project: Project) -> None:
    found = sorted(project.content.glob("records/*/*/*.pdf"))
    line = pdfs.LINE.replace("(", f"({chance.randint(1, 99)} ")
    chance.choice(found).write_bytes(pdfs.letter(line))


def setting(chance: random.Random, project: Project) -> None:
    path = project.path / "mkdocs.yml"
    found = path.read_text(encoding="utf-8")
    path.write_text(
        found.replace("- disclosurelog:", f"- disclosurelog:\n      page_size: {7}", 1)
        if "page_size" not in found
        else found.replace("site_name: ", "site_name: New "),
        encoding="utf-8",
    )


def own_page(chance: random.Random, project: Project) -> None:
    path = chance.choice(sorted(project.content.glob("pages/*.md")))
    path.write_text(path.read_text(encoding="utf-8") + "\n\nOne more word.\n", encoding="utf-8")


CHANGES = (
    *(words, words, text, renamed, deleted, added, added, filed, related, earlier, hidden),
    *(translated, another_file, setting, own_page),
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The log, built once."""
    project = copy_of_the_log(tmp_path_factory.mktemp("changes") / "log")
    assert build(project) == 0
    return project


@pytest.fixture
def project(started: Project, tmp_path: Path) -> Project:
    """A copy of it with all that is kept, its site built twice: there is a spare one."""
    shutil.copytree(started.content, tmp_path / "log/content")
    shutil.copytree(started.path / ".cache", tmp_path / "log/.cache")
    shutil.copy(started.path / "mkdocs.yml", tmp_path / "log")
    found = Project(tmp_path / "log")
    assert build(found) == 0
    assert build(found) == 0
    return found


@pytest.mark.parametrize("seed", range(4))
def test_many_changes(project: Project, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    refused = 0
    for _ in range(STEPS):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(project.content, before)
        site = project.tree()
        for change in chance.sample(CHANGES, chance.choice([1, 1, 2])):
            change(chance, project)
            done.append(change.__name__)
        code, wanted = cold(project, tmp_path / "cold")
        assert build(project) == code, done
        if code:
            refused += 1
            same(project.tree(), site, done)
            shutil.rmtree(project.content)
            before.rename(project.content)
        else:
            same(project.tree(), wanted, done)
    assert refused <= STEPS // 2  # else the changes are not worth their name


def same(found: dict[str, bytes], wanted: dict[str, bytes], told: object) -> None:
    """Two sites are the same; if not, it is told which files are not."""
    names = found.keys() | wanted.keys()
    assert [name for name in sorted(names) if found.get(name) != wanted.get(name)] == [], told


def another_template(path: Path) -> None:
    """As a new version of the theme: every list entry says one word more."""
    folder = path.parent / "theme"
    if not folder.exists():
        shutil.copytree(theme.theme_folder(), folder)
        place = folder / "components/response/template.html"
        place.write_text(place.read_text(encoding="utf-8").replace("</h", " indeed</h", 1))
    theme.theme_folder = lambda: folder
    theme._environment.cache_clear()
    theme._template.cache_clear()


def another_ruleset(path: Path) -> None:
    """As a new version of the checks."""
    from disclosurelog.checks import registry
    from disclosurelog.gate import cleantexts, inspector

    for module in (registry, inspector, cleantexts):
        module.ruleset = lambda: "0123456789ab"


@pytest.mark.parametrize("patch", [another_template, another_ruleset])
def test_another_version_of_the_program(project: Project, tmp_path: Path, patch: Patch) -> None:
    before = project.tree()
    code, wanted = cold(project, tmp_path / "cold", patch)
    assert (build(project, patch), code) == (0, 0)
    same(project.tree(), wanted, patch.__name__)
    assert wanted != before
    assert build(project) == 0
    same(project.tree(), before, "back again")


def test_another_law(project: Project, tmp_path: Path) -> None:
    """A law that the content brings along, and then says in other words."""
    packs = Path(theme.__file__).resolve().parents[1] / "law/packs"
    text = (packs / "au-foi-1982.yaml").read_text(encoding="utf-8").replace("au-foi", "xx-foi")
    title = yaml.safe_load(text)["title"]
    config = project.path / "mkdocs.yml"
    laws = "- disclosurelog:\n      laws: [uk-foia-2000, xx-foi-1982]"
    config.write_text(config.read_text(encoding="utf-8").replace("- disclosurelog:", laws, 1))
    for number in (1, 2):
        project.write("content/laws/xx-foi-1982.yaml", text.replace(title, f"{title} {number}", 1))
        code, wanted = cold(project, tmp_path / "cold")
        assert (build(project), code) == (0, 0)
        assert f"{title} {number}".encode() in wanted["exemptions/xx-foi-1982/index.html"]
        same(project.tree(), wanted, number)


def test_what_somebody_wrote_into_the_site_or_the_spare_one_goes(
    project: Project, tmp_path: Path
) -> None:
    wanted = project.tree()
    for _ in range(2):
        for top in (project.site, project.path / ".spare-site/site"):
            slug = sorted((top / "records").iterdir())[0]
            (slug / "index.html").write_text("something else")
            (slug / "stray.html").write_text("nobody meant this")
            (top / "stray").mkdir(exist_ok=True)
            (top / "stray/a.html").write_text("nobody meant this")
            shutil.rmtree(sorted((top / "records").iterdir())[1])
        assert build(project) == 0
        same(project.tree(), wanted, "written into")


def test_the_spare_site_holds_nothing_that_is_no_longer_published(project: Project) -> None:
    gone = records(project)[0].parent
    shutil.rmtree(gone)
    code = build(project)
    if code:
        pytest.fail("the record is needed by another")
    spare = Project(project.path / ".spare-site").tree(project.path / ".spare-site/site")
    site = project.tree()
    assert spare
    assert {name: data for name, data in spare.items() if site.get(name) != data} == {}
    assert not [name for name in spare if gone.name in name]
