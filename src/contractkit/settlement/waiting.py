"""Effects that wait: a settlement clause of their own settles them over a longer period than everything else.

They are worked out in the settlement in which their own period ends, all of that period at once, and before it nothing
of them is settled: no step of their clause does anything, and what it kept goes on waiting. A shorter period than that
of everything else makes no difference: its caps count in their own windows anyway, whatever they are settled with.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import attrs

from contractkit.charging.windows import in_force, window_of
from contractkit.quantities.periods import Period
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.own_periods.parting import follows, longer_window, members_of, parts_of
from contractkit.terms import Agreement
from contractkit.terms.settling import SettlementTerms

__all__ = ["occasions_in", "own_window", "settled_with", "waits_on"]

_DAY = timedelta(days=1)


def own_window(agreement: Agreement, terms: SettlementTerms, period: Period) -> Period | None:
    """Return what a settlement clause settles together with a period: that period, or a longer one that ends in it.

    None where its own period is longer and goes on: it settles nothing together with this one.

    Args:
        agreement: The version whose settlement clauses hold.
        terms: The clause.
        period: What is settled.
    """
    window = longer_window(agreement, terms, period)
    if window is None:
        return period
    held = in_force(agreement, window) or window
    return window if period.start < held.end <= period.end else None


def waits_on(agreement: Agreement, period: Period) -> tuple[SettlementTerms, ...]:
    """Return the settlement clauses for some effects that settle nothing together with a period: their own one goes on.

    Args:
        agreement: The version whose settlement clauses hold.
        period: What is settled.
    """
    return tuple(part for part in parts_of(agreement, period) if own_window(agreement, part, period) is None)


def occasions_in(matter: Matter) -> Iterator[tuple[Matter, Occasion]]:
    """Yield every effect that is settled in a period, each with what it is settled as a part of.

    Args:
        matter: What is settled.
    """
    version, period = matter.version, matter.period
    waiting = [part for part in parts_of(version, period) if longer_window(version, part, period) is not None]
    if not waiting:
        yield from ((matter, one) for one in matter.occasions())
        return
    members = [members_of(version, part) for part in waiting]
    every = frozenset(name for names in members for name in names)
    yield from ((matter, one) for one in matter.occasions() if not follows(one.target, one.effect, every))
    for part, names in zip(waiting, members, strict=True):
        window = own_window(version, part, period)
        if window is not None:
            asked = _asked(version, part, window, matter.asked or period)
            whole = attrs.evolve(matter, period=window, asked=asked, known={})
            yield from ((whole, one) for one in whole.occasions() if follows(one.target, one.effect, names))


def settled_with(matter: Matter, occasion: Occasion) -> Period:
    """Return the dates that are settled at once with an effect: a longer period of its clause, or all of the matter.

    Args:
        matter: What is settled.
        occasion: The effect.
    """
    version, period = matter.version, matter.period
    for part in parts_of(version, period):
        if follows(occasion.target, occasion.effect, members_of(version, part)):
            return own_window(version, part, period) or period
    return period


def _asked(version: Agreement, part: SettlementTerms, window: Period, asked: Period) -> Period:
    """Return the dates that what was told is of: those that are asked for, in whole periods of a clause of its own.

    One thing that was told of half a year counts in one of its quarters, and not in each.
    """
    start, end = min(asked.start, window.start), window.end
    while (after := window_of(version, part.per, end)).end <= asked.end:
        end = after.end
    return window if (start, end) == (window.start, window.end) else Period.parse(f"{start}..{end - _DAY}")
