"""Questions drawn at the edges of a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months
from contractkit.testing import operations as ops
from contractkit.testing.asking import Question
from contractkit.testing.business_time import SlowDates
from contractkit.testing.drawing import Chooser
from contractkit.testing.edges import Edges
from contractkit.testing.wall_clocks import DAY

__all__ = ["QuestionDrawer", "draw_policy"]

_TIMES = (time(0), time(0, 15), time(1), time(2, 30), time(8, 30), time(12), time(17), time(23, 59, 59, 999_999))


def draw_policy(chooser: Chooser, times: Sequence[time] = _TIMES) -> BusinessDays:
    """Draw the policy of a target in business days.

    Args:
        chooser: What chooses.
        times: Times of day at which a cut-off, a restart or the end of a day may lie.
    """
    ends = ("close-of-business", "close-of-business", "same-time", "end-of-day", chooser.choice(times))
    parts: dict[str, Any] = {
        "outside": chooser.choice(("next-opening", "keep-time")),
        "cut_off": chooser.choice((None, chooser.choice(times))),
        "at_cut_off": chooser.choice(("in-time", "late")),
        "restart": chooser.choice((None, chooser.choice(times))),
        "counting": chooser.choice(("after-start", "from-start")),
        "ends": chooser.choice(ends),
        "landing": chooser.choice(("keep", "next-opening")),
    }
    return BusinessDays(0, **parts)


class QuestionDrawer:
    """Draws questions to one calendar, with few policies, so that many questions fit into one array.

    Args:
        chooser: What chooses.
        edges: The edges of the calendar.
    """

    def __init__(self, chooser: Chooser, edges: Edges) -> None:
        self.chooser, self.edges = chooser, edges
        times = (*_TIMES, *(edges.reading(chooser) for _ in _TIMES))
        self._policies = [draw_policy(chooser, times) for _ in range(2)]
        self._spans = [self._span() for _ in range(3)]
        self._draws: list[Callable[[], Question]] = [
            *([self._next, self._elapsed, self._elapsed, self._limit, self._limit, self._limit] * 2),
            self._later,
            self._pieces,
        ]
        if isinstance(edges.slow, SlowDates):
            self._draws += [self._days, self._days, self._days, self._ended, self._date, self._date, self._count]

    def question(self) -> Question:
        """Draw a question."""
        return self.chooser.choice(self._draws)()

    def _instant(self) -> int:
        return self.edges.instant(self.chooser)

    def _next(self) -> Question:
        return Question(self.chooser.choice((ops.IS_OPEN, *ops.NEXT)), (self._instant(),))

    def _elapsed(self) -> Question:
        return Question(ops.ELAPSED, (self._instant(), self._instant()))

    def _pieces(self) -> Question:
        start, end = sorted((self._instant(), self._instant()))
        return Question(ops.INTERVALS, (start, min(end, start + 12 * DAY)))

    def _limit(self) -> Question:
        start = self._instant()
        operation = self.chooser.choice((ops.DUE, ops.DUE, ops.DUE_NEXT_OPEN, ops.UNTIL))
        return Question(operation, (start, self.edges.amount(self.chooser, start)))

    def _days(self) -> Question:
        n = self.chooser.choice((0, 1, 1, 2, 3, 5, -1, -2))
        return Question(ops.BUSINESS_DAYS, (self._instant(), n), self.chooser.choice(self._policies))

    def _ended(self) -> Question:
        return Question(ops.DAYS_ENDED, (self._instant(), self._instant()), self.chooser.choice(self._policies))

    def _later(self) -> Question:
        return Question(ops.CLOCK, (self._instant(),), self.chooser.choice(self._spans))

    def _span(self) -> CalendarDays | Months | ElapsedTime:
        n = self.chooser.randint(-3, 3)
        slow = self.edges.slow
        if not isinstance(slow, SlowDates) and len({part.clock.zone for part in slow.parts}) > 1:
            return ElapsedTime(n)  # dates do not count where nobody said in which zone
        spans: tuple[CalendarDays | Months | ElapsedTime, ...] = (
            CalendarDays(n),
            CalendarDays(n, "end-of-day"),
            Months(n),
            ElapsedTime(n),
        )
        return self.chooser.choice(spans)

    def _date(self) -> Question:
        day, kind = self.edges.day(self.chooser), self.chooser.randint(0, 3)
        if kind == 0:
            return Question(ops.IS_BUSINESS_DAY, (day,))
        if kind == 1:
            return Question(ops.ROLL, (day,), self.chooser.choice(ops.ROLLS))
        return Question(ops.ADD_DAYS, (day, self.chooser.choice((0, 1, -1, 2, -2, 5, -5))))

    def _count(self) -> Question:
        return Question(ops.COUNT_DAYS, (self.edges.day(self.chooser), self.edges.day(self.chooser)))
