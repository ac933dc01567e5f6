"""Which steps are done for an item: by the wording of its opening, its words, and what has begun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.scalar.truth import NO, YES, fields_in, holds
from contractkit.evaluation import Evaluation
from contractkit.process.proofs import shown
from contractkit.process.steps import Work, in_order, work_of
from contractkit.process.told import ItemTold
from contractkit.terms import Agreement
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["instant_of", "items_with_steps", "needed", "version_of"]


def version_of(agreement: Agreement, told: ItemTold) -> Agreement:
    """Return the version that binds the steps of an item: the one that holds on the date of its opening."""
    if len(agreement.versions) == 1:
        return agreement
    at = told.as_of if told.opened is None else told.opened
    return agreement.at(shown(at, agreement.zone).date())


def needed(version: Agreement, told: ItemTold) -> tuple[tuple[Work, ...], dict[str, tuple[str, ...]]]:
    """Return the steps that are done for an item, each behind what it waits for, and what is missing to say it."""
    found: list[Work] = []
    missing: dict[str, tuple[str, ...]] = {}
    day = shown(told.as_of if told.opened is None else told.opened, version.zone).date()
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
    return tuple(one for one in ordered if _has_begun(one, known, told)), missing


def items_with_steps(evaluation: Evaluation) -> NDArray[np.intp]:
    """Return the places of the items for which a step may be done, in any wording; more of them do no harm."""
    history = evaluation.history
    may = np.zeros(len(history.facts.items), np.bool_)
    conditions = {one.condition for entry in evaluation.agreement.versions for one in work_of(entry.value)}
    for condition in conditions:
        states = history.states(set(fields_in(condition)), {})
        may |= states.columns.take(states.last).truth(condition) == YES
    return np.flatnonzero(may)


def _has_begun(one: Work, known: Mapping[Any, Work], told: ItemTold) -> bool:
    """Return whether the process of a step was started: something that starts it, or one of its steps, is recorded."""
    if one.process is None:
        return True
    own = [step for step in known.values() if step.process == one.process]
    if any(told.done(step.name) is not None for step in own):
        return True
    roots = [anchor for step in own for anchor in step.starts if not isinstance(anchor, StepDone)]
    bounds = [step.step.before or step.step.at for step in own]
    anchors = [anchor for anchor in (*roots, *bounds) if anchor is not None]
    return not anchors or any(instant_of(anchor, told) is not None for anchor in anchors)


def instant_of(anchor: Anchor, told: ItemTold) -> int | None:
    """Return when a moment came, of an item; None where it did not, or is no moment of the item."""
    if isinstance(anchor, AtField):
        return told.instant(anchor.field)
    if isinstance(anchor, WhenState):
        return told.since(anchor.condition)
    return None
