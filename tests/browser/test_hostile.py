"""A hostile record is refused, or inert in a real browser."""

from __future__ import annotations

import json
import re

import pytest

import pdfs

pytestmark = pytest.mark.browser

EVIL = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1>"
    "\"'><svg onload=window.owned=1></svg>{{ 7*7 }}{% raw %}</title></textarea>"
)
LINKS = (
    "[one](javascript:window.owned=1) [two](data:text/html,<script>window.owned=1</script>) "
    "[three](vbscript:x) <a href='JaVaScRiPt:window.owned=1'>four</a> [five](//evil.example/x) "
    "[good](https://good.example/) <iframe src='https://evil.example'></iframe>\n\n"
    "<style>body{display:none}</style><form action='https://evil.example'><input name=a></form>\n"
)
INJECTED = (
    "main iframe, main style, main form input[name=a], main script:not([src*='/assets/search/'])"
)


def hostile(number: int, language: str = "en") -> str:
    evil, links = json.dumps(EVIL), json.dumps(EVIL + "\n\n" + LINKS)
    return f"""\
schema: 1
reference: {json.dumps(f"{number} {EVIL}"[:80])}
earlier_references: [{json.dumps(f"old {number} <script>window.owned=1</script>")}]
authority: {evil}
title: {evil}
summary: {evil}
language: {language}
translations: {{cy: {{title: {evil}, summary: {evil}, request: {links}, response: {links}}}}}
laws: [uk-foia-2000]
received: 2024-01-02
responded: 2024-01-20
published: 2024-01-25
clock:
  - {{event: extended, date: 2024-01-10, until: 2024-02-20, provision: s10(3), reason: {links}}}
request:
  text: {links}
  parts: [{{label: "<b>1</b>", text: {links}, outcome: granted-in-part}}]
outcome: granted-in-part
citations:
  - cite: Section 31(1)(a)
    likelihood: would
    reason: {links}
    harm: {links}
    public_interest: {{for: {links}, against: {links}, balance: {links}}}
  - cite: Section 40(2)
    legitimate_interest: {{purpose: {links}, necessity: {links}, balance: {links}}}
  - cite: Section 36(2)(c)
    likelihood: would
    harm: {links}
    public_interest: {{for: {links}, against: {links}, balance: {links}}}
    qualified_person: {{office: {evil}, date: 2024-01-15, opinion: {links}}}
  - cite: Section 44(1)(a)
    other_statute: {evil}
    certificate: {{office: {evil}, date: 2024-01-15, provision: {evil}}}
refusal_notice:
  provision: Section 17(1)
  text: {links}
  review: {links}
  regulator: {links}
response:
  text: {links}
  advice: {links}
documents:
  - file: routes.pdf
    title: {evil}
    replaced: {{date: 2024-02-01, reason: {links}}}
  - file: gone.pdf
    title: {evil}
    withdrawn: {{date: 2024-02-01, reason: {links}}}
internal_review: {{requested: 2024-02-01, decided: 2024-02-20, outcome: upheld, text: {links}}}
regulator:
  {{body: {evil}, reference: {evil}, outcome: upheld, url: "https://good.example/", text: {links}}}
tribunal: {{body: {evil}, outcome: overturned, text: {links}}}
related: [{{reference: {evil}, relation: follows}}]
topics: [{evil}, "../../etc/passwd", "con"]
department: {evil}
licence: {evil}
sensitive: true
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve) -> str:
    from projects import Project

    project = Project(tmp_path_factory.mktemp("hostile"))
    project.start(1)
    project.add(2, text=hostile(2), pdf=pdfs.letter())
    project.add(3, text=hostile(3, "ar"), pdf=pdfs.letter())
    tombstone = f"tombstone: {{date: 2024-03-01, reason: {json.dumps(LINKS)}}}\n"
    withdrawn = hostile(4).replace(
        "- file: routes.pdf",
        "- file: routes.pdf\n    withdrawn: {date: 2024-02-01, reason: Gone.}",
    )
    folder = project.add(4, text=f"{withdrawn}status: withdrawn\n{tombstone}")
    (folder / "routes.pdf").unlink()
    project.build()
    return serve(project.site)


def pages_of(address: str, context) -> list[str]:
    listing = context.request.get(f"{address}/manifest.json").json()["files"]
    return [f"{address}/{uri}" for uri in listing if uri.endswith(".html")]


def test_every_page_is_inert(address, context) -> None:
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a dialog opened"))
    urls = pages_of(address, context)
    assert len(urls) > 20
    for url in urls:
        page.goto(url)
        assert page.evaluate("window.owned") is None, url
        bad = page.eval_on_selector_all(
            "[href],[src],[action]",
            """all => all.flatMap(e => ['href', 'src', 'action'].map(a => e.getAttribute(a) ?? ''))
                 .filter(v => /^\\s*[a-z]+:/i.test(v) && !/^(https?|mailto):/i.test(v))""",
        )
        assert bad == [], url
        assert page.locator(INJECTED).count() == 0, url
        assert page.eval_on_selector("body", "e => getComputedStyle(e).display") != "none"
    assert [url for url in asked if not url.startswith(address)] == []


def test_template_code_is_not_run(address, context) -> None:
    text = context.request.get(f"{address}/records/area-2/").text()
    assert "{{ 7*7 }}" in text
    assert not re.search(r"svg&gt;49", text)


def test_good_links_survive(address, context) -> None:
    page = context.new_page()
    page.goto(f"{address}/records/area-2/")
    assert page.locator("main a[href='https://good.example/']").count() > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("documents: [{file: ../../x.pdf, title: A}]", "not written as it should be"),
        ("documents: [{file: /etc/passwd.pdf, title: A}]", "not written as it should be"),
        ('documents: [{file: "a\\0.pdf", title: A}]', "not written as it should be"),
        ("documents: [{file: index.html, title: A}]", "index.html"),
    ],
)
def test_paths_that_climb_are_refused(project, text, words) -> None:
    project.start(1)
    record = (project.content / "records/2024/area-1/record.yaml").read_text()
    folder = project.add(1, text=record[: record.index("documents:")] + text + "\n")
    (folder / "routes.pdf").rename(folder / "index.html")
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert words in done.stderr
    assert not project.site.exists()


def test_a_linked_document_is_refused(project) -> None:
    folder = project.start(1).content / "records/2024/area-1"
    (folder / "routes.pdf").unlink()
    (folder / "routes.pdf").symlink_to("/etc/passwd")
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert "link" in done.stderr


def test_names_that_collide(project) -> None:
    project.start(2)
    (project.content / "records/2024/area-2").rename(project.content / "records/2024/AREA-1")
    done = project.run("disclosurelog", "build")
    assert done.returncode == 1
    assert "AREA-1" in done.stderr
