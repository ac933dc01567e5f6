"""Which instant a wall clock means: the first of two, none of a skipped hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contractkit.errors import QuantityError
from contractkit.facts.columns import NAT
from contractkit.facts.local_times import instants_of, zone_named

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clocks of no zone
US = timedelta(microseconds=1)
HOUR = 3_600_000_000

# Zones whose clocks change by an hour, by half an hour, at midnight, backwards in winter, by a day, and by seconds.
ZONES = (
    "UTC", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "America/Havana", "America/Sao_Paulo",
    "Europe/Dublin", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham", "Africa/Monrovia", "Asia/Kathmandu",
    "Atlantic/Azores", "America/Scoresbysund", "Asia/Tehran",
)  # fmt: skip


def us(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // US


def one(text: str, zone: str) -> tuple[int, bool, bool]:
    found = instants_of(np.array([us(text)], dtype=np.int64), ZoneInfo(zone))
    return int(found.us[0]), bool(found.repeated[0]), bool(found.skipped[0])


def changes(zone: str) -> list[datetime]:
    """Return readings at which the offset changes, found half hour by half hour on the days on which it does."""
    key = ZoneInfo(zone)
    found = []
    for year in (1919, 1937, 1996, 2011, 2018, 2026):
        for day in range(366):
            start = datetime(year, 1, 1) + timedelta(days=day)  # noqa: DTZ001
            if key.utcoffset(start) != key.utcoffset(start + timedelta(days=1)):
                halves = [start + timedelta(minutes=30 * half) for half in range(49)]
                found += [one for one, other in pairwise(halves) if key.utcoffset(one) != key.utcoffset(other)]
    return found


EDGES = {zone: changes(zone) for zone in ("Europe/Amsterdam", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia")}


def oracle(reading: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return all instants at which the clock of `zone` shows `reading`, by trying every offset of three days."""
    offsets = {
        zone.utcoffset((reading + timedelta(hours=hours)).replace(fold=fold))
        for hours in range(-36, 37, 6)
        for fold in (0, 1)
    }
    found = []
    for offset in sorted(offsets):
        instant = (reading - offset).replace(tzinfo=ZoneInfo("UTC"))
        if instant.astimezone(zone).replace(tzinfo=None, fold=0) == reading:
            found.append(instant.replace(tzinfo=None))
    return sorted(set(found))


class TestInstantsOf:
    """A reading means the first instant at which the clock shows it, and none where it never does."""

    @pytest.mark.parametrize(
        ("text", "zone", "expected"),
        [
            ("2026-01-05T09:00", "Europe/Amsterdam", ("2026-01-05T08:00", False, False)),
            ("2026-07-06T09:00", "Europe/Amsterdam", ("2026-07-06T07:00", False, False)),
            ("2026-10-25T01:59:59.999999", "Europe/Amsterdam", ("2026-10-24T23:59:59.999999", False, False)),
            ("2026-10-25T02:00", "Europe/Amsterdam", ("2026-10-25T00:00", True, False)),
            ("2026-10-25T02:59:59.999999", "Europe/Amsterdam", ("2026-10-25T00:59:59.999999", True, False)),
            ("2026-10-25T03:00", "Europe/Amsterdam", ("2026-10-25T02:00", False, False)),
            ("2026-03-29T01:59:59.999999", "Europe/Amsterdam", ("2026-03-29T00:59:59.999999", False, False)),
            ("2026-03-29T02:00", "Europe/Amsterdam", (None, False, True)),
            ("2026-03-29T02:59:59.999999", "Europe/Amsterdam", (None, False, True)),
            ("2026-03-29T03:00", "Europe/Amsterdam", ("2026-03-29T01:00", False, False)),
            ("2011-12-30T12:00", "Pacific/Apia", (None, False, True)),
            ("2015-11-01T01:15", "America/New_York", ("2015-11-01T05:15", True, False)),
            ("9999-12-31T23:59", "Europe/Amsterdam", ("9999-12-31T22:59", False, False)),
            ("2026-10-25T02:30", "UTC", ("2026-10-25T02:30", False, False)),
        ],
    )
    def test_by_hand(self, text: str, zone: str, expected: tuple[str | None, bool, bool]) -> None:
        """The edges of each change, to the microsecond, worked out on paper."""
        instant, repeated, skipped = expected
        assert one(text, zone) == (NAT if instant is None else us(instant), repeated, skipped)

    @pytest.mark.parametrize("zone", EDGES)
    @given(data=st.data())
    def test_at_the_edges_it_is_the_oracle(self, zone: str, data: st.DataObject) -> None:
        """Around every change, the answer is that of trying all offsets."""
        edge = data.draw(st.sampled_from(EDGES[zone]))
        shift = data.draw(st.integers(-4, 4)) * HOUR // 4 + data.draw(st.sampled_from([-1, 0, 1]))
        self.check(edge + timedelta(microseconds=shift), zone)

    @pytest.mark.parametrize("zone", ZONES)
    @settings(max_examples=30)
    @given(reading=st.datetimes(datetime(1880, 1, 1), datetime(2080, 1, 1)))  # noqa: DTZ001
    @example(reading=datetime(2018, 11, 4, 0, 0))  # noqa: DTZ001 - midnight skipped in São Paulo
    @example(reading=datetime(2018, 11, 4, 0, 30))  # noqa: DTZ001 - repeated in Havana
    @example(reading=datetime(2026, 3, 28, 23, 30))  # noqa: DTZ001 - the evening before a change
    def test_anywhere_it_is_the_oracle(self, zone: str, reading: datetime) -> None:
        """At any reading, the answer is that of trying all offsets."""
        self.check(reading, zone)

    def check(self, reading: datetime, zone: str) -> None:
        instants = oracle(reading, ZoneInfo(zone))
        instant = (instants[0] - EPOCH) // US if instants else NAT
        assert one(reading.isoformat(), zone) == (instant, len(instants) > 1, not instants)


class TestZoneNamed:
    """A zone goes by its IANA name, and a name that is nearly right gets a hint."""

    @pytest.mark.parametrize(
        ("key", "hint"),
        [
            ("Amsterdam", "Europe/Amsterdam"), ("new york", "America/New_York"), ("Europe/Amsterdm", "Europe/Amsterdam"),
            ("../etc/passwd", "IANA"), ("", "IANA"), ("\0", "IANA"), ("Europe", "Europe/"), (" UTC", "UTC"),
        ],
    )  # fmt: skip
    def test_what_is_no_zone_is_refused(self, key: str, hint: str) -> None:
        """The hint names the nearest."""
        with pytest.raises(QuantityError) as refused:
            zone_named(key)
        assert hint in (refused.value.hint or "")

    @pytest.mark.parametrize("key", ["localtime", "posixrules"])
    def test_the_zone_of_the_machine_is_refused(self, key: str) -> None:
        """Nothing depends on the machine."""
        with pytest.raises(QuantityError):
            zone_named(key)

    def test_a_zone_is_found(self) -> None:
        """The name is that of the zone."""
        assert zone_named("Europe/Amsterdam").key == "Europe/Amsterdam"
