"""Conditions on what was found about a period: verdicts, bands, counts, figures. Data only, no expressions.

They decide whether an effect is paid, a right arises or a term ends. Conditions on a single item stand among them as
they are, where a clause speaks of both.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import attrs

from contractkit.quantities.notation import Cycle, Level
from contractkit.terms.amounts import Limit as Amount
from contractkit.terms.conditions import AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.stopwatch import AtField, Limit, WhenState

__all__ = [
    "AllHold",
    "AnyHolds",
    "Counted",
    "FiguresCondition",
    "Found",
    "InTime",
    "IsKnown",
    "Lasts",
    "Measured",
    "NotHolds",
    "OutOfLast",
]

Relation = Literal["at_least", "more_than", "at_most", "less_than"]


@attrs.frozen
class OutOfLast:
    """In how many of the last periods something was found.

    Attributes:
        periods: In so many of them.
        of: How many last periods are looked at; the same number as `periods` where they follow each other directly.
    """

    periods: int
    of: int


@attrs.frozen
class Found:
    """What was found about one of several targets; where all are meant, that they were met is asked of every one.

    Attributes:
        targets: The targets, by name or as ``document/clause``; empty for every target of the agreement.
        verdict: ``met``, ``breached`` or ``undetermined``; None where a band is asked for.
        bands: The bands in one of which its figure lies, by name; empty where a verdict is asked for.
        often: In how many periods it was found; the period at hand alone is one out of the last one.
    """

    targets: tuple[str, ...]
    verdict: Literal["met", "breached", "undetermined"] | None = None
    bands: tuple[str, ...] = ()
    often: OutOfLast = OutOfLast(1, 1)


@attrs.frozen
class Counted:
    """How much there was of something, over a window that ends with the period at hand.

    Attributes:
        what: Verdicts of periods (``breached``, ``met``, ``undetermined``), or ``points``, ``credits``, ``malus``,
            ``bonus`` that came up, before any cap.
        of: The targets, or effects, that are counted, by name or as ``document/clause``; empty for all. Every row of a
            figure target is a target of its own, and a clause stands for all its rows.
        relation: ``at_least``, ``more_than``, ``at_most`` or ``less_than``.
        value: A number (of verdicts; with the unit ``%`` the share of those that were reached), points, or money.
        over: The window; None for the period at hand.
        bands: Of targets, only those whose figure lies in one of these bands, by name; empty for all.
    """

    what: Literal["breached", "met", "undetermined", "points", "credits", "malus", "bonus"]
    of: tuple[str, ...]
    relation: Relation
    value: Level | Amount
    over: Cycle | None = None
    bands: tuple[str, ...] = ()


@attrs.frozen
class Measured:
    """Where a figure lies, over a window that ends with the period at hand.

    Attributes:
        metric: The figure, by name or as ``document/clause``.
        relation: ``at_least``, ``more_than``, ``at_most`` or ``less_than``.
        value: What it is compared with.
        over: The window; None for the period at hand.
    """

    metric: str
    relation: Relation
    value: Level
    over: Cycle | None = None


@attrs.frozen
class InTime:
    """An item was in time, on a clock of its own or on that of the clause.

    Attributes:
        limit: The time limit.
        starts: What starts the clock; None where the clause says it.
        stops: What stops the clock; None where the clause says it.
    """

    limit: Limit
    starts: AtField | WhenState | None = None
    stops: AtField | WhenState | None = None


@attrs.frozen
class IsKnown:
    """A field of an item has a value, or has none."""

    field: str
    state: Literal["known", "unknown"]


@attrs.frozen
class Lasts:
    """A field of an item that holds a length of time stands in a relation to another.

    Attributes:
        field: The item's field.
        relation: ``at_least``, ``more_than``, ``at_most`` or ``less_than``.
        time: What it is compared with; a day is 24 hours.
    """

    field: str
    relation: Relation
    time: timedelta


@attrs.frozen
class AllHold:
    """All parts hold."""

    parts: tuple[FiguresCondition, ...]


@attrs.frozen
class AnyHolds:
    """At least one part holds."""

    parts: tuple[FiguresCondition, ...]


@attrs.frozen
class NotHolds:
    """The part does not hold; unknown stays unknown."""

    part: FiguresCondition


ItemCondition = Is | Compares | AllOf | AnyOf | Not
FiguresCondition = ItemCondition | Found | Counted | Measured | InTime | IsKnown | Lasts | AllHold | AnyHolds | NotHolds
"""What must hold of a period, or of an item in it."""
