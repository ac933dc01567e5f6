"""What holds of every settlement, whatever the clauses and the counts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from contractkit.settlement import Ledger, settle

PERIODS = ("2026-Q1", "2026-01", "2026-02", "2026-03")
MODES = st.sampled_from(["half-up", "half-even", "up", "down", "floor", "ceiling"])
CENT = Fraction(1, 100)


@attrs.frozen
class Case:
    """An agreement to be made, and what happened."""

    effects: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    fees: tuple[tuple[str, str], ...]
    caps: tuple[tuple[str, str, str], ...]
    rounding: tuple[str, str]
    counts: dict[str, dict[str, tuple[int, ...]]]

    def agreement(self, given: Any, order: tuple[int, ...] | None = None, caps: Any = None) -> Any:
        targets = []
        for place in order if order is not None else range(len(self.effects)):
            kind, per, points = self.effects[place]
            make = given.tiers if kind == "tiers" else given.curve
            targets.append(given.target(f"t{place}", per, make("charges", *points)))
        return given.agreement(
            *targets,
            fees=[given.fee(f"fee{place}", amount, per) for place, (amount, per) in enumerate(self.fees)],
            steps=[*(given.cap(*cap) for cap in (self.caps if caps is None else caps)), given.rounding(*self.rounding)],
        )

    def settle(self, given: Any, **changed: Any) -> Any:
        counts = changed.pop("counts", self.counts)
        agreement = self.agreement(given, **changed)
        return settle(agreement, given.counted(agreement, counts), None, period="2026-Q1")


def percents(low: int, high: int) -> Any:
    return st.integers(low, high).map(lambda tenths: str(Decimal(tenths) / 10))


@st.composite
def effects(draw: Any) -> Any:
    kind = draw(st.sampled_from(["tiers", "curve"]))
    bounds = draw(st.lists(percents(0, 1000), min_size=2, max_size=3, unique=True))
    ordered = sorted(bounds, key=Decimal, reverse=kind == "tiers")
    pays = percents(0, 300) if kind == "tiers" else percents(-300, 300)
    points = tuple((bound, draw(pays)) for bound in ordered)
    return kind, draw(st.sampled_from(["month", "quarter"])), points


@st.composite
def cases(draw: Any, unknown: int = 3) -> Case:
    made = tuple(draw(st.lists(effects(), min_size=1, max_size=4)))
    amounts = st.integers(0, 2_000_000).map(lambda cents: str(Decimal(cents).scaleb(-2)))
    caps = st.tuples(
        st.integers(0, 300_000).map(lambda cents: str(Decimal(cents).scaleb(-2))),
        st.sampled_from(["month", "quarter"]),
        st.sampled_from(["malus", "bonus", "both"]),
    )
    numbers = st.tuples(st.integers(0, 30), st.integers(0, 5), st.integers(0, unknown))
    return Case(
        effects=made,
        fees=tuple(draw(st.lists(st.tuples(amounts, st.sampled_from(["month", "quarter", "year"])), max_size=3))),
        caps=tuple(draw(st.lists(caps, max_size=3))),
        rounding=("0.01", draw(MODES)),
        counts={period: {f"t{place}": draw(numbers) for place in range(len(made))} for period in PERIODS},
    )


class TestSettle:
    @settings(max_examples=50, deadline=None)
    @drawn(case=cases())
    def test_lines_sum_to_the_total_and_each_moved_by_less_than_a_cent(self, given, case):
        """Rounding conserves, and every line is whole cents."""
        settlement, _ = case.settle(given)
        assert sum(line.amount.amount for line in settlement.lines) == settlement.total.amount
        assert settlement.charges + settlement.malus + settlement.bonus == settlement.total
        exact = sum(line.exact for line in settlement.lines)
        assert abs(Fraction(settlement.total.amount) - exact) < CENT
        for line in settlement.lines:
            assert Fraction(line.amount.amount) % CENT == 0
            assert line.kind == "cap" or abs(line.rounding) < CENT
            assert line.kind != "cap" or sum(part.amount.amount for part in line.parts) == line.amount.amount

    @settings(max_examples=50, deadline=None)
    @drawn(case=cases())
    def test_no_cap_is_ever_exceeded_in_any_of_its_windows(self, given, case):
        """After all caps and after rounding: limits are whole cents, so rounding does not pass them either."""
        settlement, _ = case.settle(given)
        for limit, per, caps in case.caps:
            for side in ("malus", "bonus"):
                nets: dict[str, Decimal] = {}
                for line in settlement.lines:
                    if line.kind == side:
                        end = line.period.label if per == "month" and "Q" not in line.period.label else "2026-03"
                        window = end if per == "month" else "quarter"
                        nets[window] = nets.get(window, Decimal(0)) + abs(settlement.net(line).amount)
                assert caps not in (side, "both") or all(net <= Decimal(limit) for net in nets.values())

    @settings(max_examples=50, deadline=None)
    @drawn(case=cases())
    def test_a_cap_on_one_side_leaves_the_other_side_alone(self, given, case):
        """Cutting the malus cuts no bonus; only the odd cent of the common sum can move."""
        free, _ = case.settle(given, caps=())
        capped, _ = case.settle(given, caps=(("10.00", "month", "malus"), ("20.00", "quarter", "malus")))
        assert abs(free.bonus.amount - capped.bonus.amount) <= Decimal("0.01")
        touched = {part.line for line in capped.lines for part in line.parts}
        assert touched <= {line.id for line in capped.lines if line.kind == "malus"}
        for line in capped.lines:
            assert line.kind != "malus" or capped.net(line).amount <= 0

    @settings(max_examples=50, deadline=None)
    @drawn(case=cases(), data=st.data())
    def test_the_order_of_effects_changes_nothing_but_which_line_has_the_odd_cent(self, given, case, data):
        """Total, both sides, and what every line comes to exactly."""
        order = tuple(data.draw(st.permutations(range(len(case.effects)))))
        first, _ = case.settle(given)
        second, _ = case.settle(given, order=order)
        assert (first.total, first.low, first.high) == (second.total, second.low, second.high)
        assert abs(first.malus.amount - second.malus.amount) <= Decimal("0.01")
        lines = {line.id: line for line in first.lines}
        assert set(lines) == {line.id for line in second.lines}
        for line in second.lines:
            assert lines[line.id].exact == line.exact
            assert line.kind == "cap" or abs(lines[line.id].amount.amount - line.amount.amount) <= Decimal("0.01")

    @settings(max_examples=30, deadline=None)
    @drawn(case=cases())
    def test_settling_twice_is_settling_once(self, given, case):
        """The same settlement, and a ledger that did not grow."""
        agreement = case.agreement(given)
        evaluation = given.counted(agreement, case.counts)
        once, ledger = settle(agreement, evaluation, None, period="2026-Q1")
        twice, again = settle(agreement, evaluation, None, period="2026-Q1", before=ledger)
        assert (once, ledger) == (twice, again)
        assert Ledger.from_dict(ledger.to_dict()) == ledger

    @settings(max_examples=50, deadline=None)
    @drawn(case=cases(unknown=4), data=st.data())
    def test_however_unknown_items_turn_out_the_total_lies_within_the_interval(self, given, case, data):
        """Each is met, breached or counts elsewhere; the settlement that follows is never a surprise."""
        settlement, _ = case.settle(given)
        low = settlement.low or settlement.total
        high = settlement.high or settlement.total
        known: dict[str, dict[str, tuple[int, ...]]] = {}
        for period, counts in case.counts.items():
            known[period] = {}
            for target, (met, breached, unknown) in counts.items():
                counted = data.draw(st.integers(0, unknown))
                more = data.draw(st.integers(0, counted))
                known[period][target] = (met + more, breached + counted - more, 0)
        later, _ = case.settle(given, counts=known)
        assert low.amount <= later.total.amount <= high.amount

    @settings(max_examples=30, deadline=None)
    @drawn(
        counts=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=12, max_size=12),
        limit=st.integers(0, 600_00),
    )
    def test_a_year_of_settlements_never_takes_more_than_the_cap_of_the_year(self, given, counts, limit):
        """Month by month with the ledger in hand, and the same as the whole year at once."""
        agreement = given.agreement(
            given.target("t", "month", given.curve("base", ("0", "-20"), ("90", "0"), ("100", "10"))),
            fees=[given.fee("base", "333.33", "month")],
            steps=[given.cap(str(Decimal(limit).scaleb(-2)), "year", "both"), given.rounding()],
            per="month",
        )
        by_month = {f"2026-{month:02}": {"t": pair} for month, pair in enumerate(counts, start=1)}
        evaluation = given.counted(agreement, by_month)
        ledger, malus, bonus = Ledger.empty(), Decimal(0), Decimal(0)
        for period in by_month:
            settlement, ledger = settle(agreement, evaluation, None, period=period, before=ledger)
            malus, bonus = malus - settlement.malus.amount, bonus + settlement.bonus.amount
        assert malus <= Decimal(limit).scaleb(-2)
        assert bonus <= Decimal(limit).scaleb(-2)
        year, after = settle(agreement, evaluation, None, period="2026")
        assert after == ledger
        assert (-year.malus.amount, year.bonus.amount) == (malus, bonus)
