"""Single edges of prices, each by hand: the last day of a term, the thirty-first, a base that is still to come."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging import PrepaidBlock, Use, draw

HEAD = {"contractkit": 1, "document": "sla", "id": "E", "title": "Desk", "currency": "EUR", "zone": "UTC"}
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 200", "per": "year"}
MAIL = {"kind": "service", "name": "mail", "volume": "5 mailboxes"}


def paper(term: dict[str, str], **clauses: dict[str, Any]) -> ck.Agreement:
    numbered = {str(10 + place): clause for place, clause in enumerate(clauses.values())}
    return ck.load_agreement(data={**HEAD, "clauses": {"1": {"kind": "term", **term}, **numbered}})


def cost(agreement: ck.Agreement, period: str) -> Fraction:
    return sum((charge.exact for charge in ck.charges(agreement, ck.Period.parse(period))), Fraction(0))


class TestWhatAPriceIsFor:
    @pytest.mark.parametrize(
        ("clause", "name", "per"),
        [
            (FEE, "desk", "year"),
            ({**FEE, "per": "once"}, "desk", None),
            ({"kind": "rate", "name": "engineer", "price": "EUR 80.00 per hour"}, "engineer", "hour"),
            (
                {**MAIL, "price": "EUR 4.00 per mailbox per month"},
                "mail",
                "mailbox per month",
            ),
            ({"kind": "service", "name": "calls", "price": "EUR 2.00 per 100 calls"}, "calls", "100 calls"),
        ],
    )
    def test_a_price_on_a_date_says_it(self, clause: dict[str, Any], name: str, per: str | None) -> None:
        found = ck.price_on(paper({"start": "2026-01-01"}, one=clause), name, date(2026, 3, 1))
        assert found.per == per == found.to_dict()["per"]
        assert f"{per} (E/10)" in str(found) if per else " per " not in str(found)


class TestParts:
    @pytest.mark.parametrize(
        ("start", "expected"), [("2026-01-30", "1/30"), ("2026-01-31", "1/30"), ("2026-01-16", "1/2")]
    )
    def test_of_months_of_thirty_days_the_thirty_first_counts_with_the_thirtieth(
        self, start: str, expected: str
    ) -> None:
        """From the 31st there is one day left, as from the 30th; from the 16th there are fifteen."""
        fee = {**FEE, "amount": "EUR 1", "per": "month"}
        agreement = paper({"start": start}, fee=fee, rule={"kind": "proration", "by": "thirty-day-months"})
        assert cost(agreement, "2026-01") == Fraction(expected)

    @pytest.mark.parametrize(
        ("until", "expected"), [("2026-02-28", "100"), ("2026-02-27", str(1200 * Fraction(27, 365)))]
    )
    def test_of_days_of_a_year_a_month_that_the_term_just_ends_with_is_a_whole_one(
        self, until: str, expected: str
    ) -> None:
        """February is a twelfth where the term has all of it, and 27 of 365 days where one is missing."""
        rule = {"kind": "proration", "by": "days-of-year", "whole_periods": "billed-whole"}
        agreement = paper({"start": "2026-01-01", "until": until, "end": "last-day"}, fee=FEE, rule=rule)
        assert cost(agreement, "2026-02") == Fraction(expected)


class TestIndexation:
    def test_a_price_that_was_amended_before_the_month_of_the_base_keeps_that_base(self, tmp_path: Path) -> None:
        """The base is March 2026, the amendment of 1 February: 1 300 rise with 121 over 110, not over the 100 of 2025."""
        by = {"series": "cpi", "base": "2026-03"}
        index = {"kind": "indexation", "by": by, "every": "1 April", "first": "2027-04-01"}
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": FEE, "3": index}
        change = {
            "clause": "E/2",
            "action": "change",
            "fields": {"amount": {"was": "EUR 1 200", "becomes": "EUR 1 300"}},
        }
        amendment = {
            "contractkit": 1, "document": "amendment", "id": "A", "title": "More", "amends": "E",
            "signed_on": "2026-01-15", "effective_from": "2026-02-01", "changes": [change],
        }  # fmt: skip
        for name, data in (("sla", {**HEAD, "clauses": clauses}), ("amendment", amendment)):
            (tmp_path / f"{name}.yaml").write_text(json.dumps(data), encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        figures = {"cpi": {"2025-03": "100", "2026-03": "110", "2027-03": "121"}}
        told = ck.SettlementFacts.from_dict({"index": figures}, agreement=agreement, period="2026-06")
        prices = [ck.price_on(agreement, "desk", date(year, 6, 1), told).price for year in (2026, 2027)]
        assert prices == [1300, 1430]

    def test_of_a_mix_whose_parts_are_capped_a_year_that_is_not_passed_on_leaves_what_was_cut(self) -> None:
        """Half follows wages, half prices; each part may rise 4 % a year, and what is cut is carried.

        In 2022 wages rise by 6 %: 4 now, 2 left, and the mix by 2 %. In 2023 nothing rises, so wages bring their 2: the
        mix would go up by 1 %, which is not more than the threshold, and is not passed on. In 2024 prices rise by 2 %, and
        the 2 of wages are still there: 2 % of 102.
        """
        part = {"weight": "50 %"}
        parts = [{**part, "of": {"series": name, "base": "2020-12", "method": "chain"}} for name in ("wages", "cpi")]
        index = {
            "kind": "indexation",
            "by": {"parts": parts},
            "every": "1 January",
            "first": "2022-01-01",
            "cap": "4 %",
            "index_cap_on": "each-part",
            "index_excess": "carried",
            "threshold": "1 %",
        }
        agreement = paper({"start": "2020-01-01"}, fee={**FEE, "amount": "EUR 100"}, index=index)
        wages = {"2020-12": "100", "2021-12": "106", "2022-12": "106", "2023-12": "106"}
        figures = {"wages": wages, "cpi": {**dict.fromkeys(wages, "100"), "2023-12": "102"}}
        told = ck.SettlementFacts.from_dict({"index": figures}, agreement=agreement, period="2024-06")
        prices = [ck.price_on(agreement, "desk", date(year, 6, 1), told).price for year in (2021, 2022, 2023, 2024)]
        assert prices == [100, 102, 102, Fraction("104.04")]


class TestPrepaid:
    BLOCK = PrepaidBlock("hours", Fraction(10), date(2026, 2, 1), date(2026, 5, 1))

    @pytest.mark.parametrize(("on", "beyond"), [(date(2026, 1, 31), 4), (date(2026, 2, 1), 0), (date(2026, 5, 1), 4)])
    def test_a_block_can_be_used_from_its_first_date_to_the_day_before_it_lapses(self, on: date, beyond: int) -> None:
        found = draw([self.BLOCK], [Use(on, Fraction(4))], date(2026, 7, 1))
        assert sum(use.units for use in found.beyond) == beyond

    @pytest.mark.parametrize(("until", "lapsed"), [(date(2026, 4, 30), 0), (date(2026, 5, 1), 10)])
    def test_what_lapses_on_the_date_after_the_period_has_lapsed_with_it(self, until: date, lapsed: int) -> None:
        """The first date on which the block cannot be used is 1 May; a period of April ends just before it."""
        found = draw([self.BLOCK], [], until)
        assert sum(units for _, units in found.lapsed) == lapsed
