"""The statutory clock: when a response is due, and whether it came in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from disclosurelog.errors import Refused
from disclosurelog.languages import later
from disclosurelog.law import spans
from disclosurelog.law.laws import Law
from disclosurelog.law.model import ClockRules
from disclosurelog.law.notes import LIMIT, Days, Note, in_english, note
from disclosurelog.law.spans import Span

EventKind = Literal[
    "clarification-sought", "clarification-received", "stopped", "resumed", "extended"
]
Verdict = Literal["in time", "extended", "late", "pending", "overdue"]


class ClockError(Refused):
    """The dates of a request do not fit together."""


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that changed the clock.

    Args:
        kind: What happened.
        date: When. For `stopped` the day the fee was asked for, for `resumed` the day it was
            paid; both are left out of the count, and the days between (FOIA s.10(2)).
        until: For `extended`, the day by which the answer was promised.
        provision: For `extended`, what allowed it, where it is not the law's usual one.
    """

    kind: EventKind
    date: dt.date
    until: dt.date | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one request.

    Args:
        due: The last day for the answer, extensions included. Never a day off.
        limit: The time there was, in `unit`, extensions included.
        unit: `working-days` or `calendar-days`.
        taken: The time used, in `unit`; None while there is no answer. An answer on a day off
            counts as given on the next day that counts, so `taken` is at most `limit` exactly
            where the answer was in time (but for calendar days, whose last day may move on).
        verdict: `extended` is in time only thanks to the extension.
        extended_by: The provision of an extension that holds.
        notes: The whole of it in plain sentences.
        counted_from: The day of receipt, or of the clarification that started the time again.
    """

    due: dt.date
    limit: int
    unit: Literal["working-days", "calendar-days"]
    taken: int | None
    verdict: Verdict
    extended_by: str | None
    notes: tuple[Note, ...]
    counted_from: dt.date

    @property
    def explanation(self) -> str:
        """The notes in English."""
        return " ".join([in_english(one) for one in self.notes])


@dataclass(slots=True)
class _State:
    """What the events have made of the clock so far."""

    start: dt.date
    stopped: list[Span]
    notes: list[Note]
    waiting: ClockEvent | None = None
    ignored: bool = False
    extension: ClockEvent | None = None


def run_clock(
    law: Law,
    received: dt.date,
    responded: dt.date | None,
    events: Sequence[ClockEvent],
    as_of: dt.date | None = None,
) -> Clock:
    """Count the time of one request.

    Day one is the day after receipt that first counts. An answered question starts the time
    again (FOIA s.1(3) and s.10(6), EIR reg.9(4)) or stops it, as the law says; only one that was
    asked before the time had run out. An extension holds only if it was made in time (FOIA
    s.17(2), EIR reg.7(3)).

    Args:
        law: Whose rules count.
        received: The day the request came in.
        responded: The day it was answered; None while it is open.
        events: In any order; those of one day in the order they happened.
        as_of: The day to judge an open request by; None: it is pending.

    Raises:
        ClockError: The dates contradict each other, or the law has no such step.
    """
    rules = law.clock
    ordered = sorted(events, key=lambda event: event.date)
    _check(law, received, responded, ordered)
    state = _State(received, [], [note(later("Received on {day}."), day=received)])
    for event in ordered:
        _apply(law, state, event)
    if state.waiting:
        _wait(state, responded or as_of)
    base = spans.due(rules, state.start, spans.days(rules), state.stopped)
    state.notes.append(note(later("The last day was {day}."), day=base))
    due, limit = _extended(law, state, base)
    taken = spans.taken(rules, state.start, responded, state.stopped) if responded else None
    verdict = _verdict(base, due, responded, as_of, waiting=state.waiting is not None)
    _conclude(rules, state, (responded, taken or 0) if responded else None, verdict)
    return Clock(
        due=due,
        limit=limit,
        unit="calendar-days" if rules.unit == "calendar-days" else "working-days",
        taken=taken,
        verdict=verdict,
        extended_by=_extended_by(rules, state),
        notes=tuple(state.notes),
        counted_from=state.start,
    )


def _check(
    law: Law, received: dt.date, responded: dt.date | None, events: Sequence[ClockEvent]
) -> None:
    if responded and responded < received:
        raise ClockError("the answer is dated before the request", "check both dates")
    for event in events:
        when = f"{event.kind} on {spans.words(event.date)}"
        if event.date < received:
            raise ClockError(f"{when} is before the request came in", "check the date")
        if responded and event.date > responded:
            raise ClockError(f"{when} is after the answer", "check the date")
        if event.kind != "extended":
            if event.until or event.provision:
                raise ClockError(f"{when} has an end or a provision", "only an extension has")
        elif not law.clock.extension and not event.provision:
            raise ClockError(f"{law.title} has no extension of time", "take the event out")
        elif _whole(law.clock, event) is None and not event.until:
            raise ClockError(f"{when} names no day", "say until when the time was extended")


def _whole(rules: ClockRules, event: ClockEvent) -> int | None:
    """The whole time that the law's own extension gives; None where the notice sets it."""
    usual = rules.extension
    if not usual or event.provision not in (None, usual.provision) or usual.limit is None:
        return None
    return usual.limit * (spans.WEEK if rules.unit == "weeks" else 1)


def _apply(law: Law, state: _State, event: ClockEvent) -> None:
    rules = law.clock
    due = spans.due(rules, state.start, spans.days(rules), state.stopped)
    day = spans.words(event.date)
    opening = state.waiting.kind if state.waiting else None
    if event.kind == "extended":
        if event.date > due:
            late = later("The extension of {day} came after the time had run out.")
            state.notes.append(note(late, day=event.date))
        else:
            state.extension = event
    elif event.kind in ("clarification-sought", "stopped"):
        if opening:
            raise ClockError(f"{event.kind} on {day}: the clock stands still already", "check it")
        state.waiting = event
        state.ignored = event.date > due
    else:
        pair = "clarification-sought" if event.kind == "clarification-received" else "stopped"
        if opening != pair or not state.waiting:
            raise ClockError(f"{event.kind} on {day}: there is no {pair} before it", "add it")
        _close(rules, state, state.waiting, event)


def _close(rules: ClockRules, state: _State, opened: ClockEvent, event: ClockEvent) -> None:
    asked, answered = opened.date, event.date
    clarified = event.kind == "clarification-received"
    state.waiting = None
    if state.ignored:
        words = later("The time had run out before {asked}, so what followed changed nothing.")
        state.notes.append(note(words, asked=asked))
    elif clarified and rules.clarification == "restarts":
        state.start, state.stopped, state.extension = event.date, [], None
        words = later("Asked on {asked} what was meant; the time began again on {answered}.")
        state.notes.append(note(words, asked=asked, answered=answered))
    else:
        state.stopped.append((opened.date, event.date))
        if clarified:
            words = later(
                "The clock stood still from {asked} to {answered} while clarification was awaited."
            )
        else:
            words = later(
                "The clock stood still from {asked} to {answered} while a fee was unpaid."
            )
        state.notes.append(note(words, asked=asked, answered=answered))
    state.ignored = False


def _wait(state: _State, horizon: dt.date | None) -> None:
    """Stop the clock that still waits, up to the day it is looked at."""
    opened = state.waiting
    if opened is None or state.ignored:
        state.waiting = None
        return
    state.notes.append(note(later("The clock has stood still since {day}."), day=opened.date))
    if horizon and horizon >= opened.date:
        state.stopped.append((opened.date, horizon))


def _extended(law: Law, state: _State, base: dt.date) -> tuple[dt.date, int]:
    """The last day and the whole time, with the extension if one holds."""
    rules, event = law.clock, state.extension
    limit = spans.days(rules)
    if not event:
        return base, limit
    whole = _whole(rules, event)
    promised = spans.next_working_day(rules, event.until) if event.until else None
    due = promised or base
    if whole:
        cap = spans.due(rules, state.start, whole, state.stopped)
        due = min(promised or cap, cap)
    if due < base:
        raise ClockError("the extension ends before the time itself does", "check its last day")
    under = (law, _extended_by(rules, state) or "")
    words = later("It was extended under {provision} to {day}.")
    state.notes.append(note(words, provision=under, day=due))
    if rules.unit == "calendar-days":
        return due, whole or (due - state.start).days
    return due, spans.taken(rules, state.start, due, state.stopped)


def _extended_by(rules: ClockRules, state: _State) -> str | None:
    if not state.extension:
        return None
    return state.extension.provision or (rules.extension.provision if rules.extension else None)


def _verdict(
    base: dt.date, due: dt.date, responded: dt.date | None, as_of: dt.date | None, *, waiting: bool
) -> Verdict:
    if responded:
        if responded <= base:
            return "in time"
        return "extended" if responded <= due else "late"
    return "overdue" if as_of and as_of > due and not waiting else "pending"


def _conclude(
    rules: ClockRules,
    state: _State,
    answer: tuple[dt.date, int] | None,
    verdict: Verdict,
) -> None:
    limit = Days(rules.limit, rules.unit)
    state.notes.insert(1, note(LIMIT, limit=limit, source=rules.source))
    if not answer:
        overdue = later("There is no answer yet, and the time has run out.")
        open_ = later("There is no answer yet.")
        state.notes.append(note(overdue if verdict == "overdue" else open_))
        return
    responded, taken = answer
    unit = "calendar-days" if rules.unit == "calendar-days" else "working-days"
    state.notes.append(note(_ANSWERED[verdict], day=responded, days=Days(taken, unit)))


_ANSWERED: Mapping[Verdict, str] = {
    "in time": later("Answered on {day}, after {days}: in time."),
    "extended": later("Answered on {day}, after {days}: in time thanks to the extension."),
    "late": later("Answered on {day}, after {days}: late."),
}
