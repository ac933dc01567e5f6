"""The law of the back-test for clauses of every kind on counts and told figures: its sums are those of `settle`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.folding import folded
from contractkit.settlement.backtest.luck import Luck
from contractkit.settlement.backtest.repaying import Repaying

from .papers import MONTHS, clauses, compiled, counts, figures, told

SEVERAL = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
YEAR = "2026"


def loaded(folder: Any, terms: Any, amended: Any) -> ck.Agreement:
    try:
        return compiled(folder, terms, amended)
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise


class TestSameAsSettle:
    @SEVERAL
    @drawn(signed=clauses(), others=st.lists(clauses(), min_size=1, max_size=2), happened=counts(), known=figures)
    def test_a_year_under_other_clauses_comes_to_what_settle_says(
        self, given, tmp_path, signed, others, happened, known
    ):
        """Bands, steps, gaps, points, pools; repeats, gates, own caps; rolling caps, earn-back, minimum issue."""
        agreement = loaded(tmp_path, signed, None)
        variants = [ck.Variant.of(f"other {n}", loaded(tmp_path, one, None)) for n, one in enumerate(others)]
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        found = ck.backtest(agreement, evaluation, None, variants, period=YEAR, told=facts)
        for one in (found.signed, *found):
            period = agreement.period(YEAR)
            assert one.periods == folded(one.variant.agreement, evaluation, None, period, ck.Ledger.empty(), facts)

    @SEVERAL
    @drawn(signed=clauses(), other=clauses(), amended=clauses(), happened=counts(), known=figures)
    def test_so_does_a_year_with_an_amendment_in_the_middle_of_june(
        self, given, tmp_path, signed, other, amended, happened, known
    ):
        """The fee and what the first target pays change on 16 June, in the signed papers and in the variant."""
        agreement, variant = loaded(tmp_path, signed, amended), loaded(tmp_path, other, amended)
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        variants = [ck.Variant.of("other", variant)]
        found = ck.backtest(agreement, evaluation, None, variants, period=YEAR, told=facts)
        period = agreement.period(YEAR)
        for one in (found.signed, found["other"]):
            assert one.periods == folded(one.variant.agreement, evaluation, None, period, ck.Ledger.empty(), facts)
        assert len(agreement.versions) == 2


class TestHistories:
    @SEVERAL
    @drawn(terms=clauses(), happened=counts(unknown=(0,)), known=figures)
    def test_what_a_drawn_history_comes_to_is_what_settle_says_of_its_counts(
        self, given, tmp_path, terms, happened, known
    ):
        """Five histories, each settled exactly with the counts that were drawn; floats differ by rounding only.

        A settlement keeps whole cents for the next one, a drawn history keeps all of an amount. Two things hang on that.
        A minimum that lifts makes EUR 15.00 of a part of a cent that was left under a cap, so that up to 10 cents are
        dropped before it. And a few cents may lie on either side of a minimum: see `cents`. One thing more is left out: a
        running cap behind one for each target whose excess waits (see `orders`).
        """
        assume(not orders(terms["steps"]))
        terms = without_crumbs(terms)
        agreement = loaded(tmp_path, terms, None)
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        period = agreement.period(YEAR)
        worked = Repaying(None, period, ck.Ledger.empty(), facts).worked(agreement, evaluation)
        sums, luck = Drawing(5, 3, 0.95).sums_of(worked), Luck(5, 3)

        def with_minimums(by: str) -> Any:
            other = loaded(tmp_path, moved(terms, Decimal(by)), None)
            return drawn_sums(other, given.counted(other, happened), told(other, known))

        for place in range(5):
            again: dict[str, dict[str, tuple[int, int]]] = {}
            for label in MONTHS:
                for name, (met, breached, _) in happened[label].items():
                    number = met
                    if met + breached:
                        figure = worked[0].matter.figures(agreement, target(agreement, name), ck.Period.parse(label))
                        number = int(luck.met(name, figure[0])[place])
                    again.setdefault(label, {})[name] = (number, met + breached - number)
            exact = folded(agreement, given.counted(agreement, again), None, period, ck.Ledger.empty(), facts)
            expected = sum(float((one.malus + one.bonus).amount) for one in exact)
            if sums[place] != pytest.approx(expected, abs=0.5):
                assert cents(with_minimums, place), (place, sums[place], expected)


def target(agreement: ck.Agreement, name: str) -> Any:
    return next(one for one in agreement.targets if one.id == name)


def drawn_sums(agreement: ck.Agreement, evaluation: Any, facts: ck.SettlementFacts) -> Any:
    """Return what five drawn histories come to."""
    paying = Repaying(None, agreement.period(YEAR), ck.Ledger.empty(), facts)
    return Drawing(5, 3, 0.95).sums_of(paying.worked(agreement, evaluation))


def without_crumbs(terms: dict[str, Any]) -> dict[str, Any]:
    """Return clauses that drop up to 10 cents before a step raises what is too little."""
    steps: list[dict[str, Any]] = []
    for step in terms["steps"]:
        if step.get("otherwise") == "lift":
            steps.append({**step, "more_than": "EUR 0.10", "otherwise": "drop"})
        steps.append(step)
    return {**terms, "steps": steps}


def orders(steps: list[dict[str, Any]]) -> bool:
    """Return whether what waited of several targets may come first or last to a limit that is filled in order.

    In the ledger it stands in the order in which targets had anything cut, another one in each history; drawn histories
    take the order of the paper in all of them.
    """
    caps = [step for step in steps if step["step"] == "cap"]
    return any(
        cap["scope"] == "target" and cap["on_excess"] == "carry-forward" and later["adds_up"] == "running"
        for place, cap in enumerate(caps)
        for later in caps[place + 1 :]
    )


def moved(clauses: Any, by: Decimal) -> Any:
    """Return clauses with every minimum raised by an amount."""
    if isinstance(clauses, dict):
        found = {name: moved(value, by) for name, value in clauses.items()}
        if "more_than" in clauses:
            found["more_than"] = f"EUR {Decimal(clauses['more_than'].removeprefix('EUR ')) + by}"
        return found
    return [moved(one, by) for one in clauses] if isinstance(clauses, list) else clauses


def cents(with_minimums: Callable[[str], Any], place: int) -> bool:
    """Return whether 5 cents more or less in the minimums move a history, so that cents of earlier periods decide it.

    An amount that is at a minimum to a thousandth of a cent is no such case: there it has to fall as in a settlement.
    """
    wide, narrow = ([with_minimums(sign + by)[place] for sign in "+-"] for by in ("0.05", "0.00001"))
    return abs(wide[0] - wide[1]) > 1 and abs(narrow[0] - narrow[1]) < 1
