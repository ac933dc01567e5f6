"""Processes: steps that belong together."""

from __future__ import annotations

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.anchors import Anchor
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.step import Step

__all__ = ["Process"]


@attrs.frozen
class Process(Provision):
    """Steps that belong together, and what starts those that wait for nothing.

    Attributes:
        name: Its name.
        steps: The steps, in the order of the page; the names in their `after` are those of steps of this process
            first, then of steps that stand alone.
        starts: What starts the steps that wait for nothing; None where nothing is said.
        condition: For which items it is done.
        service: The service that it belongs to, or None.
        serves: The clause of the promise that it is done for, or None.
    """

    name: str
    steps: tuple[Step, ...]
    starts: Anchor | None = None
    condition: Condition = EVERYTHING
    service: str | None = None
    serves: ClauseRef | None = None
