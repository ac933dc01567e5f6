"""Taxes on what is charged."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.ratios import Ratio
from contractkit.terms.provisions.base import Provision

__all__ = ["Tax"]


@attrs.frozen
class Tax(Provision):
    """A tax that is contained in prices, or comes on top of them.

    Attributes:
        name: What it is called.
        contained: The part of every price that is tax, exactly; None where it comes on top.
        on_top: The percentage that is added to prices; None where it is contained.
        owed_by: Who owes it to the tax office.
        applies_to: The services and fees that it is on; empty for all.
    """

    name: str
    contained: Ratio | None = None
    on_top: Percent | None = None
    owed_by: str = "provider"
    applies_to: tuple[str, ...] = ()
