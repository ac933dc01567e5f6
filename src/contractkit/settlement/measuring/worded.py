"""The figure of a target in a period under the wording that governs it, of which an amendment may leave several."""

from __future__ import annotations

import attrs

from contractkit.settlement.measuring.figure import FigureValue
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Worded"]


@attrs.frozen(eq=False)
class Worded:
    """A figure under the wording that governs its dates.

    Attributes:
        version: The agreement as it then stands.
        target: The target as it is then worded.
        figure: Its figure, in the period or in the part of it for which that wording holds.
    """

    version: Agreement
    target: Target | FigureTarget
    figure: FigureValue
