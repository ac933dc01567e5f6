"""Settling is a fold: months one by one are the whole, and a split where nothing changes moves cents at most."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from drawn_cases import MONTHS, Case, cases
from drawn_steps import steps
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import contractkit as ck

CENT = Decimal("0.01")
WHOLE = "2026-01-01..2026-04-30"
LINEAR = ("curve", "band-effect", "tier-credit")


@settings(max_examples=30, deadline=None)
@given(case=cases(some_steps=steps().filter(bool)))
def test_four_months_one_by_one_with_a_stored_ledger_are_the_four_at_once(case: Case) -> None:
    """Line by line, and with the same ledger behind it; a fold changes neither papers nor facts."""
    agreement = case.agreement()
    months, after = case.settle(*MONTHS, agreement=agreement, stored="between")
    (whole,), at_once = case.settle(WHOLE, agreement=agreement)
    assert tuple(line for month in months for line in month.lines) == whole.lines
    assert sum((month.total.amount for month in months), Decimal(0)) == whole.total.amount
    assert after == at_once
    again, _ = case.settle(*MONTHS, agreement=agreement)
    assert again == months


@settings(max_examples=15, deadline=None)
@given(case=cases(some_steps=steps().filter(bool)))
def test_settling_the_last_month_again_changes_nothing(case: Case) -> None:
    agreement = case.agreement()
    months, ledger = case.settle(*MONTHS, agreement=agreement)
    (again,), after = case.settle(MONTHS[-1], agreement=agreement, ledger=ledger)
    assert (again, after) == (months[-1], ledger)


@st.composite
def split(draw: Any) -> tuple[Case, list[dict[str, Any]], date]:
    """Return a case, amendments that change the words of its ladders and nothing that they pay, and their date."""
    case = draw(cases(kinds=LINEAR, qualified="plain", unknown="none", per=("month",)))
    clauses = {number: {**clause} for number, clause in case.clauses.items()}
    changes = []
    for number, clause in clauses.items():
        if clause["kind"] in LINEAR and clause["for"] in ("available", "few-errors"):
            field, rows = finer(clause)
            changes.append({"clause": number, "action": "change", "fields": {field: rows}})
    assume(changes)
    day = draw(st.dates(date(2026, 2, 2), date(2026, 2, 28)))
    return attrs.evolve(case, clauses=clauses), changes, day


def finer(clause: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a ladder in more rows than it had, with the same worth at every figure."""
    if clause["kind"] == "curve":
        old = clause["points"]
        clause["outside"] = "clamp"
        return "points", {"was": old, "becomes": [*old, {"at": "100 %", "pays": old[-1]["pays"]}]}
    if clause["kind"] == "tier-credit":
        old = clause["tiers"]
        side = "above" if "above" in old[0] else "below"
        beyond = "99 %" if side == "above" else "1 %"
        return "tiers", {"was": old, "becomes": [*old, {side: beyond, "credit": old[-1]["credit"]}]}
    old = clause["bands"]
    last = old[-1]
    gives = {word: last[word] for word in ("pays", "credit") if word in last}
    low = {word: last[word] for word in ("from", "above") if word in last}
    return "bands", {
        "was": old,
        "becomes": [*old[:-1], {**low, "below": "99.9 %", **gives}, {"from": "99.9 %", **gives}],
    }


def halves(figures: dict[str, Any], day: date) -> dict[str, Any]:
    """Return figures with those of the two parts of February: each of them is that of the month."""
    parts = [f"2026-02-01..{day - timedelta(days=1)}", f"{day}..2026-02-28"]
    return {name: {**by, **dict.fromkeys(parts, by["2026-02"])} for name, by in figures.items()}


@settings(max_examples=30, deadline=None)
@given(drawn=split())
def test_a_month_that_is_split_where_nothing_changes_differs_by_a_unit_of_its_rounding_at_most(
    drawn: tuple[Case, list[dict[str, Any]], date],
) -> None:
    case, changes, day = drawn
    no_steps = {number: clause for number, clause in case.clauses.items() if number != "90"}
    case = Case(no_steps, case.items, {**case.told, "figures": halves(case.told["figures"], day)})
    (plain,) = case.run("2026-02")
    amendment = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A",
        "title": "Finer rows",
        "amends": "L",
        "signed_on": "2026-01-15",
        "effective_from": str(day),
        "changes": changes,
    }
    with TemporaryDirectory() as folder:
        for name, paper in (("contract", case.data), ("amendment", amendment)):
            (Path(folder) / f"{name}.yaml").write_text(json.dumps(paper), encoding="utf-8")
        amended = ck.load_agreement(Path(folder))
    (parts,) = case.run("2026-02", agreement=amended)
    assert len(parts.lines) == len(plain.lines) + len(changes)
    assert sum(line.exact for line in parts.lines) == sum(line.exact for line in plain.lines)
    assert abs(parts.total.amount - plain.total.amount) <= CENT
