"""What an answer lacks, in words: fields that were not given, contracts that contradict each other, no paper at all."""

from __future__ import annotations

from typing import Any, Literal

import attrs

__all__ = ["EntitlementGap", "GapCode", "MissingField"]

GapCode = Literal[
    "before-signature",
    "before-term",
    "after-term",
    "no-service",
    "no-target",
    "no-contract",
    "contradictory-levels",
    "overlapping-contracts",
    "unknown-value",
    "unread-field",
    "missing-field",
    "not-due",
]
"""What kind of gap it is."""


@attrs.frozen
class EntitlementGap:
    """Something that the answer lacks, or that the papers contradict each other about.

    Attributes:
        code: What kind of gap it is.
        says: The gap in one sentence, with what to do.
        clauses: The clauses that are meant, as figures cite them.
    """

    code: GapCode
    says: str
    clauses: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the gap as plain data, ready for JSON."""
        return {"code": self.code, "says": self.says, "clauses": list(self.clauses)}


@attrs.frozen
class MissingField:
    """A field that was not given and decides something.

    Attributes:
        field: The field.
        known: The values that the agreement knows of it; empty where it lists none.
        decides: What it decides, in words.
        near: A field of the request that nothing reads and that is written much like it, or None.
    """

    field: str
    known: tuple[str, ...]
    decides: str
    near: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {**attrs.asdict(self), "known": list(self.known)}
