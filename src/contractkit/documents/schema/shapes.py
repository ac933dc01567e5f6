"""From the type of a field to its schema: models, lists, maps, and unions that one word or the shape tells apart."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, RootModel
from pydantic.fields import FieldInfo

from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.scalars import Part, ScalarType, listed
from contractkit.documents.schema.choices import of_forms, of_kinds
from contractkit.documents.schema.telling import field_words, model_words
from contractkit.documents.schema.texts import Schema, closed, of_convention, of_text
from contractkit.documents.unions import Forms, Kinds
from contractkit.documents.wordings import MANY_WORDINGS, Wording

__all__ = ["Shapes"]


class Shapes:
    """Makes the schemas of types, and keeps those of models once, under their names.

    Attributes:
        definitions: The schemas of the models that were met, by name.
    """

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._names: dict[type, str] = {}
        self._shared: dict[int, str] = {}

    def model(self, model: type[Part]) -> Schema:
        """Return a reference to the schema of a model."""
        name = self._names.get(model)
        if name is None:
            name = self._name(model.__name__)
            self._names[model] = name
            self.definitions[name] = {}
            self.definitions[name] = self._map_of(model)
        return {"$ref": f"#/definitions/{name}"}

    def _name(self, wanted: str) -> str:
        name, number = wanted, 2
        while name in self.definitions:
            name, number = f"{wanted}{number}", number + 1
        return name

    def _map_of(self, model: type[Part]) -> Schema:
        words = field_words(model)
        properties: dict[str, Schema] = {}
        required = []
        for name, field in model.model_fields.items():
            if field.annotation is type(None):
                continue
            written = field.alias or name
            schema = self.field(field)
            said = words.get(name)
            properties[written] = schema if said is None else _said(schema, said)
            if field.is_required():
                required.append(written)
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        said = model_words(model)
        return ({"description": said} if said else {}) | schema | ({"required": required} if required else {})

    def field(self, field: FieldInfo) -> Schema:
        """Return the schema of a field of a model."""
        return self.of(field.annotation, tuple(field.metadata))

    def of(self, form: Any, marks: Sequence[Any] = ()) -> Schema:
        """Return the schema of a type.

        Args:
            form: The type, as an annotation says it.
            marks: What stands beside it in ``Annotated``.
        """
        if get_origin(form) is Annotated:
            inner, *own = get_args(form)
            return self.of(inner, (*own, *marks))
        for mark in marks:
            if isinstance(mark, ScalarType):
                return of_text(mark)
            if isinstance(mark, Kinds | Forms):
                return self._union(mark)
            if isinstance(mark, Settles):
                return of_convention(mark, {})
            if isinstance(mark, Assumes):
                return of_convention(mark, self.of(form))
            if isinstance(mark, BeforeValidator) and mark.func is listed:
                return self._one_or_many(form)
        return self._bare(form)

    def _one_or_many(self, form: Any) -> Schema:
        one = self.of(next(part for part in get_args(_present(form)) if part is not Ellipsis))
        many: Schema = {"type": "array", "items": one}
        return {"if": {"type": "array"}, "then": many, "else": one}

    def _union(self, mark: Kinds | Forms) -> Schema:
        key = id(mark)
        name = self._shared.get(key)
        if name is None:
            name = self._name(f"any-{mark.word}" if isinstance(mark, Kinds) else "-or-".join(mark.forms))
            self._shared[key] = name
            self.definitions[name] = {}
            if isinstance(mark, Kinds):
                made = of_kinds(mark, self.model)
            else:
                made = of_forms(mark, {form: self.of(inner) for form, inner in mark.forms.items()}, self.resolved)
            self.definitions[name] = made
        return {"$ref": f"#/definitions/{name}"}

    def resolved(self, schema: Schema) -> Schema:
        """Return what a reference refers to."""
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        return schema

    def _bare(self, form: Any) -> Schema:
        form = _present(form)
        origin = get_origin(form)
        if origin is Annotated:
            return self.of(form)
        if form is Any:
            return {}
        if form is str:
            return {"type": "string"}
        if form is Wording:
            return self._wording()
        if origin is Literal:
            return closed(list(get_args(form)))
        if origin in (tuple, list):
            return {"type": "array", "items": self.of(get_args(form)[0])}
        if origin in (dict, Mapping):
            key, value = get_args(form)
            names = _names(self.of(key))
            return {"type": "object", **names, "additionalProperties": self.of(value)}
        if isinstance(form, type) and issubclass(form, RootModel):
            return self.field(form.model_fields["root"])
        if isinstance(form, type) and issubclass(form, Part):
            return self.model(form)
        raise TypeError(f"no schema is known for {form!r}")

    def _wording(self) -> Schema:
        text, several = (self.of(part) for part in MANY_WORDINGS)
        return {"if": {"type": "object"}, "then": several, "else": text}


def _present(form: Any) -> Any:
    """Return a type without the None that stands for a field that is left out."""
    if get_origin(form) in (Union, types.UnionType):
        inner = [part for part in get_args(form) if part is not type(None)]
        if len(inner) == 1:
            return inner[0]
    return form


def _names(key: Schema) -> Schema:
    pattern = key.get("pattern")
    return {} if pattern is None else {"propertyNames": {"pattern": pattern}}


def _said(schema: Schema, said: str) -> Schema:
    if "$ref" in schema:
        return {"description": said, "allOf": [schema]}
    return {**schema, "description": said}
