"""No cap is ever exceeded, whatever stands before and behind it: checked line by line over four settlements."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from drawn_cases import MONTHS, Case, cases
from drawn_steps import steps
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_caps import above, counted_lines

CENT = Fraction(1, 100)


def unit_of(case: Case, place: int) -> Fraction:
    """Return by how much rounding may pass a limit that stands at a place in the order."""
    later = [step for step in case.steps[place:] if step["step"] == "round"]
    lines = 40 if any(step["scope"] != "once" for step in later) else 1
    return max([CENT, *(Fraction(step["to"]) for step in later)]) * lines


def checked(step: dict[str, Any], rest: list[dict[str, Any]]) -> bool:
    """Return whether a cap has the last word on what it limits.

    A minimum that is lifted behind it raises what it left; what waits behind it counts in the window in which it came up. A
    net limit holds for what is open when it is applied, in the period of its own; what a later cap cuts off one side moves
    the difference towards the other.
    """
    if step["step"] != "cap" or step["scope"] in ("level", "service"):
        return False
    lifted = any(one["step"] == "minimum-issue" and one["otherwise"] == "lift" for one in rest)
    moved = any(one["step"] in ("cap", "minimum-issue", "earn-back") for one in rest)
    return not lifted and not (step["caps"] == "net" and (moved or step["per"] != "month"))


@settings(max_examples=50, deadline=None)
@given(case=cases(some_steps=steps().filter(lambda found: any(one["step"] == "cap" for one in found))))
def test_no_cap_is_exceeded_in_any_of_its_windows(case: Case) -> None:
    """To the unit of the rounding that follows it."""
    lines = counted_lines(case.run(*MONTHS))
    for place, step in enumerate(case.steps):
        if checked(step, case.steps[place + 1 :]):
            assert above(case, place, step, lines) <= unit_of(case, place), step


@settings(max_examples=20, deadline=None)
@given(case=cases(some_steps=st.just([])), limit=st.sampled_from(["EUR 10", "EUR 60.05"]))
def test_one_cap_of_whole_cents_is_kept_to_the_cent(case: Case, limit: str) -> None:
    """Without another round step nothing at all is above it."""
    step = {"step": "cap", "limit": limit, "per": "quarter", "caps": "both", "scope": "contract"}
    clauses = {**case.clauses, "90": {"kind": "settlement", "per": "month", "order": [step]}}
    capped = Case(clauses, case.items, case.told)
    assert above(capped, 0, step, counted_lines(capped.run(*MONTHS))) <= 0


@settings(max_examples=20, deadline=None)
@given(case=cases(qualified="plain", some_steps=st.just([])), cap=st.sampled_from(["EUR 12.34", "EUR 0"]))
def test_no_effect_passes_a_cap_of_its_own(case: Case, cap: str) -> None:
    """That of a late penalty is one of each delivery; as many as came in a month, or ran in it."""
    clauses = {
        number: {**clause, "cap": cap} if clause in case.paying and clause.get("name") != "severity" else clause
        for number, clause in case.clauses.items()
    }
    for money in Case(clauses, case.items, case.told).run(*MONTHS):
        for line in money.lines:
            if line.kind in ("malus", "bonus"):
                many = 1 if line.clause.clause is None else _things(clauses[line.clause.clause], case)
                assert abs(line.exact) <= Fraction(cap.removeprefix("EUR ")) * many, line


def _things(clause: dict[str, Any], case: Case) -> int:
    """Return how many things the cap of a clause bounds one by one, at most: its deliveries, or the one amount."""
    moves = sum(item.fields["category"] == "move" for item in case.items)
    return max(1, moves) if clause["kind"] == "late-penalty" else 1
