"""``contractkit conformance --engine``: questions about clocks, answered by each of the engines."""

from __future__ import annotations

import json
from typing import Any

import pytest

QUESTION: dict[str, Any] = {
    "id": "q1",
    "as_of": "2026-03-02T12:00:00+00:00",
    "calendars": {},
    "targets": {"P1": {"within": {"working_seconds": 3600}, "calendar": "always"}},
    "rule": {"pause": ["waiting"], "stop": ["solved"]},
    "item": {"opened_at": "2026-03-02T09:00:00+00:00", "status": "new", "priority": "P1"},
    "events": [{"at": "2026-03-02T10:00:00+00:00", "seq": None, "field": "status", "value": "solved"}],
}


class TestConformance:
    """The three engines give the same answer in the same format."""

    def run(self, bare: Any, *words: str, questions: Any = (QUESTION,)) -> Any:
        bare.write("questions.json", json.dumps(list(questions)))
        return bare.run("conformance", bare.folder / "questions.json", *words)

    @pytest.mark.parametrize("engine", ["referee", "replay", "clock"])
    def test_as_json_there_is_one_answer_for_each_question(self, bare: Any, engine: str) -> None:
        # An hour from 09:00 to 10:00: used up and in time.
        result = self.run(bare, "--engine", engine, "--json")
        assert result.exit_code == 0
        (answer,) = json.loads(result.stdout)
        (cycle,) = answer["cycles"]
        assert (answer["id"], cycle["verdict"], cycle["used"], cycle["due"]) == (
            "q1",
            "met",
            3600,
            "2026-03-02T10:00:00+00:00",
        )
        assert cycle["as_lived"] == {"verdict": "met", "used": 3600}

    def test_for_people_there_is_a_table(self, bare: Any) -> None:
        result = self.run(bare, "--engine", "referee")
        lines = result.stdout.splitlines()
        assert lines[0].split()[:3] == ["Question", "Cycle", "Verdict"]
        assert lines[1].split()[:4] == ["q1", "1", "met", "2026-03-02T09:00:00Z"]
        assert lines[-1].startswith("The referee answered 1 question of 1.")

    def test_what_an_engine_does_not_compute_is_told_and_the_rest_is_answered(self, bare: Any) -> None:
        later = {"from": "2026-03-01", "targets": {"P1": {"within": {"working_seconds": 60}}}}
        result = self.run(
            bare, "--engine", "clock", "--json", questions=[QUESTION, {**QUESTION, "id": "q2", "amendments": [later]}]
        )
        assert result.exit_code == 1
        first, second = json.loads(result.stdout)
        assert (first["cycles"][0]["verdict"], second["cycles"]) == ("met", [])
        assert second["notes"][0].startswith("not computed: ")

    def test_an_engine_that_is_none_is_wrong_use(self, bare: Any) -> None:
        result = self.run(bare, "--engine", "reply")
        assert result.exit_code == 2
        assert "did you mean 'replay'?" in result.stderr

    def test_what_is_about_cases_does_not_go_with_an_engine(self, bare: Any) -> None:
        assert self.run(bare, "--engine", "referee", "--undisputed").exit_code == 2

    def test_a_file_with_problems_lists_them(self, bare: Any) -> None:
        result = self.run(bare, "--engine", "referee", questions=[{**QUESTION, "as_of": "today"}])
        assert result.exit_code == 2
        assert "question q1 > as_of" in result.stderr
