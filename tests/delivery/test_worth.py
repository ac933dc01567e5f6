"""What work outside the agreement is worth: hand-worked prices, and what nobody can say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import contractkit as ck

REPORT = ("T-1", "reporting", "monthly-report", "2026-01-30 09:00", "2026-01-30 11:00")
ENTRY = {
    "kind": "catalogue-item",
    "name": "reporting",
    "promise": "A report",
    "unit": "report",
    "price": "EUR 142.50 per report",
}


def worth(deliver: Any, minutes: int | None, clauses: dict[str, Any] | None = None) -> tuple[str | None, str]:
    """Return what the one item is worth, and the formula."""
    work = [] if minutes is None else [ck.WorkDone("T-1", timedelta(minutes=minutes))]
    delivery = deliver([REPORT], clauses=clauses, work=work)
    found = delivery.outside[0].worth
    return None if found.amount is None else str(found.amount.amount), found.formula


class TestRate:
    """Time spent, at the price of an hour."""

    def test_an_hour_and_a_half_at_90_euros_is_135(self, deliver: Any) -> None:
        assert worth(deliver, 90) == ("135.00", "1 h 30 min × EUR 90.00 per hour")

    def test_a_cent_is_rounded_half_up_for_each_item(self, deliver: Any) -> None:
        # 35 / 60 × 92.50 = 53.9583…; 3 / 60 × 92.50 = 4.625
        rate = {"8.1": {"kind": "rate", "name": "engineer", "price": "EUR 92.50 per hour"}}
        assert worth(deliver, 35, rate)[0] == "53.96"
        assert worth(deliver, 3, rate)[0] == "4.63"

    @pytest.mark.parametrize(("minutes", "amount"), [(30, "45.00"), (31, "67.50"), (45, "67.50"), (46, "90.00")])
    def test_a_step_that_was_begun_counts_whole(self, deliver: Any, minutes: int, amount: str) -> None:
        steps = {"kind": "rate", "name": "engineer", "price": "EUR 90.00 per hour", "in_steps_of": "15 minutes"}
        assert worth(deliver, minutes, {"8.1": steps})[0] == amount

    def test_the_least_counts_where_it_took_less(self, deliver: Any) -> None:
        least = {"kind": "rate", "name": "engineer", "price": "EUR 90.00 per hour", "at_least": "1 hour"}
        assert worth(deliver, 10, {"8.1": least})[0] == "90.00"
        assert worth(deliver, 61, {"8.1": least})[0] == "91.50"

    def test_a_visit_costs_the_same_however_long_it_took(self, deliver: Any) -> None:
        visit = {"8.1": {"kind": "rate", "name": "visit", "price": "EUR 60.00 per visit"}}
        assert worth(deliver, None, visit) == ("60.00", "1 visit × EUR 60.00")

    def test_time_is_added_up_over_several_bookings(self, deliver: Any) -> None:
        work = [ck.WorkDone("T-1", timedelta(minutes=20)), ck.WorkDone("T-1", timedelta(minutes=40))]
        assert str(deliver([REPORT], work=work).worth.amount) == "90.00"

    def test_work_after_the_moment_of_judging_is_not_known_yet(self, deliver: Any) -> None:
        work = [
            ck.WorkDone("T-1", timedelta(minutes=60), on=date(2026, 3, 31)),
            ck.WorkDone("T-1", timedelta(minutes=60), on=date(2026, 4, 1)),
        ]
        assert str(deliver([REPORT], as_of="2026-04-01 00:00", work=work).worth.amount) == "90.00"

    def test_what_was_written_down_later_is_not_known_yet(self, deliver: Any) -> None:
        work = [
            ck.WorkDone("T-1", timedelta(minutes=60), recorded_on=date(2026, 2, 10)),
            ck.WorkDone("T-1", timedelta(minutes=60), recorded_on=date(2026, 2, 11)),
        ]
        known = ck.ChargingFacts(known_at=date(2026, 2, 10))
        assert str(deliver([REPORT], work=work, known=known).worth.amount) == "90.00"


class TestUnknown:
    """Where nobody can say, there is no figure, and the reason."""

    def test_without_the_time_it_took(self, deliver: Any) -> None:
        assert worth(deliver, None) == (None, "how long it took is not told (EUR 90.00 per hour)")

    def test_without_any_price(self, deliver: Any) -> None:
        assert worth(deliver, 90, {"8.1": None}) == (None, "no rate and no entry of the catalogue prices it")

    def test_two_rates_are_not_chosen_between(self, deliver: Any) -> None:
        other = {"8.2": {"kind": "rate", "name": "advice", "price": "EUR 120.00 per hour"}}
        amount, why = worth(deliver, 90, other)
        assert amount is None
        assert "engineer (S-1/8.1) and advice (S-1/8.2)" in why

    def test_the_clause_about_quotes_says_which_of_two_rates(self, deliver: Any) -> None:
        more = {
            "8.2": {"kind": "rate", "name": "advice", "price": "EUR 120.00 per hour"},
            "8.3": {"kind": "quote", "priced_from": ["advice"]},
        }
        assert worth(deliver, 90, more)[0] == "180.00"

    def test_a_rate_for_other_work_does_not_speak_of_it(self, deliver: Any) -> None:
        moves = {"kind": "rate", "name": "movers", "price": "EUR 70.00 per hour", "when": {"category": "move"}}
        assert worth(deliver, 60, {"8.2": moves})[0] == "90.00"

    def test_surcharges_leave_the_price_open(self, deliver: Any) -> None:
        rate = {
            "kind": "rate",
            "name": "engineer",
            "price": "EUR 90.00 per hour",
            "surcharges": [{"calendar": "always", "times": "1.5"}],
        }
        amount, why = worth(deliver, 60, {"8.1": rate})
        assert amount is None
        assert "surcharges" in why


class TestCatalogue:
    """Prices of the catalogue: of an entry that is called like the service, or for time."""

    def test_an_entry_called_like_the_service_is_counted_by_the_piece(self, deliver: Any) -> None:
        assert worth(deliver, None, {"9.1": ENTRY}) == ("142.50", "1 report × EUR 142.50")

    def test_a_price_for_a_month_is_none_for_a_piece(self, deliver: Any) -> None:
        monthly = {**ENTRY, "price": "EUR 142.50 per report per month"}
        assert worth(deliver, 60, {"9.1": monthly})[0] == "90.00"

    def test_an_entry_with_a_price_for_an_hour_prices_time(self, deliver: Any) -> None:
        hours = {**ENTRY, "name": "extra-work", "unit": "hour", "price": "EUR 95.00 per hour"}
        assert worth(deliver, 90, {"8.1": None, "9.1": hours}) == ("142.50", "1 h 30 min × EUR 95.00 per hour")

    def test_the_price_of_the_day_of_the_work_holds(self, deliver: Any) -> None:
        rising = {
            "kind": "indexation",
            "by": {"fixed": "10 %", "uplift_compounding": "yearly"},
            "every": "1 March",
            "first": "2026-03-01",
        }
        rows = [REPORT, ("T-2", "reporting", "monthly-report", "2026-03-02 09:00", None)]
        work = [ck.WorkDone(item, timedelta(minutes=60)) for item in ("T-1", "T-2")]
        delivery = deliver(rows, clauses={"8.4": rising}, work=work)
        assert [str(one.worth.amount) for one in delivery.outside] == ["EUR 90.00", "EUR 99.00"]


RISE: Any = {"9.1": {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 January", "first": "2027-01-01"}}


class TestAfterTheEnd:
    """The agreement ends with 31 December 2026; prices would have risen by 10 % on 1 January 2027."""

    def test_no_price_changes_any_more(self, deliver: Any) -> None:
        """An hour on Monday 4 January 2027 at the EUR 90.00 of the last day, and not at EUR 99.00."""
        late = ("T-1", "mail", "spam", "2027-01-04 10:00", None)
        work = [ck.WorkDone("T-1", timedelta(hours=1))]
        found = deliver([late], as_of="2027-02-01 00:00", period="2027-01", clauses=RISE, work=work)
        assert [(one.scope, str(one.worth.amount)) for one in found.outside] == [("after-term", "EUR 90.00")]

    def test_where_it_goes_on_they_do(self, deliver: Any) -> None:
        move = ("T-1", "mail", "move", "2027-01-04 10:00", None)
        work = [ck.WorkDone("T-1", timedelta(hours=1))]
        clauses = {**RISE, "1.2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "1 month"}}
        found = deliver([move], as_of="2027-02-01 00:00", period="2027-01", clauses=clauses, work=work)
        assert [(one.scope, str(one.worth.amount)) for one in found.outside] == [("out", "EUR 99.00")]
