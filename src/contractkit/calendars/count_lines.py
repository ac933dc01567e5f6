"""The lines of a count, one for each date; and fewer of them, by runs of equal dates, by months or by years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

import attrs

from contractkit.calendars.count_words import amount_text, day_text, instant_text, month_text, why_of
from contractkit.calendars.counting import Count, CountedPiece
from contractkit.calendars.instants import DAY, date_of, from_datetime, to_datetime
from contractkit.calendars.zones import zone_clock
from contractkit.quantities.span_texts import counted, time_text

__all__ = ["Line", "few_enough", "lines_of"]

_MOST_LINES: Final = 40
_MOST_NAMES: Final = 12
_EVERY_WEEK: Final = ("outside hours", "no hours on ", "day 0", "day and night")
"""What reasons begin with that say nothing special of their date."""


@attrs.frozen
class Line:
    """What happened on one date, or on several.

    Attributes:
        when: The date or the dates in words.
        says: What counted, or why nothing did.
        first: The first date, in the order of the count.
        last: The last date.
        causes: The reasons why time was skipped, each with its date.
        open_dates: How many dates counted.
        added: The time that was added, or nothing.
        total: The time counted after it, or None for business days.
        numbers: The first and the last business day, or None.
        named: What stood out on dates that did not count, or did in part, where the line sums up many.
    """

    when: str
    says: str
    first: date
    last: date
    causes: tuple[tuple[str, date], ...] = ()
    open_dates: int = 0
    added: timedelta = timedelta()
    total: timedelta | None = None
    numbers: tuple[int, int] | None = None
    named: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The line as the cells of a table: when, what, what it added, the total after it."""
        if self.numbers is not None:
            first, last = self.numbers
            return self.when, self.says, f"day {first}" if first == last else f"days {first} to {last}", ""
        if not self.added or self.total is None:
            return self.when, self.says, "", ""
        return self.when, self.says, amount_text(self.added), amount_text(self.total)


def lines_of(count: Count) -> list[Line]:
    """Return a line for each date that the count touches, in its order."""
    return list(_of_dates(count) if count.dates else _of_pieces(count))


def few_enough(lines: list[Line]) -> list[Line]:
    """Return the lines, or fewer that say the same of runs of equal dates, of months, or of years."""
    if len(lines) <= _MOST_LINES:
        return lines
    runs = [_run(list(group)) for group in _grouped(lines, _alike)]
    if len(runs) <= _MOST_LINES:
        return runs
    first, *middle, last = lines
    for keyed, named in (
        (lambda line: (line.first.year, line.first.month), month_text),
        (lambda line: line.first.year, _year_text),
    ):
        sums = [_sum(named(group[0].first), group) for group in _grouped(middle, _by(keyed))]
        if len(sums) + 2 <= _MOST_LINES:
            return [first, *sums, last]
    return [first, _sum(f"{day_text(middle[0].first)} to {day_text(middle[-1].last)}", middle), last]


# -- one line for each date ------------------------------------------------------------------------------------------


def _of_dates(count: Count) -> Iterator[Line]:
    for day in count.dates:
        when = day_text(day.day)
        if day.number is None or day.mark is None:
            yield Line(when, day.why, day.day, day.day, ((day.why, day.day),))
        else:
            side = "until" if day.number > 0 else "back to"
            ends = f"business day {side} {_clock_or_instant(day.mark, day.day)}"
            yield Line(when, ends, day.day, day.day, (), 1, numbers=(day.number, day.number))


def _clock_or_instant(mark: datetime, day: date) -> str:
    if mark.date() == day:
        return time_text(mark.time())
    midnight = mark.date() == day + timedelta(days=1) and not any(
        (mark.hour, mark.minute, mark.second, mark.microsecond)
    )
    return "24:00" if midnight else instant_text(mark)


def _of_pieces(count: Count) -> Iterator[Line]:
    total = timedelta()
    for day, group in groupby(_by_date(count), key=lambda part: part[0]):
        parts = [part for _, part in group]
        added = sum((part.amount for part in parts), timedelta())
        total += added
        causes = tuple((why, day) for why in dict.fromkeys(part.why for part in parts if part.state == "skipped"))
        hours = _hours(sorted(parts, key=lambda part: from_datetime(part.start)), day, causes)
        says = hours or why_of(why for why, _ in causes)
        yield Line(day_text(day), says, day, day, causes, 1 if hours else 0, added, total)


def _by_date(count: Count) -> Iterator[tuple[date, CountedPiece]]:
    """Yield the pieces cut at local midnights, each with its date; the parts of a piece add up to its amount."""
    if not count.pieces:
        return
    edges = [from_datetime(edge) for edge in (count.start, count.end)]
    offsets = zone_clock(count.zone).around(min(edges) - DAY, max(edges) + DAY)
    sign = -1 if count.end < count.start else 1
    for piece in count.pieces:
        at, end = from_datetime(piece.start), from_datetime(piece.end)
        parts: list[tuple[int, int, int]] = []
        while at < end:
            day = offsets.reading_at(at) // DAY
            stop = min(end, offsets.end_of_date(at))
            parts.append((day, at, stop))
            at = stop
        left = piece.amount
        for row, (day, first, last) in enumerate(parts[::sign]):
            whole = row + 1 == len(parts) or piece.state == "skipped"
            amount = left if whole else timedelta(microseconds=sign * (last - first))
            left -= amount
            edges_said = (to_datetime(us, offsets.offset_at(us)) for us in (first, last))
            start, stop_at = edges_said
            yield date_of(day), attrs.evolve(piece, start=start, end=stop_at, amount=amount)


def _hours(parts: list[CountedPiece], day: date, causes: tuple[tuple[str, date], ...]) -> str:
    """Return the hours of a date that counted, with what was special about it; empty where none did."""
    open_parts = [part for part in parts if part.state == "counted"]
    if not open_parts:
        return ""
    said = ", ".join(f"{time_text(part.start.time())}-{_end_text(part.end, day)}" for part in open_parts)
    notes = [why for why, _ in causes if not why.startswith(_EVERY_WEEK)]
    change = parts[-1].end.utcoffset() or timedelta()
    change -= parts[0].start.utcoffset() or timedelta()
    if change:
        notes.append(f"the clocks go {'forward' if change > timedelta() else 'back'} by {amount_text(abs(change))}")
    return f"{said} ({'; '.join(notes)})" if notes else said


def _end_text(end: datetime, day: date) -> str:
    return "24:00" if end.date() != day else time_text(end.time())


# -- fewer lines -----------------------------------------------------------------------------------------------------


def _grouped(lines: list[Line], alike: Callable[[Line, Line], bool]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not alike(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _by(key: Callable[[Line], object]) -> Callable[[Line, Line], bool]:
    return lambda one, other: key(one) == key(other)


def _alike(one: Line, other: Line) -> bool:
    if one.open_dates and other.open_dates:
        return one.says == other.says and one.added == other.added
    return not one.open_dates and not other.open_dates


def _joined(when: str, says: str, lines: list[Line]) -> Line:
    numbers = [number for line in lines if line.numbers for number in line.numbers]
    return Line(
        when,
        says,
        lines[0].first,
        lines[-1].last,
        tuple(cause for line in lines for cause in line.causes),
        sum(line.open_dates for line in lines),
        sum((line.added for line in lines), timedelta()),
        lines[-1].total,
        (numbers[0], numbers[-1]) if numbers else None,
    )


def _run(lines: list[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    when, n, says = f"{day_text(lines[0].first)} to {day_text(lines[-1].last)}", len(lines), lines[0].says
    if not lines[0].open_dates:
        return _joined(when, why_of(why for line in lines for why, _ in line.causes), lines)
    if lines[0].numbers:
        return _joined(when, f"{n} business days{says.removeprefix('business day')}", lines)
    return _joined(when, f"{n} dates of {says}", lines)


def _sum(when: str, lines: list[Line]) -> Line:
    names: dict[str, list[date]] = {}
    for line in lines:
        for why, day in line.causes:
            if not _says_nothing(why):
                names.setdefault(why, []).append(day)
    listed = [
        f"{why} ({_short(days[0]) if len(days) == 1 else f'{len(days)} dates'})"
        for why, days in list(names.items())[:_MOST_NAMES]
    ]
    more = [f"and {len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    dates = sum(line.open_dates for line in lines)
    says = counted(dates, "business day" if any(line.numbers for line in lines) else "date")
    return attrs.evolve(_joined(when, says, lines), named=", ".join(listed + more))


def _says_nothing(why: str) -> bool:
    """Return whether a reason, of each calendar where several are combined, is only that of every week."""
    return all(one.rsplit(": ", 1)[-1].startswith(_EVERY_WEEK) for one in why.split("; "))


def _short(day: date) -> str:
    return day_text(day).rsplit(" ", 1)[0]


def _year_text(day: date) -> str:
    return str(day.year)
