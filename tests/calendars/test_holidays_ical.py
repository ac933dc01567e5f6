"""Holidays of .ics files: which dates an event takes, and what is refused rather than guessed."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

import pytest

from contractkit.calendars import BusinessCalendar, HolidaySource
from contractkit.calendars.holidays import IcalHolidays, notes_of
from contractkit.errors import CalendarHorizonError, MissingExtraError, UsageError

YEARS = (2026, 2028)
NEW_YEAR = (
    "UID:0\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nSUMMARY:New Year"  # keeps every year from being empty
)


def file_of(*events: str) -> str:
    blocks = (f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{''.join(blocks)}END:VCALENDAR\n"


def days(*events: str, years: tuple[int, int] = YEARS) -> list[str]:
    """Return the dates that the events make, New Year left out."""
    source = IcalHolidays.of(file_of(NEW_YEAR, *events), years)
    return [day.isoformat() for day, name in source.entries if name != "New Year"]


def refusal(*events: str, years: tuple[int, int] = YEARS) -> str:
    with pytest.raises(UsageError) as caught:
        IcalHolidays.of(file_of(NEW_YEAR, *events), years)
    return str(caught.value)


class TestEvents:
    """An all-day event is a holiday on each of its dates; its end is not one of them."""

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ("", ["2026-05-05"]),
            ("DTEND;VALUE=DATE:20260506", ["2026-05-05"]),
            ("DTEND;VALUE=DATE:20260508", ["2026-05-05", "2026-05-06", "2026-05-07"]),
            ("DTEND;VALUE=DATE:20260505", ["2026-05-05"]),  # what some programs write for one date
            ("DURATION:P2D", ["2026-05-05", "2026-05-06"]),
        ],
    )
    def test_how_many_dates_it_takes(self, lines: str, expected: list[str]) -> None:
        assert days(f"UID:1\nDTSTART;VALUE=DATE:20260505\nSUMMARY:Works holidays\n{lines}".strip()) == expected

    def test_dates_outside_the_declared_years_are_not_used(self) -> None:
        over = "UID:1\nDTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260103\nSUMMARY:Over"
        assert days(over) == ["2026-01-02"]  # 1 January is New Year's already
        out = "UID:1\nDTSTART;VALUE=DATE:20281230\nDTEND;VALUE=DATE:20290103\nSUMMARY:Out"
        assert days(out) == ["2028-12-30", "2028-12-31"]

    def test_an_event_that_never_ends_ends_with_the_years(self) -> None:
        assert len(days("UID:1\nDTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:99981231", years=(2026, 2026))) == 364

    def test_the_first_event_of_a_date_names_it(self) -> None:
        second = "UID:1\nDTSTART;VALUE=DATE:20260101\nSUMMARY:Closed"
        assert IcalHolidays.of(file_of(NEW_YEAR, second), YEARS).dates(2026) == {date(2026, 1, 1): "New Year"}

    def test_a_cancelled_event_counts_for_nothing(self) -> None:
        assert days("UID:1\nDTSTART;VALUE=DATE:20260505\nSTATUS:CANCELLED") == []
        assert days("UID:1\nDTSTART:20260505T090000Z\nSTATUS:CANCELLED") == []

    def test_an_event_without_a_name_is_a_holiday(self) -> None:
        event = "UID:1\nDTSTART;VALUE=DATE:20260505"
        assert IcalHolidays.of(file_of(NEW_YEAR, event), YEARS).dates(2026)[date(2026, 5, 5)] == "holiday"

    def test_several_calendars_in_one_file_are_read(self) -> None:
        text = file_of(NEW_YEAR) + file_of("UID:1\nDTSTART;VALUE=DATE:20260505")
        assert date(2026, 5, 5) in IcalHolidays.of(text, YEARS).dates(2026)


class TestRepeating:
    """Occurrences are those of the rule, less the exceptions, with moved ones where they were moved to."""

    @pytest.mark.parametrize(
        ("start", "rule", "expected"),
        [
            ("20200505", "FREQ=YEARLY", ["2026-05-05", "2027-05-05", "2028-05-05"]),
            ("20200505", "FREQ=YEARLY;INTERVAL=2", ["2026-05-05", "2028-05-05"]),
            ("20200505", "FREQ=YEARLY;COUNT=8", ["2026-05-05", "2027-05-05"]),
            ("20200505", "FREQ=YEARLY;UNTIL=20270505", ["2026-05-05", "2027-05-05"]),
            ("20200505", "FREQ=YEARLY;UNTIL=20270504", ["2026-05-05"]),
            ("20200505", "FREQ=YEARLY;UNTIL=20270505T000000Z", ["2026-05-05", "2027-05-05"]),
            ("20201126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["2026-11-26", "2027-11-25", "2028-11-23"]),
            ("20260525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", ["2026-05-25", "2027-05-31", "2028-05-29"]),
            ("20261231", "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270401", ["2026-12-31", "2027-01-31", "2027-03-31"]),
            ("20261214", "FREQ=WEEKLY;COUNT=3", ["2026-12-14", "2026-12-21", "2026-12-28"]),
            ("20261230", "FREQ=DAILY;COUNT=2", ["2026-12-30", "2026-12-31"]),
            ("20280229", "FREQ=YEARLY", ["2028-02-29"]),
        ],
    )
    def test_the_rule(self, start: str, rule: str, expected: list[str]) -> None:
        assert days(f"UID:1\nDTSTART;VALUE=DATE:{start}\nRRULE:{rule}\nSUMMARY:Day off") == expected

    def test_an_occurrence_that_began_before_the_years_reaches_into_them(self) -> None:
        event = "UID:1\nDTSTART;VALUE=DATE:20201230\nDTEND;VALUE=DATE:20210104\nRRULE:FREQ=YEARLY\nSUMMARY:Turn"
        assert days(event, years=(2026, 2026)) == ["2026-01-02", "2026-01-03", "2026-12-30", "2026-12-31"]

    def test_exceptions_are_left_out_and_further_dates_added(self) -> None:
        event = "UID:1\nDTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY\nSUMMARY:Day off"
        assert days(f"{event}\nEXDATE;VALUE=DATE:20270505") == ["2026-05-05", "2028-05-05"]
        assert days(f"{event}\nRDATE;VALUE=DATE:20260606,20270606")[1] == "2026-06-06"

    def test_a_moved_occurrence_stands_where_it_was_moved_to(self) -> None:
        moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20270505\nDTSTART;VALUE=DATE:20270507\nSUMMARY:Day off"
        event = "UID:1\nDTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY\nSUMMARY:Day off"
        assert days(event, moved) == ["2026-05-05", "2027-05-07", "2028-05-05"]
        assert days(event, f"{moved}\nSTATUS:CANCELLED") == ["2026-05-05", "2028-05-05"]

    def test_an_occurrence_of_another_event_is_not_moved(self) -> None:
        moved = "UID:2\nRECURRENCE-ID;VALUE=DATE:20270505\nDTSTART;VALUE=DATE:20270507\nSUMMARY:Day off"
        event = "UID:1\nDTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY\nSUMMARY:Day off"
        assert "2027-05-05" in days(event, moved)


class TestTimedEvents:
    """An event with a time of day is no holiday: the file is refused, or the event left out and told."""

    TIMED = "UID:1\nDTSTART;TZID=Europe/Amsterdam:20260505T090000\nSUMMARY:Party"

    def test_the_file_is_refused(self) -> None:
        text = refusal(self.TIMED)
        assert "Party (2026-05-05T09:00:00+02:00)" in text
        assert "timed='leave-out'" in text

    def test_the_event_is_left_out_and_told(self) -> None:
        source = IcalHolidays.of(file_of(NEW_YEAR, self.TIMED), YEARS, timed="leave-out")
        assert source.left_out == ("Party (2026-05-05T09:00:00+02:00)",)
        assert len(source.entries) == 3
        assert notes_of([source]) == (
            "the .ics file: left out, as it has a time of day: Party (2026-05-05T09:00:00+02:00)",
        )


class TestRefused:
    """What cannot be read, or cannot mean whole dates, is refused with the event's name and the value."""

    @pytest.mark.parametrize(
        ("lines", "says"),
        [
            ("DTSTART;VALUE=DATE:2026x", "DTSTART that cannot be read"),
            ("", "no date that can be read"),
            ("DTSTART;VALUE=DATE:20260505\nDTEND;VALUE=DATE:20260504", "ends on 2026-05-04, before it starts"),
            ("DTSTART;VALUE=DATE:20260505\nDTEND:20260506T000000", "ends at a time of day"),
            ("DTSTART;VALUE=DATE:20260505\nDURATION:PT36H", "no whole number of days"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=HOURLY", "repeats HOURLY"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY;INTERVAL=0", "INTERVAL that is none of 1 to 9999"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY;BYMONTH=6", "a date that its own rule does not have"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "write the rule as YEARLY"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY;BYMONTH=13", "none of 1 to 12"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY;INTERVAL=10000", "none of 1 to 9999"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY\nEXDATE:20270505T000000", "time of day in EXDATE"),
            ("DTSTART;VALUE=DATE:20260505\nRDATE;VALUE=PERIOD:20260606T000000Z/P1D", "time of day in RDATE"),
            ("DTSTART;VALUE=DATE:20260505\nRRULE:FREQ=YEARLY\nEXRULE:FREQ=YEARLY", "EXRULE"),
            ("DTSTART;VALUE=DATE:20260505\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260505", "RANGE"),
        ],
    )
    def test_an_event(self, lines: str, says: str) -> None:
        text = refusal(f"UID:1\nSUMMARY:Odd one\n{lines}".strip())
        assert says in text
        assert "the event 'Odd one'" in text

    @pytest.mark.parametrize("text", ["", "holidays", b"\xff\xfe\x00", "BEGIN:VCALENDAR\n"])
    def test_what_is_no_calendar(self, text: str | bytes) -> None:
        with pytest.raises(UsageError, match=r"is no \.ics file"):
            IcalHolidays.of(text, YEARS)

    def test_a_declared_year_without_a_holiday(self) -> None:
        assert "no holiday in 2019" in refusal(years=(2019, 2026))
        once = "UID:1\nDTSTART;VALUE=DATE:20260505"
        with pytest.raises(UsageError, match="no holiday in 2027"):
            IcalHolidays.of(file_of(once), (2026, 2027))
        assert IcalHolidays.of(file_of(once), (2026, 2026)).years == (2026, 2026)

    @pytest.mark.parametrize("years", [(2028, 2026), (0, 2026), (2026, 9999)])
    def test_years_that_are_none(self, years: tuple[int, int]) -> None:
        assert f"not {years!r}" in refusal(years=years)


class TestSource:
    """The file is read once; what is made of it is a value that needs neither the file nor the library."""

    def test_years_outside_the_declared_ones_are_refused(self) -> None:
        source = IcalHolidays.of(file_of(NEW_YEAR), YEARS, name="firm.ics")
        assert source.dates(2028) == {date(2028, 1, 1): "New Year"}
        for year in (2025, 2029):
            with pytest.raises(CalendarHorizonError, match=f"firm.ics are declared from 2026 to 2028, not for {year}"):
                source.dates(year)

    def test_it_is_a_value(self) -> None:
        source = IcalHolidays.of(file_of(NEW_YEAR), YEARS)
        assert source == IcalHolidays.of(file_of(NEW_YEAR).encode(), YEARS)
        assert hash(source) == hash(pickle.loads(pickle.dumps(source)))
        assert source != IcalHolidays.of(file_of(NEW_YEAR), (2026, 2027))
        assert isinstance(source, HolidaySource)

    def test_a_file_is_read_with_its_byte_order_mark_and_named_after_it(self, tmp_path: Path) -> None:
        file = tmp_path / "firm.ics"
        file.write_text(file_of(NEW_YEAR).replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
        source = IcalHolidays.read(file, YEARS)
        assert source.name == "firm.ics"
        assert source.dates(2026) == {date(2026, 1, 1): "New Year"}

    def test_a_calendar_takes_it_beside_a_code(self) -> None:
        source = IcalHolidays.of(file_of(NEW_YEAR, "UID:1\nDTSTART;VALUE=DATE:20260506\nSUMMARY:Outing"), YEARS)
        week = {"mon-fri": "09:00-17:00"}
        calendar = BusinessCalendar(tz="Europe/Amsterdam", week=week, holidays=["NL", source])
        assert calendar.years == YEARS
        assert not calendar.is_business_day(date(2026, 5, 5))
        assert not calendar.is_business_day(date(2026, 5, 6))
        assert calendar.is_business_day(date(2026, 5, 7))
        with_outing = BusinessCalendar(tz="Europe/Amsterdam", week=week, holidays=["NL", source], without=["outing"])
        assert with_outing.is_business_day(date(2026, 5, 6))

    def test_without_the_library_the_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "icalendar", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'contractkit\[ical\]'"):
            IcalHolidays.of(file_of(NEW_YEAR), YEARS)
