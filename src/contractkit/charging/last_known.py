"""The price that stood before an index may have changed it, of which nobody has told the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.paths import PricePoint

__all__ = ["LastKnownPrice", "last_known_of"]


@attrs.frozen
class LastKnownPrice:
    """What a price was before an index that nobody has told.

    Attributes:
        prices: The price; of a price in bands one for each band, the lowest first.
        made_by: ``signed`` where the papers say it; ``index`` where earlier figures, which are told, made it.
        since: From when on it was the price; None from the beginning on.
        indexed_from: The first date from which an index may have made another price of it.
    """

    prices: tuple[Fraction, ...]
    made_by: Literal["signed", "index"]
    since: date | None
    indexed_from: date

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; amounts as exact text."""
        return {
            "prices": [exact_text(price) for price in self.prices],
            "made_by": self.made_by,
            "since": None if self.since is None else self.since.isoformat(),
            "indexed_from": self.indexed_from.isoformat(),
        }


def last_known_of(points: Sequence[PricePoint]) -> LastKnownPrice | None:
    """Return what a price was last, where it is not known any more; None where it is, or where there is none.

    Args:
        points: The price on a date; of a price in bands that of each band.
    """
    found = [_before(point) for point in points]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    first = min(known, key=lambda one: one.indexed_from)
    return attrs.evolve(first, prices=tuple(one.prices[0] for one in known))


def _before(point: PricePoint) -> LastKnownPrice | None:
    unknown = next((place for place, step in enumerate(point.steps) if step.price is None), None)
    if unknown is None or point.agreed is None:
        return None
    until = point.steps[unknown].on
    if unknown:
        last = point.steps[unknown - 1]
        if last.charged is not None:
            return LastKnownPrice((last.charged,), "index", last.on, until)
    return LastKnownPrice((Fraction(point.agreed.amount),), "signed", None, until)
