"""A change that no mapped field takes is never lost in silence: it is counted, and told where it looks like a slip.

The mapping names ``status`` and ``team``; each row of the log is (field, new value).
"""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.facts import Facts

MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "UTC",
    "items": {"id": "id", "fields": {"opened_at": "opened", "customer": "customer"}},
    "events": {
        "item": "item", "at": "at", "form": "change", "field": "field", "value": "new",
        "fields": {"status": {"name": "status"}, "team": {"name": "on-call team"}},
    },
}  # fmt: skip


def read(*changes: tuple[str | None, str], items: tuple[str, ...] = ()) -> Facts:
    """Return the facts of changes an hour apart, of T-1 where `items` does not say of which item."""
    opened = {"id": ["T-1", "T-2"], "opened": ["2026-01-05 08:00"] * 2, "customer": ["acme", "bolt"]}
    log = {
        "item": list(items) or ["T-1"] * len(changes),
        "at": [f"2026-01-05 {9 + hour:02}:00" for hour in range(len(changes))],
        "field": [field for field, _ in changes],
        "new": [value for _, value in changes],
    }
    return Facts.from_frames(items=opened, events=log, mapping=MAPPING)


def told(facts: Facts) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.line, problem.hint) for problem in facts.problems]


class TestRowsWithoutField:
    def test_each_is_told_with_its_row_and_left_out(self) -> None:
        facts = read(("status", "new"), (None, "solved"), ("", "closed"), ("on-call team", "net"))
        assert [(code, row) for code, row, _ in told(facts)] == [
            ("event-without-field", 2),
            ("event-without-field", 3),
        ]
        assert (facts.counts["events"], facts.counts["events-without-field"]) == (2, 2)
        assert "changes-of-other-fields" not in facts.counts
        assert facts.items.doubt.tolist() == [0, 0]


class TestSlips:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("Status", "status"),
            ("STA TUS", "status"),
            ("On Call Team", "on-call team"),
            ("on_call-team", "on-call team"),
        ],
    )
    def test_another_spelling_is_told_with_the_mapped_one(self, written, meant) -> None:
        """Whether or not the mapped spelling stands in other rows."""
        hint = f"did you mean '{meant}'? write it alike in the log and in the mapping"
        for before in ([], [("status", "new"), ("on-call team", "net")]):
            facts = read(*before, (written, "solved"))
            assert told(facts) == [("change-of-mistyped-field", len(before) + 1, hint)]
            assert facts.counts["changes-of-mistyped-fields"] == 1

    def test_each_spelling_is_told_once_and_every_row_counts(self) -> None:
        facts = read(("Status", "a"), ("STATUS", "b"), ("Status", "c"), ("Status", "d"), ("status", "e"))
        assert [(code, row) for code, row, _ in told(facts)] == [
            ("change-of-mistyped-field", 1),
            ("change-of-mistyped-field", 2),
        ]
        assert facts.counts["changes-of-mistyped-fields"] == 4
        assert facts.counts["events"] == 1

    def test_each_customer_has_those_of_his_items(self) -> None:
        facts = read(("Status", "a"), ("Status", "b"), ("Status", "c"), items=("T-1", "T-2", "T-2"))
        parts = [facts.of_customer(code) for code in ("acme", "bolt")]
        assert [part.counts["changes-of-mistyped-fields"] for part in parts] == [1, 2]
        assert [[row for _, row, _ in told(part)] for part in parts] == [[1], [2]]


class TestFieldsThatNeverChange:
    def test_one_is_told_where_rows_change_a_field_that_is_not_mapped(self) -> None:
        """The nearest of those is the hint; nothing is counted, since no row is about it."""
        facts = read(("statsu", "new"), ("statsu", "solved"), ("on-call team", "net"))
        assert told(facts) == [("field-never-changed", None, "did you mean 'statsu'?")]
        assert facts.problems[0].says == "no row changes `status`, which the mapping names for status"
        assert facts.counts["changes-of-other-fields"] == 2
        assert "field-never-changeds" not in facts.counts

    def test_without_a_near_one_all_are_listed(self) -> None:
        facts = read(("status", "new"), ("owner", "eva"), ("priority", "P1"))
        assert told(facts) == [("field-never-changed", None, "the rows also change owner, priority")]

    def test_nothing_is_told_where_no_row_is_lost(self) -> None:
        """That nobody changed the team is no oddity."""
        assert told(read(("status", "new"), ("status", "solved"))) == []

    def test_nothing_is_told_where_all_mapped_ones_stand_there(self) -> None:
        facts = read(("status", "new"), ("on-call team", "net"), ("owner", "eva"))
        assert told(facts) == []
        assert facts.counts["changes-of-other-fields"] == 1

    def test_it_is_about_the_log_as_a_whole(self) -> None:
        """The part of a customer does not tell it again, a selection of items keeps it."""
        facts = read(("owner", "eva"), ("status", "new"))
        assert told(facts.of_customer("acme")) == []
        assert [code for code, _, _ in told(facts.where(customer="bolt"))] == ["field-never-changed"]
