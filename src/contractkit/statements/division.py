"""How the items of an agreement add up: those of the period, of other periods, outside the agreement, not yet open."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation import Evaluation
from contractkit.facts.columns import NAT
from contractkit.quantities.periods import Period
from contractkit.statements.columns import has_word, instants

__all__ = ["ItemCounts", "ScopeCount", "items_counted"]


@attrs.frozen
class ScopeCount:
    """How many items lie outside what was agreed, of one kind.

    Attributes:
        scope: grey, out, no-service, before-term, after-term, no-target or not-yet-open.
        here: Those opened in the period, or at an unknown time.
        elsewhere: Those opened in other periods.
    """

    scope: str
    here: int
    elsewhere: int

    @property
    def items(self) -> int:
        """Return all of them."""
        return self.here + self.elsewhere


@attrs.frozen
class ItemCounts:
    """All items of an agreement, each counted once: ``total`` is the sum of all the others.

    Attributes:
        total: All items.
        here: In scope, with at least one case that belongs to the period.
        elsewhere: In scope, with cases in other periods only.
        unplaced: In scope, and nothing says to which period.
        outside: The others, by kind.
    """

    total: int
    here: int
    elsewhere: int
    unplaced: int
    outside: tuple[ScopeCount, ...]


def items_counted(
    evaluation: Evaluation, period: Period, inside: NDArray[np.bool_], timeless: NDArray[np.bool_]
) -> ItemCounts:
    """Return how the items add up.

    Args:
        evaluation: What became of them.
        period: The period `[start, end)`.
        inside: Which outcomes belong to the period, or may.
        timeless: Which outcomes have neither start nor due, so that they may belong to several.
    """
    table, outcomes = evaluation.items, evaluation.outcomes
    agreed = has_word(table, "scope", "in")
    item = outcomes.array("item_row")
    here, unplaced = (np.zeros(len(table), np.bool_) for _ in range(2))
    here[item[inside & ~timeless]] = True
    unplaced[item[timeless]] = True
    start, end = period.bounds_us(evaluation.agreement.zone)
    opened = instants(table, "opened")
    within = ((opened >= start) & (opened < end)) | (opened == NAT)
    return ItemCounts(
        total=len(table),
        here=_many(agreed & here),
        elsewhere=_many(agreed & ~here & ~unplaced),
        unplaced=_many(agreed & ~here & unplaced),
        outside=tuple(_outside(evaluation, ~agreed, within)),
    )


def _outside(evaluation: Evaluation, mask: NDArray[np.bool_], within: NDArray[np.bool_]) -> list[ScopeCount]:
    words = evaluation.items.words("scope").categories
    found = []
    for word in words:
        own = mask & has_word(evaluation.items, "scope", word)
        if own.any():
            found.append(ScopeCount(word, _many(own & within), _many(own & ~within)))
    return sorted(found, key=lambda one: -one.items)


def _many(mask: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(mask))
