"""``contractkit conformance`` on files small enough to judge by hand."""

from __future__ import annotations

import json
from typing import Any

CASE: dict[str, Any] = {
    "id": "A1",
    "source": "zendesk/biz somewhere",
    "op": "deadline",
    "tz": "UTC",
    "week": {"fri": [["09:00", "17:00"]], "mon": [["09:00", "17:00"]]},
    "holidays": [],
    "start": "2026-01-02T16:00:00+00:00",
    "seconds": 1800,
    "expected": "2026-01-02T16:30:00+00:00",
}
DISPUTED = {
    **CASE,
    "id": "A2",
    "seconds": 3600,
    "expected": "2026-01-05T09:00:00+00:00",
    "disputed": True,
    "oracle": "2026-01-02T17:00:00+00:00",
    "reason": "the source rolls on",
}
WRONG = {**CASE, "id": "A3", "source": "others", "expected": "2026-01-02T16:31:00+00:00"}


class TestConformance:
    """The answers beside the expected ones; the exit code says whether all of them agree."""

    def run(self, bare: Any, *words: str, cases: list[dict[str, Any]]) -> Any:
        bare.write("cases.json", json.dumps(cases))
        return bare.run("conformance", bare.folder / "cases.json", *words)

    def test_where_all_agree_the_exit_code_is_0(self, bare: Any) -> None:
        result = self.run(bare, cases=[CASE, {**CASE, "id": "A4"}])
        assert result.exit_code == 0
        assert result.stdout.endswith("2 cases agree of 2.\n")

    def test_a_case_that_disagrees_is_told_and_the_exit_code_is_1(self, bare: Any) -> None:
        result = self.run(bare, cases=[CASE, WRONG])
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        says = "A3  deadline: answer 2026-01-02T16:30:00+00:00, expected 2026-01-02T16:31:00+00:00"
        assert lines[0] == says
        assert [line.split() for line in lines[1:5]] == [
            ["Source", "Cases", "Agree", "Disputed", "Disagree"],
            ["others", "1", "0", "0", "1"],
            ["zendesk/biz", "1", "1", "0", "0"],
            ["All", "2", "1", "0", "1"],
        ]
        assert lines[5] == "1 case agrees of 2."

    def test_as_json_there_is_one_object_for_each_case(self, bare: Any) -> None:
        result = self.run(bare, "--json", cases=[CASE, DISPUTED])
        assert result.exit_code == 1
        assert json.loads(result.stdout) == [
            {
                "id": "A1",
                "source": "zendesk/biz somewhere",
                "op": "deadline",
                "answer": "2026-01-02T16:30:00+00:00",
                "expected": "2026-01-02T16:30:00+00:00",
                "agrees": True,
                "disputed": False,
            },
            {
                "id": "A2",
                "source": "zendesk/biz somewhere",
                "op": "deadline",
                "answer": "2026-01-02T17:00:00+00:00",
                "expected": "2026-01-05T09:00:00+00:00",
                "agrees": False,
                "disputed": True,
                "reason": "the source rolls on",
            },
        ]

    def test_a_disputed_case_agrees_under_its_preset(self, bare: Any) -> None:
        for name in ("biz", "source"):
            result = self.run(bare, "--like", name, "--json", cases=[CASE, DISPUTED])
            assert result.exit_code == 0, name
            (_, disputed) = json.loads(result.stdout)
            assert (disputed["answer"], disputed["agrees"]) == ("2026-01-05T09:00:00+00:00", True)
            assert disputed["like"] == "biz"

    def test_disputed_cases_are_counted_apart_and_may_be_left_out(self, bare: Any) -> None:
        result = self.run(bare, cases=[CASE, DISPUTED])
        assert result.exit_code == 1
        assert "1 case agrees of 2." in result.stdout
        assert "--like source answers each case as its source does" in result.stdout
        assert not result.stdout.startswith("A2")
        result = self.run(bare, "--undisputed", cases=[CASE, DISPUTED])
        assert result.exit_code == 0
        assert "1 case agrees of 1." in result.stdout

    def test_cases_may_be_chosen_by_their_source(self, bare: Any) -> None:
        assert self.run(bare, "--source", "BIZ", cases=[CASE, WRONG]).exit_code == 0
        result = self.run(bare, "--source", "odoo", cases=[CASE, WRONG])
        assert result.exit_code == 2
        assert "no case whose source has 'odoo' in it; the sources are others, zendesk/biz" in result.stderr

    def test_an_unknown_preset_is_wrong_use(self, bare: Any) -> None:
        result = self.run(bare, "--like", "zamad", cases=[CASE])
        assert result.exit_code == 2
        assert "did you mean 'zammad'?" in result.stderr
        assert result.stdout == ""

    def test_a_bad_file_is_wrong_use_and_tells_file_case_and_field(self, bare: Any) -> None:
        result = self.run(bare, "--json", cases=[CASE, {**CASE, "id": "A9", "op": "dedline"}])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "1 problem in" in result.stderr
        assert "cases.json: case A9 > op: 'dedline' is none of the words that can stand here" in result.stderr
        assert "did you mean 'deadline'?" in result.stderr

    def test_a_case_that_cannot_be_answered_says_why(self, bare: Any) -> None:
        result = self.run(bare, "--json", cases=[{**CASE, "tz": "Mars/Olympus"}])
        assert result.exit_code == 1
        (record,) = json.loads(result.stdout)
        assert record["answer"] is None
        assert "Mars/Olympus" in record["error"]
