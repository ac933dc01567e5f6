"""A sum for every missed item is the same in both parts of a month that an amendment split: each item lies in one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

CONTRACT: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "C-1",
    "title": "Desk",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}},
    "fields": {"opened_at": "instant", "closed_at": "instant"},
    "clauses": {
        "1": {"kind": "term", "start": "2026-05-01", "initial": "12 months"},
        "2": {
            "kind": "time-target",
            "name": "solved",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
            "within": "4 hours",
            "calendar": "always",
            "reach": "90 %",
            "per": "month",
            "assigned_by": "opened",
            "pays": [{"kind": "per-item", "verdict": "breached", "pays": "-EUR 10"}],
        },
        "3": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
    },
}
RAISED: dict[str, Any] = {
    "contractkit": 1,
    "document": "amendment",
    "id": "A-1",
    "title": "More",
    "amends": "C-1",
    "effective_from": "2026-05-16",
    "signed_on": "2026-05-01",
    "recorded_on": "2026-05-01",
    "changes": [{"clause": "2", "action": "change", "fields": {"reach": {"was": "90 %", "becomes": "95 %"}}}],
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}


@pytest.fixture
def agreement(tmp_path: Path) -> ck.Agreement:
    for name, document in (("contract", CONTRACT), ("raised", RAISED)):
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(tmp_path)


def test_one_missed_before_the_amendment_and_two_after_it_cost_thirty(agreement: ck.Agreement) -> None:
    rows = [("a", "05", "15"), ("b", "06", "10"), ("c", "18", "15"), ("d", "19", "15"), ("e", "20", "10")]
    items = {
        "id": [name for name, _, _ in rows],
        "opened": [f"2026-05-{day}T08:00Z" for _, day, _ in rows],
        "closed": [f"2026-05-{day}T{hour}:00Z" for _, day, hour in rows],
    }
    facts = ck.Facts.from_frames(items=items, mapping=MAPPING)
    result = ck.evaluate(agreement, facts, as_of=datetime(2026, 6, 2, tzinfo=UTC))
    money, _ = ck.settle(agreement, result, facts, period="2026-05")
    assert [str(line.amount) for line in money.lines] == ["EUR -10.00", "EUR -20.00"]
    assert money.status == "final"


def test_told_as_counts_it_is_the_same(agreement: ck.Agreement) -> None:
    figures = {"2026-05-01..2026-05-15": "1 of 2", "2026-05-16..2026-05-31": "1 of 3"}
    told = ck.SettlementFacts.from_dict({"figures": {"solved": figures}}, agreement=agreement, period="2026-05")
    money, _ = ck.settle(agreement, None, None, period="2026-05", told=told)
    assert str(money.effects) == "EUR -30.00"
