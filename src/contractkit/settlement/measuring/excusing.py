"""Downtime that is not held against the provider: in windows for maintenance, and under relief that was recorded.

Only what lay in an outage is excused. What a clause grants surely is told apart from what it may grant: whether
maintenance was announced is not known here, so where a clause asks for that, the windows only may count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation import Evaluation
from contractkit.evaluation.granting import Granting, grant
from contractkit.evaluation.quotas import Spans, within_quota
from contractkit.facts import NAT
from contractkit.settlement.measuring.items import Down
from contractkit.settlement.told.measurements import Outage
from contractkit.terms import Agreement
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.relief import Maintenance, Relief

__all__ = ["Excused", "in_windows", "under_relief"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


@attrs.frozen
class Excused:
    """Which stretches of downtime are excused.

    Attributes:
        sure: Those that are, whatever is not known.
        possible: Those that are if everything that is not known speaks for them.
    """

    sure: tuple[Outage, ...] = ()
    possible: tuple[Outage, ...] = ()

    def __add__(self, other: Excused) -> Excused:
        return Excused((*self.sure, *other.sure), (*self.possible, *other.possible))

    @property
    def readings(self) -> tuple[tuple[Outage, ...], ...]:
        """Return what is excused in each way in which it can be read: one where both are the same."""
        return (self.sure,) if self.sure == self.possible else (self.sure, self.possible)


def in_windows(agreement: Agreement, metric: Metric, outages: Iterable[Outage], services: Sequence[str]) -> Excused:
    """Return what of outages lay in the windows for maintenance that excuse it.

    Args:
        agreement: The version of the agreement.
        metric: Which clauses take out of it is said there.
        outages: The outages whose instants are known.
        services: The services that the figure is of; empty for all of them.
    """
    own = (*services, *metric.of)
    found = Excused()
    for clause in agreement.provisions_of(Maintenance):
        names = (clause.name, str(clause.clause), clause.clause.clause)
        if clause.inside != "excused" or not _takes_out(metric, names, clause.of, own):
            continue
        pieces = [piece for one in outages for piece in _in_window(clause, one)]
        if clause.at_most is not None and pieces:
            spans = Spans(
                np.arange(len(pieces), dtype=np.intp),
                np.array([_us(piece.start) for piece in pieces], np.int64),
                np.array([_us(piece.end) for piece in pieces], np.int64),
            )
            last = max(_us(piece.end) for piece in pieces)
            left = within_quota(spans, clause.at_most, agreement, last)
            pieces = [_outage(*pair) for pair in zip(left.begin.tolist(), left.end.tolist(), strict=True)]
        sure = () if clause.announced is not None else tuple(pieces)
        found += Excused(sure, tuple(pieces))
    return found


def _in_window(clause: Maintenance, outage: Outage) -> list[Outage]:
    if outage.start is None or outage.end is None:
        return []
    pieces = clause.windows.intervals(outage.start, outage.end)
    return [Outage.between(piece.start, piece.end) for piece in pieces if piece.state == "open"]


def under_relief(agreement: Agreement, evaluation: Evaluation, metric: Metric, down: Iterable[Down]) -> Excused:
    """Return what of the downtime of items lay under relief that was recorded for them.

    Args:
        agreement: The version of the agreement.
        evaluation: Its facts have the relief; what was recorded too late for it is left out.
        metric: Which clauses take out of it is said there.
        down: The stretches in which items were down.
    """
    history = evaluation.history
    table = history.facts.relief
    if table is None or not len(table):
        return Excused()
    recorded = np.ones(len(table), np.bool_)
    if evaluation.known_at is not None and "recorded_at" in table.columns:
        at = table.array("recorded_at")
        recorded = (at == NAT) | (at <= evaluation.known_at)
    item = table.array("item")
    found = Excused()
    for clause in agreement.provisions_of(Relief):
        names = (clause.name, str(clause.clause), clause.clause.clause)
        if not _takes_out(metric, names, clause.of, (metric.name, str(metric.clause), *metric.of)):
            continue
        (granted,) = grant([Granting(agreement, history, table, clause, recorded)])
        sides = [
            tuple(
                _outage(begin, end)
                for stretch in down
                for begin, end in _shared(stretch, item, spans, clause.takes_out)
                if begin < end
            )
            for spans in (granted.sure, granted.possible)
        ]
        found += Excused(*sides)
    return found


def _shared(down: Down, item: NDArray[np.int32], spans: Spans, takes_out: str) -> list[tuple[int, int]]:
    """Return what of a stretch of downtime is relieved: what overlaps, or all of it where that is the extent."""
    found = []
    for row, begin, end in zip(spans.row.tolist(), spans.begin.tolist(), spans.end.tolist(), strict=True):
        first, last = max(begin, down.start), min(end, down.end)
        if int(item[row]) == down.item and first < last:
            found.append((down.start, down.end) if takes_out == "whole-item" else (first, last))
    return found


def _takes_out(metric: Metric, names: Sequence[str | None], of: Sequence[str], own: Sequence[str]) -> bool:
    """Return whether a clause of relief is one that is taken out of a metric."""
    if metric.relief is not None:
        return any(name in metric.relief for name in names if name is not None)
    return not of or not own or any(word in own for word in of)


def _us(at: datetime | None) -> int:
    return 0 if at is None else (at - _EPOCH) // _US


def _outage(begin: int, end: int) -> Outage:
    return Outage.between(*(_EPOCH + timedelta(microseconds=us) for us in (begin, end)))
