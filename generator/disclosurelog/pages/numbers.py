"""What the page of statistics shows: each question with its panels and the table behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from disclosurelog.languages import _, later
from disclosurelog.pages.panels import Bar, Panel
from disclosurelog.pages.site import Link, Site
from disclosurelog.pages.words import (
    DASH,
    OUTCOMES,
    REVIEW_OUTCOMES,
    percent,
    thousands,
)
from disclosurelog.records.statistics import MARGINS, Statistics
from disclosurelog.records.totals import Period

YEARS: Final = 40
"""Years in a chart: those before are in the table."""

RULES: Final = 8
"""Exemptions with a panel each; the table has all of them."""

TIMELINESS: Final = {
    "in time": later("In time"),
    "extended": later("In time after an extension"),
    "late": later("Late"),
}
STAGES: Final = {
    "internal-review": later("Internal review"),
    "regulator": later("Regulator"),
    "tribunal": later("Tribunal"),
}
_BANDS: Final = tuple(
    band.replace("-", DASH) for band in ("11+", "6-10", "1-5", "0", "1-5", "6-10", "11-20", "21+")
)
"""What stands below the bars for `MARGINS`."""

_MARGIN_WORDS: Final = (
    *(later("11 or more days to spare"), later("6 to 10 days to spare")),
    *(later("1 to 5 days to spare"), later("On the last day"), later("1 to 5 days late")),
    *(later("6 to 10 days late"), later("11 to 20 days late"), later("21 or more days late")),
)
"""What `MARGINS` are called."""

_UNITS: Final = {
    "working-days": later("Half took at most, working days"),
    "calendar-days": later("Half took at most, calendar days"),
}

_MARGIN_LIMIT: Final = 4
"""Bands before the line that stands for the limit."""


class Cell(NamedTuple):
    """A cell of a table; `uri` where the number leads to the responses behind it."""

    text: str
    uri: str = ""


@dataclass(slots=True)
class TableRow:
    """A row: its name and its numbers."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Table:
    """A table of numbers. `first` is the name of the column with the rows' names."""

    caption: str
    first: str
    heads: tuple[str, ...]
    rows: list[TableRow]


@dataclass(slots=True)
class Chart:
    """A question, what answers it at a glance, and the numbers themselves."""

    id: str
    heading: str
    lede: str
    panels: list[Panel]
    table: Table
    note: str = ""
    links: dict[str, Link] = field(default_factory=dict)


def charts(site: Site, numbers: Statistics) -> list[Chart]:
    """Return every question that the log has an answer to."""
    found = [outcomes(numbers), exemptions(site, numbers), margins(numbers), timeliness(numbers)]
    return [chart for chart in [*found, reviews(numbers)] if chart.table.rows]


def outcomes(numbers: Statistics) -> Chart:
    """What was decided, by year."""
    groups = {name: OUTCOMES[name].label for name in OUTCOMES if name in numbers.groups("outcome")}
    whole = _panel(numbers, "outcome", "all", _("All responses"), tuple(groups))
    panels = _by_year(numbers, "outcome", groups)
    return Chart(
        "outcomes",
        _("Responses, and what was decided"),
        _(
            "Published responses by the year in which they were sent. The decisions are drawn to "
            "one scale, so that heights can be compared."
        ),
        [whole, *panels] if len(panels) > 1 else panels,
        _table(numbers, "outcome", groups, _("Responses by year and decision"), total=True),
    )


def exemptions(site: Site, numbers: Statistics) -> Chart:
    """What was relied on, by year; most used first."""
    used = sorted(
        numbers.groups("exemption"), key=lambda name: (-numbers.total("exemption", name), name)
    )
    groups, links = {}, {}
    for name in used:
        law_id, rule = name.split(" ", 1)
        word = site.provisions(site.checked.log.laws[law_id], rule)
        groups[name] = word.short
        links[word.short] = Link(word.short, word.uri)
    shown = {name: groups[name] for name in used[:RULES]}
    panels = _by_year(numbers, "exemption", shown)
    table = _turned(numbers, "exemption", groups, _("Responses by the rule relied on, and year"))
    for row in table.rows:
        row.head = Cell(row.head.text, links[row.head.text].uri)
    return Chart(
        "exemptions",
        _("Exemptions over time"),
        _(
            "Responses that relied on each rule, by the year in which they were sent. One response "
            "may rely on several, so these do not add up to all responses."
        ),
        panels,
        table,
        ""
        if len(used) <= RULES
        else _("The charts show the rules used most; the table has them all."),
        {panel.id: links[panel.title] for panel in panels},
    )


def margins(numbers: Statistics) -> Chart:
    """How far from the limit the answers came."""
    counts = [numbers.total("margin", name) for name in MARGINS]
    bars = tuple(
        Bar(label, count, at >= _MARGIN_LIMIT)
        for at, (label, count) in enumerate(zip(_BANDS, counts, strict=True))
    )
    late = sum(counts[_MARGIN_LIMIT:])
    panel = Panel(
        "margin-all",
        _("Days to spare, or late"),
        _(
            "In time: {in_time}. Late: {late}.",
            in_time=thousands(sum(counts) - late),
            late=thousands(late),
        ),
        bars,
        max(*counts, 1),
        _MARGIN_LIMIT,
        (_("days to spare"), _("days late")),
    )
    groups = {name: _(said) for name, said in zip(MARGINS, _MARGIN_WORDS, strict=True)}
    caption = _("Responses by year and days to the limit")
    table = _table(numbers, "margin", groups, caption, total=True)
    for unit in numbers.groups("median-days"):
        table.heads += (_(_UNITS[unit]),)
        for row, year in zip(table.rows, reversed(numbers.years), strict=True):
            row.cells += (_cell(numbers.get("median-days", year, unit)),)
    return Chart(
        "days",
        _("Days taken, against the limit"),
        _(
            "Days between the response and the last day for it, extensions included. Days are "
            "those that the law counts: working days, or calendar days."
        ),
        [panel],
        table,
    )


def timeliness(numbers: Statistics) -> Chart:
    """In time or late, by year."""
    known = numbers.groups("timeliness")
    groups = {name: _(label) for name, label in TIMELINESS.items() if name in known}
    caption = _("Responses by year, in time or late")
    table = _table(numbers, "timeliness", groups, caption, total=True)
    table.heads += (_("Share late"),)
    for row, year in zip(table.rows, reversed(numbers.years), strict=True):
        whole = sum(numbers.get("timeliness", year, name) for name in groups)
        row.cells += (Cell(percent(numbers.get("timeliness", year, "late"), whole)),)
    return Chart(
        "late",
        _("In time, or late"),
        _(
            "Published responses by the year in which they were sent, drawn to one scale. What "
            "was late is hatched."
        ),
        _by_year(numbers, "timeliness", groups, late=("late",)),
        table,
    )


def reviews(numbers: Statistics) -> Chart:
    """What became of decisions that were looked at again."""
    panels: list[Panel] = []
    rows: list[TableRow] = []
    for stage, name in STAGES.items():
        known = [one for one in REVIEW_OUTCOMES if one in numbers.groups(stage)]
        groups = {
            one: _("{body}: {decision}", body=_(name), decision=_(REVIEW_OUTCOMES[one]))
            for one in known
        }
        panels += _by_year(numbers, stage, groups)
        rows += _turned(numbers, stage, groups, "").rows
    top = max((panel.top for panel in panels), default=1)
    return Chart(
        "reviews",
        _("Upheld, or overturned"),
        _(
            "What an internal review, the regulator or a tribunal decided, by the year in which "
            "the response was sent, drawn to one scale."
        ),
        [_scaled(panel, top) for panel in panels],
        Table(_("Reviews by what was decided, and year"), _("Decided"), _year_heads(numbers), rows),
    )


def _by_year(
    numbers: Statistics, measure: str, groups: dict[str, str], late: Sequence[str] = ()
) -> list[Panel]:
    panels = [
        _panel(numbers, measure, name, label, (name,), late=name in late)
        for name, label in groups.items()
    ]
    top = max((panel.top for panel in panels), default=1)
    return [_scaled(panel, top) for panel in panels]


def _panel(
    numbers: Statistics,
    measure: str,
    name: str,
    title: str,
    groups: Sequence[str],
    *,
    late: bool = False,
) -> Panel:
    counts = {
        year: sum(numbers.get(measure, year, group) for group in groups) for year in _span(numbers)
    }
    most = max(counts, key=lambda year: counts[year])
    says = _(
        "{number} in all. Most in {year}: {most}.",
        number=thousands(sum(counts.values())),
        year=most.label,
        most=thousands(counts[most]),
    )
    bars = tuple(Bar(year.label, count, late) for year, count in counts.items())
    slug = "".join(c if c.isalnum() else "-" for c in name)
    return Panel(f"{measure}-{slug}", title, says, bars, max(*counts.values(), 1))


def _scaled(panel: Panel, top: int) -> Panel:
    return Panel(panel.id, panel.title, panel.says, panel.bars, top)


def _span(numbers: Statistics) -> list[Period]:
    """Return the years of a chart: without gaps, at most `YEARS` of them."""
    first, last = numbers.years[0].year, numbers.years[-1].year
    return [Period(year) for year in range(max(first, last - YEARS + 1), last + 1)]


def _table(
    numbers: Statistics, measure: str, groups: dict[str, str], caption: str, *, total: bool
) -> Table:
    """Return a table with a row a year, newest first."""
    rows = []
    for year in reversed(numbers.years):
        counts = [numbers.get(measure, year, name) for name in groups]
        cells = [*([sum(counts)] if total else []), *counts]
        head = Cell(year.label, f"years/{year.label}/")
        rows.append(TableRow(head, tuple(map(_cell, cells))))
    heads = (*((_("All"),) if total else ()), *groups.values())
    return Table(caption, _("Year"), heads, rows)


def _turned(numbers: Statistics, measure: str, groups: dict[str, str], caption: str) -> Table:
    """Return a table with a row a group and a column a year, newest first, and all of them."""
    rows = [TableRow(Cell(label), _cells(numbers, measure, name)) for name, label in groups.items()]
    return Table(caption, _("Rule"), _year_heads(numbers), rows)


def _year_heads(numbers: Statistics) -> tuple[str, ...]:
    return (_("All years"), *(year.label for year in reversed(numbers.years)))


def _cells(numbers: Statistics, measure: str, group: str) -> tuple[Cell, ...]:
    years = [numbers.get(measure, year, group) for year in reversed(numbers.years)]
    return tuple(map(_cell, [numbers.total(measure, group), *years]))


def _cell(number: int) -> Cell:
    return Cell(thousands(number))


def summed(numbers: Statistics, measure: str, groups: Iterable[str]) -> int:
    """Return a count over several groups and all periods."""
    return sum(numbers.total(measure, group) for group in groups)
