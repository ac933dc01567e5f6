"""What two neighbouring stretches of dates are charged adds up to what both are charged together."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import amount_of
from contractkit.charging.charges import charges_of_dates
from contractkit.quantities.periods import Period

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR"}
SEATS: dict[str, Any] = {"kind": "service", "name": "desk", "volume": "31 seats"}
FEE: dict[str, Any] = {"kind": "fee", "name": "base", "amount": "EUR 100.00", "per": "month"}
HOLDS = {"from": "2026-03-18", "through": "2026-05-07"}
CLAUSES: dict[str, dict[str, Any]] = {
    "a week": {"2": FEE | {"per": "week"}},
    "a day": {"2": FEE | {"per": "day"}},
    "a week of which a part costs the whole": {"2": FEE | {"per": "week"}, "3": {"kind": "proration", "by": "none"}},
    "an hour": {"2": SEATS | {"price": "EUR 0.10 per seat per hour"}},
    "a service between dates": {"2": SEATS | {"price": "EUR 10.00 per seat per month", "holds": HOLDS}},
    "a fee that is free between dates": {"2": FEE, "3": {"kind": "no-charge", "what": "base", "holds": HOLDS}},
    "a volume per year": {"2": SEATS | {"volume": "120 seats per year", "price": "EUR 10.00 per seat per month"}},
}
FIRST, START, LAST = date(2026, 1, 1), date(2026, 1, 15), date(2026, 7, 1)
DAYS = st.dates(FIRST, LAST)


@cache
def agreed(what: str) -> ck.Agreement:
    """Return an agreement in the zone of Amsterdam that begins on Thursday 15 January 2026."""
    term = {"kind": "term", "start": START.isoformat()}
    return ck.load_agreement(data={**HEAD, "zone": "Europe/Amsterdam", "clauses": {"1": term, **CLAUSES[what]}})


def charged(agreement: ck.Agreement, start: date, end: date) -> Fraction:
    return sum((one.exact for one in charges_of_dates(agreement, Period(start, end, "x"))), Fraction(0))


@pytest.mark.parametrize("what", CLAUSES)
class TestAdding:
    @given(cuts=st.lists(DAYS, max_size=4))
    @example(cuts=[date(2026, 3, 18), date(2026, 5, 8)])
    @example(cuts=[date(2026, 3, 29), date(2026, 3, 30)])
    def test_parts_are_the_whole(self, what: str, cuts: list[date]) -> None:
        """On 29 March the clock is put forward; the dates of the clause begin on the 18th and end on 7 May."""
        agreement = agreed(what)
        turns = sorted({FIRST, *cuts, LAST})
        parts = [charged(agreement, *pair) for pair in pairwise(turns)]
        assert sum(parts, Fraction(0)) == charged(agreement, FIRST, LAST) > 0

    def test_nothing_is_charged_before_the_term(self, what: str) -> None:
        assert charged(agreed(what), FIRST, START) == 0
        assert charged(agreed(what), FIRST, START + timedelta(days=80)) > 0


class TestYear:
    @pytest.mark.parametrize(("what", "year"), [("a week", "36500/7"), ("a day", "36500")])
    def test_a_full_year_has_the_weeks_and_days_of_the_contract_year(self, what: str, year: str) -> None:
        """365 days from 15 January 2026: 365 / 7 weeks at EUR 100, or 365 days."""
        assert amount_of(agreed(what), "yearly-fees", Period.parse("2026-03")).exact == Fraction(year)

    def test_a_part_of_a_service_has_a_price_on_a_date(self) -> None:
        rows = [{"name": "rounds", "volume": "3 rounds", "price": "EUR 75 per round per month"}]
        clauses = {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "service", "name": "guarding", "rows": rows},
        }
        agreement = ck.load_agreement(data={**HEAD, "zone": "UTC", "clauses": clauses})
        assert ck.price_on(agreement, "guarding: rounds", date(2026, 3, 1), units=3).amount == 225
