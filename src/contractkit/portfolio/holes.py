"""Terms with holes: what agreements share is kept without the ids of their papers, which are filled in when asked for.

A hole is written as its number between two control characters that no paper may hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Said, Worded, said

__all__ = ["Names", "hole"]

_HOLE: Final = re.compile("\x1a([0-9]+)\x1a")


def hole(number: int) -> str:
    """Return the text that stands for a name."""
    return f"\x1a{number}\x1a"


@attrs.frozen
class Names:
    """The names that an agreement fills into the holes of shared terms.

    Attributes:
        words: The names: the ids of its papers, and the files that they came from.

    Example:
        >>> Names(("SLA-7",))(f"{hole(0)}/4.1 p1")
        'SLA-7/4.1 p1'
    """

    words: tuple[str, ...]

    def __call__(self, value: Any) -> Any:
        """Return a value with all holes filled; the same one where it has none."""
        if isinstance(value, Said) and "\x1a" in value:
            return said(value.wording, **{name: self(fact) for name, fact in value.facts.items()})
        if isinstance(value, Worded):
            return Worded.of(self(str.__str__(value)), {key: self(text) for key, text in value.texts.items()})
        if isinstance(value, str):
            return _HOLE.sub(self._name, value) if "\x1a" in value else value
        if isinstance(value, ClauseRef):
            return ClauseRef(self(value.document), value.clause, value.row, self(value.file), value.line)
        if isinstance(value, tuple):
            return tuple([self(part) for part in value])
        if isinstance(value, Mapping):
            return {self(key): self(part) for key, part in value.items()}
        if isinstance(value, BusinessCalendar) or not attrs.has(type(value)):
            return value
        changes = {}
        for field in attrs.fields(type(value)):
            if field.init:
                part = getattr(value, field.name)
                filled = self(part)
                if filled is not part:
                    changes[field.alias] = filled
        return attrs.evolve(value, **changes) if changes else value

    def _name(self, found: re.Match[str]) -> str:
        return self.words[int(found.group(1))]
