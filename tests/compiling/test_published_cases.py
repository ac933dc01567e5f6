"""Every published money case can be said as a document, whose terms ask for exactly the facts that the case has."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from published_cases import PublishedFile, asked_for, loaded, published_files, unasked, written_values

import contractkit as ck
from contractkit.errors import QuantityError
from contractkit.quantities import notation as n

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED", Path(__file__).parents[3] / "shared")) / "cases" / "money.json"
FILES = published_files()
FORMS = (n.LIMIT, n.LEVEL, n.RATIO, n.DATE, n.WITHIN, n.SPAN, n.VOLUME, n.PRICE)
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def parses(text: str) -> bool:
    """Return whether a text is a quantity of the language, or a word."""
    if WORD.fullmatch(text):
        return True
    for form in FORMS:
        try:
            form.parse(text)
        except QuantityError:
            continue
        return True
    return False


@every_file
def test_the_document_loads_without_a_problem_or_is_refused_for_the_published_mistake(file: PublishedFile) -> None:
    if file.refused is None:
        loaded(file)
        return
    with pytest.raises(ck.DocumentRejected) as caught:
        loaded(file)
    assert [problem.code for problem in caught.value.problems] == [file.refused]


@every_file
def test_every_fact_is_asked_for_by_a_term(file: PublishedFile) -> None:
    if file.refused is not None:
        return
    words = asked_for(loaded(file))
    assert {case["id"]: unasked(case["facts"], words) for case in file.cases} == {
        case["id"]: set() for case in file.cases
    }


@every_file
def test_what_is_expected_is_written_in_the_quantities_of_the_language(file: PublishedFile) -> None:
    wrong = [text for case in file.cases for text in written_values(case["expected"]) if not parses(text)]
    assert wrong == []


def test_every_file_says_where_its_cases_are_published_and_what_each_shows() -> None:
    assert [file.name for file in FILES if not file.source or not file.cases] == []
    assert [case["id"] for file in FILES for case in file.cases if len(case["says"]) < 10] == []


def test_a_case_has_one_line_for_each_of_its_readings() -> None:
    readings = Counter(case["id"] for file in FILES for case in file.cases)
    several = {name: count for name, count in readings.items() if count > 1}
    assert set(several.values()) <= {2, 3}


@pytest.mark.skipif(not SHARED.is_file(), reason=f"{SHARED} is not there; set CONTRACTKIT_SHARED")
def test_all_published_cases_are_there() -> None:
    published = {case["id"] for case in json.loads(SHARED.read_text(encoding="utf-8"))}
    assert {case["id"] for file in FILES for case in file.cases} == published
