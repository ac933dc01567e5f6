"""An item that turns from met to breached never pays the provider more, unless a clause says so; the linter reports it.

Sound clauses are spoilt here in every way that the drawn ones know: ladders upside down, conditions the other way
round, signs exchanged, steps in any order. Whatever pays more for worse has to be among what is reported, and a ladder
that is reported has to pay more for worse somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import pytest
from drawn_cases import MONTHS, Case, cases
from drawn_effects import KINDS
from drawn_modifiers import JUDGED
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

import contractkit as ck

REPORTED = {"pays-more-for-worse", "caps-order"}
LATE = 600
ON_ITEMS = (
    "curve",
    "tier-credit",
    "band-effect",
    "gap-credit",
    "step-credit",
    "points-credit",
    "pool-credit",
    "per-item",
)
ON_ITEMS += ("liquidated-damages",)


def reported(case: Case) -> set[str]:
    return {problem.code for problem in ck.check(data=case.data, look="strict")} & REPORTED


def together(case: Case) -> Case:
    """Return a case with a real fee, whose items lie in two months, so that one of them decides more often."""
    items = tuple(attrs.evolve(item, month=1 + item.month % 2) for item in case.items)
    clauses = {**case.clauses, "2": {**case.clauses["2"], "amount": "EUR 1 000"}}
    return attrs.evolve(case, items=items, clauses=clauses)


def turned(case: Case) -> Iterator[Case]:
    """Yield cases in which one item that was met under a target came too late."""
    for place, item in enumerate(case.items):
        for name in JUDGED:
            late = getattr(item, name)
            other = (name == "restored" and item.fields["works"] != "yes") or (
                name == "solved" and item.fields["priority"] != "P1"
            )
            if late is not None and late <= 0 and not other:
                items = list(case.items)
                items[place] = attrs.evolve(item, **{name: LATE})
                yield attrs.evolve(case, items=tuple(items))


def comes_to(case: Case) -> Decimal:
    """Return what the provider is paid in three months, with what still waits to be paid or deducted."""
    settlements, ledger = case.settle(*MONTHS[:3])
    kept = ledger.carried(ck.Period.parse("2026-04").start)
    waits = sum((Decimal(one.amount.numerator) / one.amount.denominator for one in kept), Decimal(0))
    return sum((money.total.amount for money in settlements), Decimal(0)) + waits


def slack(case: Case) -> Decimal:
    """Return what rounding can make of it: a unit for each settlement, and each line where lines are rounded."""
    units = [Decimal(step["to"]) for step in case.steps if step["step"] == "round"]
    lines = 4 if any(step.get("scope") in ("line", "period") for step in case.steps) else 1
    return max([Decimal("0.01"), *units]) * len(MONTHS) * lines


def spoilt(case: Case, chance: Random) -> Case:
    clauses = {number: {**clause} for number, clause in case.clauses.items()}
    for clause in clauses.values():
        if clause["kind"] in KINDS and chance.random() < 0.7:
            spoil(clause, chance)
        for step in clause.get("order", ()):
            if step["step"] == "earn-back" and chance.random() < 0.5:
                step["when"] = {"not": step["when"]}
    return attrs.evolve(case, clauses=clauses)


def spoil(clause: dict[str, Any], chance: Random) -> None:
    for rows, words in (
        ("points", ("pays",)),
        ("bands", ("pays", "credit", "points")),
        ("tiers", ("credit",)),
        ("table", ("credit",)),
    ):
        if isinstance(clause.get(rows), list):
            word = next(word for word in words if word in clause[rows][0])
            paid = chance.sample([row[word] for row in clause[rows]], len(clause[rows]))
            clause[rows] = [{**row, word: pay} for row, pay in zip(clause[rows], paid, strict=True)]
    for gate in ("only_if", "bonus_only_if"):
        if gate in clause:
            clause[gate] = {"not": clause[gate]}
    if clause["kind"] == "per-item":
        clause["verdict"] = chance.choice(("met", "breached"))
    if clause["kind"] == "liquidated-damages":
        clause["items"] = [{**row, "when": {"not": row["when"]}} for row in clause["items"]]
    if "repeat" in clause:
        clause["repeat"] = {**clause["repeat"], "multiply_by": "0.5"}


def loads(case: Case) -> bool:
    return not any(problem.fatal for problem in ck.check(data=case.data))


@settings(max_examples=40, deadline=None)
@given(
    case=cases(kinds=ON_ITEMS, figures=JUDGED, unknown="none", per=("month",)),
    chance=st.integers(0, 2**16).map(Random),
    spoil=st.booleans(),
)
def test_whatever_pays_more_for_worse_is_reported(case: Case, chance: Random, spoil: bool) -> None:  # noqa: FBT001
    """Through one clause or several, in one month or in the ones after it."""
    case = together(spoilt(case, chance) if spoil else case)
    assume(loads(case))
    paid, found = comes_to(case), reported(case)
    for worse in turned(case):
        more = comes_to(worse) - paid
        event(f"more for worse: {more > slack(case)}")
        assert more <= slack(case) or found, (more, [one for one in worse.items if one not in case.items])


LADDERS = ("curve", "tier-credit", "band-effect")


def along(case: Case) -> list[Decimal]:
    """Return what is paid at every figure that matters, from the worst to the best."""
    (clause,) = case.paying
    agreement = case.agreement()
    name, low = clause["for"], 0 if clause["for"] == "few-errors" else 90
    found = []
    for quarter in range(-4, 48):
        told = (
            {"figures": {name: f"{Decimal(low) + Decimal(quarter) / 4} %"}} if 0 <= low * 4 + quarter <= 400 else None
        )
        if told is not None:
            facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026-01")
            found.append(ck.settle(agreement, None, None, period="2026-01", told=facts)[0].effects.amount)
    return found[::-1] if name == "few-errors" else found


@settings(max_examples=30, deadline=None)
@given(
    case=cases(kinds=LADDERS, qualified="plain", some_steps=st.just([]), per=("month",)),
    chance=st.integers(0, 2**16).map(Random),
)
def test_a_ladder_is_reported_just_where_a_worse_figure_pays_more(case: Case, chance: Random) -> None:
    """No false alarm, and none missing: against every quarter of a point."""
    number, clause = next((n, c) for n, c in case.clauses.items() if c in case.paying)
    assume(clause["for"] in ("available", "few-errors"))
    fee = {**case.clauses["2"], "amount": "EUR 1 000"}
    kept = {n: c for n, c in case.clauses.items() if n not in ("11", "12", "13", "14") and c not in case.paying}
    clause = {word: value for word, value in clause.items() if word != "bonus_only_if"}
    spoil(clause, chance)
    one = attrs.evolve(case, clauses={**kept, "2": fee, number: clause})
    assume(loads(one))
    paid = along(one)
    assert bool(reported(one)) == (paid != sorted(paid)), paid


SOLVED = {
    "kind": "time-target", "name": "solved", "calendar": "always", "starts": {"field": "opened_at"}, "within": "4 hours",
    "reach": "75 %", "per": "month",
}  # fmt: skip
GROUND = {
    "1": {"kind": "term", "start": "2026-01-01"},
    "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
    "3": {"kind": "metric", "name": "uptime", "measures": "availability", "precision": "exact", "relief": "none"},
    "4": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 95 %", "per": "month"},
    "5": {"kind": "metric", "name": "errors", "measures": "error-rate", "precision": "exact"},
    "6": {"kind": "figure-target", "name": "few-errors", "metric": "errors", "reach": "at most 5 %", "per": "month"},
    "7": {**SOLVED, "stops": {"field": "solved_at"}},
    "8": {**SOLVED, "name": "answered", "stops": {"field": "answered_at"}},
}
MALUS = {"kind": "tier-credit", "for": "available", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
DEEP = {**MALUS, "tiers": [{"below": "reach", "credit": "10 %"}, {"below": "93 %", "credit": "20 %"}]}
BONUS = {
    "kind": "curve",
    "for": "available",
    "of": "fee",
    "points": [{"at": "95 %", "pays": "0 %"}, {"at": "99 %", "pays": "5 %"}],
}
NAMED = {
    "kind": "band-effect",
    "for": "few-errors",
    "bands": [
        {"through": "reach", "points": "0", "name": "fine"},
        {"above": "reach", "through": "8 %", "points": "1", "name": "bad"},
        {"above": "8 %", "points": "2", "name": "worst"},
    ],
}
MET, MISSED = ({"target": "few-errors", "verdict": word} for word in ("met", "breached"))


def cap(scope: str, limit: str = "EUR 100") -> dict[str, Any]:
    return {"step": "cap", "scope": scope, "limit": limit, "per": "month", "caps": "malus"}


def lifted(scope: str) -> dict[str, Any]:
    return {"step": "minimum-issue", "scope": scope, "more_than": "EUR 60", "otherwise": "lift"}


BACK = {"step": "earn-back", "when": MET, "returns": "50 %"}
OTHER = {**MALUS, "for": "few-errors", "tiers": [{"above": "reach", "credit": "10 %"}]}


LOWER = {"lowest_of": ["EUR 100", "10 % of fee"]}
BIG = {**MALUS, "tiers": [{"below": "reach", "credit": "20 %"}]}
TWICE = {"multiply_by": "2", "when": "previous-period-failed"}
ON_ITEMS_MALUS = {**MALUS, "for": "solved"}
ON_OTHERS = {**MALUS, "for": "answered"}
PER_ITEM = {"kind": "per-item", "for": "solved", "verdict": "breached", "pays": "-EUR 5"}
DAMAGES = {"kind": "liquidated-damages", "items": [{"when": MISSED, "amount": "EUR 5"}]}


def rolling(limit: str) -> dict[str, Any]:
    return {**cap("contract", limit), "per": "rolling 2 months"}


def paper(*effects: dict[str, Any], steps: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    clauses = {**GROUND, **{str(20 + place): effect for place, effect in enumerate(effects)}}
    if steps is not None:
        clauses["90"] = {"kind": "settlement", "per": "month", "order": steps, "crossing_caps": "in-this-order"}
    return Case(clauses, (), {}).data


def advised(*effects: dict[str, Any], steps: list[dict[str, Any]] | None = None) -> bool:
    found = ck.check(data=paper(*effects, steps=steps), look="strict")
    assert not [problem for problem in found if problem.severity == "error"], found
    return "pays-more-for-worse" in {problem.code for problem in found}


@pytest.mark.parametrize(
    ("effects", "steps"),
    [
        ([{**MALUS, "only_if": MISSED}], None),
        ([{**BONUS, "only_if": MET, "bonus_only_if": MET}], None),
        ([{**MALUS, "only_if": {"not": MET}}], None),
        ([{**MALUS, "only_if": {"metric": "errors", "more_than": "5 %"}}], None),
        ([{**MALUS, "only_if": {"counted": "breached", "at_least": "2"}}], None),
        ([{**MALUS, "repeat": {"multiply_by": "2", "when": "previous-period-failed"}}], None),
        ([{**BONUS, "repeat": {"multiply_by": "2", "when": "previous-period-failed"}}], None),
        ([{**MALUS, "instead_of": "21"}, BONUS], None),
        ([{**DEEP, "instead_of": "21"}, MALUS], None),
        ([NAMED, {**MALUS, "only_if": {"target": "few-errors", "band": ["bad", "worst"]}}], None),
        ([NAMED, {**BONUS, "only_if": {"target": "few-errors", "band": "fine"}}], None),
        ([MALUS], [cap("target"), cap("contract")]),
        ([MALUS], [cap("contract"), {**BACK, "basis": "pool"}]),
        ([MALUS], [cap("contract"), cap("target", "EUR 50")]),
        ([MALUS, BONUS], [cap("contract"), cap("target", "EUR 50")]),
        ([MALUS, OTHER], [cap("contract"), cap("target", "EUR 150")]),
        ([MALUS, OTHER], [{**cap("contract"), "caps": "bonus"}, cap("target", "EUR 50")]),
        ([MALUS, OTHER], [{**lifted("contract"), "otherwise": "drop"}, cap("target", "EUR 50")]),
        ([MALUS], [cap("contract"), {**BACK, "basis": "same-target"}]),
        # what is on neither side, or what a cap of nothing leaves, meets no other step
        ([MALUS, OTHER], [{**cap("contract"), "caps": "bonus", "on_excess": "carry-forward"}, cap("target", "EUR 50")]),
        ([MALUS, OTHER], [{**cap("contract"), "caps": "bonus", "on_excess": "carry-forward"}, {**BACK, "basis": "pool"}]),
        ([MALUS, OTHER], [cap("contract", "EUR 0"), cap("target", "EUR 50")]),
        ([BONUS], [{**cap("contract"), "on_excess": "carry-forward"}, {**BACK, "basis": "pool"}]),
        # the second limit is not below the first
        ([MALUS, OTHER], [{**cap("contract"), "limit": LOWER}, cap("target", "EUR 150")]),
        ([MALUS, OTHER], [cap("contract", "5 % of fee"), cap("target", "6 % of fee")]),
        ([MALUS, OTHER], [rolling("EUR 100"), {**rolling("EUR 100"), "scope": "target"}]),
        # an earn-back of a target that no malus is for
        ([MALUS, DEEP], [cap("contract"), {**BACK, "basis": "same-target"}]),
        ([MALUS], [{**BACK, "basis": "same-target"}, {**lifted("contract"), "otherwise": "carry-forward"}]),
        # in the place of one that is never more, whatever makes the one more and the other less
        ([{**BIG, "instead_of": "21"}, MALUS], None),
        ([{**BIG, "instead_of": "21", "repeat": TWICE}, {**MALUS, "cap": "EUR 50", "on_excess": "drop"}], None),
        ([{**BIG, "instead_of": ["21", "22"]}, MALUS, OTHER], None),
        # of one incident, under one target or none
        ([{**ON_ITEMS_MALUS, "one_incident": "largest"}, {**DAMAGES, "one_incident": "largest"}], None),
    ],
)  # fmt: skip
def test_sound_clauses_are_not_reported(effects: list[dict[str, Any]], steps: list[dict[str, Any]] | None) -> None:
    assert not advised(*effects, steps=steps)


@pytest.mark.parametrize(
    ("effects", "steps"),
    [
        ([{**MALUS, "only_if": MET}], None),
        ([{**MALUS, "only_if": {"not": {"any_of": [MISSED]}}}], None),
        ([{**MALUS, "only_if": {"metric": "errors", "at_most": "5 %"}}], None),
        ([{**MALUS, "only_if": {"counted": "breached", "less_than": "2"}}], None),
        ([{**BONUS, "only_if": MISSED}], None),
        ([{**BONUS, "bonus_only_if": MISSED}], None),
        ([{**MALUS, "repeat": {"multiply_by": "0.5", "when": "previous-period-failed"}}], None),
        ([{**MALUS, "instead_of": "21"}, DEEP], None),
        ([{"kind": "milestone", "nature": "incentive", "when": MISSED, "amount": "EUR 5"}], None),
        ([{"kind": "liquidated-damages", "items": [{"when": MET, "amount": "EUR 5"}]}], None),
        ([NAMED, {**MALUS, "only_if": {"target": "few-errors", "band": ["fine"]}}], None),
        ([NAMED, {**BONUS, "only_if": {"target": "few-errors", "band": ["bad", "worst"]}}], None),
        ([MALUS, OTHER], [cap("contract"), cap("target", "EUR 50")]),
        ([MALUS, OTHER], [cap("level"), cap("service", "EUR 50")]),
        ([MALUS, OTHER], [cap("contract"), {**BACK, "basis": "same-target"}]),
        ([MALUS, OTHER], [lifted("contract"), cap("target", "EUR 50")]),
        ([MALUS], [{**BACK, "basis": "pool"}, {**lifted("contract"), "otherwise": "carry-forward"}]),
        ([MALUS], [{**cap("contract"), "on_excess": "carry-forward"}, {**BACK, "basis": "pool"}]),
        ([MALUS], [{"step": "earn-back", "when": MISSED, "returns": "50 %"}]),
        ([MALUS, OTHER], [{**cap("contract"), "limit": {"highest_of": ["EUR 50", "EUR 200"]}}, cap("target", "EUR 150")]),
        ([MALUS, OTHER], [cap("contract", "7 % of fee"), cap("target", "6 % of fee")]),
        ([MALUS, OTHER], [cap("contract", "5 % of fee"), {**cap("target", "6 % of fee"), "charges_of": "preceding"}]),
        ([MALUS, OTHER], [{**cap("contract"), "limit": LOWER}, lifted("line"), cap("target", "EUR 90")]),
        ([OTHER], [{**BACK, "basis": "same-target"}, {**lifted("contract"), "otherwise": "carry-forward"}]),
        ([{**BIG, "instead_of": ["21", "22"]}, MALUS, {**OTHER, "tiers": [{"above": "reach", "credit": "11 %"}]}], None),
        ([{**BIG, "instead_of": "21", "cap": "EUR 50"}, MALUS], None),
        ([{**BIG, "instead_of": "21"}, {**MALUS, "repeat": TWICE}], None),
        ([{**BIG, "instead_of": "21", "one_incident": "largest"}, MALUS], None),
        ([{**PER_ITEM, "pays": "-EUR 33", "instead_of": "21"}, PER_ITEM], None),
        ([{**ON_ITEMS_MALUS, "one_incident": "largest"}, {**ON_OTHERS, "one_incident": "largest"}], None),
        ([{**ON_ITEMS_MALUS, "one_incident": "customers-choice"}, {**DAMAGES, "one_incident": "customers-choice"}], None),
    ],
)  # fmt: skip
def test_what_pays_more_for_worse_is_reported(
    effects: list[dict[str, Any]], steps: list[dict[str, Any]] | None
) -> None:
    assert advised(*effects, steps=steps)
