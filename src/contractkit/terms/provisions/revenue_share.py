"""Shares of what the other party earns."""

from __future__ import annotations

import attrs

from contractkit.terms.amounts import Share
from contractkit.terms.effects import Effect

__all__ = ["RevenueShare"]


@attrs.frozen
class RevenueShare(Effect):
    """Percentages of amounts that come with the facts, added up.

    Attributes:
        shares: The shares, in the order of the page.
    """

    shares: tuple[Share, ...]
