"""A law: its provisions in the order of the statute, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from disclosurelog.errors import LawError
from disclosurelog.law import ids
from disclosurelog.law.model import (
    ClockRules,
    LawText,
    Noun,
    NumberUnit,
    Provision,
    ProvisionText,
    Regulator,
    Review,
)

# A listed provision whose parts the pack leaves out may be cited this much deeper. Deeper than
# two levels no pack has needed, and a longer tail is far more often a slip of the pen.
OPEN_LEVELS = 2

_CHILD_KINDS: Mapping[ids.PartKind, tuple[ids.PartKind, ...]] = {
    "number": ("lower",),
    "lower": ("roman",),
    "upper": ("roman",),
    "roman": ("upper",),
    "word": (),
}


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """One law and its provisions, in the order of the statute.

    Two loads of one pack are two laws: compare by `id`.
    """

    id: str
    title: str
    short_title: str
    names: tuple[str, ...]
    jurisdiction: str
    country: str
    statute: str
    noun: Noun
    unit: NumberUnit
    id_prefix: str
    shorthand: str | None
    number_words: frozenset[str]
    plain: str
    review: Review
    regulator: Regulator
    clock: ClockRules
    reviewed: date
    provisions: Mapping[str, Provision] = field(repr=False)
    aliases: Mapping[str, str] = field(repr=False)
    _children: Mapping[str, tuple[str, ...]] = field(repr=False)
    _slugs: Mapping[str, str] = field(repr=False)
    texts: Mapping[str, LawText] = field(default_factory=dict, repr=False)
    """Its words in other languages, by language tag."""
    sha256: str = ""
    """Of its pack and its words in other languages: it names what was made with them."""

    def provision(self, provision: str) -> Provision:
        """The provision with this id.

        Where the pack leaves a level open, one is made from the nearest listed ancestor and
        carries that one's title and explanation.

        Raises:
            LawError: The law has no such provision.
        """
        if listed := self.provisions.get(provision):
            return listed
        if gap := self.gap(provision):
            raise LawError(gap, f"see {self.statute}")
        above = next(self.provisions[a] for a in ids.ancestors(provision) if a in self.provisions)
        return replace(
            above,
            id=provision,
            slug=ids.slug(provision),
            parent=ids.parent(provision),
            cited_as=self.cited_as(provision),
            aliases=(),
            listed=False,
        )

    def has(self, provision: str) -> bool:
        """Whether the law has this provision, listed or at a level that is open."""
        return provision in self.provisions or not self.gap(provision)

    def gap(self, provision: str) -> str:
        """Why the law has no such provision, in words; empty where it has it."""
        if provision in self.provisions:
            return ""
        try:
            parts = ids.split(provision)
        except LawError as error:
            return error.what
        above = ids.ancestors(provision)
        nearest = next((a for a in above if a in self.provisions), None)
        if nearest is None:
            return f"{self.title} has no {self.cited_as(above[-1] if above else provision)}"
        if children := self._children.get(nearest):
            return f"{self.cited_as(nearest)} {_span([ids.split(c)[-1] for c in children])}"
        depth = len(ids.split(nearest))
        if len(parts) - depth > OPEN_LEVELS:
            return f"{self.cited_as(provision)} goes deeper than {self.cited_as(nearest)} can"
        found = ids.kinds(parts)
        for level in range(depth, len(parts)):
            subsection = level == 1 and found[level] == "number"
            # Under a number, laws that cite by section go on with (a), the US Code with (A).
            capital = not self.id_prefix and found[level - 1] == "number"
            allowed = ("upper",) if capital else _CHILD_KINDS[found[level - 1]]
            if not subsection and found[level] not in allowed:
                return f"{self.cited_as(provision)} is not how {self.title} is numbered"
            # 15(1)(a)(i) where the letters run to (i): it is read as (a) and (i), never as nested.
            beside = ids.join((*parts[: level - 1], parts[level])) if level > 1 else ""
            if beside in self.provisions:
                return f"{self.cited_as(provision)} would be taken for {self.cited_as(beside)}"
        return ""

    def text_of(self, provision: str, tag: str) -> ProvisionText | None:
        """A provision's words in another language; where a level is open, its listed ancestor's."""
        text = self.texts.get(tag.partition("-")[0])
        name = self.canonical(provision)
        listed = next((a for a in (name, *self.ancestors(name)) if a in self.provisions), "")
        return text.provisions.get(listed) if text else None

    def ancestors(self, provision: str) -> tuple[str, ...]:
        """What holds this provision, nearest first: a record that cites it is found there too."""
        return ids.ancestors(provision)

    def children(self, provision: str) -> tuple[str, ...]:
        """The provisions listed one level below, in the order of the statute."""
        return self._children.get(provision, ())

    def canonical(self, provision: str) -> str:
        """The id that an alias stands for (s40(3) gives s40(3A)); any other id unchanged."""
        return self.aliases.get(provision, provision)

    def search_aliases(self, provision: str) -> tuple[str, ...]:
        """The other ids under which the same provision is looked for, in either direction."""
        target = self.canonical(provision)
        same = {target, *(alias for alias, to in self.aliases.items() if to == target)}
        return tuple(sorted(same - {provision}, key=ids.sort_key))

    def found_under(self, provision: str) -> tuple[str, ...]:
        """Every provision under which a citation of this one is found.

        These are itself, all that hold it, and its older or newer numbers (s40(3) and s40(3A)).
        """
        places = [provision, *self.ancestors(provision)]
        for name in (self.canonical(provision), *self.search_aliases(provision)):
            places += [name, *self.ancestors(name)]
        return tuple(dict.fromkeys(places))

    def sort_key(self, provision: str) -> ids.SortKey:
        """A key that puts this law's provisions in the order of the statute."""
        return ids.sort_key(provision)

    def slug(self, provision: str) -> str:
        """The provision's part of an address."""
        return ids.slug(provision)

    def by_slug(self, slug: str) -> Provision:
        """The provision behind a slug; for a legacy id's slug, the one it now stands for.

        Raises:
            LawError: No provision of this law has that slug.
        """
        if listed := self._slugs.get(slug):
            return self.provisions[listed]
        for alias, target in self.aliases.items():
            if ids.slug(alias) == slug:
                return self.provisions[target]
        pieces = slug.split("-")
        for cut in range(len(pieces) - 1, 0, -1):
            if above := self._slugs.get("-".join(pieces[:cut])):
                tail = (p.upper() if p[:1].isdigit() else p for p in pieces[cut:])
                found = self.provision(above + "".join(f"({part})" for part in tail))
                if found.slug == slug:
                    return found
        raise LawError(f"{self.title} has no provision with the address '{slug}'")

    def cited_as(self, provision: str) -> str:
        """The provision as people say it: `section 31(1)(a)`, `regulation 12(5)(b)`."""
        if ids.is_word(provision):
            listed = self.provisions.get(provision)
            return listed.cited_as if listed else provision
        return f"{self.unit} {provision.removeprefix(self.id_prefix)}"


def _span(parts: list[str]) -> str:
    if len(parts) == 1:
        return f"has only ({parts[0]})"
    if len(parts) <= 4:
        return "has " + ", ".join(f"({p})" for p in parts[:-1]) + f" and ({parts[-1]})"
    return f"runs from ({parts[0]}) to ({parts[-1]})"
