"""Published cases of the steps: caps, earn-back, allocation, rounding; of liability; of the last dates of notice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from published_cases import PublishedFile, loaded, published_files

import contractkit as ck
from contractkit.settlement.liability import answer_claims
from contractkit.settlement.loss_claims import LossClaim

MONTH = "2026-01"
FILES = {file.name.removesuffix(".yaml"): file for file in published_files()}


def cases(*starts: str) -> Any:
    """Mark a test to run for each case of the files that begin so."""
    found = [
        pytest.param(file, case, id=f"{case['id']} {name}")
        for name, file in FILES.items()
        if name.startswith(starts)
        for case in file.cases
    ]
    assert found
    return pytest.mark.parametrize(("file", "case"), found)


def settled(file: PublishedFile, case: dict[str, Any]) -> ck.Settlement:
    agreement = loaded(file)
    told = ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=MONTH)
    settlement, _ = ck.settle(agreement, None, None, period=MONTH, told=told)
    return settlement


class TestSteps:
    @cases("b-penalty-sum")
    def test_the_difference_of_bonus_and_malus_is_limited(self, file, case):
        """Of charges of 100.00, so that the amount is the percentage."""
        assert str(settled(file, case).effects.amount) == case["expected"]["percent"].removesuffix(" %") + ".00"

    @cases("b-sla-credit-two-caps")
    def test_the_second_cap_has_what_eleven_months_left(self, file, case):
        """A tier, a cap of the month, and a rolling one."""
        settlement = settled(file, case)
        assert str(-settlement.malus) == case["expected"]["credit"]
        assert settlement.status == "final"

    @cases("e-earn-back")
    def test_the_order_of_cap_and_earn_back_decides(self, file, case):
        """Seven thousand or ten from the same facts; what came back counts against the malus."""
        assert str(-settled(file, case).effects) == case["expected"]["malus"]

    @cases("f-credit-allocation")
    def test_the_parts_of_a_credit_add_up_to_it(self, file, case):
        """One part for each charge."""
        settlement = settled(file, case)
        assert [str(-part.amount) for part in settlement.allocated] == case["expected"]["lines"]
        assert sum(part.amount.amount for part in settlement.allocated) == settlement.effects.amount
        assert [part.line.split()[1] for part in settlement.allocated] == ["network", "mail", "storage"]

    @cases("f-rounding-mode")
    def test_each_line_is_rounded_away_from_nought(self, file, case):
        """The total is then the sum of the lines."""
        settlement = settled(file, case)
        expected = [ck.Money(text.replace("EUR ", ""), "EUR") for text in case["expected"]["lines"]]
        assert [line.amount for line in settlement.lines] == expected
        assert settlement.total == sum(expected[1:], expected[0])


class TestLiability:
    @cases("f-liability")
    def test_the_loss_or_what_is_left_of_the_bounds_is_paid(self, file, case):
        """Claims in their order; service credits use the bound up where the clause says so."""
        agreement = loaded(file)
        told = ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=MONTH)
        answers, _ = answer_claims(agreement, LossClaim.told(told, date(2026, 1, 15)), told=told)
        expected = case["expected"]["pays"]
        assert [str(one.pays) for one in answers] == ([expected] if isinstance(expected, str) else expected)
        if "left" in case["expected"]:
            assert str(answers[-1].left) == case["expected"]["left"]


class TestNotice:
    @cases("f-notice")
    def test_the_last_date_of_notice_and_the_last_day_of_the_term(self, file, case):
        """By the calendar, from the end of the term as it stands."""
        found = ck.last_notice_date(loaded(file), date.fromisoformat(case["facts"]["dates"]["asked-on"]))
        dates = {
            "last-notice": found.last_notice,
            "by-the-calendar": found.by_the_calendar,
            "last-day": found.last_day,
            "end": found.end,
        }
        assert {word: str(dates[word]) for word in case["expected"]} == case["expected"]
