"""What the customer may order, in words that it understands."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.list_prices import list_pricing_of
from contractkit.terms.provisions.catalogue_item import CatalogueItem

__all__ = ["catalogue_item"]


@compiles("catalogue-item")
def catalogue_item(draft: Draft, place: Place, clause: Any) -> CatalogueItem:
    """Return what may be ordered, by whom, for how much, and how soon it is there."""
    return CatalogueItem(
        place.ref(),
        str(clause.name),
        draft.text(place, clause.promise) or "",
        tuple(map(str, clause.who_may_ask)),
        tuple(map(str, clause.includes)),
        tuple(map(str, clause.excludes)),
        None if clause.unit is None else str(clause.unit),
        list_pricing_of(draft, place.at("price"), clause.price, clause.unit),
        tuple(map(str, clause.order_through)),
        allowance_of(draft, place.at("lead_time"), clause.lead_time, (place, clause)),
        tuple(map(str, clause.levels)),
    )
