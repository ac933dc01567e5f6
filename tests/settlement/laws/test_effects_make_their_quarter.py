"""Effects that are settled month by month come to what they come to settled per quarter, also around an amendment."""

from __future__ import annotations

import calendar
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

MONTHS = tuple(f"2026-{month:02}" for month in range(1, 7))
QUARTERS = ("2026-Q1", "2026-Q2")
PERCENT = {"of": "fee"}
EFFECTS: tuple[dict[str, Any], ...] = (
    {
        "kind": "tier-credit",
        "tiers": [{"below": "reach", "credit": "5 %"}, {"below": "97 %", "credit": "20 %"}],
        **PERCENT,
    },
    {"kind": "gap-credit", "credit_per_point": "3 %", **PERCENT},
    {
        "kind": "band-effect",
        "bands": [
            {"from": "reach", "pays": "1 %"},
            {"from": "96 %", "below": "reach", "pays": "-3 %"},
            {"below": "96 %", "pays": "-6 %"},
        ],
        **PERCENT,
    },
)
GATES: tuple[dict[str, Any], ...] = (
    {"target": "available", "verdict": "breached", "periods_in_a_row": 2},
    {"target": "available", "verdict": "breached"},
    {"not": {"target": "few-errors", "verdict": "breached", "periods_in_a_row": 2}},
    {"counted": "breached", "of": "all", "at_least": 2, "over": "month"},
    {"counted": "breached", "of": "all", "at_least": 3, "over": "rolling 3 months"},
)


@attrs.frozen
class Amended:
    """An agreement whose promise of availability an amendment changes, and the figures of six months."""

    effect: dict[str, Any]
    rule: str
    day: date
    figures: dict[str, dict[str, str]]

    def agreement(self, folder: Path, per: str) -> ck.Agreement:
        clauses = {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
            "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "4": {"kind": "metric", "name": "errors", "measures": "error-rate"},
            "5": target("few-errors", "errors", "at most 1 %"),
            "6": {**target("available", "uptime", "at least 99 %"), "pays": [self.effect]},
            "7": {
                "kind": "settlement",
                "per": per,
                "amended_mid_period": self.rule,
                "order": [{"step": "round", "to": "0.01"}],
            },
        }
        contract = {
            "contractkit": 1,
            "document": "contract",
            "id": "L",
            "title": "Hosting",
            "language": "en",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "parties": {"provider": {"name": "Noorderlicht"}, "customer": {"name": "Wadden"}},
            "clauses": clauses,
        }
        change = {"was": "at least 99 %", "becomes": "at least 98 %"}
        amendment = {
            "contractkit": 1,
            "document": "amendment",
            "id": "A",
            "title": "Less",
            "amends": "L",
            "signed_on": "2025-12-01",
            "effective_from": str(self.day),
            "changes": [{"clause": "6", "action": "change", "fields": {"reach": change}}],
        }
        for name, paper in (("contract", contract), ("amendment", amendment)):
            (folder / f"{name}.yaml").write_text(json.dumps(paper), encoding="utf-8")
        return ck.load_agreement(folder)

    def effects(self, per: str, periods: tuple[str, ...]) -> dict[str, Decimal]:
        """Return what each effect came to, by the id of its line; those that came to nothing are left out."""
        with TemporaryDirectory() as folder:
            agreement = self.agreement(Path(folder), per)
        year = agreement.period("2026-01-01..2026-12-31")
        told = ck.SettlementFacts.from_dict({"figures": self.figures}, agreement=agreement, period=year)
        ledger, found = ck.Ledger.empty(), {}
        for period in periods:
            settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
            assert settlement.status == "final"
            found |= {line.id: line.amount.amount for line in settlement.lines if line.kind != "charge"}
        return {line: amount for line, amount in found.items() if amount}


def target(name: str, metric: str, reach: str) -> dict[str, Any]:
    return {"kind": "figure-target", "name": name, "metric": metric, "reach": reach, "per": "month"}


@st.composite
def amended(draw: st.DrawFn) -> Amended:
    """Return figures around both promises, each month and each part of the one in which the amendment begins."""
    effect = dict(draw(st.sampled_from(EFFECTS)))
    if draw(st.booleans()):
        grows = draw(st.sampled_from(["stays", "compounds"]))
        effect["repeat"] = {"multiply_by": 2, "when": "previous-period-failed", "grows": grows}
    if draw(st.booleans()):
        effect["only_if"] = draw(st.sampled_from(GATES))
    day = date(2026, draw(st.sampled_from([2, 3, 4])), draw(st.sampled_from([1, 2, 9, 15, 28])))
    dates = list(MONTHS)
    if day.day > 1:
        last = calendar.monthrange(2026, day.month)[1]
        dates += [f"{day.replace(day=1)}..{day.replace(day=day.day - 1)}", f"{day}..{day.replace(day=last)}"]
    uptime = st.sampled_from(["95 %", "98 %", "98.5 %", "99 %"])
    errors = st.sampled_from(["0.5 %", "2 %"])
    return Amended(
        effect,
        draw(st.sampled_from(["split", "new-terms", "old-terms"])),
        day,
        {"available": {one: draw(uptime) for one in dates}, "few-errors": {one: draw(errors) for one in MONTHS}},
    )


@settings(max_examples=40, deadline=None)
@given(case=amended())
def test_effects_of_six_months_are_those_of_their_two_quarters(case: Amended) -> None:
    """Line by line: what a month failed by, and what follows from it, is one thing however much is settled at once."""
    assert case.effects("month", MONTHS) == case.effects("quarter", QUARTERS)
