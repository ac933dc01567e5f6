"""Unions without ``oneOf``: what stands there chooses one branch, which alone complains, and at the exact place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from contractkit.documents.schema.telling import model_words
from contractkit.documents.schema.texts import Schema, closed
from contractkit.documents.unions import Forms, Kinds

__all__ = ["of_forms", "of_kinds"]

_OTHER = "\x00another"


def of_kinds(union: Kinds, model: Callable[[Any], Schema]) -> Schema:
    """Return the schema of models that one word tells apart.

    Args:
        union: The word and the models.
        model: Returns the reference to the schema of a model.
    """
    known = union.known()
    by_model: dict[type[BaseModel], list[str]] = {}
    for word, form in known.items():
        by_model.setdefault(form, []).append(word)
    branches = [
        {"if": {"properties": {union.word: closed(words)}, "required": [union.word]}, "then": model(form)}
        for form, words in by_model.items()
    ]
    says = [model_words(form) for form in known.values()]  # type: ignore[arg-type]
    words = {"enum": list(known), "enumDescriptions": says}
    return {"type": "object", "required": [union.word], "properties": {union.word: words}, "allOf": branches}


def of_forms(union: Forms, forms: Mapping[str, Schema], resolved: Callable[[Schema], Schema]) -> Schema:
    """Return the schema of forms that are told apart by what stands there.

    Args:
        union: Says which form a value has.
        forms: The schemas of the forms, by their names.
        resolved: Returns what a reference refers to.
    """
    types = {name: _types(schema, resolved) for name, schema in forms.items()}
    maps = {name: forms[name] for name, found in types.items() if "object" in found}
    lists = [forms[name] for name, found in types.items() if "array" in found]
    texts = [forms[name] for name, found in types.items() if found - {"object", "array"}]
    chain = _one_of(texts) if texts else None
    if lists:
        chain = _either({"type": "array"}, _one_of(lists), chain)
    if maps:
        chain = _either({"type": "object"}, _of_maps(union, maps, resolved), chain)
    return {} if chain is None else chain


def _either(condition: Schema, then: Schema, otherwise: Schema | None) -> Schema:
    if otherwise is None:
        return {**condition, "allOf": [then]} if "$ref" in then else {**condition, **then}
    return {"if": condition, "then": then, "else": otherwise}


def _one_of(forms: list[Schema]) -> Schema:
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _of_maps(union: Forms, maps: Mapping[str, Schema], resolved: Callable[[Schema], Schema]) -> Schema:
    """Return a chain of questions: is this key there? Then that form; the form that an empty map has comes last."""
    keys = {key for schema in maps.values() for key in _keys(resolved(schema), resolved)}
    met = [{}, *({key: "x"} for key in keys), *({key: "x", _OTHER: "x"} for key in keys)]
    chosen = {_chosen(union, value) for value in met}
    maps = {name: schema for name, schema in maps.items() if name in chosen} or maps
    if len(maps) == 1:
        return next(iter(maps.values()))
    last = _chosen(union, {})
    questions = [(_question(union, name, resolved(schema)), schema) for name, schema in maps.items() if name != last]
    if any(question is None for question, _ in questions):
        return {"anyOf": list(maps.values())}
    chain: Schema = maps[last] if last in maps else questions.pop()[1]
    for question, schema in sorted(questions, key=lambda pair: "maxProperties" in (pair[0] or {})):
        chain = {"if": question, "then": schema, "else": chain}
    return chain


def _keys(schema: Schema, resolved: Callable[[Schema], Schema]) -> set[str]:
    """Return the keys that a map may have, or that decide which form it has."""
    found = {*schema.get("properties", ()), *schema.get("required", ())}
    for part in ("if", "then", "else"):
        if part in schema:
            found |= _keys(resolved(schema[part]), resolved)
    return found


def _question(union: Forms, name: str, schema: Schema) -> Schema | None:
    if "properties" not in schema:
        inner = [key for key in _asked(schema) if _chosen(union, {key: "x", _OTHER: "x"}) == name]
        return {"type": "object"} if not inner and _chosen(union, {_OTHER: "x"}) == name else None
    for key in (*schema.get("required", ()), *schema["properties"]):
        if _chosen(union, {key: "x"}) != name:
            continue
        alone = _chosen(union, {key: "x", _OTHER: "x"}) != name
        return {"required": [key]} | ({"maxProperties": 1} if alone else {})
    return None


def _asked(schema: Schema) -> list[str]:
    found = list(schema.get("if", {}).get("required", ()))
    return found + (_asked(schema["else"]) if "else" in schema else [])


def _chosen(union: Forms, value: Any) -> str:
    try:
        return union.choose(value)
    except (KeyError, TypeError, AttributeError, IndexError):
        return ""


def _types(schema: Schema, resolved: Callable[[Schema], Schema]) -> set[str]:
    """Return the types of JSON that a schema takes."""
    schema = resolved(schema)
    if "type" in schema:
        return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    found: set[str] = set()
    for part in (schema.get("then"), schema.get("else"), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if part:
            found |= _types(part, resolved)
    if "enum" in schema or "const" in schema:
        found |= {"string"}
    return found or {"string", "object", "array"}
