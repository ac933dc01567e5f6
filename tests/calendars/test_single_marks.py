"""The ticks of business days from one start, on plain integers and in arrays: two implementations, one answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import BusinessDays

OFFICE = BusinessCalendar(
    tz="Europe/Amsterdam",
    week={"mon-fri": "09:00-17:00"},
    closed=[date(2026, 3, 27)],
    exceptions={date(2026, 3, 28): "10:00-12:00"},
)
NIGHT = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "22:00-06:00"})
SUNDAY = BusinessCalendar(tz="America/Santiago", week={"sun": "00:00-03:00"})
ONCE = BusinessCalendar(tz="Europe/Amsterdam", week={}, exceptions={date(2026, 3, 26): "09:00-17:00"})
MON_2026_03_23 = int(datetime(2026, 3, 23, tzinfo=UTC).timestamp()) * 1_000_000
HOUR = 3_600_000_000

instants = st.builds(
    lambda hours, more: MON_2026_03_23 + hours * HOUR + more,
    st.integers(-24, 24 * 20),
    st.sampled_from((0, 0, 0, 1, -1)),
)
policies = st.builds(
    BusinessDays,
    n=st.just(1),
    outside=st.sampled_from(("next-opening", "keep-time")),
    cut_off=st.sampled_from((None, None, time(15), time(2, 30))),
    counting=st.sampled_from(("after-start", "from-start")),
    ends=st.sampled_from(("close-of-business", "same-time", "end-of-day", time(2, 30), time(17))),
)


class TestMarks:
    @settings(max_examples=400, deadline=None)
    @given(st.sampled_from((OFFICE, NIGHT, SUNDAY, ONCE)), instants, instants, policies)
    def test_as_many_lie_before_an_instant(self, calendar, start, us, days) -> None:
        axis = calendar.day_axis(np.array([start]), days)
        try:
            single = calendar.single_start(start, days)
        except (CalendarHorizonError, NeverOpenError):
            assert axis.status[0] != 0
            return
        assert axis.status[0] == 0
        count = int(axis.marks_before(np.array([us]))[0])
        assert single.marks_before(us) == count
        if count:
            day, mark = single.tick(count)
            assert mark < us
            assert single.marks_before(mark) == count - 1
            assert single.marks_before(mark + 1) == count
            assert single.marks_through(day) == count == int(axis.marks_through(np.array([day]))[0])
