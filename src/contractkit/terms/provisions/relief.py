"""When a failure is not held against the provider, and when a service may be down for maintenance."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.notation import Quota
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Maintenance", "Relief"]


@attrs.frozen
class Relief(Provision):
    """What is not held against the provider, and how far.

    Stretches of several causes that overlap are merged before they are taken out.

    Attributes:
        name: Its name, or None.
        causes: Why something failed: any of these.
        when: Only where this holds too.
        of: The targets, metrics or services that it is for, by name or as ``document/clause``; empty for all of them.
        takes_out: ``overlapping-time`` or ``whole-item``.
        taken_from: ``downtime`` or ``downtime-and-base``; None where the metric says it.
        announced: How long before it has to be announced; None: it need not.
        at_most: More than this is held against the provider; None: however much.
        evidence: Whether the provider has to show it: ``required`` or ``not-required``.
        area: Whom it belongs to: ``service``, ``solution``, ``data`` or ``others``; None where the text does not say.
        told_within: How soon after it began the other party has to be told; None: it need not be told.
    """

    name: str | None
    causes: tuple[str, ...]
    when: FiguresCondition = EVERYTHING
    of: tuple[str, ...] = ()
    takes_out: Literal["overlapping-time", "whole-item"] = "overlapping-time"
    taken_from: Literal["downtime", "downtime-and-base"] | None = None
    announced: Allowance | None = None
    at_most: Quota | None = None
    evidence: Literal["required", "not-required"] = "not-required"
    area: str | None = None
    told_within: Allowance | None = None


@attrs.frozen
class Maintenance(Provision):
    """When a service may be down for maintenance, and what downtime then counts as.

    Attributes:
        name: Its name, or None.
        of: The services; empty for all of them.
        windows: The open instants of this calendar are the windows.
        hours: The hours by weekday as they are written; empty where they are those of a calendar.
        calendar_name: The name of that calendar; None where the hours stand in the clause.
        announced: How long before it has to be announced; None: it need not.
        at_most: How much, or how often, in each period; None: however much.
        inside: What downtime inside of a window is: ``excused`` or ``counts-as-downtime``.
        outside: What maintenance outside of the windows is.
    """

    name: str | None
    of: tuple[str, ...]
    windows: BusinessCalendar
    hours: tuple[tuple[str, str], ...] = ()
    calendar_name: str | None = None
    announced: Allowance | None = None
    at_most: Quota | None = None
    inside: Literal["excused", "counts-as-downtime"] = "excused"
    outside: Literal["excused", "counts-as-downtime"] = "counts-as-downtime"
