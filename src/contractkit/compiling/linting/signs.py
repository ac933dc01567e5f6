"""On which side an effect can pay, and how much at least and at most, as far as its own numbers say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

__all__ = ["Sign", "displaces_safely", "signs_of"]

Sign = Literal["malus", "bonus"]

_MALUS = (
    "tier-credit", "gap-credit", "step-credit", "points-credit", "pool-credit", "ratchet", "late-penalty",
    "liquidated-damages",
)  # fmt: skip
_BONUS = ("award-fee", "milestone", "revenue-share")


def signs_of(effect: Any) -> set[Sign]:
    """Return on which sides an effect can pay."""
    if effect.kind in _MALUS:
        return {"malus"}
    if effect.kind in _BONUS:
        return {"bonus"}
    numbers = _worths(effect)
    if numbers is None:
        return {"malus", "bonus"}
    found: set[Sign] = {"malus"} if any(number < 0 for _, number in numbers) else set()
    return found | ({"bonus"} if any(number > 0 for _, number in numbers) else set())


def displaces_safely(effect: Any, period: str | None, others: Sequence[tuple[Any, str | None]]) -> bool:
    """Return whether an effect in the place of others never gives the provider more for worse.

    A malus may take the place of a bonus, and of maluses that together are never more than it; a bonus that of a malus,
    and of bonuses that together are never more than it.

    Args:
        effect: The effect.
        period: The period of which it is one amount; None where it may be several.
        others: What it displaces, each with its period.
    """
    signs = signs_of(effect)
    if len(signs) != 1 or any(len(signs_of(other)) > 1 for other, _ in others):
        return False
    same = [(other, per) for other, per in others if signs_of(other) == signs]
    if not same:
        return True
    own, theirs = _worths(effect), [_worths(other) for other, _ in same]
    if own is None or effect.kind == "curve" or any(one is None for one in theirs):
        return False
    if period is None or any(per != period or other.kind == "per-item" for other, per in same):
        return False  # one amount would take the place of several
    if _can_be_less(effect) or any(_can_be_more(other) or other.of_period != effect.of_period for other, _ in same):
        return False
    if len({unit for one in (own, *theirs) for unit, _ in one or ()}) > 1:
        return False
    least = min((abs(number) for _, number in own if number), default=Decimal(0))
    return least >= sum(max((abs(number) for _, number in one or ()), default=Decimal(0)) for one in theirs)


def _can_be_less(effect: Any) -> bool:
    """Return whether an effect that pays may pay less than its own numbers say, or be displaced again."""
    written = any(getattr(effect, word, None) is not None for word in ("scaled_by", "cap", "rounding"))
    repeat, least = getattr(effect, "repeat", None), getattr(effect, "minimum_issue", None)
    smaller = repeat is not None and repeat.multiply_by.value < 1
    waits = least is not None and str(least.otherwise) != "lift"
    return written or smaller or waits or str(getattr(effect, "one_incident", None) or "sum") != "sum"


def _can_be_more(effect: Any) -> bool:
    """Return whether an effect may pay more than its own numbers say; what cuts it off for good makes it less."""
    cap, least = getattr(effect, "cap", None), getattr(effect, "minimum_issue", None)
    waits = cap is not None and str(effect.on_excess) not in ("drop", "report-only")
    lifted = least is not None and str(least.otherwise) != "drop"
    repeat = getattr(effect, "repeat", None)
    grows = repeat is not None and repeat.multiply_by.value > 1
    return waits or lifted or grows or getattr(effect, "rounding", None) is not None


def _worths(effect: Any) -> list[tuple[tuple[str, str], Decimal]] | None:
    """Return all that an effect can come to, with its unit; None where its own numbers do not say."""
    if effect.kind == "per-item":
        paid = effect.pays.value
        return [(("item", ""), Decimal((paid.percent and paid.percent.value) or paid.amount.number))]
    if effect.kind not in ("tier-credit", "curve", "band-effect"):
        return None
    sign = -1 if effect.kind == "tier-credit" else 1
    found = []
    for written in effect.payments or ():
        if written.percent is not None:
            found.append((("%", str(written.of or effect.of)), sign * Decimal(written.percent.value)))
        elif written.amount is not None:
            found.append((("money", ""), sign * Decimal(written.amount.number)))
    if effect.kind == "band-effect" and any(band.credit is not None for band in effect.every_band):
        found = [(unit, -abs(number)) for unit, number in found]
    if effect.kind == "band-effect" and any(band.points is not None for band in effect.every_band):
        return [(("points", ""), Decimal(-1))]
    if effect.kind == "curve" and getattr(effect, "outside", None) == "extend":
        return None
    return found
