"""Prices as catalogues and levels name them: what they leave out says the entry, or that it is paid once."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.prices import pricing_of
from contractkit.quantities.notation import Price
from contractkit.terms.prices import LumpSum, PriceOf, Pricing

__all__ = ["list_price_of", "list_pricing_of"]


def list_pricing_of(draft: Draft, place: Place, written: Any, unit: Any = None) -> Pricing | None:
    """Return a price, or bands of them; None where nothing is written.

    Args:
        draft: The agreement while it is compiled.
        place: Where it stands.
        written: The price as it was read.
        unit: What is counted where the price itself does not say it.
    """
    if written is not None and hasattr(written, "value"):
        return list_price_of(draft, place, written.value, unit)
    return pricing_of(draft.desk, draft.names, place, written)


def list_price_of(draft: Draft, place: Place, price: Price, unit: Any = None) -> PriceOf | LumpSum:
    """Return one price; its arguments are those of `list_pricing_of`."""
    amount = draft.money(place, price.amount)
    counted = price.unit or unit
    if counted is None:
        return LumpSum(amount, price.per or "once")
    return PriceOf(amount, str(counted), price.per_units, price.per)
