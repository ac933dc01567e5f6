"""How a model says that a value is wrong: with a code, a sentence and the way out."""

from __future__ import annotations

from typing import Any

import attrs
from pydantic_core import PydanticCustomError

from contractkit.documents.tree import Step

__all__ = ["TAG", "Faults", "fault"]

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


@attrs.frozen
class Faults:
    """Collects all that is wrong with one value, to be told at once."""

    found: list[dict[str, Any]] = attrs.field(factory=list)

    def add(self, code: str, says: str, hint: str | None = None, path: tuple[Step, ...] = ()) -> None:
        """Add one fault; the arguments are those of `fault`."""
        self.found.append({"code": code, "says": says, "hint": hint, "path": path})

    def tell(self) -> None:
        """Raise all that was added, if anything was."""
        if self.found:
            says = "; ".join(entry["says"] for entry in self.found)
            raise PydanticCustomError("several", "{says}", {"says": says, "several": tuple(self.found)})
