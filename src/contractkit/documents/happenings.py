"""What events say, as somebody wrote it: each time that a field is given one of some values."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, RootModel

from contractkit.documents.faults import fault
from contractkit.documents.fields import FieldName
from contractkit.documents.scalars import OneOrMany, Part
from contractkit.documents.single_tests import Value

__all__ = ["Happening"]

_EXAMPLE = "for example event: {comment: customer-note}"


def _one_field(value: Any) -> Any:
    if isinstance(value, RootModel):
        return value
    if not isinstance(value, dict):
        found = "a list" if isinstance(value, list | tuple) else f"'{value}'"
        raise fault("wrong-shape", f"{found} stands here, where a field with its values belongs", _EXAMPLE)
    if len(value) != 1:
        says = "an event speaks of no field" if not value else "an event speaks of several fields at once"
        hint = _EXAMPLE if not value else "name one field; what the others say is a condition, and no event"
        raise fault("condition", says, hint)
    if next(iter(value.values())) in ([], ()):
        raise fault("condition", "an event has to say one of no values", _EXAMPLE)
    return value


class EventSays(RootModel[dict[FieldName, OneOrMany[Value]]]):
    """One field with one or several values."""

    model_config = {"frozen": True, "strict": True}

    @property
    def field(self) -> str:
        """Return the field."""
        return next(iter(self.root))

    @property
    def values(self) -> tuple[str, ...]:
        """Return the values, of which an event has to say one."""
        return next(iter(self.root.values()))


class Happening(Part):
    """Each time that an event says something, also where the field held that value already.

    Attributes:
        event: The field and the values of which an event has to say one.
    """

    event: Annotated[EventSays, BeforeValidator(_one_field)]
