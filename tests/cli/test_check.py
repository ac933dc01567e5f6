"""``contractkit check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


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
        assert f"{sla}:{line_of(sla, '4h')}:13: clause 4.1 > within: '4h'" in result.stderr
        assert f"{sla}:{line_of(sla, 'perr')}:5: clause 4.1 > perr" in result.stderr
        assert f"{contract}:14:" in result.stderr
        assert "write '4 hours'" in result.stderr
        assert result.stdout == "3 problems.\n"

    def test_strict_minds_what_the_text_leaves_open(self, desk: Any) -> None:
        assert desk.run("check", desk.folder / "papers", "--strict").exit_code == 1
        assert desk.run("check", desk.folder / "papers").exit_code == 0

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
