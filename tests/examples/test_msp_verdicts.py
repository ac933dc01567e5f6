"""Verdicts of examples/msp against those worked out with pencil and paper in tests/cases/verdicts/msp.yaml."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
MSP = ROOT / "examples" / "msp"
CASES: list[dict[str, Any]] = YAML(typ="base", pure=True).load(
    (ROOT / "tests" / "cases" / "verdicts" / "msp.yaml").read_text(encoding="utf-8")
)
VERDICTS = [(case, verdict) for case in CASES for verdict in case.get("verdicts", ())]


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of the export."""
    with (MSP / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestCaseFile:
    """The cases speak of the tickets that the export really holds."""

    def test_there_are_at_least_twenty_tickets_each_with_a_reason(self) -> None:
        assert len({case["id"] for case in CASES}) == len(CASES) >= 20
        assert all(case["why"] and all(verdict["arithmetic"] for verdict in case.get("verdicts", ())) for case in CASES)

    def test_the_opening_of_each_case_is_that_of_the_export(self) -> None:
        said = {(c["id"], c["customer"], c["service"], c["category"], c["opened"]) for c in CASES}
        rows = {(r["ticket"], r["customer"], r["service"], r["category"], r["opened_at"]) for r in read("items.csv")}
        assert said <= rows

    def test_what_happened_in_each_case_is_what_the_export_says(self) -> None:
        events: dict[str, list[tuple[str, str, str]]] = {}
        for row in sorted(read("events.csv"), key=lambda row: (row["ticket"], row["at"], int(row["seq"]))):
            events.setdefault(row["ticket"], []).append((row["at"], row["field"], row["new_value"]))
        for case in CASES:
            assert [(e["at"], e["field"], e["becomes"]) for e in case["happened"]] == events[case["id"]], case["id"]


class TestVerdicts:
    """Each verdict worked out on paper is the one that is computed, with its instants and minutes."""

    @pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
    def test_the_ticket_stands_where_the_papers_put_it(self, case: dict[str, Any], msp: dict[str, Any]) -> None:
        assert msp[case["customer"]].items()[case["id"]]["scope"] == case["scope"]

    @pytest.mark.parametrize(
        ("case", "expected"), VERDICTS, ids=[f"{case['id']}-{verdict['target']}" for case, verdict in VERDICTS]
    )
    def test_the_verdict_is_the_one_on_paper(
        self, case: dict[str, Any], expected: dict[str, str], msp: dict[str, Any]
    ) -> None:
        outcome = msp[case["customer"]].outcomes()[case["id"], expected["target"]]
        assert outcome["verdict"] == expected["verdict"]
        assert outcome["scope"] == case["scope"]
        for instant in ("due", "in_time_until", "stopped"):
            if instant in expected:
                assert outcome[instant] == datetime.fromisoformat(expected[instant]), instant
        for amount in ("used", "paused"):
            if amount in expected:
                assert outcome[amount] == timedelta(minutes=int(expected[amount])), amount
        if "used_days" in expected:
            assert outcome["used_days"] == int(expected["used_days"])

    @pytest.mark.parametrize("case", [c for c in CASES if c["scope"] == "no-service"], ids=lambda case: str(case["id"]))
    def test_no_target_speaks_of_work_on_a_service_that_nobody_agreed(
        self, case: dict[str, Any], msp: dict[str, Any]
    ) -> None:
        assert not [item for item, _ in msp[case["customer"]].outcomes() if item == case["id"]]
