"""The review as one HTML file: no request leaves it, and nothing in it runs but its own script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import markdown  # type: ignore[import-untyped]
from markupsafe import Markup

from disclosurelog.checks import registry
from disclosurelog.gate.inspector import Progress
from disclosurelog.gate.report import CheckReport, count_sentences
from disclosurelog.gate.review.cards import FileView, file_views
from disclosurelog.gate.review.paths import MARK
from disclosurelog.gate.review.pictures import draw_pages
from disclosurelog.gate.sandbox import Sandbox
from disclosurelog.gate.subjects import of_paths
from disclosurelog.records import escaped

_HEADING = re.compile(r"<(/?)h2>")


def review(
    report: CheckReport,
    paths: Iterable[Path],
    sandbox: Sandbox,
    *,
    progress: Progress | None = None,
) -> bytes:
    """Make the review of a check.

    Pages with findings are drawn as a reader sees them. What a check found is in the review as
    part of such a picture only, under a plate that an officer lifts; what nobody can see on the
    page is not in it at all.

    Args:
        report: What the check came to.
        paths: What was named to be checked.
        sandbox: Draws the pages.
        progress: Called after each page.

    Returns:
        The file, in UTF-8.

    Raises:
        CannotRun: Nothing can be drawn on this machine.
    """
    places = {subject.shown: subject.path for subject in of_paths(paths).files}
    files = list(file_views(report.files, draw_pages(report.files, places, sandbox, progress)))
    style, script = _text("review.css"), _text("review.js")
    values: dict[str, Any] = {
        "policy": _policy(style, script),
        "style": _unescaped(style),
        "script": _unescaped(script),
        "counts": count_sentences(report),
        "note": report.note,
        "ruleset": report.ruleset,
        "files": files,
        "problems": [escaped(str(one)) for one in report.problems],
        "rules": _rules(files),
    }
    return MARK + b"\n" + _template().render(values).encode("utf-8") + b"\n"


def _policy(style: str, script: str) -> str:
    """A content security policy (CSP level 3) under which only these two texts have effect."""
    return (
        "default-src 'none'; img-src data:; "
        f"style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _rules(files: Iterable[FileView]) -> dict[str, dict[str, Any]]:
    """The checks that found something, by code, with the text of their public pages."""
    wanted = {card.rule for file in files for page in file.pages for card in page.cards}
    return {
        one.code: {
            "name": one.name.replace("-", " ").capitalize(),
            "summary": one.summary(),
            "text": _html(one.page_text().partition("\n")[2].strip()),
            "why": _html(one.sections().get("Why it matters", "").partition("\n\n")[0]),
        }
        for one in registry.rules()
        if one.code in wanted
    }


def _html(text: str) -> Markup:
    """A part of a rule's page. The text is the program's own."""
    return _unescaped(_HEADING.sub(r"<\1h4>", markdown.markdown(text)))


def _unescaped(html: str) -> Markup:
    """The only place that trusts a text: the program's own style, script and rule pages."""
    return Markup(html)  # noqa: S704


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_text("review.html.j2"))


@cache
def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
