"""Business days counted back: the mirror image of counting on, by hand."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import attrs
import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.instants import MISSING, from_datetime
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, NO_VALUE, OK
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import BusinessDays

OFFICE = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-12:00 and 13:00-17:00"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-01-{text}").replace(tzinfo=UTC)


# Friday 2, Monday 5, Tuesday 6, Wednesday 7, Thursday 8 January 2026
POLICIES: list[tuple[str, int, str, BusinessDays]] = [
    ("08T10:00", -1, "07T09:00", BusinessDays(0)),
    ("08T10:00", -3, "05T09:00", BusinessDays(0)),
    ("08T10:00", -4, "02T09:00", BusinessDays(0)),
    # a start outside hours goes back to the closing before it, also over lunch and over the weekend
    ("08T12:30", -1, "07T12:00", BusinessDays(0, ends="same-time")),
    ("08T08:59", -1, "06T17:00", BusinessDays(0, ends="same-time")),
    ("05T08:00", -1, "01T17:00", BusinessDays(0, ends="same-time")),
    # a start exactly at an opening or a closing is not outside
    ("08T09:00", -1, "07T09:00", BusinessDays(0, ends="same-time")),
    ("08T17:00", -1, "07T17:00", BusinessDays(0, ends="same-time")),
    # where the time of day is kept, only a closed date moves, back to the business date before
    ("08T18:00", -1, "07T18:00", BusinessDays(0, outside="keep-time", ends="same-time")),
    ("04T10:00", -1, "01T10:00", BusinessDays(0, outside="keep-time", ends="same-time")),
    # earlier than the cut-off it is the business date before, from its close
    ("08T10:59", -1, "06T17:00", BusinessDays(0, cut_off=time(11), ends="same-time")),
    ("08T11:00", -1, "07T11:00", BusinessDays(0, cut_off=time(11), ends="same-time")),
    ("08T11:00", -1, "06T17:00", BusinessDays(0, cut_off=time(11), at_cut_off="late", ends="same-time")),
    ("08T10:59", -1, "06T15:30", BusinessDays(0, cut_off=time(11), restart=time(15, 30), ends="same-time")),
    # from the start's own date, if it began before the start
    ("08T10:00", -1, "08T09:00", BusinessDays(0, counting="from-start")),
    ("08T09:00", -1, "07T09:00", BusinessDays(0, counting="from-start")),
    ("08T10:00", -2, "07T09:00", BusinessDays(0, counting="from-start")),
    # a date ends, looking back, where it begins
    ("08T10:00", -1, "07T00:00", BusinessDays(0, ends="end-of-day")),
    ("08T10:00", -1, "07T15:00", BusinessDays(0, ends=time(15))),
    # a closed mark lands on the closing before it
    ("08T10:00", -1, "07T12:00", BusinessDays(0, ends=time(12, 30), landing="next-opening")),
    ("08T10:00", -1, "06T17:00", BusinessDays(0, ends=time(8), landing="next-opening")),
    ("08T10:00", -1, "07T09:00", BusinessDays(0, ends=time(9), landing="next-opening")),
    ("08T10:00", -1, "07T17:00", BusinessDays(0, ends=time(17), landing="next-opening")),
]


def with_n(policy: BusinessDays, n: int) -> BusinessDays:
    return attrs.evolve(policy, n=n)


class TestDueAt:
    """Every step of the policy is taken the other way round."""

    @pytest.mark.parametrize(("start", "n", "due", "policy"), POLICIES)
    def test_each_step_is_mirrored(self, start: str, n: int, due: str, policy: BusinessDays) -> None:
        assert OFFICE.due_at(at(start), with_n(policy, n)) == at(due)

    @pytest.mark.parametrize(("start", "n", "due", "policy"), POLICIES)
    def test_arrays_too_beside_rows_that_count_on(self, start: str, n: int, due: str, policy: BusinessDays) -> None:
        starts = np.array([from_datetime(at(start))] * 3 + [MISSING], np.int64)
        found, status = OFFICE.day_axis(starts, policy).due(np.array([n, 1, 0, n]), "mark")
        assert status.tolist() == [OK, OK, OK, NO_VALUE]
        forward, zero = (from_datetime(OFFICE.due_at(at(start), with_n(policy, many))) for many in (1, 0))
        assert found.tolist() == [from_datetime(at(due)), forward, zero, MISSING]

    def test_hours_to_midnight_belong_to_the_date_that_they_close(self) -> None:
        late = BusinessCalendar(tz="UTC", week={"mon-fri": "12:00-24:00"})
        saturday = at("03T10:00")
        assert late.due_at(saturday, BusinessDays(-1, ends="same-time")) == at("02T00:00")  # Thursday 24:00
        assert late.due_at(saturday, BusinessDays(-1)) == at("01T12:00")  # Friday is day 0

    def test_on_a_calendar_that_never_closes_a_midnight_closes_the_date_before(self) -> None:
        always = BusinessCalendar(tz="UTC", week={"mon-sun": "00:00-24:00"})
        assert always.due_at(at("06T00:00"), BusinessDays(-1)) == at("04T00:00")  # Monday is day 0, Sunday opens then
        assert always.due_at(at("06T00:00") + timedelta(microseconds=1), BusinessDays(-1)) == at("05T00:00")

    def test_before_the_first_opening_there_is_none(self) -> None:
        once = BusinessCalendar(tz="UTC", week={}, exceptions={at("08T00:00").date(): "09:00-17:00"})
        with pytest.raises(NeverOpenError):
            once.due_at(at("08T10:00"), BusinessDays(-1))
        with pytest.raises(NeverOpenError):
            once.due_at(at("08T08:00"), BusinessDays(-1))
        assert once.due_at(at("08T10:00"), BusinessDays(-1, counting="from-start")) == at("08T09:00")
        found, status = once.day_axis(np.array([from_datetime(at("08T10:00"))]), BusinessDays(-1)).due(-1, "mark")
        assert (found.tolist(), status.tolist()) == ([MISSING], [NEVER_OPEN])

    def test_before_the_years_that_are_known_nothing_is_answered(self) -> None:
        dutch = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
        first = datetime(dutch.years[0], 1, 5, 12, tzinfo=UTC)
        with pytest.raises(CalendarHorizonError):
            dutch.due_at(first, BusinessDays(-20))
        found, status = dutch.day_axis(np.array([from_datetime(first)]), BusinessDays(-20)).due(-20, "mark")
        assert (found.tolist(), status.tolist()) == ([MISSING], [BEYOND_HORIZON])
