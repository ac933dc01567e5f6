"""A fee of EUR 5 000.00 that is paid once and that an amendment moves: by months, by the year, and with a ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "K-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
SET_UP = {"kind": "fee", "name": "set-up", "amount": "EUR 5 000", "per": "once"}
FEBRUARY = {"due": "2026-02-01"}
JUNE = {"due": "2026-06-01"}
MONTHS = [ck.Period.parse(f"2026-{month:02}") for month in range(1, 13)]
YEAR = ck.Period.parse("2026")


def changed(**fields: tuple[str, str]) -> dict[str, Any]:
    """Return a change of the fee's words."""
    told = {name: {"was": was, "becomes": becomes} for name, (was, becomes) in fields.items()}
    return {"clause": "2", "action": "change", "fields": told}


def amended(folder: Path, fee: dict[str, Any] | None, *changes: tuple[str, dict[str, Any]]) -> ck.Agreement:
    """Return an agreement of two years with a fee, and an amendment for each change, from a date on."""
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "24 months"},
        "2": {"kind": "text", "text": "Nothing"} if fee is None else fee,
        "3": {"kind": "fee", "name": "desk", "amount": "EUR 100", "per": "month"},
        "4": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01", "mode": "half-up"}]},
    }
    files: dict[str, dict[str, Any]] = {"contract": HEAD | {"clauses": clauses}}
    for number, (day, change) in enumerate(changes, start=1):
        head = {"contractkit": 1, "document": "amendment", "id": f"A-{number}", "title": "Set-up", "amends": "K-1"}
        files[f"amendment-{number}"] = head | {"signed_on": "2026-01-02", "effective_from": day, "changes": [change]}
    for name, document in files.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(folder)


def charged(agreement: ck.Agreement, period: ck.Period) -> list[ck.Charge]:
    """Return what is charged of the fee in a period."""
    return [charge for charge in ck.charges(agreement, period) if charge.name == "set-up"]


def by_months(agreement: ck.Agreement) -> dict[str, str]:
    """Return what is charged of the fee, by month."""
    return {month.label: str(charge.amount) for month in MONTHS for charge in charged(agreement, month)}


def in_the_year(agreement: ck.Agreement) -> list[str]:
    """Return what is charged of the fee in the year at once."""
    return [str(charge.amount) for charge in charged(agreement, YEAR)]


class TestAnAmendmentThatMovesTheDate:
    def test_what_was_due_before_it_takes_effect_is_not_charged_again(self, tmp_path):
        """Due on 1 February and charged there; from 1 March on the papers say June."""
        agreement = amended(tmp_path, SET_UP | FEBRUARY, ("2026-03-01", changed(due=("2026-02-01", "2026-06-01"))))
        assert by_months(agreement) == {"2026-02": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_on_the_day_on_which_it_takes_effect_the_new_date_counts(self, tmp_path):
        agreement = amended(tmp_path, SET_UP | FEBRUARY, ("2026-02-01", changed(due=("2026-02-01", "2026-06-01"))))
        assert by_months(agreement) == {"2026-06": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_a_day_later_it_does_not(self, tmp_path):
        agreement = amended(tmp_path, SET_UP | FEBRUARY, ("2026-02-02", changed(due=("2026-02-01", "2026-06-01"))))
        assert by_months(agreement) == {"2026-02": "EUR 5 000.00"}

    @pytest.mark.parametrize("becomes", ["2026-02-01", "2026-03-01"])
    def test_a_date_that_is_past_when_it_takes_effect_is_its_first_one(self, tmp_path, becomes):
        """June was agreed until the end of February, so nothing was due in it; from 1 March on it is."""
        agreement = amended(tmp_path, SET_UP | JUNE, ("2026-03-01", changed(due=("2026-06-01", becomes))))
        assert by_months(agreement) == {"2026-03": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_the_explanation_tells_both_dates(self, tmp_path):
        agreement = amended(tmp_path, SET_UP | JUNE, ("2026-03-01", changed(due=("2026-06-01", "2026-02-01"))))
        (charge,) = charged(agreement, YEAR)
        assert charge.formula == ("EUR 5 000.00 once, due on 2026-02-01 and agreed from 2026-03-01 on = EUR 5 000.00")

    def test_moved_there_and_back_it_is_charged_once(self, tmp_path):
        """Due in February; from March on in June, from 1 June on in September: charged in February."""
        agreement = amended(
            tmp_path,
            SET_UP | FEBRUARY,
            ("2026-03-01", changed(due=("2026-02-01", "2026-06-01"))),
            ("2026-06-01", changed(due=("2026-06-01", "2026-09-01"))),
        )
        assert by_months(agreement) == {"2026-02": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_with_a_ledger_as_without_and_the_year_as_its_months(self, tmp_path):
        """Twelve months of EUR 100.00, and EUR 5 000.00 once."""
        agreement = amended(tmp_path, SET_UP | FEBRUARY, ("2026-03-01", changed(due=("2026-02-01", "2026-06-01"))))
        ledger = ck.Ledger()
        totals = []
        for month in MONTHS:
            money, ledger = ck.settle(agreement, None, None, period=month, before=ledger)
            totals.append(str(money.charges))
        assert totals == ["EUR 100.00", "EUR 5 100.00", *["EUR 100.00"] * 10]
        (year, _) = ck.settle(agreement, None, None, period=YEAR)
        assert str(year.charges) == "EUR 6 200.00"


class TestAnAmendmentThatChangesSomethingElse:
    @pytest.mark.parametrize(("day", "sum_"), [("2026-02-01", "EUR 7 000.00"), ("2026-02-02", "EUR 5 000.00")])
    def test_the_amount_is_that_of_the_date_it_is_due(self, tmp_path, day, sum_):
        change = changed(amount=("EUR 5 000", "EUR 7 000"))
        agreement = amended(tmp_path, SET_UP | FEBRUARY, (day, change))
        assert by_months(agreement) == {"2026-02": sum_}
        assert in_the_year(agreement) == [sum_]

    def test_a_fee_that_it_adds_without_a_date_is_due_on_its_first_one(self, tmp_path):
        """Nothing says when it is due, which is the start of the term; that was over on 15 March."""
        agreement = amended(tmp_path, None, ("2026-03-15", {"clause": "5", "action": "add", "to": SET_UP}))
        assert by_months(agreement) == {"2026-03": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_a_fee_that_it_takes_away_before_it_was_due_is_never_charged(self, tmp_path):
        agreement = amended(tmp_path, SET_UP | JUNE, ("2026-03-15", {"clause": "2", "action": "remove"}))
        assert (by_months(agreement), in_the_year(agreement)) == ({}, [])

    def test_a_fee_that_it_takes_away_afterwards_stays_charged(self, tmp_path):
        agreement = amended(tmp_path, SET_UP | FEBRUARY, ("2026-03-15", {"clause": "2", "action": "remove"}))
        assert by_months(agreement) == {"2026-02": "EUR 5 000.00"}
        assert in_the_year(agreement) == ["EUR 5 000.00"]

    def test_a_fee_outside_of_the_dates_between_which_it_holds_stays_uncharged(self, tmp_path):
        """It holds from March on and is due in February; an amendment of another clause brings nothing due."""
        other = {"clause": "3", "action": "change", "fields": {"amount": {"was": "EUR 100", "becomes": "EUR 120"}}}
        agreement = amended(tmp_path, SET_UP | FEBRUARY | {"holds": {"from": "2026-03-01"}}, ("2026-04-01", other))
        assert (by_months(agreement), in_the_year(agreement)) == ({}, [])
