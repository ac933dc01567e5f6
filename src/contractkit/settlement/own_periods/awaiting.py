"""Effects whose own period is longer than what is settled: what they keep for themselves waits until it ends."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.charging.windows import cycle_window, in_force
from contractkit.quantities.periods import Period
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.own_periods.parting import follows, members_of
from contractkit.settlement.own_periods.sources import sources_of
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import Carried
from contractkit.settlement.waiting import waits_on
from contractkit.terms import Agreement

__all__ = ["awaited", "still_kept"]


def awaited(agreement: Agreement, period: Period) -> frozenset[str]:
    """Return the clauses of effects that pay for an own period which goes on after a period, such as a quarter.

    The own period may be that of the settlement clause which they follow.

    Args:
        agreement: The version that settles.
        period: What is settled.

    Source: docs/decisions/0193 (what an effect kept is for its next own period, and is owed only where it is gone).
    """
    waiting = frozenset(name for part in waits_on(agreement, period) for name in members_of(agreement, part))
    found = set()
    for source in sources_of(agreement):
        found |= {str(one.clause) for one in source.effects if waiting and follows(source.target, one, waiting)}
        if source.per is None:
            continue
        window = cycle_window(agreement, source.per, period.last)
        held = in_force(agreement, window)
        if held is not None and held.end > period.end:
            found |= {str(one.clause) for one in source.effects if one.holds is None or one.holds.on(period.end)}
    return frozenset(found)


def still_kept(agreement: Agreement, period: Period, ledger: Ledger) -> Iterator[Carried]:
    """Yield what effects kept for themselves and goes on waiting: their own period has not ended.

    Args:
        agreement: The version that settles.
        period: What is settled.
        ledger: Earlier settlements.
    """
    kept = [one for one in ledger.carried(period.start) if one.step == OWN]
    clauses = awaited(agreement, period) if kept else frozenset()
    yield from (one for one in kept if one.clause in clauses)
