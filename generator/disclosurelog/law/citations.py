"""Citations: from what an officer wrote to the provisions it means, and back."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from disclosurelog.errors import CitationError
from disclosurelog.law import ids, statutes
from disclosurelog.law.grammar import Reader
from disclosurelog.law.laws import Law
from disclosurelog.law.model import Provision
from disclosurelog.law.packs import load_laws

# Longer than any citation seen (a police template runs to 60); what is longer is a paragraph.
MAX_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written, and what it means.

    Args:
        as_written: The officer's words, never changed.
        law_id: The law whose provisions these are; empty where only another law is named.
        provisions: Provision ids in the order written, each once; legacy ids replaced by those
            they now stand for (s40(3) by s40(3A)).
        other_statutes: References to laws other than `law_id`, as written. Where `provisions` is
            empty, the whole citation is of another law.
    """

    as_written: str
    law_id: str
    provisions: tuple[str, ...]
    other_statutes: tuple[str, ...] = ()


def parse(text: str, law: Law | None) -> Citation:
    """Read a citation.

    Args:
        text: For example "Section 31(1)(a)&(b) - Law Enforcement".
        law: The law it is of; the same number means something else in another. None: the text
            must name a law itself.

    Raises:
        CitationError: Some part can't be read, or names a provision that the law does not have.
            Its `column` counts characters from 1.
    """
    if not text.strip():
        raise CitationError("the citation is empty", "write one or leave it out", column=1)
    if len(text) > MAX_CHARACTERS:
        what = f"the citation is longer than {MAX_CHARACTERS} characters"
        raise CitationError(what, "cite each provision by itself", column=MAX_CHARACTERS + 1)
    if law is None:
        return _parse_unknown(text)
    return _read(text, law)


@functools.lru_cache(maxsize=20_000)
def _read(text: str, law: Law) -> Citation:
    # The same few citations stand in record after record. A law is compared by identity.
    provisions, others = Reader(text, law).read()
    return Citation(text, law.id, provisions, others)


def _parse_unknown(text: str) -> Citation:
    named = statutes.named_in(text, load_laws().values())
    if len(named) == 1:
        return parse(text, named[0])
    foreign = [m for m in statutes.mentions(text, None) if m.kind == "foreign"]
    if foreign and not named:
        others = tuple(" ".join(text[one.start : one.end].split()) for one in foreign)
        return Citation(text, "", (), others)
    if named:
        choices = " or ".join(law.id for law in named)
        raise CitationError("it may be of more than one law", f"say {choices}", column=1)
    raise CitationError("it does not say of which law it is", "name the law", column=1)


def format_citation(provisions: Sequence[str], law: Law) -> str:
    """Provision ids in plain words: "sections 31(1)(a), 31(1)(b) and 40(2)".

    `parse` gives back the same ids (legacy ones as what they now stand for).

    Raises:
        LawError: One of them is not a provision of this law.
        ValueError: There are none.
    """
    if not provisions:
        raise ValueError("no provisions")
    known = list(dict.fromkeys(law.provision(law.canonical(one)) for one in provisions))
    together = _written(known, law, repeat=False)
    try:
        parse(together, law)
    except CitationError:
        # "sections 40(2) and 3" could be read as 40(3): the word goes before each number.
        return _written(known, law, repeat=True)
    return together


def _written(known: Sequence[Provision], law: Law, *, repeat: bool) -> str:
    numbered = [one for one in known if not ids.is_word(one.id)]
    words = []
    for one in known:
        if one not in numbered or repeat:
            words.append(one.cited_as)
        else:
            unit = f"{law.unit}{'s' if len(numbered) > 1 else ''} " if one is numbered[0] else ""
            words.append(unit + one.id.removeprefix(law.id_prefix))
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def search_aliases(provision: str, law: Law) -> tuple[str, ...]:
    """The other ids under which a provision is looked for: s40(3) and s40(3A) find each other."""
    return law.search_aliases(provision)
