"""Which verdicts a settlement rests on: those of its own period, and of others that it looked at while it was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation import Evaluation
from contractkit.evaluation.attainment import Attainment
from contractkit.quantities.periods import Period

__all__ = ["Watched", "watched"]

_E = TypeVar("_E")


@attrs.frozen(eq=False, repr=False)
class Watched(Evaluation):
    """An evaluation that remembers about which periods it was asked, and answers as before.

    Attributes:
        asked: The periods, by their dates.
    """

    asked: dict[tuple[Any, Any], Period] = attrs.field(factory=dict, init=False)

    def attainment(self, period: str | Period, by: Sequence[str] | str = ("target",)) -> Attainment:
        """Return what the evaluation does, and remember the period."""
        self._remember(period)
        return Evaluation.attainment(self, period, by)

    def in_period(self, period: str | Period) -> NDArray[np.bool_]:
        """Return what the evaluation does, and remember the period."""
        self._remember(period)
        return Evaluation.in_period(self, period)

    def rested_on(self, settled: Period) -> NDArray[np.bool_]:
        """Return which rows of `outcomes` belong to the settled period or to one that was asked about, or may."""
        found = Evaluation.in_period(self, settled)
        for period in self.asked.values():
            found = found | Evaluation.in_period(self, period)
        return found

    def _remember(self, period: str | Period) -> None:
        dates = self.agreement.period(period)
        self.asked[dates.start, dates.end] = dates


def watched(evaluation: _E) -> _E | Watched:
    """Return an evaluation that remembers what it is asked; what is none of this library is returned as it is."""
    if not isinstance(evaluation, Evaluation):
        return evaluation
    values = {one.name: getattr(evaluation, one.name) for one in attrs.fields(Evaluation)}
    return Watched(**values)
