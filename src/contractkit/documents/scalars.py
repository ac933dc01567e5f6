"""What reads one text of a document: a quantity, a word of a closed list, or a text that is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import attrs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contractkit.documents.faults import fault
from contractkit.errors import QuantityError
from contractkit.quantities import notation as n
from contractkit.quantities.notation import nearest_word

__all__ = [
    "Checked",
    "Day",
    "Many",
    "OneOrMany",
    "Part",
    "Reads",
    "ReadsBeside",
    "ReadsEither",
    "ScalarType",
    "Word",
    "Written",
    "checked",
    "hint_of",
    "listed",
    "one_of",
]


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What no text of a document may have, also where an escape such as ``\\u0000`` writes it."""


class Part(BaseModel):
    """A map of a document: frozen, every field typed, nothing unknown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    if not TYPE_CHECKING:  # else every name would count as known

        def __getattr__(self, name: str) -> Any:
            """Refuse a name that is no field, at once: compilers ask clauses of every kind for what some have."""
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


T = TypeVar("T")


@attrs.frozen
class Written(Generic[T]):
    """A quantity as it stands on paper.

    Attributes:
        text: What was written.
        value: What it means.
    """

    text: str
    value: T

    def __str__(self) -> str:
        """Return what was written."""
        return self.text


class ScalarType:
    """What reads one text; a map or a list in its place is refused."""

    what = "one text"

    def read(self, text: str) -> Any:
        """Return the value that `text` writes; raises a fault where it is none."""
        raise NotImplementedError

    def built(self, value: Any) -> bool:  # noqa: ARG002
        """Return whether `value` is such a value already."""
        return False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"type": "string"}

    def _check(self, value: Any) -> Any:
        if self.built(value):
            return value
        if not isinstance(value, str):
            found = "a map" if isinstance(value, dict) else "a list" if isinstance(value, list | tuple) else repr(value)
            raise fault("wrong-shape", f"{found} stands here, where {self.what} belongs")
        if not value.isprintable() and (bad := _CONTROL.search(value)) is not None:
            raise fault("character", f"the character U+{ord(bad[0]):04X} cannot stand in a document", "take it out")
        return self.read(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._check, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return self.schema()


class Reads(ScalarType):
    """Reads a quantity by its notation."""

    def __init__(self, notation: n.Notation[Any]) -> None:
        self.notation = notation
        self.what = notation.what

    def built(self, value: Any) -> bool:
        """Return whether `value` is such a value already."""
        return isinstance(value, Written)

    def read(self, text: str) -> Written[Any]:
        """Return the value that `text` writes; raises a fault where it is none."""
        try:
            return Written(str(text), self.notation.parse(str(text)))
        except QuantityError as error:
            raise fault("quantity", error.message, error.hint) from None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"type": "string", "pattern": self.notation.pattern, "examples": list(self.notation.examples)}


class ReadsEither(ScalarType):
    """Reads a quantity by one of two notations: the usual one, and another for what it cannot read."""

    def __init__(self, usual: n.Notation[Any], other: n.Notation[Any]) -> None:
        self.usual, self.other = usual, other
        self.what = f"{usual.what}, or {other.what}"

    def built(self, value: Any) -> bool:
        """Return whether `value` is such a value already."""
        return isinstance(value, Written)

    def read(self, text: str) -> Written[Any]:
        """Return the value that `text` writes; raises a fault where it is none."""
        other = self.other.matches(str(text)) and not self.usual.matches(str(text))
        return Reads(self.other if other else self.usual).read(text)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"anyOf": [Reads(self.usual).schema(), Reads(self.other).schema()]}


class Checked(ScalarType):
    """Reads a text that stays a text."""

    def __init__(
        self, what: str, check: Callable[[str], None], pattern: str | None = None, words: tuple[str, ...] = ()
    ) -> None:
        self.what = what
        self.check = check
        self.pattern = pattern
        self.words = words

    def read(self, text: str) -> str:
        """Return the value that `text` writes; raises a fault where it is none."""
        self.check(text)
        return str(text)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        if self.words:
            return {"enum": list(self.words)}
        return {"type": "string"} | ({"pattern": self.pattern} if self.pattern else {})


def checked(what: str, check: Callable[[str], None], pattern: str | None = None) -> Checked:
    """Return what reads a text that `check` lets pass; `check` raises a fault otherwise."""
    return Checked(what, check, pattern)


class ReadsBeside(Reads):
    """Reads a quantity in whose place a word may stand; the hint speaks of both."""

    def __init__(self, notation: n.Notation[Any], *words: str) -> None:
        super().__init__(notation)
        self.words = words

    def read(self, text: str) -> Written[Any]:
        """Return the value that `text` writes; raises a fault where it is none."""
        try:
            return Written(str(text), self.notation.parse(str(text)))
        except QuantityError as error:
            listed = " or ".join(f"'{word}'" for word in self.words)
            found = nearest_word(text, self.words)
            hint = f"did you mean '{found}'? Or {error.hint}" if found else f"{error.hint}, or {listed}"
            raise fault("quantity", error.message, hint) from None


def one_of(*words: str, beside: n.Notation[Any] | None = None) -> Checked:
    """Return what reads one of the agreed words.

    Args:
        words: The words.
        beside: The notation of a quantity that may stand there instead; the hint shows one.
    """
    other = "" if beside is None else f", or {beside.what} such as '{beside.examples[0]}'"

    def check(text: str) -> None:
        if text not in words:
            raise fault("unknown-word", f"{text!r} is not one of the agreed words", hint_of(text, words) + other)

    return Checked("one of the agreed words", check, words=words)


def hint_of(text: str, words: tuple[str, ...]) -> str:
    """Return the hint for a word that is not in a closed list: the nearest one, and all of them."""
    found = nearest_word(text, words)
    listed = f"words: {', '.join(words)}"
    return f"did you mean '{found}'? {listed}" if found else listed


Word = one_of


class Day(ScalarType):
    """Reads the date that is the key of a map."""

    what = "a date"

    def built(self, value: Any) -> bool:
        """Return whether `value` is such a value already."""
        return isinstance(value, date)

    def read(self, text: str) -> date:
        """Return the value that `text` writes; raises a fault where it is none."""
        try:
            return n.parse_date(str(text))
        except QuantityError as error:
            raise fault("quantity", error.message, error.hint) from None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"type": "string", "pattern": n.DATE.pattern}


def listed(value: Any) -> Any:
    """Return a list as it is, and anything else as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A list, in the order of the page."""


OneOrMany = Annotated[tuple[T, ...], BeforeValidator(listed), Field(strict=False)]
"""One value, or a list of them."""
