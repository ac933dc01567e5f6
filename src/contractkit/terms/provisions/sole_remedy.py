"""What a failure entitles to besides its credits: nothing, or no other money."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.base import Provision

__all__ = ["SoleRemedy"]


@attrs.frozen
class SoleRemedy(Provision):
    """The credits are all that a failure entitles to.

    Attributes:
        covers: The targets or effects that it is for; ``all`` for every one.
        excludes: Whether only ``other-money`` is excluded, or ``everything-else``, the right to terminate included.
        unless: Where this holds, nothing is excluded; None where it always is.
        not_for: Faults for which nothing is excluded, such as ``intent``.
    """

    covers: tuple[str, ...]
    excludes: Literal["other-money", "everything-else"]
    unless: FiguresCondition | None = None
    not_for: tuple[str, ...] = ()
