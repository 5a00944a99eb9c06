"""What a provision is called on pages, and where its page is."""

from __future__ import annotations

from typing import Final, NamedTuple

from disclosurelog.errors import LawError
from disclosurelog.law import Law, Provision, parse
from disclosurelog.law.headlines import headline
from disclosurelog.pages.words import capital

SHOWN_KINDS: Final = frozenset(
    {"exemption", "exception", "refusal", "ncnd", "exclusion", "outcome"}
)
"""What information is kept back under. A notice (FOIA s.17) or a duty is no exemption."""

_BASES: Final = {
    "prejudice": "depends on harm",
    "class": "covers a whole kind of information",
}
_TESTS: Final = {
    "absolute": "absolute: the public interest is not weighed",
    "qualified": "qualified: the public interest is weighed",
    "own": "has a test of its own",
}


class ProvisionWord(NamedTuple):
    """One provision for a reader.

    Attributes:
        uri: The address of its page.
        name: `Section 31(1)(a)`, with the law's short title where the law is not the usual one.
        label: The same with its title.
        local: The label without the law, for places where the law is plain.
        plain: What it means.
        test: What it takes to rely on it; empty where that depends on its parts.
        short: The rule that people speak of, for a listing: `Law enforcement (section 31)`.
    """

    uri: str
    name: str
    label: str
    local: str
    plain: str
    test: str
    short: str


class ProvisionWords:
    """Labels of provisions, each worked out once.

    Args:
        usual: The id of the law that needs no naming: the one most requests are handled under.
    """

    def __init__(self, usual: str) -> None:
        self._usual = usual
        self._known: dict[tuple[str, str], ProvisionWord] = {}
        self._named: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, law: Law, provision: str) -> ProvisionWord:
        """Return the words for a provision, or for an older number that stands for one."""
        key = (law.id, provision)
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
        cited = law.cited_as(provision)
        name = f"{prefix}{cited}" if prefix else capital(cited)
        title = one.title if one else ""
        top = headline(law, provision)
        above = described(law, top)
        short = f"{prefix}{law.cited_as(top)}"
        titled = title and title.casefold() != cited.casefold()
        tail = f": {title}" if titled else ""
        return ProvisionWord(
            uri=f"exemptions/{law.id}/{law.slug(provision)}/",
            name=name,
            label=name + tail,
            local=capital(cited) + tail,
            plain=one.plain if one else "",
            test=test_words(one) if one else "",
            short=f"{above.title} ({short})" if above and above.title != short else short,
        )


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
    return capital("; ".join(filter(None, found)))
