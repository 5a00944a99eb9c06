"""A panel: a small chart of bars, and what Vega-Lite is told to draw of it.

Many small charts side by side, each with its name beside it, need no colours to be told apart,
stand at any width, and can be read at any number of years. Nothing in one depends on how wide
letters are: places are given, legends and axes are left out. So the same numbers give the same
bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH, HEIGHT = 260, 84
"""The bars' field, in the SVG's own units: pixels where a panel has its usual width."""

SIDE, ABOVE, BELOW = 12, 18, 20
"""Room around it, for letters that reach out."""

BAR, LATE, VALUE, LABEL, AXIS, LIMIT = (f"#00000{number}" for number in range(1, 7))
"""Stand for the parts of a panel in what Vega draws; `svg` makes classes of them."""

LETTERS: Final = 11
"""The height of letters; the style sheet has the same."""

_DIGIT: Final = 7  # the width of a digit, at most
_LABELS: Final = 7  # years that fit below the bars
_GAP: Final = 0.18  # of the distance from bar to bar
_WIDEST: Final = 30  # a bar
_SEEN: Final = 1.5  # a bar that is not nought is at least so high


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is said below it, its number, and whether it stands for something late."""

    label: str
    value: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A small chart.

    Attributes:
        id: Unique in the page.
        title: What is counted.
        says: What there is to see, in a sentence.
        bars: From left to right.
        top: The number that a bar of full height has.
        limit: The number of bars before the upright line; 0 for no line.
        sides: What stands below the bars to the left and to the right of the line.
    """

    id: str
    title: str
    says: str
    bars: tuple[Bar, ...]
    top: int
    limit: int = 0
    sides: tuple[str, str] = ("", "")

    @property
    def below(self) -> int:
        """The room below the bars."""
        return BELOW + (LETTERS + 4 if self.limit else 0)


def specification(panel: Panel) -> dict[str, Any]:
    """Return what Vega-Lite draws a panel from."""
    # It takes a third of a second to load, and most builds find every chart in the cache.
    import altair

    alt: Any = altair
    step = WIDTH / (len(panel.bars) - _GAP)
    x = alt.X("at:O", axis=None, scale=_across(alt, len(panel.bars)))
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT], nice=False))
    said = alt.Text("said:N")

    def letters(rows: Sequence[dict[str, Any]], colour: str, **places: Any) -> Any:
        data = alt.Chart(alt.Data(values=list(rows)))
        return data.mark_text(fontSize=LETTERS, color=colour, baseline="alphabetic", **places)

    bars = alt.Chart(alt.Data(values=_rows(panel)))
    bars = bars.mark_bar(size=min(_WIDEST, step * (1 - _GAP)))
    values = letters(_values(panel, step), VALUE, dy=-4)
    labels = letters(_labels(panel), LABEL, dy=LETTERS + 4)
    ground = alt.Chart(alt.Data(values=[{}])).mark_rule(color=AXIS)
    layers = [
        bars.encode(x=x, y=y, color=alt.Color("paint:N", scale=None)),
        values.encode(x=x, y=y, text=said),
        labels.encode(x=x, y=alt.YValue(HEIGHT), text=said),
        ground.encode(x=alt.XValue(0), x2=alt.X2Value(WIDTH), y=alt.YValue(HEIGHT)),
    ]
    if panel.limit:
        place = step * (panel.limit - _GAP / 2)
        line = alt.Chart(alt.Data(values=[{}])).mark_rule(color=LIMIT)
        layers.append(
            line.encode(
                x=alt.XValue(place), y=alt.YValue(-ABOVE), y2=alt.Y2Value(HEIGHT + panel.below)
            )
        )
        for side, words in zip((-1, 1), panel.sides, strict=True):
            align = "right" if side < 0 else "left"
            text = letters([{"said": words}], LABEL, align=align, dx=6 * side, dy=2 * LETTERS + 6)
            layers.append(text.encode(x=alt.XValue(place), y=alt.YValue(HEIGHT), text=said))
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, autosize="none")
    chart = chart.properties(
        padding={"left": SIDE, "right": SIDE, "top": ABOVE, "bottom": panel.below}
    )
    # To hold each against Vega-Lite's schema takes half of the time; a test does.
    told: dict[str, Any] = chart.configure(aria=False).to_dict(validate=False)
    return told


def _across(alt: Any, count: int) -> Any:
    return alt.Scale(domain=list(range(count)), paddingInner=_GAP, paddingOuter=0)


def _height(panel: Panel, value: int) -> float:
    return max(_SEEN, HEIGHT * value / panel.top) if value else 0.0


def _rows(panel: Panel) -> list[dict[str, Any]]:
    return [
        {"at": at, "height": _height(panel, bar.value), "paint": LATE if bar.late else BAR}
        for at, bar in enumerate(panel.bars)
    ]


def _values(panel: Panel, step: float) -> list[dict[str, Any]]:
    """Put a number to every bar where they fit, else to the highest, and to the last if free."""
    bars = panel.bars
    said = [f"{bar.value:,}" for bar in bars]
    if max(map(len, said)) * _DIGIT <= step:
        shown = set(range(len(bars)))
    else:
        highest = max(range(len(bars)), key=lambda at: bars[at].value)
        last = len(bars) - 1
        apart = (last - highest) * step > _DIGIT * (len(said[highest]) + 1)
        free = apart and bars[last - 1].value <= bars[last].value
        shown = {highest, last} if free else {highest}
    return [
        {"at": at, "height": _height(panel, bars[at].value), "said": said[at]}
        for at in sorted(shown)
        if bars[at].value
    ]


def _labels(panel: Panel) -> list[dict[str, Any]]:
    """Label the bars, counted back from the last; all of them where they have a meaning each."""
    last = len(panel.bars) - 1
    every = 1 if panel.limit else -(-len(panel.bars) // _LABELS)
    return [{"at": at, "said": panel.bars[at].label} for at in range(last, -1, -every)]
