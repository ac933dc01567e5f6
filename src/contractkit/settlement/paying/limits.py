"""How much a limit of an effect is: money, a share, so much for each period, or the lowest or highest of several."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import amount_text
from contractkit.charging.windows import cycle_window
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.said import Figures, said
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import amount_of_worth, worth_of
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod

__all__ = ["Headroom", "by_days", "limit_of", "window_in"]

Headroom = tuple[Fraction, str]
"""The most that may still be paid, and how that is said."""


def window_in(scene: Scene, limit: Limit) -> Period | None:
    """Return the window of a limit that is for each period; None for one of the effect's own period."""
    if isinstance(limit, PerPeriod):
        return cycle_window(scene.agreement, limit.per, scene.period.last)
    if isinstance(limit, LimitOf):
        windows = [window_in(scene, part) for part in limit.parts]
        return next((window for window in windows if window is not None), None)
    return None


def limit_of(scene: Scene, limit: Limit, used_in: dict[Period, Fraction]) -> Headroom | None:
    """Return how much a limit leaves; None where there is none.

    Args:
        scene: Where amounts are known.
        limit: The limit.
        used_in: What earlier periods used of it, by window, as magnitudes.
    """
    if limit is None:
        return None
    if isinstance(limit, LimitOf):
        parts = [found for part in limit.parts if (found := limit_of(scene, part, used_in)) is not None]
        if not parts or (limit.which == "highest" and len(parts) < len(limit.parts)):
            return None
        pick = min if limit.which == "lowest" else max
        return pick(parts, key=lambda one: one[0])
    currency = scene.agreement.currency
    if isinstance(limit, PerPeriod):
        window = cycle_window(scene.agreement, limit.per, scene.period.last)
        part = _part_of(scene, window)
        whole = _of_window(scene, limit.amount, window) * part
        used = used_in.get(window, Fraction(0))
        days = "" if part == 1 else said(", of which {part} by days", part=part)
        told = said(
            "{amount} per {per}{days} = {whole}",
            amount=limit.amount,
            per=limit.per,
            days=days,
            whole=amount_text(whole, currency),
        )
        if used:
            told += said(" - {used} used", used=amount_text(used, currency))
        return max(Fraction(0), whole - used), told
    most = amount_of_worth(scene, limit)
    if isinstance(limit, Money):
        return most, by_days(scene, limit)
    worth = worth_of(scene, limit)
    return worth.exact, said(
        "{percent} of {base} = {exact}",
        percent=limit.percent,
        base=worth.base,
        exact=amount_text(worth.exact, currency),
    )


def by_days(scene: Scene, money: Money) -> str:
    """Return how a sum for an effect's own period is said: with the share of its dates, where an amendment splits one.

    Args:
        scene: The effect in its dates.
        money: The sum for the whole period.
    """
    if scene.share == 1:
        return Figures(str(money))
    part = amount_text(Fraction(money.amount) * scene.share, scene.agreement.currency)
    return said("{money}, of which {share} by days = {part}", money=money, share=scene.share, part=part)


def _part_of(scene: Scene, window: Period) -> Fraction:
    """Return which part of a window's limit is that of the dates: their share by days, where an amendment splits it."""
    per = getattr(scene.target, "per", None)
    if scene.share == 1 or per is None or cycle_window(scene.agreement, per, scene.period.last) != window:
        return Fraction(1)
    return scene.share


def _of_window(scene: Scene, amount: object, window: Period) -> Fraction:
    if isinstance(amount, Money):
        return Fraction((amount + Money.zero(scene.agreement.currency)).amount)
    whole = scene.amount_in(amount.of, window)  # type: ignore[attr-defined]
    return whole.exact * Fraction(amount.percent.value) / 100  # type: ignore[attr-defined]
