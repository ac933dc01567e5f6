"""While a period runs: how many prepaid units are left, of which block, and when they lapse."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import contractkit as ck

sys.path.insert(0, str(Path(__file__).parent))

from test_prepaid_settled import agreed, until


def ahead(as_of: datetime, volumes: dict[str, Any] | None = None, before: ck.Ledger | None = None) -> ck.Forecast:
    agreement = agreed()
    told = ck.SettlementFacts.from_dict(
        {"volumes": {"advice": volumes}} if volumes else {}, agreement=agreement, period="2026-03"
    )
    ledger = until(agreement, "2026-02") if before is None else before
    return ck.forecast(agreement, None, None, period="2026-03", before=ledger, told=told, as_of=as_of)


def left(found: ck.Forecast) -> list[tuple[str, int, date]]:
    return [(f"{one.block.holds_from:%Y-%m}", int(one.block.units), one.block.lapses_on) for one in found.prepaid]


class TestForecast:
    def test_with_the_hours_up_to_the_date_it_says_what_is_left(self):
        """January left 6 and February 10; of 1 to 15 March 7 hours are told: 6 of January's and 1 of February's."""
        found = ahead(datetime(2026, 3, 16, 12, tzinfo=UTC), {"2026-03-01..2026-03-15": 7})
        assert left(found) == [("2026-02", 9, date(2026, 5, 1)), ("2026-03", 20, date(2026, 6, 1))]
        assert [one.missing for one in found.prepaid] == [None, None]
        assert str(found.total) == "EUR 2 000.00"

    def test_with_the_ledger_alone_it_says_what_was_left_as_the_month_began(self):
        found = ahead(datetime(2026, 3, 16, 12, tzinfo=UTC))
        assert left(found) == [
            ("2026-01", 6, date(2026, 4, 1)),
            ("2026-02", 10, date(2026, 5, 1)),
            ("2026-03", 20, date(2026, 6, 1)),
        ]
        assert found.prepaid[0].says == (
            "6 hours of retainer from 2026-01-01, until 2026-03-31: what was used since 2026-03-01 is not told"
        )

    def test_after_the_last_date_it_is_what_the_next_month_has(self):
        """3 hours in March: January's last 3 have lapsed, and of March's 20 10 go on."""
        found = ahead(datetime(2026, 4, 1, 12, tzinfo=UTC), {"2026-03": 3})
        assert left(found) == [
            ("2026-02", 10, date(2026, 5, 1)),
            ("2026-03", 10, date(2026, 6, 1)),
            ("2026-04", 20, date(2026, 7, 1)),
        ]

    def test_as_data_it_has_them_too(self):
        data = json.loads(json.dumps(ahead(datetime(2026, 3, 16, 12, tzinfo=UTC)).to_dict()))
        assert [(one["left"], one["known_on"], one["lapses_on"]) for one in data["prepaid"]] == [
            ("6", "2026-03-01", "2026-04-01"),
            ("10", "2026-03-01", "2026-05-01"),
            ("20", "2026-03-01", "2026-06-01"),
        ]
