"""The promises that outcomes are about: every target of every version of the agreement, numbered.

Versions of one target keep its id; an outcome belongs to the version that bound its clock when it started.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from contractkit.terms.binding import Bound
from contractkit.terms.targets import ClockLine, Target

__all__ = ["Promise", "promises_of"]


@attrs.frozen
class Promise:
    """One target as it binds the clocks that start between two dates.

    Attributes:
        target: The target.
        line: The clock line on which it runs.
        line_number: The same number for the lines of which one binds a clock.
        since: The first date of a start; None from the beginning.
        until: The first date of a start that it does not bind any more; None without end.
        reached: The dates on which amendments reach the clocks that run on its line, in order.
    """

    target: Target
    line: ClockLine
    line_number: int
    since: date | None = None
    until: date | None = None
    reached: tuple[date, ...] = ()


def promises_of(bounds: Iterable[Bound]) -> tuple[Promise, ...]:
    """Return the promises of clock lines, in the order of the page."""
    return tuple(_promises(bounds))


def _promises(bounds: Iterable[Bound]) -> Iterator[Promise]:
    for bound in bounds:
        for target in bound.line.targets:
            yield Promise(target, bound.line, bound.chain, bound.since, bound.until, bound.reached)
