"""What a provision is called on pages, and where its page is."""

from __future__ import annotations

from typing import Final, NamedTuple

from markupsafe import Markup, escape

from disclosurelog.errors import LawError
from disclosurelog.languages import _, later, spoken
from disclosurelog.law import Law, Provision, parse
from disclosurelog.law.headlines import headline
from disclosurelog.pages.lawwords import marked
from disclosurelog.pages.words import capital

SHOWN_KINDS: Final = frozenset(
    {"exemption", "exception", "refusal", "ncnd", "exclusion", "outcome"}
)
"""What information is kept back under. A notice (FOIA s.17) or a duty is no exemption."""

_BASES: Final = {
    "prejudice": later("depends on harm"),
    "class": later("covers a whole kind of information"),
}
_TESTS: Final = {
    "absolute": later("absolute: the public interest is not weighed"),
    "qualified": later("qualified: the public interest is weighed"),
    "own": later("has a test of its own"),
}

_UNITS: Final[dict[str, str]] = {
    "section": later("section {number}"),
    "regulation": later("regulation {number}"),
    "exemption": later("exemption {number}"),
}


class ProvisionWord(NamedTuple):
    """One provision for a reader.

    Attributes:
        uri: The address of its page.
        name: `Section 31(1)(a)`, with the law's short title where the law is not the usual one.
        label: The same with its title, as plain text.
        html: The label as HTML, with the language of the title where that is another.
        local: The label without the law, for places where the law is plain, as HTML.
        plain: What it means, as HTML.
        test: What it takes to rely on it; empty where that depends on its parts.
        short: The rule that people speak of, for a listing: `Law enforcement (section 31)`.
        short_html: The same as HTML.
    """

    uri: str
    name: str
    label: str
    html: Markup
    local: Markup
    plain: Markup
    test: str
    short: str
    short_html: Markup


class ProvisionWords:
    """Labels of provisions, each worked out once.

    Args:
        usual: The id of the law that needs no naming: the one most requests are handled under.
    """

    def __init__(self, usual: str) -> None:
        self._usual = usual
        self._known: dict[tuple[str, str, str], ProvisionWord] = {}
        self._named: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, law: Law, provision: str) -> ProvisionWord:
        """Return the words for a provision, or for an older number that stands for one."""
        key = (law.id, provision, spoken())
        if key not in self._known:
            self._known[key] = self._made(law, provision)
        return self._known[key]

    def named(self, law: Law, text: str) -> tuple[str, ...]:
        """Return the ids of the provisions that a citation names, as it is written."""
        key = (law.id, text)
        if key not in self._named:
            self._named[key] = parse(text, law).provisions
        return self._named[key]

    def prefix(self, law: Law) -> str:
        """Return the law's short title and a space, or nothing for the usual law."""
        return "" if law.id == self._usual else f"{law.short_title} "

    def _made(self, law: Law, provision: str) -> ProvisionWord:
        one = described(law, provision)
        prefix = self.prefix(law)
        cited = cited_as(law, provision)
        name = f"{prefix}{cited}" if prefix else capital(cited)
        text = law.text_of(provision, spoken())
        title = text.title if text else one.title if one else ""
        short = self._short(law, headline(law, provision))
        titled = title and title.casefold() != cited.casefold()
        label = f"{name}: {title}" if titled else name
        return ProvisionWord(
            uri=f"exemptions/{law.id}/{law.slug(provision)}/",
            name=name,
            label=label,
            html=_titled(law, provision, name) if titled else escape(name),
            local=_titled(law, provision, capital(cited)) if titled else escape(capital(cited)),
            plain=marked(one.plain, text.plain if text else "") if one else Markup(),
            test=test_words(one) if one else "",
            short=short.striptags(),
            short_html=short,
        )

    def _short(self, law: Law, top: str) -> Markup:
        short = f"{self.prefix(law)}{cited_as(law, top)}"
        title = title_of(law, top)
        return Markup("{} ({})").format(title, short) if title and title != short else escape(short)


def title_of(law: Law, provision: str) -> Markup:
    """Return a provision's title as HTML; empty where it has none."""
    one, text = described(law, provision), law.text_of(provision, spoken())
    return marked(one.title, text.title if text else "") if one else Markup()


def _titled(law: Law, provision: str, name: str) -> Markup:
    return Markup("{}: {}").format(name, title_of(law, provision))


def cited_as(law: Law, provision: str) -> str:
    """Return a provision as people say it, in the language spoken now: `section 31(1)(a)`."""
    said = law.cited_as(provision)
    number = said.removeprefix(f"{law.unit} ")
    return said if number == said else _(_UNITS[law.unit], number=number)


def described(law: Law, provision: str) -> Provision | None:
    """Return a provision, or the one that an older number stands for; None where there is none."""
    try:
        return law.provision(law.canonical(provision))
    except LawError:
        return None


def test_words(provision: Provision) -> str:
    """Say what it takes to rely on a provision."""
    if not (provision.is_exemption or provision.kind == "ncnd"):
        return ""
    found = (_BASES.get(provision.basis, ""), _TESTS.get(provision.test, ""))
    return capital("; ".join([_(one) for one in found if one]))
