"""The rule P111, text-that-lies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts

#: Scripts whose older fonts name their glyphs by Latin letters.
_LEGACY = tuple(
    """CJK ARABIC HEBREW HIRAGANA KATAKANA HANGUL DEVANAGARI THAI BENGALI TAMIL GUJARATI CYRILLIC
    GREEK ETHIOPIC KHMER MYANMAR""".split()  # noqa: SIM905
)

#: Fewer letters than this that differ are slips of the program that made the font.
_FEW = 3


def _is_legacy(text: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(_LEGACY) for letter in text)


def _differs(drawn: str, told: str) -> bool:
    """Whether a letter says something else than its glyph's name: forms and accents aside."""
    plain = unicodedata.normalize("NFKD", told).casefold()
    return bool(plain.strip()) and unicodedata.normalize("NFKD", drawn).casefold()[0] not in plain


class TextThatLies(Rule):
    """What copies out of the page is not what is drawn on it.

    ## What it finds

    Fonts whose map to Unicode gives other letters than the names of their glyphs: the page
    shows one text, and marking and copying it gives another. Three letters or more block the
    file. Old fonts for scripts other than Latin, which name their glyphs by Latin letters, are
    a warning.

    Fonts are compared whose glyphs have names, and TrueType fonts that come with the file, of
    one byte a letter or two, by what they say of their own glyphs; where such a font says
    nothing, one outline must not stand for several letters. Shapes are not read: a font that
    draws the wrong shape under the right name is not found.

    ## Why it matters

    A search, a screen reader and every check of words reads the map. A person sees the glyphs.
    Whatever differs is seen by one of them alone.

    ## Example

    A page shows a row of X where a name was. The map behind the Xs still spells the name.

    ## What to do

    Flatten the page, or export the document again with its fonts as they are.
    """

    code = "P111"
    name = "text-that-lies"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each font."""
        for font in facts.fonts:
            lies = [(drawn, told) for drawn, told in font.lies if _differs(drawn, told)]
            if not lies:
                continue
            legacy = sum(_is_legacy(told) for _, told in lies) * 2 >= len(lies)
            yield self.finding(
                "letters of a font say something else than they show",
                "flatten the page, or export the document again with its fonts as they are",
                page=font.page,
                length=len(lies),
                severity=WARN if legacy or len(lies) < _FEW else BLOCK,
            )
