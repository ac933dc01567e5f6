"""Which figure has to be reached in each period."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.notation import Bound, Cycle
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.base import Provision

__all__ = ["FigureTarget"]


@attrs.frozen
class FigureTarget(Provision):
    """One figure that has to be reached in each period; of a clause with rows there is one for each row.

    Attributes:
        name: Its name; where it has none, how it is cited.
        metric: The metric that measures it, by its name.
        reach: What has to be reached, with its side.
        better: Whether a higher or a lower figure is better.
        per: The periods, each with a verdict of its own.
        title: What it is in words, or None.
        services: The services that it is for; empty for those of the metric.
        levels: The levels that it belongs to; empty for every level.
        when: Only what meets this is measured.
        no_volume: What a period without volume is: ``no-verdict`` or ``met``.
        no_data: What a period without measurement is: ``undetermined`` or ``missed``.
        effects: What the figure of a period pays, in the order of the page.
    """

    name: str
    metric: str
    reach: Bound
    better: Literal["higher", "lower"]
    per: Cycle
    title: str | None = None
    services: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    when: FiguresCondition = EVERYTHING
    no_volume: str = "no-verdict"
    no_data: str = "undetermined"
    effects: tuple[Effect, ...] = ()

    @property
    def id(self) -> str:
        """Return the clause and row by which it is cited."""
        return str(self.clause)
