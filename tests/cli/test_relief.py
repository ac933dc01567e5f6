"""``contractkit report`` and ``contractkit trace`` with a table of relief, read by the section `relief` of the mapping."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CLAUSE = """\
  "4.9": {kind: relief, name: no-access, cause: customer}
"""
SECTION = """\
relief: {item: ticket, from: began, to: ended, cause: why}
"""
# Of the five hours of T-2, from 09:00 to 14:00, two were held up by the customer: three of four are used.
RELIEF = """\
ticket,began,ended,why
T-2,2026-02-02 10:00,2026-02-02 12:00,customer
"""


@pytest.fixture
def relieved(desk: Any) -> Any:
    for name, more in (("papers/acme/sla.yaml", CLAUSE), ("mapping.yaml", SECTION)):
        path = desk.folder / name
        desk.write(name, path.read_text(encoding="utf-8") + more)
    desk.write("relief.csv", RELIEF)
    return desk


class TestReport:
    def test_relief_decides_the_verdict(self, relieved: Any) -> None:
        result = relieved.report("--relief", "relief.csv", "--json-out", "all.json")
        assert result.exit_code == 0, result.stderr
        assert "Gold: 100 % in time" in result.stdout.replace("\u00a0", " ")
        record = json.loads(Path("all.json").read_text(encoding="utf-8"))
        assert [record["statements"][0]["counts"][name] for name in ("met", "breached")] == [2, 0]
        assert record["facts"]["counts"]["relief"] == 1

    def test_without_the_table_nothing_is_left_out_and_that_is_said(self, relieved: Any) -> None:
        result = relieved.report("--json-out", "all.json")
        assert "Gold: 50.0 % in time" in result.stdout.replace("\u00a0", " ")
        record = json.loads(Path("all.json").read_text(encoding="utf-8"))
        assert "relief" in json.dumps(record["statements"][0]["assumptions"])

    def test_a_table_of_which_the_mapping_says_nothing_is_wrong_use(self, relieved: Any) -> None:
        mapping = (relieved.folder / "mapping.yaml").read_text(encoding="utf-8")
        relieved.write("mapping.yaml", mapping.replace(SECTION, ""))
        result = relieved.report("--relief", "relief.csv")
        assert result.exit_code == 2
        assert "the mapping says nothing of `relief`" in result.stderr

    def test_a_row_of_a_cause_that_nobody_knows_is_listed(self, relieved: Any) -> None:
        relieved.write("relief.csv", RELIEF.replace("customer", "the moon"))
        result = relieved.report("--relief", "relief.csv")
        assert result.exit_code == 0
        assert "the moon" in result.stderr

    def test_what_is_read_is_not_written_over(self, relieved: Any) -> None:
        result = relieved.report("--relief", "relief.csv", "--json-out", "relief.csv")
        assert result.exit_code == 2
        assert "is read as" in result.stderr
        assert (relieved.folder / "relief.csv").read_text(encoding="utf-8") == RELIEF


class TestTrace:
    def test_it_tells_which_stretch_was_left_out_and_by_which_clause(self, relieved: Any) -> None:
        tables = ("--items", "items.csv", "--relief", "relief.csv", "--mapping", "mapping.yaml")
        result = relieved.run("trace", "papers", "T-2", *tables, "--as-of", "2026-04-10")
        assert result.exit_code == 0, result.stderr
        assert "2 Feb 2026 10:00 – 12:00: not counted: relief for the customer (SLA-acme/4.9)" in result.stdout
        assert "3 h counted of the 4 hours allowed." in result.stdout
