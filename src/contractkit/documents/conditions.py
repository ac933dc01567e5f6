"""Conditions as somebody wrote them: fields with their values, and trees of those. Data only, no expressions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, RootModel, field_validator, model_validator

from contractkit.documents.faults import fault
from contractkit.documents.fields import FieldName, LevelText, Ref, WithinText
from contractkit.documents.scalars import Checked, Many, OneOrMany, Part, Word
from contractkit.documents.texts import RESERVED, not_empty, whole
from contractkit.documents.unions import Forms

__all__ = [
    "AllOf",
    "AnyOf",
    "AtColumn",
    "Condition",
    "FieldTest",
    "FieldTests",
    "Not",
    "Start",
    "Stop",
    "VerdictTest",
    "WithinTest",
]


def _value(text: str) -> None:
    not_empty(text)
    whole(text)


Value = Annotated[str, Checked("a value", _value)]
"""The value of a field, as the facts have it."""


class FieldTests(RootModel[dict[FieldName, OneOrMany[Value]]]):
    """The short form: every named field has one of its values. Without a field it always holds."""

    model_config = {"frozen": True, "strict": True}

    @property
    def tests(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each field."""
        return self.root


class FieldTest(Part):
    """One field, compared with a value."""

    field: FieldName
    is_: OneOrMany[Value] | None = Field(default=None, alias="is")
    in_: Many[Value] | None = Field(default=None, alias="in")
    at_least: LevelText | None = None
    more_than: LevelText | None = None
    at_most: LevelText | None = None
    less_than: LevelText | None = None
    state: Annotated[str, Word("known", "unknown")] | None = None

    @property
    def relation(self) -> tuple[str, Any]:
        """Return the one relation that is written (``is``, ``in``, ``at_least`` ...) and its value."""
        return next(found for found in self._relations() if found[1] is not None)

    def _relations(self) -> list[tuple[str, Any]]:
        names = ("at_least", "more_than", "at_most", "less_than", "state")
        return [("is", self.is_), ("in", self.in_), *((name, getattr(self, name)) for name in names)]

    @model_validator(mode="after")
    def _one_relation(self) -> FieldTest:
        count = sum(value is not None for _, value in self._relations())
        if count != 1:
            says = "says nothing about the field" if count == 0 else "compares the field in several ways at once"
            raise fault(
                "condition",
                f"the condition on '{self.field}' {says}",
                "one of is, in, at_least, more_than, at_most, less_than, state",
            )
        return self


class WithinTest(Part):
    """Reached in time: the time limit of a result, or the time between two events."""

    within: WithinText
    from_: Ref | None = Field(default=None, alias="from")
    to: Ref | None = None
    calendar: Ref | None = None


class VerdictTest(Part):
    """What was found about a target, in this period or in several in a row."""

    target: Ref
    verdict: Annotated[str, Word("met", "breached", "undetermined")]
    periods_in_a_row: LevelText | None = None


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


_BY_WORD = {
    "all_of": "all_of",
    "any_of": "any_of",
    "not": "not",
    "field": "field",
    "within": "within",
    "target": "target",
}
_BY_TYPE = {
    "AllOf": "all_of",
    "AnyOf": "any_of",
    "Not": "not",
    "FieldTest": "field",
    "WithinTest": "within",
    "VerdictTest": "target",
}


def _form(value: Any) -> str:
    if isinstance(value, dict):
        return next((_BY_WORD[word] for word in RESERVED if word in value), "tests")
    return _BY_TYPE.get(type(value).__name__, "tests")


def _instant_form(value: Any) -> str:
    if isinstance(value, str):
        return "word"
    if isinstance(value, AtColumn) or (isinstance(value, dict) and set(value) == {"field"}):
        return "column"
    return "condition"


class AtColumn(Part):
    """The instant that stands in a column of the item."""

    field: FieldName


_CONDITION = Forms(
    _form,
    tests=FieldTests,
    all_of=AllOf,
    any_of=AnyOf,
    **{"not": Not},
    field=FieldTest,
    within=WithinTest,
    target=VerdictTest,
)
Condition = Annotated[AllOf | AnyOf | Not | FieldTest | WithinTest | VerdictTest | FieldTests, _CONDITION]
"""What must hold of an item: ``{priority: [P1, P2]}``, or a tree of all_of, any_of, not and single tests."""

Start = Annotated[
    Literal["none"] | AtColumn | AllOf | AnyOf | Not | FieldTest | WithinTest | VerdictTest | FieldTests,
    Forms(_instant_form, word=Annotated[str, Word("none")], column=AtColumn, condition=Condition),
]
"""When a clock starts: ``{field: opened_at}``, a condition on the item's state, or ``none``."""

Stop = Annotated[
    AtColumn | AllOf | AnyOf | Not | FieldTest | WithinTest | VerdictTest | FieldTests,
    Forms(
        _instant_form, word=Annotated[str, Word("{field: ...} or a condition")], column=AtColumn, condition=Condition
    ),
]
"""When a clock stops: ``{field: closed_at}``, or a condition on the item's state."""

AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
