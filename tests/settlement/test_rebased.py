"""A new base of an index series: which way a factor goes is said, in the clause and in the facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging.indexation import BaseLink
from contractkit.errors import FactsRejected, UsageError
from contractkit.settlement.told import SettlementFacts

HEAD: dict[str, Any] = {
    "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
}  # fmt: skip
FIGURES = [
    {"month": "2024-12", "value": "112", "base": "2015=100"},
    {"month": "2025-12", "value": "118", "base": "2015=100"},
    {"month": "2026-12", "value": "102", "base": "2025=100"},
]
TWO_FIGURES = {"at": "2026-12", "old": "118.0", "new": "100.0"}


def desk(**by: Any) -> ck.Agreement:
    return ck.load_agreement(data=paper(**by))


def paper(**by: Any) -> dict[str, Any]:
    """Return a desk of EUR 1 000 a month in 2025, which follows the December figure from 2026 on."""
    index = {
        "kind": "indexation", "by": {"series": "cpi", "base": "2024-12", **by}, "every": "1 January",
        "first": "2026-01-01", "round_price": {"to": "0.01", "scope": "line"},
    }  # fmt: skip
    fee = {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"}
    clauses = {"1": {"kind": "term", "start": "2025-01-01"}, "2": fee, "3": index}
    return HEAD | {"clauses": clauses}


def told(agreement: ck.Agreement, **more: Any) -> SettlementFacts:
    data = {"index": {"cpi": {"figures": FIGURES, **more}}}
    return SettlementFacts.from_dict(data, agreement=agreement, period="2027-01")


def price(agreement: ck.Agreement, facts: SettlementFacts) -> Fraction | None:
    return ck.price_on(agreement, "base", date(2027, 3, 1), facts).price


@pytest.mark.parametrize(
    ("rebased", "expected"),
    [
        (TWO_FIGURES, "1074.64"),
        ({"at": "2026-12", "factor": "1.18", "factor_multiplies": "new-figures"}, "1074.64"),
        ({"at": "2026-12", "factor": "0.8475", "factor_multiplies": "old-figures"}, "1074.59"),
    ],
)
def test_a_price_follows_the_index_over_a_new_base(rebased: dict[str, Any], expected: str) -> None:
    """102 × 118 / 100 = 120.36, and 1 000 × 120.36 / 112 = 1 074.64; 102 / 0.8475 = 120.354, and 1 074.59."""
    agreement = desk(rebased=[rebased])
    assert price(agreement, told(agreement)) == Fraction(expected)


def test_a_factor_that_says_no_direction_is_a_reading_and_its_other_one_is_compared() -> None:
    """Read as it was, 102 × 0.8475 / 112 is a fall of 22.8 %; the other reading is what an office means by 0.8475."""
    agreement = desk(rebased=[{"at": "2026-12", "factor": "0.8475"}])
    (silence,) = [one for one in agreement.assumptions if one.convention == "factor_multiplies"]
    assert (silence.taken, silence.alternatives) == ("new-figures", ("old-figures",))
    assert price(agreement, told(agreement)) == Fraction("771.83")


def test_what_the_other_direction_comes_to_is_worked_out() -> None:
    """1 074.59 for January 2027, where 771.83 was read."""
    papers = ck.Papers.of(data=paper(rebased=[{"at": "2026-12", "factor": "0.8475"}]))
    facts = told(papers.agreement)
    found = ck.other_readings(papers.agreement, None, None, papers.readings(), period="2027-01", told=facts)
    (other,) = [one for one in found.readings if one.assumption.convention == "factor_multiplies"]
    assert (str(found.taken.total), str(other.difference)) == ("EUR 771.83", "EUR 302.76")


def test_two_figures_settle_it() -> None:
    assert "factor_multiplies" not in {one.convention for one in desk(rebased=[TWO_FIGURES]).assumptions}


@pytest.mark.parametrize(
    ("rebased", "code"),
    [
        ({"at": "2026-12"}, "missing-field"),
        ({"at": "2026-12", "old": "118"}, "missing-field"),
        ({"at": "2026-12", "old": "118", "new": "100", "factor": "1.18"}, "contradiction"),
        ({"at": "2026-12", "old": "118", "new": "100", "factor_multiplies": "old-figures"}, "missing-field"),
        ({"at": "2026-12", "old": "118", "new": "0"}, "quantity"),
        ({"at": "2026-12", "factor": "-1", "factor_multiplies": "old-figures"}, "quantity"),
        ({"at": "2026-12", "factor": "1", "factor_multiplies": "both"}, "unknown-word"),
    ],
)
def test_what_does_not_link_two_bases_is_a_problem_at_load(rebased: dict[str, Any], code: str) -> None:
    with pytest.raises(ck.DocumentRejected) as rejected:
        desk(rebased=[rebased])
    assert [problem.code for problem in rejected.value.problems] == [code]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"from": "2015=100", "to": "2025=100", "at": "2025-12", "old": "118.0", "new": "100.0"}, "1074.64"),
        ({"to": "2025=100", "factor": "1.18", "factor_multiplies": "new-figures"}, "1074.64"),
        ({"to": "2025=100", "factor": "0.8475", "factor_multiplies": "old-figures"}, "1074.59"),
    ],
)
def test_a_link_that_is_told_says_its_direction(link: dict[str, Any], expected: str) -> None:
    agreement = desk()
    facts = told(agreement, links=[link])
    assert price(agreement, facts) == Fraction(expected)
    again = SettlementFacts.from_dict(facts.to_dict(), agreement=agreement, period="2027-01")
    assert again == facts


@pytest.mark.parametrize(
    ("link", "code", "part"),
    [
        ({"to": "2025=100", "factor": "0.8475"}, "missing-field", "does not say which figures it multiplies"),
        ({"to": "2025=100", "factor": "0.8475", "factor_multiplies": "base"}, "unknown-word", "which figures"),
        ({"to": "2020=100", "old": "118", "new": "100"}, "unknown-reference", "on the base '2020=100'"),
        ({"to": "2025=100", "old": "118"}, "missing-field", "how figures of the two bases compare"),
        ({"to": "2025=100", "old": "118", "new": "0"}, "quantity", "new: 0"),
        ({"old": "118", "new": "100"}, "missing-field", "which base is new"),
        ("1.18", "wrong-shape", "does not link two bases"),
    ],
)
def test_a_link_without_a_direction_is_refused(link: Any, code: str, part: str) -> None:
    with pytest.raises(FactsRejected) as rejected:
        told(desk(), links=[link])
    (problem,) = rejected.value.problems
    assert problem.code == code
    assert part in str(problem)


def test_a_link_is_exact_and_above_nought() -> None:
    assert BaseLink.of_figures("2025=100", old="118", new="99").factor == Fraction(118, 99)
    with pytest.raises(UsageError, match="not exact"):
        BaseLink("2025=100", 1.18)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no figures are linked"):
        BaseLink("2025=100", 0)  # type: ignore[arg-type]
