"""Numbers that no clause can mean are problems when the papers are loaded, at their place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import contractkit as ck

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

from clause_pages import PAGES, clause_pages, framed

FRAME = (Path(__file__).parents[1] / "docs" / "frame.yaml").read_text(encoding="utf-8")
EXAMPLES = {page.kind: [clauses for clauses, _ in page.examples] for page in clause_pages()}


def problems(kind: str, number: int, written: str, instead: str) -> list[tuple[str, str]]:
    """Return code and place of what is wrong with the example of a page in which one number is another."""
    return told(kind, number, written, instead, "error")


def told(kind: str, number: int, written: str, instead: str, severity: str) -> list[tuple[str, str]]:
    clauses = EXAMPLES[kind][number]
    assert written in clauses, f"{PAGES / kind}.md no longer has {written}"
    found = ck.check(text=framed(FRAME, clauses.replace(written, instead, 1)))
    return [(one.code, ".".join(map(str, one.path[2:]))) for one in found if one.severity == severity]


@pytest.mark.parametrize(
    ("kind", "number", "written", "instead", "place"),
    [
        ("pool-credit", 0, "at_risk: 10 %", "at_risk: 120 %", "at_risk"),
        ("pool-credit", 0, "at_risk: 10 %", "at_risk: 0 %", "at_risk"),
        ("pool-credit", 0, "pool: 60 %", "pool: 0 %", "allocations.0.pool"),
        ("pool-credit", 0, "allocation: 40 %", "allocation: -40 %", "allocations.0.allocation"),
        ("gap-credit", 0, "credit_per_point: 2 %", "credit_per_point: -2 %", "credit_per_point"),
        ("step-credit", 0, "credit_per_step: 1 %", "credit_per_step: 0 %", "credit_per_step"),
        ("points-credit", 0, "credit_per_point: 0.5 %", "credit_per_point: -0.5 %", "credit_per_point"),
        ("late-penalty", 0, "per_step: 10.5 %", "per_step: -10.5 %", "per_step"),
        ("late-penalty", 0, "step: 2 days", "step: 0 days", "step"),
        ("late-penalty", 0, "rate: 1.1", "rate: 0", "paid_in.rate"),
        ("award-fee", 0, "earns: 80 %", "earns: 180 %", "ratings.1.earns"),
        ("revenue-share", 0, "4.5 %", "104.5 %", "shares.0"),
        ("share-line", 0, "provider_share: 40 %", "provider_share: 140 %", "provider_share"),
        ("share-line", 0, "provider_share: 40 %", "provider_share: -40 %", "provider_share"),
        ("share-line", 0, "share: 100 %", "share: 101 %", "ranges.2.share"),
        ("share-line", 0, "target_cost: EUR 150 000", "target_cost: EUR 0", "target_cost"),
        ("ratchet", 0, "weight: 30", "weight: -30", "weight"),
        ("ratchet", 0, "times: 1.5", "times: -1", "repetition.0.times"),
        ("minimum-commitment", 0, "at_least: 85 %", "at_least: -85 %", "at_least"),
        ("curve", 0, "at: 100 %", "at: 110 %", "points.2.at"),
        ("curve", 0, "at: 85 %", "at: -85 %", "points.0.at"),
        ("indexation", 0, "floor: 0 %", "floor: -101 %", "floor"),
        ("indexation", 1, "cap: 4 %", "cap: -4 %", "cap"),
        ("indexation", 1, "threshold: 0.5 %", "threshold: -0.5 %", "threshold"),
    ],
)
def test_what_cannot_be_meant_is_a_problem_at_load(
    kind: str, number: int, written: str, instead: str, place: str
) -> None:
    assert problems(kind, number, written, instead) == [("quantity", place)]


@pytest.mark.parametrize(
    ("kind", "number", "written", "instead"),
    [
        ("pool-credit", 0, "at_risk: 10 %", "at_risk: 100 %"),
        ("pool-credit", 0, "pool: 60 %", "pool: 160 %"),
        ("step-credit", 0, "credit_per_step: 1 %", "credit_per_step: 100 %"),
        ("share-line", 0, "provider_share: 40 %", "provider_share: 0 %"),
        ("share-line", 0, "provider_share: 40 %", "provider_share: 100 %"),
        ("curve", 0, "pays: -10 %", "pays: -100 %"),
        ("curve", 0, "pays: 4 %", "pays: 140 %"),
        ("indexation", 1, "cap: 4 %", "cap: 0 %"),
    ],
)
def test_the_whole_amount_and_pools_beyond_it_can_be_meant(kind: str, number: int, written: str, instead: str) -> None:
    """Pools are multiplied on purpose: what is at risk bounds them."""
    assert problems(kind, number, written, instead) == []


ABOVE = [
    ("tier-credit", 0, "credit: 25 %", "credit: 125 %", "tiers.2.credit"),
    ("gap-credit", 0, "credit_per_point: 2 %", "credit_per_point: 102 %", "credit_per_point"),
    ("step-credit", 0, "credit_per_step: 1 %", "credit_per_step: 101 %", "credit_per_step"),
    ("points-credit", 0, "credit: 5 %", "credit: 105 %", "table.1.credit"),
    ("late-penalty", 0, "per_step: 10.5 %", "per_step: 110.5 %", "per_step"),
    ("curve", 0, "pays: -10 %", "pays: -110 %", "points.0.pays"),
    ("band-effect", 1, "pays: -5 %", "pays: -105 %", "rows.0.bands.2.pays"),
]


@pytest.mark.parametrize(("kind", "number", "written", "instead", "place"), ABOVE)
def test_a_credit_above_the_whole_amount_computes_and_is_warned_of(
    kind: str, number: int, written: str, instead: str, place: str
) -> None:
    """As a cap above all that is charged is: both say what is hardly meant, and both compute."""
    assert problems(kind, number, written, instead) == []
    assert ("above-whole", place) in told(kind, number, written, instead, "warning")


@pytest.mark.parametrize(("kind", "number", "written", "instead"), [
    ("tier-credit", 0, "credit: 25 %", "credit: 100 %"),
    ("curve", 0, "pays: 4 %", "pays: 140 %"),
])  # fmt: skip
def test_all_of_it_and_a_bonus_of_any_share_are_not_warned_of(
    kind: str, number: int, written: str, instead: str
) -> None:
    assert not [one for one in told(kind, number, written, instead, "warning") if one[0] == "above-whole"]
