"""Questions to a calendar, each of which can be asked of the calendar under test, of it in arrays, and of the slow one.

An answer is a plain value, such as microseconds or a date; or a `Refusal`, which says why there is none. What can
be asked stands in `operations`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import numpy.typing as npt

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.calendar_set import CalendarSet
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.testing.business_time import SlowTime
from contractkit.testing.instant_sets import BeyondWindow
from contractkit.testing.plain_calendars import date_code, instant_code

__all__ = ["Answer", "Operation", "Question", "Refusal", "agree", "ask_fast", "ask_in_array", "ask_in_set", "ask_slow"]

_US = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


class Refusal(Enum):
    """Why there is no answer."""

    HORIZON = "CalendarHorizonError"
    NEVER = "NeverOpenError"
    EITHER = "CalendarHorizonError or NeverOpenError"
    UNKNOWN = "outside the window of the slow calendar"


Answer = int | bool | date | tuple[tuple[int, int], ...] | Refusal
"""An answer: microseconds, a date, True or False, the pieces that are open, or why there is none."""

Columns = tuple[npt.NDArray[Any], ...]
"""The values of many questions: instants, amounts and numbers as int64, dates as datetime64[D]."""

_MARKS = {2: Refusal.HORIZON, 3: Refusal.NEVER}


@attrs.frozen
class Operation:
    """Something that can be asked.

    Attributes:
        name: What it is called in tables.
        method: The method of the calendar under test.
        arguments: Returns what the method is called with.
        slow: Returns the slow answer.
        array: Asks many questions with the same rule at once, and returns answers and marks; None where nothing can.
        known: How many of the values are instants that have to lie within the horizon.
    """

    name: str
    method: str
    arguments: Callable[[Question], tuple[object, ...]]
    slow: Callable[[Any, Question], Answer]
    array: Callable[[BusinessCalendar, Columns, Any], tuple[Any, Any]] | None = None
    known: int = 0


@attrs.frozen
class Question:
    """A question to a calendar.

    Attributes:
        operation: What is asked.
        values: What differs from one row of an array to the next: instants and amounts in microseconds, dates, numbers.
        rule: What is the same in all rows of an array: a policy, a convention, a span.
    """

    operation: Operation
    values: tuple[Any, ...]
    rule: Any = None

    @property
    def alike(self) -> Hashable:
        """What questions that can be asked in one array have in common; None where no array can ask it."""
        return (self.operation.name, self.rule) if self.operation.array else None

    def code(self) -> str:
        """Return the question to a calendar called ``cal`` as code."""
        return f"cal.{self.operation.method}({', '.join(map(_code, self.operation.arguments(self)))})"


def ask_fast(question: Question, cal: BusinessCalendar) -> Answer:
    """Return the answer of the calendar under test.

    Raises:
        AssertionError: It is said with an offset that its zone does not have then.
    """
    operation = question.operation
    try:
        found = getattr(cal, operation.method)(*operation.arguments(question))
    except CalendarHorizonError:
        return Refusal.HORIZON
    except NeverOpenError:
        return Refusal.NEVER
    if isinstance(found, datetime):
        if found.utcoffset() != found.astimezone(cal.tz).utcoffset():
            raise AssertionError(f"{found} is said with an offset that {cal.tz} does not have then")
        return (found - _EPOCH) // _US
    if isinstance(found, tuple):
        return tuple(((p.start - _EPOCH) // _US, (p.end - _EPOCH) // _US) for p in found if p.state == "open")
    return found // _US if isinstance(found, timedelta) else int(found[0]) if isinstance(found, np.ndarray) else found


def ask_in_array(questions: Sequence[Question], cal: BusinessCalendar) -> list[Answer]:
    """Return the answers of the calendar under test to questions that are alike, asked in one array."""
    ask = questions[0].operation.array
    assert ask is not None
    return _answers(ask(cal, _columns(questions), questions[0].rule))


def ask_in_set(questions: Sequence[Question], codes: Sequence[int], calendars: CalendarSet) -> list[Answer]:
    """Return the answers of a set of calendars to questions of one operation, each to the calendar of its code.

    Only what is open, elapsed and due in working time can be asked of a set.
    """
    ask = getattr(calendars, f"{questions[0].operation.method}_array")
    return _answers(ask(np.array(codes), *_columns(questions), errors="mark"))


def _columns(questions: Sequence[Question]) -> Columns:
    columns = zip(*(question.values for question in questions), strict=True)
    return tuple(np.array(column, "datetime64[D]" if isinstance(column[0], date) else np.int64) for column in columns)


def _answers(found: tuple[Any, Any]) -> list[Answer]:
    values, marks = (np.asarray(column).tolist() for column in found)
    return [_MARKS[mark] if mark else value for value, mark in zip(values, marks, strict=True)]


def ask_slow(question: Question, cal: SlowTime) -> Answer:
    """Return the answer of the slow calendar: what it should be."""
    low, high = cal.horizon
    for us in question.values[: question.operation.known]:
        if (low is not None and us < low) or (high is not None and us >= high):
            return Refusal.HORIZON
    try:
        return question.operation.slow(cal, question)
    except BeyondWindow as beyond:
        return Refusal.UNKNOWN if cal.horizon[beyond.side == "after"] is None else Refusal.EITHER


def agree(expected: Answer, found: object) -> bool:
    """Return whether an answer is the one of the slow calendar, as far as that has one."""
    if expected is Refusal.EITHER:
        return found in (Refusal.HORIZON, Refusal.NEVER)
    return expected is Refusal.UNKNOWN or (type(expected) is type(found) and expected == found)


def _code(argument: object) -> str:
    if isinstance(argument, datetime):
        return instant_code((argument - _EPOCH) // _US)
    if isinstance(argument, date):
        return date_code(argument)
    return f"np.array({argument.tolist()})" if isinstance(argument, np.ndarray) else repr(argument)
