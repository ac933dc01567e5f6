"""What counts towards a minimum of EUR 2 000.00 a month: calls for EUR 500.00, a desk for EUR 600.00, a set-up of EUR 300.00."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected

HEAD = {"contractkit": 1, "document": "sla", "id": "K-1", "title": "Calls", "currency": "EUR", "zone": "UTC"}
LEAST = {"kind": "minimum-commitment", "at_least": "EUR 2 000", "per": "month", "settled": "each-period"}
FEES = {
    "4": {"kind": "fee", "name": "desk", "amount": "EUR 600", "per": "month"},
    "5": {"kind": "fee", "name": "set-up", "amount": "EUR 300", "per": "once", "due": "2026-03-10"},
}
MARCH = ck.Period.parse("2026-03")


def agreed(fees: dict[str, Any] = FEES, **least: Any) -> ck.Agreement:
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "24 months"},
        "2": {"kind": "service", "name": "calls", "price": "EUR 0.50 per call"},
        "3": LEAST | {"part_year": "prorated"} | least,
    }
    return ck.load_agreement(data=HEAD | {"clauses": clauses | fees})


def short(agreement: ck.Agreement, period: ck.Period = MARCH) -> str:
    told = ck.ChargingFacts(volumes=[ck.CountedVolume("calls", period, 1000)])
    (found,) = [charge for charge in ck.charges(agreement, period, told) if charge.kind == "minimum"]
    return str(found.amount)


class TestWhatCounts:
    def test_services_do_and_fees_do_not(self) -> None:
        """2 000 less 500."""
        assert short(agreed()) == short(agreed(counted_towards="services")) == "EUR 1 500.00"

    def test_fees_do_where_that_was_agreed(self) -> None:
        """2 000 less 500, 600 and 300; in April the set-up is paid, and 900 are short."""
        agreement = agreed(counted_towards="services-and-fees")
        assert short(agreement) == "EUR 600.00"
        assert short(agreement, ck.Period.parse("2026-04")) == "EUR 900.00"

    @pytest.mark.parametrize(
        ("names", "cost"),
        [
            (["calls"], "EUR 1 500.00"),
            (["calls", "desk"], "EUR 900.00"),
            (["desk"], "EUR 1 400.00"),
            (["K-1/4", "K-1/5"], "EUR 1 100.00"),
        ],
    )
    def test_what_is_named_counts_and_nothing_else(self, names: list[str], cost: str) -> None:
        assert short(agreed(applies_to=names)) == cost


class TestTheReading:
    def test_it_is_listed_where_there_are_fees(self) -> None:
        found = [(one.taken, one.alternatives) for one in agreed().assumptions if _is_it(one)]
        assert found == [("services", ("services-and-fees",))]

    @pytest.mark.parametrize(
        "least", [{"applies_to": ["calls"]}, {"counted_towards": "services"}, {"at_least": "100 calls"}]
    )
    def test_not_where_the_clause_says_it_or_counts_units(self, least: dict[str, Any]) -> None:
        assert not [one for one in agreed(**least).assumptions if _is_it(one)]

    def test_nor_without_fees(self) -> None:
        assert not [one for one in agreed({}).assumptions if _is_it(one)]

    @pytest.mark.parametrize(
        "least",
        [
            {"applies_to": ["calls"], "counted_towards": "services"},
            {"at_least": "100 calls", "counted_towards": "services"},
            {"applies_to": ["monthly-fee"]},
        ],
    )
    def test_what_contradicts_itself_is_refused(self, least: dict[str, Any]) -> None:
        with pytest.raises(DocumentRejected) as caught:
            agreed(**least)
        assert [problem.code for problem in caught.value.problems] == ["contradiction"]


def _is_it(one: Any) -> bool:
    return bool(one.convention == "counted_towards")
