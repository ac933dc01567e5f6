"""Downtime that is not held against the provider: in windows for maintenance, and under relief that was recorded.

Only what lay in an outage is excused. What a clause grants surely is told apart from what it may grant: where a clause
asks for an announcement and nobody tells of one, the windows only may count.
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
from contractkit.quantities.notation import Quota
from contractkit.settlement.measuring.announcing import announced_of, covered
from contractkit.settlement.measuring.items import Down
from contractkit.settlement.told.measurements import Outage, ToldMaintenance
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.relief import Maintenance, Relief

__all__ = ["Excused", "in_windows", "under_relief"]

_PLANNED = "planned-maintenance"
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


def in_windows(
    agreement: Agreement,
    metric: Metric,
    outages: Iterable[Outage],
    services: Sequence[str],
    maintenance: Sequence[ToldMaintenance] | None = None,
) -> Excused:
    """Return what of outages lay in the windows for maintenance that excuse it, or in maintenance under relief.

    Where a clause asks for an announcement, what is told of the maintenance decides: what was announced in time is
    excused, what was not is not, and so is what nobody tells of among maintenance that is told. Where none is told at
    all, nobody knows.

    Args:
        agreement: The version of the agreement.
        metric: Which clauses take out of it is said there.
        outages: The outages whose instants are known.
        services: The services that the figure is of; empty for all of them.
        maintenance: The maintenance that was carried out; None where nobody tells it.
    """
    own = (*services, *metric.of)
    down = tuple(outages)
    found = Excused()
    for clause in agreement.provisions_of(Maintenance):
        names = (clause.name, str(clause.clause), clause.clause.clause)
        if clause.inside != "excused" or not _takes_out(metric, names, clause.of, own):
            continue
        pieces = tuple(piece for one in down for piece in _in_window(clause, one))
        sides = announced_of(agreement, clause.announced, pieces, maintenance)
        found += Excused(*(_within(agreement, clause.at_most, side) for side in sides))
    for relief in agreement.provisions_of(Relief) if maintenance else ():
        names = (relief.name, str(relief.clause), relief.clause.clause)
        if _PLANNED in relief.causes and _takes_out(metric, names, relief.of, (metric.name, str(metric.clause), *own)):
            found += _planned(agreement, relief, down, maintenance or ())
    return found


def _planned(
    agreement: Agreement, relief: Relief, down: Sequence[Outage], maintenance: Sequence[ToldMaintenance]
) -> Excused:
    """Return what of outages lay in maintenance that a clause of relief takes out."""
    sure, possible = announced_of(agreement, relief.announced, covered(down, maintenance), maintenance)
    if relief.takes_out == "whole-item":
        sure, possible = (tuple(one for one in down if covered([one], side)) for side in (sure, possible))
    asks_more = relief.told_within is not None or relief.evidence == "required" or relief.when != EVERYTHING
    return Excused(
        () if asks_more else _within(agreement, relief.at_most, sure), _within(agreement, relief.at_most, possible)
    )


def _within(agreement: Agreement, at_most: Quota | None, pieces: Sequence[Outage]) -> tuple[Outage, ...]:
    """Return what of stretches a clause grants at the most."""
    if at_most is None or not pieces:
        return tuple(pieces)
    spans = Spans(
        np.arange(len(pieces), dtype=np.intp),
        np.array([_us(piece.start) for piece in pieces], np.int64),
        np.array([_us(piece.end) for piece in pieces], np.int64),
    )
    last = max(_us(piece.end) for piece in pieces)
    left = within_quota(spans, at_most, agreement, last)
    return tuple(_outage(*pair) for pair in zip(left.begin.tolist(), left.end.tolist(), strict=True))


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
