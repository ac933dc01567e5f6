"""The states of an obligation, and which event leads from which to which; nothing else changes them but its date.

A state is what the events up to a day make of it: the order in which they were recorded does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

__all__ = ["FINAL", "HAPPENINGS", "STATES", "TRANSITIONS", "Happening", "State"]

State = Literal[
    "created",
    "in-effect",
    "suspended",
    "violated",
    "fulfilled",
    "fulfilled-late",
    "discharged",
    "terminated",
    "expired",
    "waived",
]
"""``created``: it has not come into effect; ``in-effect``: it is owed, or can be used; ``suspended``: its time stands
still; ``violated``: its date passed and it was not done; ``fulfilled`` and ``fulfilled-late``: done; ``discharged``: no
longer owed, because the parties agreed so or something took its place; ``terminated``: it ended with the agreement;
``expired``: its date passed, or what it waited for can no longer come; ``waived``: whom it was owed to lets it go."""

Happening = Literal[
    "triggered",
    "activated",
    "suspended",
    "resumed",
    "fulfilled",
    "discharged",
    "terminated",
    "waived",
    "disputed",
    "settled",
    "withdrawn",
]
"""What can be recorded. ``triggered`` says that a moment came from which something is counted, such as an invoice;
``activated`` that something waited for has come; ``disputed`` and ``settled`` lie over the state and leave it;
``withdrawn`` takes a notice or a prolongation out again, as the parties agree."""

STATES: Final[tuple[State, ...]] = get_args(State)
HAPPENINGS: Final[tuple[Happening, ...]] = get_args(Happening)

FINAL: Final[frozenset[State]] = frozenset(
    {"fulfilled", "fulfilled-late", "discharged", "terminated", "expired", "waived"}
)
"""States that nothing leads out of, but that a notice or a prolongation can be withdrawn."""

_OPEN: Final[Mapping[Happening, State]] = {
    "fulfilled": "fulfilled",
    "discharged": "discharged",
    "terminated": "terminated",
    "waived": "waived",
}

TRANSITIONS: Final[Mapping[State, Mapping[Happening, State]]] = MappingProxyType(
    {
        "created": {**_OPEN, "triggered": "in-effect", "activated": "in-effect"},
        "in-effect": {**_OPEN, "suspended": "suspended"},
        "suspended": {**_OPEN, "resumed": "in-effect"},
        "violated": {"fulfilled": "fulfilled-late", "discharged": "discharged", "waived": "waived"},
        **{state: {} for state in FINAL},
    }
)
"""From each state, where each event leads; what is not listed is refused. A dispute can lie over every state but
``created``. Of a notice and a prolongation alone, ``withdrawn`` leads from ``fulfilled`` back to ``in-effect``, or to
``expired`` where its last date has passed. By its date alone a duty that is in effect becomes ``violated``, an option
``expired``, an event ``fulfilled``; a task waits."""
