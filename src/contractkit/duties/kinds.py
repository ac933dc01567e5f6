"""What can be owed, may be done or happens under an agreement: the kinds of obligation, and the rule of one clause."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.terms.provisions.base import Provision

__all__ = ["NATURES", "Kind", "Nature", "Owed", "prefix_of"]

Kind = Literal[
    "notice",
    "prolongation",
    "renewal",
    "end",
    "indexation",
    "duty",
    "insurance",
    "payment",
    "claim",
    "termination",
    "right",
    "remedy",
    "report",
    "deposit",
    "lapse",
]
"""``notice``: until when somebody can say that it does not go on; ``prolongation``: that it does. ``renewal`` and
``end``: what then happens. ``indexation``: prices change. ``duty``: what a duty clause says. ``insurance``: a
certificate ends. ``payment``: an invoice is due. ``claim``: a credit can be claimed. ``termination``, ``right`` and
``remedy``: what a party may do. ``report``: something that holds up the work has to be told. ``deposit``: what lies as
security goes back. ``lapse``: units that were paid for beforehand lapse."""

Nature = Literal["duty", "option", "task", "event"]
"""What the passing of its date means. A ``duty`` that is not done is violated; an ``option`` that is not used expires;
a ``task`` waits until somebody says that it is done; an ``event`` has happened."""

NATURES: Final[dict[Kind, Nature]] = {
    "notice": "option",
    "prolongation": "option",
    "renewal": "event",
    "end": "event",
    "indexation": "task",
    "duty": "duty",
    "insurance": "duty",
    "payment": "duty",
    "claim": "option",
    "termination": "option",
    "right": "option",
    "remedy": "option",
    "report": "duty",
    "deposit": "duty",
    "lapse": "event",
}


@attrs.frozen
class Owed:
    """What one clause says is owed, may be done or happens, on whatever date.

    Attributes:
        kind: What it is.
        nature: What the passing of its date means.
        clause: Where it stands.
        owner: ``provider``, ``customer`` or ``both``.
        does: What, in words of the clause, or in our own where it has none.
        said: The provision itself, for those who show it; None where it is no clause of its own.
    """

    kind: Kind
    nature: Nature
    clause: ClauseRef
    owner: str
    does: str
    said: Provision | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def prefix(self) -> str:
        """Return how the ids of its obligations begin."""
        return prefix_of(self.kind, self.clause)


def prefix_of(kind: Kind, clause: ClauseRef) -> str:
    """Return how the ids of obligations of a kind begin: the clause, and the kind where it is no plain duty."""
    return f"{clause} " if kind == "duty" else f"{clause} {kind} "
