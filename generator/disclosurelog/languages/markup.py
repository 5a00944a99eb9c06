"""How templates say a string: as HTML, in a language fixed when the template was compiled."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from disclosurelog.languages.catalogue import catalogue, cut

_HIDING: Final = {"hidden": '<span class="dl-hidden">', "shown": "</span>"}
"""What stands between these two places is read aloud and not seen; each string may have them."""


class MarkupSpeaker:
    """Says strings in one language to templates. What fills a place is escaped.

    Args:
        tag: The language.

    Raises:
        CannotRun: There is no catalogue for the language.
    """

    def __init__(self, tag: str) -> None:
        self._catalogue = catalogue(tag)

    def calls(self) -> dict[str, Callable[..., Markup]]:
        """Return what templates call, by name."""
        return {"_": self.gettext, "pgettext": self.pgettext, "ngettext": self.ngettext}

    def gettext(self, english: str, **values: object) -> Markup:
        """Return a string as HTML; see `speech._`."""
        return _filled(self._catalogue.message(english), values)

    def pieces(self, english: str) -> tuple[str, ...]:
        """Return a string as HTML cut at its places: text and the names of places take turns."""
        return _escaped(self._catalogue.message(english))

    def pgettext(self, context: str, english: str, **values: object) -> Markup:
        """Return a string in a context as HTML; see `speech.pgettext`."""
        return _filled(self._catalogue.message(english, context), values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> Markup:
        """Return a counted string as HTML; see `speech.ngettext`."""
        text = self._catalogue.counted(one, many, number)
        return _filled(text, {"number": f"{number:,}", **values})


def _filled(text: str, values: dict[str, object]) -> Markup:
    parts = list(_escaped(text))
    # A `Markup` as it is: asking it for its HTML first would take most of the time.
    parts[1::2] = [
        one if type(one := values[name]) is Markup else escape(one) for name in parts[1::2]
    ]
    return Markup("".join(parts))  # noqa: S704 - each part is escaped


@cache
def _escaped(text: str) -> tuple[str, ...]:
    """Return a string cut at its places, with its own text escaped and what hides it put in."""
    html = str(escape(text))
    for name, tag in _HIDING.items():
        html = html.replace(f"{{{name}}}", tag)
    return cut(html)
