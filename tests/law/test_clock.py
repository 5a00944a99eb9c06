"""Clocks, against dates counted by hand with a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from disclosurelog.law import ClockError, ClockEvent, Law, run_clock

DUE = [
    # Thursday. Out: 26 and 27 December, 2 January, 3 January (Scotland).
    ("uk-foia-2000", "2022-12-15", "2023-01-18"),
    ("uk-foia-2000", "2022-12-17", "2023-01-19"),
    # 19 September 2022, the funeral of Queen Elizabeth II.
    ("uk-foia-2000", "2022-09-01", "2022-09-30"),
    # 2 and 3 June 2022, the Platinum Jubilee.
    ("uk-foia-2000", "2022-05-16", "2022-06-15"),
    # 1 and 8 May 2023, the second the coronation.
    ("uk-foia-2000", "2023-04-20", "2023-05-22"),
    # 12 July (Northern Ireland) and 7 August (Scotland) count for nobody under FOIA ...
    ("uk-foia-2000", "2023-07-10", "2023-08-09"),
    # ... but 12 July counts in Scotland.
    ("sc-foisa-2002", "2023-07-10", "2023-08-08"),
    # 30 November, Saint Andrew's Day; a request of the day before is due the day before it.
    ("uk-foia-2000", "2022-11-01", "2022-11-29"),
    ("uk-foia-2000", "2022-11-02", "2022-12-01"),
    # Easter Monday is a bank holiday everywhere but in Scotland.
    ("uk-foia-2000", "2023-04-06", "2023-05-10"),
    ("sc-foisa-2002", "2023-04-06", "2023-05-09"),
    # 15 June 2026, a bank holiday in Scotland alone.
    ("sc-foisa-2002", "2026-06-01", "2026-06-30"),
    ("uk-eir-2004", "2022-12-15", "2023-01-18"),
    ("sc-eirs-2004", "2023-04-06", "2023-05-09"),
    # Out: 26 December and 2 January (observed), 16 January.
    ("us-foia", "2022-12-15", "2023-01-17"),
    # Four weeks of five weekdays; out: 17 March.
    ("ie-foi-2014", "2023-03-01", "2023-03-30"),
    # Thirty days end on Saturday 14 January.
    ("au-foi-1982", "2022-12-15", "2023-01-16"),
    # 25 December to 15 January never count.
    ("nz-oia-1982", "2022-12-01", "2023-01-19"),
    # Out: 6 February.
    ("nz-oia-1982", "2023-02-01", "2023-03-02"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("law_id", "received", "due"), DUE)
def test_due(laws: Mapping[str, Law], law_id: str, received: str, due: str) -> None:
    clock = run_clock(laws[law_id], day(received), None, [])
    assert clock.due == day(due)
    assert clock.verdict == "pending"
    assert clock.taken is None


def test_in_time_on_the_last_day_and_late_on_the_next(foia: Law) -> None:
    last = run_clock(foia, day("2022-12-15"), day("2023-01-18"), [])
    assert (last.taken, last.limit, last.verdict) == (20, 20, "in time")
    after = run_clock(foia, day("2022-12-15"), day("2023-01-19"), [])
    assert (after.taken, after.verdict) == (21, "late")
    same = run_clock(foia, day("2022-12-15"), day("2022-12-15"), [])
    assert (same.taken, same.verdict) == (0, "in time")


def test_an_answer_on_a_day_off_counts_as_the_next_day(foia: Law) -> None:
    # Due on Friday 30 September 2022; Saturday is too late.
    clock = run_clock(foia, day("2022-09-01"), day("2022-10-01"), [])
    assert (clock.taken, clock.verdict) == (21, "late")


def test_open_requests_are_judged_by_the_day_asked_for(foia: Law) -> None:
    received = day("2022-12-15")
    assert run_clock(foia, received, None, [], day("2023-01-18")).verdict == "pending"
    assert run_clock(foia, received, None, [], day("2023-01-19")).verdict == "overdue"


def test_clarification_starts_the_time_again(foia: Law) -> None:
    events = [
        ClockEvent("clarification-sought", day("2022-12-20")),
        ClockEvent("clarification-received", day("2023-01-05")),
    ]
    clock = run_clock(foia, day("2022-12-15"), day("2023-02-02"), events)
    assert (clock.due, clock.taken, clock.verdict) == (day("2023-02-02"), 20, "in time")
    assert clock.counted_from == day("2023-01-05")
    assert "began again on 5 January 2023" in clock.explanation


def test_clarification_only_stops_the_time_in_the_united_states(us: Law) -> None:
    events = [
        ClockEvent("clarification-sought", day("2022-12-20")),
        ClockEvent("clarification-received", day("2023-01-05")),
    ]
    clock = run_clock(us, day("2022-12-15"), None, events)
    assert (clock.due, clock.counted_from) == (day("2023-02-01"), day("2022-12-15"))


def test_clarification_asked_too_late_changes_nothing(foia: Law) -> None:
    events = [
        ClockEvent("clarification-sought", day("2023-01-19")),
        ClockEvent("clarification-received", day("2023-01-20")),
    ]
    clock = run_clock(foia, day("2022-12-15"), day("2023-01-23"), events)
    assert (clock.due, clock.verdict) == (day("2023-01-18"), "late")
    assert "changed nothing" in clock.explanation


def test_a_request_that_waits_for_its_asker_is_never_overdue(foia: Law) -> None:
    events = [ClockEvent("clarification-sought", day("2022-12-20"))]
    clock = run_clock(foia, day("2022-12-15"), None, events, day("2023-06-01"))
    assert clock.verdict == "pending"
    assert "stood still since 20 December 2022" in clock.explanation


def test_a_fee_stops_the_clock_both_days_included(foia: Law) -> None:
    events = [
        ClockEvent("stopped", day("2022-12-20")),
        ClockEvent("resumed", day("2023-01-05")),
    ]
    clock = run_clock(foia, day("2022-12-15"), day("2023-01-31"), events)
    assert (clock.due, clock.taken, clock.verdict) == (day("2023-01-31"), 20, "in time")


def test_extension_for_the_public_interest(foia: Law) -> None:
    # The promised day is a Sunday: the answer is due on the Monday.
    events = [ClockEvent("extended", day("2023-01-10"), until=day("2023-02-05"))]
    clock = run_clock(foia, day("2022-12-15"), day("2023-02-01"), events)
    assert (clock.due, clock.verdict, clock.extended_by) == (
        day("2023-02-06"),
        "extended",
        "s10(3)",
    )
    assert (clock.taken, clock.limit) == (30, 33)
    assert "section 10(3) to 6 February 2023" in clock.explanation
    early = run_clock(foia, day("2022-12-15"), day("2023-01-18"), events)
    assert early.verdict == "in time"
    assert run_clock(foia, day("2022-12-15"), day("2023-02-07"), events).verdict == "late"


def test_an_extension_made_too_late_does_not_hold(foia: Law) -> None:
    events = [ClockEvent("extended", day("2023-01-19"), until=day("2023-02-06"))]
    clock = run_clock(foia, day("2022-12-15"), day("2023-02-01"), events)
    assert (clock.due, clock.verdict, clock.extended_by) == (day("2023-01-18"), "late", None)


def test_extension_to_forty_working_days(eir: Law) -> None:
    made = day("2023-01-10")
    whole = run_clock(eir, day("2022-12-15"), day("2023-02-15"), [ClockEvent("extended", made)])
    assert (whole.due, whole.limit, whole.taken) == (day("2023-02-15"), 40, 40)
    assert (whole.verdict, whole.extended_by) == ("extended", "reg7(1)")
    promised = [ClockEvent("extended", made, until=day("2023-02-01"))]
    assert run_clock(eir, day("2022-12-15"), None, promised).due == day("2023-02-01")
    beyond = [ClockEvent("extended", made, until=day("2023-06-01"))]
    assert run_clock(eir, day("2022-12-15"), None, beyond).due == day("2023-02-15")


def test_extension_elsewhere(laws: Mapping[str, Law]) -> None:
    event = [ClockEvent("extended", day("2022-12-20"))]
    assert run_clock(laws["us-foia"], day("2022-12-15"), None, event).due == day("2023-01-31")
    australia = run_clock(laws["au-foi-1982"], day("2022-12-15"), None, event)
    assert (australia.due, australia.limit) == (day("2023-02-13"), 60)


def test_an_extension_under_another_provision(laws: Mapping[str, Law]) -> None:
    event = ClockEvent("extended", day("2023-01-05"), until=day("2023-03-01"), provision="s15AA")
    clock = run_clock(laws["au-foi-1982"], day("2022-12-15"), None, [event])
    assert (clock.due, clock.extended_by) == (day("2023-03-01"), "s15AA")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([ClockEvent("stopped", day("2022-12-14"))], "before the request"),
        ([ClockEvent("stopped", day("2023-01-19"))], "after the answer"),
        ([ClockEvent("resumed", day("2022-12-20"))], "no stopped before it"),
        ([ClockEvent("clarification-received", day("2022-12-20"))], "no clarification-sought"),
        (
            [ClockEvent("stopped", day("2022-12-20")), ClockEvent("stopped", day("2022-12-21"))],
            "stands still already",
        ),
        ([ClockEvent("extended", day("2022-12-20"))], "names no day"),
        (
            [ClockEvent("extended", day("2022-12-20"), until=day("2023-01-04"))],
            "ends before the time itself",
        ),
        ([ClockEvent("stopped", day("2022-12-20"), until=day("2023-01-04"))], "only an extension"),
    ],
)
def test_dates_that_do_not_fit(foia: Law, events: list[ClockEvent], words: str) -> None:
    with pytest.raises(ClockError, match=words):
        run_clock(foia, day("2022-12-15"), day("2023-01-18"), events)


def test_an_answer_before_the_request(foia: Law) -> None:
    with pytest.raises(ClockError, match="before the request"):
        run_clock(foia, day("2022-12-15"), day("2022-12-14"), [])


def test_scotland_has_no_extension(laws: Mapping[str, Law]) -> None:
    event = ClockEvent("extended", day("2022-12-20"), until=day("2023-02-01"))
    with pytest.raises(ClockError, match="no extension"):
        run_clock(laws["sc-foisa-2002"], day("2022-12-15"), None, [event])
