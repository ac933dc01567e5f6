"""The forward view as values: how each target stands in a period that runs, what it comes to, what is left of caps."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.paid_units import PaidUnits
from contractkit.evaluation.felt import Slack
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.ahead.headroom import Headroom

__all__ = ["Ahead", "FigureAhead", "Forecast", "Kind", "LevelLeft", "ThresholdLeft"]

_VERSION = 1
_US = timedelta(microseconds=1)
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
class LevelLeft:
    """How far a figure is from a level at which something changes.

    Attributes:
        at: The level, in the unit of the figure.
        kind: ``reach``, what has to be reached; ``tier``, an end of a tier or band; ``point`` of a curve.
        left: How much may still go wrong before it is missed, in `unit`; below zero where it is missed. None where the
            figure is not known yet.
        unit: ``minutes`` of downtime, ``misses`` of those that are expected, or the unit of the figure.
        is_missed: Whether the period ends beyond it even if nothing more goes wrong.
    """

    at: Fraction
    kind: Kind
    left: Fraction | None
    unit: str
    is_missed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the level as plain data."""
        return {
            "at": exact_text(self.at),
            "kind": self.kind,
            "left": None if self.left is None else exact_text(self.left),
            "unit": self.unit,
            "is_missed": self.is_missed,
        }


@attrs.frozen
class FigureAhead:
    """How one figure stands in the own period that runs.

    Attributes:
        target: The clause and row of the target.
        name: What it is called.
        period: Its own period.
        passed: Which share of what is measured in it has passed, from 0 to 1.
        unit: The unit of the figure.
        value: The figure so far; None where it is not known.
        expected: What it comes to if things go on like this; None where it is not known.
        best: What it comes to if nothing more goes wrong.
        worst: What it comes to if everything more goes wrong.
        downtime: The downtime so far, of an availability; None for another figure.
        time: The time that is measured in the whole period, of an availability; None for another figure.
        volume: How many are expected in the whole period, of a share; None for another figure.
        counted: What is left over is counted in ``downtime``, in ``misses``, or in the ``level`` of the figure, which
            then stands as it is in all three ends.
        thresholds: The levels at which something changes, from the one that is missed first.
    """

    target: str
    name: str
    period: Period
    passed: Fraction
    unit: str | None
    value: Fraction | None
    expected: Fraction | None
    best: Fraction | None
    worst: Fraction | None
    downtime: timedelta | None
    time: timedelta | None
    volume: int | None
    counted: Literal["downtime", "misses", "level"]
    thresholds: tuple[LevelLeft, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return how the figure stands as plain data; exact numbers as text, times in seconds."""
        numbers = ("passed", "value", "expected", "best", "worst")
        return {
            "target": self.target,
            "name": self.name,
            "period": self.period.label,
            "unit": self.unit,
            **{name: _text(getattr(self, name)) for name in numbers},
            "downtime": None if self.downtime is None else _text(Fraction(self.downtime // _US, 1_000_000)),
            "time": None if self.time is None else _text(Fraction(self.time // _US, 1_000_000)),
            "volume": self.volume,
            "counted": self.counted,
            "thresholds": [one.to_dict() for one in self.thresholds],
        }


@attrs.frozen
class Forecast:
    """Where a period that runs leads.

    Attributes:
        period: The period.
        as_of: Up to when facts were looked at, in microseconds since the epoch, UTC.
        targets: How each target with a share or an effect stands.
        expected: What the effects come to if each share and figure stays as it is.
        best: What they come to if nothing more is late or down.
        worst: What they come to if everything more is.
        total: What the customer pays if each share stays as it is.
        caps: What is left of each cap then.
        reasons: Why the settlement of the period is not final; the same as that of `settle`.
        figures: How each figure that is measured stands, such as an availability.
        prepaid: What is left of units that were paid for beforehand, block by block, at the beginning of the date of
            the moment; as it was known last where nobody told what was used since.
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
    figures: tuple[FigureAhead, ...] = ()
    prepaid: tuple[PaidUnits, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the forecast as plain data, ready for JSON; amounts as text, positive what the customer pays.

        ``prepaid`` is left out where nothing is paid for beforehand.
        """
        prepaid = {"prepaid": [one.to_dict() for one in self.prepaid]} if self.prepaid else {}
        return {
            "kind": "forecast",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.total.currency,
            "targets": [one.to_dict() for one in self.targets],
            "figures": [one.to_dict() for one in self.figures],
            **{name: str(getattr(self, name).amount) for name in ("expected", "best", "worst", "total")},
            "caps": [one.to_dict() for one in self.caps],
            "reasons": list(self.reasons),
            **prepaid,
        }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
