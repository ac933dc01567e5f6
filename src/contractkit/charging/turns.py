"""Where the prices of a service change inside of a billing period, and from when on in it each of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import attrs

from contractkit.charging.paths import PricePoint
from contractkit.quantities.periods import Period

__all__ = ["Turn", "turns_in"]


@attrs.frozen
class Turn:
    """A change of the prices of a service.

    Attributes:
        since: The first date of the billing period that has the prices.
        day: A date on which they hold by themselves; another one where an amendment counts from the period's start on.
    """

    since: date
    day: date


def turns_in(paths: Sequence[tuple[PricePoint, ...]], window: Period) -> list[Turn]:
    """Return the changes inside of a billing period, in order.

    A date of an index whose clause says `next-period` is none, nor is an amendment under `old-terms`. Under
    `new-terms` an amendment counts from the start of the period on, and takes the changes before it away.

    Args:
        paths: The prices of the service along time.
        window: The billing period.
    """
    found: list[Turn] = []
    for day in sorted({point.since for path in paths for point in path[1:] if point.since is not None}):
        if not window.start < day < window.end:
            continue
        for amended in _changes(paths, day):
            if amended == "old-terms":
                continue
            if amended == "new-terms":
                found = [Turn(window.start, day)]
            elif not found or found[-1].day != day:
                found.append(Turn(day, day))
    return found


def _changes(paths: Iterable[tuple[PricePoint, ...]], day: date) -> list[str]:
    """Return how each change of a date counts: an amendment as the settlement clause says, others from that date on."""
    found: list[str] = []
    for path in paths:
        for before, point in pairwise(path):
            if point.since != day:
                continue
            if point.turned_by == "index":
                if point.indexation is None or point.indexation.mid_period != "next-period":
                    found.append("split")
            elif (before.price, before.agreed) != (point.price, point.agreed):
                amended = point.turned_by == "amendment"
                found.append(point.version.settlement.amended_mid_period if amended else "split")
    return found
