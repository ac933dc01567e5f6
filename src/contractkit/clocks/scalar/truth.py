"""Conditions over the words of one item, in three values: yes, no and unknown (Kleene's strong logic)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, assert_never

from contractkit.terms.conditions import AllOf, AnyOf, Compares, Condition, Is, Not

__all__ = ["NO", "UNKNOWN", "YES", "fields_in", "holds"]

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2

Words = Mapping[str, str | None]
"""What an item says in each field; None, or no entry at all, where it is not known."""


def holds(condition: Condition, words: Words) -> int:
    """Return whether a condition holds: `NO`, `UNKNOWN` or `YES`."""
    match condition:
        case Is(field, values):
            word = words.get(field)
            return UNKNOWN if word is None else YES if word in values else NO
        case Compares(field):
            number = _number(words.get(field))
            return UNKNOWN if number is None else YES if _compares(number, condition) else NO
        case AllOf(parts):
            return min((holds(part, words) for part in parts), default=YES)
        case AnyOf(parts):
            return max((holds(part, words) for part in parts), default=NO)
        case Not(part):
            return YES - holds(part, words)
        case _:
            assert_never(condition)


def fields_in(condition: Condition) -> Iterator[str]:
    """Return the fields that a condition speaks of; one that stands there twice comes twice."""
    match condition:
        case Is(field) | Compares(field):
            yield field
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from fields_in(part)
        case Not(part):
            yield from fields_in(part)
        case _:
            assert_never(condition)


def _number(word: str | None) -> Decimal | None:
    if word is None:
        return None
    try:
        number = Decimal(word)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _compares(number: Decimal, test: Compares) -> bool:
    match test.relation:
        case "at_least":
            return number >= test.value
        case "more_than":
            return number > test.value
        case "at_most":
            return number <= test.value
        case "less_than":
            return number < test.value
