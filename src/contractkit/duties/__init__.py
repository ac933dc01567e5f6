"""Duties, options and events with their dates: what is owed under an agreement by when, and what became of it."""

from contractkit.duties.asking import obligations
from contractkit.duties.events import ObligationEvent
from contractkit.duties.kinds import Kind, Nature, Owed
from contractkit.duties.listing import Obligations
from contractkit.duties.obligation import Gap, Obligation, Passed
from contractkit.duties.schema import obligations_schema
from contractkit.duties.states import FINAL, HAPPENINGS, STATES, TRANSITIONS, Happening, State

__all__ = [
    "FINAL",
    "HAPPENINGS",
    "STATES",
    "TRANSITIONS",
    "Gap",
    "Happening",
    "Kind",
    "Nature",
    "Obligation",
    "ObligationEvent",
    "Obligations",
    "Owed",
    "Passed",
    "State",
    "obligations",
    "obligations_schema",
]
