"""What a contestant is: someone who answers one operation in one form, prepared once and run many times."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, TypeVar

import attrs
import numpy as np

from rivals.workload import DateQuestions, Ints, Questions

__all__ = ["Contestant", "Entry", "Form", "Operation", "Prepared", "each"]

Operation = Literal["due", "elapsed", "add days", "count days"]
Form = Literal["scalar", "array"]
AnyQuestions = TypeVar("AnyQuestions", Questions, DateQuestions)


@attrs.frozen(eq=False)
class Prepared:
    """A contestant with its inputs in the form it wants them.

    Attributes:
        run: Answers every row; this is what is timed.
        answers: Answers every row and returns int64: microseconds since the epoch, microseconds, or days.
    """

    run: Callable[[], object]
    answers: Callable[[], Ints]


def each(answer: Callable[..., Any], columns: Sequence[Sequence[Any]], as_int: Callable[[Any], int]) -> Prepared:
    """Return a contestant that is called once a row; nothing but the calls is timed."""
    return Prepared(
        run=lambda: deque(map(answer, *columns), maxlen=0),
        answers=lambda: np.array([as_int(one) for one in map(answer, *columns)], np.int64),
    )


@attrs.frozen(eq=False)
class Entry(Generic[AnyQuestions]):
    """What one contestant does about one operation in one form.

    Attributes:
        prepare: Turns questions into something to run.
        asked: The nearest questions that the contestant can express; it is judged on these.
        lands: Where it is due when the time is used up exactly at a closing; it is judged by its own convention.
        remark: How it was asked, and what it cannot express.
        all_rows: Whether it is timed on all rows however long that takes; otherwise on as many as take a moment.
    """

    prepare: Callable[[AnyQuestions], Prepared]
    asked: Callable[[AnyQuestions], AnyQuestions] = lambda asked: asked
    lands: Literal["closing", "next opening"] = "closing"
    remark: str = ""
    all_rows: bool = False


@attrs.frozen(eq=False)
class Contestant:
    """A library, or something written by hand, with what it can do.

    Attributes:
        name: What the table calls it.
        key: The word that `--only` takes.
        entries: What it does about working time.
        dates: What it does about whole business days.
        mixed: What it does about rows of many calendars.
    """

    name: str
    key: str
    entries: dict[tuple[Operation, Form], Entry[Questions]] = attrs.field(factory=dict)
    dates: dict[tuple[Operation, Form], Entry[DateQuestions]] = attrs.field(factory=dict)
    mixed: dict[Operation, Entry[Questions]] = attrs.field(factory=dict)
