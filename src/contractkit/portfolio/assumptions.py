"""The readings that the texts of many agreements leave open, counted: which to settle in the next standard terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from contractkit.terms import Agreement

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


def counted_assumptions(agreements: Iterable[Agreement]) -> tuple[CountedAssumption, ...]:
    """Return the readings that some agreements leave open, the commonest first.

    Args:
        agreements: The agreements, each looked at once.
    """
    found: dict[tuple[str, str], list[str]] = {}
    says: dict[tuple[str, str], str | None] = {}
    for agreement in agreements:
        for one in agreement.assumptions:
            says.setdefault((one.convention, one.taken), one.says)
        for key in dict.fromkeys((one.convention, one.taken) for one in agreement.assumptions):
            found.setdefault(key, []).append(agreement.id)
    counted = (CountedAssumption(*key, says[key], tuple(ids)) for key, ids in found.items())
    return tuple(sorted(counted, key=lambda one: (-one.contracts, one.convention, one.taken)))
