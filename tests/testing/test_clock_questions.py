"""Questions about one clock as JSON: what is read, what is written, and what is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contractkit.errors import UsageError
from contractkit.testing.clocks import Question, read_questions, referee

WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
QUESTION: dict[str, Any] = {
    "id": "q17",
    "as_of": "2026-03-20T12:00:00+00:00",
    "calendars": {
        "office": {
            "tz": "Europe/Amsterdam",
            "week": WEEK,
            "holidays": ["2026-03-04"],
            "exceptions": {"2026-03-05": [["10:00", "12:00"]]},
        }
    },
    "targets": {
        "P1": {"within": {"working_seconds": 14400}, "calendar": "always"},
        "P2": {
            "within": {
                "business_days": 2,
                "ends": "17:00",
                "outside": "next-opening",
                "cut_off": "15:00",
                "counting": "after-start",
                "landing": "keep",
            },
            "calendar": "office",
        },
    },
    "rule": {
        "pause": ["waiting"],
        "stop": ["solved", "closed"],
        "cancel": ["void"],
        "reset": ["misrouted"],
        "on_reopen": "resume",
        "on_change": "keep",
        "stops": "first",
    },
    "item": {"opened_at": "2026-03-03T09:00:00+00:00", "status": "new", "priority": "P2"},
    "events": [{"at": "2026-03-06T15:59:00+00:00", "seq": 3, "field": "status", "value": "solved"}],
    "relief": [
        {
            "from": "2026-03-05T09:00:00+00:00",
            "to": "2026-03-05T10:00:00+00:00",
            "extent": "overlapping",
            "cause": "power",
        }
    ],
}


class TestFormat:
    """The neutral format of questions and answers."""

    def test_a_question_in_the_neutral_format_is_answered_in_it(self) -> None:
        # Opened on Tuesday 10:00; Wednesday is a holiday. Day 1 is Thursday, 17:00, day 2 Friday, 17:00 in Amsterdam.
        # Thursday is open from 10:00 to 12:00 only, and the relief until 11:00 covers no tick. 16:59 is in time.
        answer = referee(Question.from_dict(QUESTION)).to_dict()
        assert answer == {
            "id": "q17",
            "cycles": [
                {
                    "cycle": 1,
                    "verdict": "met",
                    "started": "2026-03-03T09:00:00+00:00",
                    "due": "2026-03-06T16:00:00+00:00",
                    "in_time_until": "2026-03-06T16:00:00+00:00",
                    "stopped": "2026-03-06T15:59:00+00:00",
                    "used": 1,
                    "allowed": 2,
                    "paused": 0,
                    "relieved": 0,
                    "as_lived": {"verdict": "met", "used": 1},
                }
            ],
            "notes": [],
        }

    def test_it_is_written_as_it_was_read(self) -> None:
        assert Question.from_dict(QUESTION).to_dict() == QUESTION

    def test_instants_of_any_offset_are_instants(self) -> None:
        other = {**QUESTION, "as_of": "2026-03-20T13:00:00+01:00"}
        assert Question.from_dict(other) == Question.from_dict(QUESTION)

    def test_parts_of_seconds_are_exact(self) -> None:
        data = {**QUESTION, "targets": {"P2": {"within": {"working_seconds": 0.000001}}}}
        assert Question.from_dict(data).to_dict()["targets"]["P2"]["within"] == {"working_seconds": 1e-06}


class TestRefused:
    """Everything that is wrong is listed, with its place and the way out."""

    def refused(self, **changes: Any) -> list[str]:
        with pytest.raises(UsageError) as caught:
            Question.from_dict({**QUESTION, **changes})
        return [f"{problem.where}: {problem.says}" for problem in caught.value.problems]

    def test_a_field_that_nobody_knows(self) -> None:
        assert self.refused(evnts=[]) == ["evnts: there is no such field"]

    def test_an_instant_without_an_offset(self) -> None:
        says = "as_of: '2026-03-20T12:00:00' is no instant with its offset"
        assert self.refused(as_of="2026-03-20T12:00:00") == [says]

    def test_a_calendar_that_is_not_there(self) -> None:
        targets = {"P1": {"within": {"working_seconds": 1}, "calendar": "ofice"}}
        assert self.refused(targets=targets) == ["targets > P1 > calendar: there is no calendar 'ofice'"]

    def test_two_limits_in_one(self) -> None:
        targets = {"P1": {"within": {"working_seconds": 1, "business_days": 1}}}
        (says,) = self.refused(targets=targets)
        assert says.startswith("targets > P1 > within: has to hold exactly one of working_seconds")

    @pytest.mark.parametrize(
        ("field", "value", "place"),
        [
            ("rule", {"on_reopen": "continue"}, "rule > on_reopen"),
            ("rule", {"start": {"state": {"comment": ["x"]}}}, "rule > start > state > comment"),
            ("item", {"status": "new", "priority": "P1"}, "item > opened_at"),
            ("events", [{"at": "2026-03-06T12:00:00+00:00", "field": "status"}], "events 1 > value"),
            ("relief", [{"from": "2026-03-06T12:00:00+00:00", "to": "2026-03-05T12:00:00+00:00"}], "relief 1 > to"),
            ("calendars", {"office": {"tz": "Europe/Atlantis"}}, "calendars > office > tz"),
            ("calendars", {"office": {"tz": "UTC", "week": {"mon": [["9", "17:00"]]}}}, "calendars > office > week"),
            ("targets", {"P1": {"within": {"business_days": -1}}}, "targets > P1 > within > business_days"),
        ],
    )
    def test_the_place_of_what_is_wrong_is_told(self, field: str, value: Any, place: str) -> None:
        assert any(said.startswith(f"{place}:") for said in self.refused(**{field: value}))

    def test_a_file_tells_all_problems_of_all_questions(self, tmp_path: Path) -> None:
        path = tmp_path / "questions.json"
        path.write_text(json.dumps([QUESTION, {**QUESTION, "as_of": 3}, {"id": "q9"}, 7, QUESTION]), "utf-8")
        with pytest.raises(UsageError) as caught:
            read_questions(path)
        places = [problem.where for problem in caught.value.problems]
        assert places[0] == "question q17 > as_of"
        assert "question q9 > item" in places
        assert "question number 4" in places
        assert places[-1] == "question q17 > id"

    @pytest.mark.parametrize("text", ["{}", "[1, 2", "\xff"])
    def test_a_file_that_is_no_list_of_questions(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "questions.json"
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(UsageError):
            read_questions(path)
