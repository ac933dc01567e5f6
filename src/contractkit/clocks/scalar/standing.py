"""When the limit of a clock is used up in one of its readings, and what lies ahead of it if it runs on."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.runs import Run
from contractkit.clocks.scalar.sums import Meter, Sums
from contractkit.clocks.units import Unit

__all__ = ["Standing", "stand", "tick_ahead", "time_ahead"]


@attrs.frozen
class Standing:
    """When a limit is used up in one reading.

    Attributes:
        due: When; None while the clock stands still in time.
        until: The last instant in time.
        late: Whether the end lies after it.
    """

    due: int | None
    until: int | None
    late: bool


def stand(run: Run, sums: Sums, meter: Meter, at: int, known: Known, how: Literal["still", "goes-on"]) -> Standing:
    """Return when the limit of a reading is used up.

    Args:
        run: The run, extended to `at`.
        sums: Its sums.
        meter: The reading.
        at: The stop, or the moment of judging.
        known: The relief that is left out of what lies ahead.
        how: Whether the clock stands still from `at` on, so that nothing is due while it is in time.

    Raises:
        CalendarHorizonError: The holidays are not known long enough.
        NeverOpenError: The calendar does not open long enough.

    Source: clocks.md rules 19 to 21, 25, 26, 32 and 33.
    """
    frame = run.frame
    ruler, held = frame.plan.rulers[meter.limit], frame.plan.rulers[run.held]
    fixed = held.unit is Unit.MOMENT or (held.unit is Unit.DAYS and held.amount == 0)
    still = how == "still" and not fixed
    if meter.pinned is not None:
        late = at > meter.pinned
        return Standing(None, None, late) if still and not late else Standing(meter.pinned, meter.pinned, late)
    if ruler.unit is Unit.MOMENT:
        moment = frame.moment(meter.limit)
        return Standing(moment, moment, moment is not None and at > moment)
    if ruler.unit is Unit.DAYS:
        if ruler.amount == 0:
            due = frame.day_due(meter.limit, 0)
            return Standing(due, due, at > due)
        if meter.due is None:
            if still:
                return Standing(None, None, late=False)
            due = frame.day_due(*tick_ahead(run, sums, at, ruler.amount - meter.used, known))
            return Standing(due, due, at > due)
        late = at > meter.due
        return Standing(None, None, late) if still and not late else Standing(meter.due, meter.due, late)
    if meter.used > ruler.amount:
        return Standing(meter.due, meter.until, late=True)
    if still:
        return Standing(None, None, late=False)
    ahead, rest = frame.plan.rulers[run.held], ruler.amount - meter.used
    used_up = meter.due
    if used_up is None:
        used_up = time_ahead(ahead, at, rest, known, "due")
    return Standing(used_up, time_ahead(ahead, at, rest, known, "until"), late=False)


def time_ahead(ruler: Ruler, at: int, rest: int, known: Known, which: Literal["due", "until"]) -> int:
    """Return when what is left is used up after an instant, or the last instant at which no more than that is."""
    ask = ruler.due if which == "due" else ruler.until
    if not known.begins:
        return ask(at, rest)
    lands_inside = which == "due" and rest > 0
    for begin, until in known.ahead(at):
        if begin > at:
            found = ask(at, rest)
            if found < begin or (found == begin and lands_inside):
                return found
            rest -= ruler.measure(at, begin)
        at = max(at, until)
    return ask(at, rest)


def tick_ahead(run: Run, sums: Sums, at: int, count: int, known: Known) -> tuple[int, int]:
    """Return the limit and the index of the tick that is the nth one to count after an instant."""
    limit = run.held
    marks = run.frame.marks(limit)
    passed = max(marks.marks_before(at + 1), sums.floor)
    for begin, until in known.ahead(at):
        before = max(marks.marks_before(begin), passed)
        if passed + count <= before:
            break
        count -= before - passed
        passed = max(passed, marks.marks_before(until))
    return limit, passed + count
