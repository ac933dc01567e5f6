"""Where targets are counted, every row of a figure target is one; a table of time limits is one target as a whole."""

from __future__ import annotations

from typing import Any

import contractkit as ck
from contractkit.terms.figure_conditions import Counted, Found
from contractkit.terms.provisions.figure_target import FigureTarget

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "S-1",
    "title": "Desk",
    "currency": "EUR",
    "zone": "UTC",
    "fields": {"opened_at": "instant", "solved_at": "instant", "building": ["north", "east", "south"]},
}
METRIC = {"kind": "metric", "name": "uptime", "measures": "availability"}
BUILDINGS = ("north", "east", "south")
AS_ROWS: dict[str, Any] = {
    "5.2": {
        "kind": "figure-target",
        "metric": "uptime",
        "reach": "at least 99 %",
        "per": "month",
        "rows": [{"name": name, "when": {"building": name}} for name in BUILDINGS],
    }
}
AS_CLAUSES: dict[str, Any] = {
    f"5.{number}": {
        "kind": "figure-target",
        "name": name,
        "metric": "uptime",
        "when": {"building": name},
        "reach": "at least 99 %",
        "per": "month",
    }
    for number, name in enumerate(BUILDINGS, 2)
}


def agreed(clauses: dict[str, Any], when: dict[str, Any] | None = None) -> ck.Agreement:
    ground = {"kind": "termination", "who": "customer", "ground": "repeated-failure"}
    ending = {} if when is None else {"9": {**ground, "when": when}}
    return ck.load_agreement(data={**HEAD, "clauses": {"4.7": METRIC, **clauses, **ending}})


def figures(agreement: ck.Agreement, clause: str | None = None) -> list[FigureTarget]:
    refs = [str(text.ref) for text in agreement.clauses] if clause is None else [clause]
    return [term for ref in refs for term in agreement.terms_in(ref) if isinstance(term, FigureTarget)]


def test_three_rows_are_three_targets_as_three_clauses_are() -> None:
    rows, clauses = figures(agreed(AS_ROWS)), figures(agreed(AS_CLAUSES))
    assert [one.name for one in rows] == [one.name for one in clauses] == list(BUILDINGS)
    assert [one.when for one in rows] == [one.when for one in clauses]


def test_a_row_is_cited_by_its_clause_and_its_name() -> None:
    assert [str(one.clause) for one in figures(agreed(AS_ROWS))] == ["S-1/5.2 north", "S-1/5.2 east", "S-1/5.2 south"]


def test_a_clause_number_stands_for_all_its_rows() -> None:
    agreement = agreed(AS_ROWS, {"counted": "breached", "of": "5.2", "at_least": "2"})
    condition = agreement.terms_in("S-1/9")[0].condition
    assert isinstance(condition, Counted)
    (of,) = condition.of
    assert len(figures(agreement, of)) == 3


def test_the_name_of_a_row_stands_for_that_row() -> None:
    agreement = agreed(AS_ROWS, {"counted": "breached", "of": ["north", "south"], "at_least": "2"})
    condition = agreement.terms_in("S-1/9")[0].condition
    assert condition.of == ("north", "south")


def test_the_table_as_a_whole_is_asked_with_a_verdict() -> None:
    agreement = agreed(AS_ROWS, {"target": "5.2", "verdict": "breached", "periods_in_a_row": "3"})
    condition = agreement.terms_in("S-1/9")[0].condition
    assert isinstance(condition, Found)
    assert condition.targets == ("S-1/5.2",)


def test_a_table_of_time_limits_is_one_target() -> None:
    table = {
        "kind": "target-table",
        "name": "solved-in-time",
        "by": "building",
        "starts": {"field": "opened_at"},
        "stops": {"field": "solved_at"},
        "reach": "90 %",
        "per": "month",
        "rows": [{"is": name, "within": "4 hours"} for name in BUILDINGS],
        "calendar": "always",
    }
    assert [one.name for one in agreed({"4.3": table}).targets] == ["solved-in-time"]
