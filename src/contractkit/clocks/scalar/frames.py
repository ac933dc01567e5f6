"""One start of a clock, and what follows from the start alone: the marks of its days, and the moments it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from contractkit.calendars.single_day import SingleStart
from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.plan import Plan
from contractkit.quantities.spans import CalendarDays, Moment, Months

__all__ = ["Frame"]


class Frame:
    """What stays the same for one start of a clock.

    Attributes:
        plan: The line's plan.
        started: When the clock started.
        known: The relief.
        columns: The instants in the item's columns; None where one is missing.
    """

    __slots__ = ("_marks", "_named", "columns", "known", "plan", "started")

    def __init__(self, plan: Plan, started: int, known: Known, columns: Mapping[str, int | None]) -> None:
        self.plan = plan
        self.started = started
        self.known = known
        self.columns = columns
        self._marks: dict[int, SingleStart] = {}
        self._named: dict[int, int | None] = {}

    def marks(self, limit: int) -> SingleStart:
        """Return the business days of a limit, from the start of the clock."""
        ruler = self.plan.rulers[limit]
        marks = self._marks.get(ruler.policy)
        if marks is None:
            assert ruler.days is not None
            marks = self._marks[ruler.policy] = ruler.limit.calendar.single_start(self.started, ruler.days)
        return marks

    def day_due(self, limit: int, index: int) -> int:
        """Return where tick `index` of a limit lands; 0 is the effective start."""
        return self.marks(limit).due(index)

    def lands(self, limit: int) -> bool:
        """Return whether a limit moves marks that are closed to the next opening."""
        days = self.plan.rulers[limit].days
        return days is not None and days.landing == "next-opening"

    def landing(self, limit: int, at: int) -> int:
        """Return an instant as a due lands there."""
        if not self.lands(limit):
            return at
        axis = self.plan.rulers[limit].limit.calendar.axis_us.plain
        opens, closes, _ = axis.covering(at).lists
        return axis.next_open_one(at) if at > closes[bisect_right(opens, at) - 1] else at

    def moment(self, limit: int) -> int | None:
        """Return the instant that a limit names, None where its column has none."""
        if limit not in self._named:
            ruler = self.plan.rulers[limit]
            match ruler.limit.within:
                case CalendarDays() | Months() as within:
                    self._named[limit] = ruler.limit.calendar.wall_due_us(self.started, within)
                case Moment(field):
                    self._named[limit] = self.columns.get(field)
                case _:
                    raise AssertionError("only calendar days, months and columns name moments")
        return self._named[limit]

    def excuses(self, limit: int, start: int, end: int) -> bool:
        """Return whether relief of extent whole covers an open instant of `[start, end)`.

        Source: clocks.md rule 23.
        """
        opens = self.plan.rulers[limit].opens
        for begin, until in self.known.wholes:
            first, last = max(begin, start), min(until, end)
            if first < last and opens(first, last):
                return True
        return False
