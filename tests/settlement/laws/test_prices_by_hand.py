"""Charges and index changes against a second, slow way to work them out, through the public functions.

A settlement charges what each unit costs; months sum to what their quarter costs; parts of a period sum to the whole.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from drawn_cases import HEAD
from drawn_prices import MONTHS, Prices, prices
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_prices import MONTH_OF, banded, indexed, outside

import contractkit as ck

CENT = Decimal("0.01")
TERM = {"kind": "term", "start": "2026-01-01"}


def paper(clauses: dict[str, Any], term: dict[str, Any] | None = None) -> ck.Agreement:
    fee = {"kind": "fee", "name": "fee", "amount": "EUR 333.33", "per": "month"}
    return ck.load_agreement(data={**HEAD, "clauses": {"1": term or TERM, "2": fee, **clauses}})


def number(text: str) -> int:
    return int(text.split(" ")[0])


@settings(max_examples=80, deadline=None)
@given(drawn=prices(fixed=True), month=st.sampled_from(MONTHS))
def test_a_month_costs_what_its_units_cost_one_by_one(drawn: Prices, month: str) -> None:
    """Bands of both sorts, dead-bands of both sorts, a fixed indexation of all of them."""
    index = drawn.clauses.get("14", {"by": {"fixed": "0 %"}})
    agreement = paper(drawn.clauses)
    told = ck.SettlementFacts.from_dict(drawn.told, agreement=agreement, period=month)
    money, _ = ck.settle(agreement, None, None, period=month, told=told)
    charged: dict[str, Fraction] = {}
    for line in money.lines:
        name = line.id.split(" ")[1]
        charged[name] = charged.get(name, Fraction(0)) + line.exact
    at = MONTH_OF[month]

    def priced(price: Fraction) -> Fraction:
        return price if "14" not in drawn.clauses else indexed(index, price, {})[at]

    expected = {"fee": priced(Fraction("333.33"))}
    if "11" in drawn.clauses:
        service = drawn.clauses["11"]["price"]
        raised = [
            {**band, "price": f"EUR {priced(Fraction(band['price'].split(' ')[1]))}"} for band in service["bands"]
        ]
        expected["mail"] = banded({**service, "bands": raised}, number(drawn.told["volumes"]["mail"][month]))
    if "12" in drawn.clauses:
        servers = drawn.clauses["12"]
        rules = {**servers["outside_band"]}
        for side in ("above", "below"):
            if rules[side].startswith("EUR"):
                rules[side] = f"EUR {priced(Fraction(rules[side].split(' ')[1]))}"
        units = number(drawn.told["volumes"]["servers"][month])
        each = priced(Fraction("6.25"))
        expected["servers"] = 100 * each + outside({**servers, "outside_band": rules}, units, price=each)
    charged.pop("minimum-commitment", None)
    assert charged == expected


@settings(max_examples=80, deadline=None)
@given(drawn=prices(minimum=True, fixed=True))
def test_what_a_minimum_adds_is_what_is_short_of_it(drawn: Prices) -> None:
    """Per month or per quarter, in the last month of it."""
    agreement, minimum = paper(drawn.clauses), drawn.clauses["13"]
    told = ck.SettlementFacts.from_dict(drawn.told, agreement=agreement, period="2026")
    bought, short = [], []
    for month in MONTHS[:3]:
        lines = ck.settle(agreement, None, None, period=month, told=told)[0].lines
        bought.append(sum(line.exact for line in lines if line.id.split(" ")[1] in ("mail", "servers")))
        short.append(sum((line.exact for line in lines if line.id.split(" ")[1] == "minimum-commitment"), Fraction(0)))
    least = Fraction(minimum["at_least"].removeprefix("EUR ").replace(" ", ""))
    if minimum["per"] == "month":
        assert short == [max(Fraction(0), least - one) for one in bought]
    else:
        assert short == [0, 0, max(Fraction(0), least - sum(bought))]


@settings(max_examples=50, deadline=None)
@given(
    start=st.dates(date(2026, 1, 1), date(2026, 4, 30)),
    length=st.integers(1, 200),
    per=st.sampled_from(["month", "quarter", "year"]),
    turns=st.sets(st.integers(1, 11), max_size=5),
)
def test_parts_of_a_term_sum_to_what_the_whole_costs(start: date, length: int, per: str, turns: set[int]) -> None:
    """A term that begins and ends inside of months, settled over any stretches of whole months, or month by month."""
    last = start + timedelta(days=length)
    fee = {"kind": "fee", "name": "desk", "amount": "EUR 1 000", "per": per}
    term = {"kind": "term", "start": str(start), "until": str(last), "end": "last-day"}
    agreement = paper({"3": fee}, term)
    edges = [date(2026, 1, 1), *(date(2026, turn + 1, 1) for turn in sorted(turns)), date(2027, 1, 1)]

    def cost(begin: date, end: date) -> Fraction:
        if begin > last or end <= start:
            return Fraction(0)
        period = ck.Period.parse(f"{begin}..{end - timedelta(days=1)}")
        return sum((charge.exact for charge in ck.charges(agreement, period) if charge.name == "desk"), Fraction(0))

    assert sum(cost(one, other) for one, other in pairwise(edges)) == cost(date(2026, 1, 1), date(2027, 1, 1))


YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
LEVELS = st.sampled_from(["95", "99.9", "100", "100.5", "101", "103", "105", "109.75", "118.04"])


def tariff(**more: Any) -> ck.Agreement:
    clause = {
        "kind": "indexation",
        "every": "1 January",
        "first": "2021-01-01",
        **more,
        "by": {"series": "prices", "base": "2019-10", **more.pop("by", {})},
    }
    return paper({"14": clause}, {"kind": "term", "start": "2020-01-01"})


def of_each_year(agreement: ck.Agreement, published: list[str]) -> list[Fraction]:
    """Return the price of each year, and first that of 2020, as nothing has changed it."""
    series = {f"{year}-10": figure for year, figure in zip(YEARS, published, strict=True)}
    facts = ck.SettlementFacts.from_dict({"index": {"prices": series}}, agreement=agreement, period="2020-01")
    found = [ck.price_on(agreement, "fee", date(year, 6, 1), facts).price for year in range(2020, 2027)]
    assert None not in found
    return [Fraction(one) for one in found if one is not None]


FIGURES = st.lists(LEVELS, min_size=len(YEARS), max_size=len(YEARS))


@settings(max_examples=60, deadline=None)
@given(published=FIGURES)
def test_base_and_chain_are_the_first_price_by_the_ratio_of_the_figures(published: list[str]) -> None:
    expected = [Fraction("333.33") * Fraction(figure) / Fraction(published[0]) for figure in published]
    for method in ("base", "chain"):
        assert of_each_year(tariff(by={"method": method}), published) == expected


@settings(max_examples=50, deadline=None)
@given(
    published=FIGURES,
    method=st.sampled_from(["base", "chain"]),
    cap=st.sampled_from(["0 %", "2 %", "5 %"]),
    floor=st.sampled_from(["-2 %", "0 %"]),
    excess=st.sampled_from(["lost", "carried"]),
    threshold=st.sampled_from(["0.1 %", "1 %", "4 %"]),
)
def test_no_change_is_outside_of_floor_and_cap_and_a_small_one_is_none(
    published: list[str], method: str, cap: str, floor: str, excess: str, threshold: str
) -> None:
    """Each year over the year before; a change is passed on only where it is more than the threshold."""
    agreement = tariff(by={"method": method}, cap=cap, floor=floor, index_excess=excess, threshold=threshold)
    low, high, least = (Fraction(text.removesuffix(" %")) / 100 for text in (floor, cap, threshold))
    found = of_each_year(agreement, published)
    for before, price in pairwise(found):
        assert low <= price / before - 1 <= high
        if method == "chain" and excess == "lost":
            assert price == before or abs(price / before - 1) > least or price / before - 1 in (low, high)
