"""The readings that the texts of many agreements leave open, counted: which to settle in the next standard terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from contractkit.records.clauses import Assumption

if TYPE_CHECKING:
    from contractkit.portfolio.stored_entries import Shelf

__all__ = ["CountedAssumption", "counted_assumptions"]


@attrs.frozen
class CountedAssumption:
    """A reading that the texts of some contracts leave open.

    Attributes:
        convention: The word of the convention.
        taken: The value that was used.
        says: The reading in a sentence, as the first of the contracts has it; None where there is none.
        agreements: The ids of the contracts.
    """

    convention: str
    taken: str
    says: str | None
    agreements: tuple[str, ...]

    @property
    def contracts(self) -> int:
        """How many contracts have it."""
        return len(self.agreements)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {**attrs.asdict(self), "agreements": list(self.agreements), "contracts": self.contracts}


def counted_assumptions(shelf: Shelf) -> tuple[CountedAssumption, ...]:
    """Return the readings that the agreements of a portfolio leave open, the commonest first.

    Args:
        shelf: The agreements; those that leave the same open are looked at once.
    """
    different: dict[str, tuple[tuple[Assumption, ...], list[int]]] = {}
    for place in range(len(shelf.rows)):
        key, assumptions = shelf.part(place, "assumptions")
        different.setdefault(key, (assumptions, []))[1].append(place)
    found: dict[tuple[str, str], list[int]] = {}
    says: dict[tuple[str, str], str | None] = {}
    for assumptions, places in different.values():
        names = shelf.rows[places[0]].names
        for one in assumptions:
            says.setdefault((one.convention, one.taken), names(one.says))
        for taken in dict.fromkeys((one.convention, one.taken) for one in assumptions):
            found.setdefault(taken, []).extend(places)
    counted = (
        CountedAssumption(*taken, says[taken], tuple(shelf.rows[place].id for place in sorted(places)))
        for taken, places in found.items()
    )
    return tuple(sorted(counted, key=lambda one: (-one.contracts, one.convention, one.taken)))
