"""The laws reach what they are about: each kind, modifier and step is drawn, and each kind pays in some of the draws.

The draws have seeds of their own, so that this is no matter of luck.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from drawn_cases import MONTHS, Case, cases
from drawn_effects import KINDS
from drawn_modifiers import MODIFIERS
from hypothesis import HealthCheck, Phase, given, seed, settings

import contractkit as ck

OF_EVERY_STEP = {
    "caps": {"malus", "bonus", "both", "net"},
    "per": {"month", "quarter", "year", "contract-year", "rolling 2 months", "rolling 12 months", "term"},
    "scope": {"contract", "target", "level", "service", "line", "once", "period"},
    "adds_up": {"at-end", "running"},
    "on_excess": {"report-only", "carry-forward", "drop"},
    "otherwise": {"drop", "carry-forward", "lift"},
    "basis": {"same-target", "pool"},
    "step": {"cap", "minimum-issue", "earn-back", "round", "allocate"},
}
PRICES = {"service", "minimum-commitment", "indexation"}


@cache
def drawn() -> tuple[Case, ...]:
    """Return 400 cases of ten seeds; draws of one seed are like each other."""
    return tuple(case for number in range(10) for case in drawn_from(number))


@cache
def settled() -> tuple[tuple[Case, tuple[ck.Settlement, ...]], ...]:
    """Return what every second of them comes to in four months."""
    return tuple((case, tuple(case.run(*MONTHS))) for case in drawn()[::2])


def drawn_from(number: int) -> list[Case]:
    found: list[Case] = []

    @seed(number)
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases())
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found


def clauses() -> list[dict[str, Any]]:
    return [clause for case in drawn() for clause in case.clauses.values()]


def test_every_kind_of_effect_is_drawn_and_pays_and_most_pay_nothing_too() -> None:
    """Paid: of the clauses of the kind some come to an amount, now or at most."""
    every, paid, nothing = Counter[str](), Counter[str](), Counter[str]()
    for case, settlements in settled():
        for number, clause in case.clauses.items():
            if clause["kind"] in KINDS and clause.get("name") != "severity":
                lines = [
                    one for found in settlements for one in found.lines if one.clause.clause.split(" ")[0] == number
                ]
                every[clause["kind"]] += 1
                paid[clause["kind"]] += any(one.exact or one.low != one.high for one in lines)
                nothing[clause["kind"]] += any(not one.exact for one in lines)
    assert {kind: every[kind] >= 4 for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert {kind: paid[kind] >= 1 for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert {kind: nothing[kind] >= 1 for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_every_modifier_is_drawn_beside_most_kinds() -> None:
    beside = {
        (clause["kind"], word)
        for clause in clauses()
        if clause["kind"] in KINDS
        for word in MODIFIERS
        if word in clause
    }
    kinds_of = Counter(word for _, word in beside)
    assert {word: kinds_of[word] >= 5 for word in MODIFIERS} == dict.fromkeys(MODIFIERS, True)


def test_every_step_is_drawn_with_everything_that_it_can_say() -> None:
    steps = [step for case in drawn() for step in case.steps]
    for field, words in OF_EVERY_STEP.items():
        assert {str(step[field]) for step in steps if field in step} >= words, field
    assert any("lowest_of" in str(step) for step in steps)
    assert any("highest_of" in str(step) for step in steps)
    assert any(step.get("charges_of") == "preceding" for step in steps)


def test_prices_of_every_form_are_drawn_and_charged() -> None:
    assert {clause["kind"] for clause in clauses()} >= PRICES
    names = {
        line.id.split(" ")[1] for _, found in settled() for one in found for line in one.lines if line.kind == "charge"
    }
    assert {"fee", "mail", "servers", "minimum-commitment"} <= names


def test_every_way_of_being_settled_is_reached() -> None:
    """Lines that are cut, carried, won back and raised; settlements that are final, and such that are not."""
    lines = [line for _, found in settled() for one in found for line in one.lines]
    assert {"charge", "malus", "bonus", "none", "cap", "points", "earn-back", "carried", "minimum-issue"} <= {
        line.kind for line in lines
    }
    assert {"settled", "undetermined", "no-volume"} <= {line.state for line in lines}
    assert {"final", "provisional"} <= {one.status for _, found in settled() for one in found}
