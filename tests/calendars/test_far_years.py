"""Questions about far years cost what they have to: no years that cannot answer, and no list of millions of numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.calendars import instants as door
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import BusinessDays, WorkingTime

FRI_2026_01_02 = date(2026, 1, 2)
FRI_16 = datetime(2026, 1, 2, 16, tzinfo=UTC)
US = np.array([1_767_369_600_000_000, 1_767_628_800_000_000])  # that Friday at 16:00, and Monday at 16:00
MILLIONS = 4_000_000


def office(**more: Any) -> BusinessCalendar:
    return BusinessCalendar("UTC", {"mon-fri": "09:00-12:00 and 13:00-17:00"}, name="office", **more)


def compiled(calendar: BusinessCalendar) -> int:
    """Return how many years were compiled."""
    first, last = calendar._timelines.current.years
    return last - first + 1


class TestMoreDaysThanThereAre:
    """The years that are known have fewer than four million dates, so nothing has to be compiled to refuse more."""

    @pytest.mark.parametrize("n", [MILLIONS, -MILLIONS])
    def test_no_further_year_is_compiled_to_refuse_them(self, n: int) -> None:
        calendar = office()
        for ask in (
            lambda: calendar.due_at(FRI_16, BusinessDays(n)),
            lambda: calendar.add_days(FRI_2026_01_02, n),
            lambda: calendar.due_at_array(US, BusinessDays(n)),
            lambda: calendar.add_days_array(np.array([FRI_2026_01_02], "M8[D]"), n),
        ):
            with pytest.raises(CalendarHorizonError, match="2 to 9997"):
                ask()
        assert compiled(calendar) == 4

    def test_a_calendar_without_further_dates_says_that_rather(self) -> None:
        opened_once = BusinessCalendar("UTC", {}, exceptions={date(2026, 1, 5): "09:00-17:00"}, name="once")
        with pytest.raises(NeverOpenError):
            opened_once.due_at(FRI_16, BusinessDays(MILLIONS))
        assert opened_once.due_at_array(US[:1], BusinessDays(MILLIONS), errors="mark")[1].tolist() == [3]

    def test_other_rows_are_answered_all_the_same(self) -> None:
        fridays = np.array([FRI_2026_01_02] * 2, "M8[D]")
        found, status = office().add_days_array(fridays, [MILLIONS, 520], errors="mark")
        assert status.tolist() == [2, 0]
        assert found[1] == np.datetime64("2027-12-31")  # 104 weeks of five days

    def test_the_last_date_of_all_is_reached(self) -> None:
        calendar = BusinessCalendar("UTC", {"mon-sun": "00:00-24:00"})
        days = (date(9997, 12, 31) - date(9996, 1, 1)).days
        assert calendar.add_days(date(9996, 1, 1), days) == date(9997, 12, 31)
        with pytest.raises(CalendarHorizonError):
            calendar.add_days(date(9996, 1, 1), days + 1)


class TestManyNumbers:
    """Where numbers are so many that they stand in no list, the same answers are found in a view of the array."""

    def test_of_few_there_is_a_list_and_of_many_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(door, "_LISTED", 3)
        assert door.single(np.array([1, 2, 3])) == [1, 2, 3]
        many = door.single(np.array([1, 2, 3, 4]))
        assert not isinstance(many, list)
        assert [type(number) for number in many] == [int] * 4

    def test_they_answer_alike(self, monkeypatch: pytest.MonkeyPatch) -> None:
        listed = office(holidays="NL")
        monkeypatch.setattr(door, "_LISTED", 10)
        viewed = office(holidays="NL")
        for hour in range(0, 24 * 21, 5):
            start = FRI_16 + timedelta(hours=hour)
            for within in (WorkingTime.of(hours=7), WorkingTime.of(hours=-7), BusinessDays(3), BusinessDays(-2)):
                assert viewed.due_at(start, within) == listed.due_at(start, within)
            assert viewed.elapsed(FRI_16, start) == listed.elapsed(FRI_16, start)
            assert viewed.next_close(start) == listed.next_close(start)
            assert viewed.previous_open(start) == listed.previous_open(start)
            assert viewed.count_days(FRI_2026_01_02, start.date()) == listed.count_days(FRI_2026_01_02, start.date())
