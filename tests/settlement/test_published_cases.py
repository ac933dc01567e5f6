"""Worked cases of other systems and published clauses, where they are at hand; numbers only, read in place.

They are looked for in the folder that CONTRACTKIT_SHARED names, else beside the repository.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding, share_out
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod, settle

FILE = Path(os.environ.get("CONTRACTKIT_SHARED", Path(__file__).parents[3] / "shared")) / "cases" / "money.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else []
ABSENT = f"{FILE} is not there; set CONTRACTKIT_SHARED to the folder that has cases/money.json"


def of(mechanism: str) -> Any:
    """Mark a test to run for each case of a mechanism, or to say once that there are none."""
    found = [case for case in CASES if case["mechanism"] == mechanism]
    skipped = [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT))]
    return pytest.mark.parametrize("case", found or skipped, ids=[case["id"] for case in found] or ["absent"])


def counts_for(percent: str) -> tuple[int, int]:
    """Return items met and breached whose share is exactly `percent`."""
    share = Fraction(percent) / 100
    return share.numerator, share.denominator - share.numerator


def settled(
    given: Any, effect: Any, figure: str, fee: tuple[str, str, str], steps: Any = (), before: Any = None
) -> Any:
    name, amount, currency = fee
    agreement = given.agreement(
        given.target("figure", "month", effect),
        fees=[given.fee(name, amount, "month", currency)],
        steps=[*steps, given.rounding("0.01", "half-up")],
        per="month",
        currency=currency,
    )
    evaluation = given.counted(agreement, {"2026-12": {"figure": counts_for(figure)}})
    return settle(agreement, evaluation, None, period="2026-12", before=before or Ledger.empty())[0]


class TestCreditTier:
    @of("credit_tier")
    def test_the_deepest_tier_below_which_the_figure_lies_is_credited(self, given, case):
        """Strictly below, on the charges of the month."""
        terms, facts = case["terms"], case["input"]
        effect = given.tiers("charges", *((tier["below"], tier["credit_pct"]) for tier in terms["tiers"]))
        settlement = settled(given, effect, facts["monthly_uptime_pct"], ("usage", facts["charges"], facts["currency"]))
        line = settlement.lines[1]
        assert line.inputs["percent"] == str(-Decimal(case["expected"]["credit_pct"]) + 0)
        assert -line.amount.amount == Decimal(case["expected"]["credit"])


class TestPiecewiseLinear:
    @of("piecewise_linear")
    def test_a_fee_at_risk_is_paid_along_the_curve(self, given, case):
        """Clamped outside of the points."""
        points = (tuple(point) for point in case["terms"]["points"])
        effect = given.curve("fees-at-risk", *points, outside=case["terms"]["outside"])
        fee = ("fees-at-risk", case["input"]["fee_at_risk"], "EUR")
        line = settled(given, effect, case["input"]["achieved_pct"], fee).lines[1]
        assert line.inputs["percent"] == case["expected"]["payment_pct"]
        assert line.amount.amount == Decimal(case["expected"]["payment"])


class TestBonusMalusInterpolated:
    @of("bonus_malus_interpolated")
    def test_each_side_of_the_dead_zone_has_its_own_slope(self, given, case):
        """Of the fixed fee."""
        points = (tuple(point) for point in case["terms"]["points"])
        effect = given.curve("fixed-fee", *points, outside=case["terms"]["outside"])
        line = settled(given, effect, case["input"]["kpi"], ("fixed-fee", case["input"]["fixed_fee"], "EUR")).lines[1]
        assert Decimal(line.inputs["percent"]) == Decimal(case["expected"]["effect_pct"])
        assert line.amount.amount == Decimal(case["expected"]["amount"])


class TestSlaCreditTwoCaps:
    @of("sla_credit_two_caps")
    def test_the_cap_of_the_year_counts_what_eleven_earlier_months_were_credited(self, given, case):
        """The clause rolls over twelve months; in the twelfth month of a contract that is the contract year."""
        terms, facts = case["terms"], case["input"]
        assert Decimal(facts["last_11m_charge"]) == 11 * Decimal(facts["monthly_charge"])
        effect = given.tiers(
            "monthly-fee",
            (terms["availability1"], terms["credit1_pct"]),
            (terms["availability2"], terms["credit2_pct"]),
        )
        steps = [
            given.cap(f"{terms['monthly_cap_pct']} % of monthly-fee", "month"),
            given.cap(f"{terms['rolling_12m_cap_pct']} % of charges", "year"),
        ]
        before = Ledger.empty()
        credited = share_out(-Decimal(facts["last_11m_credit"]), [Decimal(1)] * 11, Decimal("0.01"))
        for month, credit in enumerate(credited, start=1):
            period = Period.parse(f"2026-{month:02}")
            last_day = period.end.fromordinal(period.end.toordinal() - 1)
            entry = LedgerEntry("figure", "figure", "SLA/4.2", last_day, "malus", Money(credit, "EUR"))
            before = before.with_period("C-1", SettledPeriod(period, "final", Money("10", "EUR"), (entry,)))
        settlement = settled(
            given, effect, facts["service_level"], ("base", facts["monthly_charge"], "EUR"), steps, before
        )
        assert -settlement.malus.amount == Decimal(case["expected"]["credit"])
        assert settlement.status == "final"


class TestPenaltySumWithCap:
    @of("penalty_sum_with_cap")
    def test_no_order_of_effects_changes_the_sum(self, given, case):
        """The trap of the case is a cap that fills up while effects are added.

        contractkit computes all effects first and caps malus and bonus apart: -8 and -6 come to -10, and +5 stays, in
        every order. That is the source's running figure. Its other figure, -9, nets the bonus first, which a cap on the
        malus never does.
        """
        found = set()
        for effects in permutations(case["input"]["effects_in_order"]):
            targets = [
                given.target(f"t{place}", "month", given.curve("base", ("0", pays), ("100", pays)))
                for place, pays in enumerate(effects)
            ]
            agreement = given.agreement(
                *targets,
                fees=[given.fee("base", "100.00", "month")],
                steps=[given.cap(f"{-int(case['terms']['up_to_pct'])} % of base", "month", "both")],
                per="month",
            )
            counts = {"2026-12": {target.id: (1, 1) for target in targets}}
            settlement, _ = settle(agreement, given.counted(agreement, counts), None, period="2026-12")
            found.add(settlement.effects.amount)
        assert found == {Decimal(case["expected"]["running_cap"])}


class TestCreditAllocation:
    @of("credit_allocation")
    def test_parts_sum_to_the_whole(self, case):
        """By largest remainder, ties to the first line."""
        weights = [Decimal(line) for line in case["input"]["lines"]]
        found = share_out(Decimal(case["input"]["credit"]), weights, Decimal("0.01"))
        assert [str(part) for part in found] == case["expected"]["allocated"]


class TestRoundingMode:
    @of("rounding_mode")
    def test_half_up_is_away_from_zero_for_both_signs(self, case):
        """To the cent."""
        rounding = Rounding(Decimal("0.01"), "half-up")
        found = [rounding.apply(Decimal(value)) for value in case["input"]["values"]]
        assert found == [Decimal(value) for value in case["expected"]["rounded"]]


class TestResultFee:
    @of("result_fee")
    def test_a_lower_fixed_fee_and_what_results_earn(self, given, case):
        """The incentive pool as a share of the fixed fee."""
        terms, expected = case["terms"], case["expected"]
        pool = str(Decimal(terms["incentive_pool"]) / Decimal(terms["fixed_fee"]) * 100)
        effect = given.curve("fixed-fee", ("80", "0"), ("100", pool))
        met, count = case["input"]["results"]
        figure = str(Decimal(met) / Decimal(count) * 100)
        settlement = settled(given, effect, figure, ("fixed-fee", terms["fixed_fee"], "EUR"))
        assert settlement.bonus.amount == Decimal(expected["incentive"])
        assert settlement.total.amount == Decimal(expected["total"])
        assert settlement.bonus.amount / Decimal(terms["incentive_pool"]) * 100 == Decimal(expected["share_pct"])
