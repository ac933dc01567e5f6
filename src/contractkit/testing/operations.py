"""What calendars can be asked: the method, its arguments, the array that asks it of many, and the slow answer."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

import attrs
import numpy as np

from contractkit.quantities.spans import BusinessDays, ElapsedTime, Months, WorkingTime
from contractkit.testing.asking import Answer, Operation, Question, Refusal
from contractkit.testing.business_days import SlowDays, days_later, months_later
from contractkit.testing.business_time import Roll, SlowDates, SlowTime
from contractkit.testing.instant_sets import BeyondWindow
from contractkit.testing.plain_calendars import aware

__all__ = [
    "ADD_DAYS",
    "BUSINESS_DAYS",
    "CLOCK",
    "COUNT_DAYS",
    "DAYS_ENDED",
    "DUE",
    "DUE_NEXT_OPEN",
    "ELAPSED",
    "INTERVALS",
    "IS_BUSINESS_DAY",
    "IS_OPEN",
    "NEXT",
    "ROLL",
    "ROLLS",
    "UNTIL",
]

ROLLS: Final[tuple[Roll, ...]] = get_args(Roll)


def _instant(question: Question) -> tuple[object, ...]:
    return (aware(question.values[0]),)


def _working(question: Question) -> tuple[object, ...]:
    start, amount = question.values
    return aware(start), WorkingTime(amount)


def _unmarked(found: Any) -> tuple[Any, Any]:
    return found, np.zeros(len(found), np.int8)


# -- instants ----------------------------------------------------------------------------------------------------------


IS_OPEN: Final = Operation(
    "is_open",
    "is_open",
    _instant,
    lambda cal, q: cal.is_open(*q.values),
    lambda cal, columns, _: cal.is_open_array(columns[0], errors="mark"),
    known=1,
)
"""Is an instant open? Values: the instant."""


def _next(name: Literal["next_open", "previous_open", "next_close", "previous_close"]) -> Operation:
    return Operation(name, name, _instant, lambda cal, q: getattr(cal, name)(*q.values), known=1)


NEXT: Final = (_next("next_open"), _next("previous_open"), _next("next_close"), _next("previous_close"))
"""What lies next to an instant? Values: the instant."""

ELAPSED: Final = Operation(
    "elapsed",
    "elapsed",
    lambda q: (aware(q.values[0]), aware(q.values[1])),
    lambda cal, q: cal.elapsed(*q.values),
    lambda cal, columns, _: cal.elapsed_array(columns[0], columns[1], errors="mark"),
)
"""How much working time lies between two instants? Values: both."""

INTERVALS: Final = Operation(
    "intervals",
    "intervals",
    lambda q: (aware(q.values[0]), aware(q.values[1])),
    lambda cal, q: cal.pieces(*q.values),
    known=1,
)
"""Which pieces between two instants are open? Values: both, in order."""

DUE: Final = Operation(
    "due_at",
    "due_at",
    _working,
    lambda cal, q: cal.due(*q.values),
    lambda cal, columns, _: cal.due_at_array(columns[0], columns[1], errors="mark"),
    known=1,
)
"""When is an amount of working time due? Values: start and amount."""

DUE_NEXT_OPEN: Final = Operation(
    "due_at, at the next opening",
    "due_at",
    lambda q: (*_working(q), "next-open"),
    lambda cal, q: cal.due(*q.values, "next-open"),
    known=1,
)
"""The same where a closing is not when it is due. Values: start and amount."""

UNTIL: Final = Operation(
    "in_time_until",
    "in_time_until",
    _working,
    lambda cal, q: cal.until(*q.values),
    lambda cal, columns, _: cal.in_time_until_array(columns[0], columns[1], errors="mark"),
    known=1,
)
"""Until when is it in time? Values: start and amount."""


def _later(cal: SlowTime, question: Question) -> Answer:
    (start,), span = question.values, question.rule
    try:
        if isinstance(span, ElapsedTime):
            return int(start + span.us)
        if isinstance(span, Months):
            return months_later(cal.clock, start, span.n)
        return days_later(cal.clock, start, span.n, span.ends)
    except BeyondWindow:  # no holidays take part, so that there is no horizon
        return Refusal.UNKNOWN


CLOCK: Final = Operation(
    "due_at, by the clock",
    "due_at",
    lambda q: (aware(q.values[0]), q.rule),
    _later,
    lambda cal, columns, span: cal.due_at_array(columns[0], span, errors="mark"),
)
"""When is it so many dates, months or hours later? Values: start. Rule: the span."""


# -- business days -----------------------------------------------------------------------------------------------------


def _slow_days(cal: SlowDates, policy: BusinessDays) -> SlowDays:
    rules = attrs.asdict(policy)
    del rules["n"]
    return SlowDays(cal, **rules)


def _ended(cal: SlowDates, question: Question) -> Answer:
    until, start = question.values
    try:
        return _slow_days(cal, question.rule).ticks_before(start, until)
    except BeyondWindow:  # where there is no start, no day has ended
        return Refusal.UNKNOWN


BUSINESS_DAYS: Final = Operation(
    "due_at, business days",
    "due_at",
    lambda q: (aware(q.values[0]), attrs.evolve(q.rule, n=q.values[1])),
    lambda cal, q: _slow_days(cal, q.rule).due(*q.values),
    lambda cal, columns, policy: cal.day_axis(columns[0], policy).due(columns[1], "mark"),
    known=1,
)
"""When are business days due? Values: start and number. Rule: the policy."""

DAYS_ENDED: Final = Operation(
    "business days ended",
    "marks_before",
    lambda q: (np.array(q.values[:1]), np.array(q.values[1:]), q.rule),
    _ended,
    lambda cal, columns, policy: _unmarked(cal.marks_before(columns[0], columns[1], policy)),
)
"""How many business days have ended before an instant? Values: the instant and the start. Rule: the policy."""


# -- dates -------------------------------------------------------------------------------------------------------------


def _rolled(cal: SlowDates, question: Question) -> Answer:
    (day,), convention = question.values, question.rule
    low, high = cal.horizon
    barren = (low is not None and cal.has_none_beyond(day, -1)) or (high is not None and cal.has_none_beyond(day, 1))
    if convention == "nearest" and barren:  # the other side alone, or a refusal: past the horizon both are right
        return Refusal.UNKNOWN
    return cal.roll(day, convention)


IS_BUSINESS_DAY: Final = Operation(
    "is_business_day",
    "is_business_day",
    lambda q: q.values,
    lambda cal, q: cal.is_business_day(*q.values),
    lambda cal, columns, _: cal.is_business_day_array(columns[0], errors="mark"),
)
"""Is a date a business date? Values: the date."""

ADD_DAYS: Final = Operation(
    "add_days",
    "add_days",
    lambda q: q.values,
    lambda cal, q: cal.add_days(*q.values),
    lambda cal, columns, _: cal.add_days_array(columns[0], columns[1], errors="mark"),
)
"""Which date lies so many business dates later? Values: date and number."""

COUNT_DAYS: Final = Operation(
    "count_days",
    "count_days",
    lambda q: q.values,
    lambda cal, q: cal.count_days(*q.values),
    lambda cal, columns, _: cal.count_days_array(columns[0], columns[1], errors="mark"),
)
"""How many business dates lie between two dates? Values: both."""

ROLL: Final = Operation(
    "roll",
    "roll",
    lambda q: (*q.values, q.rule),
    _rolled,
    lambda cal, columns, convention: cal.roll_array(columns[0], convention, errors="mark"),
)
"""Where does a date roll? Values: the date. Rule: the convention."""
