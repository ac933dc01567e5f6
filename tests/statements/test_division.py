"""How items and answers add up."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np

from contractkit.facts import Table
from contractkit.statements import sentences
from contractkit.statements.satisfaction import answers_counted


class TestItemsCounted:
    """Each item is counted once, and all of them are counted."""

    def counts(self, made: Any) -> Any:
        cases = [
            made.case("met"),
            made.case("breached"),
            made.case("met", "2026-05-01T12:00"),  # due after the quarter
            made.case("undetermined", None, started=None),
        ]
        items = [
            {"id": "G-1", "scope": "grey", "opened": "2026-02-01T09:00"},
            {"id": "G-2", "scope": "grey", "opened": "2025-12-31T09:00"},
            {"id": "N-1", "scope": "not-yet-open", "opened": "2026-04-11T09:00"},
        ]
        return made.statement(cases, made.target(), items=items).contents.items

    def test_the_parts_are_those_of_the_period_of_others_of_none_and_outside(self, made: Any) -> None:
        counts = self.counts(made)
        assert (counts.total, counts.here, counts.elsewhere, counts.unplaced) == (7, 2, 1, 1)
        assert [attrs.astuple(one) for one in counts.outside] == [("grey", 1, 1), ("not-yet-open", 0, 1)]

    def test_the_parts_add_up_to_all(self, made: Any) -> None:
        counts = self.counts(made)
        assert counts.here + counts.elsewhere + counts.unplaced + sum(one.items for one in counts.outside) == 7

    def test_an_item_under_two_promises_is_one_item(self, made: Any) -> None:
        one, other = made.target("a", clause="1"), made.target("b", clause="2")
        statement = made.statement(
            [made.case("met", item="T"), made.case("met", "2026-05-01T12:00", item="T")], one, other
        )
        table = statement.evaluation.outcomes.with_columns(item_row=np.zeros(2, np.int32))
        items = statement.evaluation.items.select(np.array([0]))
        both: Any = attrs.evolve(statement.evaluation, outcomes=table, items=items)
        counts = attrs.evolve(statement, evaluation=both).contents.items
        assert (counts.total, counts.here, counts.elsewhere) == (1, 1, 0)

    def test_they_are_told_as_a_sum(self, made: Any) -> None:
        statement = made.statement([made.case("met")], made.target())
        assert sentences.items_told(self.counts(made), statement.language) == (
            "7 items = 2 in scope in this period + 1 in scope in other periods + 1 in scope whose period is not known"
            " + 2 grey zone + 1 not yet open."
        )


class TestAnswersCounted:
    """Answers of other periods, and those that belong to none, are told beside those that are averaged."""

    def test_the_parts_add_up_to_all(self, made: Any) -> None:
        at = [made.at("2026-02-01T09:00"), made.at("2026-04-01T00:00"), made.at("2026-02-01T09:00"), -(2**63)]
        feedback = Table(
            {
                "item": np.array([0, 0, 0, 0], np.int32),
                "score": np.array([4.0, 5.0, np.nan, 3.0]),
                "at": np.array(at, dtype="M8[us]"),
            }
        )
        statement = made.statement([made.case("met")], facts=made.facts("mail", feedback=feedback))
        counts = answers_counted(statement.facts, statement.contents.period, "Europe/Amsterdam")
        assert attrs.astuple(counts) == (4, 1, 1, 2)
        assert sentences.answers_told(counts, statement.language) == (
            "4 answers = 1 given in this period + 1 in other periods + 2 without score, time or item."
        )
        assert statement.to_dict()["answers"] == {"total": 4, "here": 1, "elsewhere": 1, "unplaced": 2}
