"""Which obligations are meant: those of a kind, in a state, of a party, of a nature; and those still to be decided."""

from __future__ import annotations

from collections.abc import Callable

from contractkit.duties.obligation import Obligation

__all__ = ["is_decision", "those_of"]


def those_of(
    kind: str | None, state: str | None, owner: str | None, nature: str | None
) -> Callable[[Obligation], bool]:
    """Return whether an obligation is one of those that are meant; what is None does not matter.

    Args:
        kind: Such as ``notice``.
        state: Such as ``violated``.
        owner: ``provider`` or ``customer``; what both owe is of each of them.
        nature: ``duty``, ``option``, ``task`` or ``event``.
    """

    def meant(one: Obligation) -> bool:
        return (
            kind in (None, one.kind)
            and state in (None, one.state)
            and nature in (None, one.nature)
            and (owner in (None, one.owner) or one.owner == "both")
        )

    return meant


def is_decision(one: Obligation) -> bool:
    """Return whether somebody has to decide about it before a date: an option that can still be used."""
    return one.nature == "option" and one.open is not None
