"""Obligations as a calendar file, read back by the parser of another project."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.statements.obligations.ics import obligations_ics

sys.path.insert(0, str(Path(__file__).parents[1] / "duties"))
from duty_agreements import agreement, duty, event, report, tacit

icalendar = pytest.importorskip("icalendar")
STAMP = date(2026, 1, 2)
ALL = (date(2026, 1, 1), date(2027, 12, 31))


def read(text: str) -> Any:
    return icalendar.Calendar.from_ical(text)


def entries(text: str) -> list[Any]:
    return list(read(text).walk("VEVENT"))


def found() -> ck.Obligations:
    return ck.obligations(agreement({"2": tacit(), "5": report()}), between=ALL)


class TestObligationsIcs:
    def test_each_date_is_an_entry_of_one_whole_day(self):
        """It begins on the date and ends on the next, which does not belong to it."""
        read_back = entries(obligations_ics(found(), stamp=STAMP))
        assert [one.start for one in read_back] == [one.due for one in found()]
        assert all(one.end - one.start == timedelta(days=1) for one in read_back)

    def test_an_entry_keeps_its_uid_whenever_the_file_is_made(self):
        """So that a second import changes entries and doubles none; the stamp says which is newer."""
        first, second = (entries(obligations_ics(found(), stamp=day)) for day in (STAMP, date(2026, 5, 1)))
        assert [one["UID"] for one in first] == [one["UID"] for one in second]
        assert len({one["UID"] for one in first}) == len(first)
        assert {one["DTSTAMP"].dt for one in second} == {datetime(2026, 5, 1, tzinfo=UTC)}

    def test_an_instant_is_an_entry_in_its_zone_with_the_rules_of_that_zone(self):
        """13:00 in Amsterdam, on the day on which summer time begins there, is 11:00 in UTC."""
        clause = {"kind": "relief", "cause": "force-majeure", "told_within": "24 hours elapsed"}
        known = agreement({"5": clause}, zone="Europe/Amsterdam")
        began = event("triggered", datetime(2026, 3, 28, 11, tzinfo=UTC), "S-1/5 report flood")
        rows = ck.obligations(known, between=ALL, events=[began]).of(kind="report")
        text = obligations_ics(rows, stamp=STAMP)
        (entry,) = entries(text)
        assert entry["DTSTART"].params["TZID"] == "Europe/Amsterdam"
        assert entry.start.astimezone(UTC) == datetime(2026, 3, 29, 11, tzinfo=UTC)
        (zone,) = read(text).walk("VTIMEZONE")
        rules = zone.to_tz()
        for day in (date(2026, 1, 15), date(2026, 3, 28), date(2026, 3, 30), date(2026, 7, 1), date(2026, 11, 1)):
            local = datetime(day.year, day.month, day.day, 12, tzinfo=rules)
            assert local.utcoffset() == timedelta(hours=2 if date(2026, 3, 29) <= day < date(2026, 10, 25) else 1)

    def test_texts_come_back_as_they_are(self):
        """Commas, semicolons, backslashes, letters of several bytes, and lines that are folded between them."""
        says = "Überträgt; alles, was \\ im 'Büro' liegt – " + "größer " * 30
        known = agreement({"5": duty(due="2026-06-01", does=says.strip())})
        text = obligations_ics(ck.obligations(known, between=ALL).of(kind="duty"), stamp=STAMP)
        assert str(entries(text)[0]["SUMMARY"]) == f"S-1: {says.strip()}"
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))

    def test_what_lapsed_is_cancelled(self):
        """A calendar program strikes it out."""
        rows = ck.obligations(agreement({"2": tacit()}), between=ALL, as_of=date(2026, 12, 1)).of(kind="notice")
        assert [str(one["STATUS"]) for one in entries(obligations_ics(rows, stamp=STAMP))] == ["CANCELLED", "CONFIRMED"]

    def test_a_reminder_comes_so_many_days_before(self):
        """Only where something can still be done."""
        rows = ck.obligations(agreement({"2": tacit()}), between=ALL, as_of=date(2026, 12, 1)).of(kind="notice")
        lapsed, open_ = entries(obligations_ics(rows, stamp=STAMP, remind_days=30))
        assert lapsed.walk("VALARM") == []
        assert open_.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-30)

    def test_no_obligations_are_a_calendar_without_entries(self):
        """And still a calendar."""
        assert entries(obligations_ics([], stamp=STAMP)) == []

    def test_a_stamp_without_a_zone_is_refused(self):
        """The stamp is an instant in UTC."""
        with pytest.raises(ck.NaiveDatetimeError):
            obligations_ics([], stamp=datetime(2026, 1, 1, 12))  # noqa: DTZ001
