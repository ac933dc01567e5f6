"""The answer about one item: verdict, reason and what is reported, put together from its pieces."""

from __future__ import annotations

import attrs

from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.targets import AtField, Limit, Target
from contractkit.testing.replay.items import Item
from contractkit.testing.replay.lives import Life
from contractkit.testing.replay.measuring import amount_of, unit_of
from contractkit.testing.replay.reckoning import Reckoning, Standing

__all__ = ["Answer", "answers_of"]


@attrs.frozen
class Answer:
    """What became of one promise on one item; instants and amounts are microseconds, None where there is none.

    Attributes:
        item: The place of the item in the facts.
        target: The id of the target.
        verdict: met, breached, running, undetermined or not-applicable.
        reason: Why it is undetermined or not-applicable; empty else.
        lived: The verdict as lived.
        started: When the clock started.
        due: When the limit is used up.
        until: The last instant in time.
        stopped: When the clock stopped.
        used: Time used.
        allowed: Time allowed.
        paused: Time paused.
        wall: Time from start to stop or the moment of judging.
    """

    item: int
    target: str
    verdict: str
    reason: str = ""
    lived: str = "undetermined"
    started: int | None = None
    due: int | None = None
    until: int | None = None
    stopped: int | None = None
    used: int | None = None
    allowed: int | None = None
    paused: int | None = None
    wall: int | None = None


def answers_of(item: Item) -> list[Answer]:
    """Return what became of the promises on an item."""
    if item.opened is not None and item.opened > item.as_of:
        return []
    begun, how = item.begun()
    if how != "made" or begun is None:
        return _unstarted(item, how, begun)
    results = any(target.also != EVERYTHING for target in item.line.targets)
    readings = [_Told(item, begun, doubtful).answer() for doubtful in ((True, False) if results else (True,))]
    if len(readings) == 1:
        return readings[0]
    if len(readings[0]) == 1 == len(readings[1]):
        return [_kleene(readings[0][0], readings[1][0])]
    return readings[0]


def _unstarted(item: Item, how: str, begun: int | None) -> list[Answer]:
    last = len(item.steps) - 1
    target, limit, sure = item.target(last, item.as_of if how == "unknown" else begun)
    verdict, reason = ("undetermined", "start-unknown") if how == "unknown" else ("not-applicable", "not-started")
    stopped = item.column_stop() if how == "unknown" else None
    if target is not None and limit is not None:
        return [Answer(item.item, target.id, verdict, reason, verdict, stopped=stopped)]
    if sure:
        return []
    names = item.candidates(last)
    return [Answer(item.item, target.id, verdict, reason, verdict, stopped=stopped) for target in names]


def _kleene(possible: Answer, certain: Answer) -> Answer:
    """Return what holds whether the unknown conditions of a result are met or not."""
    lived = possible.lived if possible.lived == certain.lived else "undetermined"
    if possible.verdict == certain.verdict:
        return attrs.evolve(certain if possible.verdict == "met" else possible, lived=lived)
    unknown: dict[str, None] = dict.fromkeys(("used", "paused", "wall"))
    reason = possible.reason or "result-unknown"
    return attrs.evolve(possible, verdict="undetermined", reason=reason, lived=lived, **unknown)  # type: ignore[arg-type]


class _Told(Life):
    """A life that tells what became of it."""

    def answer(self) -> list[Answer]:
        if not self.pieces:
            return []
        item, last = self.item, self.pieces[-1]
        known = [piece for piece in self.pieces if piece.limit is not None]
        reason = self.reason()
        started = None if item.line.measure.starts is None else self.pieces[0].start
        stopped = self.stopped
        if reason == "stop-before-start" and isinstance(item.line.measure.stops, AtField):
            stopped = item.instant(item.line.measure.stops.field)
        if not known and reason == "no-target":
            return []
        if not known:
            unsure = [piece for piece in self.pieces if not piece.sure_target]
            names = item.candidates((unsure or self.pieces)[-1].step)
            return [
                Answer(item.item, name.id, "undetermined", reason, "undetermined", started, stopped=stopped)
                for name in names
            ]
        target = known[-1].target
        assert target is not None
        if reason == "no-target":
            verdict = "not-applicable"
            return [Answer(item.item, target.id, verdict, reason, verdict, started, stopped=stopped)]
        contractual = lived = None
        try:
            mixed = len({unit_of(piece.limit.within) for piece in known if piece.limit is not None}) > 1
            if reason in {"", "stop-before-start"} and last.limit is not None and not mixed:
                contractual = Reckoning(self, ()).standing()
                lived = Reckoning(self, ("paused",)).standing()
        except (NeverOpenError, CalendarHorizonError):
            reason = "no-opening"
        if contractual is not None and contractual.missing and reason == "":
            reason = "moment-missing"
        return [self.reported(target, known[-1].limit, reason, started, stopped, contractual, lived)]

    def reason(self) -> str:
        last = self.pieces[-1]
        measured = [piece for piece in self.pieces if piece.end > piece.start or piece is last]
        units = [unit_of(piece.limit.within) for piece in self.pieces if piece.limit is not None]
        if self.contradicted:
            return "stop-before-start"
        if any(not piece.sure_state for piece in measured):
            return "state-unknown"
        if any(not piece.sure_target and (piece.does == "runs" or piece is last) for piece in measured):
            return "target-unknown"
        if len(set(units)) > 1:
            return "different-units"
        return "no-target" if last.limit is None and last.sure_target else ""

    def reported(
        self,
        target: Target,
        limit: Limit | None,
        reason: str,
        started: int | None,
        stopped: int | None,
        contractual: Standing | None,
        lived: Standing | None,
    ) -> Answer:
        within = limit.within if limit is not None else None
        time = isinstance(within, WorkingTime | ElapsedTime)
        shows_limit = reason in {"", "stop-before-start", "state-unknown", "no-opening", "moment-missing"}
        end = self.pieces[-1].end
        known, sure = contractual is not None, reason == ""
        verdict = lived_verdict = "undetermined"
        if sure and contractual is not None and lived is not None:
            verdict, lived_verdict = contractual.verdict(self.stopped), lived.verdict(self.stopped)
        measured = [piece for piece in self.pieces if piece.end > piece.start or piece is self.pieces[-1]]
        if sure and any(piece.does == "paused" and not piece.sure_target for piece in measured):
            lived, lived_verdict = None, "undetermined"  # nobody knows how long it was paused on the target's calendar
        used = contractual.used if contractual is not None and sure else None
        paused = lived.used - contractual.used if contractual is not None and lived is not None and sure else None
        return Answer(
            item=self.item.item,
            target=target.id,
            verdict=verdict,
            reason=reason,
            lived=lived_verdict,
            started=started,
            due=contractual.due if known and contractual is not None else None,
            until=contractual.until if known and contractual is not None else None,
            stopped=stopped,
            used=used if time else None,
            allowed=amount_of(within) if time and shows_limit else None,
            paused=paused if time else None,
            wall=end - self.pieces[0].start if sure and started is not None else None,
        )
