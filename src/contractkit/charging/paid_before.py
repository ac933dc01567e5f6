"""Which units of a service are paid for beforehand on a date, said beside its price."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.blocks import PrepaidBlock
from contractkit.charging.blocks_before import blocks_on
from contractkit.charging.exact import exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.records.said import joined, said
from contractkit.terms import Agreement

__all__ = ["PaidBefore", "paid_before"]


@attrs.frozen
class PaidBefore:
    """The prepaid units of a service on a date, at its beginning.

    Attributes:
        blocks: The blocks in which something is left, the oldest first; none where it is not known.
        missing: What is not known, so that nobody knows what is left; None where all is.
    """

    blocks: tuple[PrepaidBlock, ...] = ()
    missing: str | None = None

    @property
    def units(self) -> Fraction | None:
        """Return how many units are left; None where that is not known."""
        return None if self.missing is not None else sum((block.units for block in self.blocks), Fraction(0))

    def __str__(self) -> str:
        """Return how many units are left, and of which block, in one sentence."""
        if self.missing is not None:
            return said("units paid beforehand come first; {missing}", missing=self.missing)
        if not self.blocks:
            return said("no units paid beforehand are left")
        parts = joined(", ", map(_told, self.blocks))
        return said("paid beforehand are {parts}; this is the price beyond them", parts=parts)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        units = self.units
        return {
            "units": None if units is None else exact_text(units),
            "blocks": [block.to_dict() for block in self.blocks],
            "missing": self.missing,
        }


def _told(block: PrepaidBlock) -> str:
    units, name, since = exact_text(block.units), block.name, block.holds_from
    if block.lapses_on is None:
        return said("{units} {unit} of {name} of {since}", units=units, unit=block.unit, name=name, since=since)
    return said(
        "{units} {unit} of {name} of {since} (which lapse on {day})",
        units=units,
        unit=block.unit,
        name=name,
        since=since,
        day=block.lapses_on,
    )


def paid_before(agreement: Agreement, service: str, on: date, facts: ChargingFacts) -> PaidBefore | None:
    """Return the prepaid units of a service on a date; None where none of it are sold beforehand.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        on: The date.
        facts: Counts of the service, orders of blocks, what earlier periods left, and what was known when.
    """
    found = blocks_on(agreement, service, on, facts)
    if found is None:
        return None
    if isinstance(found, str):
        return PaidBefore(missing=found)
    return PaidBefore(tuple(block for block in found if block.units))
