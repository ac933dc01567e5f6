"""A named stopwatch as a clause gives it."""

from __future__ import annotations

import attrs

from contractkit.terms.provisions.base import Provision
from contractkit.terms.targets import Measure

__all__ = ["NamedMeasure"]


@attrs.frozen
class NamedMeasure(Provision):
    """What starts and what stops a clock, under a name that targets refer to.

    Attributes:
        measure: The measure; a target that says something else itself has its own.
    """

    measure: Measure

    @property
    def name(self) -> str:
        """Return the name of the measure."""
        return self.measure.name
