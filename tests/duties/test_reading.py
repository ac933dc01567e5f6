"""Reading recorded events from a table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.duties.reading import read_events

HEAD = "id,obligation,what,at,actor,evidence\n"


def problems(tmp_path: Path, text: str) -> list[tuple[str, int | None]]:
    file = tmp_path / "events.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ck.FactsRejected) as refused:
        read_events(file)
    return [(problem.code, problem.line) for problem in refused.value.problems]


class TestReadEvents:
    def test_a_date_stays_a_date_and_an_instant_keeps_its_offset(self, tmp_path):
        """Both are aware of what they are."""
        file = tmp_path / "events.csv"
        file.write_text(
            HEAD + "E-1,C-7/5.1 2026-Q1,fulfilled,2026-04-09,provider,letter 7\n"
            "E-2,C-7/5.1 2026-Q2,waived,2026-07-09T16:30+02:00,,\n",
            encoding="utf-8",
        )
        first, second = read_events(file)
        assert (first.at, first.actor, first.evidence) == (date(2026, 4, 9), "provider", "letter 7")
        assert isinstance(second.at, datetime)
        assert second.at.utcoffset() == timedelta(hours=2)
        assert (second.actor, second.evidence) == (None, None)

    def test_everything_that_is_wrong_is_told_with_its_line(self, tmp_path):
        """A word, a date, a value that is missing."""
        text = HEAD + "E-1,C-7/5 a,fulfiled,2026-04-09,,\nE-2,C-7/5 a,waived,9 April,,\nE-3,,waived,2026-04-09,,\n"
        assert problems(tmp_path, text) == [("unknown-word", 2), ("bad-value", 3), ("missing-value", 4)]

    def test_an_instant_without_its_offset_is_refused(self, tmp_path):
        """Nobody knows which instant is meant."""
        assert problems(tmp_path, HEAD + "E-1,C-7/5 a,waived,2026-04-09T12:00,,\n") == [("bad-value", 2)]

    def test_columns_that_are_missing_or_unknown_are_told(self, tmp_path):
        """Of the head of the table."""
        assert problems(tmp_path, "id,obligation,at\nE,C,2026-01-01\n") == [("missing-column", 1)]
        assert problems(tmp_path, "id,obligation,what,at,akter\nE,C,waived,2026-01-01,x\n") == [("unknown-column", 1)]
        assert problems(tmp_path, "") == [("empty-file", None)]

    def test_a_file_that_is_not_there_is_a_problem(self, tmp_path):
        """Named as it was called."""
        with pytest.raises(ck.FactsRejected, match=r"nowhere\.csv"):
            read_events(tmp_path / "nowhere.csv")
