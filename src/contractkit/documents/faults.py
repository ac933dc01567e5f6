"""How a model says that a value is wrong: with a code, a sentence and the way out."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from contractkit.documents.tree import Step

__all__ = ["TAG", "fault"]

TAG = "\x00"
"""What the tags of unions begin with, so that they can be told from the steps of a path."""


def fault(code: str, says: str, hint: str | None = None, path: tuple[Step, ...] = ()) -> PydanticCustomError:
    """Return an error for pydantic that becomes a problem of the document.

    Args:
        code: The stable word of the problem.
        says: What is wrong, with the value.
        hint: The nearest right answer.
        path: Where inside the value it is, if not the value as a whole.
    """
    return PydanticCustomError(code, "{says}", {"says": says, "hint": hint, "path": path})
