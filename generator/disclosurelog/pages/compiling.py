"""How templates are compiled, so that a page costs little."""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from disclosurelog.languages import MarkupSpeaker
from disclosurelog.pages.shell import ROOT


class Environment(jinja2.Environment):
    """Jinja with a quicker `escape` (see `escaping`), and strings put in while it compiles.

    Args:
        speaker: Says the strings.
        **options: Jinja's own.
    """

    def __init__(self, speaker: MarkupSpeaker, **options: Any) -> None:
        super().__init__(**options)
        self._spoken = _Spoken(speaker)

    def _parse(self, *args: Any, **kwargs: Any) -> nodes.Template:
        # The hooks that Jinja leaves for this: a template's tree, and its Python source.
        tree: nodes.Template = self._spoken.visit(super()._parse(*args, **kwargs))
        return tree

    def _generate(self, *args: Any, **kwargs: Any) -> str:
        source = super()._generate(*args, **kwargs)
        swap = "\nfrom disclosurelog.pages.escaping import escape\nname = "
        return source.replace("\nname = ", swap, 1)


class Loader(jinja2.FileSystemLoader):
    """Reads templates from the theme.

    The way up to the root stands some fifty times in a page and never changes while it is made, so
    it is put into the source: escaping a constant each time took a tenth of a page's time.
    """

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        """Return a template's source, as Jinja asks for it."""
        source, *rest = super().get_source(environment, template)
        return source.replace("{{ root }}", ROOT), *rest


class _Spoken(NodeTransformer):
    """Puts the translation in the place of each `_("…")`.

    A page says some fifty strings; looked up and filled while it is made they would cost a third of
    its time.
    """

    def __init__(self, speaker: MarkupSpeaker) -> None:
        self._speaker = speaker

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's names
        """Write what fills the places of a string between its pieces, as any other value."""
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """Put a string without places where it is said."""
        call = self.generic_visit(node)
        english = _literal(node)
        if english is None or node.kwargs:
            return call
        return nodes.TemplateData(str(self._speaker.gettext(english)), lineno=node.lineno)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        english = _literal(node)
        if english is None or not isinstance(node, nodes.Call):
            return [node]
        given = {one.key: one.value for one in node.kwargs}
        pieces = self._speaker.pieces(english)
        return [
            given[piece] if at & 1 else nodes.TemplateData(piece, lineno=node.lineno)
            for at, piece in enumerate(pieces)
        ]


def _literal(node: nodes.Node) -> str | None:
    """Return the string that a call of `_` says; None for any other node."""
    match node:
        case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(english))]):
            return english
    return None
