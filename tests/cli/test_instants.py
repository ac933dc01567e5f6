"""Reading --as-of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contractkit.cli.instants import AsOf
from contractkit.errors import NaiveDatetimeError, UsageError


class TestAsOf:
    """An instant says its offset; a date means its end."""

    @pytest.mark.parametrize(
        ("text", "zone", "instant"),
        [
            ("2026-04-10T09:00+02:00", "America/New_York", datetime(2026, 4, 10, 7, tzinfo=UTC)),
            ("2026-04-10T07:00Z", "Europe/Amsterdam", datetime(2026, 4, 10, 7, tzinfo=UTC)),
            ("2026-04-10", "Europe/Amsterdam", datetime(2026, 4, 10, 22, tzinfo=UTC)),  # 24:00 in summer
            ("2026-03-31", "America/New_York", datetime(2026, 4, 1, 4, tzinfo=UTC)),
            ("2026-03-31", "UTC", datetime(2026, 4, 1, tzinfo=UTC)),
        ],
    )
    def test_an_instant_is_itself_and_a_date_its_end_in_the_zone_of_the_agreement(
        self, text: str, zone: str, instant: datetime
    ) -> None:
        assert AsOf.parse(text).instant(zone) == instant

    def test_a_time_of_day_without_its_offset_is_refused_with_the_way_out(self) -> None:
        with pytest.raises(NaiveDatetimeError, match=r"2026-04-10T09:00\+02:00"):
            AsOf.parse("2026-04-10T09:00")

    @pytest.mark.parametrize("text", ["", "now", "yesterday", "10-04-2026", "2026-13-01", "9999-12-31"])
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(UsageError, match="--as-of"):
            AsOf.parse(text)
