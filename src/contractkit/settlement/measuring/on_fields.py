"""Conditions on fields whose values are told for a period as a whole: yes, no, or not known (Kleene's logic)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from contractkit.settlement.told.facts import FieldValue
from contractkit.terms.conditions import AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, FiguresCondition, IsKnown, Lasts, NotHolds

__all__ = ["all_known", "any_known", "implied", "on_fields", "related"]

Comparable = Decimal | Fraction | timedelta
"""What a condition compares: two numbers, or two lengths of time."""


def on_fields(condition: FiguresCondition, fields: Mapping[str, FieldValue]) -> bool | None:
    """Return whether a condition holds of told fields; None where a field that decides was not told.

    Conditions on what was found about a period are not known here.

    Example:
        >>> on_fields(Is("tier", ("zonal",)), {"tier": "zonal"}), on_fields(Is("tier", ("zonal",)), {})
        (True, None)
    """
    match condition:
        case Is(field, values):
            value = fields.get(field)
            return None if value is None else _word(value) in values
        case Compares(field, relation, bound):
            number = _number(fields.get(field))
            return None if number is None else related(number, relation, bound)
        case Lasts(field, relation, time):
            length = fields.get(field)
            return related(length, relation, time) if isinstance(length, timedelta) else None
        case IsKnown(field, state):
            return (field in fields) == (state == "known")
        case AllOf(parts) | AllHold(parts):
            return all_known(on_fields(part, fields) for part in parts)
        case AnyOf(parts) | AnyHolds(parts):
            return any_known(on_fields(part, fields) for part in parts)
        case Not(part) | NotHolds(part):
            held = on_fields(part, fields)
            return None if held is None else not held
        case _:
            return None


def all_known(truths: Iterable[bool | None]) -> bool | None:
    """Return whether all hold: no where one does not, else not known where one is not known."""
    found = list(truths)
    return False if False in found else None if None in found else True


def any_known(truths: Iterable[bool | None]) -> bool | None:
    """Return whether one holds: yes where one does, else not known where one is not known."""
    found = list(truths)
    return True if True in found else None if None in found else False


def implied(condition: FiguresCondition) -> dict[str, str]:
    """Return the values that fields must have where a condition holds: of its parts that name one value each."""
    if isinstance(condition, AllOf | AllHold):
        return {field: value for part in condition.parts for field, value in implied(part).items()}
    return {condition.field: condition.values[0]} if isinstance(condition, Is) and len(condition.values) == 1 else {}


def related(one: Comparable, relation: str, other: Comparable) -> bool:
    """Return whether a number or a length of time stands in a relation to another."""
    if relation == "at_least":
        return one >= other  # type: ignore[operator]
    if relation == "more_than":
        return one > other  # type: ignore[operator]
    return one <= other if relation == "at_most" else one < other  # type: ignore[operator]


def _word(value: FieldValue) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _number(value: FieldValue | None) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None
