"""Answers that other libraries' tests state, where the shared case file is at hand; prints the conformance."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contractkit.calendars import BusinessCalendar

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED") or Path(__file__).parents[3] / "shared" / "cases")
FILE = (SHARED if SHARED.name == "cases" else SHARED / "cases") / "business-time.json"

DIVERGES = {
    "B178": "09:00 on a Monday is open, and previous_open of an open instant is the instant; the source goes back to the "
    "closing before it",
}
"""Undisputed cases that we answer otherwise, and why."""


def calendar(case: Mapping[str, Any]) -> BusinessCalendar:
    def dated(name: str) -> dict[date, Any]:
        return {date.fromisoformat(day): hours for day, hours in case.get(name, {}).items()}

    return BusinessCalendar(
        tz=case["tz"],
        week=case["week"],
        holidays=[date.fromisoformat(day) for day in case["holidays"]],
        exceptions=dated("shifts"),
        closures=dated("breaks"),
    )


def answer(case: Mapping[str, Any]) -> Any:
    cal = calendar(case)
    if case["op"] == "add_days":
        return cal.add_days(date.fromisoformat(case["start"]), case["days"]).isoformat()
    if case["op"] == "count_days":
        return cal.count_days(date.fromisoformat(case["start"]), date.fromisoformat(case["end"]))
    start = datetime.fromisoformat(case["start"])
    match case["op"]:
        case "add":
            return cal.due_at(start, timedelta(seconds=case["seconds"]))
        case "between":
            return cal.elapsed(start, datetime.fromisoformat(case["end"])) / timedelta(seconds=1)
        case "is_open":
            return cal.is_open(start)
        case "next_open":
            return cal.next_open(start)
        case _:
            return cal.previous_open(start)


def agrees(case: Mapping[str, Any], expected: Any) -> bool:
    found = answer(case)
    return bool(found == (datetime.fromisoformat(expected) if isinstance(found, datetime) else expected))


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    if not FILE.exists():
        pytest.skip(f"the shared cases are not there: {FILE}; set CONTRACTKIT_SHARED to the folder that holds cases/")
    return list(json.loads(FILE.read_text("utf-8")))


class TestSharedCases:
    """What two slow algorithms and another library agree on is what we answer."""

    def test_every_undisputed_case_has_our_answer(self, cases: list[dict[str, Any]]) -> None:
        undisputed = [case for case in cases if not case.get("disputed")]
        right, wrong = Counter(), []
        for case in undisputed:
            if agrees(case, case["expected"]):
                right[case["op"]] += 1
            else:
                wrong.append(case["id"])
        said = ", ".join(f"{op} {count}" for op, count in sorted(right.items()))
        print(f"\nbusiness-time.json: {right.total()} of {len(undisputed)} undisputed cases agree ({said})")  # noqa: T201
        assert sorted(wrong) == sorted(DIVERGES)

    def test_disputed_cases_have_the_answer_of_our_convention(self, cases: list[dict[str, Any]]) -> None:
        disputed = [case for case in cases if case.get("disputed")]
        assert disputed
        for case in disputed:
            if case.get("seconds") == 0:
                cal, start = calendar(case), datetime.fromisoformat(case["start"])
                assert answer(case) == cal.next_open(start), case["id"]
            else:
                assert agrees(case, case["oracle"]), case["id"]
