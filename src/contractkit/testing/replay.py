"""A slow referee for the clock replay: one item at a time, on explicit stretches and ticks, written from the rules.

It shares nothing with `contractkit.clocks`: it reads facts as words, asks calendars one instant at a time, and walks
through an item's life in order. Use it to check a faster evaluator; it takes milliseconds for an item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

import attrs

from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.facts import Coded, Facts, Instants, Integers, Numbers
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, Within, WorkingTime
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.targets import AtField, ClockLine, Limit, Target, WhenState

__all__ = ["Answer", "replay_slowly"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
_NAT = -(2**63)

Value = str | Decimal | int | None
State = Mapping[str, Value]


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
        used_days: Business days used.
        allowed_days: Business days allowed.
        paused_days: Business days paused.
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
    used_days: int | None = None
    allowed_days: int | None = None
    paused_days: int | None = None


def replay_slowly(line: ClockLine, facts: Facts, as_of: int) -> list[Answer]:
    """Return what became of the promises of `line` on every item of `facts`, as it had happened by `as_of`.

    Args:
        line: The clock line.
        facts: What happened.
        as_of: The moment of judging, in microseconds since the epoch.

    Source: design.md sections 4 and 5; clocks.md.
    """
    answers = []
    for item in range(len(facts.items)):
        answers += _Item(line, facts, as_of, item).answers()
    return answers


# -- conditions ----------------------------------------------------------------------------------------------------


def _holds(condition: Condition, state: State) -> bool | None:
    """Return whether a condition holds, None where that is not known."""
    match condition:
        case Is(field, values):
            value = state.get(field)
            if value is None or isinstance(value, int):
                return None
            if isinstance(value, Decimal):
                return value in [number for number in map(_number, values) if number is not None]
            return value in values
        case Compares(field, relation, bound):
            value = state.get(field)
            number = _number(value) if isinstance(value, str) else value if isinstance(value, Decimal) else None
            if number is None:
                return None
            return {
                "at_least": number >= bound,
                "more_than": number > bound,
                "at_most": number <= bound,
                "less_than": number < bound,
            }[relation]
        case AllOf(parts):
            found = [_holds(part, state) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [_holds(part, state) for part in parts]
            return True if True in found else None if None in found else False
        case Not(part):
            inner = _holds(part, state)
            return None if inner is None else not inner


def _number(word: str) -> Decimal | None:
    try:
        return Decimal(word)
    except InvalidOperation:
        return None


def _speaks_of(condition: Condition) -> set[str]:
    match condition:
        case Is(field) | Compares(field):
            return {field}
        case AllOf(parts) | AnyOf(parts):
            return set().union(*(_speaks_of(part) for part in parts))
        case Not(part):
            return _speaks_of(part)


# -- one item ------------------------------------------------------------------------------------------------------


@attrs.define
class _Piece:
    """A stretch: the clock runs, is paused, or is stopped, under a target and its limit."""

    start: int
    end: int
    does: str
    target: Target | None
    limit: Limit | None
    sure_state: bool
    sure_target: bool
    step: int


class _Item:
    def __init__(self, line: ClockLine, facts: Facts, as_of: int, item: int) -> None:
        self.line, self.facts, self.as_of, self.item = line, facts, as_of, item
        self.opened = self.instant("opened_at")
        events = facts.events
        self.moving = set(events.values) if events is not None else set()
        measure = line.measure
        self.stop_condition = measure.stops.condition if isinstance(measure.stops, WhenState) else None
        ends = [at.condition for at in (measure.starts, measure.stops) if isinstance(at, WhenState)]
        self.ends = set().union(*map(_speaks_of, ends))
        self.choosing = set().union(*(_speaks_of(target.applies) for target in line.targets))
        self.choosing |= {field for target in line.targets if target.table for field in target.table.by}
        self.steps = self.history()

    # -- facts -------------------------------------------------------------------------------------------------

    def instant(self, field: str) -> int | None:
        column = self.facts.items.columns.get(field)
        if not isinstance(column, Instants) or column.us[self.item] == _NAT:
            return None
        return int(column.us[self.item])

    def value(self, field: str) -> Value:
        match self.facts.items.columns.get(field):
            case Coded(codes, categories):
                code = int(codes[self.item])
                return categories[code] if code >= 0 else None
            case Numbers(values):
                number = float(values[self.item])
                return None if number != number else Decimal(str(number))
            case Integers(values, missing):
                return None if missing[self.item] else Decimal(int(values[self.item]))
            case _:
                return None

    def history(self) -> list[tuple[int, State]]:
        """Return the instants from the opening on at which something was said, and the state from each on."""
        events, items = self.facts.events, self.facts.items
        mine = [] if events is None else [place for place, item in enumerate(events.item) if item == self.item]
        state: dict[str, Value] = {name: self.value(name) for name in items.columns}
        for field in self.moving:
            if field not in state or (field in items.latest and self.told(field)):
                state[field] = None
        by_instant: dict[int, list[int]] = {}
        for place in mine:
            at = int(events.at[place]) if events is not None else 0
            if at <= self.as_of and (self.opened is None or at >= self.opened):
                by_instant.setdefault(at, []).append(place)
        base = self.opened if self.opened is not None else min(by_instant, default=-(2**62))
        steps: list[tuple[int, State]] = []
        if base not in by_instant:
            steps.append((base, dict(state)))
        for at in sorted(by_instant):
            for field in self.moving:
                said = self.decided(field, by_instant[at])
                if said:
                    state[field] = said[0]
            steps.append((at, dict(state)))
        return steps

    def decided(self, field: str, places: list[int]) -> tuple[Value] | None:
        """Return the value that the events of one instant leave (rule 1); None where none speaks of the field."""
        events = self.facts.events
        assert events is not None
        speaking = [place for place in places if events.values[field][place] != -2]
        if not speaking:
            return None
        words = events.categories[field]
        if events.seq is not None and all(events.seq[place] != _NAT for place in places):
            last = max(int(events.seq[place]) for place in speaking)
            speaking = [place for place in speaking if events.seq[place] == last]
        values = [None if events.values[field][place] < 0 else words[events.values[field][place]] for place in speaking]
        strongest = max(self.strength(field, value) for value in values)
        left = [value for value in values if self.strength(field, value) == strongest]
        return (None,) if None in left else (min(value for value in left if value is not None),)

    def strength(self, field: str, value: Value) -> int:
        """Return 3 for a value that can stop the clock, 2 for one that can pause it, 1 for one that can start it."""
        if value is None or (field in self.choosing and field not in self.ends):
            return 0  # of what chooses the target, the smallest word is the state
        measure = self.line.measure
        ladder: list[tuple[int, Condition]] = []
        if isinstance(measure.stops, WhenState):
            ladder.append((3, measure.stops.condition))
        ladder += [(2, pause.condition) for pause in self.line.pauses]
        if isinstance(measure.starts, WhenState):
            ladder.append((1, measure.starts.condition))
        for step, condition in ladder:
            if field in _speaks_of(condition) and _holds(condition, {field: value}) is not False:
                return step
        return 0

    # -- what a state means ------------------------------------------------------------------------------------

    def meaning(self, condition: Condition, states: Sequence[State]) -> bool | None:
        """Return whether a condition holds in the last of some states; a clock of which nothing was said yet runs."""
        found = _holds(condition, states[-1])
        fields = _speaks_of(condition)
        if found and fields & self.facts.items.latest and not any(map(self.told, fields)):
            return None
        known = set(self.facts.items.columns) | self.moving
        silent = all(_holds(condition, state) is None for state in states)
        return False if silent and fields <= known else found

    def told(self, field: str) -> bool:
        """Return whether any event of the item speaks of a field."""
        events = self.facts.events
        if events is None or field not in events.values:
            return False
        said = zip(events.item, events.values[field], strict=True)
        return any(item == self.item and code != -2 for item, code in said)

    def stops(self, step: int) -> bool | None:
        if self.stop_condition is None:
            field = self.line.measure.stops.field if isinstance(self.line.measure.stops, AtField) else ""
            column = self.facts.items.columns.get(field)
            return False if isinstance(column, Instants) else None
        found = self.meaning(self.stop_condition, [state for _, state in self.steps[: step + 1]])
        return None if found and not _speaks_of(self.stop_condition) & self.moving else found

    def pauses(self, step: int) -> bool | None:
        states: list[State] = []
        for place in range(step + 1):  # a pause may hold while one target applies
            choosing = {field: self.classified(place).get(field) for field in self.choosing - self.ends}
            states.append({**self.steps[place][1], **choosing})
        found = [self.meaning(pause.condition, states) for pause in self.line.pauses]
        return True if True in found else None if None in found else False

    def target(self, step: int, begun: int | None) -> tuple[Target | None, Limit | None, bool]:
        """Return the target of a step, its limit, and whether that is known."""
        state = self.classified(step)
        sure = True
        for target in self.line.targets:
            applies = _holds(target.applies, state)
            if applies is None:
                sure = False
            if applies:
                if target.limit is not None:
                    return target, target.limit, True
                key = [state.get(field) for field in target.table.by] if target.table else []
                if not all(isinstance(word, str) for word in key):
                    sure = False
                    continue
                rows = [row for row in (target.table.rows if target.table else ()) if list(row.key) == key]
                held = [row for row in rows if row.since is None or self.has_begun(row.since, row.limit, begun)]
                if held:
                    return target, max(held, key=lambda row: row.since or date.min).limit, True
        return None, None, sure

    def has_begun(self, since: date, limit: Limit, begun: int | None) -> bool:
        return begun is not None and _aware(begun).astimezone(limit.calendar.tz).date() >= since

    def classified(self, step: int) -> State:
        """Return the state with fields that are missing from the start taken as they first become known (rule 14)."""
        state = dict(self.steps[step][1])
        for field in self.moving:
            if all(earlier[field] is None for _, earlier in self.steps[: step + 1]):
                state[field] = next((later[field] for _, later in self.steps if later[field] is not None), None)
        return state

    def candidates(self, step: int) -> list[Target]:
        return [target for target in self.line.targets if _holds(target.applies, self.steps[step][1]) is not False]

    # -- start, stop -------------------------------------------------------------------------------------------

    def begun(self) -> tuple[int | None, str]:
        """Return when the measure starts, and whether it did: made, waits or unknown."""
        starts = self.line.measure.starts
        if starts is None:
            stop = self.column_stop()
            return min(self.steps[0][0], self.steps[0][0] if stop is None else stop), "made"
        if isinstance(starts, WhenState):
            return self.begun_at_state(starts.condition)
        if not isinstance(self.facts.items.columns.get(starts.field), Instants):
            return None, "unknown"
        at = self.instant(starts.field)
        if at is not None and at <= self.as_of:
            return at, "made"
        has_stopped = self.column_stop() is not None or any(self.stops(step) for step in range(len(self.steps)))
        opening = at is None and starts.field == "opened_at"
        return at, "unknown" if opening or has_stopped else "waits"

    def begun_at_state(self, condition: Condition) -> tuple[int | None, str]:
        """Return when a state starts the clock; a gap may have, unless it is one from the opening on."""
        found = [_holds(condition, state) for _, state in self.steps]
        if all(holds is None for holds in found):
            return None, "unknown"
        silence = next(place for place, holds in enumerate(found) if holds is not None)
        for (at, _), holds in list(zip(self.steps, found, strict=True))[silence:]:
            if holds is None:
                return None, "unknown"
            if holds:
                return at, "unknown" if at == -(2**62) else "made"
        return None, "waits"

    def column_stop(self) -> int | None:
        """Return the stop in a column, where it has happened."""
        stops = self.line.measure.stops
        at = self.instant(stops.field) if isinstance(stops, AtField) else None
        return at if at is not None and at <= self.as_of else None

    def answers(self) -> list[Answer]:
        if self.opened is not None and self.opened > self.as_of:
            return []
        begun, how = self.begun()
        if how != "made" or begun is None:
            return self.unstarted(how, begun)
        results = any(target.also != EVERYTHING for target in self.line.targets)
        readings = [_Life(self, begun, doubtful).answer() for doubtful in ((True, False) if results else (True,))]
        if len(readings) == 1:
            return readings[0]
        if len(readings[0]) == 1 == len(readings[1]):
            return [_kleene(readings[0][0], readings[1][0])]
        return readings[0]

    def unstarted(self, how: str, begun: int | None) -> list[Answer]:
        last = len(self.steps) - 1
        target, limit, sure = self.target(last, begun)
        verdict, reason = ("undetermined", "start-unknown") if how == "unknown" else ("not-applicable", "not-started")
        stopped = self.column_stop() if how == "unknown" else None
        if target is not None and limit is not None:
            return [Answer(self.item, target.id, verdict, reason, verdict, stopped=stopped)]
        if sure or how != "unknown":
            return []
        names = self.candidates(last)
        return [Answer(self.item, target.id, verdict, reason, verdict, stopped=stopped) for target in names]


def _kleene(possible: Answer, certain: Answer) -> Answer:
    """Return what holds whether the unknown conditions of a result are met or not."""
    lived = possible.lived if possible.lived == certain.lived else "undetermined"
    if possible.verdict == certain.verdict:
        return attrs.evolve(certain if possible.verdict == "met" else possible, lived=lived)
    unknown: dict[str, None] = dict.fromkeys(("used", "paused", "wall", "used_days", "paused_days"))
    reason = possible.reason or "result-unknown"
    return attrs.evolve(possible, verdict="undetermined", reason=reason, lived=lived, **unknown)  # type: ignore[arg-type]


# -- one life ------------------------------------------------------------------------------------------------------


class _Life:
    """One item's clock from its start: pieces of time, and what they come to."""

    def __init__(self, item: _Item, begun: int, doubtful: bool) -> None:  # noqa: FBT001 - internal: unknown counts as met
        self.item, self.begun, self.doubtful = item, begun, doubtful
        self.contradicted = False
        self.stopped: int | None = None
        self.pieces: list[_Piece] = []
        self.build()

    # -- pieces ------------------------------------------------------------------------------------------------

    def build(self) -> None:
        item, line = self.item, self.item.line
        pieces: list[_Piece] = []
        flags: list[tuple[bool, bool, int]] = []  # stop state, the rest of the result, step
        for step, (at, _) in enumerate(item.steps):
            end = item.steps[step + 1][0] if step + 1 < len(item.steps) else 2**62
            if end <= self.begun:
                continue
            stops, pauses = item.stops(step), item.pauses(step)
            target, limit, sure = item.target(step, self.begun)
            known = stops is True or (stops is False and pauses is not None)
            does = "paused" if pauses else "runs"
            start = max(at, self.begun) if pieces else self.begun
            if not pieces and stops and (at < self.begun or (step and item.stops(step - 1))):
                self.contradicted = True
            pieces.append(_Piece(start, end, does, target, limit, known, sure, step))
            also = _holds(target.also, item.steps[step][1]) if target is not None else True
            flags.append((stops is True, also is True or (also is None and self.doubtful), step))
        if isinstance(line.measure.stops, AtField):
            self.stop_by_column(pieces, [rest for _, rest, _ in flags])
        else:
            self.stop_by_state(pieces, flags)
        first = next((place for place in range(len(self.pieces)) if self.may_start(place)), len(self.pieces))
        self.pieces = self.pieces[first:]
        for piece in self.pieces:
            piece.target, piece.limit, piece.sure_target = item.target(piece.step, self.pieces[0].start)

    def may_start(self, place: int) -> bool:
        """Return whether a target comes to apply, or may, where a piece begins: not by the date alone (rule 14)."""
        item, piece = self.item, self.pieces[place]
        _, limit, sure = item.target(piece.step, piece.start)
        now, before = item.classified(piece.step), item.classified(self.pieces[place - 1].step)
        changed = not place or any(now.get(field) != before.get(field) for field in item.choosing)
        return (limit is not None or not sure) and changed

    def stop_by_column(self, pieces: list[_Piece], reached: list[bool]) -> None:
        item = self.item
        named = item.column_stop()
        if named is not None and named < self.begun:
            self.contradicted, named = True, self.begun
        end = item.as_of
        if named is not None:
            for piece, rest in zip(pieces, reached, strict=True):
                at = max(piece.start, named)
                if rest and piece.end > at:
                    end, self.stopped = at, at
                    break
        self.pieces = [attrs.evolve(piece, end=min(piece.end, end)) for piece in pieces if piece.start <= end]
        if self.stopped is not None:
            last = self.pieces[-1]
            if last.start == end:
                last.does, last.sure_state = "stopped", True
            else:
                self.pieces.append(attrs.evolve(last, start=end, end=end, does="stopped", sure_state=True))

    def stop_by_state(self, pieces: list[_Piece], flags: list[tuple[bool, bool, int]]) -> None:
        line, place = self.item.line, 0
        while place < len(pieces):
            if not flags[place][0]:
                self.pieces.append(pieces[place])
                place += 1
                continue
            after = place
            while after < len(pieces) and flags[after][0]:
                after += 1
            while place < after and not flags[place][1]:  # stopped, but the rest of the result is not there yet
                self.pieces.append(pieces[place])
                place += 1
            if place == after:
                continue
            stop = place
            if line.stops == "last":
                for later in range(place + 1, after):
                    if self.says_something_new(flags[later][2]):
                        stop = later
            before = self.pieces[-1].does if self.pieces else "runs"
            for early in range(place, stop):
                self.pieces.append(attrs.evolve(pieces[early], does=before, sure_state=True))
            if after == len(pieces):
                at = pieces[stop].start
                self.stopped = at
                self.pieces.append(attrs.evolve(pieces[stop], end=at, does="stopped", sure_state=True))
            elif line.on_reopen == "undo-stop":
                self.pieces += [attrs.evolve(piece, does="runs", sure_state=True) for piece in pieces[stop:after]]
            else:
                until = pieces[after].start
                self.pieces.append(attrs.evolve(pieces[stop], end=until, does="stopped", sure_state=True))
            place = after
        if self.stopped is None:
            self.pieces[-1].end = self.item.as_of

    def says_something_new(self, step: int) -> bool:
        """Return whether a step changed one of the fields that stop the clock (rules 4 and 16)."""
        condition = self.item.stop_condition
        before, now = self.item.steps[step - 1][1], self.item.steps[step][1]
        return condition is not None and any(before.get(field) != now.get(field) for field in _speaks_of(condition))

    # -- the answer --------------------------------------------------------------------------------------------

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
            mixed = len({_unit(piece.limit.within) for piece in known if piece.limit is not None}) > 1
            if reason in {"", "stop-before-start"} and last.limit is not None and not mixed:
                contractual = _Reckoning(self, ()).standing()
                lived = _Reckoning(self, ("paused",)).standing()
        except (NeverOpenError, CalendarHorizonError):
            reason = "no-opening"
        if contractual is not None and contractual.missing and reason == "":
            reason = "moment-missing"
        return [self.reported(target, known[-1].limit, reason, started, stopped, contractual, lived)]

    def reason(self) -> str:
        last = self.pieces[-1]
        measured = [piece for piece in self.pieces if piece.end > piece.start or piece is last]
        units = [_unit(piece.limit.within) for piece in self.pieces if piece.limit is not None]
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
        contractual: _Standing | None,
        lived: _Standing | None,
    ) -> Answer:
        within = limit.within if limit is not None else None
        time = isinstance(within, WorkingTime | ElapsedTime)
        days = isinstance(within, BusinessDays)
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
            allowed=_amount(within) if time and shows_limit else None,
            paused=paused if time else None,
            wall=end - self.pieces[0].start if sure and started is not None else None,
            used_days=used if days else None,
            allowed_days=_amount(within) if days and shows_limit else None,
            paused_days=paused if days else None,
        )


def _unit(within: Within) -> str:
    match within:
        case WorkingTime():
            return "working time"
        case ElapsedTime():
            return "elapsed time"
        case BusinessDays():
            return "business days"
        case _:
            return "a moment"


def _amount(within: Within | None) -> int:
    match within:
        case WorkingTime(us) | ElapsedTime(us):
            return us
        case BusinessDays(n):
            return n
        case _:
            return 0


# -- what the pieces come to -----------------------------------------------------------------------------------------


@attrs.frozen
class _Standing:
    used: int
    due: int | None
    until: int | None
    late: bool
    missing: bool = False

    def verdict(self, stopped: int | None) -> str:
        return "breached" if self.late else "running" if stopped is None else "met"


@attrs.frozen
class _Tick:
    """The mark of one business date: when it is, where it lands, and whether it counts."""

    at: int
    lands: int
    counts: bool


class _Reckoning:
    """The pieces of one life, counted in one reading: contractual (pauses left out) or as lived (pauses in)."""

    def __init__(self, life: _Life, also: tuple[str, ...]) -> None:
        self.life = life
        self.running = ("runs", *also)
        self.pieces = life.pieces
        self.end = self.pieces[-1].end
        self.start = self.pieces[0].start

    def counts(self, piece: _Piece) -> bool:
        return piece.does in self.running and piece.limit is not None

    def changes(self) -> list[tuple[int, Limit]]:
        """Return the limits in the order in which they came to hold, each with the instant of the change."""
        found: list[tuple[int, Limit]] = []
        for piece in self.pieces:
            if piece.limit is not None and (not found or found[-1][1] is not piece.limit):
                found.append((piece.start, piece.limit))
        return found

    def standing(self) -> _Standing:
        changes = self.changes()
        due, until = self.reckon(changes[0][1])
        holds = changes[0][1]
        pinned = False
        for at, limit in changes[1:]:
            if not self.used_up_at(at, limit):
                due, until, holds, pinned = *self.reckon(limit), limit, False
            elif at <= until if until is not None else not isinstance(holds.within, Moment):
                due = until = self.landed(limit, at)
                pinned = True
        current = changes[-1][1]
        missing = False
        if isinstance(holds.within, Moment) and due is None and not pinned:
            missing = True
        late = until is not None and self.end > until
        used = self.used(self.end, after=True) if not isinstance(current.within, CalendarDays | Months | Moment) else 0
        still = self.pieces[-1].does not in self.running and self.life.stopped is None
        names_moment = isinstance(holds.within, CalendarDays | Months | Moment) or (
            isinstance(holds.within, BusinessDays) and holds.within.n == 0
        )
        if still and not late and (pinned or not names_moment):
            due = until = None
        return _Standing(used, due, until, late, missing)

    def used_up_at(self, at: int, limit: Limit) -> bool:
        if isinstance(limit.within, CalendarDays | Months | Moment):
            moment = self.moment(limit)
            return moment is not None and moment <= at
        if _amount(limit.within) == 0:
            due = self.reckon(limit)[0]
            return due is not None and due <= at
        return self.used(at, after=True) >= _amount(limit.within)

    def reckon(self, limit: Limit) -> tuple[int | None, int | None]:
        """Return when a limit is used up on these pieces, and the last instant in time."""
        if isinstance(limit.within, CalendarDays | Months | Moment):
            moment = self.moment(limit)
            return moment, moment
        if isinstance(limit.within, BusinessDays):
            due = self.nth_tick(limit)
            return due, due
        return self.time_due(_amount(limit.within)), self.time_until(_amount(limit.within))

    def landed(self, limit: Limit, at: int) -> int:
        if not isinstance(limit.within, BusinessDays) or limit.within.landing == "keep":
            return at
        calendar, instant = limit.calendar, _aware(at)
        return at if calendar.previous_open(instant) == instant else _int(calendar.next_open(instant))

    # -- time --------------------------------------------------------------------------------------------------

    def used(self, at: int, *, after: bool) -> int:
        """Return what was used by an instant: time, or ticks up to and with it."""
        limit = self.changes()[0][1]
        if isinstance(limit.within, BusinessDays):
            return sum(tick.counts for tick in self.ticks() if tick.at <= at) if after else 0
        total = 0
        for piece in self.pieces:
            if self.counts(piece) and piece.start < at and piece.limit is not None:
                total += _measured(piece.limit, piece.start, min(piece.end, at))
        return total

    def time_due(self, amount: int) -> int | None:
        """Return the earliest instant by which an amount has been used; for none of it the first that would."""
        if amount == 0:
            return self.first_counted()
        left = amount
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None:
                measured = _measured(piece.limit, piece.start, piece.end)
                if measured >= left:
                    return _after(piece.limit, piece.start, left)
                left -= measured
        return None if self.stands_still() else _after(self.changes()[-1][1], self.end, left)

    def first_counted(self) -> int | None:
        """Return the first instant that would use something."""
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None and _measured(piece.limit, piece.start, piece.end):
                return _after(piece.limit, piece.start, 0)
        return None if self.stands_still() else _after(self.changes()[-1][1], self.end, 0)

    def time_until(self, amount: int) -> int | None:
        left = amount
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None:
                measured = _measured(piece.limit, piece.start, piece.end)
                if measured > left:
                    return _last(piece.limit, piece.start, left)
                left -= measured
        return None if self.stands_still() else _last(self.changes()[-1][1], self.end, left)

    def stands_still(self) -> bool:
        return self.life.stopped is None and self.pieces[-1].does not in self.running

    # -- moments and days --------------------------------------------------------------------------------------

    def moment(self, limit: Limit) -> int | None:
        if isinstance(limit.within, Moment):
            return self.life.item.instant(limit.within.field)
        return _int(limit.calendar.due_at(_aware(self.start), limit.within))

    def nth_tick(self, limit: Limit) -> int | None:
        within = limit.within
        assert isinstance(within, BusinessDays)
        if within.n == 0:
            return _int(limit.calendar.due_at(_aware(self.start), within))
        left = within.n
        for tick in self.ticks():
            left -= tick.counts
            if left == 0 and tick.counts:
                return tick.lands
        if self.stands_still():
            return None
        for ahead in self.marks_after_end():
            left -= 1
            if left == 0:
                return ahead
        raise AssertionError("marks never end")

    def ticks(self) -> list[_Tick]:
        """Return the ticks from the start to the end, old marks up to a change of limit and new ones after it.

        A date is over once its mark has passed, or that of a later date.
        """
        found: list[_Tick] = []
        changes = self.changes()
        over = date.min
        for place, (since, limit) in enumerate(changes):
            until = changes[place + 1][0] if place + 1 < len(changes) else self.end
            passed = over
            for day, mark, lands in _marks(limit, self.start):
                if mark > until:
                    break
                passed = max(passed, day)
                if (mark > since or place == 0) and day > over:
                    found.append(_Tick(mark, lands, self.tick_counts(mark)))
            over = passed
        return sorted(found, key=lambda tick: tick.at)

    def tick_counts(self, at: int) -> bool:
        """Return whether a mark is outside every pause `[from, to)` and every solved stretch `(stop, reopening]`."""
        for place, piece in enumerate(self.pieces):
            if piece.does == "stopped":
                if at == piece.start and piece.limit is not None:
                    return True
                if piece.start < at <= piece.end:
                    return False
            elif piece.start <= at < piece.end or (at == piece.end and place == len(self.pieces) - 1):
                return self.counts(piece)
        return False

    def marks_after_end(self) -> Iterator[int]:
        """Return where the marks of the current limit land that come after the end, dates with a tick left out."""
        changes = self.changes()
        over = date.min
        for place, (_, limit) in enumerate(changes):
            until = changes[place + 1][0] if place + 1 < len(changes) else self.end
            for day, mark, lands in _marks(limit, self.start):
                if mark > until:
                    if place + 1 < len(changes):
                        break
                    if day > over:
                        yield lands
                elif place + 1 < len(changes):
                    over = max(over, day)


def _marks(limit: Limit, start: int) -> Iterator[tuple[date, int, int]]:
    """Return the business dates from a start on, with the mark of each and where it lands."""
    within, calendar, instant = limit.within, limit.calendar, _aware(start)
    assert isinstance(within, BusinessDays)
    effective = calendar.due_at(instant, attrs.evolve(within, n=0, landing="keep"))
    day = effective.date()
    count = 0
    first = calendar.due_at(instant, attrs.evolve(within, n=1, landing="keep"))
    offset = 0
    if within.counting == "from-start":
        plain = attrs.evolve(within, counting="after-start", landing="keep")
        later = [calendar.due_at(instant, attrs.evolve(plain, n=n)) for n in (1, 2)]
        offset = 0 if first == later[0] else 1 if first == later[1] else -1
    while True:
        count += 1
        mark = _int(calendar.due_at(instant, attrs.evolve(within, n=count, landing="keep")))
        lands = _int(calendar.due_at(instant, attrs.evolve(within, n=count)))
        yield calendar.add_days(day, count + offset) if count + offset else day, mark, lands


def _measured(limit: Limit, start: int, end: int) -> int:
    if isinstance(limit.within, ElapsedTime):
        return end - start
    return limit.calendar.elapsed(_aware(start), _aware(end)) // _US


def _after(limit: Limit, start: int, amount: int) -> int:
    if isinstance(limit.within, ElapsedTime):
        return start + amount
    return _int(limit.calendar.due_at(_aware(start), WorkingTime(amount)))


def _last(limit: Limit, start: int, amount: int) -> int:
    if isinstance(limit.within, ElapsedTime):
        return start + amount
    return _int(limit.calendar.in_time_until(_aware(start), WorkingTime(amount)))


def _aware(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _int(instant: datetime) -> int:
    return (instant - _EPOCH) // _US
