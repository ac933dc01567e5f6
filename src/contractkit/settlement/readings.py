"""The other readings of a silent text: what a period would come to under each, and by how much that differs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs
import numpy as np

from contractkit.facts import Coded, Table
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.settlement.backtest.results import Tried
from contractkit.terms.variants import Setting

__all__ = ["OtherReading", "OtherReadings"]

_VERSION = 1


@attrs.frozen
class OtherReading:
    """What one other reading comes to.

    Attributes:
        assumption: What the text leaves open, and what was taken.
        alternative: The other reading.
        setting: Where the papers would say so, or the facts; None where neither can.
        tried: What the period then comes to; None where that cannot be worked out.
        difference: How much more the customer then pays; less is negative. None where `tried` is, and where something
            of it is not known yet.
        between: Where something is not known yet, the least and the most that the difference can come to, both ends
            included; None for an end that nobody can tell, and None where `difference` is known or `tried` is not.
        why: Why it cannot be worked out; None where it can.
    """

    assumption: Assumption
    alternative: str
    setting: Setting | None = None
    tried: Tried | None = None
    difference: Money | None = None
    why: str | None = None
    between: tuple[Money | None, Money | None] | None = None

    @classmethod
    def of(cls, assumption: Assumption, alternative: str, setting: Setting, tried: Tried, taken: Tried) -> OtherReading:
        """Return what a reading comes to beside what was taken.

        Args:
            assumption: What the text leaves open.
            alternative: The other reading.
            setting: Where the papers, or the facts, would say so.
            tried: What the period comes to under it.
            taken: What it comes to as it was read.
        """
        between = _between(taken, tried)
        if between[0] is not None and between[0] == between[1]:
            return cls(assumption, alternative, setting, tried, between[0])
        return cls(assumption, alternative, setting, tried, between=between)

    @property
    def most(self) -> Decimal:
        """Return how much money it can move at most, in either direction; infinite where nobody can tell."""
        if self.tried is None:
            return Decimal(0)
        ends = self.between or (self.difference,)
        return max(Decimal("Infinity") if end is None else abs(end.amount) for end in ends)

    def __str__(self) -> str:
        """Return the reading on one line."""
        where = "" if self.assumption.clause is None else f"{self.assumption.clause}: "
        said = f"{where}{self.assumption.convention} {self.alternative} for {self.assumption.taken}"
        if self.between is not None:
            return f"{said}: {_ends_text(self.between)}"
        return f"{said}: {self.difference}" if self.why is None else f"{said}: not worked out, {self.why}"

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data, ready for JSON; amounts as text."""
        return {
            "assumption": self.assumption.to_dict(),
            "alternative": self.alternative,
            "setting": None if self.setting is None else str(self.setting),
            "anew": None if self.tried is None else self.tried.anew,
            "total": None if self.tried is None else str(self.tried.total.amount),
            "difference": None if self.difference is None else str(self.difference.amount),
            "between": None if self.between is None else [_text(end) for end in self.between],
            "why": self.why,
        }


@attrs.frozen
class OtherReadings:
    """All other readings of one period.

    Attributes:
        period: The period.
        taken: What it comes to as the texts were read.
        readings: What it comes to under each other reading, in the order of the assumptions.
        not_asked: What the papers, the evaluation and the settlement leave open besides, and no reading was handed of.
    """

    period: Period
    taken: Tried
    readings: tuple[OtherReading, ...]
    not_asked: tuple[Assumption, ...] = ()

    @property
    def that_matter(self) -> tuple[OtherReading, ...]:
        """Return the readings that move money or may, those that can move most first."""
        return tuple(sorted((one for one in self.readings if one.most), key=lambda one: -one.most))

    @property
    def not_worked_out(self) -> tuple[OtherReading, ...]:
        """Return the readings of which nobody can say what they come to, each with the reason."""
        return tuple(one for one in self.readings if one.why is not None)

    def to_table(self) -> Table:
        """Return one row for each reading: for looking at, in floats; exact amounts stand in `readings`.

        Returns:
            `clause`, `convention`, `taken`, `alternative`, `total` and `difference` (missing where it is not known),
            `least` and `most` of the difference (alike where it is known), `why`.
        """
        rows = self.readings
        ends = [one.between or (one.difference, one.difference) for one in rows]

        def words(texts: Iterable[str | None]) -> Coded:
            return Coded.from_words(list(texts))

        return Table(
            {
                "clause": words(None if one.assumption.clause is None else str(one.assumption.clause) for one in rows),
                "convention": words(one.assumption.convention for one in rows),
                "taken": words(one.assumption.taken for one in rows),
                "alternative": words(one.alternative for one in rows),
                "total": np.array([np.nan if one.tried is None else float(one.tried.total.amount) for one in rows]),
                "difference": _floats(one.difference for one in rows),
                "least": _floats(least for least, _ in ends),
                "most": _floats(most for _, most in ends),
                "why": words(one.why for one in rows),
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON."""
        return {
            "kind": "other-readings",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.taken.total.currency,
            "total": str(self.taken.total.amount),
            "readings": [one.to_dict() for one in self.readings],
            "not_asked": [one.to_dict() for one in self.not_asked],
        }


def _between(taken: Tried, tried: Tried) -> tuple[Money | None, Money | None]:
    """Return the least and the most by which two sums of a period differ; the same twice where that is known.

    What both leave open for the same reason is the same in both, so that low is compared with low and high with high.
    """
    plain = tried.total - taken.total
    if tried.is_known and taken.is_known:
        return plain, plain
    if taken.is_known:
        return _less(tried.ends[0], taken.total), _less(tried.ends[1], taken.total)
    if tried.is_known:
        return _less(tried.total, taken.ends[1]), _less(tried.total, taken.ends[0])
    low, high = (_less(end, other) for end, other in zip(tried.ends, taken.ends, strict=True))
    if low is None or high is None:
        return (plain, plain) if tried.ends == taken.ends else (low, high)
    return (low, high) if low.amount <= high.amount else (high, low)


def _less(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one - other


def _text(amount: Money | None) -> str | None:
    return None if amount is None else str(amount.amount)


def _floats(amounts: Iterable[Money | None]) -> np.ndarray[Any, Any]:
    return np.array([np.nan if amount is None else float(amount.amount) for amount in amounts], dtype=np.float64)


def _ends_text(ends: tuple[Money | None, Money | None]) -> str:
    least, most = ends
    if least is None or most is None:
        return "not known yet" if least is most else f"at most {most}" if least is None else f"at least {least}"
    return f"between {least} and {most}"
