"""Which occasions of a schedule are due in a stretch of dates, and on which date each is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from contractkit.duties.counting import Counting, Counts, NoDate
from contractkit.duties.occasions import Occasion, Schedule

__all__ = ["between", "dated", "due_instant"]


def between(
    schedule: Schedule, counting: Counts, first: date, last: date, gaps: dict[str, NoDate]
) -> Iterator[tuple[Occasion, date]]:
    """Yield the occasions whose due date lies in ``[first, last]``, in order, each with that date.

    Due dates never run against the order of the occasions, so those of a stretch are found from the nearest one.

    Args:
        schedule: The occasions.
        counting: How the due date is counted from each.
        first: The first due date.
        last: The last due date.
        gaps: Takes the label of each occasion in the stretch whose date nobody can say, with the reason.
    """
    number = schedule.number_of(counting.base_near(first))
    while (due := _due(schedule, counting, number - 1)) is not None and due >= first:
        number -= 1
    while True:
        occasion = schedule.at(number)
        if occasion is None:
            return
        number += 1
        if not occasion.label:
            if counting.date_near(occasion.base) > last:
                return
            continue
        try:
            due = dated(occasion, counting)
        except NoDate as gap:
            about = counting.date_near(occasion.base)
            if about > last:
                return
            if about >= first:
                gaps[occasion.label] = gap
            continue
        if due > last:
            return
        if due >= first:
            yield occasion, due


def dated(occasion: Occasion, counting: Counts) -> date:
    """Return the date by which something is due; of an instant its date where it was counted from.

    Raises:
        NoDate: Nobody can say it.
    """
    instant = due_instant(occasion, counting)
    return counting.date_from(occasion.base) if instant is None else instant.date()


def due_instant(occasion: Occasion, counting: Counts) -> datetime | None:
    """Return the instant by which something is due, in the zone of the occasion's own; None where only dates count.

    Raises:
        NoDate: Nobody can say it.
    """
    if occasion.start is None or not isinstance(counting, Counting):
        return None
    due = counting.instant_from(occasion.start)
    return None if due is None else due.astimezone(occasion.start.tzinfo)


def _due(schedule: Schedule, counting: Counts, number: int) -> date | None:
    """Return the due date of one occasion; None where there is none, or nobody can say it: looking back ends there."""
    occasion = schedule.at(number)
    try:
        return None if occasion is None else dated(occasion, counting)
    except NoDate:
        return None
