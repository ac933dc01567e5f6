"""Laws of every settlement: its lines are its total, to the cent; no clause pays bonus and malus at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from drawn_cases import MONTHS, Case, cases
from hypothesis import given, settings

import contractkit as ck
from contractkit.settlement.lines import Part

CENT = Decimal("0.01")


def total(lines: Sequence[ck.Line | Part]) -> Decimal:
    return sum((line.amount.amount for line in lines), Decimal(0))


def lines_without_steps(settlement: ck.Settlement) -> list[ck.Line]:
    return [line for line in settlement.lines if line.kind in ("charge", "malus", "bonus", "none")]


class TestTheTotal:
    @settings(max_examples=30, deadline=None)
    @given(case=cases())
    def test_lines_and_their_parts_sum_in_whole_cents_between_the_least_and_the_most(self, case: Case) -> None:
        for money in case.run(*MONTHS):
            assert total(money.lines) == money.total.amount
            assert (money.charges + money.malus + money.won_back + money.bonus) == money.total
            assert money.malus.amount <= 0 <= money.bonus.amount
            assert money.won_back.amount >= 0
            assert (money.low is None) == (money.high is None)
            ends = [money.low, money.high] if money.low is not None and money.high is not None else []
            assert [one.amount for one in ends] == sorted(one.amount for one in ends)
            for line in money.lines:
                assert line.amount.amount % CENT == 0
                assert not line.parts or total(line.parts) == line.amount.amount
                assert line.low is None or line.high is None or line.low.amount <= line.high.amount
            assert all(one.amount % CENT == 0 for one in ends)

    @settings(max_examples=30, deadline=None)
    @given(case=cases(unknown="some"))
    def test_where_no_step_changes_anything_the_ends_are_the_sums_of_the_ends_of_lines(self, case: Case) -> None:
        """Each line is rounded for itself at its ends, so that the sum may differ by less than a cent for each."""
        if any(step["step"] != "round" for step in case.steps) or any(step.get("to") != "0.01" for step in case.steps):
            return
        for money in case.run(*MONTHS):
            if money.low is None or money.high is None:
                continue
            lines = lines_without_steps(money)
            low, high = (
                sum(
                    (line.amount.amount if end is None else end.amount for line, end in found),
                    Decimal(0),
                )
                for found in ([(line, line.low) for line in lines], [(line, line.high) for line in lines])
            )
            assert abs(low - money.low.amount) <= CENT * len(lines)
            assert abs(high - money.high.amount) <= CENT * len(lines)


class TestSides:
    @settings(max_examples=30, deadline=None)
    @given(case=cases())
    def test_no_clause_pays_bonus_and_malus_at_once_and_no_step_turns_one_into_the_other(self, case: Case) -> None:
        """A clause, in one period of its own."""
        for money in case.run(*MONTHS):
            signs: dict[object, set[bool]] = defaultdict(set)
            for line in money.lines:
                if line.kind in ("malus", "bonus") and line.exact:
                    signs[str(line.clause), line.period.label].add(line.exact > 0)
                    assert (line.kind == "bonus") == (line.exact > 0)
                    assert money.net(line).amount * (1 if line.kind == "bonus" else -1) >= 0, line
            assert all(len(found) == 1 for found in signs.values())
