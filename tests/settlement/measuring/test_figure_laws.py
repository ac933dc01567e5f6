"""Laws of figures, against slow oracles: what is possible, what adds up, what more downtime does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.quantities.notation import Bound, parse_bound
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.measuring import FigureBook, FigureCounts, FigureValue
from contractkit.settlement.measuring.figure import reached
from contractkit.settlement.told import Outage

QUARTER = ck.Period.parse("2026-Q2")
START = datetime(2026, 4, 1, tzinfo=UTC)
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR", "zone": "UTC"}


def share_of(counts: FigureCounts, precision: Rounding | None = None) -> FigureValue:
    low, high = (Fraction(100 * met, counts.volume) for met in (counts.met, counts.met + counts.undetermined))
    return FigureValue(
        "share", ClauseRef("S-1", "1"), QUARTER, None, "%", low, high, None, "undetermined", "none",
        counts=counts, precision=precision,
    )  # fmt: skip


counted = st.builds(FigureCounts, met=st.integers(0, 12), breached=st.integers(0, 12), undetermined=st.integers(1, 12))
bounds = st.lists(
    st.one_of(
        st.integers(0, 100).map(Fraction),
        st.tuples(st.integers(0, 12), st.integers(1, 24)).map(lambda pair: Fraction(100 * min(pair), max(pair))),
    ),
    min_size=1,
    max_size=3,
    unique=True,
).map(sorted)
precisions = st.sampled_from(
    [None, *(Rounding(Decimal(to), mode) for to in ("1", "0.1", "5") for mode in ("half-up", "floor", "ceiling"))]
)


def every_share(counts: FigureCounts, precision: Rounding | None) -> set[Fraction]:
    """Return every share that the undetermined items can make: each may be met, breached, or not count here."""
    found = set()
    for kept in range(counts.undetermined + 1):
        for good in range(kept + 1):
            if counts.count + kept:
                share = Fraction(100 * (counts.met + good), counts.count + kept)
                found.add(share if precision is None else Fraction(precision.apply(share)))
    return found


def ladder(turns: list[Fraction], steps: list[int]) -> Callable[[Fraction], int]:
    """Return an effect that steps at each turn, upwards or downwards, a turn itself belonging to the side above it."""
    return lambda figure: steps[sum(figure >= turn for turn in turns)]


@settings(max_examples=300, deadline=None)
@given(counts=counted, turns=bounds, precision=precisions, data=st.data())
def test_the_values_that_tell_reach_the_least_and_the_most_of_every_ladder(
    counts: FigureCounts, turns: list[Fraction], precision: Rounding | None, data: st.DataObject
) -> None:
    steps = data.draw(st.lists(st.integers(-5, 5), min_size=len(turns) + 1, max_size=len(turns) + 1))
    effect = ladder(turns, steps)
    told = {effect(value) for value in share_of(counts, precision).possible(tuple(turns))}
    every = {effect(value) for value in every_share(counts, precision)}
    assert (min(told), max(told)) == (min(every), max(every))


@settings(max_examples=200, deadline=None)
@given(ends=st.tuples(st.integers(0, 400), st.integers(0, 400)).map(sorted), turns=bounds, data=st.data())
def test_of_a_range_they_do_too(ends: list[int], turns: list[Fraction], data: st.DataObject) -> None:
    low, high = (Fraction(end, 4) for end in ends)
    steps = data.draw(st.lists(st.integers(-5, 5), min_size=len(turns) + 1, max_size=len(turns) + 1))
    effect = ladder(turns, steps)
    figure = FigureValue("f", ClauseRef("S-1", "1"), QUARTER, None, "%", low, high, None, "undetermined", "none")
    fine = {low + (high - low) * Fraction(step, 601) for step in range(602)} | {t for t in turns if low <= t <= high}
    told = {effect(value) for value in figure.possible(tuple(turns))}
    assert {effect(value) for value in fine} <= told or (min(told), max(told)) == (
        min(effect(value) for value in fine),
        max(effect(value) for value in fine),
    )


def test_where_what_is_not_known_is_missed_only_misses_are_possible() -> None:
    figure = share_of(FigureCounts(8, 1, 3))
    missed = FigureValue(
        "f", ClauseRef("S-1", "1"), QUARTER, None, "%", figure.low, figure.high, None, "undetermined", "breached",
        term="no-data", counts=figure.counts, reach=parse_bound("at least 90 %"),
    )  # fmt: skip
    assert all(value < 90 for value in missed.possible(()))


@settings(max_examples=300, deadline=None)
@given(
    ends=st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted),
    turns=st.lists(st.integers(0, 40).map(lambda part: Fraction(part, 4)), max_size=4, unique=True).map(sorted),
    reach=st.sampled_from(["at least 5 %", "more than 5 %", "at most 5 %", "less than 5 %"]).map(parse_bound),
    verdict=st.sampled_from(["met", "breached"]),
    data=st.data(),
)
def test_of_a_verdict_alone_all_that_it_allows_is_looked_at_and_nothing_else(
    ends: list[int], turns: list[Fraction], reach: Bound, verdict: str, data: st.DataObject
) -> None:
    low, high = (Fraction(end, 4) for end in ends)
    steps = data.draw(st.lists(st.integers(-5, 5), min_size=len(turns) + 1, max_size=len(turns) + 1))
    effect = ladder(turns, steps)
    figure = FigureValue(
        "f", ClauseRef("S-1", "1"), QUARTER, None, "%", low, high, None, "known", verdict, term="told", reach=reach,
    )  # fmt: skip
    fine = {low + (high - low) * Fraction(step, 601) for step in range(602)} | {
        near for turn in (*turns, Fraction(5)) for near in (turn, turn - Fraction(1, 99), turn + Fraction(1, 99))
    }
    allowed = {value for value in fine if low <= value <= high and reached(reach, value) == (verdict == "met")}
    assume(allowed)
    told = figure.possible(tuple(turns))
    assert all(reached(reach, value) == (verdict == "met") and low <= value <= high for value in told)
    assert {effect(value) for value in told} == {effect(value) for value in allowed}


@pytest.mark.parametrize(
    ("verdict", "bounds", "end"), [("breached", (90, 99), 99), ("breached", (99, 99.5), 99), ("met", (90, 99), None)]
)
def test_what_missed_may_come_as_close_to_the_promise_as_it_likes(
    verdict: str, bounds: tuple[float, ...], end: int | None
) -> None:
    """The promise itself is kept, so that it is an end of what missed, and none of its values."""
    figure = FigureValue(
        "f", ClauseRef("S-1", "1"), QUARTER, None, "%", Fraction(0), Fraction(100), None, "known", verdict,
        term="told", reach=parse_bound("at least 99 %"),
    )  # fmt: skip
    turns = tuple(Fraction(bound) for bound in bounds)
    found = figure.open_end(turns)
    assert (None if found is None else found[2]) == end
    assert 99 not in figure.possible(turns) or verdict == "met"
    if found is not None:
        near, nearer, promise = found
        assert max(turn for turn in (Fraction(0), *turns) if turn < 99) < near < nearer < promise


PAPERS = ck.load_agreement(
    data={**HEAD, "clauses": {"1": {"kind": "metric", "name": "uptime", "measures": "availability"}}}
)


def availability(outages: list[Outage], period: ck.Period) -> FigureValue:
    entry = ck.ToldMeasurement("uptime", period, outages=tuple(outages))
    return FigureBook(PAPERS, told=ck.SettlementFacts(measured=[entry])).of("uptime", period)


minutes_in = 91 * 24 * 60
stretches = st.lists(
    st.tuples(
        st.one_of(st.integers(0, minutes_in), st.sampled_from([0, 30 * 24 * 60, 61 * 24 * 60, minutes_in])),
        st.integers(0, 3000),
    ),
    max_size=6,
).map(lambda pairs: [Outage(timedelta(minutes=n), START + timedelta(minutes=at)) for at, n in pairs])


def slow_downtime(outages: list[Outage], period: ck.Period) -> int:
    """Return the minutes of a period in which anything was down, minute by minute."""
    begin, end = (datetime.combine(day, datetime.min.time(), UTC) for day in (period.start, period.end))
    down = set()
    for one in outages:
        first = int(((one.start or begin) - START) / timedelta(minutes=1))
        down |= set(range(first, first + int(one.lasted / timedelta(minutes=1))))
    first, last = (int((at - START) / timedelta(minutes=1)) for at in (begin, end))
    return len(down & set(range(first, last)))


@settings(max_examples=60, deadline=None)
@given(outages=stretches)
def test_downtime_is_what_a_count_of_minutes_finds(outages: list[Outage]) -> None:
    for period in (*QUARTER.months(), QUARTER):
        found = availability(outages, period).downtime
        assert found == timedelta(minutes=slow_downtime(outages, period))


@settings(max_examples=40, deadline=None)
@given(outages=stretches)
def test_a_quarter_is_down_as_long_as_its_months_together(outages: list[Outage]) -> None:
    months = [availability(outages, month).downtime or timedelta(0) for month in QUARTER.months()]
    assert availability(outages, QUARTER).downtime == sum(months, timedelta(0))


@settings(max_examples=40, deadline=None)
@given(outages=stretches, more=stretches)
def test_one_outage_more_never_makes_the_figure_better(outages: list[Outage], more: list[Outage]) -> None:
    before, after = availability(outages, QUARTER).value, availability([*outages, *more], QUARTER).value
    assert before is not None
    assert after is not None
    assert after <= before


@settings(max_examples=40, deadline=None)
@given(outages=stretches, data=st.data())
def test_the_order_of_outages_changes_nothing(outages: list[Outage], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(outages))
    assert availability(shuffled, QUARTER).value == availability(outages, QUARTER).value
