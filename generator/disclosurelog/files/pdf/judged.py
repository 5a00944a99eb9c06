"""A word on its way from characters to a fact, and where the lines are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosurelog.files.facts import Box, Word
from disclosurelog.files.pdf.ink import LEAST_INK, Ink
from disclosurelog.files.pdf.scene import Scene
from disclosurelog.files.pdf.words import Run, runs, tells

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

    `places` are the characters that say something, or all where none does; `telling` is how
    many say something; `first` and `last` are the first and last object that draw it.
    """

    run: Run
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

    def word(self) -> Word:
        """The fact."""
        x0, y0, x1, y1 = (round(edge, 2) for edge in self.box)
        return Word(
            text=self.text,
            box=(x0, y0, x1, y1),
            size=round(self.size, 2),
            mode=self.mode,
            visible=not self.why,
            why_hidden=self.why,
            ink=round(self.ink, 2),
            hidden=self.hidden if self.why else 0,
            line_end=self.run.line_end,
        )


def gather(scene: Scene) -> list[Judged]:
    """The words of a page, none of them judged."""
    characters = scene.characters
    boxes, owners = characters.boxes.tolist(), characters.items.tolist()
    judged = []
    for run in runs(characters):
        own = [boxes[place] for place in run.places]
        objects = [owners[place] for place in run.places]
        item = scene.items[objects[0]]
        telling = [place for place in run.places if tells(characters.text[place])]
        judged.append(
            Judged(
                run=run,
                text="".join(characters.text[place] for place in run.places),
                box=(
                    min(box[0] for box in own),
                    min(box[1] for box in own),
                    max(box[2] for box in own),
                    max(box[3] for box in own),
                ),
                size=item.size,
                mode=item.mode,
                places=telling or run.places,
                telling=len(telling),
                first=min(objects),
                last=max(objects),
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
