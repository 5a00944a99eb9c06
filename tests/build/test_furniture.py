"""What stands around a page is off until it is asked for, and is refused where it is not right."""

from __future__ import annotations

import pytest

from furnished import furnish
from projects import CONFIG, RECORD, Project

MARKS = ("dl-leave", "dl-consent", "dl-beta", "dl-useful", "leave.js", "consent.js", "useful.js")


def configured(project: Project, options: str) -> Project:
    project.start(1)
    project.write("mkdocs.yml", CONFIG.replace("nav:", f"      {options}\nnav:"))
    return project


def test_nothing_of_it_is_there_by_default(project) -> None:
    project.start(1).build()
    for page in ("index.html", "about/index.html", "records/area-1/index.html"):
        html = (project.site / page).read_text()
        assert [mark for mark in MARKS if mark in html] == []
        assert "This site sets no cookies and follows nobody." in html
    assert not (project.site / "cookies").exists()


def test_everywhere_is_on_every_page(project) -> None:
    configured(project, "quick_exit: {where: everywhere}").build()
    for page in ("index.html", "about/index.html", "records/area-1/index.html", "404.html"):
        assert (project.site / page).read_text().count("dl-leave__button") == 1


def test_the_tombstone_of_a_sensitive_record_has_it(project) -> None:
    configured(project, "quick_exit: {where: sensitive}")
    stone = "tombstone: {date: 2024-04-01, reason: It was published by mistake.}"
    text = RECORD.format(number=1, day=3).partition("documents:")[0]
    folder = project.add(1, f"{text}sensitive: true\nstatus: withdrawn\n{stone}\n")
    (folder / "routes.pdf").unlink()
    project.build()
    html = (project.site / "records/area-1/index.html").read_text()
    assert "no longer published" in html
    assert "dl-leave__button" in html


def test_a_written_page_says_that_it_is_sensitive(project) -> None:
    configured(project, "quick_exit: {where: sensitive}")
    project.write("content/pages/about.md", "---\nsensitive: true\n---\n# About\n")
    project.build()
    assert "dl-leave__button" in (project.site / "about/index.html").read_text()
    assert "dl-leave" not in (project.site / "records/area-1/index.html").read_text()


def test_feedback_by_mail_stores_nothing_and_asks_nothing(project) -> None:
    configured(project, "feedback: {to: foi@log.example}").build()
    html = (project.site / "records/area-1/index.html").read_text()
    assert 'href="mailto:foi@log.example?subject=' in html
    assert "body=https%3A//log.example/records/area-1/" in html, "the mail says which page"
    assert "dl-consent" not in html


def test_the_banner_asks_for_no_more_than_is_done(project) -> None:
    configured(project, "counting: {to: /count}").build()
    html = (project.site / "records/area-1/index.html").read_text()
    assert "rated" not in html
    assert 'data-purposes="counting"' in html
    assert "dl-rated" not in (project.site / "cookies/index.html").read_text()


def test_the_footer_tells_what_is_so(project) -> None:
    html = (furnish(project).site / "index.html").read_text()
    assert "sets no cookies" not in html
    assert 'href="./cookies/"' in html


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("quick_exit: {where: always}", "quick_exit.where"),
        ("quick_exit: {url: 'javascript:alert(1)'}", "quick_exit.url"),
        ("quick_exit: {url: 'http://plain.example/'}", "quick_exit.url"),
        ("feedback: {to: '//elsewhere.example/x'}", "feedback.to"),
        ("feedback: {to: 'https://elsewhere.example/x'}", "feedback.to"),
        ("counting: {to: 'https://elsewhere.example/x'}", "counting.to"),
        ("counting: {path: /x}", "counting.path"),
        ("beta: {show: true, feedback: 'nobody'}", "beta.feedback"),
        ("beta: {on: true}", "beta holds a name"),
        ("beta: {name: x}", "beta.name is not a field here; the fields are show, text, feedback"),
        ("quick_exit: sensitive", "quick_exit should be a group of fields"),
        ("quick_exit: {where: always}", "write 'never', 'sensitive' or 'everywhere'"),
        ("feedback: {remember: true}", "feedback remembers which pages were rated, and rates none"),
        ("feedback: {to: foi@log.example, remember: true}", "feedback remembers"),
    ],
)
def test_what_is_not_right_stops_the_build(project, options, told) -> None:
    done = configured(project, options).run("disclosurelog", "build")
    assert done.returncode == 2
    assert told in done.stderr
    assert not project.site.exists()
