"""The page of statistics: the log in numbers, and what share of all requests it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markupsafe import Markup

from disclosurelog.languages import _, later
from disclosurelog.pages import charts as drawing
from disclosurelog.pages.numbers import Cell, Chart, Table, TableRow, charts, summed
from disclosurelog.pages.page import Made
from disclosurelog.pages.panels import Panel
from disclosurelog.pages.site import HOME, Link, Site
from disclosurelog.pages.words import DASH, OUTCOMES, percent, thousands
from disclosurelog.records.statistics import Statistics, count_log
from disclosurelog.records.totals import Period, PeriodTotals

ADDRESS: Final = "statistics/"

CODE: Final = {
    later("In time"): ("received-timeliness", ("in time",)),
    later("Deadline extended"): ("received-timeliness", ("extended",)),
    later("Deadline missed"): ("received-timeliness", ("late",)),
    later("Granted in full"): ("received-outcome", ("granted-in-full",)),
    later("Granted in part, refused in part"): ("received-outcome", ("granted-in-part",)),
    later("Partly held"): ("received-outcome", ("partly-held",)),
    later("Refused in full"): ("received-outcome", ("refused", "neither-confirm-nor-deny")),
    later("Not held"): ("received-outcome", ("not-held",)),
    later("Closed otherwise"): (
        "received-outcome",
        ("withdrawn-by-requester", "lapsed", "transferred"),
    ),
    later("Internal review asked for"): ("received-review", ("asked for",)),
}
"""What public authorities should publish of their requests (Freedom of Information Code of
Practice, Cabinet Office, July 2018, paragraph 8.5), by the period in which they were received."""

TOTALS: Final = (
    *(later("Requests received"), later("Still open"), later("Answered")),
    *(later("In time"), later("Deadline extended"), later("Deadline missed")),
    *(later("Published here"), later("Share of the answers published")),
)


OVERTURNED: Final = {
    "internal-review": later("Internal review: overturned, wholly or in part"),
    "regulator": later("Regulator: overturned, wholly or in part"),
    "tribunal": later("Tribunal: overturned, wholly or in part"),
}


@dataclass(slots=True)
class PanelView:
    """A panel in its place: its title, its number, its drawing."""

    title: str
    says: str
    link: Link | None
    svg: Markup


@dataclass(slots=True)
class ChartView:
    """What the template shows of a chart."""

    chart: Chart
    panels: list[PanelView]


@dataclass(slots=True)
class Fact:
    """A number that says most."""

    heading: str
    text: str


def statistics_page(site: Site, kept: Path | None) -> Made:
    """Return the page.

    Args:
        site: The site.
        kept: The folder where drawings are kept from build to build.
    """
    numbers = count_log(site.checked.log)
    shown = charts(site, numbers) if numbers.years else []
    drawn = drawing.draw([panel for chart in shown for panel in chart.panels], kept)
    values = {
        "trail": (HOME,),
        "authority": site.settings.authority.name,
        "facts": _facts(numbers) if numbers.years else [],
        "charts": [
            ChartView(chart, [_view(chart, panel, drawn[panel.id]) for panel in chart.panels])
            if drawn
            else ChartView(chart, [])
            for chart in shown
        ],
        "code": code_tables(numbers) if numbers.years else [],
        "totals": totals_table(numbers) if numbers.totals else None,
        "kept": kept_table(numbers),
    }
    return site.page(
        f"{ADDRESS}index.html",
        "statistics",
        values,
        title=_("Statistics"),
        description=_("The published responses in numbers: decisions, exemptions, time, reviews."),
    )


def code_tables(numbers: Statistics) -> list[Table]:
    """Return the figures of the Code of Practice, by year and by quarter, newest first."""
    years = sorted({Period(one.year) for one in numbers.quarters}, reverse=True)
    quarters = list(reversed(numbers.quarters))
    return [_code(numbers, years, _("By year")), _code(numbers, quarters, _("By quarter"))]


def _code(numbers: Statistics, periods: list[Period], caption: str) -> Table:
    rows = []
    for period in periods:
        counts = [
            sum(numbers.get(measure, period, group) for group in groups)
            for measure, groups in CODE.values()
        ]
        cells = (Cell(thousands(count)) for count in (numbers.published(period), *counts))
        rows.append(TableRow(Cell(period.label), tuple(cells)))
    return Table(caption, _("Received"), (_("Published"), *map(_, CODE)), rows)


def totals_table(numbers: Statistics) -> Table:
    """Return all requests against the published responses, newest period first."""
    rows = [_total_row(numbers, one) for one in reversed(numbers.totals)]
    caption = _("All requests, by the period in which they were received")
    return Table(caption, _("Received"), tuple(map(_, TOTALS)), rows)


def _total_row(numbers: Statistics, one: PeriodTotals) -> TableRow:
    published = numbers.published(one.period)
    told = (one.received, one.open, one.answered, one.in_time, one.extended, one.late, published)
    cells = [Cell(DASH if count is None else thousands(count)) for count in told]
    return TableRow(Cell(one.period.label), (*cells, Cell(percent(published, one.answered))))


def kept_table(numbers: Statistics) -> Table | None:
    """Return why answers are not published: a row a reason, and one for those without."""
    if not numbers.totals:
        return None
    newest = [one.period for one in reversed(numbers.totals)]
    reasons = dict.fromkeys(
        kept.reason for one in reversed(numbers.totals) for kept in one.not_published
    )
    rows = [
        _kept_row(reason, [numbers.get("not-published", one, reason) for one in newest])
        for reason in reasons
    ]
    rest = [
        one.answered - one.kept - numbers.published(one.period) for one in reversed(numbers.totals)
    ]
    if any(rest):
        rows.append(_kept_row(_("No reason is given, or not published yet"), rest))
    heads = (_("All periods"), *(period.label for period in newest))
    caption = _("Answers that are not published, by reason")
    return Table(caption, _("Why"), heads, rows)


def _kept_row(reason: str, counts: list[int]) -> TableRow:
    return TableRow(Cell(reason), tuple(Cell(thousands(count)) for count in (sum(counts), *counts)))


def _facts(numbers: Statistics) -> list[Fact]:
    every = summed(numbers, "outcome", OUTCOMES)
    late = numbers.total("timeliness", "late")
    first, last = numbers.years[0].label, numbers.years[-1].label
    facts = [
        Fact(_("Published responses"), thousands(every)),
        Fact(_("Sent"), first if first == last else f"{first}{DASH}{last}"),
        Fact(_("In time"), _of(every - late, every)),
    ]
    for stage, heading in OVERTURNED.items():
        ended = ("upheld", "partly-overturned", "overturned")
        decided = summed(numbers, stage, ended)
        if decided:
            overturned = summed(numbers, stage, ended[1:])
            facts.append(Fact(_(heading), _of(overturned, decided)))
    answered = sum(one.answered for one in numbers.totals)
    if answered:
        published = sum(numbers.published(one.period) for one in numbers.totals)
        facts.append(Fact(_("Share of all answers published"), _of(published, answered)))
    return facts


def _of(part: int, whole: int) -> str:
    return _(
        "{part} of {whole} ({share})",
        part=thousands(part),
        whole=thousands(whole),
        share=percent(part, whole),
    )


def _view(chart: Chart, panel: Panel, svg: Markup) -> PanelView:
    return PanelView(panel.title, panel.says, chart.links.get(panel.id), svg)
