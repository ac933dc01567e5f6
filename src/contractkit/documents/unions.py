"""Unions that are told apart by one word, or by what stands there; never by trying one form after the other.

The tags of these unions begin with a sign that no path can have, so that a place in the document can be found even
where a kind has the name of a field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contractkit.documents.faults import TAG, fault

__all__ = ["Forms", "Kinds"]


_USUAL = "time-target"
"""The clause that a paper is most likely to be about; whoever forgot its kind sees it as the example."""


class Kinds:
    """A union of models that one word tells apart, such as ``kind``.

    Args:
        word: The field with the word.
        known: Returns the models by their word, when first needed.
        hint: Returns the hint for a word that is not known.
    """

    def __init__(
        self, word: str, known: Callable[[], Mapping[str, type[BaseModel]]], hint: Callable[[str], str]
    ) -> None:
        self.word, self.known, self.hint = word, known, hint

    def _tag(self, value: Any) -> str:
        found = value.get(self.word) if isinstance(value, dict) else getattr(value, self.word, None)
        return TAG + str(found)

    def _check(self, value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value
        if not isinstance(value, dict):
            found = "a list" if isinstance(value, list | tuple) else f"'{value}'"
            raise fault(
                "wrong-shape",
                f"{found} stands here, where a map with '{self.word}' belongs",
                f"begin with {self.word}:",
            )
        word = value.get(self.word)
        if word is None:
            example = _USUAL if _USUAL in self.known() else next(iter(self.known()))
            says = f"'{self.word}' is missing: it says what stands here"
            raise fault(f"missing-{self.word}", says, f"for example {self.word}: {example}")
        if not isinstance(word, str):
            raise fault("wrong-shape", f"'{self.word}' is one word", None, (self.word,))
        if str(word) not in self.known():
            raise fault(f"unknown-{self.word}", f"there is no {self.word} '{word}'", self.hint(str(word)), (self.word,))
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {TAG + word: handler.generate_schema(model) for word, model in self.known().items()}
        union = core_schema.tagged_union_schema(choices, discriminator=self._tag)
        return core_schema.no_info_before_validator_function(self._check, union)


class Forms:
    """A union of forms that are told apart by what stands there, such as a text or a map.

    Args:
        choose: Returns the name of the form for a value.
        forms: The types by the names of the forms.
    """

    def __init__(self, choose: Callable[[Any], str], **forms: Any) -> None:
        self.choose, self.forms = choose, forms

    def _tag(self, value: Any) -> str:
        return TAG + self.choose(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {TAG + name: handler.generate_schema(form) for name, form in self.forms.items()}
        return core_schema.tagged_union_schema(choices, discriminator=self._tag)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema)
