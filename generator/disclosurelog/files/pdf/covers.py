"""What lies over a word: trying the page without what is drawn after it."""

from __future__ import annotations

import numpy as np

from disclosurelog.files import facts
from disclosurelog.files.pdf.canvas import Canvas
from disclosurelog.files.pdf.ink import Ink, measure
from disclosurelog.files.pdf.judged import WEAK, WEAKENED, Judged
from disclosurelog.files.pdf.picture import Finish
from disclosurelog.files.pdf.scene import IMAGE, TEXT, Scene

#: A picture over at least this share of the page is a scan laid over its own text.
SCAN_SHARE = 0.5


class Covers:
    """Says of doubtful words whether something lies over them.

    Args:
        canvas: The page.
        scene: Its objects.
        groups: Layers of its text (see `layers.layers`).
        ink: What its characters show as the page stands.
    """

    def __init__(self, canvas: Canvas, scene: Scene, groups: list[list[int]], ink: Ink) -> None:
        self._canvas = canvas
        self._scene = scene
        self._groups = groups
        self._ink = ink
        self._boxes = canvas.shown(np.array([item.box for item in scene.items]))

    def judge(self, words: list[Judged], finish: Finish) -> None:
        """Decide each doubtful word: "lost" (none of it is seen) or "weak" (little of it is)."""
        if not words:
            return
        over = {id(word): self._over(word) for word in words}
        doomed = frozenset().union(*over.values())
        if doomed:
            bare = measure(self._canvas, self._scene, self._groups, without=doomed)
        else:
            bare = self._ink
        for word in words:
            self._decide(word, over[id(word)], bare, finish)

    def _over(self, word: Judged) -> frozenset[int]:
        """Places of objects drawn after the word that reach into its box."""
        x0, y0, x1, y1 = word.box
        boxes = self._boxes
        touching = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < y1) & (boxes[:, 3] > y0)
        return frozenset(np.flatnonzero(touching[word.last + 1 :]) + word.last + 1)

    def _decide(self, word: Judged, over: frozenset[int], bare: Ink, finish: Finish) -> None:
        places = word.places
        now, then = self._ink.contrast[places].sum(), bare.contrast[places].sum()
        covered = bool(over) and now < then * WEAKENED
        if word.doubt == WEAK:
            if covered:
                word.hide(facts.PARTLY)
        elif not covered:
            word.why = facts.COLOUR
        elif self._is_scan(over):
            word.hidden = 0
            word.recognised = True
        elif finish.flat(word.box):
            word.why = facts.COVERED
        elif any(self._scene.items[place].kind == TEXT for place in over):
            word.why = facts.LABELLED
        else:
            word.why = facts.HATCHED

    def _is_scan(self, over: frozenset[int]) -> bool:
        """Whether the only things over it are pictures as large as a page."""
        page = self._canvas.width * self._canvas.height
        for place in over:
            x0, y0, x1, y1 = self._boxes[place]
            area = (x1 - x0) * (y1 - y0)
            if self._scene.items[place].kind != IMAGE or area < page * SCAN_SHARE:
                return False
        return True
