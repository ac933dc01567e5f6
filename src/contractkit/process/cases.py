"""Which items conditions can tell apart, so that no chain is made of steps that never meet in one item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from contractkit.terms.conditions import AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.targets import Fields

__all__ = ["ANOTHER", "cases_of"]

ANOTHER: Final = ""
"""Stands for every value that no condition names."""

_MOST: Final = 512
"""More combinations than this are not told apart: every step is then taken to be done for every item."""


def cases_of(conditions: Iterable[Condition], fields: Fields) -> Iterator[Mapping[str, str]]:
    """Yield one item for each combination of values that the conditions can tell apart.

    Values that no condition names behave alike, and one of them stands for all. A field that is compared as a number
    is left out, so that what asks for it may hold or not.

    Args:
        conditions: The conditions.
        fields: What an item has; of a field with listed values one of the others stands for them, if there is one.

    Example:
        >>> wanted = [Is("priority", ("P1",)), Is("priority", ("P1", "P2"))]
        >>> [dict(item) for item in cases_of(wanted, {"priority": ("P1", "P2", "P3", "P4")})]
        [{'priority': 'P1'}, {'priority': 'P2'}, {'priority': 'P3'}]
    """
    named: dict[str, dict[str, None]] = {}
    numbers: set[str] = set()
    for condition in conditions:
        _gather(condition, named, numbers)
    values = {field: _values(field, some, fields) for field, some in named.items() if field not in numbers}
    size = 1
    for some in values.values():
        size *= len(some)
    if size > _MOST:
        yield {}
        return
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def _gather(condition: Condition, named: dict[str, dict[str, None]], numbers: set[str]) -> None:
    match condition:
        case Is(field, values):
            named.setdefault(field, {}).update(dict.fromkeys(values))
        case Compares(field):
            numbers.add(field)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                _gather(part, named, numbers)
        case Not(part):
            _gather(part, named, numbers)


def _values(field: str, named: Iterable[str], fields: Fields) -> tuple[str, ...]:
    known = fields.get(field)
    listed = known if isinstance(known, tuple) else ("yes", "no") if known == "yes-no" else None
    if listed is None:
        return (*named, ANOTHER)
    some = tuple(named)
    return (*some, *[value for value in listed if value not in some][:1])
