"""How complete three documents are: what a contract, its service levels and its working agreements have to say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Literal

import attrs

__all__ = ["ASKED", "NOTHING", "Completeness", "Point"]

Document = Literal["contract", "sla", "sop"]

ASKED: tuple[tuple[Document, str], ...] = (
    ("contract", "term"),
    ("contract", "conditions"),
    ("contract", "liability"),
    ("contract", "insurance"),
    ("contract", "indexation"),
    ("sla", "services"),
    ("sla", "numbers"),
    ("sla", "bandwidth"),
    ("sla", "prices"),
    ("sla", "quality"),
    ("sop", "orders"),
    ("sop", "lead times"),
    ("sop", "changes"),
    ("sop", "contacts"),
)
"""What is asked of each of the three documents; it does not matter in which paper it stands."""


@attrs.frozen
class Point:
    """One thing that is asked.

    Attributes:
        document: Of which of the three documents: contract, sla, sop.
        asks: What is asked.
        met: For how many it is there.
        of: For how many it has to be there: the services, or one.
    """

    document: Document
    asks: str
    met: int
    of: int

    @property
    def complete(self) -> bool:
        """Whether it is there for all."""
        return 0 < self.of <= self.met

    def __str__(self) -> str:
        """Return what is asked, and for how many it is there where that is some but not all."""
        return self.asks if self.met in (0, self.of) else f"{self.asks} ({self.met} of {self.of})"


@attrs.frozen
class Completeness:
    """How complete the papers of an agreement are.

    Attributes:
        points: What is asked, in the order of the documents.

    Example:
        >>> scored = Completeness.of_counts({"term": (1, 1), "services": (2, 2), "prices": (1, 2)})
        >>> str(scored.share("sla")), [str(point) for point in scored.missing("sla")]
        ('3/10', ['numbers', 'bandwidth', 'prices (1 of 2)', 'quality'])
    """

    points: tuple[Point, ...]

    @classmethod
    def of_counts(cls, counts: Mapping[str, tuple[int, int]]) -> Completeness:
        """Return the score for what was counted; equal counts give the same object.

        Args:
            counts: For how many each thing is there, and for how many it has to be; what is left out is missing.
        """
        return _of(tuple(counts.get(asks, (0, 1)) for _, asks in ASKED))

    def share(self, document: Document | None = None) -> Fraction:
        """Return which share is there, from 0 to 1: of one document, or of all three together."""
        asked = [point for point in self.points if document in (None, point.document)]
        return sum((Fraction(point.met, point.of) if point.of else Fraction(0) for point in asked), Fraction(0)) / len(
            asked
        )

    def missing(self, document: Document | None = None) -> tuple[Point, ...]:
        """Return what is missing, for some or for all: of one document, or of all three."""
        return tuple(point for point in self.points if document in (None, point.document) and not point.complete)

    def to_dict(self) -> dict[str, Any]:
        """Return the score as plain data, ready for JSON: shares in percent, rounded down, and what is missing."""
        documents: tuple[Document, ...] = ("contract", "sla", "sop")
        return {
            "percent": _percent(self.share()),
            "documents": {
                document: {
                    "percent": _percent(self.share(document)),
                    "missing": [str(point) for point in self.missing(document)],
                }
                for document in documents
            },
            "points": [attrs.asdict(point) for point in self.points],
        }


def _percent(share: Fraction) -> int:
    return share.numerator * 100 // share.denominator


@cache
def _of(counts: tuple[tuple[int, int], ...]) -> Completeness:
    return Completeness(
        tuple(Point(document, asks, met, of) for (document, asks), (met, of) in zip(ASKED, counts, strict=True))
    )


NOTHING = Completeness.of_counts({})
"""The score of papers that say nothing."""
