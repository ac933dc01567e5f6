"""``contractkit trace`` on the small agreement and export of these tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).parents[2] / "examples" / "late-tickets"


class TestTrace:
    """F-0001 of the example: how its verdict came about."""

    def run(self, bare: Any, item: str, *words: str) -> Any:
        tables = ("--items", EXAMPLE / "items.csv", "--events", EXAMPLE / "events.csv")
        mapping = ("--mapping", EXAMPLE / "mapping.yaml")
        return bare.run("trace", EXAMPLE, item, *mapping, *tables, "--as-of", "2026-04-01", *words)

    def test_each_verdict_on_the_item_is_a_page(self, bare: Any) -> None:
        result = self.run(bare, "F-0001")
        assert result.exit_code == 0
        assert result.stdout.startswith("F-0001: Tickets solved, solved-p")
        assert "How the time ran" in result.stdout
        assert "\u00a0" not in result.stdout

    def test_it_speaks_dutch(self, bare: Any) -> None:
        assert "Hoe de tijd liep" in self.run(bare, "F-0001", "--locale", "nl").stdout

    def test_as_json_it_is_the_trace_as_data(self, bare: Any) -> None:
        (trace,) = json.loads(self.run(bare, "F-0001", "--json").stdout)["traces"]
        assert (trace["document"], trace["item"]) == ("trace", "F-0001")

    def test_one_target_can_be_asked_for(self, bare: Any) -> None:
        page = self.run(bare, "F-0001").stdout
        row = page.split("\n", 1)[0].rsplit(" ", 1)[1]
        assert self.run(bare, "F-0001", "--target", row).stdout == page

    def test_an_item_that_is_not_there_is_wrong_use(self, bare: Any) -> None:
        result = self.run(bare, "F-9999")
        assert result.exit_code == 2
        assert "there is no item 'F-9999'" in result.stderr

    def test_the_page_of_the_guide_is_the_page_that_is_written(self, bare: Any) -> None:
        guide = (EXAMPLE.parents[1] / "docs" / "guide" / "verdicts.md").read_text(encoding="utf-8")
        assert self.run(bare, "F-0038").stdout in guide
