"""What could stand behind a field, from its type: for whoever left it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from contractkit.documents.scalars import Checked, Part, Reads
from contractkit.documents.unions import Forms

__all__ = ["example_of"]


def example_of(model: type[Part], name: str) -> str | None:
    """Return how a field could be written: an example of its quantity, or its words; None where no text belongs there.

    Args:
        model: The model that has the field.
        name: The field, as documents write it.
    """
    field = next((field for own, field in model.model_fields.items() if name in (own, field.alias)), None)
    if field is None:
        return None
    marks = [mark for part in (*field.metadata, field.annotation) for mark in _marks(part)]
    example = next((mark.notation.examples[0] for mark in marks if isinstance(mark, Reads)), None)
    if example is not None:
        if name != "pays":  # what pays has a sign; a credit, a penalty or a pool is written without one
            example = example.removeprefix("-")
        quoted = f'"{example}"' if ":" in example or "," in example else example
        return f"for example {name}: {quoted}"
    words = next((mark.words for mark in marks if isinstance(mark, Checked) and mark.words), ())
    return f"words: {', '.join(words)}" if words else None


def _marks(part: Any) -> Iterator[Any]:
    """Yield what reads a value of that type, the usual form first."""
    if isinstance(part, Reads | Checked):
        yield part
    elif isinstance(part, Forms):
        for form in part.forms.values():
            yield from _marks(form)
    else:
        for inner in get_args(part):
            yield from _marks(inner)
