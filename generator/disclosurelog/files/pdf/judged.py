"""A word on its way from characters to a fact, and where the lines are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosurelog.files.facts import Box, Word
from disclosurelog.files.pdf.ink import LEAST_INK, Ink
from disclosurelog.files.pdf.scene import Scene
from disclosurelog.files.pdf.words import marked, runs, tells

#: A character is unseen when less than this share of its ink changes the page. Under a box none
#: of it does; the rest allows for the edge of a visible neighbour.
UNSEEN = 0.1

#: A word is unseen when this many of its characters in a row are, or half of them: fewer can be
#: guessed from the rest.
UNSEEN_IN_A_ROW = 3

#: A cover takes something away from a word when the word keeps less than this share of the
#: change that it makes to the page without the cover. Measured on 12-point Helvetica: an
#: underline leaves 0.97, a strike-through of 1 point 0.87 and of 2 points 0.75, coloured
#: highlighters 0.9 and more, a grey one of 20 % 0.8; a marker of 50 % leaves 0.5, a bar over
#: three quarters of the height 0.1.
WEAKENED = 0.6

#: What a first look leaves open: none of the word is seen, or little of it.
LOST, WEAK = "lost", "weak"


@dataclass(slots=True)
class Judged:
    """One word: its place, and what is known of it so far.

    `span` are its characters; `places` those that say something, or all where none does;
    `telling` is how many say something; `first` and `last` are the first and last object that
    draw it.
    """

    span: range
    line_end: bool
    text: str
    box: Box
    size: float
    mode: int
    places: list[int]
    telling: int
    first: int
    last: int
    why: str = ""
    ink: float = 1.0
    hidden: int = 0
    recognised: bool = False
    doubt: str = ""

    def hide(self, why: str) -> None:
        """Say that none of it can be seen."""
        self.why = why
        self.hidden = self.telling

    def word(self, box: Box) -> Word:
        """The fact, with its box in the hundredths of a point that facts are told in."""
        return Word(
            text=self.text,
            box=box,
            size=round(self.size, 2),
            mode=self.mode,
            visible=not self.why,
            why_hidden=self.why,
            ink=round(self.ink, 2),
            hidden=self.hidden if self.why else 0,
            line_end=self.line_end,
        )


def gather(scene: Scene) -> list[Judged]:
    """The words of a page, none of them judged."""
    characters = scene.characters
    found = runs(characters)
    if not len(found.starts):
        return []
    # A word's own characters and, up to the next word, those of none: cut at both.
    cuts = np.stack((found.starts, found.ends), axis=1).ravel()
    if cuts[-1] == len(characters):
        cuts = cuts[:-1]
    low = np.minimum.reduceat(characters.boxes[:, :2], cuts, axis=0)[::2]
    high = np.maximum.reduceat(characters.boxes[:, 2:], cuts, axis=0)[::2]
    telling = marked(characters.text, tells)
    counts = np.add.reduceat(telling, cuts, dtype=np.int64)[::2]
    owners = characters.items
    first = np.minimum.reduceat(owners, cuts)[::2]
    last = np.maximum.reduceat(owners, cuts)[::2]
    judged = []
    for start, end, line_end, count, owner, one, other, (x0, y0), (x1, y1) in zip(
        found.starts.tolist(),
        found.ends.tolist(),
        found.line_ends.tolist(),
        counts.tolist(),
        owners[found.starts].tolist(),
        first.tolist(),
        last.tolist(),
        low.tolist(),
        high.tolist(),
        strict=True,
    ):
        item = scene.items[owner]
        span = range(start, end)
        judged.append(
            Judged(
                span=span,
                line_end=line_end,
                text=characters.text[start:end],
                box=(x0, y0, x1, y1),
                size=item.size,
                mode=item.mode,
                places=[place for place in span if telling[place]]
                if 0 < count < len(span)
                else list(span),
                telling=count,
                first=one,
                last=other,
            )
        )
    return judged


@dataclass(slots=True)
class Sums:
    """For each word, over its `places`: sums of ink in pixels, and counts of characters."""

    own: npt.NDArray[np.float64]
    seen: npt.NDArray[np.float64]
    contrast: npt.NDArray[np.float64]
    inked: npt.NDArray[np.float64]
    unseen: npt.NDArray[np.float64]


def sums(words: list[Judged], ink: Ink, outside: npt.NDArray[np.bool_]) -> Sums:
    """Add up what the characters of each word draw and show.

    Args:
        words: The words.
        ink: Of every character of the page.
        outside: For every character, whether it lies outside the page.
    """
    lengths = [len(word.places) for word in words]
    places = np.array([place for word in words for place in word.places], np.int64)
    owner = np.repeat(np.arange(len(words)), lengths)
    own = ink.own[places]
    inked = own >= LEAST_INK
    unseen = (inked & (ink.share[places] < UNSEEN)) | (~inked & outside[places])

    def total(values: npt.NDArray[np.float64] | npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        return np.bincount(owner, values, len(words)).astype(np.float64)

    return Sums(
        total(own),
        total(ink.seen[places]),
        total(ink.contrast[places]),
        total(inked),
        total(unseen),
    )


def unseen_row(word: Judged, ink: Ink) -> int:
    """The longest row of characters of a word that draw something which can't be seen."""
    best = row = 0
    for place in word.places:
        lost = ink.own[place] >= LEAST_INK and ink.seen[place] < ink.own[place] * UNSEEN
        row = row + 1 if lost else 0
        best = max(best, row)
    return best
