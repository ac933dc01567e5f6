"""What waits for a period that never comes: kept by a cap or a smallest amount when the agreement ends."""

from __future__ import annotations

from datetime import timedelta

from contractkit.charging.exact import amount_text
from contractkit.settlement.matter import Matter
from contractkit.settlement.remembered import SettledPeriod

__all__ = ["left_over"]


def left_over(matter: Matter, record: SettledPeriod) -> tuple[str, ...]:
    """Return a sentence for each amount that the last settlement of an agreement keeps for one after it.

    The papers say that it goes to the next period, and there is none: nobody wrote what becomes of it.

    Args:
        matter: What is settled.
        record: What the ledger keeps of it.
    """
    term, currency = matter.version.term, matter.version.currency
    if term is None or term.end is None or matter.period.end < term.end:
        return ()
    last = term.end - timedelta(days=1)
    return tuple(
        f"{amount_text(abs(one.amount), currency)} of the {one.kind} {one.effect} waits for the next period, and the "
        f"agreement ends with {last}: no settlement has it ({one.clause or matter.version.id})."
        for one in record.carried
        if one.amount
    )
