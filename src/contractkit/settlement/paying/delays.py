"""What of a delay is not held against the provider: the time in which a cause of relief kept a delivery from coming.

Relief cuts the time between the agreed instant and the delivery; it never takes away the whole delay, unless a clause
says so. What a clause grants surely is told apart from what it may grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.evaluation.granting import Granting, grant
from contractkit.facts import NAT
from contractkit.settlement.paying.cases import Case
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.truth import holds_of
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.relief import Relief

__all__ = ["Excused", "excused_from", "reliefs_for"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Stretch = tuple[datetime, datetime]


@attrs.frozen
class Excused:
    """What of a delay is excused, in time by the clock on the wall.

    Attributes:
        sure: So much whatever is not known.
        possible: So much if everything that is not known speaks for it.
        causes: Why.
    """

    sure: timedelta
    possible: timedelta
    causes: tuple[str, ...]

    @property
    def readings(self) -> tuple[timedelta, ...]:
        """Return each way in which it can be read: one where nothing is unknown."""
        return tuple(dict.fromkeys((self.possible, self.sure)))


def reliefs_for(scene: Scene) -> tuple[Relief, ...]:
    """Return the clauses of relief that are for an effect: those that name it, and those that name nothing.

    One that names nothing is for what stands in its own document, and that of a contract for everything.
    """
    effect, agreement = scene.effect, scene.agreement
    clause, name = effect.clause, getattr(effect, "name", None)
    names = {clause.clause, str(clause), f"{clause.document}/{clause.clause}", name, f"{clause.document}/{name}"}
    near = {clause.document, *(paper.id for paper in agreement.documents if paper.kind == "contract")}
    every = agreement.provisions_of(Relief)
    return tuple(one for one in every if (one.clause.document in near if not one.of else names & {*one.of}))


def excused_from(scene: Scene, case: Case, agreed: datetime, delivered: datetime) -> Excused:
    """Return what of the time between two instants is excused.

    Args:
        scene: Whose clauses of relief, items and facts are looked at.
        case: The delivery.
        agreed: When it had to come; aware.
        delivered: When it came; aware.
    """
    clauses = reliefs_for(scene)
    if not clauses or delivered <= agreed:
        return Excused(timedelta(0), timedelta(0), ())
    found = _told(scene, clauses, case) if case.id is None else _recorded(scene, clauses, case)
    sure: list[Stretch] = []
    possible: list[Stretch] = []
    causes: list[str] = []
    whole = (agreed, delivered)
    for clause, first, last, surely in found:
        start, end = max(first, agreed), min(last, delivered)
        if start >= end:
            continue
        stretch = whole if clause.takes_out == "whole-item" else (start, end)
        possible.append(stretch)
        causes += [clause.name or ", ".join(clause.causes)]
        if surely == "surely":
            sure.append(stretch)
    zone = scene.agreement.zone
    return Excused(_length(sure, zone), _length(possible, zone), tuple(dict.fromkeys(causes)))


_Found = Iterator[tuple[Relief, datetime, datetime, str]]


def _told(scene: Scene, clauses: Iterable[Relief], case: Case) -> _Found:
    """Yield what the facts tell of the one delivery; whether it was announced, told or shown they do not say."""
    for clause in clauses:
        holds = True if clause.when == EVERYTHING else holds_of(scene, clause.when, case)
        asked = (clause.announced, clause.told_within, clause.at_most)
        plain = all(one is None for one in asked) and clause.evidence == "not-required"
        for one in scene.told.relieved:
            start, end = _in_force(clause, one.start, one.end, scene.agreement.zone)
            if one.cause in clause.causes and holds is not False and start < end:
                yield clause, start, end, "surely" if plain and holds else "perhaps"


def _in_force(clause: Relief, start: datetime, end: datetime, zone: str) -> Stretch:
    """Return what of a stretch lies on dates on which a clause holds."""
    holds = clause.holds
    if holds is not None and holds.since is not None:
        start = max(start, datetime.combine(holds.since, time.min, ZoneInfo(zone)))
    if holds is not None and holds.until is not None:
        end = min(end, datetime.combine(holds.until, time.min, ZoneInfo(zone)))
    return start, end


def _recorded(scene: Scene, clauses: Iterable[Relief], case: Case) -> _Found:
    """Yield what was recorded for an item."""
    for clause in clauses:
        key = ("granted", str(clause.clause))
        if key not in scene.memory:
            scene.memory[key] = _granted(scene, clause)
        for begin, end, word in scene.memory[key].get(case.id or "", ()):
            yield clause, _instant(begin), _instant(end), word


def _granted(scene: Scene, clause: Relief) -> dict[str, list[tuple[int, int, str]]]:
    """Return by item what a clause grants, surely and perhaps."""
    evaluation = scene.evaluation
    table = None if scene.facts is None else scene.facts.relief
    if evaluation is None or scene.facts is None or table is None or not len(table):
        return {}
    known = np.ones(len(table), np.bool_)
    if evaluation.known_at is not None and "recorded_at" in table.columns:
        at = table.array("recorded_at")
        known = (at == NAT) | (at <= evaluation.known_at)
    (granted,) = grant([Granting(scene.agreement, evaluation.history, table, clause, known)])
    item, ids = table.array("item"), scene.facts.items.ids
    found: dict[str, list[tuple[int, int, str]]] = {}
    for spans, word in ((granted.sure, "surely"), (granted.possible, "perhaps")):
        for row, begin, end in zip(spans.row.tolist(), spans.begin.tolist(), spans.end.tolist(), strict=True):
            if int(item[row]) >= 0:
                found.setdefault(str(ids[int(item[row])]), []).append((begin, end, word))
    return found


def _instant(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _length(stretches: list[Stretch], zone: str) -> timedelta:
    """Return how long stretches are together by the clock on the wall, those that overlap counted once."""
    total, until = timedelta(0), None
    for start, end in sorted(stretches):
        begin = start if until is None else max(start, until)
        if begin < end:
            total += _wall(end, zone) - _wall(begin, zone)
            until = end
    return total


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
