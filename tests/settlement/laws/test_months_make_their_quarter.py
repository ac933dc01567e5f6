"""What a quarter is charged is what its months are charged, to the last digit, and what its days come to by hand.

Over amendments of a price and dates of an index, terms and clauses that begin or end inside of a month, prices per
month, quarter and half-year, and units as they come that were told for months, for parts of them, or for both.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from drawn_cases import HEAD
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from slow_days import DAY, Days

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, LevelVolume

FIRST, AFTER = date(2026, 1, 1), date(2026, 7, 1)
FIRSTS = [date(2026, month, 1) for month in range(1, 8)]
MONTHS = [f"2026-{month:02}" for month in range(1, 7)]
TURNS = [date(2026, month, day) for month in range(2, 7) for day in (1, 2, 11, 28)]
STARTS = [FIRST, date(2026, 1, 2), date(2026, 1, 17), date(2026, 1, 31)]
ENDS = [AFTER, date(2026, 4, 1), date(2026, 5, 11), date(2026, 6, 30)]
NUMBERS = st.sampled_from([0, 1, 7, 100])


@st.composite
def counted(draw: Any, start: date, after: date, since: date, until: date) -> list[tuple[date, date, int]]:
    """Return the counts of a month: one, or two that meet inside of it."""
    cut = draw(st.sampled_from([None, *(start + DAY * number for number in (1, 10, 16, 27))]))
    bounds = [start, after] if cut is None else [start, cut, after]
    return [(low, high, draw(NUMBERS) if low < until and since < high else 0) for low, high in pairwise(bounds)]


@st.composite
def drawn(draw: Any) -> tuple[Days, list[int], str]:
    """Return days, the months whose count is told beside those of their parts, and what bounds the service."""
    per = draw(st.sampled_from([None, None, "month", "quarter", "half-year"]))
    bounded = draw(st.sampled_from(["term", "holds"]))
    since, until = draw(st.sampled_from(STARTS)), draw(st.sampled_from(ENDS))
    amended = draw(st.none() | st.tuples(st.sampled_from(TURNS), st.sampled_from([2, 3, 50])))
    raised = draw(st.none() | st.sampled_from(TURNS))
    assume(amended is None or raised != amended[0])
    assume(amended is None or bounded == "holds" or amended[0] < until)
    counts = [one for low, high in pairwise(FIRSTS) for one in draw(counted(low, high, since, until))]
    levels = [(FIRST, draw(NUMBERS))]
    levels += [
        (day, draw(NUMBERS)) for day in sorted(draw(st.sets(st.sampled_from([*STARTS[1:], *TURNS]), max_size=3)))
    ]
    both = draw(st.lists(st.sampled_from(range(1, 7)), unique=True))
    on = draw(st.sampled_from(["average", "peak", "period-end", "period-start"]))
    return Days(per, (since, until), 10, amended, raised, tuple(counts), tuple(levels), on), both, bounded


def agreed(days: Days, bounded: str) -> ck.Agreement:
    since, until = days.offered
    dates = {"start": since.isoformat(), "until": until.isoformat()}
    holds = {} if bounded == "term" else {"holds": {"from": since.isoformat(), "through": (until - DAY).isoformat()}}
    unit = "EUR {} per call" if days.per is None else f"EUR {{}} per call per {days.per}"
    raised = {} if days.raised is None else {"3": {
        "kind": "indexation", "by": {"fixed": "10 %"}, "every": f"{days.raised:%-d %B}", "first": days.raised.isoformat()
    }}  # fmt: skip
    paper = {**HEAD, "clauses": {
        "1": {"kind": "term", **(dates if bounded == "term" else {"start": FIRST.isoformat()})},
        "2": {"kind": "service", "name": "calls", "price": unit.format(days.price), "volume_counted": days.on, **holds},
        **raised,
    }}  # fmt: skip
    if days.amended is None:
        return ck.load_agreement(data=paper)
    on, price = days.amended
    fields = {"price": {"was": unit.format(days.price), "becomes": unit.format(price)}}
    return ck.load_agreement(data=[paper, {
        "contractkit": 1, "document": "amendment", "id": "A-1", "title": "More", "amends": HEAD["id"],
        "effective_from": on.isoformat(), "signed_on": "2025-12-01", "recorded_on": "2025-12-01", "reason": "agreed",
        "changes": [{"clause": f"{HEAD['id']}/2", "action": "change", "fields": fields}],
    }])  # fmt: skip


def told(days: Days, both: list[int]) -> ChargingFacts:
    """Return the counts, with those of some whole months beside their parts; levels, where the price asks for them."""
    if days.per is not None:
        return ChargingFacts(volumes=[LevelVolume("calls", since, number) for since, number in days.levels])
    every = {(low, high): number for low, high, number in days.counts}
    for low, high in (pair for number, pair in enumerate(pairwise(FIRSTS), start=1) if number in both):
        every[low, high] = sum(number for one, _, number in days.counts if low <= one < high)
    return ChargingFacts(
        volumes=[CountedVolume("calls", ck.Period(low, high, "x"), number) for (low, high), number in every.items()]
    )


def charged(agreement: ck.Agreement, period: str, facts: ChargingFacts) -> Fraction:
    found = ck.charges(agreement, ck.Period.parse(period), facts)
    assert [one.missing for one in found if one.missing is not None] == []
    return sum((one.exact for one in found), Fraction(0))


WHOLE = tuple((low, high, number) for (low, high), number in zip(pairwise(FIRSTS), (100, 10, 10, 0, 7, 1), strict=True))
CALLS = Days(None, (FIRST, AFTER), 1, (date(2026, 2, 1), 2), None, WHOLE, (), "period-end")
SEATS = Days("quarter", (FIRST, AFTER), 9, None, date(2026, 3, 1), (), ((FIRST, 2),), "period-end")


@settings(max_examples=80, deadline=None)
@given(case=drawn())
@example(case=(CALLS, [], "term"))
@example(case=(SEATS, [], "term"))
def test_a_quarter_is_its_months_and_they_are_their_days(case: tuple[Days, list[int], str]) -> None:
    days, both, bounded = case
    agreement, facts = agreed(days, bounded), told(days, both)
    months = {month: charged(agreement, month, facts) for month in MONTHS}
    assert months == {month: days.cost(low, high) for month, (low, high) in zip(MONTHS, pairwise(FIRSTS), strict=True)}
    for whole, parts in (("2026-Q1", MONTHS[:3]), ("2026-Q2", MONTHS[3:]), ("2026-H1", MONTHS)):
        assert charged(agreement, whole, facts) == sum(months[month] for month in parts)
