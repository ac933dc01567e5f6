"""One change of a clause, as an amendment or a package writes it: what stood there, and what stands there instead."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from contractkit.documents.clauses.registry import AnyClause
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, Prose, Ref
from contractkit.documents.scalars import Part, Word
from contractkit.documents.unions import Forms

__all__ = ["LEFT_OUT", "AmendedClause", "Change", "Was"]

LEFT_OUT = "left-out"
"""What `was` says of a field that was not there, and `becomes` of one that is taken away."""


def _raw_form(value: Any) -> str:
    return "map" if isinstance(value, dict) else "list" if isinstance(value, list | tuple) else "text"


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _bare(inner) for key, inner in value.items()}
    return [_bare(inner) for inner in value] if isinstance(value, list | tuple) else str(value)


_Bare = BeforeValidator(_bare)
Raw = Annotated[
    Any,
    Forms(
        _raw_form,
        text=Prose,
        list=Annotated[list[Any], _Bare],
        map=Annotated[dict[str, Any], _Bare],
    ),
]
"""Any value, as it stands."""


class Was(Part):
    """What stands there, and what stands there instead; ``left-out`` on either side where nothing does."""

    was: Raw
    becomes: Raw


_WITHOUT = {
    "change": (("to",), "write the new values under fields"),
    "replace": (("fields",), "write the whole clause under to"),
    "add": (("fields",), "write the whole clause under to"),
    "remove": (("fields", "to"), "a clause that is removed needs no more than its number"),
}
_NEEDS = {
    "change": ("fields", "for example fields: {within: {was: 8 hours, becomes: 4 hours}}"),
    "replace": ("to", "for example to: {kind: text, text: ...}"),
    "add": ("to", "for example to: {kind: text, text: ...}"),
}


class Change(Part):
    """What differs from a clause that stands elsewhere.

    Attributes:
        clause: The clause, as ``SLA-2026-014/4.2``; without a document one of the document that is changed.
        action: ``change`` single fields, ``replace`` or ``add`` a whole clause, ``remove`` it.
        fields: The fields that change, by their place inside the clause: dots lead inside, a row is found by its name.
        to: The clause that stands there from then on.
        kind_changes: ``agreed`` where the clause becomes one of another kind.
    """

    clause: Ref
    action: Annotated[str, Word("change", "replace", "add", "remove")]
    fields: dict[str, Was] | None = None
    to: AnyClause | None = None
    kind_changes: Annotated[str, Word("agreed")] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Change:
        present = {"fields": self.fields, "to": self.to}
        if self.action in _NEEDS:
            needed, example = _NEEDS[self.action]
            if not present[needed]:
                raise fault("missing-field", f"'{needed}' is missing: what does the clause become?", example)
        for name in _WITHOUT[self.action][0]:
            if present[name] is not None:
                says = f"'{name}' does not go with action: {self.action}"
                raise fault("contradiction", says, _WITHOUT[self.action][1], (name,))
        return self


class AmendedClause(Change):
    """One change of an amendment.

    Attributes:
        from_: The first date on which it holds, where that is later than the amendment's.
        until: The first date on which the old wording stands again.
        through: The last date on which it holds, where that says it better than `until`.
    """

    from_: DateText | None = Field(default=None, alias="from")
    until: DateText | None = None
    through: DateText | None = None

    @model_validator(mode="after")
    def _one_end(self) -> AmendedClause:
        if self.until is not None and self.through is not None:
            raise fault("contradiction", "'until' and 'through' both say the end", "keep one of the two", ("through",))
        return self
