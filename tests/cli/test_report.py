"""``contractkit report``: from files to tables, page and JSON, or to a list of problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


class TestReport:
    """A quarter of three tickets."""

    def test_the_tables_say_what_a_person_works_out(self, desk: Any) -> None:
        result = desk.report()
        assert result.exit_code == 0
        screen = result.stdout.replace("\u00a0", " ")
        assert "Gold: 50.0 % in time, target 50 % met" in screen
        assert "T-2" in screen
        assert "1 h" in screen
        assert "900.00" in screen

    def test_what_belongs_to_nobody_is_said(self, desk: Any) -> None:
        assert "set aside: 1 item of customer zeta" in desk.report().stderr

    def test_page_and_json_are_written(self, desk: Any) -> None:
        result = desk.report("--html", "page.html", "--json", "all.json")
        assert result.exit_code == 0
        assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
        record = json.loads(Path("all.json").read_text(encoding="utf-8"))
        assert (record["version"], record["kind"]) == (1, "report")
        statement = record["statements"][0]
        assert [statement["counts"][name] for name in ("met", "breached")] == [1, 1]
        assert [breach["item"] for breach in statement["breaches"]] == ["T-2"]
        assert statement["settlement"]["total"] == "900.00"
        assert record["facts"]["items_of_other_customers"] == [{"customer": "zeta", "items": 1}]

    def test_json_on_standard_output_is_alone_there(self, desk: Any) -> None:
        result = desk.report("--json", "-")
        assert json.loads(result.stdout)["kind"] == "report"

    def test_the_page_on_standard_output_is_alone_there(self, desk: Any) -> None:
        result = desk.report("--html", "-")
        assert result.stdout.startswith("<!doctype html>")
        assert result.stdout.rstrip().endswith("</html>")

    def test_several_agreements_stand_on_one_page(self, desk: Any) -> None:
        desk.agreement("zeta")
        result = desk.report("--json", "-")
        statements = json.loads(result.stdout)["statements"]
        assert [(one["agreement"]["id"], one["counts"]["met"]) for one in statements] == [("C-acme", 1), ("C-zeta", 1)]
        assert "set aside" not in result.stderr

    def test_a_date_means_its_end(self, desk: Any) -> None:
        assert json.loads(desk.report("--json", "-", as_of="2026-03-31").stdout)["statements"][0]["as_of"] == (
            "2026-03-31T22:00:00+00:00"
        )

    def test_dutch_is_spoken(self, desk: Any) -> None:
        assert "norm 50 % gehaald" in desk.report("--locale", "nl").stdout.replace("\u00a0", " ")


class TestProblems:
    """Exit code 1, all problems, and nothing written."""

    def refused(self, desk: Any, *more: str, **given: str) -> str:
        before = desk.files
        result = desk.report("--html", "page.html", *more, **given)
        assert result.exit_code == 1
        assert desk.files == before
        assert result.stdout == ""
        return str(result.stderr)

    def test_problems_of_documents_and_of_facts_are_listed_together(self, desk: Any) -> None:
        sla = desk.folder / "papers" / "acme" / "sla.yaml"
        desk.write("papers/acme/sla.yaml", sla.read_text().replace("4 hours", "4h"))
        desk.write("items.csv", "ticket,customer\nT-1,acme\n")
        told = self.refused(desk)
        assert "clause 4.1 > within: '4h'" in told
        assert "opened_at" in told
        assert "items.csv" in told

    def test_naive_times_without_a_zone_are_refused(self, desk: Any) -> None:
        mapping = desk.folder / "mapping.yaml"
        desk.write("mapping.yaml", mapping.read_text().replace("zone: Europe/Amsterdam\n", ""))
        assert "zone" in self.refused(desk)

    def test_an_empty_file_is_refused(self, desk: Any) -> None:
        desk.write("items.csv", "")
        assert "items.csv" in self.refused(desk)

    def test_a_period_outside_every_term_is_refused_with_the_term(self, desk: Any) -> None:
        told = self.refused(desk, period="2025-Q4")
        assert "2025-Q4 lies outside the term of C-acme, which holds from 2026-01-01" in told

    def test_customers_that_nobody_can_tell_apart_are_refused(self, desk: Any) -> None:
        desk.agreement("zeta")
        mapping = desk.folder / "mapping.yaml"
        desk.write("mapping.yaml", mapping.read_text().replace("    customer: customer\n", ""))
        assert "map the column that names the customer" in self.refused(desk)

    def test_an_old_page_survives_a_failure(self, desk: Any) -> None:
        desk.write("page.html", "old")
        desk.write("items.csv", "")
        assert desk.report("--html", "page.html").exit_code == 1
        assert Path("page.html").read_text(encoding="utf-8") == "old"


class TestRows:
    """A row that contradicts itself is undetermined and listed; strict makes it a failure."""

    @pytest.fixture
    def odd(self, desk: Any) -> Any:
        rows = "T-4,acme,solved,2026-02-03 12:00,2026-02-03 11:00\n"  # solved before it was opened
        desk.write("items.csv", (desk.folder / "items.csv").read_text() + rows)
        return desk

    def test_it_is_undetermined_and_listed_with_its_row(self, odd: Any) -> None:
        result = odd.report("--json", "-")
        assert result.exit_code == 0
        statement = json.loads(result.stdout)["statements"][0]
        assert [(one["item"], one["row"]) for one in statement["undetermined"]] == [("T-4", 5)]
        assert [problem["line"] for problem in statement["problems"]] == [5]

    def test_strict_makes_it_exit_1_with_the_row_and_without_output(self, odd: Any) -> None:
        result = odd.report("--strict", "--html", "page.html")
        assert result.exit_code == 1
        assert "items.csv:5" in result.stderr
        assert not Path("page.html").exists()

    def test_strict_minds_nothing_where_rows_are_sound(self, desk: Any) -> None:
        assert desk.report("--strict").exit_code == 0

    def test_an_exact_duplicate_counts_once_and_is_counted(self, desk: Any) -> None:
        text = (desk.folder / "items.csv").read_text()
        desk.write("items.csv", text + text.splitlines()[1] + "\n")
        result = desk.report("--strict", "--json", "-")
        assert result.exit_code == 0
        record = json.loads(result.stdout)
        assert record["statements"][0]["counts"]["met"] == 1
        assert any("duplicate" in code and many == 1 for code, many in record["facts"]["counts"].items())


class TestWrongUse:
    """Exit code 2, and what to write instead."""

    @pytest.mark.parametrize(
        ("more", "given", "says"),
        [
            ((), {"period": "Q1"}, "2026-Q1"),
            ((), {"as_of": "2026-04-10T09:00"}, "offset"),
            (("--html", "x", "--json", "x"), {}, "two outputs"),
            (("--html", "-", "--json", "-"), {}, "two outputs"),
            (("--html", "missing/page.html"), {}, "no folder"),
            (("--locale", "hu"), {}, "en, nl"),
            (("--events", "nowhere.csv"), {}, "nowhere.csv"),
        ],
    )
    def test_what_means_nothing_is_refused(self, desk: Any, more: Any, given: Any, says: str) -> None:
        result = desk.report(*more, **given)
        assert result.exit_code == 2
        assert says in result.stderr

    def test_without_items_and_events_there_is_nothing_to_judge(self, desk: Any) -> None:
        words = ("report", "papers", "--mapping", "mapping.yaml", "--period", "2026-Q1", "--as-of", "2026-04-10")
        result = desk.run(*words)
        assert result.exit_code == 2
        assert "--items" in result.stderr
