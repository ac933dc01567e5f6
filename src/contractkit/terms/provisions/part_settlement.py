"""A settlement clause that is for some targets or effects only."""

from __future__ import annotations

import attrs

from contractkit.terms.provisions.base import Provision
from contractkit.terms.settling import SettlementTerms

__all__ = ["PartSettlement"]


@attrs.frozen
class PartSettlement(Provision):
    """How the effects of some targets become money, where the others have a clause of their own.

    Attributes:
        terms: The period, what it is for, and the steps in order.
    """

    terms: SettlementTerms
