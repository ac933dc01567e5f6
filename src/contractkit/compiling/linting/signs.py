"""On which side an effect can pay, and how much at least and at most, as far as its own numbers say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

__all__ = ["Sign", "displaces_safely", "signs_of"]

Sign = Literal["malus", "bonus"]

_MALUS = (
    "tier-credit", "gap-credit", "step-credit", "points-credit", "pool-credit", "ratchet", "late-penalty",
    "liquidated-damages",
)  # fmt: skip
_BONUS = ("award-fee", "milestone", "revenue-share")
_CHANGED = ("only_if", "repeat", "scaled_by", "cap", "minimum_issue", "rounding", "holds", "claim")
"""What can make of an effect more or less than its own numbers say."""


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


def displaces_safely(effect: Any, other: Any) -> bool:
    """Return whether an effect in the place of another one never gives the provider more for worse.

    A malus may take the place of a bonus, and of a malus that is never more than it; a bonus that of a malus, and of a
    bonus that is never more than it.
    """
    signs, others = signs_of(effect), signs_of(other)
    if len(signs) != 1 or len(others) > 1:
        return False
    if signs != others:
        return True
    own, theirs = _worths(effect), _worths(other)
    changed = any(getattr(one, word, None) is not None for one in (effect, other) for word in _CHANGED)
    if (
        own is None
        or theirs is None
        or changed
        or effect.kind == "curve"
        or len({unit for unit, _ in (*own, *theirs)}) > 1
    ):
        return False
    least = min((abs(number) for _, number in own if number), default=Decimal(0))
    return least >= max((abs(number) for _, number in theirs), default=Decimal(0))


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
