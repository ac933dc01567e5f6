"""Wall clocks and instants: gaps, repeated hours, and the offsets that zoneinfo itself gives."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from contractkit.calendars.instants import DAY
from contractkit.calendars.zones import year_start, zone_clock, zone_named
from contractkit.errors import CalendarHorizonError, UsageError

HOUR = 3_600_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017


def reading(text: str) -> int:
    return (datetime.fromisoformat(text + "+00:00") - EPOCH) // timedelta(microseconds=1)


def instant(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


class TestOffsets:
    """The offsets are those of zoneinfo, to the second at which they change."""

    @pytest.mark.parametrize(
        "zone",
        ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca",
         "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "UTC"],
    )  # fmt: skip
    def test_they_agree_with_zoneinfo_every_third_hour(self, zone: str) -> None:
        tz = ZoneInfo(zone)
        offsets = zone_clock(zone).covering(1998, 2031)
        us = np.arange(year_start(2009) * DAY, year_start(2013) * DAY, 3 * HOUR)
        shown = offsets.readings(us)
        for at, found in zip(us.tolist()[::7], shown.tolist()[::7], strict=True):
            aware = (EPOCH + timedelta(microseconds=at)).astimezone(tz)
            assert found - at == aware.utcoffset() // timedelta(microseconds=1)

    def test_a_change_is_found_to_the_second(self) -> None:
        offsets = zone_clock("Europe/Amsterdam").covering(2025, 2027)
        change = instant("2026-03-29T01:00:00+00:00")
        assert change in offsets.starts_list
        assert offsets.offset_at(change - 1) == HOUR
        assert offsets.offset_at(change) == 2 * HOUR

    @pytest.mark.parametrize(
        ("zone", "shown", "first"),
        [
            ("Europe/Amsterdam", "2026-03-29T01:59:59.999999", "2026-03-29T01:59:59.999999+01:00"),
            ("Europe/Amsterdam", "2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00"),
            ("Europe/Amsterdam", "2026-03-29T02:59:59.999999", "2026-03-29T03:00:00+02:00"),
            ("Europe/Amsterdam", "2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
            ("Europe/Amsterdam", "2026-10-25T02:00:00", "2026-10-25T02:00:00+02:00"),
            ("Europe/Amsterdam", "2026-10-25T02:59:59.999999", "2026-10-25T02:59:59.999999+02:00"),
            ("Europe/Amsterdam", "2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
            ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-05T01:45:00+11:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:30:00+11:00"),
            ("America/Sao_Paulo", "2018-11-04T00:00:00", "2018-11-04T01:00:00-02:00"),
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T00:00:00+14:00"),
        ],
    )
    def test_the_first_instant_of_a_reading(self, zone: str, shown: str, first: str) -> None:
        offsets = zone_clock(zone).covering(2010, 2027)
        assert offsets.first(reading(shown)) == instant(first)
        assert offsets.firsts(np.array([reading(shown)])).tolist() == [instant(first)]

    @pytest.mark.parametrize(
        ("shown", "end"),
        [
            ("2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00"),
            ("2026-03-29T02:30:00", "2026-03-29T03:00:00+02:00"),
            ("2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
            ("2026-10-25T02:00:00", "2026-10-25T02:00:00+02:00"),
            ("2026-10-25T02:00:00.000001", "2026-10-25T02:00:00.000001+01:00"),
            ("2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
        ],
    )
    def test_the_end_of_the_instants_before_a_reading(self, shown: str, end: str) -> None:
        offsets = zone_clock("Europe/Amsterdam").covering(2025, 2027)
        assert offsets.ends(np.array([reading(shown)])).tolist() == [instant(end)]

    def test_skipped_and_repeated_readings_are_told(self) -> None:
        offsets = zone_clock("Europe/Amsterdam").covering(2025, 2027)
        readings = np.array([reading(f"2026-03-29T0{hour}:00:00") for hour in (1, 2, 3)])
        assert offsets.skipped(readings).tolist() == [False, True, False]
        readings = np.array([reading(f"2026-10-25T0{hour}:00:00") for hour in (1, 2, 3)])
        assert offsets.repeated(readings).tolist() == [False, True, False]
        assert not offsets.skipped(readings).any()


class TestZoneNamed:
    """A zone is an IANA name; what depends on the machine is refused."""

    @pytest.mark.parametrize("name", ["Mars/Olympus", "localtime", "../etc/passwd", "", 3])
    def test_what_is_no_name_is_refused(self, name: object) -> None:
        with pytest.raises(UsageError):
            zone_named(name)  # type: ignore[arg-type]

    def test_years_that_datetime_does_not_know_are_refused(self) -> None:
        with pytest.raises(CalendarHorizonError, match="10010"):
            zone_clock("Europe/Amsterdam").covering(2000, 10010)
