"""The figure of a metric from the items that were evaluated, from their answers, and from volumes that were told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from contractkit.charging.volumes import measured
from contractkit.charging.windows import in_force
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.counted import marks_figure, on_scale, share_figure
from contractkit.settlement.measuring.downtime import Hours, available, downtime_of, least_length
from contractkit.settlement.measuring.excusing import in_windows, under_relief
from contractkit.settlement.measuring.figure import FigureSource
from contractkit.settlement.measuring.from_measurements import possible_rows
from contractkit.settlement.measuring.item_truth import both
from contractkit.settlement.measuring.items import (
    Chosen,
    down_stretches,
    good_items,
    judged_items,
    lengths_of,
    named_by,
    targets_meant,
)
from contractkit.settlement.measuring.means import mean_of
from contractkit.settlement.measuring.naming import Measurable
from contractkit.settlement.measuring.survey import answers_of
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING, Is
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric

__all__ = ["chosen_of", "from_items", "of_volumes"]

_IN_HOURS = {"hours": 1, "hour": 1, "minutes": 60, "minute": 60, "seconds": 3600, "second": 3600}


def from_items(
    agreement: Agreement,
    evaluation: Evaluation | None,
    facts: Facts | None,
    one: Measurable,
    metric: Metric,
    period: Period,
    where: Mapping[str, str],
) -> WorkedOut | None:
    """Return the figure of a metric in a period from items; None where items do not say it.

    Args:
        agreement: The version of the agreement.
        evaluation: The verdicts; None where there are none.
        facts: The facts that were evaluated.
        one: The metric, or the target that is measured by it.
        metric: The metric.
        period: The period.
        where: The values of fields that it is for; empty for all items.
    """
    chosen = chosen_of(agreement, one, metric, where)
    if metric.measures == "satisfaction":
        return _satisfaction(agreement, evaluation, facts, metric, period, chosen)
    if evaluation is None:
        return None
    source = (FigureSource("items", metric.name),)
    if metric.measures == "in-time":
        return attrs.evolve(_in_time(evaluation, metric, period, chosen), sources=source)
    if metric.measures in ("share", "success-rate", "error-rate") and metric.good_when is not None:
        counts = good_items(evaluation, period, chosen, metric.good_when)
        return attrs.evolve(share_figure(counts, metric.measures), sources=source)
    if metric.measures == "count":
        counts = good_items(evaluation, period, chosen, EVERYTHING)
        low, high = Fraction(counts.met), Fraction(counts.met + counts.undetermined)
        found = WorkedOut.between(low, high, said("{met} items", met=counts.met), source)
        return attrs.evolve(found, volume=counts.volume)
    if metric.measures == "duration":
        return attrs.evolve(_duration(agreement, evaluation, one, metric, period, chosen), sources=source)
    if metric.measures == "availability" and metric.down_when is not None:
        return attrs.evolve(_availability(agreement, evaluation, metric, period, chosen, where), sources=source)
    return None


def of_volumes(agreement: Agreement, told: SettlementFacts, metric: Metric, period: Period) -> WorkedOut | None:
    """Return the volume of the services of a metric in a period, as it was counted; None where none was told."""
    found = []
    for name in metric.of:
        service = agreement.services.get(name)
        on = None if service is None else service.details.counted_on
        found.append(measured(told.volumes, name, period, on or "period-end", told.known_at))
    numbers = [one.number for one in found]
    if not numbers or None in numbers:
        return None
    whole = sum((number for number in numbers if number is not None), Fraction(0))
    source = tuple(
        FigureSource("told", fact.service, fact.source, fact.recorded_on) for one in found for fact in one.facts
    )
    return WorkedOut.known(whole, joined("; ", (one.says for one in found)), source)


def chosen_of(agreement: Agreement, one: Measurable, metric: Metric, where: Mapping[str, str]) -> Chosen:
    """Return which items a figure of a metric is of (see `from_items`)."""
    targets, services = targets_meant(agreement, metric.of)
    levels: tuple[str, ...] = ()
    when = metric.when
    if isinstance(one, FigureTarget):
        services, levels = one.services or services, one.levels
        when = both(when, one.when)
    for field, value in where.items():
        when = both(when, Is(field, (value,)))
    return Chosen(tuple(target.id for target in targets), services, levels, when, metric.clause)


def _in_time(evaluation: Evaluation, metric: Metric, period: Period, chosen: Chosen) -> WorkedOut:
    if metric.aggregate != "mean":
        return WorkedOut.counted(judged_items(evaluation, period, chosen))
    each = [attrs.evolve(chosen, targets=(target,)) for target in chosen.targets]
    shares = [WorkedOut.counted(judged_items(evaluation, period, target)) for target in each]
    return mean_of(shares, (Fraction(0), Fraction(100)))


def _satisfaction(
    agreement: Agreement,
    evaluation: Evaluation | None,
    facts: Facts | None,
    metric: Metric,
    period: Period,
    chosen: Chosen,
) -> WorkedOut | None:
    if facts is None or facts.feedback is None:
        return None
    marks, unsure = answers_of(facts, evaluation, period, agreement.zone, chosen)
    usable = [mark for mark in marks if on_scale(mark, metric)]
    found = marks_figure(usable, metric, unsure)
    strange = len(marks) - len(usable)
    working = (
        said("{working}; {strange} outside of the scale left out", working=found.working, strange=strange)
        if strange
        else found.working
    )
    return attrs.evolve(found, working=working, sources=(FigureSource("feedback", metric.name),))


def _duration(
    agreement: Agreement, evaluation: Evaluation, one: Measurable, metric: Metric, period: Period, chosen: Chosen
) -> WorkedOut:
    """Return the mean of how long items took, by the clocks of the targets that are meant.

    Source: docs/decisions/0265 (a length is that of the clock that a target runs).
    """
    unit = one.reach.level.unit if isinstance(one, FigureTarget) else "hours"
    times = _IN_HOURS.get(unit or "hours")
    if not any(word in agreement.services or named_by(agreement, word) for word in metric.of) and metric.of:
        return WorkedOut("undetermined", low=Fraction(0), working=_no_clock(metric))
    found = lengths_of(evaluation, period, chosen)
    if not found.hours and not found.unknown:
        return WorkedOut("no-volume", volume=0, working="no items")
    volume = len(found.hours) + found.unknown
    own = None if metric.calendar is None else metric.calendar.edition
    why = None
    if found.unlike:
        why = said("targets measure the same items by clocks that differ; name one of them in 'of'")
    elif own is not None and found.clocks - {own}:
        why = said(
            "it is measured in the hours of {calendar}, and the clocks of its targets run in others; name a target in "
            "'of' whose clock runs in these hours, or tell the figure",
            calendar=metric.calendar_name,
        )
    elif found.unknown:
        why = said("how long {unknown} items took is not known", unknown=found.unknown)
    elif times is None:
        why = said("a length of time is not told in {unit}", unit=unit)
    if why is not None or times is None:
        return WorkedOut("undetermined", low=Fraction(0) if times else None, volume=volume, working=why or "")
    mean = sum(found.hours, Fraction(0)) * times / len(found.hours)
    return attrs.evolve(WorkedOut.known(mean, said("the mean of {lengths} items", lengths=volume)), volume=volume)


def _no_clock(metric: Metric) -> str:
    return said(
        "no clock runs for {of}: a time target of that measure gives it one, or tell the figure",
        of=joined(" and ", metric.of),
    )


def _availability(
    agreement: Agreement,
    evaluation: Evaluation,
    metric: Metric,
    period: Period,
    chosen: Chosen,
    where: Mapping[str, str],
) -> WorkedOut:
    assert metric.down_when is not None
    held = in_force(agreement, period) or period
    sure, unsure = down_stretches(evaluation, chosen, metric.down_when)
    found = []
    for row in possible_rows(metric, where):
        hours = Hours(metric.calendar if row is None or row.calendar is None else row.calendar, agreement.zone)
        least = least_length(metric, row)
        for stretches in (sure, [*sure, *unsure]) if unsure else (sure,):
            outages = tuple(one.outage for one in stretches)
            excused = under_relief(agreement, evaluation, metric, stretches)
            excused += in_windows(agreement, metric, outages, chosen.services)
            for relieved in excused.readings:
                entry = ToldMeasurement(metric.name, held, outages=outages, relieved=relieved)
                found.append(available(downtime_of(entry, metric, hours, least), metric))
    values = [one.value for one in found if one.value is not None]
    if len(set(values)) == 1 or not values:
        return found[0]
    return WorkedOut.between(min(values), max(values), "when it was down, or what of it is relieved, is not known")
