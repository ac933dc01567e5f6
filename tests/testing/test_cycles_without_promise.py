"""A cycle in which no target ever applied: each engine tells when it stopped (clocks.md rule 14)."""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.testing.clocks import ENGINES, ask
from contractkit.testing.clocks.reading import question_of

LOG = [  # opened as P3, which has no target; stopped, reopened, and only then urgent
    ("2026-03-03T10:00:00+00:00", "status", "solved"),
    ("2026-03-03T12:00:00+00:00", "status", "new"),
    ("2026-03-03T13:00:00+00:00", "priority", "P1"),
    ("2026-03-03T14:00:00+00:00", "status", "solved"),
    ("2026-03-03T15:00:00+00:00", "priority", "P3"),
    ("2026-03-03T16:00:00+00:00", "status", "new"),
]


def question(on_reopen: str, log: list[tuple[str, str, str]]) -> Any:
    return question_of(
        {
            "id": "q",
            "as_of": "2026-03-04T12:00:00+00:00",
            "calendars": {},
            "targets": {"P1": {"within": {"working_seconds": 14400}, "calendar": "always"}},
            "rule": {
                "pause": [],
                "stop": ["solved"],
                "cancel": [],
                "reset": [],
                "on_reopen": on_reopen,
                "on_change": "keep",
                "stops": "first",
            },
            "item": {"opened_at": "2026-03-03T09:00:00+00:00", "status": "new", "priority": "P3"},
            "events": [{"at": at, "seq": None, "field": field, "value": value} for at, field, value in log],
            "relief": [],
        }
    )


def told(engine: Any, asked: Any) -> list[tuple[str, Any, Any]]:
    cycles = ask(asked, engine).to_dict()["cycles"]
    return [(cycle["verdict"], cycle["started"], cycle["stopped"]) for cycle in cycles]


@pytest.mark.parametrize("engine", list(ENGINES))
class TestCyclesWithoutPromise:
    def test_the_first_one_and_the_last_one_are_told_with_the_stop_of_each(self, engine) -> None:
        assert told(engine, question("new-cycle", LOG)) == [
            ("not-applicable", None, "2026-03-03T10:00:00+00:00"),
            ("met", "2026-03-03T13:00:00+00:00", "2026-03-03T14:00:00+00:00"),
            ("not-applicable", None, None),
        ]

    def test_an_item_without_any_target_tells_its_stop(self, engine) -> None:
        assert told(engine, question("resume", LOG[:1])) == [("not-applicable", None, "2026-03-03T10:00:00+00:00")]
