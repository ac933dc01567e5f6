"""The score of an award fee: told under its own number, or the figure of a metric; never off its scale."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import FactsRejected, UsageError
from contractkit.settlement.told import ToldFigure

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
METRIC = {"kind": "metric", "name": "judged", "measures": "score", "scale": {"from": 0, "through": 100}}
AWARD = {"kind": "award-fee", "pool": "EUR 1 000", "earns": "score-share", "minimum_score": 61}


def papers(**award: Any) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "clauses": {"7": METRIC, "8": {**AWARD, **award}}})


def settled(agreement: ck.Agreement, figures: dict[str, Any]) -> ck.Settlement:
    told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period="2026-03")
    money, _ = ck.settle(agreement, None, None, period="2026-03", told=told)
    return money


class TestAScoreWithoutAMetric:
    @pytest.mark.parametrize("name", ["8", "S-1/8"])
    def test_it_is_told_under_the_number_of_the_clause(self, name):
        """84.5 % of EUR 1 000.00."""
        money = settled(papers(), {name: "84.5"})
        assert (str(money.total), money.status) == ("EUR 845.00", "final")

    def test_below_the_minimum_nothing_is_earned(self):
        """60.9 is less than 61."""
        money = settled(papers(), {"8": "60.9"})
        assert (str(money.total), money.status) == ("EUR 0.00", "final")

    def test_what_was_recorded_last_counts_and_what_was_recorded_too_late_does_not(self):
        """70 in April, 80 in May; at the end of April it was 70."""
        rows = [
            {"value": "70", "period": "2026-03", "recorded_on": "2026-04-10"},
            {"value": "80", "period": "2026-03", "recorded_on": "2026-05-10"},
        ]
        agreement = papers()
        assert str(settled(agreement, {"8": rows}).total) == "EUR 800.00"
        facts = {"figures": {"8": rows}, "known_at": "2026-04-30"}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period="2026-03")
        assert str(ck.settle(agreement, None, None, period="2026-03", told=told)[0].total) == "EUR 700.00"

    def test_where_nobody_tells_it_the_line_says_under_which_name_it_is_told(self):
        """Nothing is settled, and it is not nought."""
        money = settled(papers(), {})
        (reason,) = money.reasons
        assert money.status == "provisional"
        assert "tell it under figures, as S-1/8" in reason

    def test_one_between_two_ends_pays_between_two_sums(self):
        """70 to 80 % of EUR 1 000.00."""
        money = settled(papers(), {"8": {"low": "70", "high": "80"}})
        assert (str(money.low), str(money.high)) == ("EUR 700.00", "EUR 800.00")


class TestOffTheScale:
    @pytest.mark.parametrize("score", ["100.1", "161", "-3"])
    def test_a_mark_that_the_scale_does_not_have_is_refused_when_it_is_read(self, score):
        """161 would have paid 161 % of the pool."""
        for agreement, name in ((papers(), "8"), (papers(**{"for": "judged"}), "judged")):
            with pytest.raises(FactsRejected, match="they go from 0 to 100"):
                settled(agreement, {name: score})

    def test_the_ends_of_the_scale_are_marks(self):
        """All of the pool, and nothing."""
        agreement = papers(**{"for": "judged"})
        assert [str(settled(agreement, {"judged": score}).total) for score in ("100", "0")] == [
            "EUR 1 000.00",
            "EUR 0.00",
        ]

    def test_one_that_comes_as_a_value_is_refused_when_it_is_settled(self):
        """A value of Python is not read from a document."""
        march = ck.Period(date(2026, 3, 1), date(2026, 4, 1), "2026-03")
        told = ck.SettlementFacts(figures=(ToldFigure("8", march, "161"),))
        with pytest.raises(UsageError, match="161 is no score"):
            ck.settle(papers(), None, None, period="2026-03", told=told)
