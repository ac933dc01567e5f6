"""When a limit is due for a clock that starts at an instant, with nothing paused and nothing relieved.

The instants are those of `Clock` and `evaluate`: the same rulers and the same marks of days, asked for a start alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.units import Unit
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import CalendarDays, Moment, Months

__all__ = ["due_and_until"]


def due_and_until(ruler: Ruler, start: int, columns: Mapping[str, int | None]) -> tuple[int | None, int | None, str]:
    """Return when a limit is used up, the last instant in time, and why nothing is due; empty where something is.

    Args:
        ruler: The limit.
        start: When the clock starts, in microseconds since the epoch.
        columns: The instants that stand in the item, in microseconds; None where one is not known.

    Source: clocks.md rules 25, 26, 32 and 33.
    """
    try:
        if ruler.days is not None:
            due = ruler.limit.calendar.single_start(start, ruler.days).due(ruler.amount)
            return due, due, ""
        if ruler.unit is not Unit.MOMENT:
            return ruler.due(start, ruler.amount), ruler.until(start, ruler.amount), ""
        within = ruler.limit.within
        if isinstance(within, (CalendarDays, Months)):
            due = ruler.limit.calendar.wall_due_us(start, within)
            return due, due, ""
        assert isinstance(within, Moment)
        moment = columns.get(within.field)
    except (CalendarHorizonError, NeverOpenError):
        return None, None, "no-opening"
    return moment, moment, "" if moment is not None else "moment-missing"
