"""Counts, shares and verdicts per target, level and stretch."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from contractkit.quantities.rounding import Rounding

MONTHS = ("2026-01", "2026-02", "2026-03")


class TestFelt:
    """95 % of 60 is said as: three may be late."""

    @pytest.mark.parametrize(
        ("met", "breached", "reach", "may"),
        [
            (57, 3, "95", 3),
            (56, 4, "95", 3),
            (19, 0, "95", 0),
            (20, 0, "95", 1),
            (999, 1, "99.9", 1),
            (998, 1, "99.9", 0),
        ],
    )
    def test_as_many_may_be_late_as_leave_the_target_met(
        self, made: Any, met: int, breached: int, reach: str, may: int
    ) -> None:
        target = made.target(reach=reach)
        statement = made.statement(made.cases(target, met=met, breached=breached), target)
        assert statement.contents.targets[0].whole.may_be_late == may

    def test_what_is_not_known_counts_among_those_that_may_be_late(self, made: Any) -> None:
        target = made.target(reach="95")
        statement = made.statement(made.cases(target, met=38, undetermined=2), target)
        assert statement.contents.targets[0].whole.may_be_late == 2

    def test_a_precision_is_part_of_how_many_may_be_late(self, made: Any) -> None:
        target = attrs.evolve(made.target(reach="95"), precision=Rounding(Decimal(1)))
        statement = made.statement(made.cases(target, met=189, breached=11), target)
        assert statement.contents.targets[0].whole.may_be_late == 11

    def test_without_a_share_nobody_says_how_many_may_be_late(self, made: Any) -> None:
        target = made.target(reach=None)
        statement = made.statement(made.cases(target, met=3), target)
        assert statement.contents.targets[0].whole.may_be_late is None


class TestStretches:
    """A share per month is judged month by month, whatever the period of the statement."""

    def test_one_breached_month_makes_the_quarter_breached_though_the_quarter_as_a_whole_would_be_met(
        self, made: Any
    ) -> None:
        target = made.target(reach="90")
        cases = [
            *made.cases(target, "2026-01", met=30),
            *made.cases(target, "2026-02", met=4, breached=1),
            *made.cases(target, "2026-03", met=30),
        ]
        figures = made.statement(cases, target).contents.targets[0]
        assert [piece.period.label for piece in figures.pieces] == list(MONTHS)
        assert [piece.verdict for piece in figures.pieces] == ["met", "breached", "met"]
        assert figures.whole.verdict == "met"
        assert figures.verdict == "breached"

    def test_a_share_per_quarter_is_judged_once_and_still_shown_by_month(self, made: Any) -> None:
        target = made.target(reach="90", per="quarter")
        cases = [*made.cases(target, "2026-01", met=1, breached=1), *made.cases(target, "2026-03", met=18)]
        figures = made.statement(cases, target).contents.targets[0]
        assert [piece.period.label for piece in figures.pieces] == ["2026-Q1"]
        assert [month.counts.count for month in figures.months] == [2, 0, 18]
        assert figures.verdict == "met"

    def test_a_month_of_a_share_per_quarter_is_no_verdict_of_the_agreement(self, made: Any) -> None:
        target = made.target(per="quarter")
        figures = made.statement(made.cases(target, met=3), target, period="2026-02").contents.targets[0]
        assert not figures.divides

    def test_a_month_without_work_is_neither_met_nor_breached(self, made: Any) -> None:
        target = made.target()
        figures = made.statement(made.cases(target, "2026-02", met=5), target).contents.targets[0]
        assert [piece.verdict for piece in figures.pieces] == ["no-volume", "met", "no-volume"]
        assert figures.verdict == "met"

    def test_what_cannot_be_decided_is_undetermined_unless_something_was_breached(self, made: Any) -> None:
        target = made.target(reach="95")
        open_month = made.cases(target, "2026-01", met=19, undetermined=2)
        assert made.statement(open_month, target).contents.verdict == "undetermined"
        breached = [*open_month, *made.cases(target, "2026-02", breached=1)]
        assert made.statement(breached, target).contents.verdict == "breached"

    def test_a_target_without_a_share_is_counted_and_not_judged(self, made: Any) -> None:
        target = made.target(reach=None)
        contents = made.statement(made.cases(target, met=1, breached=2), target).contents
        assert contents.targets[0].verdict == "no-share"
        assert contents.targets[0].whole.counts.share == Fraction(1, 3)


class TestLevels:
    """Targets stand by level, in the order of the page."""

    def test_a_level_adds_up_its_targets(self, made: Any) -> None:
        first, second = made.target("a", clause="4.1"), made.target("b", clause="4.2")
        bronze = made.target("c", level="bronze", clause="4.3")
        cases = [
            *made.cases(first, met=9, breached=1),
            *made.cases(second, met=10),
            *made.cases(bronze, met=1, breached=1),
        ]
        contents = made.statement(cases, first, second, bronze).contents
        assert [(level.name, level.counts.share) for level in contents.levels] == [
            ("gold", Fraction(19, 20)),
            ("bronze", Fraction(1, 2)),
        ]
        assert (contents.pooled.met, contents.pooled.breached) == (20, 2)

    def test_the_interval_runs_from_all_late_to_all_in_time(self, made: Any) -> None:
        target = made.target()
        counts = made.statement(made.cases(target, met=8, breached=1, undetermined=1), target).contents.pooled
        assert (counts.low, counts.share, counts.high) == (Fraction(8, 10), Fraction(8, 9), Fraction(9, 10))

    def test_what_the_customer_lived_stands_beside_what_the_contract_says(self, made: Any) -> None:
        target = made.target()
        cases = [made.case("met", lived_verdict="breached"), made.case("met"), made.case("breached")]
        contents = made.statement(cases, target).contents
        assert contents.pooled.share == Fraction(2, 3)
        assert contents.lived.share == Fraction(1, 3)
