"""What everybody is asked: one office, its holidays, fifty calendars, and random questions of a fixed seed.

The office works Monday to Friday 09:00-12:00 and 13:00-17:30 in Amsterdam, with the Dutch public holidays of 2020 to
2030 and Good Friday. All instants are int64 microseconds since the epoch; questions fall on whole seconds, as some
rivals drop what is finer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import numpy.typing as npt

__all__ = [
    "FIFTY",
    "HOLIDAYS",
    "OFFICE",
    "SPANS",
    "DateQuestions",
    "Ints",
    "Office",
    "Questions",
    "SpanName",
    "date_questions",
    "datetimes",
    "questions",
    "rows_missing",
]

Ints = npt.NDArray[np.int64]
SpanName = Literal["hour", "fortnight", "six years"]

SECOND: Final = 1_000_000
HOUR: Final = 3600
DAY: Final = 24 * HOUR
SEED: Final = 1
_BLOCK: Final = 1 << 20
NAT: Final = np.iinfo(np.int64).min


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous computus, Nature, 1876)."""
    century, golden = year // 100, year % 19
    leaps, solar = century // 4, (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - solar + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    months, days = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, months, days + 1)


def _dutch(year: int) -> Iterator[date]:
    sunday = easter(year)
    yield from (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    yield from (sunday + timedelta(days) for days in (-2, 0, 1, 39, 49, 50))
    kings_day = date(year, 4, 27)
    yield kings_day if kings_day.isoweekday() != 7 else date(year, 4, 26)
    if year % 5 == 0:
        yield date(year, 5, 5)


HOLIDAYS: Final = tuple(sorted({day for year in range(2020, 2031) for day in _dutch(year)}))


@attrs.frozen
class Office:
    """Working hours that every rival can express: the same pieces on some days of the week, and closed dates.

    Attributes:
        zone: The zone on whose clocks the hours are read.
        days: Days of the week, Monday is 0.
        pieces: Hours `[from, to)` within a date.
        closed: Dates on which nobody works.
    """

    zone: str
    days: tuple[int, ...]
    pieces: tuple[tuple[time, time], ...]
    closed: tuple[date, ...]

    @property
    def tz(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)


_DAY_SHIFT = ((time(9), time(12)), (time(13), time(17, 30)))
OFFICE: Final = Office("Europe/Amsterdam", (0, 1, 2, 3, 4), _DAY_SHIFT, HOLIDAYS)

_ZONES = (
    *("Europe/Amsterdam", "Europe/London", "Europe/Helsinki", "America/New_York", "America/Los_Angeles"),
    *("America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Africa/Johannesburg"),
)
_WEEKS = (
    ((0, 1, 2, 3, 4), _DAY_SHIFT),
    ((0, 1, 2, 3, 4), ((time(8), time(17)),)),
    ((0, 1, 2, 3, 4, 5), ((time(7), time(19)),)),
    ((6, 0, 1, 2, 3), ((time(9), time(18)),)),
    ((0, 1, 2, 3, 4, 5, 6), ((time(6), time(14)), (time(14, 30), time(22)))),
)
FIFTY: Final = tuple(Office(zone, days, pieces, HOLIDAYS) for zone in _ZONES for days, pieces in _WEEKS)


@attrs.frozen
class Span:
    """How far questions reach: starts, working time allowed, and wall-clock distance of the end, in seconds."""

    label: str
    starts: tuple[datetime, datetime]
    allowed: tuple[int, int]
    apart: tuple[int, int]


_EARLY = (datetime(2021, 1, 1, tzinfo=OFFICE.tz), datetime(2023, 7, 1, tzinfo=OFFICE.tz))
SPANS: Final[dict[SpanName, Span]] = {
    "hour": Span("half an hour to 90 minutes", _EARLY, (HOUR // 2, 3 * HOUR // 2), (HOUR // 2, 3 * HOUR // 2)),
    "fortnight": Span(
        "1 to 75 working hours, ends up to 14 days later",
        (datetime(2021, 1, 1, tzinfo=OFFICE.tz), datetime(2029, 1, 1, tzinfo=OFFICE.tz)),
        (HOUR, 75 * HOUR),
        (HOUR, 14 * DAY),
    ),
    "six years": Span("about six years", _EARLY, (10_300 * HOUR, 11_300 * HOUR), (2080 * DAY, 2300 * DAY)),
}


@attrs.frozen(eq=False)
class Questions:
    """Rows of one span: start and allowed working time (when is it due?), start and end (how much has passed?)."""

    span: SpanName
    starts: Ints
    allowed: Ints
    ends: Ints
    codes: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def first(self, rows: int) -> Questions:
        """Return the first rows."""
        return attrs.evolve(
            self,
            starts=self.starts[:rows],
            allowed=self.allowed[:rows],
            ends=self.ends[:rows],
            codes=self.codes[:rows],
        )

    def take(self, rows: Ints) -> Questions:
        """Return some rows."""
        return attrs.evolve(
            self, starts=self.starts[rows], allowed=self.allowed[rows], ends=self.ends[rows], codes=self.codes[rows]
        )


def questions(span: SpanName, rows: int) -> Questions:
    """Return random questions of a fixed seed; they are filled in blocks, so that making them leaves no peak behind."""
    asked = SPANS[span]
    low, high = (round(edge.timestamp()) for edge in asked.starts)
    random = np.random.default_rng([SEED, list(SPANS).index(span)])
    found = Questions(span, *(np.empty(rows, np.int64) for _ in range(4)))
    for at in range(0, rows, _BLOCK):
        part = slice(at, min(at + _BLOCK, rows))
        size = part.stop - at
        found.starts[part] = random.integers(low, high, size) * SECOND
        found.allowed[part] = random.integers(asked.allowed[0], asked.allowed[1] + 1, size) * SECOND
        found.ends[part] = random.integers(asked.apart[0], asked.apart[1] + 1, size) * SECOND
        found.ends[part] += found.starts[part]
        found.codes[part] = random.integers(0, len(FIFTY), size)
    return found


def rows_missing(asked: Questions) -> Questions:
    """Return the questions with every hundredth start, and every hundredth amount and end, missing."""
    starts, allowed, ends = asked.starts.copy(), asked.allowed.copy(), asked.ends.copy()
    starts[::100], allowed[50::100], ends[50::100] = NAT, NAT, NAT
    return attrs.evolve(asked, starts=starts, allowed=allowed, ends=ends)


def datetimes(us: Ints, tz: ZoneInfo) -> list[datetime]:
    """Return instants as aware datetimes of a zone."""
    return [datetime.fromtimestamp(second, tz) for second in (us // SECOND).tolist()]


@attrs.frozen(eq=False)
class DateQuestions:
    """Rows of whole business days: a date and how many days later, a date and an end; days since the epoch."""

    starts: Ints
    counts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def first(self, rows: int) -> DateQuestions:
        """Return the first rows."""
        return DateQuestions(self.starts[:rows], self.counts[:rows], self.ends[:rows])

    def take(self, rows: Ints) -> DateQuestions:
        """Return some rows."""
        return DateQuestions(self.starts[rows], self.counts[rows], self.ends[rows])


def date_questions(rows: int) -> DateQuestions:
    """Return random dates of 2021 to 2028 with 1 to 10 business days, and ends up to 14 days later."""
    random = np.random.default_rng([SEED, 99])
    low, high = (int(np.datetime64(day, "D").astype(np.int64)) for day in ("2021-01-01", "2029-01-01"))
    starts = random.integers(low, high, rows)
    return DateQuestions(starts, random.integers(1, 11, rows), starts + random.integers(0, 15, rows))
