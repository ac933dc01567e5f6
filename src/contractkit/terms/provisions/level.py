"""Service levels: named packages of targets, calendar and price."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.records.clauses import ClauseRef
from contractkit.terms.prices import LumpSum, PriceOf
from contractkit.terms.provisions.base import Provision

__all__ = ["Level"]


@attrs.frozen
class Level(Provision):
    """A service level: a named package of targets, calendar and price.

    Attributes:
        name: Its name.
        promise: What it promises, in words that the customer understands; None where nothing is said.
        calendar_name: The calendar that is meant where a target of this level names none, or None.
        price: What it costs; None where nothing is said.
        above_base: How much more that is than the price of its base, where it is written so; negative for less.
        based_on: The clause of the level that it takes its clauses from, or None.
    """

    name: str
    promise: str | None = None
    calendar_name: str | None = None
    price: PriceOf | LumpSum | None = None
    above_base: Percent | None = None
    based_on: ClauseRef | None = None
