"""Which amendments restate a place that a variant words otherwise: from their dates on the variant is not tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractkit.compiling.amendments import Move, moves_of
from contractkit.compiling.places import Spot
from contractkit.documents.overlays import standing_in
from contractkit.documents.source import AmendmentSource, DocumentSource, PaperSource
from contractkit.documents.surgery import find
from contractkit.terms.variants import Restated

__all__ = ["restated_by"]


def restated_by(spot: Spot, papers: Sequence[PaperSource]) -> tuple[Restated, ...]:
    """Return the amendments that write the same place, a part of it, or all around it, in the order of their dates.

    Args:
        spot: A place in a clause as it was signed; the head of a document is restated by none.
        papers: The papers of the agreement.
    """
    amendments = [paper for paper in papers if isinstance(paper, AmendmentSource)]
    if not amendments or not spot.number:
        return ()
    documents = {str(paper.model.id): paper for paper in papers if isinstance(paper, DocumentSource)}
    moves, _ = moves_of(amendments, documents)
    place = f"{spot.clause} {spot.field}"
    return tuple(
        Restated(place, str(move.amendment.model.id), move.holds_from, move.holds_until, move.known_on)
        for move in moves
        if (move.document, move.number) == (str(spot.paper.model.id), spot.number) and _writes(move, spot)
    )


def _writes(move: Move, spot: Spot) -> bool:
    if move.action != "change":
        return True
    own = (*spot.found.steps, *spot.found.missing)
    return any(own[: len(path)] == path or path[: len(own)] == own for path in _paths(move, spot))


def _paths(move: Move, spot: Spot) -> Iterator[tuple[str | int, ...]]:
    """Yield where the fields that a change names lie in the clause as it was signed."""
    standing = standing_in(spot.paper, spot.number)
    for field in move.amending.change.fields or {}:
        if standing is not None:
            found = find(standing.node, str(field))
            yield (*found.steps, *found.missing)
