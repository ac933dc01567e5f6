"""A variant words a place otherwise; an amendment that writes the same place holds all the same, and the result says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import contractkit as ck

CONTRACT: dict[str, Any] = {
    "contractkit": 1, "document": "contract", "id": "C-1", "title": "Desk", "language": "en", "currency": "EUR",
    "zone": "Europe/Amsterdam", "parties": {"provider": {"name": "P"}, "customer": {"name": "Q"}},
    "clauses": {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "fee", "name": "line", "amount": "EUR 50.00", "per": "month"},
        "4": {"kind": "settlement", "per": "month",
              "order": [{"step": "cap", "limit": "10 % of charges", "per": "month", "caps": "malus"},
                        {"step": "round", "to": "0.01"}]},
    },
}  # fmt: skip
NEW_FEE = {"clause": "2", "action": "change", "fields": {"amount": {"was": "EUR 1 000.00", "becomes": "EUR 1 100.00"}}}
FROM_JUNE = "C-1/2 amount is as A-1 says from 2026-06-01 to 2026-06-30: the variant holds on the other dates of "


def amended(*changes: dict[str, Any], **head: Any) -> ck.Papers:
    amendment = {
        "contractkit": 1, "document": "amendment", "id": "A-1", "title": "Dearer", "amends": "C-1",
        "signed_on": "2026-05-02", "effective_from": "2026-06-01", "changes": list(changes or (NEW_FEE,)), **head,
    }  # fmt: skip
    return ck.Papers.of(data=[CONTRACT, amendment])


def tried(papers: ck.Papers, place: str, value: str, period: str, **told: Any) -> Any:
    variants = papers.variants({place: [value]})
    found = ck.backtest(papers.agreement, None, None, variants, period=period, told=ck.SettlementFacts(**told))
    return found.variants[0]


class TestAVariantOfTheFee:
    def test_holds_up_to_the_amendment_and_says_so(self) -> None:
        """April and May at 900, June at 1 100, and 50 for the line each month: 900 + 900 + 1 100 + 150 = 3 050."""
        one = tried(amended(), "2 amount", "EUR 900.00", "2026-Q2")
        assert str(one.total) == "EUR 3 050.00"
        assert one.notes == (FROM_JUNE + "2026-Q2 only.",)
        assert one.to_dict()["notes"] == list(one.notes)

    def test_says_that_it_is_not_tried_at_all(self) -> None:
        one = tried(amended(), "2 amount", "EUR 900.00", "2026-Q3")
        assert str(one.total) == "EUR 3 450.00"
        assert one.notes == ("C-1/2 amount is as A-1 says in all of 2026-Q3, so the variant is not tried there.",)

    def test_says_nothing_of_an_amendment_after_the_period(self) -> None:
        one = tried(amended(), "2 amount", "EUR 900.00", "2026-Q1")
        assert (str(one.total), one.notes) == ("EUR 2 850.00", ())

    def test_says_nothing_of_an_amendment_that_was_not_known_then(self) -> None:
        """It was signed on 2 May; on 1 May all of the quarter is the variant's: 3 × 950."""
        one = tried(amended(), "2 amount", "EUR 900.00", "2026-Q2", known_at=date(2026, 5, 1))
        assert (str(one.total), one.notes) == ("EUR 2 850.00", ())

    def test_holds_again_after_a_change_that_ends(self) -> None:
        one = tried(amended({**NEW_FEE, "through": "2026-06-30"}), "2 amount", "EUR 900.00", "2026-05-01..2026-07-31")
        assert str(one.total) == "EUR 3 050.00"
        assert one.notes == (FROM_JUNE + "2026-05-01..2026-07-31 only.",)


class TestOtherPlaces:
    def test_another_clause_is_not_restated(self) -> None:
        assert tried(amended(), "3 amount", "EUR 60.00", "2026-Q2").notes == ()

    def test_another_field_of_the_clause_is_not(self) -> None:
        assert tried(amended(), "2 per", "quarter", "2026-Q2").notes == ()

    @pytest.mark.parametrize(
        "change",
        [
            {"clause": "3", "action": "replace", "to": CONTRACT["clauses"]["3"] | {"amount": "EUR 55.00"}},
            {"clause": "C-1/3", "action": "remove"},
        ],
        ids=["replaced", "removed"],
    )
    def test_a_clause_that_is_replaced_or_removed_is(self, change: dict[str, Any]) -> None:
        (note,) = tried(amended(change), "3 amount", "EUR 60.00", "2026-Q2").notes
        assert note.startswith("C-1/3 amount is as A-1 says from 2026-06-01 to 2026-06-30")

    def test_a_place_inside_of_what_the_amendment_writes_is(self) -> None:
        steps = CONTRACT["clauses"]["4"]["order"]
        change = {
            "clause": "4", "action": "change",
            "fields": {"order": {"was": steps, "becomes": [{**steps[0], "limit": "20 % of charges"}, steps[1]]}},
        }  # fmt: skip
        (note,) = tried(amended(change), "4 order.1.limit", "5 % of charges", "2026-Q2").notes
        assert note.startswith("C-1/4 order.1.limit is as A-1 says from 2026-06-01")

    def test_without_an_amendment_nothing_is_said(self) -> None:
        assert tried(ck.Papers.of(data=CONTRACT), "2 amount", "EUR 900.00", "2026-Q2").notes == ()
