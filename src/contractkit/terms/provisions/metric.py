"""What is measured over a period, and how."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.rounding import Rounding
from contractkit.quantities.spans import Within
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.base import Provision

__all__ = ["Metric", "MetricRow", "Scale", "Weight"]


@attrs.frozen
class Scale:
    """The marks that can be given.

    Attributes:
        lowest: The lowest mark.
        highest: The highest mark.
        satisfied_from: The lowest mark that counts as satisfied; None where the figure is the mean mark.
    """

    lowest: Decimal
    highest: Decimal
    satisfied_from: Decimal | None = None


@attrs.frozen
class MetricRow:
    """A rule of measuring for some of the items.

    Attributes:
        name: Its name, or None.
        when: For which items.
        ignore_shorter_than: Outages shorter than this do not count; None: every outage counts.
        calendar: The hours in which it is measured; None for always.
        calendar_name: Their name in the documents.
    """

    name: str | None
    when: FiguresCondition
    ignore_shorter_than: Within | None = None
    calendar: BusinessCalendar | None = None
    calendar_name: str | None = None


@attrs.frozen
class Weight:
    """What one part of a score counts for."""

    part: str
    weight: Percent


@attrs.frozen
class Metric(Provision):
    """A figure that is measured over a period.

    With T the time of the period in `calendar`, D the downtime in it and X the part of D that relief takes out:

    - ``availability`` = 100 (T - (D - X)) / T, or 100 (T - D) / (T - X) where relief shrinks the base as well;
    - ``in-time``, ``success-rate`` and ``share`` = 100 good / (good + bad), ``error-rate`` = 100 bad / (good + bad);
    - ``mean-of-intervals``: the mean of the figures of all intervals, each with the same weight;
    - ``weighted-mean``: the sum of weight times score of the parts.

    Attributes:
        name: Its name.
        measures: ``availability``, ``in-time``, ``success-rate``, ``error-rate``, ``share``, ``satisfaction``,
            ``score``, ``duration``, ``count`` or ``volume``.
        better: Whether more or less is better; None where only a target can say.
        unit: ``%``; None for a mark; the empty text where only a target can say.
        of: The services, targets or stopwatches whose figure it is; empty for everything.
        when: Only what meets this is measured.
        each: The fields of which every value has a figure and a verdict of its own.
        good_when: What makes an item a good one; None where the measure itself says.
        calendar: The hours in which it is measured; None for always.
        calendar_name: Their name in the documents.
        ignore_shorter_than: Outages shorter than this do not count; None: every outage counts.
        rows: Rules for some of the items, which win over the two above.
        asked: Who is asked in a survey.
        every: How often a survey is held.
        scale: The marks of a survey or score; None where the text has none.
        aggregate: How figures of several parts become one: ``pooled``, ``mean``, ``mean-of-months``,
            ``mean-of-intervals``, ``weighted-mean``.
        interval: The intervals of ``mean-of-intervals``.
        empty_interval: What an interval without requests is: ``counts-as-good`` or ``left-out``.
        weights: What each part of a score counts for; they make 100 %.
        precision: To which unit the figure is brought before it is compared; None: it is compared exactly.
        relief: The clauses whose relief is taken out, as ``document/clause`` or by name; None for all of them.
        relief_taken_from: Whether relief is taken from the ``downtime``, or from ``downtime-and-base``.
        minimum_sample: With fewer answers or items nothing is decided; None for no minimum.
        no_data: What a period without measurement is: ``undetermined`` or ``missed``.
        no_volume: What a period without volume is: ``no-verdict`` or ``met``.
        down_when: The state in which it is down; None where the facts say what downtime is.
    """

    name: str
    measures: str
    better: Literal["higher", "lower"] | None
    unit: str | None
    of: tuple[str, ...] = ()
    when: FiguresCondition = EVERYTHING
    each: tuple[str, ...] = ()
    good_when: FiguresCondition | None = None
    calendar: BusinessCalendar | None = None
    calendar_name: str | None = None
    ignore_shorter_than: Within | None = None
    rows: tuple[MetricRow, ...] = ()
    asked: tuple[str, ...] = ()
    every: Cycle | None = None
    scale: Scale | None = None
    aggregate: str = "pooled"
    interval: Within | None = None
    empty_interval: str = "counts-as-good"
    weights: tuple[Weight, ...] = ()
    precision: Rounding | None = None
    relief: tuple[str, ...] | None = None
    relief_taken_from: str = "downtime"
    minimum_sample: Decimal | None = None
    no_data: str = "undetermined"
    no_volume: str = "no-verdict"
    down_when: FiguresCondition | None = None
