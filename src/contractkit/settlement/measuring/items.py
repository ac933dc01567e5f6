"""Figures from items: in-time shares of targets, shares of good items, numbers, durations, downtime of a state.

The evaluation has judged; here its outcomes are chosen by target, service, level and field, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.evaluation import Evaluation
from contractkit.evaluation.scope import SCOPES, latest, scopes_of
from contractkit.facts import NAT, Coded, Table
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.measuring.figure import FigureCounts
from contractkit.settlement.measuring.item_truth import states_of, truth_now, truths
from contractkit.settlement.told.measurements import Outage
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.targets import Target

__all__ = [
    "Chosen",
    "Down",
    "Lengths",
    "down_stretches",
    "good_items",
    "good_places",
    "judged_items",
    "judged_outcomes",
    "lengths_of",
    "named_by",
    "targets_meant",
    "values_of",
]

Flags = NDArray[np.bool_]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONG_AGO = 2**60
NOWHERE = ClauseRef("")
_COUNTED = ("met", "breached", "undetermined", "running", "excused")


@attrs.frozen
class Chosen:
    """Which items a figure is of.

    Attributes:
        targets: The targets whose outcomes count; empty for those of every target.
        services: The services that they are for; empty for all of them.
        levels: The levels that they belong to; empty for all of them.
        when: What else must hold of an item.
        clause: Where that stands, for messages.
    """

    targets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    when: FiguresCondition = EVERYTHING
    clause: ClauseRef = NOWHERE

    @property
    def every_item(self) -> bool:
        """Return whether no item is left out by its own fields."""
        return not self.services and not self.levels and self.when == EVERYTHING


def judged_items(evaluation: Evaluation, period: Period, chosen: Chosen) -> FigureCounts:
    """Return how many outcomes of a period were met and breached, of the targets and items that are chosen."""
    table = evaluation.attainment(period, by=("target",))
    if chosen.every_item:
        rows = table.to_records()
        wanted = _wanted(table, chosen)
        return FigureCounts(*(sum(int(rows[place][name] or 0) for place in wanted) for name in _COUNTED))
    found = np.zeros(len(_COUNTED), np.int64)
    for _, how in judged_outcomes(evaluation, period, chosen):
        found += np.bincount(how, minlength=len(_COUNTED))
    return FigureCounts(*found.tolist())


def judged_outcomes(
    evaluation: Evaluation, period: Period, chosen: Chosen
) -> Iterator[tuple[Table, NDArray[np.int64]]]:
    """Yield the outcomes that `judged_items` counts, target by target, and as what each counts.

    Args:
        evaluation: The verdicts.
        period: The period.
        chosen: Which of them.

    Yields:
        Rows of the outcomes, and for each the place of its word among the names of `FigureCounts`.
    """
    table = evaluation.attainment(period, by=("target",))
    fits = truth_now(evaluation.history, chosen.when, chosen.clause)
    for place in _wanted(table, chosen):
        items = table.items(place)
        counted = items.words("counted")
        known = [_COUNTED.index(word) if word in _COUNTED else -1 for word in counted.categories]
        how = np.array([*known, -1], np.int64)[counted.codes]
        truth = fits[items.array("item_row")]
        how[(truth == UNKNOWN) & (how <= _COUNTED.index("breached")) & (how >= 0)] = _COUNTED.index("undetermined")
        kept = (how >= 0) & (truth >= UNKNOWN)
        kept &= _one_of(items.words("service"), chosen.services) & _one_of(items.words("level"), chosen.levels)
        yield items.select(np.flatnonzero(kept)), how[kept]


def _wanted(table: Table, chosen: Chosen) -> list[int]:
    targets = table.values("target")
    return [place for place, target in enumerate(targets) if not chosen.targets or str(target) in chosen.targets]


def _one_of(column: Coded, words: Sequence[str]) -> Flags:
    """Return for each row whether its word is one of some; for all of them where none are named."""
    if not words:
        return np.ones(len(column.codes), np.bool_)
    codes = [code for word in words if (code := column.code_of(word)) is not None]
    return np.isin(column.codes, codes)


def good_items(evaluation: Evaluation, period: Period, chosen: Chosen, good: FiguresCondition) -> FigureCounts:
    """Return how many items that were opened in a period are good ones.

    An item of which it is not known whether it belongs here or is good is undetermined. Only items in scope count.
    """
    _, how = good_places(evaluation, period, chosen, good)
    return FigureCounts(*np.bincount(how, minlength=len(_COUNTED)).tolist())


def good_places(
    evaluation: Evaluation, period: Period, chosen: Chosen, good: FiguresCondition
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the items that `good_items` counts, as places in the facts, and as what each counts.

    Args:
        evaluation: The evaluation.
        period: The period in which they were opened.
        chosen: Which of them.
        good: What makes a good one.

    Returns:
        The places in order, and for each the place of its word among the names of `FigureCounts`.
    """
    here = _opened_in(evaluation, period, chosen)
    fits, is_good = (truth_now(evaluation.history, one, chosen.clause) for one in (chosen.when, good))
    how = np.full(len(here), _COUNTED.index("breached"), np.int64)
    how[is_good == YES] = _COUNTED.index("met")
    how[(is_good == UNKNOWN) | (fits == UNKNOWN)] = _COUNTED.index("undetermined")
    places = np.flatnonzero(here & (fits >= UNKNOWN))
    return places, how[places]


@attrs.frozen
class Lengths:
    """How long items took.

    Attributes:
        hours: The length of each item that has one, in hours of its clock; each item counts once.
        unknown: Of how many it is not known.
        clocks: The calendars of the clocks, by their editions.
        unlike: Whether an item was measured by several clocks that say different lengths.
    """

    hours: tuple[Fraction, ...]
    unknown: int
    clocks: frozenset[str]
    unlike: bool


def lengths_of(evaluation: Evaluation, period: Period, chosen: Chosen) -> Lengths:
    """Return how long the items of the chosen outcomes of a period took, by the clocks of their targets.

    Outcomes that still run have no length yet; those that were excused count like the others. An item that several
    targets judge by one measure counts once for each of its cycles.
    """
    table = evaluation.attainment(period, by=("target",))
    fits = truth_now(evaluation.history, chosen.when, chosen.clause)
    lengths: dict[tuple[int, int], set[int | None]] = {}
    clocks: set[str] = set()
    for place, row in enumerate(table.to_records()):
        if chosen.targets and str(row["target"]) not in chosen.targets:
            continue
        items = table.items(place)
        used = items.array("used").view(np.int64)
        stopped = items.array("stopped").view(np.int64)
        counted, services, editions = (items.values(name) for name in ("counted", "service", "edition"))
        places, cycles = items.array("item_row"), items.array("cycle").tolist()
        truths = fits[places] if len(items) else ()
        every = zip(counted, services, truths, used, stopped, places.tolist(), cycles, editions, strict=True)
        for how, service, truth, us, end, item, cycle, edition in every:
            if how not in _COUNTED or how == "running" or (chosen.services and service not in chosen.services):
                continue
            if truth < UNKNOWN or (end == NAT and how != "undetermined"):
                continue
            known = truth == YES and us != NAT and end != NAT
            lengths.setdefault((item, cycle), set()).add(int(us) if known else None)
            clocks |= {str(edition)} if known and edition is not None else set()
    alone = [next(iter(found)) for found in lengths.values() if len(found) == 1]
    hours = tuple(Fraction(us, 3_600_000_000) for us in alone if us is not None)
    unlike = len(alone) < len(lengths)
    return Lengths(hours, len(lengths) - len(hours), frozenset(clocks), unlike)


@attrs.frozen
class Down:
    """A stretch in which an item was down, or in which that is not known; microseconds since the epoch, half-open."""

    item: int
    start: int
    end: int

    @property
    def outage(self) -> Outage:
        """Return it as an outage."""
        return Outage.between(*(_EPOCH + timedelta(microseconds=at) for at in (self.start, self.end)))


def down_stretches(evaluation: Evaluation, chosen: Chosen, down: FiguresCondition) -> tuple[list[Down], list[Down]]:
    """Return when a state of items says that something was down, and when that is not known.

    A stretch that has not ended by the moment of judging ends there. Only items in scope count; a thing may be older
    than the agreement, and its downtime counts from the day on which that begins.
    """
    history = evaluation.history
    states = states_of(history, down, chosen.when)
    here = _in_scope(evaluation, chosen, _agreed_things(evaluation))[states.item]
    sides = [truths(states, one, chosen.clause) for one in (down, chosen.when)]
    truth = np.minimum(*sides)
    following = np.append(states.at[1:], evaluation.as_of)
    last = np.append(states.item[1:] != states.item[:-1], np.True_)[: len(following)]
    ends = np.where(last, evaluation.as_of, following)
    begun = np.maximum(states.at, -_LONG_AGO)
    found = [
        [
            Down(int(states.item[row]), int(begun[row]), int(ends[row]))
            for row in np.flatnonzero(here & (truth == wanted) & (ends > begun) & (states.at > -(2**62)))
        ]
        for wanted in (YES, UNKNOWN)
    ]
    return found[0], found[1]


def targets_meant(agreement: Agreement, of: Sequence[str]) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return the targets and the services that the words of a metric mean: targets, stopwatches, services.

    Without words every target is meant.
    """
    found: list[Target] = []
    services: list[str] = []
    for word in of:
        if word in agreement.services:
            services.append(word)
            continue
        found += [target for target in agreement.targets if word in _words(target)]
    if not found:
        found = list(agreement.targets)
    return tuple(dict.fromkeys(found)), tuple(services)


def named_by(agreement: Agreement, word: str) -> bool:
    """Return whether a word of a metric means a target, by its name, its clause or its measure."""
    return any(word in _words(target) for target in agreement.targets)


def _words(target: Target) -> Iterable[str]:
    clause = target.clause
    return (target.id, target.name, target.measure, str(clause), f"{clause.document}/{clause.clause}", clause.row or "")


def values_of(evaluation: Evaluation, field: str, among: Literal["work", "things"]) -> tuple[str, ...]:
    """Return the values that a field has among items in scope, in the order of the words.

    Args:
        evaluation: The evaluation.
        field: The field.
        among: Items as pieces of work, opened in the term; or as things with a state, which may be older than it.
    """
    column = latest(evaluation.history, field)
    agreed = _agreed_work(evaluation) if among == "work" else _agreed_things(evaluation)
    here = _in_scope(evaluation, Chosen(), agreed) & (column.codes >= 0)
    return tuple(column.categories[code] for code in np.unique(column.codes[here]).tolist())


def _agreed_work(evaluation: Evaluation) -> Flags:
    scope = evaluation.items.words("scope")
    return np.isin(scope.codes, [code for word in ("in", "no-target") if (code := scope.code_of(word)) is not None])


def _agreed_things(evaluation: Evaluation) -> Flags:
    """Return which items are in scope whenever they were opened."""
    always = attrs.evolve(evaluation.agreement, term=None)
    found: Flags = scopes_of(always, evaluation.history).code == SCOPES.index("in")
    return found


def _in_scope(evaluation: Evaluation, chosen: Chosen, agreed: Flags) -> Flags:
    here: Any = agreed
    if chosen.services:
        service = evaluation.items.words("service")
        codes = [code for word in chosen.services if (code := service.code_of(word)) is not None]
        here = here & np.isin(service.codes, codes)
    found: Flags = here
    return found


def _opened_in(evaluation: Evaluation, period: Period, chosen: Chosen) -> Flags:
    start, end = period.bounds_us(evaluation.agreement.zone)
    opened = evaluation.history.opened
    return _in_scope(evaluation, chosen, _agreed_work(evaluation)) & (opened >= start) & (opened < end)
