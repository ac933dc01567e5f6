"""What a figure comes to against its target: precision, reach with its side, minimum sample, no data, no volume."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.quantities.notation import Bound, Level
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.measuring.figure import FigureState, Verdict, reached
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.targets import Target

__all__ = ["Judged", "Promised"]

Term = Literal["no-volume", "no-data", "minimum", "told"]
"""The rule that decided a verdict where the figure did not."""

Judged = tuple[Verdict, Term | None]
"""A verdict, and the rule that decided it where the figure did not."""


@attrs.frozen
class Promised:
    """What was agreed of a figure.

    Attributes:
        reach: What has to be reached, with its side; None where nothing was promised.
        precision: To which unit it is brought before it is compared; None: it is compared exactly.
        minimum: With fewer items or answers nothing is decided; None for no minimum.
        no_volume: What a period with nothing in it is: ``no-verdict`` or ``met``.
        no_data: What a period is whose verdict depends on what is not known: ``undetermined`` or ``missed``.
    """

    reach: Bound | None
    precision: Rounding | None = None
    minimum: Decimal | None = None
    no_volume: str = "no-verdict"
    no_data: str = "undetermined"

    @classmethod
    def of(cls, one: Target | FigureTarget | Metric, metric: Metric | None) -> Promised:
        """Return what was agreed of the figure of a target, or of a metric for itself."""
        if isinstance(one, Target):
            reach = None if one.reach is None else Bound("at least", Level(one.reach.value, "%"))
            return cls(reach, one.precision, one.minimum, one.no_volume, one.no_data)
        if isinstance(one, FigureTarget):
            precision, minimum = (None, None) if metric is None else (metric.precision, metric.minimum_sample)
            return cls(one.reach, precision, minimum, one.no_volume, one.no_data)
        return cls(None, one.precision, one.minimum_sample, one.no_volume, one.no_data)

    def compared(self, value: Fraction | None) -> Fraction | None:
        """Return a figure as it is compared: brought to the precision that was agreed."""
        if value is None or self.precision is None:
            return value
        return Fraction(self.precision.apply(value))

    def verdict(
        self, state: FigureState, low: Fraction | None, high: Fraction | None, volume: int | None = None
    ) -> Judged:
        """Return what a figure comes to, by exact comparison.

        Args:
            state: Whether the figure is known.
            low: The least that it can be; None where nobody can say.
            high: The most that it can be; None where nobody can say.
            volume: How many items or answers it is of; None where that is not counted.
        """
        if state in ("no-volume", "running"):
            return ("no-volume", None) if self.no_volume == "no-verdict" else ("met", "no-volume")
        if self.reach is None:
            return "none", None
        if self.minimum is not None and volume is not None and volume < self.minimum:
            return "none", "minimum"
        ends = [self.compared(end) for end in (low, high)]
        sure = [reached(self.reach, end) for end in ends if end is not None]
        if len(sure) == 2 and sure[0] == sure[1]:
            return ("met" if sure[0] else "breached"), None
        return ("breached", "no-data") if self.no_data == "missed" else ("undetermined", None)
