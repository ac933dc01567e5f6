"""Satisfaction per service."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from contractkit.facts import Table
from contractkit.quantities.periods import Period
from contractkit.statements.satisfaction import satisfaction_of

QUARTER = Period.parse("2026-Q1")
ZONE = "Europe/Amsterdam"


def feedback(made: Any, *answers: tuple[int, float, str | None]) -> Table:
    at = [np.datetime64("NaT") if when is None else np.datetime64(made.at(when), "us") for _, _, when in answers]
    return Table(
        {
            "item": np.array([item for item, _, _ in answers], dtype=np.int32),
            "score": np.array([score for _, score, _ in answers]),
            "at": np.array(at, dtype="M8[us]"),
        }
    )


class TestSatisfaction:
    """Answers belong to the service of their request and to the period in which they were given."""

    def test_each_service_has_its_own_mean(self, made: Any) -> None:
        answers = feedback(made, (0, 5, "2026-01-10"), (1, 4, "2026-01-11"), (2, 2, "2026-01-12"))
        found = satisfaction_of(made.facts("mail", "mail", "workplace", feedback=answers), QUARTER, ZONE)
        assert [(one.service, one.answers, one.mean, one.lowest, one.highest) for one in found] == [
            ("mail", 2, Fraction(9, 2), 4, 5),
            ("workplace", 1, 2, 2, 2),
        ]

    @pytest.mark.parametrize(
        ("when", "counts"),
        [("2025-12-31T23:59:59", 0), ("2026-01-01T00:00", 1), ("2026-03-31T23:59:59", 1), ("2026-04-01T00:00", 0)],
    )
    def test_an_answer_counts_in_the_period_in_which_it_was_given(self, made: Any, when: str, counts: int) -> None:
        assert len(satisfaction_of(made.facts("mail", feedback=feedback(made, (0, 5, when))), QUARTER, ZONE)) == counts

    def test_an_answer_without_a_score_or_an_item_is_none(self, made: Any) -> None:
        answers = feedback(made, (0, float("nan"), "2026-01-10"), (-1, 5, "2026-01-10"))
        assert satisfaction_of(made.facts("mail", feedback=answers), QUARTER, ZONE) == ()

    def test_an_answer_that_does_not_say_when_belongs_to_the_opening_of_its_item(self, made: Any) -> None:
        import attrs

        from contractkit.facts import Instants

        facts = made.facts("mail", "mail", feedback=feedback(made, (0, 5, None), (1, 1, None)))
        opened = Instants(np.array([made.at("2026-01-02T09:00"), made.at("2025-12-30T09:00")]))
        items = attrs.evolve(facts.items, columns={**facts.items.columns, "opened_at": opened})
        assert [one.mean for one in satisfaction_of(attrs.evolve(facts, items=items), QUARTER, ZONE)] == [5]

    def test_without_feedback_there_is_nothing(self, made: Any) -> None:
        assert satisfaction_of(made.facts("mail"), QUARTER, ZONE) == satisfaction_of(None, QUARTER, ZONE) == ()
