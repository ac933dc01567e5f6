"""Satisfaction per service: feedback tied to the service that the request was for."""

from __future__ import annotations

from fractions import Fraction

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import Coded, Facts, Instants, Table
from contractkit.facts.columns import MISSING, NAT
from contractkit.quantities.periods import Period
from contractkit.statements.columns import instants

__all__ = ["AnswerCounts", "Satisfaction", "answers_counted", "satisfaction_of"]


@attrs.frozen
class Satisfaction:
    """What the answers of a period say of one service.

    Attributes:
        service: The service; None where the facts do not say it.
        answers: How many answers.
        mean: Their mean, on the scale of the question.
        lowest: The lowest score given.
        highest: The highest score given.
    """

    service: str | None
    answers: int
    mean: Fraction
    lowest: Fraction
    highest: Fraction


@attrs.frozen
class AnswerCounts:
    """All answers, each counted once.

    Attributes:
        total: All answers; the sum of the others.
        here: Given in the period, with a score, on an item that is there.
        elsewhere: The same, given in other periods.
        unplaced: Those without a score, without an instant, or on items that are not there.
    """

    total: int
    here: int
    elsewhere: int
    unplaced: int


def answers_counted(facts: Facts | None, period: Period, zone: str) -> AnswerCounts:
    """Return how the answers add up; `satisfaction_of` speaks of those that are ``here``."""
    if facts is None or facts.feedback is None:
        return AnswerCounts(0, 0, 0, 0)
    at, usable = _usable(facts, facts.feedback)
    start, end = period.bounds_us(zone)
    total, known = len(usable), int(np.count_nonzero(usable))
    here = int(np.count_nonzero(usable & (at >= start) & (at < end)))
    return AnswerCounts(total, here, known - here, total - known)


def _usable(facts: Facts, feedback: Table) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return when each answer was given, and which of them have an instant, a score and an item."""
    at = _answered(facts, feedback)
    return at, (at != NAT) & ~np.isnan(feedback.array("score")) & (feedback.array("item") >= 0)


def satisfaction_of(facts: Facts | None, period: Period, zone: str) -> tuple[Satisfaction, ...]:
    """Return satisfaction per service over the answers given in `[start, end)` of a period, by name of service.

    An answer whose own instant is not known belongs to the period in which its item was opened; where that is not known
    either, or the score is missing, or the item is not there, it belongs to none.
    """
    if facts is None or facts.feedback is None or not len(facts.feedback):
        return ()
    start, end = period.bounds_us(zone)
    item, score = facts.feedback.array("item"), facts.feedback.array("score")
    at, usable = _usable(facts, facts.feedback)
    given = usable & (at >= start) & (at < end)
    service = facts.items.columns.get("service")
    services = service if isinstance(service, Coded) else Coded.constant(None, len(facts.items))
    codes = services.codes[item[given]]
    found = []
    for code in np.unique(codes).tolist():
        scores = [Fraction(str(one)) for one in score[given][codes == code].tolist()]
        name = None if code == MISSING else services.categories[code]
        found.append(Satisfaction(name, len(scores), sum(scores, Fraction(0)) / len(scores), min(scores), max(scores)))
    return tuple(sorted(found, key=lambda one: (one.service is None, one.service or "")))


def _answered(facts: Facts, feedback: Table) -> NDArray[np.int64]:
    item = feedback.array("item")
    opened = facts.items.columns.get("opened_at")
    known = item >= 0
    fallback = np.full(len(item), NAT, dtype=np.int64)
    if isinstance(opened, Instants):
        fallback[known] = opened.us[item[known]]
    if "at" not in feedback.names:
        return fallback
    at = instants(feedback, "at")
    return np.where(at == NAT, fallback, at)
