"""Effects that wait: a settlement clause of their own settles them over a longer period than everything else.

They are worked out in the settlement in which their own period ends, all of that period at once, and before it nothing
of them is settled. A shorter period than that of everything else makes no difference: its caps count in their own
windows anyway, whatever they are settled with.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import attrs

from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.quantities.periods import Period
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.own_periods.parting import members_of, parts_of
from contractkit.terms import Agreement
from contractkit.terms.settling import SettlementTerms

__all__ = ["occasions_in", "own_window"]

_DAY = timedelta(days=1)


def own_window(agreement: Agreement, terms: SettlementTerms, period: Period) -> Period:
    """Return what a settlement clause settles together with a period: that period, or a longer one that ends in it.

    Args:
        agreement: The version whose settlement clauses hold.
        terms: The clause.
        period: What is settled.
    """
    if MONTHS_PER.get(terms.per, 0) <= MONTHS_PER.get(agreement.settlement.per, 0):
        return period
    window = window_of(agreement, terms.per, period.last)
    held = in_force(agreement, window) or window
    return window if period.start < held.end <= period.end else period


def occasions_in(matter: Matter) -> Iterator[tuple[Matter, Occasion]]:
    """Yield every effect that is settled in a period, each with what it is settled as a part of.

    Args:
        matter: What is settled.
    """
    version, period = matter.version, matter.period
    longer = MONTHS_PER.get(version.settlement.per, 0)
    waiting = [part for part in parts_of(version, period) if MONTHS_PER.get(part.per, 0) > longer]
    if not waiting:
        yield from ((matter, one) for one in matter.occasions())
        return
    members = [members_of(version, part) for part in waiting]
    yield from ((matter, one) for one in matter.occasions() if not any(_follows(one, names) for names in members))
    for part, names in zip(waiting, members, strict=True):
        window = own_window(version, part, period)
        if window is not period:
            asked = _asked(version, part, window, matter.asked or period)
            whole = attrs.evolve(matter, period=window, asked=asked, known={})
            yield from ((whole, one) for one in whole.occasions() if _follows(one, names))


def _asked(version: Agreement, part: SettlementTerms, window: Period, asked: Period) -> Period:
    """Return the dates that what was told is of: those that are asked for, in whole periods of a clause of its own.

    One thing that was told of half a year counts in one of its quarters, and not in each.
    """
    start, end = min(asked.start, window.start), window.end
    while (after := window_of(version, part.per, end)).end <= asked.end:
        end = after.end
    return window if (start, end) == (window.start, window.end) else Period.parse(f"{start}..{end - _DAY}")


def _follows(occasion: Occasion, members: frozenset[str]) -> bool:
    target, clause = occasion.target, str(occasion.effect.clause)
    called = "" if target is None else str(getattr(target, "id", target.clause))
    return bool({called, clause, clause.split(" ", 1)[0]} & members)
