"""Items that no agreement of the period judges, told: whose they are, why, and which customer was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from contractkit.cli.dividing import Stray
from contractkit.cli.endings import counted
from contractkit.errors import Problem
from contractkit.terms import Agreement

__all__ = ["meant_otherwise", "record_of_strays", "strays_told"]


def strays_told(strays: Sequence[Stray], period: str, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield a line for each customer whose items are set aside.

    Args:
        strays: The items.
        period: The period that was asked for.
        agreements: All agreements, those that do not hold in the period included.
    """
    terms = {agreement.id: _term(agreement) for agreement in agreements}
    for one in strays:
        many = counted(len(one.items), "item")
        match one.why:
            case "no-customer":
                yield f"{many} without a customer"
            case "outside-term":
                held = ", ".join(f"{name} ({terms[name]})" if terms.get(name) else name for name in one.agreements)
                yield f"{many} of customer {one.customer}: the term of {held} does not cover {period}"
            case "no-agreement":
                meant = f"; did you mean '{one.nearest}'?" if one.nearest else ""
                yield f"{many} of customer {one.customer}, who has no agreement here{meant}"


def _term(agreement: Agreement) -> str:
    term = agreement.term
    if term is None:
        return ""
    until = "" if term.end is None else f" to {(term.end - timedelta(days=1)).isoformat()}"
    return f"from {term.start.isoformat()}{until}"


def meant_otherwise(strays: Sequence[Stray]) -> tuple[Problem, ...]:
    """Return a problem for each customer whose code is almost that of an agreement."""
    return tuple(
        Problem(
            "unknown-customer",
            f"{counted(len(one.items), 'item')} of customer {one.customer}, who has no agreement here",
            where="items > customer",
            hint=f"did you mean '{one.nearest}'? translate it in the mapping, under values",
            fatal=False,
        )
        for one in strays
        if one.nearest
    )


def record_of_strays(strays: Sequence[Stray]) -> list[dict[str, Any]]:
    """Return the same as plain data, with every item and its row."""
    return [
        {
            "customer": one.customer,
            "items": len(one.items),
            "why": one.why,
            "agreements": list(one.agreements),
            "nearest": one.nearest,
            "listed": [{"item": item, "row": row} for item, row in one.items],
        }
        for one in strays
    ]
