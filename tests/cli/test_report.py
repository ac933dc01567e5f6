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
        result = desk.report("--html", "page.html", "--json-out", "all.json")
        assert result.exit_code == 0
        assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
        record = json.loads(Path("all.json").read_text(encoding="utf-8"))
        assert (record["version"], record["kind"]) == (1, "report")
        statement = record["statements"][0]
        assert [statement["counts"][name] for name in ("met", "breached")] == [1, 1]
        assert [breach["item"] for breach in statement["breaches"]] == ["T-2"]
        assert statement["settlement"]["total"] == "900.00"
        (other,) = record["facts"]["items_of_other_customers"]
        assert (other["customer"], other["items"], other["why"]) == ("zeta", 1, "no-agreement")
        assert other["listed"] == [{"item": "T-3", "row": 4}]

    def test_items_before_the_agreement_of_their_customer_are_not_said_to_have_none(self, desk: Any) -> None:
        desk.agreement("zeta")
        contract = desk.folder / "papers/zeta/contract.yaml"
        desk.write("papers/zeta/contract.yaml", contract.read_text().replace("start: 2026-01-01", "start: 2026-04-01"))
        result = desk.report("--json")
        assert (
            "1 item of customer zeta: the term of C-zeta (from 2026-04-01 to 2027-03-31) does not cover 2026-Q1"
        ) in result.stderr
        assert "no agreement here" not in result.stderr
        (other,) = json.loads(result.stdout)["facts"]["items_of_other_customers"]
        assert (other["why"], other["agreements"]) == ("outside-term", ["C-zeta"])

    def test_items_that_do_not_say_whose_they_are_are_told_as_an_assumption(self, desk: Any) -> None:
        text = (desk.folder / "mapping.yaml").read_text()
        desk.write("mapping.yaml", text.replace("    customer: customer\n", ""))
        result = desk.report("--json")
        assert "assumed: The items do not say whose they are" in result.stderr
        record = json.loads(result.stdout)
        assert [one["convention"] for one in record["facts"]["assumptions"]] == ["customer-of-items"]
        assert "customer-of-items" in [one["convention"] for one in record["statements"][0]["assumptions"]]

    def test_a_bare_year_is_the_year_of_the_contract(self, desk: Any) -> None:
        contract = desk.folder / "papers/acme/contract.yaml"
        desk.write("papers/acme/contract.yaml", contract.read_text().replace("2026-01-01", "2025-04-01"))
        record = json.loads(desk.report("--json", period="2025", as_of="2026-05-01").stdout)
        assert record["statements"][0]["period"]["start"] == "2025-04-01"
        assert record["statements"][0]["counts"]["met"] == 1

    def test_json_on_standard_output_is_alone_there(self, desk: Any) -> None:
        result = desk.report("--json")
        assert json.loads(result.stdout)["kind"] == "report"

    def test_the_page_on_standard_output_is_alone_there(self, desk: Any) -> None:
        result = desk.report("--html", "-")
        assert result.stdout.startswith("<!doctype html>")
        assert result.stdout.rstrip().endswith("</html>")

    def test_several_agreements_stand_on_one_page(self, desk: Any) -> None:
        desk.agreement("zeta")
        result = desk.report("--json")
        statements = json.loads(result.stdout)["statements"]
        assert [(one["agreement"]["id"], one["counts"]["met"]) for one in statements] == [("C-acme", 1), ("C-zeta", 1)]
        assert "set aside" not in result.stderr

    def test_a_date_means_its_end(self, desk: Any) -> None:
        assert json.loads(desk.report("--json", as_of="2026-03-31").stdout)["statements"][0]["as_of"] == (
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
        result = odd.report("--json")
        assert result.exit_code == 0
        statement = json.loads(result.stdout)["statements"][0]
        assert [(one["item"], one["row"]) for one in statement["undetermined"]] == [("T-4", 5)]
        assert [problem["line"] for problem in statement["problems"]] == [5]

    def test_strict_makes_it_exit_1_with_the_row_and_without_output(self, odd: Any) -> None:
        result = odd.report("--strict", "--html", "page.html")
        assert result.exit_code == 1
        assert "items.csv:5" in result.stderr
        assert not Path("page.html").exists()

    def test_strict_minds_an_item_that_lacks_a_fact(self, desk: Any) -> None:
        desk.write("items.csv", (desk.folder / "items.csv").read_text() + "T-5,acme,solved,,2026-02-03 11:00\n")
        assert desk.report().exit_code == 0
        result = desk.report("--strict")
        assert result.exit_code == 1
        assert "items.csv:5" in result.stderr

    def test_strict_minds_a_customer_who_is_almost_known(self, desk: Any) -> None:
        desk.write("items.csv", (desk.folder / "items.csv").read_text().replace("zeta", "Acme"))
        lenient, strict = desk.report(), desk.report("--strict")
        assert (lenient.exit_code, strict.exit_code) == (0, 1)
        assert "of customer Acme, who has no agreement here; did you mean 'acme'?" in lenient.stderr
        assert "did you mean 'acme'?" in strict.stderr

    def test_a_time_in_a_repeated_hour_is_listed_and_no_failure(self, desk: Any) -> None:
        row = "T-6,acme,solved,2026-10-25 02:30,2026-10-26 09:30\n"
        desk.write("items.csv", (desk.folder / "items.csv").read_text() + row)
        result = desk.report("--strict", "--json", period="2026-Q4", as_of="2027-01-10")
        assert result.exit_code == 0
        (problem,) = json.loads(result.stdout)["statements"][0]["problems"]
        assert (problem["code"], problem["line"]) == ("repeated-local-time", 5)

    def test_without_page_and_json_every_row_is_listed_at_once(self, odd: Any) -> None:
        for number in range(6, 12):
            odd.write(
                "items.csv",
                (odd.folder / "items.csv").read_text() + f"T-{number},acme,solved,2026-02-03 12:00,2026-02-03 11:00\n",
            )
        told = odd.report().stderr
        assert "7 problems in the rows of the facts:" in told
        assert all(f"items.csv:{row}" in told for row in range(5, 12))
        assert "items.csv:11" not in odd.report("--json").stderr

    def test_rows_of_no_agreement_are_listed_where_the_page_does_not(self, odd: Any) -> None:
        mapping = (odd.folder / "mapping.yaml").read_text()
        odd.write("mapping.yaml", mapping + "feedback: {item: ticket, score: stars}\n")
        odd.write("stars.csv", "ticket,stars\nT-99,4\n")
        told = odd.report("--feedback", "stars.csv", "--html", "page.html").stderr
        assert "2 problems in the rows of the facts; 1 on the page, 1 of no agreement:" in told
        assert "stars.csv:2" in told
        assert "items.csv:5" not in told

    def test_strict_minds_nothing_where_rows_are_sound(self, desk: Any) -> None:
        assert desk.report("--strict").exit_code == 0

    def test_an_exact_duplicate_counts_once_and_is_counted(self, desk: Any) -> None:
        text = (desk.folder / "items.csv").read_text()
        desk.write("items.csv", text + text.splitlines()[1] + "\n")
        result = desk.report("--strict", "--json")
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
            (("--html", "x", "--json-out", "x"), {}, "two outputs"),
            (("--html", "-", "--json"), {}, "two outputs"),
            (("--html", "missing/page.html"), {}, "no folder"),
            (("--locale", "hu"), {}, "en, nl"),
            ((), {"period": "2026-W03"}, "whole months"),
            (("--json-out", "items.csv"), {}, "is read as"),
            (("--html", "mapping.yaml"), {}, "is read as"),
            (("--json-out", "papers/acme/sla.yaml"), {}, "belongs to the documents"),
            (("--events", "nowhere.csv"), {}, "nowhere.csv"),
        ],
    )
    def test_what_means_nothing_is_refused(self, desk: Any, more: Any, given: Any, says: str) -> None:
        result = desk.report(*more, **given)
        assert result.exit_code == 2
        assert says in result.stderr

    def test_an_input_that_was_named_as_output_is_as_it_was(self, desk: Any) -> None:
        before = (desk.folder / "items.csv").read_bytes()
        (desk.folder / "link.json").symlink_to(desk.folder / "items.csv")
        assert desk.report("--json-out", "link.json").exit_code == 2
        assert (desk.folder / "items.csv").read_bytes() == before

    def test_an_earlier_report_among_the_documents_may_be_written_anew(self, desk: Any) -> None:
        assert desk.report("--json-out", "papers/all.json").exit_code == 0
        assert desk.report("--json-out", "papers/all.json").exit_code == 0

    def test_without_items_and_events_there_is_nothing_to_judge(self, desk: Any) -> None:
        words = ("report", "papers", "--mapping", "mapping.yaml", "--period", "2026-Q1", "--as-of", "2026-04-10")
        result = desk.run(*words)
        assert result.exit_code == 2
        assert "--items" in result.stderr
