"""A count as a text to read aloud to somebody who disputes a due time."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from contractkit.calendars.count_lines import Line, few_enough, lines_of
from contractkit.calendars.count_words import amount_text, instant_text
from contractkit.calendars.counting import Count
from contractkit.quantities.spans import ElapsedTime, WorkingTime

__all__ = ["told"]

_WIDTH: Final = 110


def told(count: Count) -> str:
    """Return a count as a text of several lines, without a line break at its end.

    It names the question, the calendar, the conventions that were applied, each date with what counted on it and the
    total after it, and the answer. Counts of more than 40 dates are told by runs of equal dates, by months or by years.
    """
    return "\n".join(
        [
            _heading(count),
            _calendar(count),
            *(f"  {step.convention}: {step.says}" for step in count.steps),
            *_table(few_enough(lines_of(count))),
            *_ending(count),
        ]
    )


def _table(lines: list[Line]) -> Iterator[str]:
    widths = [max((len(line.cells[column]) for line in lines), default=0) for column in range(3)]
    for line in lines:
        yield "  " + "  ".join((*map(str.ljust, line.cells[:3], widths), line.cells[3])).rstrip()
        if line.named:
            yield from wrap(f"not counted: {line.named}", _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _calendar(count: Count) -> str:
    if isinstance(count.within, ElapsedTime):
        return f"day and night, by the clocks of {count.zone}"
    return f"on the calendar {count.calendar}, by the clocks of {count.zone}"


def _heading(count: Count) -> str:
    if count.within is None:
        return f"working time from {instant_text(count.start)} to {instant_text(count.end)}"
    of = " of working time" if isinstance(count.within, WorkingTime) else ""
    return f"{count.within}{of} from {instant_text(count.start)}"


def _ending(count: Count) -> Iterator[str]:
    if count.within is None:
        yield f"{amount_text(count.total)} counted"
        return
    yield f"due {instant_text(count.end)}"
    if count.in_time_until is not None and count.in_time_until != count.end:
        yield f"in time until {instant_text(count.in_time_until)}, as no working time passes in between"
