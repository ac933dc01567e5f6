"""Relief of a cause that nobody knows is a problem, and relief of which nothing was recorded is an assumption.

The agreement grants relief for what the customer causes; T-1 was opened at 09:00 and is solved within 4 hours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

PAPER = """
contractkit: 1
document: sla
id: SLA-1
title: Service levels
zone: Europe/Amsterdam
currency: EUR
fields: {{status: [new, solved]{fields}}}
clauses:
  "4.1":
    kind: time-target
    name: solved
    starts: {{field: opened_at}}
    stops: {{status: solved}}
    within: 4 hours
    calendar: always
{relief}
"""
RELIEF = '  "4.2": {kind: relief, cause: customer}\n  "4.3": {kind: relief, cause: dependency}'
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "UTC",
    "items": {"id": "id", "fields": {"opened_at": "opened", "status": "status"}},
    "relief": {"item": "item", "from": "from", "to": "to", "cause": "cause", "recorded_at": "recorded"},
}


def judged(causes: tuple[str, ...] | None, fields: str = "", relief: str = RELIEF, known_at=None) -> ck.Evaluation:
    """Return one ticket judged, with a stretch of an hour for each cause; None: no table of relief."""
    mapping = MAPPING if causes is not None else {name: one for name, one in MAPPING.items() if name != "relief"}
    many = len(causes or ())
    stretches = {
        "item": ["T-1"] * many,
        "from": [f"2026-01-05 {10 + hour}:00" for hour in range(many)],
        "to": [f"2026-01-05 {11 + hour}:00" for hour in range(many)],
        "cause": list(causes or ()),
        "recorded": [f"2026-01-{6 + day:02} 12:00" for day in range(many)],
    }
    items = {"id": ["T-1"], "opened": ["2026-01-05 09:00"], "status": ["new"]}
    facts = ck.Facts.from_frames(items=items, relief=stretches if many else None, mapping=mapping)
    agreement = ck.load_agreement(text=PAPER.format(fields=fields, relief=relief))
    return ck.evaluate(agreement, facts, as_of=datetime(2026, 2, 1, tzinfo=UTC), known_at=known_at)


def strange(result: ck.Evaluation) -> list[tuple[int | None, str | None]]:
    """Return the rows whose cause is told as unknown, each with the hint."""
    return [(problem.line, problem.hint) for problem in result.problems if problem.code == "unknown-cause"]


def nothing_recorded(result: ck.Evaluation) -> list[str | None]:
    return [one.says for one in result.assumptions if one.convention == "no-relief-recorded"]


class TestUnknownCauses:
    def test_each_row_is_told_with_the_nearest_cause(self) -> None:
        result = judged(("customer", "Customer", "dependancy", "custmer"))
        assert strange(result) == [
            (2, "did you mean 'customer'?"),
            (3, "did you mean 'dependency'?"),
            (4, "did you mean 'customer'?"),
        ]
        assert result.counts["unknown-cause"] == 3
        says = [problem.says for problem in result.problems if problem.line == 3]
        assert says == [
            "the cause of the relief is dependancy, which the agreement does not know, so that no clause grants it"
        ]

    def test_without_a_near_one_the_known_causes_are_listed(self) -> None:
        known = "customer, dependency, force-majeure, planned-maintenance, suspension, third-party"
        assert strange(judged(("klant",))) == [(1, f"known: {known}")]

    def test_it_casts_no_doubt_and_grants_nothing(self) -> None:
        """The ticket is as late as without the row."""
        result = judged(("custmer",))
        assert result.outcomes.words("verdict").words() == ["breached"]
        assert [(row["counts"], row["why"]) for row in result.relief] == [("no", "no-clause")]

    def test_causes_of_every_agreement_and_declared_ones_are_known(self) -> None:
        """Also where no clause names them: that nobody grants a flood is an answer."""
        assert strange(judged(("force-majeure", "flood"), fields=", cause: [flood]")) == []
        assert [row for row, _ in strange(judged(("force-majeure", "flood")))] == [2]

    def test_where_any_text_is_a_cause_all_are_known(self) -> None:
        assert strange(judged(("custmer",), fields=", cause: text")) == []

    def test_without_clauses_no_cause_matters(self) -> None:
        assert strange(judged(("custmer",), relief="")) == []

    def test_what_was_recorded_later_is_not_told(self) -> None:
        """The second row was recorded on the 7th."""
        known_at = datetime(2026, 1, 6, 18, tzinfo=UTC)
        assert [row for row, _ in strange(judged(("custmer", "custmer"), known_at=known_at))] == [1]


class TestNoReliefRecorded:
    def test_it_is_assumed_once_for_all_clauses(self) -> None:
        result = judged(None)
        assert nothing_recorded(result) == [
            "no relief was recorded, so that nothing is taken out under SLA-1/4.2, SLA-1/4.3"
        ]
        taken = [(one.taken, one.clause) for one in result.assumptions if one.convention == "no-relief-recorded"]
        assert taken == [("none", None)]

    @pytest.mark.parametrize(("causes", "relief"), [(("customer",), RELIEF), (None, ""), (("customer",), "")])
    def test_it_is_not_assumed_with_a_table_or_without_clauses(self, causes, relief) -> None:
        assert nothing_recorded(judged(causes, relief=relief)) == []
