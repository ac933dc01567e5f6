"""Variants that share what was found for others come to what `settle` says of each, also where they differ in one step.

What one step looks at of the others stands in `looks_at`; a field that is forgotten there would be found here.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck
from contractkit.settlement.backtest.folding import folded
from contractkit.settlement.backtest.repaying import Repaying
from contractkit.settlement.backtest.walking import Turn

from .papers import MONTHS, clauses, compiled, counts, effects, figures, steps, told

YEAR = "2026"
FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

CAP = {"step": "cap", "limit": "EUR 75.55", "per": "month", "caps": "malus"}
QUARTER = {"step": "cap", "limit": "EUR 120", "per": "quarter", "caps": "malus"}
ROLLING = {"step": "cap", "limit": "EUR 150", "per": "rolling 3 months", "caps": "malus"}
BACK = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %", "expires": "3 months"}
LEAST = {"step": "minimum-issue", "more_than": "EUR 20.00", "otherwise": "carry-forward", "scope": "line"}
TESTED = {**LEAST, "otherwise": "drop", "tested": "after-rounding"}
CENT = {"step": "round", "to": 0.01, "mode": "half-up"}
FIVE = {"step": "round", "to": 5, "mode": "up"}
SPREAD = {"step": "allocate", "method": "proportional", "ties": "largest-line"}


def tiers(low: str) -> list[dict[str, Any]]:
    return [{"kind": "gap-credit", "of": "charges", "below": "reach", "credit_per_point": low}]


TERMS = {
    "pays": [tiers("0.37 %"), tiers("0.29 %")],
    "told": [],
    "points": None,
    "pool": False,
    "steps": [],
    "per": "month",
    "fee": "EUR 873.35",
}
HAPPENED = {
    label: {"SLA-7/3": ((7, 3), (29, 0), (20, 2))[place % 3], "SLA-7/4": ((8, 1), (5, 4), (13, 0), (6, 1))[place % 4]}
    for place, label in enumerate(MONTHS)
}


def loaded(folder: Any, terms: Any) -> ck.Agreement:
    try:
        return compiled(folder, terms, None)
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise


def tried(agreement: ck.Agreement, evaluation: Any, facts: ck.SettlementFacts, several: list[ck.Agreement]) -> None:
    """Try several variants together, and compare each with what `settle` says of it alone."""
    variants = [ck.Variant.of(f"other {number}", one) for number, one in enumerate(several)]
    found = ck.backtest(agreement, evaluation, None, variants, period=YEAR, told=facts)
    period = agreement.period(YEAR)
    for one in (found.signed, *found):
        assert one.periods == folded(one.variant.agreement, evaluation, None, period, ck.Ledger.empty(), facts)


class TestTogether:
    @FEW
    @drawn(
        signed=clauses(),
        orders=st.lists(steps(), min_size=2, max_size=3),
        pays=effects(),
        happened=counts(),
        known=figures,
    )
    def test_variants_of_one_paper_in_its_steps_and_in_one_effect_come_to_what_settle_says(
        self, given, tmp_path, signed, orders, pays, happened, known
    ):
        """Steps in other words and another effect of the first target, each with the other, tried together."""
        drawn_terms = [{**signed, "steps": order} for order in orders]
        drawn_terms += [{**terms, "pays": [[pays], signed["pays"][1]]} for terms in drawn_terms]
        agreement, *several = [loaded(tmp_path, terms) for terms in (signed, *drawn_terms)]
        tried(agreement, given.counted(agreement, happened), told(agreement, known), several)

    @pytest.mark.parametrize(
        "orders",
        [
            pytest.param([[CAP, CENT], [CAP, QUARTER, CENT], [CAP, FIVE]], id="what is rounded keeps sums of windows"),
            pytest.param([[CAP, FIVE], [FIVE, CAP], [FIVE, CAP, CENT]], id="a cap after the last rounding"),
            pytest.param([[BACK, CENT], [BACK, CAP, CENT], [CAP, BACK, CENT]], id="an earn-back and a cap"),
            pytest.param(
                [[BACK, ROLLING, CENT], [ROLLING, CENT], [ROLLING, BACK, CENT]], id="what was won back before"
            ),
            pytest.param([[TESTED, CENT], [TESTED, FIVE], [TESTED]], id="a minimum that is tested after rounding"),
            pytest.param(
                [[LEAST, CENT], [CENT], [CAP, LEAST, CENT], [CENT, LEAST]], id="what waits for the next month"
            ),
            pytest.param([[SPREAD, CENT], [CENT], [CENT, SPREAD]], id="who is served first"),
        ],
    )
    def test_a_step_does_what_it_does_among_others(self, given, tmp_path, orders):
        """The same step before, behind and without another that it looks at, in this order and turned round."""
        several = [compiled(tmp_path, {**TERMS, "steps": order}, None) for order in (*orders, *reversed(orders))]
        agreement = several[0]
        tried(agreement, given.counted(agreement, HAPPENED), ck.SettlementFacts(), several)


class TestWhatTheLedgerKept:
    @pytest.mark.parametrize("turned", ["as drawn up", "turned round"])
    def test_what_an_effect_kept_before_the_period_is_owed_where_a_variant_has_the_effect_no_more(self, turned):
        """80 % of the last quarter of 2025 gives 3 x EUR 10.00, too little to be paid.

        With the effect it waits for the quarter of 2026: 30 + 30 in March. Without it, it is owed in January.
        """
        few = {"more_than": "EUR 50", "otherwise": "carry-forward", "tested": "before-rounding"}
        tier = {
            "kind": "tier-credit",
            "of": "fixed-fee",
            "tiers": [{"below": "reach", "credit": "1 %"}],
            "minimum_issue": few,
        }
        signed, without = by_months([tier]), by_months([])
        ledger = ck.Ledger.empty()
        for month in ("2025-10", "2025-11", "2025-12"):
            _, ledger = ck.settle(signed, None, None, period=month, before=ledger, told=available(signed, month))
        variants = [ck.Variant.of("with", signed), ck.Variant.of("without", without)]
        found = ck.backtest(
            signed,
            None,
            None,
            variants if turned == "as drawn up" else variants[::-1],
            period="2026-Q1",
            before=ledger,
            told=available(signed, "2026-Q1"),
        )
        assert [str(one.total) for one in found["with"].periods] == ["EUR 1 000.00", "EUR 1 000.00", "EUR 940.00"]
        assert [str(one.total) for one in found["without"].periods] == ["EUR 970.00", "EUR 1 000.00", "EUR 1 000.00"]


class TestAConditionOnTheCap:
    @pytest.mark.parametrize("limits", [("EUR 100", "EUR 1 000"), ("EUR 1 000", "EUR 100")])
    def test_half_of_a_cap_that_cuts_nothing_is_that_of_the_variant(self, limits):
        """EUR 60.00 of January is half of a cap of EUR 100 and not of one of EUR 1 000: only then February has it back."""
        tier = {"kind": "tier-credit", "of": "fixed-fee", "tiers": [{"below": "reach", "credit": "6 %"}]}
        half = {"counted": "credits", "at_least": "50 % of cap", "over": "quarter"}
        back = {"step": "earn-back", "when": half, "returns": "100 %", "basis": "pool"}
        papers = [
            by_months(
                [tier],
                [back, {"step": "cap", "limit": limit, "per": "quarter", "caps": "malus"}],
                "month",
                "2026-01-01",
            )
            for limit in limits
        ]
        figures = {"available": {"2026-01": "80 %", "2026-02": "99 %", "2026-03": "99 %"}}
        told_here = ck.SettlementFacts.from_dict({"figures": figures}, agreement=papers[0], period="2026-Q1")
        variants = [ck.Variant.of(limit, one) for limit, one in zip(limits, papers, strict=True)]
        found = ck.backtest(papers[0], None, None, variants, period="2026-Q1", told=told_here)
        totals = {one.name: [str(piece.total) for piece in one.periods] for one in found}
        assert totals["EUR 100"] == ["EUR 940.00", "EUR 1 060.00", "EUR 1 000.00"]
        assert totals["EUR 1 000"] == ["EUR 940.00", "EUR 1 000.00", "EUR 1 000.00"]


def by_months(
    pays: list[dict[str, Any]], order: Any = (), per: str = "quarter", start: str = "2025-10-01"
) -> ck.Agreement:
    """Return a paper that is settled by months, with a promise for the quarter or for another period."""
    promise = {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 90 %"}
    clauses = {
        "1": {"kind": "term", "start": start},
        "2": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {**promise, "per": per, **({"pays": pays} if pays else {})},
        "5": {"kind": "settlement", "per": "month", "order": list(order)},
    }
    head = {"contractkit": 1, "document": "sla", "id": "SLA-8", "title": "Desk", "currency": "EUR", "zone": "Etc/UTC"}
    return ck.load_agreement(data={**head, "clauses": clauses})


def available(agreement: ck.Agreement, period: str) -> ck.SettlementFacts:
    figures = {"available": {"2025-Q4": "80 %", "2026-Q1": "80 %"}}
    return ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=period)


class TestWhatIsShared:
    def test_a_minimum_that_nothing_falls_short_of_is_found_and_not_worked_out(self, given, tmp_path):
        """EUR 0.01 or EUR 0.02 as the least that is paid: every month of the second is that of the first."""
        orders = [[CAP, {**LEAST, "more_than": f"EUR 0.0{least}"}, CENT] for least in (1, 2)]
        first, second = (compiled(tmp_path, {**TERMS, "steps": order}, None) for order in orders)
        evaluation = given.counted(first, HAPPENED)
        repaying = Repaying(None, first.period(YEAR), ck.Ledger.empty(), ck.SettlementFacts())
        one, other = (repaying.turns(agreement, evaluation) for agreement in (first, second))
        for early, late in zip(one, other, strict=True):
            assert isinstance(early, Turn)
            assert isinstance(late, Turn)
            assert late.outcome is early.outcome

    def test_all_that_was_worked_out_is_about_the_variant_that_asks(self, given, tmp_path):
        """The second variant's own agreement, its own ledger, and the record that settling it alone leaves."""
        orders = [[ROLLING, {**LEAST, "more_than": f"EUR 0.0{least}"}, CENT] for least in (1, 2)]
        first, second = (compiled(tmp_path, {**TERMS, "steps": order}, None) for order in orders)
        evaluation, period = given.counted(first, HAPPENED), first.period(YEAR)
        repaying = Repaying(None, period, ck.Ledger.empty(), ck.SettlementFacts())
        repaying.worked(first, evaluation)
        alone = Repaying(None, period, ck.Ledger.empty(), ck.SettlementFacts()).worked(second, evaluation)
        for shared, own in zip(repaying.worked(second, evaluation), alone, strict=True):
            assert shared.matter.agreement is second
            assert shared.matter.ledger == own.matter.ledger
            assert shared.record == own.record
            assert shared.paid == own.paid
