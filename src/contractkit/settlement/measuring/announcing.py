"""Whether maintenance was announced in time, as facts tell it, and what of downtime lay in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from contractkit.clocks.truth import NO, UNKNOWN, YES
from contractkit.evaluation.notice import announced_in_time
from contractkit.settlement.told.measurements import Outage, ToldMaintenance
from contractkit.terms import Agreement
from contractkit.terms.provisions.allowances import Allowance

__all__ = ["announced_of", "covered"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)

Sides = tuple[tuple[Outage, ...], tuple[Outage, ...]]
"""What is granted surely, and what is granted if everything that is not known speaks for it."""


def announced_of(
    agreement: Agreement,
    announced: Allowance | None,
    pieces: Sequence[Outage],
    maintenance: Sequence[ToldMaintenance] | None,
) -> Sides:
    """Return what of stretches lay in maintenance that was announced in time: surely, and possibly.

    Args:
        agreement: The agreement, in whose zone days are counted.
        announced: How long before its beginning maintenance has to be announced; None: it need not.
        pieces: The stretches, whose instants are known.
        maintenance: The maintenance that was carried out; None where nobody tells it, so that nothing is sure.
    """
    every = tuple(pieces)
    if announced is None:
        return every, every
    if maintenance is None:
        return (), every
    truths = [_in_time(agreement, announced, one) for one in maintenance]
    sure = [one for one, truth in zip(maintenance, truths, strict=True) if truth == YES]
    maybe = [one for one, truth in zip(maintenance, truths, strict=True) if truth != NO]
    return covered(every, sure), covered(every, maybe)


def covered(pieces: Iterable[Outage], by: Iterable[Outage | ToldMaintenance]) -> tuple[Outage, ...]:
    """Return what of stretches lies in others, without counting anything twice.

    Args:
        pieces: The stretches.
        by: The others, in any order; they may overlap.
    """
    covers = _merged((one.start, one.end) for one in by if one.start is not None and one.end is not None)
    found = []
    for piece in pieces:
        if piece.start is None or piece.end is None:
            continue
        for start, end in covers:
            low, high = max(piece.start, start), min(piece.end, end)
            if low < high:
                found.append(Outage.between(low, high))
    return tuple(found)


def _in_time(agreement: Agreement, announced: Allowance, one: ToldMaintenance) -> int:
    if one.announced_at is None:
        return UNKNOWN
    if isinstance(one.announced_at, str):
        return NO
    at, begin = (np.array([(instant - _EPOCH) // _US], np.int64) for instant in (one.announced_at, one.start))
    return int(announced_in_time(announced, agreement.zone, at, begin)[0])


def _merged(stretches: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
