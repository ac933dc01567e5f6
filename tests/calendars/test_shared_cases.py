"""Answers that other systems' tests state, where the shared case files are at hand; prints the conformance."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from contractkit.testing.case_files import Case, read_cases
from contractkit.testing.cases import preset_of_source, run_cases

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED") or Path(__file__).parents[3] / "shared" / "cases")
FOLDER = SHARED if SHARED.name == "cases" else SHARED / "cases"
FILES = ("business-time.json", "sla-engines.json")


def cases_of(name: str) -> tuple[Case, ...]:
    if not (FOLDER / name).exists():
        pytest.skip(f"the shared cases are not there: {FOLDER / name}; CONTRACTKIT_SHARED names the folder of cases/")
    return read_cases(FOLDER / name)


@pytest.mark.parametrize("name", FILES)
class TestSharedCases:
    """What two slow algorithms and another system agree on is what we answer; else both answers are known."""

    def test_every_undisputed_case_has_the_expected_answer(self, name: str) -> None:
        results = [result for result in run_cases(cases_of(name)) if not result.case.disputed]
        right = Counter(result.case.op for result in results if result.state == "agrees")
        said = ", ".join(f"{op} {count}" for op, count in sorted(right.items()))
        print(f"\n{name}: {right.total()} of {len(results)} undisputed cases agree ({said})")  # noqa: T201
        assert [result.to_dict() for result in results if result.state != "agrees"] == []

    def test_disputed_cases_have_the_answer_of_our_conventions(self, name: str) -> None:
        results = [result for result in run_cases(cases_of(name)) if result.case.disputed]
        assert results
        for result in results:
            if result.case.seconds != 0:  # of a zero the files know another answer than ours
                assert result.answer == result.case.neutral, result.case.id
            else:
                assert result.state in ("agrees", "disputed"), result.case.id

    def test_every_case_has_the_answer_of_its_source_under_the_preset_of_its_source(self, name: str) -> None:
        results = run_cases(cases_of(name), like="source")
        assert [result.to_dict() for result in results if result.state != "agrees"] == []

    def test_every_disputed_case_has_a_preset(self, name: str) -> None:
        assert [case.id for case in cases_of(name) if case.disputed and preset_of_source(case.source) is None] == []
