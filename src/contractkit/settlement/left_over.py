"""What waits for a period that never comes: kept by a cap or a smallest amount, or a share of what is after the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from contractkit.charging.exact import amount_text
from contractkit.charging.windows import in_force
from contractkit.records.said import said
from contractkit.settlement.matter import Matter
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.scene import following
from contractkit.settlement.remembered import SettledPeriod
from contractkit.terms.effects import Effect

__all__ = ["left_over", "of_no_period"]


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
        said(
            "{amount} of the {kind} {effect} waits for the next period, and the agreement ends with {last}: no "
            "settlement has it ({clause}).",
            amount=amount_text(abs(one.amount), currency),
            kind=said(one.kind),
            effect=one.effect,
            last=last,
            clause=one.clause or matter.version.id,
        )
        for one in record.carried
        if one.amount
    )


def of_no_period(matter: Matter, paid: Iterable[Paid]) -> tuple[str, ...]:
    """Return a sentence for each effect that takes its share of the next period, where the agreement then has ended.

    Its share is of nought, and nobody wrote what is paid instead. One that takes no share (its percentage is nought),
    or of an amount that was told for the next period, is left out.

    Args:
        matter: What is settled.
        paid: The effects with what they come to.
    """
    term = matter.version.term
    if term is None or term.end is None:
        return ()
    return tuple(
        said(
            "{name}, {label}: the share is taken of {word} of the next period, {next}, which lies outside the term "
            "(it ends with {end}): that is {exact}, so nothing is paid ({clause}).",
            name=one.name,
            label=one.period.label,
            word=said(one.computed.base.word),
            next=after.label,
            end=term.end - timedelta(days=1),
            exact=amount_text(one.computed.base.exact, matter.version.currency),
            clause=one.clause,
        )
        for one in paid
        if one.occasion is not None
        and isinstance(one.occasion.effect, Effect)
        and one.occasion.effect.modifiers.of_period == "next"
        and one.computed.base is not None
        and not one.computed.base.exact
        and one.computed.base.missing is None
        and one.computed.percent != 0
        and in_force(one.occasion.version, after := following(one.period)) is None
    )
