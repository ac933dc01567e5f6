"""What is known of a calendar: its names, its years, where openings and business dates end; and the errors for it.

What cannot be known (a year past the holidays, an opening that never comes) is an error that names the instant, the
calendar and the horizon.
"""

from __future__ import annotations

from typing import Final, Literal, NoReturn

from contractkit.calendars.definitions import Definition
from contractkit.calendars.endless import stays_after, stays_before
from contractkit.calendars.instants import DAY, to_datetime
from contractkit.calendars.timeline import Timeline
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError

__all__ = ["Knowledge"]

_LONG: Final = 20 * 366 * DAY  # a calendar that was closed so long is asked whether it ever opens again


class Knowledge:
    """What is known of one calendar, found out once.

    Attributes:
        rules: What decides the calendar.
        given: What its owner calls it, or None.
        clock: The wall clock on which answers are said.
        label: What it is called among others: what its owner calls it, or its zone.
        name: What it is called in messages that speak of it alone.
    """

    def __init__(self, rules: Definition, given: str | None = None) -> None:
        self.rules = rules
        self.given = given
        self.clock = rules.clock
        self.label = given or rules.label()
        self.name = self.label if given or self.label.startswith("(") else f"of {self.label}"
        self._known: tuple[int, int] | None = None
        self._bounds: tuple[int, int] | None = None
        self._span: tuple[int, int] | None = None
        self._quiet: dict[tuple[int, str, str], bool] = {}

    @property
    def known_years(self) -> tuple[int, int]:
        """The first and the last year that can be compiled."""
        if self._known is None:
            self._known = self.rules.known_years()
        return self._known

    @property
    def bounds(self) -> tuple[int, int]:
        """The instants between which questions can be answered: `[first, horizon)`."""
        if self._bounds is None:
            self._bounds = self.rules.bounds()
        return self._bounds

    @property
    def opening_span(self) -> tuple[int, int]:
        """The years outside which the calendar never opens; FIRST_YEAR and LAST_YEAR where it always might."""
        if self._span is None:
            self._span = self.rules.opening_span()
        return self._span

    @property
    def date_span(self) -> tuple[int, int]:
        """The years outside which there is no business date; FIRST_YEAR and LAST_YEAR where there might always be."""
        return self.rules.date_span()

    def dates_end(self, side: Literal["after", "before"]) -> bool:
        """Return whether there is a last business date (or a first), and not only a last year that is known."""
        first, last = self.date_span
        if side == "after":
            return last < LAST_YEAR and last <= self.known_years[1]
        return first > FIRST_YEAR and first >= self.known_years[0]

    def opens_no_more(self, timeline: Timeline) -> bool:
        """Return whether nothing opens after a timeline, however far one looks."""
        if self.opening_span[1] <= timeline.years[1]:
            return self.opening_span[1] < LAST_YEAR
        closed_since = int(timeline.closes[-2]) if len(timeline.closes) > 2 else timeline.low
        return timeline.high - closed_since > _LONG and self._stays(timeline.years[1], "closed", "after")

    def opened_not_before(self, timeline: Timeline) -> bool:
        """Return whether nothing was open before a timeline, however far one looks back."""
        if self.opening_span[0] >= timeline.years[0]:
            return self.opening_span[0] > FIRST_YEAR
        closed_until = int(timeline.opens[1]) if len(timeline.opens) > 2 else timeline.high
        return closed_until - timeline.low > _LONG and self._stays(timeline.years[0], "closed", "before")

    def closes_no_more(self, timeline: Timeline) -> bool:
        """Return whether nothing closes after a timeline, however far one looks."""
        if self.rules.never_closes():
            return True
        opened = int(timeline.opens[-2]) if int(timeline.closes[-2]) == timeline.high else timeline.high
        return timeline.high - opened > _LONG and self._stays(timeline.years[1], "open", "after")

    def closed_not_before(self, timeline: Timeline) -> bool:
        """Return whether nothing closed before a timeline, however far one looks back."""
        if self.rules.never_closes():
            return True
        until = int(timeline.closes[1]) if int(timeline.opens[1]) == timeline.low else timeline.low
        return until - timeline.low > _LONG and self._stays(timeline.years[0], "open", "before")

    def _stays(self, year: int, state: Literal["open", "closed"], side: Literal["after", "before"]) -> bool:
        asked = (year, state, side)
        if asked not in self._quiet:
            stays = stays_after if side == "after" else stays_before
            self._quiet[asked] = stays(self.rules, year, state)
        return self._quiet[asked]

    @property
    def day_clock(self) -> ZoneClock:
        """The wall clock on which calendar days and months count.

        Raises:
            UsageError: The calendar has parts in several zones, and nobody said which counts.
        """
        why = self.rules.without_dates()
        if why:
            self._refuse_days(f"{why}, so its days are not defined")
        return self.clock

    def check_days(self) -> None:
        """Refuse a calendar that has no business dates.

        Raises:
            UsageError: It has none.
        """
        why = self.rules.without_days()
        if why:
            self._refuse_days(f"{why}, so its business days are not defined")

    # -- errors ------------------------------------------------------------------------------------------------------

    def said(self, us: int) -> str:
        """Return an instant as messages name it: the calendar's wall clock with its offset."""
        try:
            return to_datetime(us, self.rules.clock.offset_at(us)).isoformat()
        except (OverflowError, ValueError, CalendarHorizonError):
            return f"{us} microseconds since the epoch"

    def _refuse_days(self, why: str) -> NoReturn:
        says = f"the calendar {self.name} {why}; say which count: calendar.with_days(tz=..., days_from=...)"
        raise UsageError(says, calendar=self.name)

    def refuse(self, us: int, row: int = -1) -> NoReturn:
        """Raise the error for a question past the horizon; `row` is its place in an array."""
        first, last = self.known_years
        sources = self.rules.known_from
        if sources:
            says = f"the holidays of the calendar {self.name} ({sources}) are known from {first} to {last}"
            out = "give a holiday source that knows that year"
        else:
            says = f"the calendar {self.name} reaches from the year {first} to {last}"
            out = "no calendar knows more"
        raise CalendarHorizonError(
            f"{says}, and the question{_of_row(row)} reaches {self.said(us)}; {out}",
            calendar=self.name,
            years=(first, last),
            instant=us,
        )

    def refuse_never(self, us: int, what: str = "opening after", row: int = -1) -> NoReturn:
        """Raise the error for a question that finds no opening, or no closing; `row` is its place in an array."""
        first, last = self.known_years
        raise NeverOpenError(
            f"the calendar {self.name} has no {what} {self.said(us)}{_of_row(row)}, "
            f"as far as it is known: {first} to {last}",
            calendar=self.name,
            years=(first, last),
            instant=us,
        )


def _of_row(row: int) -> str:
    return f" of row {row}" if row >= 0 else ""
