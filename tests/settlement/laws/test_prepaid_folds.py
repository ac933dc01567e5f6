"""Prepaid blocks folded through a ledger: months one after the other come to what the year charges at once."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import charges

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "R-1",
    "title": "Advice",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Lindhof"}, "customer": {"name": "Rietland"}},
}
MONTHS = [f"2026-{number:02}" for number in range(1, 13)]
BARELY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAPSES = ("1 month", "2 months", "3 months", "6 months", "1 year", "never", "with-its-period")


@st.composite
def retainers(draw: Any) -> dict[str, Any]:
    """Return a clause with a block every month or quarter: any lapse, any part that goes on, either order of use."""
    units = draw(st.integers(1, 30))
    lapses = draw(st.sampled_from(LAPSES))
    clause = {
        "kind": "prepaid",
        "name": "retainer",
        "of": "advice",
        "units": f"{units} hours",
        "price": f"EUR {draw(st.integers(1, 3000))}.00",
        "every": draw(st.sampled_from(["month", "quarter"])),
        "lapses_after": lapses,
        "drawn": draw(st.sampled_from(["first-to-lapse", "newest-first"])),
    }
    if lapses == "with-its-period":
        return clause
    parts = [None, *([f"{units - 1} hours", f"{max(1, units // 2)} hours"] if units > 1 else []), "50 %", "10 %"]
    carries = draw(st.sampled_from(parts))
    return clause if carries is None else {**clause, "carries": carries}


@st.composite
def cards(draw: Any) -> dict[str, Any]:
    """Return a clause with one block that is bought on the first of a month, or with blocks as they are ordered."""
    bought = draw(st.sampled_from(["2026-01-01", "2026-04-01", "2026-07-01", "as-ordered"]))
    return {
        "kind": "prepaid",
        "name": "card",
        "of": "advice",
        "units": f"{draw(st.integers(1, 60))} hours",
        "price": f"EUR {draw(st.integers(1, 5000))}.00",
        "bought": bought,
        "lapses_after": draw(st.sampled_from(["2 months", "6 months", "1 year", "never"])),
        "drawn": "first-to-lapse",
    }


USES = st.lists(st.integers(0, 40), min_size=12, max_size=12)
ORDERS = st.lists(st.integers(0, 2), min_size=12, max_size=12)


def loaded(first: dict[str, Any], second: dict[str, Any] | None) -> ck.Agreement:
    clauses: dict[str, Any] = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
        "3": first,
        "9": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
    }
    if second is not None:
        clauses["4"] = {**second, "drawn": first["drawn"]}
    try:
        return ck.load_agreement(data={**HEAD, "clauses": clauses})
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise


def told(agreement: ck.Agreement, period: str, months: list[str], uses: list[int], orders: list[int]) -> Any:
    places = [MONTHS.index(month) for month in months]
    volumes: dict[str, Any] = {"advice": {MONTHS[place]: uses[place] for place in places}}
    if any(getattr(one, "bought", None) == "as-ordered" for one in agreement.provisions):
        rows = [{"period": f"{MONTHS[place]}-01", "value": orders[place]} for place in places]
        volumes["card"] = [{**row, "period": f"{row['period']}..{row['period']}"} for row in rows]
    return ck.SettlementFacts.from_dict({"volumes": volumes}, agreement=agreement, period=period)


def folded(agreement: ck.Agreement, uses: list[int], orders: list[int]) -> tuple[list[ck.Settlement], ck.Ledger]:
    ledger, found = ck.Ledger.empty(), []
    for month in MONTHS:
        facts = told(agreement, month, [month], uses, orders)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=facts)
        ledger = ck.Ledger.from_dict(json.loads(json.dumps(ledger.to_dict())))
        found.append(money)
    return found, ledger


def rows(blocks: Any) -> list[tuple[Any, ...]]:
    return sorted(
        (one.block.name, one.block.holds_from, one.before, one.bought, one.used, one.lapsed, one.left) for one in blocks
    )


class TestFolding:
    @BARELY
    @given(first=retainers(), second=st.none() | cards(), uses=USES, orders=ORDERS)
    def test_twelve_months_come_to_what_one_year_charges(self, first, second, uses, orders):
        """Units exactly, and money exactly, through a ledger that is stored and read each month."""
        agreement = loaded(first, second)
        months, kept = folded(agreement, uses, orders)
        facts = told(agreement, "2026", MONTHS, uses, orders)
        whole = charges(agreement, ck.Period.parse("2026"), facts)
        assert [one for money in months for one in money.problems] == []
        assert all(money.status == "final" for money in months)
        exact = sum((line.exact for money in months for line in money.lines), Fraction(0))
        assert exact == sum((charge.exact for charge in whole), Fraction(0))
        at_once, ledger = ck.settle(agreement, None, None, period="2026", told=facts)
        assert rows(at_once.blocks) == rows(move for charge in whole for move in charge.moves)
        assert ledger.settled[-1].blocks == kept.settled[-1].blocks

    @BARELY
    @given(first=retainers(), second=st.none() | cards(), uses=USES, orders=ORDERS)
    def test_in_each_month_no_unit_is_lost(self, first, second, uses, orders):
        """What was there and what was bought is used, lapsed or left; what is left is there in the next month."""
        agreement = loaded(first, second)
        months, _ = folded(agreement, uses, orders)
        left: dict[tuple[Any, ...], Fraction] = {}
        for money, used in zip(months, uses, strict=True):
            for one in money.blocks:
                assert one.before + one.bought == one.used + one.lapsed + one.left
                assert one.before == left.get((one.block.name, one.block.holds_from), 0)
            beyond = next(line for line in money.lines if line.id.startswith("charge advice 2026"))
            taken = sum((one.used for one in money.blocks), Fraction(0))
            assert taken + beyond.exact / 120 == used
            left = {(one.block.name, one.block.holds_from): one.left for one in money.blocks}

    @BARELY
    @given(first=retainers(), uses=USES, place=st.integers(1, 11), more=st.integers(1, 20))
    def test_a_year_with_a_month_corrected_is_the_year_that_was_known_at_once(self, first, uses, place, more):
        """Settled again from that month on, every later month is what it had been with the right hours."""
        agreement = loaded(first, None)
        right = [*uses[:place], uses[place] + more, *uses[place + 1 :]]
        _, ledger = folded(agreement, uses, [])
        for month in MONTHS[place:]:
            facts = told(agreement, month, [month], right, [])
            money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=facts)
        expected, _ = folded(agreement, right, [])
        assert money.total == expected[-1].total
        assert rows(money.blocks) == rows(expected[-1].blocks)
        assert [one.total for one in ledger.governing] == [one.total for one in expected]


class TestSeals:
    @settings(max_examples=8, deadline=None)
    @given(first=retainers(), uses=USES)
    def test_any_month_made_again_is_the_same(self, first, uses):
        agreement = loaded(first, None)
        _, ledger = folded(agreement, uses, [])
        before = ck.Ledger("R-1", settled=ledger.settled[:6])
        facts = told(agreement, "2026-07", ["2026-07"], uses, [])
        money, _ = ck.settle(agreement, None, None, period="2026-07", before=before, told=facts)
        sealed = ck.seal(money, agreement, told=facts, before=before)
        stored = ck.SealedSettlement.from_dict(json.loads(json.dumps(sealed.to_dict())))
        assert ck.recompute(stored, agreement).same


@pytest.mark.parametrize("drawn", ["first-to-lapse", "newest-first"])
def test_a_back_test_of_other_blocks_says_what_settle_says(drawn: str) -> None:
    """Units, price, lapse, what goes on, order of use: each variant is the year settled month by month."""
    from contractkit.settlement.backtest.folding import folded as in_turn

    base = {
        "kind": "prepaid",
        "name": "retainer",
        "of": "advice",
        "units": "20 hours",
        "price": "EUR 2 000.00",
        "every": "month",
        "lapses_after": "3 months",
        "carries": "10 hours",
        "drawn": drawn,
    }
    signed = loaded(base, None)
    changes: list[dict[str, Any]] = [
        {"units": "24 hours"},
        {"price": "EUR 1 900.00"},
        {"lapses_after": "1 month", "carries": None},
        {"carries": "15 hours"},
        {"carries": "50 %"},
        {"drawn": "newest-first" if drawn == "first-to-lapse" else "first-to-lapse"},
        {"every": "quarter", "units": "60 hours", "carries": "30 hours"},
    ]
    variants = []
    for number, change in enumerate(changes):
        fields = {field: value for field, value in {**base, **change}.items() if value is not None}
        variants.append(ck.Variant.of(f"other {number}", loaded(fields, None)))
    uses = [6, 4, 3, 25, 34, 9, 30, 8, 41, 24, 20, 33]
    facts = told(signed, "2026", MONTHS, uses, [])
    for period, before in (("2026", ck.Ledger.empty()), ("2026-07-01..2026-12-31", _half(signed, uses))):
        asked = signed.period(period)
        found = ck.backtest(signed, None, None, variants, period=period, told=facts, before=before)
        totals = set()
        for one in (found.signed, *found):
            assert one.periods == in_turn(one.variant.agreement, None, None, asked, before, facts)
            totals.add(one.total)
        assert len(totals) > 5


def _half(agreement: ck.Agreement, uses: list[int]) -> ck.Ledger:
    """Return the ledger of January to June as they were signed."""
    _, ledger = folded(agreement, uses, [])
    return ck.Ledger("R-1", settled=ledger.settled[:6])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(signed=retainers(), other=retainers(), uses=USES, late=st.integers(0, 8))
def test_a_back_test_with_promises_says_what_settle_says(signed, other, uses, late):
    """With tickets and a credit on all charges, so that the quick way may be taken: each variant as `settle` has it."""
    from datetime import UTC, datetime

    from contractkit.settlement.backtest.folding import folded as in_turn

    promise = {
        "kind": "time-target",
        "name": "solved",
        "starts": {"field": "opened_at"},
        "stops": {"field": "closed_at"},
        "within": "4 hours",
        "calendar": "always",
        "reach": "90 %",
        "per": "month",
        "assigned_by": "opened",
        "pays": [{"kind": "tier-credit", "of": "charges", "tiers": [{"below": "reach", "credit": "10 %"}]}],
    }
    heads = {"fields": {"opened_at": "instant", "closed_at": "instant"}}
    one, two = (
        ck.load_agreement(
            data={
                **HEAD,
                **heads,
                "clauses": {
                    "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
                    "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
                    "3": clause,
                    "4": promise,
                    "9": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
                },
            }
        )
        for clause in (signed, other)
    )
    opened = [f"2026-{1 + n % 4:02}-1{n % 10}T09:00Z" for n in range(20)]
    closed = [text.replace("T09", "T15" if n < late else "T10") for n, text in enumerate(opened)]
    facts = ck.Facts.from_frames(
        items={"id": [f"T-{n}" for n in range(20)], "opened": opened, "closed": closed},
        mapping={
            "contractkit": 1,
            "document": "mapping",
            "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
        },
    )
    judged = ck.evaluate(one, facts, as_of=datetime(2027, 1, 1, 12, tzinfo=UTC))
    known = told(one, "2026", MONTHS, uses, [])
    found = ck.backtest(one, judged, facts, [ck.Variant.of("other", two)], period="2026", told=known)
    for each in (found.signed, found["other"]):
        agreement = each.variant.agreement
        assert each.periods == in_turn(agreement, judged, facts, one.period("2026"), ck.Ledger.empty(), known)
