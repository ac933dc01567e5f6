"""One item as the facts tell it: its states in order, and what each of them means to a clock line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from contractkit.facts import Coded, Facts, Instants, Integers, Numbers
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import AtField, ClockLine, Limit, Target, WhenState
from contractkit.testing.replay.conditions import State, Value, holds, speaks_of
from contractkit.testing.replay.measuring import aware

__all__ = ["Item"]

NAT = -(2**63)


class Item:
    """An item under one clock line, up to the moment of judging."""

    def __init__(self, line: ClockLine, facts: Facts, as_of: int, item: int) -> None:
        self.line, self.facts, self.as_of, self.item = line, facts, as_of, item
        self.opened = self.instant("opened_at")
        events = facts.events
        self.moving = set(events.values) if events is not None else set()
        measure = line.measure
        self.stop_condition = measure.stops.condition if isinstance(measure.stops, WhenState) else None
        ends = [at.condition for at in (measure.starts, measure.stops) if isinstance(at, WhenState)]
        self.ends = set().union(*map(speaks_of, ends))
        self.choosing = set().union(*(speaks_of(target.applies) for target in line.targets))
        self.choosing |= {field for target in line.targets if target.table for field in target.table.by}
        self.steps = self.history()

    # -- facts -------------------------------------------------------------------------------------------------

    def instant(self, field: str) -> int | None:
        """Return the instant in a column, None where there is none."""
        column = self.facts.items.columns.get(field)
        if not isinstance(column, Instants) or column.us[self.item] == NAT:
            return None
        return int(column.us[self.item])

    def value(self, field: str) -> Value:
        """Return the word or number in a column, None where there is none."""
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
        if events.seq is not None and all(events.seq[place] != NAT for place in places):
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
            if field in speaks_of(condition) and holds(condition, {field: value}) is not False:
                return step
        return 0

    # -- what a state means ------------------------------------------------------------------------------------

    def meaning(self, condition: Condition, states: Sequence[State]) -> bool | None:
        """Return whether a condition holds in the last of some states; a clock of which nothing was said yet runs."""
        found = holds(condition, states[-1])
        fields = speaks_of(condition)
        if found and fields & self.facts.items.latest and not any(map(self.told, fields)):
            return None
        known = set(self.facts.items.columns) | self.moving
        silent = all(holds(condition, state) is None for state in states)
        return False if silent and fields <= known else found

    def told(self, field: str) -> bool:
        """Return whether any event of the item speaks of a field."""
        events = self.facts.events
        if events is None or field not in events.values:
            return False
        said = zip(events.item, events.values[field], strict=True)
        return any(item == self.item and code != -2 for item, code in said)

    def stops(self, step: int) -> bool | None:
        """Return whether a step stops the clock."""
        if self.stop_condition is None:
            field = self.line.measure.stops.field if isinstance(self.line.measure.stops, AtField) else ""
            column = self.facts.items.columns.get(field)
            return False if isinstance(column, Instants) else None
        found = self.meaning(self.stop_condition, [state for _, state in self.steps[: step + 1]])
        nobody_knows_when = self.steps[step][0] == -(2**62) or not speaks_of(self.stop_condition) & self.moving
        return None if found and nobody_knows_when else found

    def pauses(self, step: int) -> bool | None:
        """Return whether a step pauses the clock."""
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
            applies = holds(target.applies, state)
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
        """Return whether a row of a table holds for a clock that begins at an instant."""
        return begun is not None and aware(begun).astimezone(limit.calendar.tz).date() >= since

    def classified(self, step: int) -> State:
        """Return the state with fields that are missing from the start taken as they first become known (rule 14)."""
        state = dict(self.steps[step][1])
        for field in self.moving:
            if all(earlier[field] is None for _, earlier in self.steps[: step + 1]):
                state[field] = next((later[field] for _, later in self.steps if later[field] is not None), None)
        return state

    def candidates(self, step: int) -> list[Target]:
        """Return the targets that may apply in a step."""
        return [target for target in self.line.targets if holds(target.applies, self.classified(step)) is not False]

    # -- start, stop -------------------------------------------------------------------------------------------

    def begun(self) -> tuple[int | None, str]:
        """Return when the measure starts, and whether it did: made, waits or unknown."""
        starts = self.line.measure.starts
        if starts is None:
            opening, stop = self.steps[0][0], self.column_stop()
            opening = self.as_of if opening == -(2**62) else opening
            return opening if stop is None else min(opening, stop), "made"
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
        found = [holds(condition, state) for _, state in self.steps]
        if all(starts is None for starts in found):
            return None, "unknown"
        silence = next(place for place, starts in enumerate(found) if starts is not None)
        for (at, _), starts in list(zip(self.steps, found, strict=True))[silence:]:
            if starts is None:
                return None, "unknown"
            if starts:
                return at, "unknown" if at == -(2**62) else "made"
        return None, "waits"

    def column_stop(self) -> int | None:
        """Return the stop in a column, where it has happened."""
        stops = self.line.measure.stops
        at = self.instant(stops.field) if isinstance(stops, AtField) else None
        return at if at is not None and at <= self.as_of else None
