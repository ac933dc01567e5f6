"""The forward view as values: how each target stands in a period that runs, what it comes to, what is left of caps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.evaluation.felt import Slack
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.headroom import Headroom

__all__ = ["Ahead", "Forecast", "Kind", "ThresholdLeft"]

_VERSION = 1
Kind = Literal["reach", "tier", "point"]


@attrs.frozen
class ThresholdLeft:
    """How far a share is from a figure at which something changes.

    Attributes:
        at: The figure, in per cent.
        kind: ``reach``, the share that has to be reached; ``tier``, below which a credit grows; ``point`` of a curve.
        known: How many of the items that are known by now may be late, and how many more.
        expected: The same of so many items as are expected by the end of the period.
    """

    at: Fraction
    kind: Kind
    known: Slack
    expected: Slack

    @property
    def is_missed(self) -> bool:
        """Return whether the share ends below it even if nothing more is late and as many come as are expected."""
        return self.expected.late > self.expected.may

    def to_dict(self) -> dict[str, Any]:
        """Return the threshold as plain data."""
        return {
            "at": exact_text(self.at),
            "kind": self.kind,
            "misses_left": self.known.left,
            "misses_left_expected": self.expected.left,
            "is_missed": self.is_missed,
        }


@attrs.frozen
class Ahead:
    """How one target stands in the own period that runs.

    Attributes:
        target: The id of the target.
        name: What it is called.
        period: Its own period.
        passed: Which share of that period has passed, from 0 to 1.
        met: How many items were met by now.
        breached: How many were breached.
        undetermined: Of how many it is not known.
        running: How many are open and not yet due.
        expected: How many items are expected in the whole period.
        thresholds: The figures at which something changes, from high to low.
    """

    target: str
    name: str
    period: Period
    passed: Fraction
    met: int
    breached: int
    undetermined: int
    running: int
    expected: int
    thresholds: tuple[ThresholdLeft, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return how the target stands as plain data."""
        return {
            "target": self.target,
            "name": self.name,
            "period": self.period.label,
            "passed": exact_text(self.passed),
            **{name: getattr(self, name) for name in ("met", "breached", "undetermined", "running", "expected")},
            "thresholds": [one.to_dict() for one in self.thresholds],
        }


@attrs.frozen
class Forecast:
    """Where a period that runs leads.

    Attributes:
        period: The period.
        as_of: Up to when facts were looked at, in microseconds since the epoch, UTC.
        targets: How each target with a share or an effect stands.
        expected: What the effects come to if each share stays as it is.
        best: What they come to if nothing more is late.
        worst: What they come to if everything more is late.
        total: What the customer pays if each share stays as it is.
        caps: What is left of each cap then.
        reasons: Why the settlement of the period is not final; the same as that of `settle`.
    """

    period: Period
    as_of: int
    targets: tuple[Ahead, ...]
    expected: Money
    best: Money
    worst: Money
    total: Money
    caps: tuple[Headroom, ...]
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the forecast as plain data, ready for JSON; amounts as text, positive what the customer pays."""
        return {
            "kind": "forecast",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.total.currency,
            "targets": [one.to_dict() for one in self.targets],
            **{name: str(getattr(self, name).amount) for name in ("expected", "best", "worst", "total")},
            "caps": [one.to_dict() for one in self.caps],
            "reasons": list(self.reasons),
        }
