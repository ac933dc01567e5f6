"""The law of the back-test for clauses of every kind on counts and told figures: its sums are those of `settle`.

What a drawn history comes to is compared twice: exactly, with a settlement that rounds nothing; and within half a euro a
year with one that does, where no minimum makes a jump of a cent.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck
from contractkit.settlement import recording
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.folding import folded
from contractkit.settlement.backtest.luck import Luck
from contractkit.settlement.backtest.repaying import Repaying
from contractkit.settlement.steps import following
from contractkit.settlement.worked import Worked

from .papers import CREDITS, HALVES, MONTHS, RESTS, VERDICTS, clauses, compiled, counts, figures, settled, told

SEVERAL = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
YEAR = "2026"
EVERY = VERDICTS | CREDITS
QUARTERS = st.integers(0, 3)
"""How much of the year was settled before it is tried."""


def loaded(folder: Any, terms: Any, amended: Any) -> ck.Agreement:
    try:
        return compiled(folder, terms, amended)
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise


class TestSameAsSettle:
    @SEVERAL
    @drawn(
        signed=clauses(EVERY),
        others=st.lists(clauses(EVERY), min_size=1, max_size=2),
        earlier=clauses(EVERY),
        quarters=QUARTERS,
        happened=counts(),
        known=figures,
    )
    def test_a_year_under_other_clauses_comes_to_what_settle_says(
        self, given, tmp_path, signed, others, earlier, quarters, happened, known
    ):
        """After quarters that were settled under the signed papers or others, or none.

        Bands, steps, gaps, points, pools; repeats, gates, own caps; rolling caps, earn-back, minimum issue. Conditions
        ask for verdicts, and for credits, also as a share of the cap.
        """
        agreement = loaded(tmp_path, signed, None)
        variants = [ck.Variant.of(f"other {n}", loaded(tmp_path, one, None)) for n, one in enumerate(others)]
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        before = settled(given, earlier if quarters == 2 else signed, quarters, happened, known)
        period = agreement.period(RESTS[quarters])
        found = ck.backtest(agreement, evaluation, None, variants, period=period, told=facts, before=before)
        for one in (found.signed, *found):
            assert one.periods == folded(one.variant.agreement, evaluation, None, period, before, facts)

    @SEVERAL
    @drawn(signed=clauses(EVERY), other=clauses(EVERY), amended=clauses(EVERY), happened=counts(), known=figures)
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
    @drawn(
        terms=clauses(),
        amended=st.none() | clauses(),
        earlier=clauses(),
        quarters=QUARTERS,
        happened=counts(unknown=(0,)),
        known=figures,
    )
    def test_what_a_drawn_history_comes_to_is_exactly_what_a_settlement_that_rounds_nothing_says_of_its_counts(
        self, given, tmp_path, terms, amended, earlier, quarters, happened, known
    ):
        """Five histories, each settled with the counts that were drawn, after quarters settled under any papers.

        Half of the papers are amended in the middle of June.
        """
        agreement = loaded(tmp_path, terms, amended)
        before = settled(given, earlier if quarters == 2 else terms, quarters, happened, known)
        period = agreement.period(RESTS[quarters])
        facts = told(agreement, known)
        worked = Repaying(None, period, before, facts).worked(agreement, given.counted(agreement, happened))
        sums = Drawing(5, 3, 0.95).sums_of(worked)
        drawn_in = [*MONTHS[3 * quarters :], *(HALVES if amended and quarters < 2 else ())]
        for place in range(5):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(following, "rounded", unrounded)
                patch.setattr(recording, "_money", exactly)
                again = given.counted(agreement, history(worked, drawn_in, happened, place))
                paid = Repaying(None, period, before, facts).worked(agreement, again)
            expected = sum(map(effects_of, paid))
            assert sums[place] == pytest.approx(float(expected), rel=1e-9, abs=1e-6)

    @SEVERAL
    @drawn(terms=clauses(), happened=counts(unknown=(0,)), known=figures)
    def test_rounding_moves_a_year_by_less_than_half_a_euro_where_nothing_jumps(
        self, given, tmp_path, terms, happened, known
    ):
        """A settlement hands whole cents on, a drawn history all of an amount; a minimum can make much of a cent."""
        agreement = loaded(tmp_path, smooth(terms), None)
        facts, period = told(agreement, known), agreement.period(YEAR)
        worked = Repaying(None, period, ck.Ledger.empty(), facts).worked(agreement, given.counted(agreement, happened))
        sums = Drawing(5, 3, 0.95).sums_of(worked)
        for place in range(5):
            again = given.counted(agreement, history(worked, MONTHS, happened, place))
            exact = folded(agreement, again, None, period, ck.Ledger.empty(), facts)
            expected = sum(float((one.malus + one.bonus).amount) for one in exact)
            assert sums[place] == pytest.approx(expected, abs=0.5)


def history(worked: Any, drawn_in: Any, happened: Any, place: int) -> dict[str, dict[str, tuple[int, int]]]:
    """Return the counts of one of five drawn histories; periods that are not drawn are as they happened."""
    luck, matter = Luck(5, 3), worked[0].matter
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for label, counted in happened.items():
        period = ck.Period.parse(label)
        version = matter.agreement.at(period.last)
        for name, (met, breached, _) in counted.items():
            number = met
            if label in drawn_in and met + breached:
                target = next(one for one in version.targets if one.id == name)
                (figure,) = matter.figures(version, target, period)
                number = int(luck.met(name, figure)[place])
            found.setdefault(label, {})[name] = (number, met + breached - number)
    return found


def effects_of(worked: Worked) -> Fraction:
    """Return what effects come to in a settlement, with all that steps brought in and took away."""
    course = worked.found.now
    return sum((*course.nets[len(worked.charged) :], *course.brought_nets), Fraction(0))


def unrounded(setting: Any, amounts: Any, values: Any, changes: Any, rounding: Any) -> Any:
    """Take the place of `steps.rounding.rounded`: everything stays as it is."""
    return tuple(values), tuple(dict(change.parts) for change in changes)


def exactly(value: Fraction, currency: str) -> ck.Money:
    """Take the place of `recording._money`: a ledger that keeps fractions."""
    found = ck.Money(0, currency)
    object.__setattr__(found, "amount", value)
    return found


def smooth(drawn_terms: Any) -> Any:
    """Return clauses without minimums, and without an effect's own rounding beside its own cap."""
    if isinstance(drawn_terms, dict):
        left_out = {"minimum_issue", "rounding"} if "cap" in drawn_terms else {"minimum_issue"}
        return {name: smooth(value) for name, value in drawn_terms.items() if name not in left_out}
    if isinstance(drawn_terms, list):
        steps = (one for one in drawn_terms if not isinstance(one, dict) or one.get("step") != "minimum-issue")
        return [smooth(one) for one in steps]
    return drawn_terms
