"""Hypothesis strategies for calendars and instants that aim at the edges. Needs hypothesis, as the test extra does.

Uniform draws find nothing in calendars: what goes wrong goes wrong at openings, closings, midnights, in skipped and
repeated hours, on the eves of closed dates, and a microsecond beside each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import pairwise

import attrs
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar
from contractkit.testing.business_time import Slot, SlowCalendar

__all__ = ["CalendarSpec", "calendar_specs", "edge_instants", "working_amounts"]

_SLOT = 15 * 60 * 1_000_000
_HALF_WINDOW = timedelta(days=24)

ANCHORS = (
    ("Europe/Amsterdam", date(2026, 3, 29)),
    ("Europe/Amsterdam", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Chatham", date(2026, 4, 5)),
    ("Pacific/Chatham", date(2026, 9, 27)),
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight itself is skipped
    ("America/Havana", date(2026, 11, 1)),  # midnight itself is repeated
    ("Pacific/Apia", date(2011, 12, 30)),  # a whole date is skipped
    ("UTC", date(2028, 2, 29)),
)
"""Zones with a date at which their clocks change."""

_WEEKS: tuple[Mapping[str, str], ...] = (
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"),
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-12:00 and 13:00-17:30"),
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "22:00-06:00"),
    {"fri": "22:00-06:00", "sat": "20:00-02:30", "sun": "02:15-02:45"},
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00"),
    dict.fromkeys(("mon", "wed", "fri", "sun"), "00:00-24:00"),
    {"sat": "23:00-24:00", "sun": "00:00-01:00 and 02:00-03:00 and 23:30-24:00", "mon": "00:00-00:15"},
    {"sun": "01:00-02:00", "mon": "08:30-17:00", "thu": "18:00-17:45"},
    {"thu": "00:15-00:00", "fri": "00:00-00:30", "tue": "10:00-10:15"},
)
_DAY_HOURS = ("closed", "10:00-12:00", "22:00-02:00", "00:00-24:00", "01:30-02:30 and 23:45-00:15", "20:00-19:45")


@attrs.frozen
class CalendarSpec:
    """A calendar as plain data, from which the fast and the slow one are made.

    Attributes:
        zone: The IANA zone.
        anchor: The date around which things happen.
        week: Hours by day.
        closed: Closed dates.
        exceptions: Dates with hours of their own.
        closures: Stretches taken away, in microseconds.
        openings: Stretches added, in microseconds.
    """

    zone: str
    anchor: date
    week: Mapping[str, str]
    closed: tuple[date, ...]
    exceptions: Mapping[date, str]
    closures: tuple[tuple[int, int], ...]
    openings: tuple[tuple[int, int], ...]

    def fast(self) -> BusinessCalendar:
        """Return the calendar under test; half of its closed dates are given as holidays."""
        return BusinessCalendar(
            tz=self.zone,
            week=self.week,
            holidays=self.closed[::2],
            closed=self.closed[1::2],
            exceptions=self.exceptions,
            closures=[(_aware(start), _aware(end)) for start, end in self.closures],
            openings=[(_aware(start), _aware(end)) for start, end in self.openings],
        )

    def slow(self) -> SlowCalendar:
        """Return the calendar that it is checked against."""
        return SlowCalendar(
            self.zone,
            self.week,
            (self.anchor - _HALF_WINDOW, self.anchor + _HALF_WINDOW),
            self.closed,
            self.exceptions,
            self.closures,
            self.openings,
        )


def _aware(us: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=us)  # noqa: UP017


@st.composite
def calendar_specs(draw: st.DrawFn) -> CalendarSpec:
    """Draw a calendar whose special dates lie around a change of its zone's clocks."""
    zone, anchor = draw(st.sampled_from(ANCHORS))
    near = st.integers(-4, 4).map(lambda days: anchor + timedelta(days=days))
    slots = st.tuples(st.integers(-4 * 96, 4 * 96), st.integers(1, 120))
    base = (anchor - date(1970, 1, 1)).days * 96

    def stretch(slot: tuple[int, int]) -> tuple[int, int]:
        return (base + slot[0]) * _SLOT, (base + slot[0] + slot[1]) * _SLOT

    return CalendarSpec(
        zone,
        anchor,
        draw(st.sampled_from(_WEEKS)),
        tuple(sorted(draw(st.sets(near, max_size=3)))),
        draw(st.dictionaries(near, st.sampled_from(_DAY_HOURS), max_size=2)),
        tuple(draw(st.lists(slots.map(stretch), max_size=1))),
        tuple(draw(st.lists(slots.map(stretch), max_size=1))),
    )


def edge_instants(slow: SlowCalendar, spec: CalendarSpec, days: int = 6) -> st.SearchStrategy[int]:
    """Return a strategy for instants at, or a microsecond beside, the edges around the anchor; some anywhere.

    Edges are openings, closings, midnights and the starts and ends of what the clocks skip or repeat.
    """
    middle = (spec.anchor - date(1970, 1, 1)).days * 96 * _SLOT
    low, high = middle - days * 96 * _SLOT, middle + days * 96 * _SLOT
    edges = {edge for edge, _ in slow.edges}
    edges |= _clock_edges(slow.slots)
    near = sorted(edge for edge in edges if low <= edge <= high)
    at_edges = st.tuples(st.sampled_from(near), st.sampled_from((0, 0, 0, -1, 1, -_SLOT, _SLOT // 2))).map(sum)
    return at_edges | at_edges | st.integers(low, high)


def working_amounts(slow: SlowCalendar, instants: st.SearchStrategy[int]) -> st.SearchStrategy[int]:
    """Return a strategy for amounts of working time: zero, what lies between two edges, and a microsecond beside it."""
    between = st.tuples(instants, instants, st.sampled_from((0, 0, -1, 1))).map(
        lambda drawn: slow.elapsed(drawn[0], drawn[1]) + drawn[2]
    )
    return st.sampled_from((0, 1, -1, 3_600_000_000, -3_600_000_000)) | between | between


@lru_cache(maxsize=64)
def _clock_edges(slots: tuple[Slot, ...]) -> frozenset[int]:
    """Return the midnights, and the starts and ends of what the clocks skip or repeat."""
    edges: set[int] = set()
    for before, after in pairwise(slots):
        shown = (after.day - before.day).days * 96 * _SLOT + after.at - before.at
        if after.day != before.day or shown != _SLOT:
            edges |= {after.us, after.us - shown + _SLOT, after.us + shown - _SLOT}
    return frozenset(edges)
