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
        applies_to: The services and fees that count; empty for what `counted_towards` says.
        counted_towards: All ``services``, or ``services-and-fees``.
        short_units: Units that are short of a price in bands cost what they would have cost had they been bought
            (``as-if-bought``), or the price of the band in which the units lie that were bought (``band-price``).
    """

    at_least: Limit | Volume
    per: str
    settled: str
    part_year: str
    applies_to: tuple[str, ...] = ()
    counted_towards: str = "services"
    short_units: str = "as-if-bought"
