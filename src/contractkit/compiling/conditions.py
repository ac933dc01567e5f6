"""Conditions as written become conditions that compute: every field and value checked against what an item has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.documents import conditions as written
from contractkit.terms.conditions import EVERYTHING, AnyOf, Compares, Condition, Is, Not, all_of

__all__ = ["FieldTypes", "compile_condition", "compile_values", "declared"]

_TRUTH = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
_NOT_OF_ITEMS: dict[type, str] = {
    written.VerdictTest: "target",
    written.WithinTest: "within",
    written.CountTest: "counted",
    written.MetricTest: "metric",
}

FieldTypes = Mapping[str, tuple[str, ...] | str]


def compile_condition(desk: Desk, place: Place, condition: Any, fields: FieldTypes) -> Condition:
    """Return the condition that computes; what it refers to and does not exist is added to the desk's problems.

    Args:
        desk: Where problems go.
        place: Where the condition stands.
        condition: The condition as it was read, or None for no condition.
        fields: What an item has.
    """
    if condition is None:
        return EVERYTHING
    if isinstance(condition, written.AllOf):
        return all_of(
            [compile_condition(desk, place.at("all_of", i), part, fields) for i, part in enumerate(condition.all_of)]
        )
    if isinstance(condition, written.AnyOf):
        return AnyOf(
            tuple(
                compile_condition(desk, place.at("any_of", i), part, fields) for i, part in enumerate(condition.any_of)
            )
        )
    if isinstance(condition, written.Not):
        return Not(compile_condition(desk, place.at("not"), condition.not_, fields))
    if isinstance(condition, written.FieldTest):
        return _field_test(desk, place, condition, fields)
    if isinstance(condition, written.FieldTests):
        tests = [compile_values(desk, place.at(name), name, values, fields) for name, values in condition.tests.items()]
        return all_of(tests)
    word = _NOT_OF_ITEMS[type(condition)]
    desk.report(place, "condition", f"'{word}' is no condition on an item", "name a field of the item and its values")
    return EVERYTHING


def _field_test(desk: Desk, place: Place, test: written.FieldTest, fields: FieldTypes) -> Condition:
    relation, value = test.relation
    if relation in ("is", "in"):
        return compile_values(desk, place.at(relation), test.field, value, fields)
    if relation == "state":
        desk.not_computed(
            place, "judging", "whether a field is known cannot be a condition in this version", "name its values"
        )
        return EVERYTHING
    if not declared(desk, place.at("field"), test.field, fields):
        return EVERYTHING
    if fields[test.field] == "duration":
        says = f"how long '{test.field}' is cannot be a condition on a judged item in this version"
        desk.not_computed(place, "judging", says, "declare a number, such as minutes")
        return EVERYTHING
    if fields[test.field] != "number":
        desk.report(
            place,
            "condition",
            f"{test.field} is no number, so it is neither more nor less",
            "use is, or declare a number",
        )
        return EVERYTHING
    if value.value.unit is not None:
        says = f"'{value.text}' has a unit, and the field {test.field} holds bare numbers"
        desk.report(place.at(relation), "unit", says, f"write {value.value.number}, or declare {test.field}: duration")
    return Compares(test.field, relation, value.value.number)  # type: ignore[arg-type]


def declared(desk: Desk, place: Place, field: str, fields: FieldTypes) -> bool:
    """Return whether items have a field; one that they have not is reported."""
    if field in fields:
        return True
    desk.unknown(place, "field", field, fields)
    return False


def compile_values(desk: Desk, place: Place, field: str, values: tuple[str, ...], fields: FieldTypes) -> Condition:
    """Return the condition that a field has one of some values; `EVERYTHING` for a field that is not there (reported).

    Args:
        desk: Where problems go.
        place: Where it stands.
        field: The field.
        values: The values, as they were read.
        fields: What an item has.
    """
    if not declared(desk, place, field, fields):
        return EVERYTHING
    kind = fields[field]
    taken = []
    for value in values:
        word = str(value)
        if kind == "yes-no":
            if word not in _TRUTH:
                desk.unknown(place, f"value of {field}", word, ("yes", "no"))
            word = _TRUTH.get(word, word)
        elif isinstance(kind, tuple) and word not in kind:
            desk.unknown(place, f"value of {field}", word, kind)
        elif kind in ("number", "instant", "duration"):
            desk.report(
                place, "condition", f"{field} is {kind}, not a word", "use at_least, more_than, at_most or less_than"
            )
        taken.append(word)
    return Is(field, tuple(taken))
