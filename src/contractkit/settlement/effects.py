"""Each effect of each target in each of the target's own periods: figure, base, percentage, amount. Before any cap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.bases import Base, amount_of
from contractkit.charging.exact import amount_text, exact_text, percent_text, share_text
from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.figures import Figure, Figures
from contractkit.settlement.ledger import Reading
from contractkit.settlement.payments import bounds_of, payment_at, payment_range
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import ComputedEffect, TierCredit
from contractkit.terms.targets import Target

__all__ = ["Paid", "called", "computed", "effects_of"]

_DAY = timedelta(days=1)


@attrs.frozen
class Paid:
    """What one effect comes to in one period of its target.

    Attributes:
        id: Unique in the settlement.
        target: The target.
        effect: The effect.
        figure: The items that were counted.
        base: The amount of which it takes a share.
        settled_on: The last day of the target's period on which the agreement holds.
        percent: What is paid now, as a percentage of the base.
        low: The least percentage that it can come to.
        high: The most percentage that it can come to.
        state: Whether it is known.
        says: The line in one sentence.
        formula: How the amount came about.
    """

    id: str
    target: Target
    effect: ComputedEffect
    figure: Figure
    base: Base
    settled_on: date
    percent: Fraction
    low: Fraction
    high: Fraction
    state: Literal["settled", "no-volume", "undetermined"]
    says: str
    formula: str

    @property
    def kind(self) -> Literal["malus", "bonus", "none"]:
        """Return what it is; where that is not yet known, what it can only be, or ``none``."""
        if self.low < 0 and self.high <= 0:
            return "malus"
        return "bonus" if self.low >= 0 and self.high > 0 else "none"

    def exact(self, percent: Fraction) -> Fraction:
        """Return a percentage of the base, not rounded."""
        return self.base.exact * percent / 100

    def under(self, reading: Reading) -> Fraction:
        """Return the percentage of the base under a reading of what is undetermined."""
        return {"now": self.percent, "least": self.low, "most": self.high}[reading]

    @property
    def inputs(self) -> dict[str, str]:
        """Return the numbers that went in, by name, written exactly."""
        figure = self.figure
        counts = {
            "met": str(figure.met),
            "breached": str(figure.breached),
            "undetermined": str(figure.undetermined),
            "running": str(figure.running),
        }
        shares = {} if figure.share is None else {"attainment": exact_text(figure.share)}
        if figure.undetermined and figure.low is not None and figure.high is not None:
            shares |= {"attainment-low": exact_text(figure.low), "attainment-high": exact_text(figure.high)}
        percents = {"percent": exact_text(self.percent)}
        if self.state == "undetermined":
            percents = {"percent-low": exact_text(self.low), "percent-high": exact_text(self.high)}
        return {**counts, **shares, **percents, "of": self.base.word, "base": exact_text(self.base.exact)}


def effects_of(agreement: Agreement, figures: Figures, period: Period) -> Iterator[Paid]:
    """Yield what every effect comes to, target by target in the order of the page, then by date.

    A target that is judged per month pays per month, on the charge of that month, also inside a quarter. A target whose
    own period is longer than `period` pays in the period in which its own one ends, or in which the term ends.

    Args:
        agreement: The agreement.
        figures: The counts.
        period: The period that is settled.
    """
    for target in agreement.targets:
        effects = computed(target)
        for own in _own_periods(agreement, target, period) if effects else ():
            figure = figures.of(target.id, own)
            for number, effect in enumerate(effects, start=1):
                name = f"{target.id} {own.label}" if len(effects) == 1 else f"{target.id} {own.label} #{number}"
                yield _paid(agreement, name, target, effect, figure)


def computed(target: Target) -> tuple[ComputedEffect, ...]:
    """Return the effects of a target that a settlement works out; an agreement with others is refused before."""
    return tuple(effect for effect in target.effects if isinstance(effect, ComputedEffect))


def _own_periods(agreement: Agreement, target: Target, period: Period) -> Iterator[Period]:
    if target.per not in MONTHS_PER:
        bases = " or ".join(dict.fromkeys(effect.of for effect in computed(target)))
        raise UsageError(
            f"{target.clause}: {target.name} is judged per {target.per}, to which no agreed part of {bases} belongs; "
            f"a target that pays is judged per {', '.join(MONTHS_PER)}",
            clause=target.clause,
        )
    own = window_of(agreement, target.per, period.start)
    while own.start < period.end:
        held = in_force(agreement, own)
        if held is not None and held.end <= period.end:
            yield own
        own = window_of(agreement, target.per, own.end)


def _paid(agreement: Agreement, name: str, target: Target, effect: ComputedEffect, figure: Figure) -> Paid:
    base = amount_of(agreement, effect.of, figure.period, effect.clause)
    held = in_force(agreement, figure.period) or figure.period
    nothing = Fraction(0)
    about = f"{called(agreement, target)}, {figure.period.label}"
    if not figure.volume:
        running = f"no item is judged yet and {figure.running} still run" if figure.running else "no items"
        says = f"{about}: {running}, so no effect"
        formula = "no volume: no effect"
        return Paid(
            name, target, effect, figure, base, held.end - _DAY, nothing, nothing, nothing, "no-volume", says, formula
        )
    low, high = payment_range(effect, figure)
    known = low == high
    return Paid(
        id=name,
        target=target,
        effect=effect,
        figure=figure,
        base=base,
        settled_on=held.end - _DAY,
        percent=low if known else nothing,
        low=low,
        high=high,
        state="settled" if known else "undetermined",
        says=f"{about}: {_counted(target, effect, figure)}{_outcome(effect, figure, base, low, high)}",
        formula=_formula(effect, figure, base, low, high),
    )


def called(agreement: Agreement, target: Target) -> str:
    """Return what a target is called in a sentence.

    Its title, with its name where other targets have the same title; its name alone where the title is a sentence.
    """
    if target.title is None or target.title.endswith("."):
        return target.name
    alone = sum(other.title == target.title for other in agreement.targets) == 1
    return target.title if alone else f"{target.title} ({target.name})"


def _counted(target: Target, effect: ComputedEffect, figure: Figure) -> str:
    bounds = bounds_of(effect)
    done = "in time" if target.also == EVERYTHING else "met"
    if figure.share is None:
        text = f"none of {figure.undetermined} is known"
    else:
        text = f"{figure.met} of {figure.count} {done} = {share_text(figure.share, bounds)}"
    if figure.undetermined and figure.low is not None and figure.high is not None:
        if figure.share is not None:
            text += f", with {figure.undetermined} undetermined"
        text += f", so between {share_text(figure.low, bounds)} and {share_text(figure.high, bounds)}"
    return text


def _outcome(effect: ComputedEffect, figure: Figure, base: Base, low: Fraction, high: Fraction) -> str:
    if low != high:
        range_text = f"between {_words(effect, low)} and {_words(effect, high)}"
        return f": {range_text} of {base}; nothing is settled until that is known"
    place = "" if figure.share is None or figure.undetermined else f", {payment_at(effect, figure.share).place}"
    return f"{place}: {_words(effect, low)}" + (f" of {base}" if low else "")


def _words(effect: ComputedEffect, percent: Fraction) -> str:
    if isinstance(effect, TierCredit):
        return f"credit {percent_text(-percent)}" if percent else "no credit"
    if not percent:
        return "no bonus, no malus"
    return f"bonus {percent_text(percent)}" if percent > 0 else f"malus {percent_text(-percent)}"


def _formula(effect: ComputedEffect, figure: Figure, base: Base, low: Fraction, high: Fraction) -> str:
    if low != high:
        least, most = (amount_text(base.exact * percent / 100, base.currency) for percent in (low, high))
        return f"from {percent_text(low)} × {base} = {least} to {percent_text(high)} × {base} = {most}"
    working = "whatever the undetermined items are"
    if figure.share is not None and not figure.undetermined:
        working = payment_at(effect, figure.share).working
    amount = amount_text(base.exact * low / 100, base.currency)
    return f"{working}: {percent_text(low)}; {percent_text(low)} × {base} = {amount}"
