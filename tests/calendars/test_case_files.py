"""Case files are read whole or refused with the place of everything that is wrong; their questions are asked as meant."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contractkit.calendars.conventions import Conventions
from contractkit.errors import UsageError
from contractkit.testing.case_files import Case, read_cases
from contractkit.testing.cases import calendar_of, preset_of_source, run_cases, sums_by_source

GOOD: dict[str, Any] = {
    "id": "A1",
    "source": "somebody else",
    "op": "deadline",
    "tz": "UTC",
    "week": {"fri": [["09:00", "17:00"]], "mon": [["09:00", "17:00"]]},
    "holidays": [],
    "start": "2026-01-02T16:00:00+00:00",
    "seconds": 7200,
    "expected": "2026-01-05T10:00:00+00:00",
}


def written(folder: Path, *cases: object) -> Path:
    path = folder / "cases.json"
    path.write_text(json.dumps(list(cases)), "utf-8")
    return path


def one(folder: Path, **changed: Any) -> Case:
    fields = {**GOOD, **changed}
    (case,) = read_cases(written(folder, {name: value for name, value in fields.items() if value is not ...}))
    return case


def refused(folder: Path, *cases: object) -> str:
    with pytest.raises(UsageError) as caught:
        read_cases(written(folder, *cases))
    return caught.value.message


class TestReadCases:
    """A case has an id, a question, a calendar and an expected answer."""

    def test_a_case_is_read_with_what_it_leaves_out(self, tmp_path: Path) -> None:
        case = one(tmp_path, source=...)
        assert (case.source, case.pauses, case.disputed, case.neutral) == ("", (), False, None)
        assert case.expected == datetime(2026, 1, 5, 10, tzinfo=UTC)

    @pytest.mark.parametrize("name", ["oracle", "brute_force"])
    def test_our_own_answer_to_a_disputed_case_has_two_names(self, tmp_path: Path, name: str) -> None:
        case = one(tmp_path, disputed=True, **{name: "2026-01-05T11:00:00+00:00"})
        assert case.neutral == datetime(2026, 1, 5, 11, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("changed", "place", "says"),
        [
            ({"op": "dedline"}, "case A1 > op", "did you mean 'deadline'?"),
            ({"op": ...}, "case A1 > op", "is missing"),
            ({"week": {"fry": []}}, "case A1 > week", "'fry' is no day of the week"),
            ({"week": {"fri": ["09:00"]}}, "case A1 > week", "'09:00' is no piece of opening hours"),
            ({"week": []}, "case A1 > week", "a list is no object"),
            ({"start": "2026-01-02T16:00"}, "case A1 > start", "no instant with its offset"),
            ({"start": 5}, "case A1 > start", "no instant with its offset"),
            ({"seconds": "7200"}, "case A1 > seconds", "no number of seconds"),
            ({"seconds": True}, "case A1 > seconds", "no number of seconds"),
            ({"seconds": ...}, "case A1 > seconds", "is missing"),
            ({"expected": ...}, "case A1 > expected", "is missing"),
            ({"expected": 7}, "case A1 > expected", "no instant"),
            ({"holidays": ["2026-13-01"]}, "case A1 > holidays", "'2026-13-01' is no date"),
            ({"disputed": "yes"}, "case A1 > disputed", "neither true nor false"),
            ({"secondes": 1}, "case A1 > secondes", "did you mean 'seconds'?"),
            (
                {"pauses": [["2026-01-02T16:00:00+00:00", "2026-01-02T15:00:00+00:00"]]},
                "case A1 > pauses",
                "ends before",
            ),
            ({"op": "deadline_days", "days": 1, "policy": "soon"}, "case A1 > policy", "none of the words"),
            ({"op": "deadline_days", "days": 1.5, "policy": "end_of_nth_day"}, "case A1 > days", "no whole number"),
            ({"op": "add_days", "days": 1, "expected": "2026-01-05"}, "case A1 > start", "no date"),
            ({"op": "is_open", "expected": True, "pauses": [["2026-01-02T16:00:00+00:00"] * 2]}, "pauses", "no pauses"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_place(
        self, tmp_path: Path, changed: dict[str, Any], place: str, says: str
    ) -> None:
        fields = {name: value for name, value in {**GOOD, **changed}.items() if value is not ...}
        message = refused(tmp_path, fields)
        assert message.startswith(f"1 problem in {tmp_path / 'cases.json'}")
        assert place in message
        assert says in message

    def test_all_that_is_wrong_is_told_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as caught:
            read_cases(written(tmp_path, {**GOOD, "seconds": None}, GOOD, GOOD, 7, {"op": "add"}))
        problems = [(problem.where, problem.says) for problem in caught.value.facts["problems"]]
        assert ("case A1 > seconds", "None is no number of seconds") in problems
        assert ("case A1 > id", "'A1' is the id of an earlier case too") in problems
        assert ("case number 4", "a number is no case; a case is an object with fields") in problems
        assert ("case number 5 > id", "is missing") in problems
        assert all(problem.file == str(tmp_path / "cases.json") for problem in caught.value.facts["problems"])

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("[{]", ":1:3 is no JSON"),
            ("{}", "holds an object; a file of cases is a list of them"),
            ('[{"id": "a", "id": "b"}]', "has the field 'id' twice"),
            ("", ":1:1 is no JSON"),
        ],
    )
    def test_what_is_no_list_of_cases_is_refused(self, tmp_path: Path, text: str, says: str) -> None:
        path = tmp_path / "cases.json"
        path.write_text(text, "utf-8")
        with pytest.raises(UsageError) as caught:
            read_cases(path)
        assert (
            f"{path}{says}" in caught.value.message
            or f"{path} {says}" in caught.value.message
            or (says in caught.value.message and str(path) in caught.value.message)
        )

    def test_what_is_no_text_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "cases.json"
        path.write_bytes(b"[\xff]")
        with pytest.raises(UsageError, match=r"no text in UTF-8: .* at byte 1"):
            read_cases(path)


class TestRunCases:
    """Questions are asked through the public face of a calendar."""

    def state(self, case: Case, like: Any = None) -> tuple[object, str]:
        (result,) = run_cases([case], like)
        return result.to_dict()["answer"], result.state

    def test_an_answer_that_is_the_expected_one_agrees(self, tmp_path: Path) -> None:
        assert self.state(one(tmp_path)) == ("2026-01-05T10:00:00+00:00", "agrees")

    def test_an_answer_is_compared_as_an_instant(self, tmp_path: Path) -> None:
        assert self.state(one(tmp_path, expected="2026-01-05T11:00:00+01:00"))[1] == "agrees"

    def test_one_microsecond_is_a_disagreement(self, tmp_path: Path) -> None:
        assert self.state(one(tmp_path, expected="2026-01-05T10:00:00.000001+00:00"))[1] == "disagrees"

    def test_a_disputed_case_with_another_answer_than_the_known_one_disagrees(self, tmp_path: Path) -> None:
        wrong = {"disputed": True, "expected": "2026-01-05T09:00:00+00:00"}
        assert self.state(one(tmp_path, **wrong, oracle="2026-01-05T11:00:00+00:00"))[1] == "disagrees"
        assert self.state(one(tmp_path, **wrong, oracle="2026-01-05T10:00:00+00:00"))[1] == "disputed"
        assert self.state(one(tmp_path, **wrong))[1] == "disputed"

    def test_under_a_preset_nothing_is_disputed(self, tmp_path: Path) -> None:
        case = one(tmp_path, disputed=True, expected="2026-01-05T09:00:00+00:00")
        assert self.state(case, "odoo")[1] == "disagrees"
        assert self.state(case, Conventions(zero="keep"))[1] == "disagrees"

    def test_an_error_is_told_in_place_of_the_answer(self, tmp_path: Path) -> None:
        (result,) = run_cases([one(tmp_path, tz="Europe/Amsterdm")])
        assert (result.answer, result.state) == (None, "disagrees")
        assert "Europe/Amsterd" in result.to_dict()["error"]

    def test_pauses_are_taken_out_of_the_open_instants(self, tmp_path: Path) -> None:
        pauses = [["2026-01-02T16:30:00+00:00", "2026-01-02T20:00:00+00:00"]]
        assert self.state(one(tmp_path, pauses=pauses, expected="2026-01-05T10:30:00+00:00"))[1] == "agrees"

    def test_pauses_on_the_wall_clock_are_added_whole(self, tmp_path: Path) -> None:
        pauses = [["2026-01-02T16:30:00+00:00", "2026-01-02T20:00:00+00:00"]]
        case = one(tmp_path, pauses=pauses, expected="2026-01-05T13:30:00+00:00")
        assert self.state(case, "erpnext")[1] == "agrees"
        used = one(tmp_path, op="elapsed", end="2026-01-05T13:30:00+00:00", expected=7200, pauses=pauses)
        assert self.state(used, "erpnext")[1] == "agrees"

    def test_pauses_and_breaks_stand_together(self, tmp_path: Path) -> None:
        case = one(
            tmp_path,
            pauses=[["2026-01-02T16:30:00+00:00", "2026-01-02T20:00:00+00:00"]],
            breaks={"2026-01-05": [["09:00", "10:00"], ["23:00", "01:00"]]},
            expected="2026-01-05T11:30:00+00:00",
        )
        assert self.state(case)[1] == "agrees"
        assert calendar_of(case).is_open(datetime(2026, 1, 5, 9, 30, tzinfo=UTC)) is False

    def test_an_end_before_the_start_has_used_nothing_but_is_signed_between(self, tmp_path: Path) -> None:
        pair = {"start": "2026-01-05T10:00:00+00:00", "end": "2026-01-02T16:00:00+00:00"}
        assert self.state(one(tmp_path, op="elapsed", expected=0, **pair))[1] == "agrees"
        assert self.state(one(tmp_path, op="between", expected=-7200, **pair))[1] == "agrees"

    def test_counting_back_begins_at_the_closing_before_an_opening(self, tmp_path: Path) -> None:
        for start, expected in (
            ("09:00", "02T17:00"),
            ("09:01", "05T09:01"),
            ("17:00", "05T17:00"),
            ("18:00", "05T17:00"),
        ):
            case = one(
                tmp_path,
                op="prev_open",
                start=f"2026-01-05T{start}:00+00:00",
                expected=f"2026-01-{expected}:00+00:00",
            )
            assert self.state(case)[1] == "agrees", start

    def test_seconds_may_be_fractions(self, tmp_path: Path) -> None:
        assert self.state(one(tmp_path, seconds=7200.5, expected="2026-01-05T10:00:00.500000+00:00"))[1] == "agrees"
        half = one(tmp_path, op="elapsed", end="2026-01-02T16:00:00.5+00:00", expected=0.5)
        assert self.state(half) == (0.5, "agrees")

    def test_an_unknown_preset_is_refused_before_anything_is_asked(self) -> None:
        with pytest.raises(UsageError, match="no preset 'zamad'"):
            run_cases([], like="zamad")

    def test_a_source_without_a_preset_is_answered_as_we_do(self, tmp_path: Path) -> None:
        assert preset_of_source("somebody else") is None
        assert self.state(one(tmp_path), "source")[1] == "agrees"

    def test_sums_are_by_the_first_word_of_the_source(self, tmp_path: Path) -> None:
        cases = [one(tmp_path, source=source) for source in ("zendesk/biz a", "zendesk/biz b", "")]
        assert sums_by_source(run_cases(cases)) == {
            "no source": {"agrees": 1, "disputed": 0, "disagrees": 0},
            "zendesk/biz": {"agrees": 2, "disputed": 0, "disagrees": 0},
        }
