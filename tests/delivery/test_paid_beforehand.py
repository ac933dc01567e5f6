"""Work outside the agreement of whose service hours are paid for beforehand: nothing extra, until they are used up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import contractkit as ck

RETAINER: dict[str, Any] = {
    "kind": "prepaid",
    "name": "retainer",
    "of": "advice",
    "units": "8 hours",
    "price": "EUR 800.00",
    "every": "month",
    "lapses_after": "with-its-period",
}
CLAUSES: dict[str, Any] = {
    "3.2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
    "3.3": RETAINER,
    "8.2": {"kind": "quote", "within": "2 calendar days", "priced_from": ["advice"]},
}
MOVES = [(f"T-{n}", "mail", "move", f"2026-03-{n + 1:02} 10:00", None) for n in (1, 2, 3)]


def spent(*hours: int) -> list[ck.WorkDone]:
    return [ck.WorkDone(f"T-{n}", timedelta(hours=time)) for n, time in enumerate(hours, start=1)]


def used(hours: dict[str, int]) -> ck.ChargingFacts:
    """Return how many hours of advice were used in some dates."""
    found = [ck.CountedVolume("advice", ck.Period.parse(dates), number) for dates, number in hours.items()]
    return ck.ChargingFacts(volumes=found)


def shown(found: ck.Delivery) -> list[tuple[str | None, str]]:
    return [(None if one.worth.amount is None else str(one.worth.amount), one.worth.formula) for one in found.outside]


class TestWorth:
    def test_work_on_dates_whose_hours_are_counted_is_worth_nothing_besides(self, deliver):
        """12 hours are counted in March: the block covers 8, and the settlement charges 4."""
        found = deliver(MOVES, clauses=CLAUSES, work=spent(3, 4, 5), known=used({"2026-03": 12}))
        assert set(shown(found)) == {
            ("EUR 0.00", "counted among the hours of advice, which are paid beforehand or charged")
        }
        assert str(found.worth) == "EUR 0.00"

    def test_where_it_is_known_what_was_left_the_rest_has_the_price_of_the_service(self, deliver):
        """6 hours of 1 and 2 March are counted: the item of the 3rd finds 2 of 8 hours."""
        known = used({"2026-03-01..2026-03-02": 6})
        found = deliver(MOVES[1:2], clauses=CLAUSES, work=[ck.WorkDone("T-2", timedelta(hours=3))], known=known)
        assert shown(found) == [("EUR 120.00", "3 h, of which 2 are paid beforehand: 1 × EUR 120.00")]

    @pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
    def test_items_of_one_date_draw_in_the_order_of_their_opening(self, deliver, order):
        """Of 3, 4 and 5 hours on 2 March the first seven and one of the last five are paid: 4 × EUR 120.00."""
        rows = [(item, *rest, f"2026-03-02 1{n}:00", None) for n, (item, *rest, _, _) in enumerate(MOVES)]
        found = deliver([rows[n] for n in order], clauses=CLAUSES, work=spent(3, 4, 5), known=used({"2026-03-01": 0}))
        assert shown(found) == [
            ("EUR 0.00", "3 h of 8 hours of advice that are paid beforehand"),
            ("EUR 0.00", "4 h of 5 hours of advice that are paid beforehand"),
            ("EUR 480.00", "5 h, of which 1 are paid beforehand: 4 × EUR 120.00"),
        ]
        assert str(found.worth) == "EUR 480.00"

    def test_the_last_hours_of_a_block_cover_as_many(self, deliver):
        found = deliver(MOVES[:1], clauses=CLAUSES, work=spent(8), known=used({"2026-03-01": 0}))
        assert shown(found) == [("EUR 0.00", "8 h of 8 hours of advice that are paid beforehand")]

    def test_what_is_told_to_be_left_is_left(self, deliver):
        left = ck.BlocksLeft(date(2026, 3, 2), [ck.PrepaidBlock("retainer", 1, date(2026, 3, 1), date(2026, 4, 1))])
        known = ck.ChargingFacts(blocks={"retainer": left})
        found = deliver(MOVES[:1], clauses=CLAUSES, work=spent(3), known=known)
        assert shown(found) == [("EUR 240.00", "3 h, of which 1 are paid beforehand: 2 × EUR 120.00")]

    def test_where_nobody_told_what_is_left_it_is_not_known(self, deliver):
        found = deliver(MOVES[:1], clauses=CLAUSES, work=spent(3))
        assert shown(found) == [
            (None, "hours of advice are paid beforehand, and how many were left on 2026-03-02 is not told")
        ]

    def test_where_nobody_told_how_long_it_took_it_says_so(self, deliver):
        found = deliver(MOVES[:1], clauses=CLAUSES, known=used({"2026-03-01": 0}))
        assert shown(found) == [(None, "how long it took is not told; hours of advice are paid beforehand")]

    def test_a_rate_that_a_clause_names_comes_before_prepaid_hours(self, deliver):
        clauses = {**CLAUSES, "8.2": {**CLAUSES["8.2"], "priced_from": ["engineer"]}}
        found = deliver(MOVES[:1], clauses=clauses, work=spent(2), known=used({"2026-03": 2}))
        assert shown(found) == [("EUR 180.00", "2 h × EUR 90.00 per hour")]


class TestQuotes:
    def test_a_draft_asks_for_what_is_not_paid_already(self, deliver):
        found = deliver(
            MOVES[1:2],
            clauses=CLAUSES,
            work=[ck.WorkDone("T-2", timedelta(hours=3))],
            known=used({"2026-03-01..2026-03-02": 6}),
        )
        (quote,) = (one for one in found.quotes if one.per == "once")
        assert (str(quote.worth.amount), quote.worth.formula) == (
            "EUR 120.00",
            "3 h, of which 2 are paid beforehand: 1 × EUR 120.00",
        )
