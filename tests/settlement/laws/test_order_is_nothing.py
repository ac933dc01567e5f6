"""The order in which things stand changes nothing, unless it is a term: clauses, rows, items, facts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import pytest
from drawn_cases import MONTHS, Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

CENT = Decimal("0.01")
ROWS = ("allocations", "items", "tables", "shares")
"""Lists whose order says nothing; tiers, points and steps have to stand in theirs."""


def shuffled(case: Case, chance: Random) -> Case:
    clauses = [(number, {**clause}) for number, clause in case.clauses.items()]
    for _, clause in clauses:
        for field in ROWS:
            if field in clause:
                clause[field] = chance.sample(clause[field], len(clause[field]))
        if "bands" in clause:
            clause["bands"] = chance.sample(clause["bands"], len(clause["bands"]))
    told = {group: turned(value, chance) for group, value in case.told.items()}
    chance.shuffle(clauses)
    return Case(dict(clauses), tuple(chance.sample(case.items, len(case.items))), told)


def turned(value: Any, chance: Random) -> Any:
    if isinstance(value, dict):
        return {key: turned(value[key], chance) for key in chance.sample(list(value), len(value))}
    return chance.sample(value, len(value)) if isinstance(value, list) else value


def found_in(money: ck.Settlement) -> Counter[object]:
    return Counter((str(line.clause), line.period.label, line.exact, line.state, line.kind) for line in money.lines)


def in_order(case: Case) -> Case:
    """Return a case without what makes the order of the page decide: running caps, and what is elected of an incident."""
    clauses = {number: {**clause} for number, clause in case.clauses.items()}
    for clause in clauses.values():
        clause.pop("one_incident", None)
        for step in clause.get("order", ()):
            step["adds_up"] = "at-end" if "adds_up" in step else None
            step |= {word: "once" for word in ("scope",) if step["step"] == "round"}
            for word in [word for word, value in step.items() if value is None]:
                del step[word]
    return attrs.evolve(case, clauses=clauses)


@settings(max_examples=40, deadline=None)
@given(case=cases().map(in_order), chance=st.integers(0, 2**16).map(Random))
def test_shuffled_papers_and_facts_settle_the_same(case: Case, chance: Random) -> None:
    """Total, ends, and every line to the last digit; only the odd cent may lie on another line, or side."""
    first, second = case.run(*MONTHS), shuffled(case, chance).run(*MONTHS)
    for one, other in zip(first, second, strict=True):
        carried = any(line.kind in ("carried", "earn-back") for line in (*one.lines, *other.lines))
        if carried:  # what waits was rounded on its line before, and there the odd cent counts
            assert abs(one.total.amount - other.total.amount) <= CENT * len(one.lines)
            continue
        assert (one.total, one.low, one.high, one.status) == (other.total, other.low, other.high, other.status)
        assert abs(one.malus.amount - other.malus.amount) <= CENT
        assert found_in(one) == found_in(other)


CHAIN = {
    "A": {"kind": "gap-credit", "for": "available", "credit_per_point": "EUR 10", "instead_of": "B"},
    "B": {"kind": "gap-credit", "for": "available", "credit_per_point": "EUR 20", "instead_of": "C"},
    "C": {"kind": "gap-credit", "for": "available", "credit_per_point": "EUR 40"},
}


@pytest.mark.parametrize("order", ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"])
def test_of_a_chain_of_clauses_the_first_counts_and_the_last(order: str) -> None:
    """A takes the place of B. So B pays nothing, and leaves C alone: one point at 10 and at 40."""
    papers = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "precision": "exact", "relief": "none"},
        "4": {
            "kind": "figure-target",
            "name": "available",
            "metric": "uptime",
            "reach": "at least 95 %",
            "per": "month",
        },
        **{letter: CHAIN[letter] for letter in order},
    }
    case = Case(papers, (), {"figures": {"available": {"2026-01": "94 %"}}})
    agreement = case.agreement()
    money, _ = ck.settle(agreement, None, None, period="2026-01", told=case.known(agreement))
    assert {str(line.clause): line.amount.amount for line in money.lines} == {"L/A": -10, "L/B": 0, "L/C": -40}
