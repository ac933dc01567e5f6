"""Words for people, in one language or in several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contractkit.documents.faults import TAG, fault
from contractkit.documents.fields import Language, Prose
from contractkit.records.said import Worded

__all__ = ["MANY_WORDINGS", "Wording", "WordingText"]

MANY_WORDINGS = (Prose, dict[Language, Prose])
"""The two forms of a wording: one text, or a map of languages."""


@attrs.frozen
class Wording:
    """Words for people, in one language or in several.

    Attributes:
        texts: The text of each language; the key None is the binding language of the document.
    """

    texts: dict[str | None, str] = attrs.field(hash=False)

    def text(self, language: str | None = None) -> str:
        """Return the text in `language`, else in the binding one, else in the first; it remembers the others."""
        found = next((self.texts[key] for key in (language, None) if key in self.texts), None)
        text = next(iter(self.texts.values())) if found is None else found
        return Worded.of(text, self.texts) if len(self.texts) > 1 else text

    def __str__(self) -> str:
        """Return the text in the binding language, or the first."""
        return self.text()


class _Wordings:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        one = handler.generate_schema(Prose)
        several = core_schema.dict_schema(handler.generate_schema(Language), one, min_length=1)
        union = core_schema.tagged_union_schema(
            {
                TAG + "text": core_schema.no_info_after_validator_function(_one_wording, one),
                TAG + "map": core_schema.no_info_after_validator_function(_wordings, several),
                TAG + "built": core_schema.is_instance_schema(Wording),
            },
            discriminator=_wording_tag,
        )
        return core_schema.no_info_wrap_validator_function(
            _text_or_map, union, serialization=core_schema.plain_serializer_function_ser_schema(_dump_wording)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "object"], "additionalProperties": {"type": "string"}}


def _one_wording(text: str) -> Wording:
    return Wording({None: text})


def _wordings(texts: dict[str | None, str]) -> Wording:
    return Wording(dict(texts))


def _wording_tag(value: Any) -> str:
    return TAG + ("map" if isinstance(value, dict) else "built" if isinstance(value, Wording) else "text")


def _text_or_map(value: Any, handler: Callable[[Any], Wording]) -> Wording:
    if isinstance(value, list | tuple):
        raise fault(
            "wrong-shape",
            "a list stands here, where a text belongs",
            "put quotes around a text that begins with a bracket, or give a map of languages",
        )
    return handler(value)


def _dump_wording(value: Wording) -> Any:
    if set(value.texts) == {None}:
        return value.texts[None]
    return {str(language): text for language, text in value.texts.items()}


WordingText = Annotated[Wording, _Wordings()]
"""A text in the document's language, or a map of languages."""
