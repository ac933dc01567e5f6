"""Who leaves a field out is told what could stand there, from the type of the field."""

from __future__ import annotations

import pytest

from contractkit.documents import read_data

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


@pytest.mark.parametrize(
    ("kind", "field", "hint"),
    [
        ("renewal", "renews", "words: tacitly, expressly, until-notice, not"),
        ("insurance", "minimum", "for example minimum: EUR 250 000 per year"),
        ("interest", "rate", "for example rate: 8 % per year"),
        ("indexation", "every", "for example every: 1 January"),
        ("term", "start", "for example start: 2026-07-01"),
        ("fee", "per", "for example per: month"),
        ("contacts", "contacts", None),
    ],
)
def test_a_field_that_is_left_out_is_told_with_what_could_stand_there(kind: str, field: str, hint: str | None) -> None:
    _, problems = read_data({**HEAD, "clauses": {"1": {"kind": kind}}})
    assert {problem.says: problem.hint for problem in problems}[f"'{field}' is missing"] == hint


def test_the_fields_of_the_kind_stand_before_those_that_every_clause_has() -> None:
    _, problems = read_data({**HEAD, "clauses": {"1": {"kind": "effort", "text": "x", "zzzzzzz": "y"}}})
    (problem,) = problems
    assert str(problem.hint).startswith("known: owner, ")


def test_the_index_of_an_indexation_is_sent_to_its_series() -> None:
    _, problems = read_data({**HEAD, "clauses": {"1": {"kind": "indexation", "index": "cpi", "every": "1 January"}}})
    assert ("'index' is not a field here", "write by: {series: cpi, base: 2025-09}") in {
        (problem.says, problem.hint) for problem in problems
    }
