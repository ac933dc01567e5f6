"""The law of the back-test: its sums are those of `settle`, to the cent, whatever the clauses and the counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from contractkit.quantities.periods import Period
from contractkit.settlement import Ledger, settle
from contractkit.settlement.backtest import PeriodSum, backtest
from contractkit.settlement.backtest.counted import Counted
from contractkit.settlement.backtest.quick import Quick
from contractkit.settlement.told import SettlementFacts
from contractkit.terms.variants import Variant

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
QUARTERS = [f"2026-Q{quarter}" for quarter in range(1, 5)]
MODES = st.sampled_from(["half-up", "half-even", "up", "down", "floor", "ceiling"])


def percents(low: int, high: int) -> Any:
    return st.integers(low, high).map(lambda tenths: str(Decimal(tenths) / 10))


@st.composite
def effects(draw: Any) -> Any:
    kind = draw(st.sampled_from(["tiers", "curve"]))
    bounds = draw(st.lists(percents(500, 1000), min_size=2, max_size=3, unique=True))
    ordered = sorted(bounds, key=Decimal, reverse=kind == "tiers")
    pays = percents(0, 300) if kind == "tiers" else percents(-300, 300)
    points = tuple((bound, draw(pays)) for bound in ordered)
    return kind, draw(st.sampled_from(["month", "quarter"])), points


@st.composite
def agreements(draw: Any) -> Any:
    made = draw(st.lists(effects(), min_size=1, max_size=3))
    lengths = ["month", "quarter", "half-year", "year"]
    caps = draw(st.lists(st.tuples(st.integers(0, 300_000), st.sampled_from(lengths)), max_size=3))
    sides = [draw(st.sampled_from(["malus", "bonus", "both"])) for _ in caps]
    shares = [draw(st.booleans()) for _ in caps]
    fee = draw(st.integers(1, 2_000_000))
    return {
        "effects": made,
        "fee": (str(Decimal(fee).scaleb(-2)), draw(st.sampled_from(["month", "quarter", "year"]))),
        "caps": [
            (f"{cents % 40} of charges" if share else str(Decimal(cents).scaleb(-2)), per, side)
            for (cents, per), side, share in zip(
                sorted(caps, key=lambda c: lengths.index(c[1])), sides, shares, strict=True
            )
        ],
        "per": draw(st.sampled_from(["month", "quarter"])),
        "rounding": draw(st.sampled_from([None, ("0.01", "half-up"), ("0.05", "half-even"), ("0.01", "floor")])),
    }


def made(given: Any, drawn_terms: Any) -> Any:
    targets = []
    for place, (kind, per, points) in enumerate(drawn_terms["effects"]):
        make = given.tiers if kind == "tiers" else given.curve
        targets.append(given.target(f"t{place}", per, make("charges", *points)))
    steps = [given.cap(*cap) for cap in drawn_terms["caps"]]
    if drawn_terms["rounding"] is not None:
        steps.append(given.rounding(*drawn_terms["rounding"]))
    fee = given.fee("fixed-fee", *drawn_terms["fee"])
    return given.agreement(*targets, fees=[fee], steps=steps, per=drawn_terms["per"])


@st.composite
def counts(draw: Any) -> Any:
    numbers = st.tuples(st.integers(0, 40), st.integers(0, 8), st.sampled_from([0, 0, 0, 0, 1, 2]))
    return {period: {f"t{place}": draw(numbers) for place in range(3)} for period in (*MONTHS, *QUARTERS)}


def settled(agreement: Any, evaluation: Any, periods: list[str]) -> list[PeriodSum]:
    ledger, found = Ledger.empty(), []
    for label in periods:
        one, ledger = settle(agreement, evaluation, None, period=label, before=ledger)
        found.append(PeriodSum(one.period, one.charges, one.malus, one.bonus, one.total, one.low, one.high))
    return found


class TestQuick:
    @settings(max_examples=60, deadline=None)
    @drawn(terms=agreements(), happened=counts())
    def test_a_year_settled_quickly_is_the_year_settled_month_by_month_or_quarter_by_quarter(
        self, given, terms, happened
    ):
        """Months with caps of every length, credits and curves of months and quarters, undetermined items among them."""
        agreement = made(given, terms)
        evaluation = given.counted(agreement, happened)
        quick = Quick(Period.parse("2026"), SettlementFacts())
        plan = quick.plan(agreement)
        assert plan is not None
        sums = quick.settle(plan, Counted(evaluation, None).figures(agreement))
        expected = settled(agreement, evaluation, MONTHS if terms["per"] == "month" else QUARTERS)
        assert list(sums) == expected

    @settings(max_examples=25, deadline=None)
    @drawn(signed=agreements(), other=agreements(), happened=counts())
    def test_a_back_test_says_what_settle_says_of_each_variant(self, given, signed, other, happened):
        """Whatever the clauses of the variant, and also where it has other settlement periods."""
        other = {**other, "effects": (other["effects"] * 3)[: len(signed["effects"])]}
        agreement, variant = made(given, signed), made(given, other)
        evaluation = given.counted(agreement, happened)
        found = backtest(agreement, evaluation, None, [Variant("other", variant)], period="2026")
        expected = settled(variant, evaluation, MONTHS if other["per"] == "month" else QUARTERS)
        assert found["other"].anew == "settled"
        assert list(found["other"].periods) == expected
        assert found["other"].total.amount == sum(one.total.amount for one in expected)


class TestWhatIsNotPlain:
    def test_a_figure_with_an_undetermined_item_has_an_interval_of_what_it_can_be(self, given):
        """4 of 5 met and one unknown: between 80 % and 100 %, a credit of nothing or of EUR 20."""
        target = given.target("t0", "month", given.tiers("charges", ("90", "20")))
        agreement = given.agreement(target, fees=[given.fee("fee", "100.00", "month")], per="month")
        evaluation = given.counted(agreement, {"2026-01": {"t0": (4, 0, 1)}})
        found = backtest(agreement, evaluation, None, [], period="2026-01")
        assert str(found.signed.low), str(found.signed.high) == ("EUR 80.00", "EUR 100.00")
        assert str(found.signed.total) == "EUR 100.00"

    def test_a_cap_whose_window_began_before_the_period_is_settled_in_full(self, given):
        """A cap per year, asked for the second quarter without a ledger: the first quarter is missing."""
        target = given.target("t0", "quarter", given.tiers("charges", ("90", "20")))
        agreement = given.agreement(
            target, fees=[given.fee("fee", "100.00", "quarter")], steps=[given.cap("30.00", "year")]
        )
        evaluation = given.counted(agreement, {"2026-Q2": {"t0": (1, 1)}})
        found = backtest(agreement, evaluation, None, [], period="2026-Q2")
        money, _ = settle(agreement, evaluation, None, period="2026-Q2")
        assert found.signed.total == money.total
        assert found.signed.high == money.high
        assert money.low is not None

    def test_with_a_ledger_the_cap_counts_what_earlier_quarters_used(self, given):
        """EUR 20 in the first quarter leave EUR 10 of EUR 30 to the second."""
        target = given.target("t0", "quarter", given.tiers("charges", ("90", "20")))
        agreement = given.agreement(
            target, fees=[given.fee("fee", "100.00", "quarter")], steps=[given.cap("30.00", "year")]
        )
        evaluation = given.counted(agreement, {quarter: {"t0": (1, 1)} for quarter in QUARTERS})
        _, ledger = settle(agreement, evaluation, None, period="2026-Q1")
        found = backtest(agreement, evaluation, None, [], period="2026-Q2", before=ledger)
        assert str(found.signed.malus) == "EUR -10.00"
