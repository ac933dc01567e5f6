"""A clause may ask about a field that nobody mapped: that is told once, with the nearest field that there is."""

from __future__ import annotations

from datetime import UTC, datetime

import contractkit as ck

PAPER = """
contractkit: 1
document: sla
id: SLA-1
title: Service levels
zone: Europe/Amsterdam
currency: EUR
fields: {priority: [P1, P2], status: [new, solved]}
clauses:
  "4.1":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {status: solved}
    within: 4 hours
    calendar: always
    when: {priority: P1}
"""


def judged(fields: dict[str, str]) -> ck.Evaluation:
    """Return one ticket judged, of which the mapping tells those fields."""
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "zone": "UTC",
        "items": {"id": "id", "fields": {"opened_at": "opened", **fields}},
    }
    columns = {"id": ["T-1"], "opened": ["2026-01-05 09:00"], "prio": ["P1"], "state": ["new"]}
    facts = ck.Facts.from_frames(items=columns, mapping=mapping)
    return ck.evaluate(ck.load_agreement(text=PAPER), facts, as_of=datetime(2026, 2, 1, tzinfo=UTC))


def missing(result: ck.Evaluation) -> list[tuple[str, str | None]]:
    """Return what is said of fields that are not there."""
    return [(problem.says, problem.hint) for problem in result.problems if problem.code == "field-not-in-facts"]


class TestMissingFields:
    def test_nothing_is_said_where_all_is_mapped(self) -> None:
        assert missing(judged({"priority": "prio", "status": "state"})) == []

    def test_a_mistyped_field_is_told_with_the_nearest_and_the_clause(self) -> None:
        assert missing(judged({"prioriteit": "prio", "status": "state"})) == [
            (
                "the facts have no field 'priority', which SLA-1/4.1 asks about",
                "name its column in the mapping; did you mean 'prioriteit'?",
            )
        ]

    def test_each_field_is_told_once(self) -> None:
        said = [says for says, _ in missing(judged({}))]
        assert [says.split("'")[1] for says in said] == ["status", "priority"]


class TestFigureTargets:
    """A promise about a figure is judged by `ck.figures`, beside the promises on items."""

    def test_without_a_measurement_it_is_undetermined_and_all_else_is_judged(self) -> None:
        figures = """
  "5.1": {kind: metric, name: uptime, measures: availability}
  "5.2": {kind: figure-target, name: up, metric: uptime, reach: at least 99 %, per: month}
"""
        mapping = {
            "contractkit": 1,
            "document": "mapping",
            "zone": "UTC",
            "items": {"id": "id", "fields": {"opened_at": "opened", "priority": "prio", "status": "state"}},
        }
        columns = {"id": ["T-1"], "opened": ["2026-01-05 09:00"], "prio": ["P1"], "state": ["new"]}
        facts = ck.Facts.from_frames(items=columns, mapping=mapping)
        agreement = ck.load_agreement(text=PAPER + figures.lstrip("\n"))
        result = ck.evaluate(agreement, facts, as_of=datetime(2026, 2, 1, tzinfo=UTC))
        assert [problem.code for problem in result.problems if problem.code == "not-yet"] == []
        assert [row["verdict"] for row in result.outcomes.to_records()] == ["breached"]
        figures = ck.figures(agreement, result, facts, ck.SettlementFacts(), period="2026-01")
        verdicts = {row.of: row.verdict for row in figures}
        assert verdicts["up"] == "undetermined"
