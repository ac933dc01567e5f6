"""What holds of every settlement by steps, whatever the steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from slow_steps import month_of, window_months
from step_runs import FIRST, QUARTERS, Run, caps, effects, limit_of, runs

from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep

QUARTERLY = st.lists(effects(), min_size=1, max_size=4)
CENTS = Fraction(1, 100)


def key_of(cap: CapStep, amount: Any) -> str:
    return "" if cap.scope == "contract" else getattr(amount, cap.scope)


class TestFollow:
    @settings(max_examples=150, deadline=None)
    @drawn(cap=caps(), quarters=QUARTERLY)
    def test_no_window_ever_comes_to_more_than_its_limit(self, given, cap, quarters):
        """One cap of any form, four quarters: exact amounts within the limit, paid ones within a cent of it."""
        run = Run(given, [cap], frozenset())
        exact: list[tuple[Any, Fraction]] = []
        for period, owed in zip(QUARTERS, quarters, strict=False):
            course, every, fast = run.quarter(period, owed)
            exact += zip(every, fast, strict=True)
            assert course.total == sum(course.nets) + sum(course.brought_nets)
        for amount, _ in exact:
            month = month_of(amount.settled_on)
            window = window_months(cap.per, month)
            limit = limit_of(cap, window)
            mine = [
                net
                for other, net in exact
                if key_of(cap, other) == key_of(cap, amount)
                and (month_of(other.settled_on) in window)
                and (cap.per.n is None or month_of(other.settled_on) <= month)
            ]
            malus, bonus = -sum(n for n in mine if n < 0), sum(n for n in mine if n > 0)
            room = limit + CENTS * 20  # of earlier quarters the ledger knows what was paid, which is rounded
            if cap.caps == "net":
                assert abs(bonus - malus) <= room or cap.per.n is not None
            if cap.caps in ("malus", "both"):
                assert malus <= room
            if cap.caps in ("bonus", "both"):
                assert bonus <= room

    @settings(max_examples=150, deadline=None)
    @drawn(run=runs(), data=st.data())
    def test_the_order_of_amounts_changes_nothing_unless_a_cap_runs(self, given, run, data):
        """What each amount comes to exactly."""
        steps, quarters, good = run
        steps = [attrs.evolve(s, adds_up="at-end") if isinstance(s, CapStep) else s for s in steps]
        steps = [s for s in steps if not (isinstance(s, MinimumIssueStep) and s.minimum.scope == "line")]
        owed = quarters[0]
        order = data.draw(st.permutations(range(len(owed))))
        _, every, first = Run(given, steps, good).quarter(QUARTERS[0], [attrs.evolve(one) for one in owed])
        _, shuffled, second = Run(given, steps, good).quarter(QUARTERS[0], [attrs.evolve(owed[n]) for n in order])
        found = {(a.id, a.side): net for a, net in zip(every, first, strict=True)}
        assert found == {(a.id, a.side): net for a, net in zip(shuffled, second, strict=True)}

    @settings(max_examples=150, deadline=None)
    @drawn(run=runs())
    def test_no_malus_is_ever_won_back_twice_or_beyond_what_was_paid(self, given, run):
        """Over all quarters what came back of a malus is at most what was paid of it.

        Each part that comes back is rounded, and so is a malus of the same settlement; one of before is a sum in the ledger.
        """
        steps, quarters, good = run
        both = Run(given, [*steps, *(s for s in steps if isinstance(s, EarnBackStep))], good)
        for period, owed in zip(QUARTERS, quarters, strict=False):
            both.quarter(period, owed)
        for one in both.past.paid:
            back = [(month, part) for origin, month, part in both.past.back if origin == one.origin]
            together = any(month // 3 == one.month // 3 for month, _ in back)
            roundings = len({month for month, _ in back}) + together
            came_back = sum((part for _, part in back), Fraction(0))
            assert came_back <= max(-one.value, Fraction(0)) + CENTS * max(0, roundings - 1)

    @settings(max_examples=150, deadline=None)
    @drawn(cap=caps(), later=st.lists(caps(), min_size=1, max_size=3), quarters=QUARTERLY)
    def test_what_lies_under_the_limit_of_its_window_is_not_cut(self, given, cap, later, quarters):
        """Whatever waits behind the cap and is paid later: where it cuts, more than its limit came up in the window."""
        first = attrs.evolve(cap, caps="malus", scope="contract", on_excess="drop")
        run = Run(given, [first, *(attrs.evolve(one, on_excess="carry-forward") for one in later)], frozenset())
        came_up: list[tuple[int, Fraction]] = []
        for period, owed in zip(QUARTERS, quarters, strict=False):
            course, _, _ = run.quarter(period, owed)
            came_up += [(one.month, -one.value) for one in owed if one.value < 0]
            for cut in (one for one in course.cuts if one.step == 0):
                months = set(range(month_of(cut.window.start), month_of(cut.window.last) + 1))
                whole = sum((value for month, value in came_up if month in months), Fraction(0))
                assert whole > limit_of(first, months) - CENTS * 20  # what was paid is rounded

    @settings(max_examples=150, deadline=None)
    @drawn(cap=caps(), quarters=QUARTERLY)
    def test_what_goes_on_is_paid_or_still_waits(self, given, cap, quarters):
        """With one cap that carries forward: earned is paid and waiting, to the cent of each sum that is rounded."""
        run = Run(given, [attrs.evolve(cap, on_excess="carry-forward")], frozenset())
        earned, rounded = Fraction(0), 0
        for period, owed in zip(QUARTERS, quarters, strict=False):
            earned += sum((one.value for one in owed), Fraction(0))
            course, _, _ = run.quarter(period, owed)
            rounded += 1 + len(course.cuts)
        paid = sum((one.value for one in run.past.paid), Fraction(0))
        waits = sum((one.value for kept in run.past.waiting.values() for one in kept), Fraction(0))
        assert abs(earned - paid - waits) <= CENTS * rounded

    def test_the_first_month_is_that_of_the_agreement(self):
        """The runs begin where the agreement does, so that no history is missing."""
        assert month_of(QUARTERS[0].start) == FIRST
