"""An evaluation put together from lines that were judged under other allowed times: its counts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np

from contractkit.facts import Coded, Integers, Table
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.counted import FigureOf
from contractkit.settlement.figures import Figure
from contractkit.settlement.paying.registry import is_computed
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Curve, Effect, TierCredit
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import PoolCredit
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["Rejudged", "counts_decide"]

_COUNTED = ("met", "breached", "undetermined", "running", "excused")
_ON_COUNTS = Curve | TierCredit | StepCredit | GapCredit | PointsCredit | PoolCredit


def counts_decide(agreement: Agreement) -> bool:
    """Return whether the money of an agreement asks of its items only how many were met and breached."""
    if len(agreement.versions) > 1:
        return False
    return all(_counts_decide(one) for one in _paying(agreement))


def _paying(agreement: Agreement) -> Iterator[Provision]:
    for target in agreement.targets:
        yield from target.effects
    for one in agreement.provisions:
        if isinstance(one, FigureTarget):
            yield from one.effects
        elif isinstance(one, Metric | NoCharge) or is_computed(one):
            yield one


def _counts_decide(one: Provision) -> bool:
    if not isinstance(one, Effect) or one.modifiers.one_incident != "sum":
        return False
    if isinstance(one, BandEffect):
        return len(one.rows) == 1
    return isinstance(one, _ON_COUNTS) or (isinstance(one, PerItem) and one.applies == EVERYTHING)


@attrs.frozen(eq=False)
class Rejudged:
    """What a settlement needs of an evaluation, where only counts decide.

    Attributes:
        agreement: The agreement under which the items were judged.
        as_of: Up to when facts were looked at, in microseconds since the epoch, UTC.
        counts: The counts by target and period.
    """

    agreement: Agreement
    as_of: int
    counts: FigureOf

    def of(self, target: str, period: Period) -> Figure:
        """Return the counts of a target in a period."""
        return self.counts(target, period)

    def attainment(self, period: str | Period, by: tuple[str, ...] = ("target",)) -> Table:  # noqa: ARG002
        """Return the counts of a period, one row for each target."""
        whole = self.agreement.period(period)
        found = [(target.id, self.counts(target.id, whole)) for target in self.agreement.targets]
        columns: dict[str, Any] = {"target": Coded.from_words([name for name, _ in found])}
        for word in _COUNTED:
            values = np.array([getattr(figure, word) for _, figure in found], np.int64)
            columns[word] = Integers(values, np.zeros(len(found), bool))
        return Table(columns)
