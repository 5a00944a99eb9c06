"""Each component shows what its examples say, as text a reader sees, in sound HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from disclosurelog.pages import theme_folder
from disclosurelog.pages.theme import environment

FOLDERS = sorted((theme_folder() / "components").iterdir())
VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle"}


class Loader(yaml.SafeLoader):
    """YAML with `!html` for finished HTML."""


Loader.add_constructor("!html", lambda loader, node: Markup(loader.construct_scalar(node)))


def examples() -> list[Any]:
    return [
        pytest.param(folder, one, id=f"{folder.name}: {one['name']}")
        for folder in FOLDERS
        for one in yaml.load((folder / "examples.yaml").read_text("utf-8"), Loader)
    ]


def thing(value: Any) -> Any:
    if isinstance(value, dict):
        return SimpleNamespace(**{name: thing(inner) for name, inner in value.items()})
    return [thing(inner) for inner in value] if isinstance(value, list) else value


class Sound(HTMLParser):
    """The text, and that every tag is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        assert not {name for name in names if name.startswith("on") or name == "style"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_component_has_examples() -> None:
    assert FOLDERS
    for folder in FOLDERS:
        assert {path.name for path in folder.iterdir()} == {"template.html", "examples.yaml"}


@pytest.mark.parametrize(("folder", "example"), examples())
def test_an_example_shows_what_it_says(folder: Path, example: dict[str, Any]) -> None:
    module = environment().get_template(f"components/{folder.name}/template.html").module
    macro = getattr(module, folder.name.replace("-", "_"))
    values = {name: thing(value) for name, value in example["values"].items()}
    seen = Sound(str(macro(**values)))
    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    text = " ".join(seen.text.split())
    for words in example.get("shows", ()):
        assert str(words) in text
    for words in example.get("hides", ()):
        assert str(words) not in text
