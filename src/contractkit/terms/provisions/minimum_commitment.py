"""What is bought, or paid, at least."""

from __future__ import annotations

import attrs

from contractkit.quantities.notation import Volume
from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.base import Provision

__all__ = ["MinimumCommitment"]


@attrs.frozen
class MinimumCommitment(Provision):
    """What is bought, or paid, at least: what is charged is the higher of what was bought and the minimum.

    Attributes:
        at_least: The minimum: a sum, a share of an amount, or a number of units.
        per: Over which period it counts.
        settled: A shortfall is billed ``at-year-end`` or in ``each-period``.
        part_year: A part of a year counts ``prorated`` or in ``full``.
        applies_to: The services that count; empty for all.
    """

    at_least: Limit | Volume
    per: str
    settled: str
    part_year: str
    applies_to: tuple[str, ...] = ()
