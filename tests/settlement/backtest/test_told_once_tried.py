"""What the facts tell of one thing counts once, tried as settled; every sum is worked out from its date and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import example, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck

ZONE = ZoneInfo("Europe/Amsterdam")
FEE = Decimal(1000)
LATE = {"kind": "late-penalty", "agreed": {"field": "agreed_on"}, "delivered": {"field": "delivered_at"},
        "step": "1 day", "per_step": "EUR 10.00"}  # fmt: skip
INTEREST = {"kind": "interest", "rate": "10 % per year", "day_count": "actual/365", "compounding": "none"}
DONE = {"within": "1000 hours", "from": "agreed_on", "to": "delivered_at", "calendar": "always"}
MILESTONE = {"kind": "milestone", "when": DONE, "amount": "EUR 500.00"}
DAMAGES = {"kind": "liquidated-damages", "items": [{"when": {"broken": "yes"}, "amount": "EUR 100.00"}]}


@attrs.frozen
class Told:
    """One thing that the facts tell of.

    Attributes:
        clause: The clause that it is about.
        groups: The facts.
        on: The date on which it counts; None where they tell none.
        comes_to: What the clause comes to.
    """

    clause: dict[str, Any]
    groups: dict[str, Any]
    on: date | None
    comes_to: int

    def in_(self, period: ck.Period) -> int:
        """Return what it comes to in a period that is settled as one."""
        return self.comes_to if self.on is None or self.on in period else 0


def told_things(day: date, at: time, days: int) -> dict[str, Told]:
    """Return one of every kind that came on a day, so many days late: EUR 10 a day, EUR 3 650 at 10 % a year, a sum."""
    came = datetime.combine(day, at, ZONE)
    agreed = datetime.combine(day - timedelta(days=days), at, ZONE)
    moments = {"agreed_on": agreed.isoformat(), "delivered_at": came.isoformat()}
    owed = {"amount": "EUR 3 650.00"}
    return {
        "delivery": Told(LATE, {"fields": moments}, day, -10 * days),
        "milestone": Told(MILESTONE, {"fields": moments}, day, 500),
        "interest": Told(
            INTEREST, {"overdue": {**owed, "due": agreed.isoformat(), "seen": came.isoformat()}}, day, days
        ),
        "interest without a date": Told(INTEREST, {"overdue": {**owed, "for": f"{days} days"}}, None, days),
        "damages": Told(DAMAGES, {"fields": {"broken": "yes", "opened_at": came.isoformat()}}, day, -100),
        "damages without a date": Told(DAMAGES, {"fields": {"broken": "yes"}}, None, -100),
    }


def paper(clause: dict[str, Any], per: str, fee: Decimal = FEE, own: dict[str, Any] | None = None) -> ck.Agreement:
    return ck.load_agreement(
        data={
            "contractkit": 1, "document": "contract", "id": "K-1", "title": "Works", "language": "en",
            "currency": "EUR", "zone": "Europe/Amsterdam",
            "parties": {"provider": {"name": "P"}, "customer": {"name": "C"}},
            "fields": {"agreed_on": "instant", "delivered_at": "instant", "opened_at": "instant", "broken": "yes-no"},
            "clauses": {
                "1": {"kind": "term", "start": "2026-01-01"},
                "2": {"kind": "fee", "name": "fixed", "amount": f"EUR {fee}", "per": "month"},
                "3": {"kind": "settlement", "per": per, "order": [{"step": "round", "to": 0.01, "mode": "half-up"}]},
                "4": clause,
                **({} if own is None else {"5": own}),
            },
        }
    )  # fmt: skip


def pieces(period: ck.Period, per: str) -> list[ck.Period]:
    months = [*period.months()]
    length = {"month": 1, "quarter": 3}[per]
    return [
        ck.Period(months[n].start, months[n + length - 1].end, str(months[n].start))
        for n in range(0, len(months), length)
    ]


def on_paper(told: Told, period: ck.Period, per: str, fee: Decimal = FEE) -> list[Decimal]:
    """Return what each settlement period comes to: its fees, and the one thing in the one to which it belongs."""
    parts = pieces(period, per)
    return [
        fee * len([*part.months()]) + (told.in_(part) if told.on is not None or part is parts[-1] else 0)
        for part in parts
    ]


days_of_the_year = st.dates(date(2025, 12, 20), date(2026, 7, 10)) | st.sampled_from(
    [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 29), date(2026, 3, 31), date(2026, 4, 1), date(2026, 7, 1)]
)


@settings(max_examples=25, deadline=None)
@drawn(
    day=days_of_the_year,
    at=st.sampled_from([time(0), time(0, 30), time(12), time(23, 59, 59)]),
    days=st.integers(1, 28),
    label=st.sampled_from(["2026-Q1", "2026-Q2", "2026-01-01..2026-06-30"]),
    per=st.sampled_from(["month", "quarter"]),
)
@example(day=date(2026, 3, 30), at=time(12), days=7, label="2026-Q1", per="month")
@example(day=date(2026, 4, 1), at=time(0), days=1, label="2026-Q1", per="month")
def test_one_thing_is_tried_as_it_is_settled_and_as_it_is_on_paper(
    day: date, at: time, days: int, label: str, per: str
) -> None:
    for name, told in told_things(day, at, days).items():
        agreement, dearer = paper(told.clause, per), paper(told.clause, per, fee=Decimal(1200))
        facts = ck.SettlementFacts.from_dict(told.groups, agreement=agreement, period=label)
        period = agreement.period(label)
        expected = on_paper(told, period, per)
        money, _ = ck.settle(agreement, None, None, period=label, told=facts)
        assert money.total.amount == sum(expected), name
        found = ck.backtest(agreement, None, None, [ck.Variant.of("dearer", dearer)], period=label, told=facts)
        assert [one.total.amount for one in found.signed.periods] == expected, name
        assert [one.total.amount for one in found.settlements(found.signed)] == expected, name
        assert [one.total.amount for one in found["dearer"].periods] == on_paper(told, period, per, Decimal(1200)), name
        stakes = ck.exposure(agreement, None, None, period=label, told=facts)
        assert stakes.charges.amount + stakes.effects.amount == sum(expected), name
        moment = datetime.combine(period.end, time(9), UTC)
        assert ck.forecast(agreement, period=label, told=facts, as_of=moment).total.amount == sum(expected), name
        read = ck.other_readings(agreement, None, None, (), period=label, told=facts)
        assert read.taken.total.amount == sum(expected), name


@settings(max_examples=15, deadline=None)
@drawn(day=days_of_the_year, at=st.sampled_from([time(0), time(23, 59, 59)]), days=st.integers(1, 28))
def test_the_same_facts_for_every_month_pay_one_thing_in_its_month_with_a_ledger_and_without(
    day: date, at: time, days: int
) -> None:
    """One facts document for the year, as it is kept: six months settled one by one."""
    for name, told in told_things(day, at, days).items():
        if told.on is None:
            continue
        agreement = paper(told.clause, "month")
        ledger = ck.Ledger.empty()
        for month in agreement.period("2026-01-01..2026-06-30").months():
            facts = ck.SettlementFacts.from_dict(told.groups, agreement=agreement, period=month)
            alone, _ = ck.settle(agreement, None, None, period=month, told=facts)
            after, ledger = ck.settle(agreement, None, None, period=month, told=facts, before=ledger)
            assert alone.total.amount == after.total.amount == FEE + told.in_(month), (name, month.label)
            assert any(str(told.on) in note for note in alone.notes) == (told.on not in month), name


def test_read_by_days_what_says_no_date_is_tried_as_it_is_settled() -> None:
    """EUR 100 in March; by days 31, 28 and 31 of 90 of it, each rounded alone: 34.44 + 31.11 + 34.44 = 99.99."""
    told = told_things(date(2026, 3, 1), time(0), 1)["damages without a date"]
    agreement = paper(told.clause, "month")
    facts = ck.SettlementFacts.from_dict(told.groups, agreement=agreement, period="2026-Q1")
    read = ck.other_readings(agreement, None, None, (), period="2026-Q1", told=facts)
    (by_days,) = [one for one in read.readings if one.assumption.convention == "told-once"]
    assert (str(read.taken.total), str(by_days.difference)) == ("EUR 2 900.00", "EUR 0.01")
    days = attrs.evolve(facts, told_once="by-days")
    assert str(ck.settle(agreement, None, None, period="2026-Q1", told=days)[0].total) == "EUR 2 900.01"


OWN_QUARTERS = {"kind": "settlement", "per": "quarter", "for": ["4"], "order": [{"step": "round", "to": 0.01}]}


@pytest.mark.parametrize(
    ("label", "kind", "expected"),
    [
        ("2026-Q1", "damages without a date", "EUR 2 900.00"),
        ("2026-03", "damages without a date", "EUR 900.00"),
        ("2026-02", "damages without a date", "EUR 1 000.00"),
        ("2026-01-01..2026-06-30", "damages without a date", "EUR 5 900.00"),
        ("2026-03-01..2026-06-30", "damages without a date", "EUR 3 900.00"),
        ("2026-02-01..2026-04-30", "damages without a date", "EUR 2 900.00"),
        ("2026-01-01..2026-06-30", "damages", "EUR 5 900.00"),
        ("2026-04-01..2026-06-30", "damages", "EUR 3 000.00"),
    ],
)
def test_what_a_clause_of_its_own_settles_by_the_quarter_counts_in_one_of_them(
    label: str, kind: str, expected: str
) -> None:
    """Months of EUR 1 000.00, and EUR 100.00 of 10 February, or without a date, that wait for the end of a quarter."""
    told = told_things(date(2026, 2, 10), time(12), 1)[kind]
    agreement = paper(told.clause, "month", own=OWN_QUARTERS)
    facts = ck.SettlementFacts.from_dict(told.groups, agreement=agreement, period=label)
    money, _ = ck.settle(agreement, None, None, period=label, told=facts)
    assert str(money.total) == expected
    assert str(ck.backtest(agreement, None, None, [], period=label, told=facts).signed.total) == expected
    assert any("outside of" in note for note in money.notes) == (label == "2026-04-01..2026-06-30")


def test_credits_that_somebody_worked_out_for_the_quarter_are_tried_once() -> None:
    """EUR 50.00 of credits in three months of EUR 1 000: in the last one."""
    agreement = paper(DAMAGES, "month")
    facts = ck.SettlementFacts.from_dict({"ledger": {"credits": "EUR 50.00"}}, agreement=agreement, period="2026-Q1")
    found = ck.backtest(agreement, None, None, [], period="2026-Q1", told=facts)
    assert [str(one.total.amount) for one in found.signed.periods] == ["1000.00", "1000.00", "950.00"]
    assert str(ck.settle(agreement, None, None, period="2026-Q1", told=facts)[0].total) == "EUR 2 950.00"
