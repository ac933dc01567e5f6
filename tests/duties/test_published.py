"""The published cases of notice through `obligations`: the dates that other systems got wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from published_cases import PublishedFile, loaded, published_files

import contractkit as ck

CASES = [
    pytest.param(file, case, id=case["id"])
    for file in published_files()
    if file.name.startswith("f-notice")
    for case in file.cases
]
MONTHS = timedelta(days=400)


class TestNotice:
    @pytest.mark.parametrize(("file", "case"), CASES)
    def test_the_obligations_of_a_term_have_the_published_dates(self, file: PublishedFile, case: dict[str, Any]):
        """The last date of notice, and the first or last day of what follows."""
        asked = date.fromisoformat(case["facts"]["dates"]["asked-on"])
        found = ck.obligations(loaded(file), between=(asked - MONTHS, asked + MONTHS), as_of=asked)
        current = [one for one in found if one.provided is None and one.due >= asked - timedelta(days=366)]
        dates: dict[str, date] = {}
        for one in current:
            if one.kind == "notice" and one.since is not None and one.since <= asked <= one.counted_from:
                dates |= {"last-notice": one.due, "last-day": one.counted_from}
            if one.kind == "end":
                dates |= {"last-day": one.due, "end": one.due + timedelta(days=1)}
        expected = {word: day for word, day in case["expected"].items() if word != "by-the-calendar"}
        assert {word: str(dates[word]) for word in expected} == expected

    def test_all_cases_are_there(self):
        """Seven of them: three were published as defects of other systems."""
        assert {case.id for case in CASES} == {"K207", "K208", "K211", "K212", "K214", "K215", "K218"}
