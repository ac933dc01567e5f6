"""Which steps are done for an item: by the wording of its opening, its words, and what has begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.scalar.truth import NO, YES, fields_in, holds
from contractkit.evaluation import Evaluation
from contractkit.process.item_known import ItemKnown
from contractkit.process.proofs import shown
from contractkit.process.step_records import records_of
from contractkit.process.steps import Key, Work, in_order, work_of
from contractkit.terms import Agreement
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.process import Process
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["day_of", "instant_of", "items_with_steps", "needed", "records_for"]


def day_of(version: Agreement, told: ItemKnown) -> date:
    """Return the date that decides which clauses bind an item: that of its opening."""
    return shown(told.as_of if told.opened is None else told.opened, version.zone).date()


def records_for(version: Agreement, told: ItemKnown) -> Mapping[Key, tuple[str, ...]]:
    """Return for each step that may be done for an item the words by which its records can mean it.

    A step of a process whose start is there takes a name from those of processes whose start is not.
    """
    day = day_of(version, told)
    every = [one for one in work_of(version) if one.holds_on(day) and holds(one.condition, told.words) != NO]
    begun = [one for one in every if one.process is None or _is_started(one.process, every, told)]
    return {one.key: records_of(one, begun if one in begun else every) for one in every}


def needed(version: Agreement, told: ItemKnown) -> tuple[tuple[Work, ...], dict[str, tuple[str, ...]]]:
    """Return the steps that are done for an item, each behind what it waits for, and what is missing to say it."""
    found: list[Work] = []
    missing: dict[str, tuple[str, ...]] = {}
    day = day_of(version, told)
    for one in work_of(version):
        truth = holds(one.condition, told.words)
        if not one.holds_on(day):
            continue
        if truth == YES:
            found.append(one)
        elif truth != NO:
            for field in fields_in(one.condition):
                if told.words.get(field) is None:
                    missing[field] = (*missing.get(field, ()), one.name)
    known = {one.key: one for one in found}
    ordered = tuple(in_order(found, known))
    records = records_for(version, told)
    return tuple(one for one in ordered if _has_begun(one, ordered, told, records)), missing


def items_with_steps(evaluation: Evaluation) -> NDArray[np.intp]:
    """Return the places of the open items for which a step may be done, in any wording; more of them do no harm."""
    history = evaluation.history
    may = np.zeros(len(history.facts.items), np.bool_)
    conditions = {one.condition for entry in evaluation.agreement.versions for one in work_of(entry.value)}
    for condition in conditions:
        states = history.states(set(fields_in(condition)), {})
        may |= states.columns.take(states.last).truth(condition) == YES
    return np.flatnonzero(may & (history.opened <= history.as_of))  # one whose opening is unknown is open


def _has_begun(one: Work, every: Sequence[Work], told: ItemKnown, records: Mapping[Key, tuple[str, ...]]) -> bool:
    """Return whether the process of a step was started: something that starts it, or one of its steps, is recorded."""
    if one.process is None:
        return True
    own = (step for step in every if step.process == one.process)
    return any(told.done(*records[step.key]) is not None for step in own) or _is_started(one.process, every, told)


def _is_started(process: Process, every: Iterable[Work], told: ItemKnown) -> bool:
    """Return whether something that starts a process is there; or nothing is named that starts it."""
    own = [step for step in every if step.process == process]
    roots = [anchor for step in own for anchor in step.starts if not isinstance(anchor, StepDone)]
    bounds = [anchor for step in own if (anchor := step.step.before or step.step.at) is not None]
    dates = [anchor for anchor in bounds if isinstance(anchor, AtField)]
    if any(told.ahead(anchor.field) is not None for anchor in dates):  # a last working day is known before it comes
        return True
    anchors = [*roots, *(anchor for anchor in bounds if not isinstance(anchor, StepDone))]
    return not anchors or any(instant_of(anchor, told) is not None for anchor in anchors)


def instant_of(anchor: Anchor, told: ItemKnown) -> int | None:
    """Return when a moment came, of an item; None where it did not, or is no moment of the item."""
    if isinstance(anchor, AtField):
        return told.instant(anchor.field)
    if isinstance(anchor, WhenState):
        return told.since(anchor.condition)
    return None
