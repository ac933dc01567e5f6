"""Pauses that other systems' tests state, through the replay, the scalar clock and the referee.

The file of those cases is no part of the repository: `CONTRACTKIT_SHARED` names the folder of cases/. What holds without
it stands first, worked out by hand.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from contractkit.cli.commands import app
from contractkit.testing.case_files import Case, read_cases
from contractkit.testing.clocks.of_cases import question_of_case, run_on_clocks

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED") or Path(__file__).parents[3] / "shared" / "cases")
FOLDER = SHARED if SHARED.name == "cases" else SHARED / "cases"
ENGINES = ("replay", "clock", "referee")
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
DEADLINE = {
    "id": "own",
    "op": "deadline",
    "tz": "UTC",
    "week": OFFICE,
    "start": "2026-03-02T10:00:00+00:00",
    "seconds": 3 * 3600,
    "expected": "2026-03-02T13:00:00+00:00",
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Who is asked."""
    return str(request.param)


def case_of(folder: Path, **fields: Any) -> Case:
    path = folder / "cases.json"
    path.write_text(json.dumps([{**DEADLINE, **fields}]), "utf-8")
    (case,) = read_cases(path)
    return case


def answered(case: Case, engine: str) -> Any:
    (result,) = run_on_clocks([case], engine)  # type: ignore[arg-type]
    return result.to_dict()["answer"]


class TestACaseAsAQuestion:
    """Monday 2 March 2026, 10:00, three hours of 09:00 to 17:00."""

    @pytest.mark.parametrize(
        ("pauses", "due"),
        [
            ([], "02 13:00"),
            ([["11:00", "12:00"]], "02 14:00"),
            # From the start: nothing is used before 12:00.
            ([["10:00", "12:00"]], "02 15:00"),
            # It begins before the start: the part before it costs nothing.
            ([["08:00", "12:00"]], "02 15:00"),
            # Wholly before the start, and one that ends exactly there.
            ([["08:00", "09:30"], ["09:45", "10:00"]], "02 13:00"),
            # Overlapping: one pause from 11:00 to 12:30.
            ([["11:00", "12:00"], ["11:30", "12:30"]], "02 14:30"),
            # Touching: one pause from 11:00 to 13:00.
            ([["12:00", "13:00"], ["11:00", "12:00"]], "02 15:00"),
            # After the three hours are up it changes nothing.
            ([["14:00", "16:00"]], "02 13:00"),
            # 10-11 (1) and 15:30-16:30 (1) run; what of the second pause lies after 17:00 costs nothing; Tuesday 9-10.
            ([["16:30", "20:00"], ["11:00", "15:30"]], "03 10:00"),
        ],
    )
    def test_pauses_move_the_deadline_by_what_they_cover_of_the_open_hours(
        self, tmp_path: Path, engine: str, pauses: list[list[str]], due: str
    ) -> None:
        stretches = [[f"2026-03-02T{begin}:00+00:00", f"2026-03-02T{end}:00+00:00"] for begin, end in pauses]
        wanted = f"2026-03-{due.replace(' ', 'T')}:00+00:00"
        assert answered(case_of(tmp_path, pauses=stretches), engine) == wanted

    @pytest.mark.parametrize(
        ("end", "used"),
        [
            ("2026-03-02T12:30:00+00:00", 1.5 * 3600),
            # At the end of the pause, and in it: the hour before it.
            ("2026-03-02T12:00:00+00:00", 3600),
            ("2026-03-02T11:30:00+00:00", 3600),
            # Before the start nothing has been used.
            ("2026-03-02T08:00:00+00:00", 0),
        ],
    )
    def test_time_used_leaves_pauses_out(self, tmp_path: Path, engine: str, end: str, used: float) -> None:
        pauses = [["2026-03-02T11:00:00+00:00", "2026-03-02T12:00:00+00:00"]]
        case = case_of(tmp_path, op="elapsed", end=end, seconds=None, pauses=pauses, expected=used)
        assert answered(case, engine) == used

    def test_a_case_that_counts_back_is_no_question_about_a_clock(self, tmp_path: Path) -> None:
        assert question_of_case(case_of(tmp_path, direction="backward")) is None
        assert question_of_case(case_of(tmp_path, seconds=-1)) is None
        assert question_of_case(case_of(tmp_path, op="next_open")) is None

    def test_a_case_with_hours_taken_out_of_a_date_is_none(self, tmp_path: Path) -> None:
        assert question_of_case(case_of(tmp_path, breaks={"2026-03-02": [["12:00", "13:00"]]})) is None

    def test_a_wrong_answer_is_told(self, tmp_path: Path, engine: str) -> None:
        case = case_of(tmp_path, expected="2026-03-02T13:00:01+00:00")
        (result,) = run_on_clocks([case], engine)  # type: ignore[arg-type]
        assert (result.state, result.to_dict()["agrees"]) == ("disagrees", False)

    def test_where_source_and_we_differ_our_answer_is_disputed(self, tmp_path: Path, engine: str) -> None:
        fields = {"disputed": True, "expected": "2026-03-03T09:00:00+00:00", "oracle": "2026-03-02T13:00:00+00:00"}
        (result,) = run_on_clocks([case_of(tmp_path, **fields)], engine)  # type: ignore[arg-type]
        assert result.state == "disputed"


class TestTheCommand:
    """``contractkit conformance FILE --engine NAME`` on a file of cases."""

    def told(self, folder: Path, engine: str, **fields: Any) -> Any:
        path = folder / "cases.json"
        elsewhere = {**DEADLINE, "id": "opening", "op": "next_open", "expected": DEADLINE["start"]}
        path.write_text(json.dumps([{**DEADLINE, **fields}, {k: elsewhere[k] for k in elsewhere if k != "seconds"}]))
        return CliRunner().invoke(app, ["conformance", str(path), "--engine", engine])

    def test_cases_that_are_questions_about_a_clock_are_asked_of_it(self, tmp_path: Path, engine: str) -> None:
        result = self.told(tmp_path, engine)
        assert result.exit_code == 0, result.output
        assert result.stdout.endswith("1 case agrees of 1.\n")

    def test_one_that_disagrees_is_told(self, tmp_path: Path, engine: str) -> None:
        result = self.told(tmp_path, engine, expected="2026-03-02T14:00:00+00:00")
        assert result.exit_code == 1
        assert "own  deadline: answer 2026-03-02T13:00:00+00:00, expected 2026-03-02T14:00:00+00:00" in result.stdout

    def test_an_engine_that_is_not_there_is_wrong_use(self, tmp_path: Path) -> None:
        result = self.told(tmp_path, "clok")
        assert result.exit_code == 2
        assert "there is no engine 'clok'" in result.output


class TestSharedCases:
    """The cases of service desks, where they are at hand; prints how many agree."""

    def cases(self) -> tuple[Case, ...]:
        path = FOLDER / "sla-engines.json"
        if not path.exists():
            pytest.skip(f"the shared cases are not there: {path}; CONTRACTKIT_SHARED names the folder of cases/")
        return read_cases(path)

    def test_every_case_with_a_pause_is_asked_and_none_disagrees(self, engine: str) -> None:
        cases = [case for case in self.cases() if case.pauses]
        results = run_on_clocks(cases, engine)  # type: ignore[arg-type]
        assert len(results) == len(cases)
        self.told(engine, "with pauses", results)

    def test_no_other_case_that_is_a_question_about_a_clock_disagrees(self, engine: str) -> None:
        results = run_on_clocks([case for case in self.cases() if not case.pauses], engine)  # type: ignore[arg-type]
        assert len(results) > 100
        self.told(engine, "without pauses", results)

    def told(self, engine: str, which: str, results: Any) -> None:
        counts = Counter(result.state for result in results)
        print(f"\n{engine}, {which}: {counts['agrees']} of {len(results)} agree, {counts['disputed']} disputed")  # noqa: T201
        assert [result.to_dict() for result in results if result.state == "disagrees"] == []
