"""Why steps leave a settlement open: unknown limits, a past of which nobody knows what counts, what may come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from contractkit.charging.exact import amount_text
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.remembered import LedgerEntry, Side, ToldStretch
from contractkit.settlement.steps import Course, Cut

__all__ = ["open_steps"]


_DAY = timedelta(days=1)


def open_steps(course: Course, period: Period, before: Ledger, currency: str) -> tuple[str, ...]:
    """Return why a settlement is provisional on account of its steps, one sentence for each reason.

    Settlements that are provisional say it themselves.

    Args:
        course: Where the steps led.
        period: The period that is settled.
        before: Earlier settlements, with what was told of the time before.
        currency: The currency of the agreement.
    """
    return tuple(dict.fromkeys(_reasons(course, period, before, currency)))


def _reasons(course: Course, period: Period, before: Ledger, currency: str) -> Iterator[str]:
    for cut in course.cuts:
        if cut.unknown:
            yield said(
                "The limit of a cap in {label} is not known: {unknown}.", label=cut.window.label, unknown=cut.unknown
            )
        if cut.open:
            yield from _open_past(cut, period, before, currency)
    for added in course.added:
        if added.unsure:
            yield said(
                "Whether a malus is won back in {label} is not known: {unsure}.",
                label=period.label,
                unsure=added.unsure,
            )


def _open_past(cut: Cut, period: Period, before: Ledger, currency: str) -> Iterator[str]:
    """Yield why nobody knows what the past used of a limit: told stretches that may count in part, agreed open effects.

    Source: docs/decisions/0199 (what is in doubt is held back).
    """
    window = cut.window
    found = [
        record
        for record in before.before(period.start)
        if any(window.start <= one.settled_on < window.end and _is_open(one) for one in record.entries)
    ]
    for record in found:
        if record.status != "provisional":
            yield said(
                "{label} was agreed while effects of it were not known, so nobody knows what they used of a cap in "
                "{window}.",
                label=record.period.label,
                window=window.label,
            )
    told = [one for one in before.told if window.start < one.end <= period.start and _used(cut, one)]
    partly = [one for one in told if cut.of or cut.by or one.start < window.start]
    for one in partly or ([] if found else told):
        yield said(
            "How much of {what} from {start} to {end}, told with the facts, counts under a cap in {label} is not "
            "known.",
            what=amount_text(_used(cut, one), currency),
            start=one.start,
            end=one.end - _DAY,
            label=window.label,
        )


def _is_open(entry: LedgerEntry) -> bool:
    return entry.least is not None or entry.most is not None


def _used(cut: Cut, told: ToldStretch) -> Fraction:
    """Return what a told stretch may have used of a limit at most, as a magnitude."""
    sides: tuple[Side, ...] = ("malus", "bonus") if cut.net == "net" else (cut.side,)
    return sum((told.used(side) or Fraction(0) for side in sides), Fraction(0))
