"""Histories of many variants are followed together: nothing of an interval may depend on who else is tried."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck
from contractkit.settlement.backtest.columns import column, rows
from contractkit.settlement.backtest.drawn_alone import DrawnAlone
from contractkit.settlement.backtest.shapes import Shapes
from contractkit.settlement.backtest.together import Drawable, followed, in_groups

from .papers import MONTHS, clauses, compiled, counts, figures, told

SEVERAL = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
YEAR = "2026"
RESAMPLES = 40
PLAIN: dict[str, Any] = {
    "pays": [
        [{"kind": "step-credit", "of": "fixed-fee", "below": "reach", "step": "1 pp", "credit_per_step": "1 %",
          "part_steps": "full-step", "repeat": {"multiply_by": 2, "when": "previous-period-failed", "grows": "stays"}}],
        [{"kind": "curve", "of": "charges", "points": [
            {"at": "60 %", "pays": "-6 %"}, {"at": "90 %", "pays": "0 %"}, {"at": "100 %", "pays": "2 %"}]}],
    ],
    "told": [], "points": None, "pool": False, "per": "month", "fee": "EUR 1 000.00",
    "steps": [
        {"step": "cap", "limit": "EUR 60", "per": "quarter", "caps": "malus", "on_excess": "carry-forward"},
        {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %", "expires": "3 months"},
        {"step": "minimum-issue", "more_than": "EUR 5", "otherwise": "carry-forward", "scope": "line",
         "tested": "before-rounding"},
        {"step": "round", "to": 0.01, "mode": "half-up"},
    ],
}  # fmt: skip
HAPPENED = {
    label: {"SLA-7/3": (20 + number % 5, number % 4, 0), "SLA-7/4": (9, number % 3, 0)}
    for number, label in enumerate(MONTHS)
}


def loaded(folder: Any, terms: Any, amended: Any = None) -> ck.Agreement:
    try:
        return compiled(folder, terms, amended)
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise


def with_steps(terms: dict[str, Any], limit: str, returns: str, least: str) -> dict[str, Any]:
    """Return terms whose steps have other numbers."""
    found = copy.deepcopy(terms)
    for step in found["steps"]:
        if step["step"] == "cap":
            step["limit"] = limit
        if step["step"] == "earn-back":
            step["returns"] = returns
        if step["step"] == "minimum-issue":
            step["more_than"] = least
    return found


def intervals(agreement: ck.Agreement, evaluation: Any, variants: Any, facts: Any) -> list[Any]:
    found = ck.backtest(agreement, evaluation, None, variants, period=YEAR, told=facts, resamples=RESAMPLES, seed=3)
    return [(one.interval, one.no_interval) for one in found]


_numbers = st.tuples(
    st.sampled_from(["EUR 30", "EUR 75.55", "4 % of charges", "2 % of fixed-fee"]),
    st.sampled_from(["10 %", "50 %", "100 %"]),
    st.sampled_from(["EUR 1", "EUR 15", "EUR 60"]),
)


class TestTogetherAsAlone:
    @SEVERAL
    @drawn(
        signed=clauses(),
        other=clauses(),
        numbers=st.lists(_numbers, min_size=2, max_size=5),
        happened=counts(unknown=(0,)),
        known=figures,
    )
    def test_an_interval_is_the_same_whoever_else_is_tried(
        self, given, tmp_path, signed, other, numbers, happened, known
    ):
        """Steps with other numbers are of one shape and stand in rows; other clauses are of another shape."""
        agreement = loaded(tmp_path, signed)
        worded = [with_steps(signed, *own) for own in numbers] + [other, signed]
        variants = [ck.Variant.of(f"other {n}", loaded(tmp_path, one)) for n, one in enumerate(worded)]
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        together = intervals(agreement, evaluation, variants, facts)
        alone = [intervals(agreement, evaluation, [one], facts)[0] for one in variants]
        assert together == alone

    @SEVERAL
    @drawn(
        signed=clauses(), amended=clauses(), numbers=st.lists(_numbers, min_size=2, max_size=3), happened=counts((0,)),
        known=figures,
    )  # fmt: skip
    def test_so_it_is_with_an_amendment_in_the_middle_of_june(
        self, given, tmp_path, signed, amended, numbers, happened, known
    ):
        agreement = loaded(tmp_path, signed, amended)
        worded = [with_steps(signed, *own) for own in numbers]
        variants = [ck.Variant.of(f"other {n}", loaded(tmp_path, one, amended)) for n, one in enumerate(worded)]
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        together = intervals(agreement, evaluation, variants, facts)
        alone = [intervals(agreement, evaluation, [one], facts)[0] for one in variants]
        assert together == alone

    def test_a_grid_of_every_number_of_the_steps_is_followed_as_each_alone(self, given, tmp_path):
        """Limits, what comes back and what is too little, three of each; the effects come to the same in all."""
        agreement = compiled(tmp_path, PLAIN, None)
        grid = [
            with_steps(PLAIN, limit, returns, least)
            for limit in ("EUR 20", "EUR 60", "3 % of charges")
            for returns in ("10 %", "50 %", "100 %")
            for least in ("EUR 1", "EUR 9", "EUR 25")
        ]
        variants = [ck.Variant.of(f"other {n}", compiled(tmp_path, one, None)) for n, one in enumerate(grid)]
        evaluation, facts = given.counted(agreement, HAPPENED), ck.SettlementFacts()
        together = intervals(agreement, evaluation, variants, facts)
        assert together == [intervals(agreement, evaluation, [one], facts)[0] for one in variants]
        assert len({str(interval) for interval, _ in together}) > 9

    def test_each_variant_keeps_its_own_reason_for_having_no_interval(self, given, tmp_path):
        agreement = compiled(tmp_path, PLAIN, None)
        unpaid = {**PLAIN, "pays": [[{"kind": "curve", "of": "charges", "one_incident": "largest", "points": [
            {"at": "60 %", "pays": "-6 %"}, {"at": "90 %", "pays": "0 %"}]}], PLAIN["pays"][1]]}  # fmt: skip
        variants = [ck.Variant.of(name, compiled(tmp_path, one, None)) for name, one in (("a", unpaid), ("b", PLAIN))]
        found = ck.backtest(
            agreement, given.counted(agreement, HAPPENED), None, variants, period=YEAR, resamples=RESAMPLES
        )
        assert found["a"].interval is None
        assert "largest" in str(found["a"].no_interval)
        assert found["b"].no_interval is None
        assert found["b"].interval == found.signed.interval


class TestARunningCapAfterWhatWasWonBack:
    def test_it_cuts_the_latest_of_what_comes_back_first(self, given, tmp_path):
        """Maluses of EUR 30 in May and in June are won back in July by a half each, EUR 15 and 15, beside a bonus of 5.

        The net of July may be EUR 30: of the part for June 10 are paid and 5 are cut, so that of May 15 and of June 20
        stay open. Those of May are over at the end of August. In September a half of June's 20 comes back: 10, and a
        bonus of 5. In all -30 - 30 + 30 + 15 = -15.
        """
        bands = [{"from": "95 %", "pays": "0.5 %"}, {"from": "90 %", "below": "95 %", "pays": "0 %"},
                 {"below": "90 %", "pays": "-3 %"}]  # fmt: skip
        effect = {"kind": "band-effect", "of": "charges", "bands": bands}
        none = {"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 2}]}
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %",
                "expires": "3 months", "basis": "same-target"}  # fmt: skip
        cap = {"step": "cap", "limit": "EUR 30", "per": "month", "caps": "net", "adds_up": "running"}
        terms = {**PLAIN, "pays": [[effect], [none]], "steps": [back, cap]}
        agreement = compiled(tmp_path, terms, None)
        bad, good, nothing = (0, 1, 0), (1, 0, 0), (0, 0, 0)
        first = {"2026-05": bad, "2026-06": bad, "2026-07": good, "2026-09": good}
        happened = {label: {"SLA-7/3": first.get(label, nothing), "SLA-7/4": nothing} for label in MONTHS}
        found = ck.backtest(agreement, given.counted(agreement, happened), None, [], period=YEAR, resamples=RESAMPLES)
        assert found.signed.effects == ck.Money("-15.00", "EUR")
        assert found.signed.interval.low == found.signed.interval.high == found.signed.effects

    def test_what_an_earlier_month_won_back_counts_in_the_net_of_its_quarter(self, given, tmp_path):
        """The net of a quarter may be EUR 7. January: -30, of which -7 stays. February: 5 and a half of the 7 back.

        March finds -7 + 8.50 = 1.50, and adds 5 and a half of the 3.50 that are left: 1.75, of which 0.50 stays.
        """
        bands = [{"from": "95 %", "pays": "0.5 %"}, {"from": "90 %", "below": "95 %", "pays": "0 %"},
                 {"below": "90 %", "pays": "-3 %"}]  # fmt: skip
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %",
                "expires": "3 months"}  # fmt: skip
        cap = {"step": "cap", "limit": "EUR 7", "per": "quarter", "caps": "net", "adds_up": "running"}
        none = {"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 2}]}
        pays = [[{"kind": "band-effect", "of": "charges", "bands": bands}], [none]]
        agreement = compiled(tmp_path, {**PLAIN, "pays": pays, "steps": [back, cap]}, None)
        first = {"2026-01": (0, 1, 0), "2026-02": (1, 0, 0), "2026-03": (1, 0, 0)}
        happened = {label: {"SLA-7/3": first.get(label, (0, 0, 0)), "SLA-7/4": (0, 0, 0)} for label in MONTHS}
        found = ck.backtest(agreement, given.counted(agreement, happened), None, [], period=YEAR, resamples=RESAMPLES)
        assert found.signed.effects == ck.Money("7.00", "EUR")
        assert found.signed.interval.low == found.signed.interval.high == found.signed.effects


class TestColumns:
    def test_equal_numbers_stand_once_and_others_in_a_column(self):
        assert column([4.0, 4.0]) == 4.0
        np.testing.assert_array_equal(column([4.0, 5.0]), [[4.0], [5.0]])

    def test_the_same_array_stands_once_and_equal_ones_in_rows(self):
        """Arrays are told apart by which they are: to compare their numbers takes longer than to work on both."""
        luck = np.array([1.0, 2.0])
        assert rows([luck, luck]) is luck
        assert rows([luck, luck.copy()]).shape == (2, 2)


class TestWhatIsKept:
    def test_only_so_much_is_kept_and_what_was_asked_for_least_lately_goes_first(self):
        kept = DrawnAlone(8_000_000)  # 8 million histories: one array of them fills what there is room for
        made: list[int] = []

        def make(number: int) -> Any:
            return lambda: made.append(number) or number

        for number in (*range(256), 0, 256, 0, 1):
            kept.once(number, None, make(number))
        assert made == [*range(257), 1]


@pytest.fixture
def drawable(given, tmp_path):
    """Return variants of which histories can be drawn."""
    from contractkit.settlement.backtest.drawing import Drawing
    from contractkit.settlement.backtest.repaying import Repaying

    signed = compiled(tmp_path, PLAIN, None)
    evaluation, period = given.counted(signed, HAPPENED), signed.period(YEAR)
    repaying = Repaying(None, period, ck.Ledger.empty(), ck.SettlementFacts())
    drawing = Drawing(RESAMPLES, 3, 0.95)

    def made(*worded: Any) -> list[Drawable]:
        agreements = [compiled(tmp_path, one, None) for one in worded]
        return [drawing._drawable(repaying.worked(one, evaluation)) for one in agreements]

    return made


class TestShapes:
    def test_numbers_of_the_steps_make_no_other_shape(self, drawable):
        one, other = drawable(PLAIN, with_steps(PLAIN, "EUR 9", "1 %", "EUR 2"))
        shapes = Shapes()
        assert shapes.of(one.worked) == shapes.of(other.worked)

    @pytest.mark.parametrize(
        ("field", "value"), [("caps", "both"), ("per", "month"), ("on_excess", "drop"), ("adds_up", "running")]
    )
    def test_everything_else_of_a_step_does(self, drawable, field, value):
        otherwise = copy.deepcopy(PLAIN)
        otherwise["steps"][0][field] = value
        one, other = drawable(PLAIN, otherwise)
        shapes = Shapes()
        assert shapes.of(one.worked) != shapes.of(other.worked)

    def test_what_comes_to_the_same_is_worked_on_once_and_rows_begin_where_a_step_differs(self, drawable):
        variants = drawable(*(with_steps(PLAIN, "EUR 60", "50 %", f"EUR {least}") for least in range(1, 11)))
        (group,) = in_groups(enumerate(variants), RESAMPLES)
        assert [place for place, _ in group] == list(range(10))
        assert len({one.comes_to for _, one in group}) == 1
        assert followed([one for _, one in group]).shape == (10, RESAMPLES)
