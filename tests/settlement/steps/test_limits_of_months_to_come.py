"""Caps whose window goes on behind the settled period: what is known of it counts, and nothing is cut for good before."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
TERM = {"kind": "term", "start": "2026-01-01", "initial": "2 years"}
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"}
CALLS = {"kind": "service", "name": "calls", "price": "EUR 1.00 per call"}
METRIC = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
INDEX = {"kind": "indexation", "by": {"series": "cpi", "base": "2025-01"}, "every": "1 February", "first": "2026-02-01"}


def agreement(cap: dict[str, Any], pays: dict[str, Any], **more: Any) -> ck.Agreement:
    target = {"kind": "figure-target", "name": "av", "metric": "uptime", "reach": "at least 99 %", "per": "month"}
    step = {"step": "cap", "caps": "malus", **cap}
    order = [step, {"step": "round", "to": "0.01", "mode": "half-up"}]
    clauses = {"1": TERM, "3": METRIC, "4": target | {"pays": [pays]}}
    clauses |= {"5": {"kind": "settlement", "per": "month", "order": order}, **more}
    return ck.load_agreement(data=HEAD | {"clauses": clauses})


def settled(of: ck.Agreement, month: str, figure: str, before: Any = None, **told: Any) -> tuple[Any, Any]:
    facts = ck.SettlementFacts.from_dict({"figures": {"av": figure}, **told}, agreement=of, period=month)
    return ck.settle(of, None, None, period=month, before=before or ck.Ledger.empty(), told=facts)


class TestAPriceThatIsNotPublished:
    """One point missed costs EUR 40; the quarter's cap is 3 % of its fees, EUR 90 at EUR 1 000 a month."""

    GAP = {"kind": "gap-credit", "of": "desk", "credit_per_point": "4 %"}  # noqa: RUF012
    CAP = {"limit": "3 % of desk", "per": "quarter"}  # noqa: RUF012

    def test_without_an_index_the_whole_quarter_is_known(self):
        money, _ = settled(agreement(self.CAP, self.GAP, **{"2": FEE}), "2026-01", "98 %")
        assert (str(money.total), money.status) == ("EUR 960.00", "final")

    def test_what_exceeds_the_limit_so_far_is_held_back_and_not_cut(self):
        """February's price is not known: of EUR 40, EUR 30 are sure, and EUR 10 wait for the figure."""
        of = agreement(self.CAP, self.GAP, **{"2": FEE, "6": INDEX})
        money, _ = settled(of, "2026-01", "98 %")
        assert (str(money.total), money.status) == ("EUR 970.00", "provisional")
        assert [str(end) for end in (money.low, money.high)] == ["EUR 960.00", "EUR 970.00"]

    def test_what_lies_within_the_limit_so_far_is_final(self):
        """Half a point is EUR 20, less than the 3 % of January alone."""
        of = agreement(self.CAP, self.GAP, **{"2": FEE, "6": INDEX})
        money, _ = settled(of, "2026-01", "98.5 %")
        assert (str(money.total), money.status) == ("EUR 980.00", "final")

    def test_with_the_figure_it_is_known(self):
        of = agreement(self.CAP, self.GAP, **{"2": FEE, "6": INDEX})
        money, _ = settled(of, "2026-01", "98 %", index={"cpi": {"2025-01": "100", "2026-01": "102"}})
        assert (str(money.total), money.status) == ("EUR 960.00", "final")


class TestVolumesToCome:
    """100 calls in January and 1 000 in each month after; 20 % of EUR 100 are lost in January, the cap is 10 %."""

    GAP = {"kind": "gap-credit", "of": "charges", "credit_per_point": "10 %"}  # noqa: RUF012
    CAP = {"limit": "10 % of charges", "per": "quarter"}  # noqa: RUF012

    def test_nothing_of_it_is_lost_by_the_order_of_the_months(self):
        of = agreement(self.CAP, self.GAP, **{"2": CALLS})
        money, _ = settled(of, "2026-01", "97 %", volumes={"calls": {"2026-01": "100 calls"}})
        assert (str(money.total), money.status) == ("EUR 90.00", "provisional")
        assert [str(end) for end in (money.low, money.high)] == ["EUR 80.00", "EUR 90.00"]

    def test_when_the_quarter_is_known_all_of_it_is_deducted(self):
        of = agreement(self.CAP, self.GAP, **{"2": CALLS})
        counts = {"2026-01": "100 calls", "2026-02": "1000 calls", "2026-03": "1000 calls"}
        money, _ = settled(of, "2026-01", "97 %", volumes={"calls": counts})
        assert (str(money.total), money.status) == ("EUR 80.00", "final")


class TestAYearAsThePartiesKnowIt:
    """The limit is 10 % of the yearly fees at the prices of the settled month's last day."""

    GAP = {"kind": "gap-credit", "of": "desk", "credit_per_point": "50 %"}  # noqa: RUF012
    CAP = {"limit": "10 % of yearly-fees", "per": "contract-year"}  # noqa: RUF012

    def test_prices_that_rise_later_in_the_year_raise_it_then(self):
        """Misses of EUR 500: 1 200 are the most up to June, and from July on 10 % of 13 200."""
        rise = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 July", "first": "2026-07-01"}
        of = agreement(self.CAP, self.GAP, **{"2": FEE, "6": rise})
        ledger, paid = None, []
        for month, figure in (("2026-01", "98 %"), ("2026-02", "98 %"), ("2026-03", "98 %"), ("2026-07", "98 %")):
            if month == "2026-07":
                for good in ("2026-04", "2026-05", "2026-06"):
                    _, ledger = settled(of, good, "100 %", ledger)
            money, ledger = settled(of, month, figure, ledger)
            paid.append((str(money.malus), money.status))
        assert paid == [
            ("EUR -500.00", "final"),
            ("EUR -500.00", "final"),
            ("EUR -200.00", "final"),
            ("EUR -120.00", "final"),
        ]

    def test_a_figure_of_months_to_come_leaves_nothing_open(self):
        of = agreement(self.CAP, self.GAP, **{"2": FEE, "6": INDEX | {"every": "1 July", "first": "2026-07-01"}})
        money, _ = settled(of, "2026-03", "98 %", _settled_until_march(of))
        assert (str(money.malus), money.status) == ("EUR -500.00", "final")


def _settled_until_march(of: ck.Agreement) -> Any:
    ledger = None
    for month in ("2026-01", "2026-02"):
        _, ledger = settled(of, month, "100 %", ledger)
    return ledger


@pytest.mark.parametrize("limit", [{"lowest_of": ["EUR 35.00", "3 % of desk"]}])
def test_of_several_limits_the_lowest_that_is_sure_holds(limit):
    """At most EUR 35, and at least EUR 30 are left: of EUR 40 EUR 10 are held back, which may be 5 in the end."""
    gap = {"kind": "gap-credit", "of": "desk", "credit_per_point": "4 %"}
    of = agreement({"limit": limit, "per": "quarter"}, gap, **{"2": FEE, "6": INDEX})
    money, _ = settled(of, "2026-01", "98 %")
    assert (str(money.total), money.status) == ("EUR 970.00", "provisional")
