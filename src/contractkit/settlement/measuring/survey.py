"""Marks of a survey or of closed requests: the answers of a period, tied to the service that the request was for."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.evaluation import Evaluation
from contractkit.facts import NAT, Coded, Facts, Instants
from contractkit.quantities.periods import Period
from contractkit.settlement.measuring.item_truth import truth_now
from contractkit.settlement.measuring.items import Chosen
from contractkit.terms.conditions import EVERYTHING

__all__ = ["answers_of"]

_LATER = 2**62


def answers_of(
    facts: Facts, evaluation: Evaluation | None, period: Period, zone: str, chosen: Chosen
) -> tuple[tuple[Fraction, ...], int]:
    """Return the marks of the answers given in a period, and how many answers may belong to them or not.

    An answer belongs to the period in which it was given; one without an instant of its own to that in which its item
    was opened.

    Args:
        facts: The answers with their items.
        evaluation: Up to when it looked, later answers do not count; None: all count.
        period: The period, from its first to its last midnight in `zone`.
        zone: The zone of the agreement.
        chosen: The services, and what must hold of an item.

    Returns:
        The marks, exactly as they were written; the number of answers on items of which it is not known whether they
        are meant.
    """
    if facts.feedback is None or not len(facts.feedback):
        return (), 0
    item, score = facts.feedback.array("item"), facts.feedback.array("score")
    at = _given(facts, item)
    start, end = period.bounds_us(zone)
    until = _LATER if evaluation is None else evaluation.as_of
    here = (at != NAT) & (at >= start) & (at < end) & (at <= until) & ~np.isnan(score) & (item >= 0)
    if chosen.services:
        service = facts.items.columns.get("service")
        codes = [service.code_of(word) for word in chosen.services] if isinstance(service, Coded) else []
        known = [code for code in codes if code is not None]
        of_item = np.isin(service.codes, known) if isinstance(service, Coded) else np.zeros(len(facts.items), np.bool_)
        here &= of_item[item]
    fits = np.full(len(facts.items), YES, np.int8)
    if chosen.when != EVERYTHING:
        history = evaluation.history if evaluation is not None else History.of(facts, _LATER)
        fits = truth_now(history, chosen.when, chosen.clause)
    sure = here & (fits[item] == YES)
    unsure = here & (fits[item] == UNKNOWN)
    return tuple(Fraction(str(mark)) for mark in score[sure].tolist()), int(np.count_nonzero(unsure))


def _given(facts: Facts, item: NDArray[np.int32]) -> NDArray[np.int64]:
    opened = facts.items.columns.get("opened_at")
    fallback = np.full(len(item), NAT, np.int64)
    known = item >= 0
    if isinstance(opened, Instants):
        fallback[known] = opened.us[item[known]]
    feedback = facts.feedback
    if feedback is None or "at" not in feedback.names:
        return fallback
    at = feedback.column("at")
    if not isinstance(at, Instants):
        return fallback
    return np.where(at.us == NAT, fallback, at.us)
