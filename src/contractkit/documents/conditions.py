"""Conditions as somebody wrote them: fields with their values, and trees of those. Data only, no expressions."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator

from contractkit.documents.faults import fault
from contractkit.documents.happenings import Happening
from contractkit.documents.instants import AtColumn, Event, StopWord, instant_form
from contractkit.documents.scalars import Many, Part
from contractkit.documents.single_tests import (
    CountTest,
    FieldTest,
    FieldTests,
    MetricTest,
    Value,
    VerdictTest,
    WithinTest,
)
from contractkit.documents.texts import RESERVED
from contractkit.documents.unions import Forms

__all__ = [
    "AllOf",
    "AnyOf",
    "AtColumn",
    "Condition",
    "CountTest",
    "FieldTest",
    "FieldTests",
    "Happening",
    "MetricTest",
    "Not",
    "Start",
    "Stop",
    "Value",
    "VerdictTest",
    "WithinTest",
]


class AllOf(Part):
    """All parts hold."""

    all_of: Many[Condition]

    @field_validator("all_of")
    @classmethod
    def _some(cls, parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return _at_least_one(parts)


class AnyOf(Part):
    """At least one part holds."""

    any_of: Many[Condition]

    @field_validator("any_of")
    @classmethod
    def _some(cls, parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return _at_least_one(parts)


class Not(Part):
    """The part does not hold."""

    not_: Condition = Field(alias="not")


def _at_least_one(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if not parts:
        raise fault("condition", "the list has no condition in it", "name at least one, or leave the condition out")
    return parts


_BY_TYPE = {
    "AllOf": "all_of",
    "AnyOf": "any_of",
    "Not": "not",
    "FieldTest": "field",
    "WithinTest": "within",
    "VerdictTest": "target",
    "CountTest": "counted",
    "MetricTest": "metric",
}


def _form(value: Any) -> str:
    if isinstance(value, dict):
        return next((word for word in RESERVED if word in value), "tests")
    return _BY_TYPE.get(type(value).__name__, "tests")


_CONDITION = Forms(
    _form,
    tests=FieldTests,
    all_of=AllOf,
    any_of=AnyOf,
    **{"not": Not},
    field=FieldTest,
    within=WithinTest,
    target=VerdictTest,
    counted=CountTest,
    metric=MetricTest,
)
_Any = AllOf | AnyOf | Not | FieldTest | WithinTest | VerdictTest | CountTest | MetricTest | FieldTests
Condition = Annotated[_Any, _CONDITION]
"""What must hold of an item: ``{priority: [P1, P2]}``, or a tree of all_of, any_of, not and single tests."""

Start = Annotated[
    str | AtColumn | Happening | _Any,
    Forms(instant_form, word=Event, column=AtColumn, happening=Happening, condition=Condition),
]
"""When a clock starts: ``opened``, ``{field: opened_at}``, what an event says, a condition on the state, ``none``."""

Stop = Annotated[
    str | AtColumn | Happening | _Any,
    Forms(instant_form, word=StopWord, column=AtColumn, happening=Happening, condition=Condition),
]
"""When a clock stops: ``solved``, ``{field: closed_at}``, what an event says, or a condition on the item's state."""

AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
