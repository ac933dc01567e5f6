"""Prepaid blocks of an agreement against a second, slow way: day by day, one unit after the other, from the papers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import Charge, ChargingFacts, CountedVolume
from contractkit.quantities.periods import Period

START, END = date(2026, 1, 1), date(2026, 7, 1)
MONTHS = [Period.parse(f"2026-0{month}") for month in range(1, 7)]
HALF_YEAR = Period.parse("2026-H1")
DAYS = [START + timedelta(days=number) for number in range((END - START).days)]
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


@attrs.frozen
class Clause:
    """One clause that sells hours, in the plainest words.

    Attributes:
        name: What it is called.
        units: The hours of a block.
        every: The months of its period; 0 for a block by itself.
        months: After how many months a block lapses; 0 for never.
        with_period: Whether it lapses with its period instead.
        carries: How many hours go on at the end of the period; None for all.
        days: The dates of blocks that are bought by themselves.
        ordered: Whether these are told as orders.
    """

    name: str
    units: int
    every: int = 0
    months: int = 0
    with_period: bool = False
    carries: int | None = None
    days: tuple[date, ...] = ()
    ordered: bool = False

    def written(self, drawn: str) -> dict[str, Any]:
        """Return the clause as a document writes it."""
        lapses = "with-its-period" if self.with_period else f"{self.months} months" if self.months else "never"
        own: dict[str, Any] = {"units": f"{self.units} hours", "price": "EUR 100", "lapses_after": lapses}
        if self.every:
            own["every"] = {1: "month", 3: "quarter"}[self.every]
        else:
            own["bought"] = "as-ordered" if self.ordered else self.days[0].isoformat()
        if self.carries is not None:
            own["carries"] = f"{self.carries} hours"
        return {"kind": "prepaid", "name": self.name, "of": "desk", "drawn": drawn, **own}


def later(day: date, months: int) -> date:
    """Return the date some months later, at most the last one of that month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


@attrs.define
class Slow:
    """A block of the slow way: how many hours are in it, and what becomes of them on which date."""

    name: str
    begins: date
    units: int
    lapses: date | None
    cut: date | None
    most: int


def slow_blocks(clauses: list[Clause]) -> list[Slow]:
    found = []
    for clause in clauses:
        begins = (
            [day for day in DAYS if day.day == 1 and (day.month - 1) % clause.every == 0]
            if clause.every
            else clause.days
        )
        for day in begins:
            until = later(day, clause.every) if clause.every else None
            lapses = until if clause.with_period else later(day, clause.months) if clause.months else None
            cut = None if clause.carries is None else until
            found.append(Slow(clause.name, day, clause.units, lapses, cut, clause.carries or 0))
    return found


def slow(clauses: list[Clause], uses: dict[date, int], drawn: str) -> tuple[dict[tuple[str, date], int], Counter[int]]:
    """Return what is left of each block at the end, and the hours beyond all of them by month, hour after hour."""
    blocks, beyond = slow_blocks(clauses), Counter[int]()
    for day in [*DAYS, END]:
        for block in blocks:
            if block.cut == day:
                block.units = min(block.units, block.most)
            if block.lapses == day:
                block.units = 0
        for _ in range(uses.get(day, 0)):
            fit = [one for one in blocks if one.units and one.begins <= day]
            if not fit:
                beyond[day.month] += 1
            elif drawn == "newest-first":
                max(fit, key=lambda one: (one.begins, -(one.lapses or date.max).toordinal())).units -= 1
            else:
                min(fit, key=lambda one: (one.lapses or date.max, one.begins)).units -= 1
    left = Counter[tuple[str, date]]()
    for block in blocks:
        left[block.name, block.begins] += block.units
    return +left, +beyond


@st.composite
def clauses(draw: Any) -> list[Clause]:
    found = []
    for name in draw(st.sampled_from([("a",), ("a", "b"), ("a", "b", "c")])):
        units = draw(st.integers(1, 12))
        form = draw(st.sampled_from(["every", "card", "orders"]))
        months = draw(st.sampled_from([0, 1, 2, 3, 5]))
        if form == "every":
            every = draw(st.sampled_from([1, 3]))
            with_period = draw(st.booleans())
            most = draw(st.none() | st.integers(1, units - 1)) if units > 1 and not with_period else None
            found.append(Clause(name, units, every, months, with_period, most))
        else:
            near = st.sampled_from([day for day in DAYS if day.day in (1, 2, 28)])
            days = draw(st.lists(st.sampled_from(DAYS) | near, min_size=1, max_size=1 if form == "card" else 3))
            found.append(Clause(name, units, months=months, days=tuple(days), ordered=form == "orders"))
    return found


@st.composite
def used(draw: Any) -> dict[date, int]:
    """Return hours on some days; often on the first and last of a month, where blocks change."""
    edges = [day for day in DAYS if day.day == 1 or (day + timedelta(days=1)).day == 1]
    days = draw(st.lists(st.sampled_from(DAYS) | st.sampled_from(edges), max_size=10, unique=True))
    return {day: draw(st.integers(1, 15)) for day in days}


DRAWN = st.sampled_from(["first-to-lapse", "newest-first"])


def agreement_of(several: list[Clause], drawn: str, **more: Any) -> Any:
    written = {str(number): one.written(drawn) for number, one in enumerate(several, start=10)}
    own = {
        "1": {"kind": "term", "start": START.isoformat()},
        "2": {"kind": "service", "name": "desk", "price": "EUR 7 per hour"},
    }
    return ck.load_agreement(data={**HEAD, "clauses": {**own, **written, **more}})


def orders(several: list[Clause]) -> list[CountedVolume]:
    """Return the orders, each on its day, and nought for the months without any."""
    found = []
    for clause in (one for one in several if one.ordered):
        found += [
            CountedVolume(clause.name, Period.containing(day, "day"), n) for day, n in Counter(clause.days).items()
        ]
        found += [
            CountedVolume(clause.name, month, 0) for month in MONTHS if not any(day in month for day in clause.days)
        ]
    return found


def counts(uses: dict[date, int], turns: list[date]) -> list[CountedVolume]:
    """Return the hours as counts between dates, the first of each day's hours on a turn of its own."""
    edges = sorted({START, END, *uses, *(day for day in turns if START < day < END)})
    return [
        CountedVolume("desk", Period(low, high, f"{low}"), sum(n for day, n in uses.items() if low <= day < high))
        for low, high in pairwise(edges)
    ]


def turns_of(several: list[Clause]) -> list[date]:
    blocks = slow_blocks(several)
    days = [day for one in blocks for day in (one.begins, one.lapses, one.cut) if day is not None]
    return [*days, *(month.start for month in MONTHS)]


def told(several: list[Clause], uses: dict[date, int]) -> ChargingFacts:
    return ChargingFacts(volumes=[*counts(uses, turns_of(several)), *orders(several)])


def parts(found: tuple[Charge, ...]) -> tuple[Charge, list[Charge]]:
    (desk,) = (one for one in found if one.kind == "service")
    return desk, [one for one in found if one.kind == "prepaid"]


def left_in(blocks: list[Charge]) -> dict[tuple[str, date], int]:
    found = Counter[tuple[str, date]]()
    for charge in blocks:
        assert charge.blocks is not None
        for one in charge.blocks.blocks:
            found[one.name, one.holds_from] += int(one.units)
    return +found


class TestAgainstTheSlowWay:
    @settings(max_examples=120, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN)
    def test_what_lies_beyond_and_what_is_left_is_what_hour_after_hour_gives(self, several, uses, drawn):
        """EUR 7.00 for each hour beyond; EUR 100.00 for each block that has begun."""
        left, beyond = slow(several, uses, drawn)
        desk, blocks = parts(ck.charges(agreement_of(several, drawn), HALF_YEAR, told(several, uses)))
        assert desk.missing is None
        assert desk.exact == 7 * sum(beyond.values())
        assert left_in(blocks) == left
        assert sum(one.exact for one in blocks) == 100 * len(slow_blocks(several))

    @settings(max_examples=60, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN)
    def test_each_month_has_its_own_hours_beyond_worked_out_from_the_beginning(self, several, uses, drawn):
        """Nobody hands anything on: what earlier months left follows from their counts."""
        _, beyond = slow(several, uses, drawn)
        agreement, facts = agreement_of(several, drawn), told(several, uses)
        found = [parts(ck.charges(agreement, month, facts))[0].exact for month in MONTHS]
        assert found == [7 * beyond[month.start.month] for month in MONTHS]


class TestFolding:
    @settings(max_examples=60, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN)
    def test_months_that_hand_on_their_blocks_are_the_half_year(self, several, uses, drawn):
        """Units and money, exactly, also where an index changes both prices on 1 April."""
        index = {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 April", "first": "2026-04-01"}
        agreement, facts = agreement_of(several, drawn, **{"90": index}), told(several, uses)
        whole = ck.charges(agreement, HALF_YEAR, facts)
        sums, state = Counter[str](), {}
        for month in MONTHS:
            own = [one for one in facts.volumes if one.during.start in month]
            found = ck.charges(agreement, month, ChargingFacts(volumes=own, blocks=state))
            assert all(one.missing is None for one in found)
            for charge in found:
                sums[charge.name] += charge.exact
                if charge.kind == "prepaid":
                    state[charge.name.rpartition(": ")[2]] = charge.blocks
        assert +sums == +Counter({charge.name: charge.exact for charge in whole})
        last = {
            key: one for charge in whole if charge.kind == "prepaid" for key, one in [(charge.name[6:], charge.blocks)]
        }
        assert {name: one.blocks for name, one in state.items() if one.blocks} == {
            name: one.blocks for name, one in last.items() if one.blocks
        }

    @settings(max_examples=60, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN, shuffled=st.randoms())
    def test_the_order_of_counts_changes_nothing(self, several, uses, drawn, shuffled):
        agreement, facts = agreement_of(several, drawn), told(several, uses)
        mixed = list(facts.volumes)
        shuffled.shuffle(mixed)
        again = ck.charges(agreement, HALF_YEAR, ChargingFacts(volumes=mixed))
        assert [one.to_dict() for one in again] == [one.to_dict() for one in ck.charges(agreement, HALF_YEAR, facts)]

    @settings(max_examples=60, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN, cuts=st.lists(st.sampled_from(DAYS), max_size=4))
    def test_counts_in_two_parts_are_the_whole_count(self, several, uses, drawn, cuts):
        """A count of so many hours until a date, and of none from then on, says no more."""
        agreement, facts = agreement_of(several, drawn), told(several, uses)
        finer = [*counts(uses, [*turns_of(several), *cuts]), *orders(several)]
        again = ck.charges(agreement, HALF_YEAR, ChargingFacts(volumes=finer))
        assert [one.exact for one in again] == [one.exact for one in ck.charges(agreement, HALF_YEAR, facts)]

    @settings(max_examples=80, deadline=None)
    @given(several=clauses(), uses=used(), drawn=DRAWN, month=st.sampled_from([*MONTHS, HALF_YEAR]))
    def test_every_unit_is_somewhere(self, several, uses, drawn, month):
        """Of each block: before + bought = used + lapsed + left; of all hours: prepaid + beyond = used."""
        desk, blocks = parts(ck.charges(agreement_of(several, drawn), month, told(several, uses)))
        moves = [move for one in blocks for move in one.moves]
        for move in moves:
            assert move.before + move.bought == move.used + move.lapsed + move.left
        for one in blocks:
            assert one.blocks is not None
            assert sum((move.left for move in one.moves), Fraction(0)) == one.blocks.units
        covered = sum((move.used for move in moves), Fraction(0))
        hours = sum(n for day, n in uses.items() if day in month)
        assert (Fraction(desk.inputs["used"]), Fraction(desk.inputs["prepaid"])) == (hours, covered)
        assert Fraction(desk.inputs["volume"]) == hours - covered
