"""``contractkit check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contractkit.cli.endings import list_problems
from contractkit.errors import Problem


def line_of(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), start=1) if words in line)


class TestCheck:
    """All problems with their places, or what the documents hold."""

    def test_sound_documents_are_counted(self, desk: Any) -> None:
        result = desk.run("check", desk.folder / "papers")
        assert result.exit_code == 0
        assert "C-acme  Workplaces for acme: 2 documents, 6 clauses, 1 target," in result.stdout
        assert result.stdout.endswith("0 problems.\n")

    def test_every_problem_of_every_file_has_its_file_line_clause_and_way_out(self, desk: Any) -> None:
        sla = desk.folder / "papers" / "acme" / "sla.yaml"
        desk.write(
            "papers/acme/sla.yaml", sla.read_text().replace("4 hours", "4h").replace("per: quarter", "perr: quarter")
        )
        contract = desk.folder / "papers" / "acme" / "contract.yaml"
        desk.write("papers/acme/contract.yaml", contract.read_text().replace("12 months", "12 mnths"))
        result = desk.run("check", desk.folder / "papers")
        assert result.exit_code == 1
        assert f"{sla}:{line_of(sla, '4h')}:13: clause 4.1 > within: '4h'" in result.stdout
        assert f"{sla}:{line_of(sla, 'perr')}:5: clause 4.1 > perr" in result.stdout
        assert f"{contract}:14:" in result.stdout
        assert "write '4 hours'" in result.stdout
        assert result.stdout.endswith("\n3 problems.\n")
        assert result.stderr == ""

    def test_two_contracts_at_once_under_one_customer_code_are_a_problem(self, desk: Any) -> None:
        for name in ("contract", "sla"):
            text = (desk.folder / f"papers/acme/{name}.yaml").read_text()
            desk.write(f"papers/twin/{name}.yaml", text.replace("C-acme", "C-twin").replace("SLA-acme", "SLA-twin"))
        result = desk.run("check", desk.folder / "papers")
        assert result.exit_code == 1
        assert "C-acme and C-twin hold at once for customer acme" in result.stdout
        assert result.stdout.endswith("1 problem.\n")

    def test_strict_tells_what_a_careful_reader_would_miss_and_how_complete_the_papers_are(self, desk: Any) -> None:
        assert desk.run("check", desk.folder / "papers").exit_code == 0
        result = desk.run("check", desk.folder / "papers", "--strict")
        assert result.exit_code == 1
        assert ": advice: clause " in result.stdout
        assert "    complete: " in result.stdout
        assert "        working agreements: 0 %; missing: orders, lead times, changes, contacts\n" in result.stdout
        assert "0 problems, " in result.stdout
        assert result.stdout.rstrip().endswith("advice.")

    def test_a_warning_is_listed_and_the_documents_are_sound(self, desk: Any) -> None:
        clauses = (
            '  "9.1": {kind: contacts, contacts: [{role: service-desk, name: R. de Boer}]}\n'
            '  "9.2": {kind: step, name: look, within: 1 hour, calendar: always, owner: servce-desk}\n'
        )
        sla = desk.folder / "papers" / "acme" / "sla.yaml"
        desk.write("papers/acme/sla.yaml", sla.read_text() + clauses)
        result = desk.run("check", desk.folder / "papers")
        assert result.exit_code == 0
        told = f"{sla}:{line_of(sla, 'servce-desk')}:"
        assert told in result.stdout
        assert "warning: clause 9.2 > owner: no contact has the role 'servce-desk' [unknown-role]" in result.stdout
        assert result.stdout.endswith("0 problems, 1 warning.\n")
        assert desk.run("check", desk.folder / "papers", "--strict").exit_code == 1
        record = json.loads(desk.run("check", desk.folder / "papers", "--json").stdout)
        assert (record["problems"], [one["code"] for one in record["warnings"]]) == ([], ["unknown-role"])
        assert record["agreements"][0]["completeness"]["documents"]["sop"]["missing"] == [
            "orders",
            "lead times",
            "changes",
        ]

    def test_json_says_the_same(self, desk: Any) -> None:
        record = json.loads(desk.run("check", desk.folder / "papers", "--json").stdout)
        assert (record["version"], record["problems"]) == (1, [])
        assert [agreement["id"] for agreement in record["agreements"]] == ["C-acme"]
        desk.write("papers/acme/sla.yaml", "contractkit: 1\ndocument: sla\n")
        result = desk.run("check", desk.folder / "papers", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["problems"][0]["file"].endswith("sla.yaml")

    def test_a_path_that_is_not_there_is_wrong_use(self, bare: Any) -> None:
        assert bare.run("check", "nowhere").exit_code == 2


class TestListProblems:
    """A problem on a line, its way out under it."""

    @pytest.mark.parametrize(
        ("steps", "shown"),
        [(7, "a > b > c > d > e > f > g"), (8, "a > b > c > … > f > g > h")],
    )
    def test_a_place_that_is_nested_deep_is_told_by_its_ends(self, steps: int, shown: str) -> None:
        told: list[str] = []
        where = " > ".join("abcdefgh"[:steps])
        list_problems([Problem("too-deep", "nested", "x.yaml", 3, where=where, hint="write it flat")], told.append)
        assert told == [f"x.yaml:3: {shown}: nested [too-deep]", "    write it flat"]
