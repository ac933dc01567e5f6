"""Problems of rows name their item."""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.errors import Problem
from contractkit.facts import Facts
from contractkit.statements.rows import named


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Return two items, the second with an event; rows of frames are counted from 1 in each table."""
    items = {"id": ["T-1", "T-2"], "opened": ["2026-01-05T09:00Z", "2026-01-05T10:00Z"]}
    events = {"item": ["T-2"], "at": ["2026-01-05T11:00Z"], "what": ["status"], "new": ["solved"]}
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "items": {"id": "id", "fields": {"opened_at": "opened"}},
        "events": {
            "item": "item", "at": "at", "form": "change", "field": "what", "value": "new",
            "fields": {"status": {"name": "status"}},
        },
    }  # fmt: skip
    return Facts.from_frames(items=items, events=events, mapping=mapping)


class TestNamed:
    """The item is named once, and never one of another table."""

    @pytest.mark.parametrize(
        ("where", "line", "told"),
        [
            ("events > status", 1, "events > status, item T-2"),
            ("items", 1, "items, item T-1"),
            ("feedback", 1, "feedback"),
            ("events", 2, "events"),
            ("events", None, "events"),
        ],
    )
    def test_the_row_of_a_table_tells_the_item(self, facts: Any, where: str, line: int | None, told: str) -> None:
        (problem,) = named([Problem("x", "it is odd", None, line, where=where)], facts)
        assert problem.where == told

    def test_an_item_that_the_sentence_names_is_not_named_again(self, facts: Any) -> None:
        found = [Problem("x", f"{item} is odd", None, 1, where="items") for item in ("`T-1`", "T-11")]
        assert [problem.where for problem in named(found, facts)] == ["items", "items, item T-1"]
