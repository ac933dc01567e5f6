"""The schema of one text: its pattern or its words, and whether it may stand without quotes as a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticCustomError

from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.scalars import ScalarType
from contractkit.documents.tree import PlainLeaf

__all__ = ["Schema", "closed", "of_convention", "of_text"]

Schema = dict[str, Any]

_SMALL = range(21)


@lru_cache(maxsize=8192)
def _reads(scalar: ScalarType, text: str) -> bool:
    try:
        scalar.read(PlainLeaf(text))
    except PydanticCustomError:
        return False
    return True


def _bare(scalar: ScalarType) -> Schema | None:
    """Return the schema of the numbers that the text may be without quotes, or None where it may be none."""
    whole = [number for number in _SMALL if _reads(scalar, str(number))]
    if not whole:
        return None
    if len(whole) == 1:
        return {"const": whole[0]}
    schema: Schema = {"type": "number" if _reads(scalar, "1.5") else "integer"}
    return schema if _reads(scalar, "-4") else {**schema, "minimum": 0}


def of_text(scalar: ScalarType) -> Schema:
    """Return the schema of what a field's type reads: the text, and the bare number or truth value that it takes."""
    texts = _joined(scalar.schema())
    if "pattern" in texts:
        texts["patternErrorMessage"] = _refusal(scalar, texts.get("examples", ()))
    forms = [texts]
    numbers = _bare(scalar)
    if numbers is not None:
        forms.append(numbers)
    if _reads(scalar, "true"):
        forms.append({"type": "boolean"})
    if len(forms) == 1:
        return {"description": _what(scalar), **texts}
    if all("type" in form for form in forms):  # a pattern asks nothing of a number, and a minimum nothing of a text
        merged = {key: value for form in forms for key, value in form.items()}
        return {"description": _what(scalar), **merged, "type": [form["type"] for form in forms]}
    examples = {"examples": texts.pop("examples")} if "examples" in texts else {}
    return {"description": _what(scalar), **examples, "anyOf": forms}


def _joined(texts: Schema) -> Schema:
    """Return the schema of a text with one pattern, where it may match one of several."""
    forms = texts.get("anyOf", ())
    if not forms or not all("pattern" in form for form in forms):
        return texts
    examples = [example for form in forms for example in form.get("examples", ())]
    return {"type": "string", "pattern": "|".join(form["pattern"] for form in forms), "examples": examples}


def _what(scalar: ScalarType) -> str:
    named = scalar.what != ScalarType.what
    return f"{scalar.what[0].upper()}{scalar.what[1:]}." if named else "A text."


def _refusal(scalar: ScalarType, examples: Sequence[str]) -> str:
    """Return what an editor says of a text that does not match; validators that know no such word leave it alone."""
    named = " or ".join(f"'{example}'" for example in examples[:2])
    return f"This is not {scalar.what}" + (f"; for example {named}" if named else "")


def closed(words: list[str]) -> Schema:
    """Return the schema of a closed list of words."""
    return {"const": words[0]} if len(words) == 1 else {"enum": words}


def of_convention(mark: Assumes, inner: Schema) -> Schema:
    """Return the schema of a field that settles a convention: its words, what it settles, and its default.

    Args:
        mark: The convention.
        inner: The schema of the field's own type, where the convention does not read it.
    """
    told = mark.convention
    others = f"; else {', '.join(told.alternatives)}" if told.alternatives else ""
    says = f"Settles {told.settles}. Left out: {told.default}{others}."
    facts: Schema = {
        "description": says,
        "x-convention": told.name,
        "x-default": told.default,
        "x-alternatives": list(told.alternatives),
    }
    if not isinstance(mark, Settles):
        return {**inner, **facts}
    words: Schema = {"enum": list(told.words)}
    if told.quantity is None:
        return {**words, **facts}
    quantity = {"type": "string", "pattern": told.quantity.pattern, "examples": list(told.quantity.examples)}
    return {"anyOf": [words, quantity], **facts} if told.words else {**quantity, **facts}
