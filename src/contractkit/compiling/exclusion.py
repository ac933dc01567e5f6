"""Whether two conditions can hold together, as far as their fields tell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from contractkit.terms.conditions import AllOf, AnyOf, Compares, Condition, Is, Not

__all__ = ["Allowed", "demands_exclude", "demands_of", "exclude_each_other", "values_demanded"]


@attrs.frozen
class Allowed:
    """What a condition demands of one field.

    Attributes:
        values: The values of which one has to stand there; None where any may.
        without: Values that may not stand there.
        low: The lowest number, and whether it may be that itself; None for no lower end.
        high: The highest number, and whether it may be that itself; None for no upper end.
    """

    values: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    low: tuple[Decimal, bool] | None = None
    high: tuple[Decimal, bool] | None = None

    def and_(self, other: Allowed) -> Allowed:
        """Return what both demand together."""
        values = self.values
        if other.values is not None:
            values = other.values if values is None else values & other.values
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Allowed(
            values,
            self.without | other.without,
            max(lows, key=lambda end: (end[0], not end[1]), default=None),
            min(highs, key=lambda end: (end[0], end[1]), default=None),
        )

    @property
    def is_nothing(self) -> bool:
        """Whether no value is left."""
        if self.values is not None and not self.values - self.without:
            return True
        if self.low is None or self.high is None:
            return False
        return self.low[0] > self.high[0] or (self.low[0] == self.high[0] and not (self.low[1] and self.high[1]))


def exclude_each_other(a: Condition, b: Condition) -> bool:
    """Return whether no state of an item can meet both conditions.

    Values that are named, values that are ruled out, and ranges of numbers are understood, alone and under all_of;
    any_of where all its parts name values of one field. Of anything subtler the answer is no.

    Example:
        >>> from contractkit.terms.conditions import Is, Not
        >>> exclude_each_other(Is("priority", ("P1",)), Is("priority", ("P2", "P3")))
        True
        >>> exclude_each_other(Is("priority", ("P1",)), Not(Is("priority", ("P1", "P2"))))
        True
        >>> exclude_each_other(Is("priority", ("P1",)), Is("type", ("order",)))
        False
    """
    return demands_exclude(demands_of(a), demands_of(b))


def demands_exclude(a: Mapping[str, Allowed], b: Mapping[str, Allowed]) -> bool:
    """Return whether what two conditions demand of the fields (`demands_of`) leaves one of them without a value."""
    return any(a[field].and_(b[field]).is_nothing for field in a.keys() & b.keys())


def values_demanded(demands: Mapping[str, Allowed]) -> dict[str, frozenset[str]]:
    """Return the fields of which a condition demands one of some values, with those values.

    Args:
        demands: What the condition demands (`demands_of`).

    Example:
        >>> from contractkit.terms.conditions import Is
        >>> values_demanded(demands_of(Is("priority", ("P1",))))
        {'priority': frozenset({'P1'})}
    """
    return {field: part.values for field, part in demands.items() if part.values is not None}


_ENDS = {
    "at_least": ("low", True),
    "more_than": ("low", False),
    "at_most": ("high", True),
    "less_than": ("high", False),
}


def demands_of(condition: Condition) -> Mapping[str, Allowed]:
    """Return what a condition demands of each field of which it demands something."""
    if isinstance(condition, Is):
        return {condition.field: Allowed(values=frozenset(condition.values))}
    if isinstance(condition, Not) and isinstance(condition.part, Is):
        return {condition.part.field: Allowed(without=frozenset(condition.part.values))}
    if isinstance(condition, Compares):
        end, inside = _ENDS[condition.relation]
        at = (condition.value, inside)
        return {condition.field: Allowed(low=at) if end == "low" else Allowed(high=at)}
    if isinstance(condition, AnyOf):
        values = [part for part in condition.parts if isinstance(part, Is)]
        if len(values) == len(condition.parts) > 0 and len({part.field for part in values}) == 1:
            return {values[0].field: Allowed(values=frozenset(v for part in values for v in part.values))}
    found: dict[str, Allowed] = {}
    if isinstance(condition, AllOf):
        for part in condition.parts:
            for field, allowed in demands_of(part).items():
                found[field] = found[field].and_(allowed) if field in found else allowed
    return found
