"""Papers with clauses of every kind on shares of items and on told figures, drawn at random."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import contractkit as ck

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
TARGETS = ("t0", "t1")
HALVES = ("2026-06-01..2026-06-15", "2026-06-16..2026-06-30")
RESTS = ("2026", "2026-04-01..2026-12-31", "2026-07-01..2026-12-31", "2026-10-01..2026-12-31")
"""What is left of the year after so many quarters."""

_percents = st.sampled_from(["0.5 %", "1 %", "2.5 %", "3 %", "7 %"])
_limits = st.sampled_from(["EUR 30", "EUR 75.55", "4 % of charges", "9 % of charges", "2 % of fixed-fee"])
VERDICTS = st.sampled_from(
    [
        {"target": "t0", "verdict": "met"},
        {"target": "t1", "verdict": "breached"},
        {"target": "available", "verdict": "met"},
        {"target": "t0", "verdict": "met", "periods_in_a_row": 2},
    ]
)
"""Conditions on verdicts."""
CREDITS = st.sampled_from(
    [
        {"counted": "credits", "at_least": "60 % of cap", "over": "quarter"},
        {"counted": "credits", "less_than": "100 % of cap", "over": "rolling 3 months"},
        {"counted": "malus", "more_than": "25 % of cap", "of": "t0"},
        {"counted": "bonus", "at_most": "EUR 20", "over": "year"},
    ]
)
"""Conditions on what came up, also as a share of the cap of the settlement."""


@st.composite
def modifiers(draw: Any, conditions: Any, gives: str = "money") -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        grows = draw(st.sampled_from(["stays", "compounds"]))
        found["repeat"] = {"multiply_by": 2, "when": "previous-period-failed", "grows": grows}
    if gives == "points":
        return found
    if draw(st.integers(0, 3)) == 0:
        found["cap"] = draw(st.sampled_from(["EUR 40", "5 % of charges", "EUR 90 per quarter"]))
        found["on_excess"] = draw(st.sampled_from(["report-only", "carry-forward"]))
    if draw(st.integers(0, 3)) == 0:
        otherwise = draw(st.sampled_from(["drop", "carry-forward", "lift"]))
        tested = draw(st.sampled_from(["before-rounding", "after-rounding"]))
        found["minimum_issue"] = {"more_than": "EUR 12", "otherwise": otherwise, "tested": tested}
    if draw(st.integers(0, 3)) == 0:
        found["only_if"] = draw(conditions)
    if draw(st.integers(0, 3)) == 0:
        found["rounding"] = {"to": 0.5, "mode": draw(st.sampled_from(["half-up", "down", "ceiling"]))}
    return found


@st.composite
def effects(
    draw: Any, conditions: Any = VERDICTS, kinds: tuple[str, ...] = ("band", "step", "gap", "tier", "curve")
) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    of = draw(st.sampled_from(["charges", "fixed-fee"]))
    if kind == "curve":
        low, high = draw(_percents), draw(_percents)
        points = [{"at": "60 %", "pays": f"-{low}"}, {"at": "90 %", "pays": "0 %"}, {"at": "100 %", "pays": high}]
        found = {"kind": "curve", "of": of, "points": points}
        bonus = {"bonus_only_if": draw(conditions)} if draw(st.booleans()) else {}
        return {**found, **draw(modifiers(conditions)), **bonus}
    if kind == "tier":
        tiers = [{"below": "90 %", "credit": draw(_percents)}, {"below": "80 %", "credit": "10 %"}]
        return {"kind": "tier-credit", "of": of, "tiers": tiers, **draw(modifiers(conditions))}
    if kind == "step":
        parts = draw(st.sampled_from(["ignored", "full-step"]))
        step = {"below": "reach", "step": "3 pp", "credit_per_step": draw(_percents), "part_steps": parts}
        return {"kind": "step-credit", "of": of, **step, **draw(modifiers(conditions))}
    if kind == "gap":
        return {
            "kind": "gap-credit",
            "of": of,
            "below": "reach",
            "credit_per_point": "0.4 %",
            **draw(modifiers(conditions)),
        }
    if kind == "points":
        bands = [{"from": "reach", "points": 0}, {"from": "80 %", "below": "reach", "points": 2}]
        return {
            "kind": "band-effect",
            "bands": [*bands, {"below": "80 %", "points": 5}],
            **draw(modifiers(conditions, "points")),
        }
    bands = [{"from": "95 %", "pays": draw(_percents)}, {"from": "90 %", "below": "95 %", "pays": "0 %"}]
    bands += [{"from": "80 %", "below": "90 %", "pays": f"-{draw(_percents)}"}, {"below": "80 %", "pays": "-8 %"}]
    return {"kind": "band-effect", "of": of, "bands": bands, **draw(modifiers(conditions))}


@st.composite
def steps(draw: Any, conditions: Any = VERDICTS) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    windows = ["month", "quarter", "year"]
    if draw(st.booleans()):
        windows = ["rolling 3 months"]
    for per in sorted(draw(st.lists(st.sampled_from(windows), max_size=2, unique=True)), key=windows.index):
        cap = {
            "step": "cap",
            "limit": draw(_limits),
            "per": per,
            "scope": "contract" if found else draw(st.sampled_from(["contract", "target"])),
        }
        cap["caps"] = draw(st.sampled_from(["malus", "bonus", "both", "net"])) if not found else "malus"
        cap["adds_up"] = draw(st.sampled_from(["at-end", "running"]))
        cap["on_excess"] = draw(st.sampled_from(["report-only", "carry-forward", "drop"]))
        found.append(cap)
    if draw(st.booleans()):
        basis = draw(st.sampled_from(["same-target", "pool"]))
        back = {
            "step": "earn-back",
            "when": draw(conditions),
            "returns": "50 %",
            "expires": "3 months",
            "basis": basis,
        }
        found.insert(draw(st.integers(0, len(found))), back)
    if draw(st.booleans()):
        otherwise = draw(st.sampled_from(["drop", "carry-forward", "lift"]))
        scope = draw(st.sampled_from(["line", "contract"]))
        tested = draw(st.sampled_from(["before-rounding", "after-rounding"]))
        rest = {"otherwise": otherwise, "scope": scope, "tested": tested}
        found.append({"step": "minimum-issue", "more_than": "EUR 15", **rest})
    rounding = draw(st.sampled_from([None, {"to": 0.01, "mode": "half-up"}, {"to": 0.05, "mode": "half-even"}]))
    return found if rounding is None else [*found, {"step": "round", **rounding}]


@st.composite
def clauses(draw: Any, conditions: Any = VERDICTS) -> dict[str, Any]:
    """Everything of a paper that a variant may word otherwise."""
    points = draw(st.booleans())
    pays = [draw(st.lists(effects(conditions), min_size=1, max_size=2)) for _ in TARGETS]
    if points:
        pays[1] = [draw(effects(conditions, ("points",)))]
    return {
        "pays": pays,
        "told": draw(st.lists(effects(conditions), max_size=1)),
        "points": draw(st.sampled_from([None, "credit_per_point", "table"])) if points else None,
        "pool": draw(st.booleans()),
        "steps": draw(steps(conditions)),
        "per": "month" if draw(st.integers(0, 3)) else "quarter",
        "fee": draw(st.sampled_from(["EUR 1 000.00", "EUR 873.35"])),
    }


def written(drawn: dict[str, Any]) -> dict[str, Any]:
    """Return the paper with drawn clauses."""
    numbered: dict[str, Any] = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fixed-fee", "amount": drawn["fee"], "per": "month"},
        "2.1": {"kind": "calendar", "name": "office", "week": {"mon-sun": "00:00-24:00"}},
        "2.2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
    }
    for number, (name, pays) in enumerate(zip(TARGETS, drawn["pays"], strict=True), start=3):
        numbered[str(number)] = {
            "kind": "time-target", "name": name, "starts": {"field": "opened_at"}, "stops": {"field": "closed_at"},
            "within": "4 hours", "calendar": "office", "reach": "90 %", "per": "month", "pays": pays,
        }  # fmt: skip
    promise = {
        "kind": "figure-target",
        "name": "available",
        "metric": "uptime",
        "reach": "at least 90 %",
        "per": "month",
    }
    numbered["6"] = {**promise, "pays": drawn["told"]} if drawn["told"] else promise
    if drawn["points"] == "table":
        table = [{"from": "2 points", "credit": "1 %"}, {"from": "6 points", "credit": "4 %"}]
        numbered["7"] = {"kind": "points-credit", "for": "t1", "of": "charges", "table": table}
    elif drawn["points"]:
        numbered["7"] = {"kind": "points-credit", "for": "t1", "of": "charges", "credit_per_point": "0.7 %"}
    if drawn["pool"]:
        rows = [{"for": "t0", "pool": "60 %", "allocation": "80 %"}, {"for": "available", "pool": "70 %"}]
        rows[1]["allocation"] = "100 %"
        numbered["8"] = {"kind": "pool-credit", "at_risk": "6 % of charges", "allocations": rows}
    numbered["9"] = {"kind": "settlement", "per": drawn["per"], "order": drawn["steps"]}
    return {
        "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "language": "en", "currency": "EUR",
        "zone": "Etc/UTC", "fields": {"opened_at": "instant", "closed_at": "instant"}, "clauses": numbered,
    }  # fmt: skip


def amendment(drawn: dict[str, Any]) -> dict[str, Any]:
    """Return an amendment from mid June on that words the fee and what the first target pays as drawn."""
    numbered = written({**drawn, "fee": "EUR 1 250.00"})["clauses"]
    fee, pays = ({"clause": place, "action": "replace", "to": numbered[place]} for place in ("2", "3"))
    return {
        "contractkit": 1, "document": "amendment", "id": "A-1", "title": "Other terms", "amends": "SLA-7",
        "signed_on": "2026-06-02", "effective_from": "2026-06-16", "changes": [fee, pays],
    }  # fmt: skip


def compiled(folder: Path, drawn: dict[str, Any], amended: dict[str, Any] | None) -> ck.Agreement:
    """Return the agreement of drawn papers, amended in mid June where that is drawn too."""
    if amended is None:
        return ck.load_agreement(data=written(drawn))
    (folder / "sla.json").write_text(json.dumps(written(drawn)), encoding="utf-8")
    (folder / "a-1.json").write_text(json.dumps(amendment(amended)), encoding="utf-8")
    return ck.load_agreement(folder)


@st.composite
def counts(draw: Any, unknown: tuple[int, ...] = (0, 0, 0, 0, 0, 1)) -> dict[str, dict[str, tuple[int, ...]]]:
    """How many items of each target were met, breached and undetermined in each month and half of June."""
    numbers = st.tuples(st.integers(0, 30), st.integers(0, 9), st.sampled_from(unknown))
    return {
        label: {f"SLA-7/{place}": draw(numbers) for place in range(3, 3 + len(TARGETS))} for label in (*MONTHS, *HALVES)
    }


def told(agreement: ck.Agreement, figures: dict[str, str]) -> ck.SettlementFacts:
    """Return the facts with told figures of the availability."""
    return ck.SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=agreement, period="2026")


figures = st.fixed_dictionaries(
    {label: st.sampled_from(["99 %", "92.5 %", "90 %", "86 %", "70 %"]) for label in (*MONTHS, *HALVES)}
)
"""What was told of the availability in each month."""


def settled(given: Any, terms: dict[str, Any], quarters: int, happened: Any, known: dict[str, str]) -> ck.Ledger:
    """Return the ledger after some quarters of the year were settled under drawn papers."""
    agreement, ledger = ck.load_agreement(data=written(terms)), ck.Ledger.empty()
    evaluation, facts = given.counted(agreement, happened), told(agreement, known)
    for quarter in range(1, quarters + 1):
        months = MONTHS[3 * quarter - 3 : 3 * quarter]
        for label in [f"2026-Q{quarter}"] if terms["per"] == "quarter" else months:
            own = facts.of_period(agreement.period(label))
            _, ledger = ck.settle(agreement, evaluation, None, period=label, before=ledger, told=own)
    return ledger
