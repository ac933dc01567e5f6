"""Minimum commitments of a year that an amendment divides, each by hand: 1 000 calls a month at EUR 0.50 are EUR 6 000."""

from __future__ import annotations

import json
from fractions import Fraction as Q
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "K-1", "title": "Calls", "currency": "EUR", "zone": "UTC"}
LEAST = {"kind": "minimum-commitment", "at_least": "EUR 12 000", "per": "contract-year", "applies_to": ["calls"]}
LEAST |= {"part_year": "prorated"}
NOTHING = {"kind": "text", "text": "Nothing is bought at least"}
RAISED = {"clause": "3", "action": "change", "fields": {"at_least": {"was": "EUR 12 000", "becomes": "EUR 18 000"}}}
ADDED = {"clause": "4", "action": "add", "to": LEAST}
TAKEN_AWAY = {"clause": "3", "action": "remove"}


def amended(
    folder: Path, change: dict[str, Any], day: str, *, least: dict[str, Any] = LEAST, rule: str = "split"
) -> ck.Agreement:
    """Return a contract of two years, with an amendment from a day on."""
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "24 months"},
        "2": {"kind": "service", "name": "calls", "price": "EUR 0.50 per call"},
        "3": least,
        "5": {"kind": "settlement", "per": "quarter", "amended_mid_period": rule, "order": []},
    }
    amendment = {"contractkit": 1, "document": "amendment", "id": "A-1", "title": "Another minimum", "amends": "K-1"}
    amendment |= {"signed_on": "2026-01-02", "effective_from": day, "changes": [change]}
    for name, document in {"contract": HEAD | {"clauses": clauses}, "amendment": amendment}.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(folder)


def shortfalls(agreement: ck.Agreement, period: str) -> list[Q]:
    """Return what the shortfalls cost that are billed in a period."""
    months = [ck.Period.parse(f"2026-{month:02}") for month in range(1, 13)]
    facts = ck.ChargingFacts(volumes=[ck.CountedVolume("calls", month, 1000) for month in months])
    return [one.exact for one in ck.charges(agreement, ck.Period.parse(period), facts) if one.kind == "minimum"]


class TestAYearThatAnAmendmentDivides:
    def test_each_wording_counts_for_its_days(self, tmp_path):
        """181 days of 12 000 and 184 of 18 000 a year are 15 024.66; 6 000 were bought."""
        agreement = amended(tmp_path, RAISED, "2026-07-01")
        assert shortfalls(agreement, "2026-Q4") == [Q(12000) * Q(181, 365) + Q(18000) * Q(184, 365) - 6000]
        assert shortfalls(agreement, "2026-Q3") == []

    def test_a_clause_that_is_added_counts_from_then_on(self, tmp_path):
        """184 of 365 days of 12 000 are 6 049.32, and EUR 3 000 were bought from July on."""
        agreement = amended(tmp_path, ADDED, "2026-07-01", least=NOTHING)
        assert shortfalls(agreement, "2026-Q4") == [Q(12000) * Q(184, 365) - 3000]

    def test_one_that_is_taken_away_is_settled_on_its_last_date(self, tmp_path):
        """334 of 365 days of 12 000 up to the end of November, with 11 months of EUR 500."""
        agreement = amended(tmp_path, TAKEN_AWAY, "2026-12-01")
        assert shortfalls(agreement, "2026-Q4") == [Q(12000) * Q(334, 365) - 5500]

    def test_one_that_is_taken_away_earlier_is_settled_earlier(self, tmp_path):
        """181 of 365 days of 12 000 up to the end of June, with 6 months of EUR 500; nothing is left for December."""
        agreement = amended(tmp_path, TAKEN_AWAY, "2026-07-01")
        assert shortfalls(agreement, "2026-Q2") == [Q(12000) * Q(181, 365) - 3000]
        assert shortfalls(agreement, "2026-Q4") == []

    @pytest.mark.parametrize(("rule", "expected"), [("old-terms", 12000 - 6000), ("new-terms", 18000 - 6000)])
    def test_one_wording_counts_for_the_whole_year_where_the_settlement_says_so(self, tmp_path, rule, expected):
        assert shortfalls(amended(tmp_path, RAISED, "2026-07-01", rule=rule), "2026-Q4") == [expected]

    @pytest.mark.parametrize(("rule", "expected"), [("old-terms", [12000 - 6000]), ("new-terms", [])])
    def test_so_it_does_where_the_clause_is_taken_away(self, tmp_path, rule, expected):
        assert shortfalls(amended(tmp_path, TAKEN_AWAY, "2026-07-01", rule=rule), "2026-Q4") == expected

    def test_a_year_that_counts_in_full_is_divided_by_its_own_days(self, tmp_path):
        """Without proration the wordings share the year that they hold: 181 and 184 of 365 days of it."""
        agreement = amended(tmp_path, RAISED, "2026-07-01", least=LEAST | {"part_year": "full"})
        assert shortfalls(agreement, "2026-Q4") == [Q(12000) * Q(181, 365) + Q(18000) * Q(184, 365) - 6000]

    def test_another_change_divides_nothing(self, tmp_path):
        """Another price from July on: 6 × 500 and 6 × 600 were bought, and the minimum is that of the year."""
        price = {"price": {"was": "EUR 0.50 per call", "becomes": "EUR 0.60 per call"}}
        agreement = amended(tmp_path, {"clause": "2", "action": "change", "fields": price}, "2026-07-01")
        (short,) = [
            one
            for one in ck.charges(
                agreement,
                ck.Period.parse("2026"),
                ck.ChargingFacts(volumes=[ck.CountedVolume("calls", ck.Period.parse("2026"), 12000)]),
            )
            if one.kind == "minimum"
        ]
        assert short.formula.startswith("EUR 12 000.00 = EUR 12 000.00; bought ")

    def test_a_quarter_is_settled_by_itself(self, tmp_path):
        """EUR 2 000 a quarter, from 16 May on EUR 3 000: 45 of 91 days of the one and 46 of the other; EUR 1 500 bought."""
        least = LEAST | {"at_least": "EUR 2 000", "per": "quarter", "settled": "each-period"}
        change = {
            "clause": "3",
            "action": "change",
            "fields": {"at_least": {"was": "EUR 2 000", "becomes": "EUR 3 000"}},
        }
        agreement = amended(tmp_path, change, "2026-05-16", least=least)
        assert shortfalls(agreement, "2026-Q2") == [Q(2000) * Q(45, 91) + Q(3000) * Q(46, 91) - 1500]
        assert shortfalls(agreement, "2026-Q1") == [500]
        assert shortfalls(agreement, "2026-Q3") == [1500]


class TestUnitsThatAreShort:
    def test_they_cost_what_a_unit_costs_on_the_last_date(self, tmp_path):
        """100 calls are short of 12 100 at EUR 0.60, the price since July; the year is not divided."""
        least = LEAST | {"at_least": "12 100 calls"}
        price = {"price": {"was": "EUR 0.50 per call", "becomes": "EUR 0.60 per call"}}
        agreement = amended(tmp_path, {"clause": "2", "action": "change", "fields": price}, "2026-07-01", least=least)
        assert shortfalls(agreement, "2026-Q4") == [60]

    def test_an_index_raises_what_they_cost(self):
        """Four per cent more from 1 July 2026 on: 100 calls at EUR 0.52."""
        clauses = {
            "1": {"kind": "term", "start": "2026-01-01", "initial": "24 months"},
            "2": {"kind": "service", "name": "calls", "price": "EUR 0.50 per call"},
            "3": LEAST | {"at_least": "12 100 calls"},
            "4": {"kind": "indexation", "by": {"fixed": "4 %"}, "every": "1 July", "first": "2026-07-01"},
        }
        assert shortfalls(ck.load_agreement(data=HEAD | {"clauses": clauses}), "2026-Q4") == [52]
