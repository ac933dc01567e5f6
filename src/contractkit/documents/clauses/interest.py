"""What a late payment costs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.scalars import ReadsBeside, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import RATE, Rate

__all__ = ["Interest"]


def _rate_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value.replace("-", "").isalpha() else "rate"


AnyRate = Annotated[
    Written[Rate] | str,
    Forms(
        _rate_form,
        rate=Annotated[Written[Rate], ReadsBeside(RATE, "statutory")],
        word=Annotated[str, Word("statutory", beside=RATE)],
    ),
]
"""A rate for each period, or ``statutory``: the one of the law at the time."""


class Interest(Clause):
    """What a late payment costs.

    Attributes:
        rate: The rate, or ``statutory``.
        day_count: How many days the year of the rate has.
        compounding: Whether interest bears interest.
    """

    computes = False
    kind: Literal["interest"]
    rate: AnyRate
    day_count: Annotated[str | None, Settles("day_count")] = None
    compounding: Annotated[str | None, Settles("compounding")] = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: the law settles its own rate."""
        return not isinstance(self.rate, str)
