"""What holds for every clock of every law."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.law import ClockEvent, load_laws, run_clock
from disclosurelog.law.holidays import is_working_day

LAWS = load_laws()
law_ids = st.sampled_from(tuple(LAWS))
by_working_days = st.sampled_from(
    [one.id for one in LAWS.values() if one.clock.unit != "calendar-days"]
)
days = st.dates(date(2005, 1, 1), date(2030, 12, 31))
spans = st.integers(0, 90).map(lambda n: timedelta(days=n))


@given(law_ids, days)
def test_the_last_day_is_a_working_day(law_id: str, received: date) -> None:
    law = LAWS[law_id]
    due = run_clock(law, received, None, []).due
    assert is_working_day(law.clock, due)
    assert due > received


@given(law_ids, days, spans)
def test_who_asks_later_waits_no_shorter(law_id: str, received: date, later: timedelta) -> None:
    law = LAWS[law_id]
    first = run_clock(law, received, None, []).due
    assert first <= run_clock(law, received + later, None, []).due


@given(by_working_days, days, spans)
def test_days_taken_and_verdict_agree(law_id: str, received: date, after: timedelta) -> None:
    law = LAWS[law_id]
    answered = received + after
    clock = run_clock(law, received, answered, [])
    assert clock.taken is not None
    assert (clock.taken <= clock.limit) == (clock.verdict == "in time")
    assert (answered <= clock.due) == (clock.verdict == "in time")
    if is_working_day(law.clock, answered):
        assert (clock.taken == clock.limit) == (answered == clock.due)


@given(by_working_days, days)
def test_every_day_of_the_limit_is_counted(law_id: str, received: date) -> None:
    law = LAWS[law_id]
    clock = run_clock(law, received, None, [])
    between = (clock.due - received).days
    counted = [received + timedelta(days=n) for n in range(1, between + 1)]
    assert sum(is_working_day(law.clock, one) for one in counted) == clock.limit


@given(by_working_days, days, st.integers(0, 10), st.integers(0, 60))
def test_a_stopped_clock_never_runs_out_sooner(
    law_id: str, received: date, before: int, length: int
) -> None:
    law = LAWS[law_id]
    stopped = received + timedelta(days=before)
    events = [
        ClockEvent("stopped", stopped),
        ClockEvent("resumed", stopped + timedelta(days=length)),
    ]
    plain = run_clock(law, received, None, [])
    held = run_clock(law, received, None, events)
    assert held.due >= plain.due
    assert run_clock(law, received, held.due, events).taken == held.limit


@given(days, st.integers(0, 15), st.integers(0, 60))
def test_clarification_counts_from_the_day_it_came(received: date, before: int, wait: int) -> None:
    law = LAWS["uk-foia-2000"]
    asked = received + timedelta(days=before)
    came = asked + timedelta(days=wait)
    events = [
        ClockEvent("clarification-sought", asked),
        ClockEvent("clarification-received", came),
    ]
    assert run_clock(law, received, None, events).due == run_clock(law, came, None, []).due
