"""What settlements remember."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod


def entry(settled_on: str, amount: str, kind: str = "malus") -> LedgerEntry:
    return LedgerEntry("4.2 x", "4.2", "SLA/4.2", date.fromisoformat(settled_on), kind, Money(amount, "EUR"))


def record(label: str, *entries: LedgerEntry, status: str = "final") -> SettledPeriod:
    return SettledPeriod(Period.parse(label), status, Money("100.00", "EUR"), entries)


def ledger(*records: SettledPeriod) -> Ledger:
    made = Ledger.empty()
    for settled in records:
        made = made.with_period("C-1", settled)
    return made


class TestWithPeriod:
    def test_the_same_settlement_again_changes_nothing(self):
        """Settling twice is settling once."""
        once = ledger(record("2026-Q1", entry("2026-01-31", "-10.00")))
        assert once.with_period("C-1", record("2026-Q1", entry("2026-01-31", "-10.00"))) == once

    def test_a_new_settlement_of_a_period_is_added_and_counts_from_then_on(self):
        """The first one stays on record; only the last one is used."""
        both = ledger(
            record("2026-Q1", entry("2026-01-31", "-10.00"), status="provisional"),
            record("2026-Q1", entry("2026-01-31", "-12.00")),
        )
        assert len(both.settled) == 2
        assert both.used("malus", Period.parse("2026"), date(2026, 4, 1)) == 12

    def test_dates_that_are_settled_already_under_another_period_are_refused(self):
        """February cannot be settled alone and within its quarter."""
        with pytest.raises(UsageError, match="2026-02 is settled already and shares dates with 2026-Q1"):
            ledger(record("2026-02"), record("2026-Q1"))

    def test_the_ledger_of_another_agreement_is_refused(self):
        """Caps of one contract are not used up by another."""
        with pytest.raises(UsageError, match="of C-1, the settlement of C-2"):
            ledger(record("2026-Q1")).with_period("C-2", record("2026-Q2"))


class TestUsed:
    def test_only_effects_of_the_kind_and_of_the_window_count(self):
        """Of a malus in January, one in March and a bonus, the first quarter's malus is 30 and its March 20."""
        made = ledger(
            record("2026-01", entry("2026-01-31", "-10.00")),
            record("2026-02", entry("2026-02-28", "5.00", "bonus")),
            record("2026-03", entry("2026-03-31", "-20.00")),
        )
        before = date(2026, 4, 1)
        assert made.used("malus", Period.parse("2026-Q1"), before) == 30
        assert made.used("malus", Period.parse("2026-03"), before) == 20
        assert made.used("bonus", Period.parse("2026-Q1"), before) == 5

    def test_the_day_on_which_a_window_ends_is_not_in_it(self):
        """31 January counts in January, 1 February does not."""
        made = ledger(
            record("2026-Q1", entry("2026-01-31", "-10.00"), entry("2026-02-01", "-5.00"), entry("2026-01-01", "-1.00"))
        )
        assert made.used("malus", Period.parse("2026-01"), date(2026, 4, 1)) == 11

    def test_settlements_that_ended_later_than_the_one_that_asks_do_not_count(self):
        """Settling January anew does not see March."""
        made = ledger(record("2026-01", entry("2026-01-31", "-10.00")), record("2026-03", entry("2026-03-31", "-20")))
        assert made.used("malus", Period.parse("2026"), date(2026, 1, 1)) == 0
        assert made.used("malus", Period.parse("2026"), date(2026, 2, 1)) == 10


class TestMissing:
    def test_stretches_that_no_settlement_covers_are_named(self):
        """January and March are settled, February is not."""
        made = ledger(record("2026-01"), record("2026-03"))
        assert made.missing(date(2026, 1, 1), date(2026, 4, 1)) == ((date(2026, 2, 1), date(2026, 3, 1)),)
        assert made.missing(date(2025, 12, 1), date(2026, 2, 1)) == ((date(2025, 12, 1), date(2026, 1, 1)),)

    def test_an_empty_stretch_lacks_nothing(self):
        """The first settlement of a year needs no history."""
        assert Ledger.empty().missing(date(2026, 1, 1), date(2026, 1, 1)) == ()

    def test_a_stretch_that_ends_before_the_settlements_begin_is_missing_whole(self):
        """A ledger of March says nothing of January."""
        assert ledger(record("2026-03")).missing(date(2026, 1, 1), date(2026, 2, 1)) == (
            (date(2026, 1, 1), date(2026, 2, 1)),
        )


class TestToDict:
    def test_through_json_and_back_it_is_the_same_ledger(self):
        """Amounts keep their digits because they are text."""
        made = ledger(record("2026-01", entry("2026-01-31", "-10.10")), record("2026-02", status="provisional"))
        data = json.loads(json.dumps(made.to_dict()))
        assert Ledger.from_dict(data) == made
        assert data["version"] == 2
        assert data["settled"][0]["entries"][0]["amount"] == "-10.10"

    def test_the_empty_ledger_too(self):
        """Nothing is something that can be stored."""
        assert Ledger.from_dict(Ledger.empty().to_dict()) == Ledger.empty()


class TestFromDict:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"kind": "settlement"}, "kind is not 'ledger'"),
            ({"version": 3}, "version 3 cannot be read"),
            ({"settled": [{"period": "2026-Q1"}]}, "cannot be read: KeyError"),
            ({"settled": 5}, "cannot be read: TypeError"),
        ],
    )
    def test_what_is_no_ledger_of_this_version_is_refused(self, change, message):
        """Rather than read half of it."""
        with pytest.raises(UsageError, match=message):
            Ledger.from_dict({**Ledger.empty().to_dict(), **change})

    def test_an_amount_that_is_no_number_is_refused(self):
        """A typo in a stored ledger does not become zero."""
        data = ledger(record("2026-01", entry("2026-01-31", "-10.00"))).to_dict()
        data["settled"][0]["entries"][0]["amount"] = "ten"
        with pytest.raises(UsageError, match="cannot be read"):
            Ledger.from_dict(data)
        assert Decimal(ledger(record("2026-01")).to_dict()["settled"][0]["total"]) == 100
