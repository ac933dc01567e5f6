"""A trace as a page of text: what was promised, which stretches ran, which did not and why, and what it comes to.

What a trace is made of stands in `contractkit.evaluation.tracing`; what it comes to is in `traces_sums`, the words are
in `traces_words`. The short form on the page of a statement, one line for each stretch, is in `telling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import attrs

from contractkit.evaluation import Trace, TracedPiece, TracedTurn
from contractkit.statements.clauses.clocks import moment, pauses_of
from contractkit.statements.clauses.conditions import after_if
from contractkit.statements.clauses.registry import Teller, sentence
from contractkit.statements.sentences import within
from contractkit.statements.traces.causes import also, area, closed_why, forgotten, refused, relieved
from contractkit.statements.traces.cited import Citing
from contractkit.statements.traces.sums import Sums, us
from contractkit.statements.traces.words import WORDS
from contractkit.statements.wording import language
from contractkit.terms import Agreement
from contractkit.terms.targets import ClockLine, Pause, Target

__all__ = ["trace_text"]

_US = timedelta(microseconds=1)
_ONE_BY_ONE = 6
"""So many openings in a row are told one by one; more of them in one line."""


def trace_text(trace: Trace, agreement: Agreement, locale: str = "en") -> str:
    r"""Return how a verdict came about as a page of text, in the words of the clauses.

    It says what was promised; then, stretch by stretch and without gaps, what counted, what did not and why, with the
    clause; then which relief was claimed and does not count in full, if any; then what it comes to, and what it would
    be without pauses and relief.

    Args:
        trace: How the verdict came about; `Evaluation.trace` gives it.
        agreement: The agreement under which it was judged: `Evaluation.agreement`.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        Lines, the last one without a line break behind it; times are wall clock of the agreement's zone.

    Raises:
        UsageError: The language is not spoken yet.

    Source: design.md section 9.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"},
        ...     "clauses": {"1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        ...                 "4": {"kind": "time-target", "title": "Solved", "within": "4 hours", "calendar": "office",
        ...                       "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}}}})
        >>> mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {
        ...     "opened_at": "opened_at", "solved_at": "solved_at"}}}
        >>> facts = ck.Facts.from_frames(mapping=mapping, items={
        ...     "id": ["T-1"], "opened_at": ["2026-03-02T16:00Z"], "solved_at": ["2026-03-03T10:00Z"]})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 4, tzinfo=UTC))
        >>> text = ck.trace_text(result.trace("T-1", "4"), result.agreement)
        >>> print(text.split("\n")[9].strip().replace("\xa0", " "))
        2 Mar 2026 17:00 – 3 Mar 2026 09:00: not counted: outside hours
    """
    tell = Teller(language(locale), WORDS, agreement)
    told = _Told(trace, agreement, tell, ZoneInfo(agreement.zone))
    return "\n".join(told.lines())


@attrs.frozen
class _Told:
    trace: Trace
    agreement: Agreement
    tell: Teller
    zone: ZoneInfo

    @property
    def citing(self) -> Citing:
        """How clauses are cited."""
        return Citing(self.trace, self.tell)

    def lines(self) -> Iterator[str]:
        yield self.title()
        yield self.verdict()
        claimed = refused(self.citing, self.zone)
        comes_to = Sums(self.trace, self.tell, self.citing, self.zone)
        told = {"promised": self.promised(), "ran": self.ran(), "refused": claimed, "comes-to": comes_to.lines()}
        for heading, said in told.items():
            if lines := [f"  {line}" for line in said]:
                yield from ("", self.tell(heading), *lines)

    def title(self) -> str:
        cycle = self.trace.outcome.get("cycle", 1)
        key = "title" if cycle == 1 else "title.cycle"
        return self.tell(key, item=self.trace.item, name=_name(self.trace.target, self.tell), cycle=str(cycle))

    def verdict(self) -> str:
        outcome, speaks = self.trace.outcome, self.tell.speaks
        reason = outcome.get("reason") or ""
        said = speaks.word("reason", reason) if reason else self.tell("no-reason")
        return self.tell(f"verdict.{outcome['verdict']}", reason=said)

    # -- what was promised -------------------------------------------------------------------------------------------

    def promised(self) -> Iterator[str]:
        speaks, version = self.tell.speaks, self._version()
        target = next((one for one in version.targets if one.id == self.trace.target.id), self.trace.target)
        said = sentence(target, speaks.code, agreement=version)
        yield self.tell("clause", said=said.removesuffix("."), clause=self.citing.promised()) + "."

    # -- how the time ran --------------------------------------------------------------------------------------------

    def ran(self) -> Iterator[str]:
        if not self.trace.pieces:
            yield self.tell("nothing")
            return
        yield self.tell("ran.zone", zone=self.agreement.zone)
        turns = list(self.trace.turns)
        for pieces in _told_together(self.trace.pieces):
            stops = pieces[0].start == pieces[-1].end
            while turns and (turns[0].at < pieces[0].start or (turns[0].at == pieces[0].start and not stops)):
                yield self._turned(turns.pop(0))
            if stops:
                yield from (self._turned(turn) for turn in turns)
                turns = []
            stretch = self.tell.speaks.between(us(pieces[0].start), us(pieces[-1].end), self.zone)
            ticked = f"{self._counted(pieces[0])}; " if stops and pieces[0].days else ""  # a mark at that very instant
            yield f"{stretch}: {ticked}{self._did(pieces)}"
        yield from (self._turned(turn) for turn in turns)
        last = self.trace.pieces[-1]
        if last.did not in ("stopped", "forgotten"):
            does = self.tell("stands" if last.did in ("paused", "relieved") else "runs")
            yield f"{self.tell.speaks.instant(us(last.end), self.zone)}: {self.tell('judged', does=does)}"

    def _turned(self, turn: TracedTurn) -> str:
        """Return what happened at an instant: another limit came to hold, or a stop was none yet."""
        tell, speaks = self.tell, self.tell.speaks
        if turn.limit is not None:
            said = tell("other-limit", limit=within(turn.limit.within, speaks))
            said = self.citing.behind(said, turn.limit.clause, turn.at)
        else:
            line = self._line()
            stops = tell("stopped.last.bare") if line is None else moment(line.measure.stops, speaks)
            said = tell(turn.did, moment=stops, asks="" if turn.asks is None else after_if(turn.asks, speaks))
        return f"{self._instant(turn.at)}: {said}"

    def _did(self, pieces: Sequence[TracedPiece]) -> str:
        first, tell = pieces[0], self.tell
        closed = [piece for piece in pieces if piece.did == "closed"]
        why = ", ".join(dict.fromkeys(closed_why(piece.why, self.tell) for piece in closed))
        did: str = first.did
        match did:
            case _ if closed and len(closed) < len(pieces):
                return self._many(pieces, why)
            case "counted":
                return self._cited(self._counted(first), first)
            case "closed":
                return tell("closed", why=why)
            case "paused":
                return self._cited(self._paused(first), first) + also(first, self.citing)
            case "stopped" if first.why in ("cancelled", "updated"):
                again = self.trace.target.again
                return self._cited(tell(first.why, moment="" if again is None else moment(again, tell.speaks)), first)
            case "stopped" if first.start == first.end:
                line = self._line()
                if line is None:
                    return self._cited(tell("stopped.last.bare"), first)
                return self._cited(tell("stopped.last", moment=moment(line.measure.stops, tell.speaks)), first)
            case "relieved":
                return self._cited(relieved(first, tell), first) + also(first, self.citing)
            case "forgotten":
                return forgotten(first, tell)
            case "no-target" if first.why == "the target is unknown":
                return tell("target-unknown")
            case "stopped" | "no-target":
                return tell(did)
            case _:
                return self._cited(tell("other", why=first.why), first)

    def _cited(self, said: str, piece: TracedPiece) -> str:
        """Return what is said with its clause, unless it is the clause that was promised, which is cited above."""
        if piece.clause is None or self.citing.is_promised(piece.clause, piece.start):
            return said
        return self.citing.behind(said, piece.clause, piece.start)

    def _many(self, pieces: Sequence[TracedPiece], why: str) -> str:
        """Return what is said of many stretches in one line: what all of them counted, and what lay between them."""
        counted = [piece for piece in pieces if piece.did == "counted"]
        together = sum((piece.counted for piece in counted if piece.counted is not None), timedelta(0))
        said = self._cited(self._counted(attrs.evolve(counted[0], counted=together)), counted[0])
        return self.tell("many", said=said, n=len(counted), why=why)

    def _counted(self, piece: TracedPiece) -> str:
        tell, speaks = self.tell, self.tell.speaks
        if piece.days is not None:
            many = speaks.say("limit.business-days", n=piece.days)
            return tell("counted.days", days=many) if piece.days else tell("counted.days.none")
        if piece.counted is None:
            return tell("counted.moment")
        counted = speaks.duration(piece.counted // _US)
        if piece.why == "open" and piece.calendar is not None and f"calendar.{piece.calendar}" not in speaks.messages:
            return tell("counted.open", counted=counted, calendar=piece.calendar)
        return tell("counted.always", counted=counted)

    def _paused(self, piece: TracedPiece) -> str:
        found = self._pause(piece)
        if found is None:
            return self.tell("paused.before")
        line, pause = found
        own = pauses_of(attrs.evolve(line, pauses=(pause,)), self.trace.target) or (pause.condition,)
        return self.tell("paused", condition=after_if(own[0], self.tell.speaks), area=area(pause.area, self.tell))

    def _pause(self, piece: TracedPiece) -> tuple[ClockLine, Pause] | None:
        for line in self._lines(piece.start):
            for pause in line.pauses:
                if pause.clause == piece.clause:
                    return line, pause
        return None

    def _line(self) -> ClockLine | None:
        return next(self._lines(), None)

    def _version(self, at: datetime | None = None) -> Agreement:
        """Return the version whose wording bound the clock at an instant; None: the last one that did."""
        day = date.max if at is None else at.astimezone(self.zone).date()
        bound = [one for one in self.trace.bound if one <= day] or self.trace.bound[:1]
        return self.agreement.at(bound[-1], self.trace.known_by) if bound else self.agreement

    def _lines(self, at: datetime | None = None) -> Iterator[ClockLine]:
        """Return the lines on which the target stands, of the version that bound the clock and then of the others."""
        for version in (self._version(at), self.agreement, *(entry.value for entry in self.agreement.versions)):
            for line in version.lines:
                if any(one.id == self.trace.target.id for one in line.targets):
                    yield line

    def _instant(self, at: datetime) -> str:
        return self.tell.speaks.instant(us(at), self.zone)


def _name(target: Target, tell: Teller) -> str:
    speaks = tell.speaks
    name = speaks.title_case(target.name) if target.title is None else speaks.written(target.title).removesuffix(".")
    return f"{name}, {target.clause.row}" if target.title is not None and target.clause.row is not None else name


def _told_together(pieces: Sequence[TracedPiece]) -> Iterator[list[TracedPiece]]:
    """Return pieces that are told in one line: what is closed at a stretch, and many openings one after another."""
    for _, grouped in groupby(pieces, key=_running):
        run = list(grouped)
        if sum(piece.did == "counted" for piece in run) > _ONE_BY_ONE:
            yield run
        else:
            yield from (list(together) for _, together in groupby(run, key=_together))


def _running(piece: TracedPiece) -> object:
    """Return what pieces have in common in which the clock ran on, on one calendar under one clause."""
    return ("runs", piece.clause, piece.calendar) if piece.did in ("counted", "closed") else piece.start


def _together(piece: TracedPiece) -> tuple[str, object]:
    """Return what pieces have in common that are told together however few they are: only closed ones are."""
    return (piece.did, None if piece.did == "closed" else piece.start)
