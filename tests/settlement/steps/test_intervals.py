"""The least and the most that steps can come to, where amounts are not known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from step_runs import AMOUNTS, FIRST, QUARTERS, STEPS, Run, amount_in, effects

from contractkit.settlement.measuring.conditions import Held
from contractkit.settlement.steps import Setting, follow, nested

CENT = Fraction(1, 100)


@st.composite
def unknown(draw: Any) -> Any:
    """Return effects, for each of them the least, what it is, and the most, and a quarter before them."""
    now = draw(effects())
    ends = []
    for one in now:
        values = sorted([one.value, draw(AMOUNTS), draw(AMOUNTS)]) if draw(st.booleans()) else [one.value] * 3
        ends.append(values)
    return now, ends, draw(effects())


class TestNested:
    @settings(max_examples=300, deadline=None)
    @drawn(steps=STEPS, case=unknown(), answer=st.sampled_from([True, None, False]))
    def test_where_caps_are_nested_the_ends_of_the_amounts_are_the_ends_of_the_total(self, given, steps, case, answer):
        """Whatever each amount turns out to be in between, also of an earn-back of which nobody knows whether it holds."""
        now, ends, before = case
        run = Run(given, steps, frozenset())
        run.quarter(QUARTERS[0], before)
        agreement = given.agreement(given.target("t0", "month"), steps=steps)

        def setting(held: bool | None) -> Setting:  # noqa: FBT001
            return Setting(
                agreement, QUARTERS[1], run.ledger, amount_in, holds=lambda condition, period: Held(held, "asked")
            )

        def amounts(which: int) -> list[Any]:
            found = []
            for one, values in zip(now, ends, strict=True):
                month = FIRST + 3 + one.month
                moved = attrs.evolve(one, value=values[which], month=month, origin=(f"{one.target} {month}", month))
                found.append(run.amount(moved))
            return found

        if not nested(setting(answer), amounts(1)):
            return
        least = follow(setting(answer), amounts(0), "least").total
        most = follow(setting(answer), amounts(2), "most").total
        for held in (True, False) if answer is None else (answer,):
            actual = follow(setting(held), amounts(1)).total
            assert least - CENT <= actual <= most + CENT


class TestStepped:
    @settings(max_examples=200, deadline=None)
    @drawn(steps=STEPS, case=unknown(), answer=st.sampled_from([True, None, False]))
    def test_the_interval_of_a_settlement_holds_whatever_the_steps(self, given, steps, case, answer):
        """Nested or not: each amount turns out to be anything between its ends."""
        from contractkit.records.clauses import ClauseRef
        from contractkit.settlement import stepping
        from contractkit.settlement.paid import Paid
        from contractkit.settlement.paying.computed import Computed

        now, ends, before = case
        run = Run(given, steps, frozenset())
        run.quarter(QUARTERS[0], before)
        agreement = given.agreement(given.target("t0", "month"), steps=steps)

        def setting(held: bool | None) -> Setting:  # noqa: FBT001
            return Setting(
                agreement, QUARTERS[1], run.ledger, amount_in, holds=lambda condition, period: Held(held, "asked")
            )

        paid, actual = [], []
        for one, (low, value, high) in zip(now, ends, strict=True):
            month = FIRST + 3 + one.month
            amount = run.amount(attrs.evolve(one, value=value, month=month, origin=(f"{one.target} {month}", month)))
            actual.append(amount)
            settled = low == high
            computed = Computed(
                gives="money",
                now=value if settled else Fraction(0),
                low=low,
                high=high,
                state="settled" if settled else "undetermined",
                says="",
                formula="",
            )
            paid.append(
                Paid(
                    id=amount.id,
                    clause=ClauseRef(one.target),
                    name=amount.id,
                    period=amount.period,
                    settled_on=amount.settled_on,
                    computed=computed,
                    target=one.target,
                    level=one.level,
                    service=one.service,
                )
            )
        first = stepping._course((setting(answer),), (), paid, "now")
        found = stepping._ends((setting(answer),), (), paid, first)
        for held in (True, False) if answer is None else (answer,):
            total = follow(setting(held), actual).total
            low, high = (total, total) if found is None else (Fraction(end.total) for end in found)
            if found is None:
                assert first.total == total
            assert low - CENT <= total <= high + CENT
