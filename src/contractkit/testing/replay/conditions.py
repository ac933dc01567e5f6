"""Conditions, read from a state in words: yes, no, or not known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from contractkit.terms.conditions import AllOf, AnyOf, Compares, Condition, Is, Not

__all__ = ["State", "Value", "holds", "speaks_of"]

Value = str | Decimal | int | None
State = Mapping[str, Value]


def holds(condition: Condition, state: State) -> bool | None:
    """Return whether a condition holds, None where that is not known."""
    match condition:
        case Is(field, values):
            value = state.get(field)
            if value is None or isinstance(value, int):
                return None
            if isinstance(value, Decimal):
                return value in [number for number in map(_number, values) if number is not None]
            return value in values
        case Compares(field, relation, bound):
            value = state.get(field)
            number = _number(value) if isinstance(value, str) else value if isinstance(value, Decimal) else None
            if number is None:
                return None
            return {
                "at_least": number >= bound,
                "more_than": number > bound,
                "at_most": number <= bound,
                "less_than": number < bound,
            }[relation]
        case AllOf(parts):
            found = [holds(part, state) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [holds(part, state) for part in parts]
            return True if True in found else None if None in found else False
        case Not(part):
            inner = holds(part, state)
            return None if inner is None else not inner


def _number(word: str) -> Decimal | None:
    try:
        return Decimal(word)
    except InvalidOperation:
        return None


def speaks_of(condition: Condition) -> set[str]:
    """Return the fields that a condition speaks of."""
    match condition:
        case Is(field) | Compares(field):
            return {field}
        case AllOf(parts) | AnyOf(parts):
            return set().union(*(speaks_of(part) for part in parts))
        case Not(part):
            return speaks_of(part)
