"""What is at stake, as values: the most that can be lost and won, and what hangs on each target."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.exact import exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period

__all__ = ["Exposure", "Stake"]

_VERSION = 1


@attrs.frozen
class Stake:
    """What hangs on one target in its last own period with items.

    Attributes:
        target: The id of the target.
        name: What it is called.
        period: That period.
        met: How many items were met in it.
        breached: How many were breached.
        break_even: The least share, in per cent, from which on nothing is deducted; where a full step lies there, just
            above it. None where nothing ever is, or where something always is.
        next_breach: By how much the total changes if one item that was met had been breached; negative where the
            provider loses by it. None where no item was met, or where the effect is not known.
        used_up_at: How many breaches in this period take all that breaches of this target can take; None where the
            effect does not fall steadily with the share, or nothing is taken.
    """

    target: str
    name: str
    period: Period
    met: int
    breached: int
    break_even: Fraction | None
    next_breach: Money | None
    used_up_at: int | None

    @property
    def used_up_share(self) -> Fraction | None:
        """Return the share at which the malus is used up, from 0 to 1; None where `used_up_at` is."""
        count = self.met + self.breached
        return None if self.used_up_at is None or not count else Fraction(count - self.used_up_at, count)

    @property
    def is_used_up(self) -> bool:
        """Return whether more breaches take nothing more."""
        return self.used_up_at is not None and self.breached >= self.used_up_at

    def to_dict(self) -> dict[str, Any]:
        """Return the stake as plain data; shares exactly, as text."""
        return {
            "target": self.target,
            "name": self.name,
            "period": self.period.label,
            "met": self.met,
            "breached": self.breached,
            "break_even": None if self.break_even is None else exact_text(self.break_even),
            "next_breach": None if self.next_breach is None else str(self.next_breach.amount),
            "used_up_at": self.used_up_at,
            "used_up_share": None if self.used_up_share is None else exact_text(self.used_up_share),
        }


@attrs.frozen
class Exposure:
    """What a period has at stake under the clauses of an agreement.

    Attributes:
        period: The period.
        charges: What is charged in it before any effect.
        effects: What the effects came to, after caps.
        at_risk: The most that maluses can take after caps; at most zero.
        to_win: The most that bonuses can give after caps; at least zero.
        exact_ends: Whether those two are the worst and the best that any figures could have come to (``figures``), or
            only those of the worst and the best figure of each effect by itself (``items``): where effects are
            qualified, look back, or read no figure, other ends could lie further out.
        stakes: What hangs on each target that pays and has items.
        if_claimed: The most that maluses can take where every credit of the period is claimed in time, what was told of
            claims set aside; at most zero. None where no clause asks for a claim.
        claims: How many claims of the period were told.
        open: The settlement periods of which something is not known, such as what earlier ones left; where there are
            any, more may be lost or won than `at_risk` and `to_win` say.
    """

    period: Period
    charges: Money
    effects: Money
    at_risk: Money
    to_win: Money
    exact_ends: str
    stakes: tuple[Stake, ...]
    if_claimed: Money | None = None
    claims: int = 0
    open: tuple[str, ...] = ()

    @property
    def share_at_risk(self) -> Fraction | None:
        """Return the share of the charges that can be lost, from 0 on; None where nothing is charged."""
        return self._share(-self.at_risk)

    @property
    def share_to_win(self) -> Fraction | None:
        """Return the share of the charges that can be won; None where nothing is charged."""
        return self._share(self.to_win)

    def _share(self, amount: Money) -> Fraction | None:
        if not self.charges.amount:
            return None
        return Fraction(amount.amount) / Fraction(self.charges.amount)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON; amounts are text, positive what the customer pays."""
        shares = {"share_at_risk": self.share_at_risk, "share_to_win": self.share_to_win}
        return {
            "kind": "exposure",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.charges.currency,
            "charges": str(self.charges.amount),
            "effects": str(self.effects.amount),
            "at_risk": str(self.at_risk.amount),
            "to_win": str(self.to_win.amount),
            "exact_ends": self.exact_ends,
            **{name: None if share is None else exact_text(share) for name, share in shares.items()},
            "stakes": [stake.to_dict() for stake in self.stakes],
            "if_claimed": None if self.if_claimed is None else str(self.if_claimed.amount),
            "claims": self.claims,
            "open": list(self.open),
        }
