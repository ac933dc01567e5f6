"""The law of the back-test for clauses of every kind on counts and told figures: its sums are those of `settle`."""

from __future__ import annotations

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

        A minimum that lifts makes EUR 15.00 of the part of a cent that rounding left under a cap: floats leave none.
        """
        assume(all(step.get("otherwise") != "lift" for step in terms["steps"]))
        agreement = loaded(tmp_path, terms, None)
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        period = agreement.period(YEAR)
        worked = Repaying(None, period, ck.Ledger.empty(), facts).worked(agreement, evaluation)
        sums = Drawing(5, 3, 0.95).sums_of(worked)
        luck = Luck(5, 3)
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
            assert sums[place] == pytest.approx(expected, abs=0.5), place


def target(agreement: ck.Agreement, name: str) -> Any:
    return next(one for one in agreement.targets if one.id == name)
