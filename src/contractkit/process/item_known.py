"""What has to be known of an item to walk through its steps, whoever knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from contractkit.terms.conditions import Condition

__all__ = ["ItemKnown"]


class ItemKnown(Protocol):
    """One item at a moment; instants are microseconds since the epoch."""

    @property
    def as_of(self) -> int:
        """The moment."""

    @property
    def opened(self) -> int | None:
        """When it was opened; None where that is not known."""

    @property
    def words(self) -> Mapping[str, str | None]:
        """What it says in each field; None where it is not known."""

    def instant(self, field: str) -> int | None:
        """Return the instant in a column; None where it is not known, or lies ahead."""

    def ahead(self, field: str) -> int | None:
        """Return the instant in a column, also where it lies ahead; None where it is not known."""

    def since(self, condition: Condition) -> int | None:
        """Return the first instant at which its state met a condition; None where it never did."""

    def done(self, *records: str) -> int | None:
        """Return when a step was done, by the words by which records mean it; None where nothing says it."""

    def is_recorded(self, *records: str) -> bool:
        """Return whether anything would say of such a step when it is done."""
