"""Updates again and again of items of which the log says nothing else: their instants count all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

PAPER: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "S",
    "title": "S",
    "currency": "EUR",
    "zone": "UTC",
    "calendar": "always",
    "fields": {"comment": ["update", "other"], "opened_at": "instant", "closed_at": "instant"},
    "clauses": {
        "5": {"kind": "measure", "name": "update", "stops": {"event": {"comment": "update"}}},
        "6": {
            "kind": "time-target",
            "name": "kept-in-the-know",
            "measure": "update",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
            "every": "2 hours",
        },
    },
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "UTC",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"comment": {"name": "comment"}},
    },
}


def judged(*updates: tuple[str, str]) -> ck.Evaluation:
    """Judge three items of 2 March that were opened at 9:00 and closed at 16:00, with updates as (item, time)."""
    facts = ck.Facts.from_frames(
        items={"id": ["A", "B", "C"], "opened": ["2026-03-02T09:00"] * 3, "closed": ["2026-03-02T16:00"] * 3},
        events={
            "id": [item for item, _ in updates],
            "at": [f"2026-03-02T{at}" for _, at in updates],
            "field": ["comment"] * len(updates),
            "value": ["update"] * len(updates),
        },
        mapping=MAPPING,
    )
    return ck.evaluate(ck.load_agreement(data=PAPER), facts, as_of=datetime(2026, 3, 3, tzinfo=UTC))


def told(result: ck.Evaluation, item: str) -> list[tuple[int, str]]:
    return [(row["cycle"], row["verdict"]) for row in result.outcomes.to_records() if row["item"] == item]


class TestUpdatesAlone:
    # A: 9:00 to 10:30 in time, to 13:00 late, and three hours to the end late; B and C: nobody said a word in seven hours
    UPDATES = (("A", "10:30"), ("A", "13:00"))

    def test_each_update_ends_a_cycle_of_its_own_item(self) -> None:
        result = judged(*self.UPDATES)
        assert told(result, "A") == [(1, "met"), (2, "breached"), (3, "breached")]
        assert told(result, "B") == told(result, "C") == [(1, "breached")]

    @pytest.mark.parametrize("item", ["B", "C"])
    def test_those_of_a_later_item_are_not_those_of_another(self, item: str) -> None:
        result = judged((item, "10:30"), (item, "12:00"), (item, "13:30"), (item, "15:00"))
        # each in time; the last stretch, of one hour, was not due any more
        assert told(result, item) == [(1, "met"), (2, "met"), (3, "met"), (4, "met"), (5, "not-applicable")]
        assert told(result, "A") == [(1, "breached")]

    def test_a_trace_of_one_of_them_stands(self) -> None:
        result = judged(*self.UPDATES)
        assert "this cycle ends" in ck.trace_text(result.trace("A", "6", 1), result.agreement)
