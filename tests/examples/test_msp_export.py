"""The export of examples/msp: made by its generator, and as untidy as an export is."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

MSP = Path(__file__).parents[2] / "examples" / "msp"
CONTRADICTED = {"T-0911", "T-0912", "T-0913", "T-0914", "T-0915", "T-0916"}


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of the export."""
    with (MSP / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestGenerator:
    """generate.py makes the committed files."""

    def test_it_writes_the_committed_files_again_byte_for_byte(self, tmp_path: Path) -> None:
        subprocess.run([sys.executable, "-B", str(MSP / "generate.py"), str(tmp_path)], check=True)
        for name in ("items.csv", "events.csv", "feedback.csv", "work.csv", "told.csv"):
            assert (tmp_path / name).read_bytes() == (MSP / name).read_bytes(), name


class TestExport:
    """The mess that a reader has to cope with is really there."""

    def test_it_holds_about_fifteen_hundred_tickets_of_three_customers_and_a_few_of_nobody(self) -> None:
        customers = Counter({row["ticket"]: row["customer"] for row in read("items.csv")}.values())
        assert 1400 <= customers.total() <= 1600
        assert set(customers) == {"havenkroon", "graanmolen", "rietland", "veerhuis"}

    @pytest.mark.parametrize(("name", "at_least"), [("items.csv", 4), ("events.csv", 12)])
    def test_some_rows_stand_there_twice(self, name: str, at_least: int) -> None:
        rows = [tuple(row.values()) for row in read(name)]
        assert len(rows) - len(set(rows)) >= at_least

    def test_several_things_happen_to_a_ticket_in_one_minute(self) -> None:
        moments = Counter(
            (row["ticket"], row["at"]) for row in {tuple(r.items()): r for r in read("events.csv")}.values()
        )
        assert sum(count > 1 for count in moments.values()) >= 20

    def test_tickets_are_reopened_change_priority_and_wait_for_the_customer(self) -> None:
        events = read("events.csv")
        assert sum(row["old_value"] == "Solved" and row["new_value"] == "In progress" for row in events) >= 20
        assert sum(row["field"] == "Priority" for row in events) >= 20
        assert sum(row["new_value"] == "Waiting for customer" for row in events) >= 100

    def test_no_contradicting_row_touches_what_money_depends_on(self) -> None:
        about = {row["ticket"]: row for row in read("items.csv")}
        assert {about[ticket]["customer"] for ticket in CONTRADICTED} == {"graanmolen"}
