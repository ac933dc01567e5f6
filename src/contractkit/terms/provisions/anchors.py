"""Moments that dates and steps are counted from."""

from __future__ import annotations

import attrs

from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Anchor", "Event", "StepDone"]


@attrs.frozen
class Event:
    """An event that every agreement has: its signature, start or end, or the end of a period.

    Attributes:
        word: ``signature``, ``start``, ``end``, ``month-end``, ``quarter-end`` and so on.
    """

    word: str


@attrs.frozen
class StepDone:
    """The moment at which a step of the work is done.

    Attributes:
        name: The name of the step.
    """

    name: str


Anchor = Event | StepDone | AtField | WhenState
"""An event of the agreement, a step that is done, the instant in a field of the item, or a state that it reaches."""
