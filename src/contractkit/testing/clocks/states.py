"""The life of an item as a list of instants: at each the state after all of its events, and what was said at it.

Source: clocks.md rules 1 to 5 and 14 (a leading gap).
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.testing.clocks.questions import Event, Question, Rule, Said

__all__ = ["Instant", "Told", "strength", "told"]

_STRENGTH = ("run", "pause", "stop", "reset", "cancel")


@attrs.frozen
class Instant:
    """One instant of an item's life at which something is said.

    Attributes:
        at: When.
        status: The status from then on.
        priority: The priority from then on.
        events: The events of the instant, in their sequence where they have one.
        ordered: Whether all of them have different sequence numbers.
    """

    at: int
    status: str | None
    priority: str | None
    events: tuple[Event, ...] = ()
    ordered: bool = False

    def says(self, said: Said) -> bool:
        """Return whether an event of the instant says one of some values of a field."""
        return any(event.field == said.field and event.value in said.values for event in self.events)

    def last_says(self, said: Said) -> int:
        """Return the place of the last event that does; -1 if none does."""
        places = [k for k, event in enumerate(self.events) if event.field == said.field and event.value in said.values]
        return max(places, default=-1)


@attrs.frozen
class Told:
    """What is known of an item by the moment of judging.

    Attributes:
        instants: The opening and every later instant at which something was said, in order.
        notes: What was assumed and set aside.
    """

    instants: tuple[Instant, ...]
    notes: tuple[str, ...]


def strength(rule: Rule, status: str | None) -> str:
    """Return what a status does, the strongest where it stands in several lists."""
    stops = () if isinstance(rule.stop, Said) else rule.stop
    named = {"cancel": rule.cancel, "reset": rule.reset, "stop": stops, "pause": rule.pause}
    return next((does for does, statuses in named.items() if status in statuses), "run")


def told(question: Question) -> Told:
    """Return the life of a question's item, up to the moment of judging and as far as it was recorded by then."""
    notes: list[str] = []
    events = _counted(question, notes)
    item = question.item
    instants = [Instant(item.opened, item.status, item.priority)]
    for at in sorted({event.at for event in events}):
        said = _in_sequence([event for event in events if event.at == at])
        before = instants[-1]
        now = Instant(
            at,
            _settled(question.rule, said, "status", before.status),
            _settled(question.rule, said, "priority", before.priority),
            tuple(said),
            _ordered(said),
        )
        if at == item.opened:
            instants[-1] = now
        else:
            instants.append(now)
    return Told(_leading(instants, notes), tuple(notes))


def _counted(question: Question, notes: list[str]) -> list[Event]:
    """Return the events that count, each once (rules 3 and 5)."""
    found: list[Event] = []
    set_aside = {"recorded later": 0, "before the opening": 0, "after as_of": 0, "said twice": 0}
    for event in question.events:
        if question.known_at is not None and event.recorded is not None and event.recorded > question.known_at:
            set_aside["recorded later"] += 1
        elif event.at < question.item.opened:
            set_aside["before the opening"] += 1
        elif event.at > question.as_of:
            set_aside["after as_of"] += 1
        elif event in found:
            set_aside["said twice"] += 1
        else:
            found.append(event)
    notes += [f"set aside, {why}: {count}" for why, count in set_aside.items() if count]
    return found


def _ordered(said: Sequence[Event]) -> bool:
    numbers = [event.seq for event in said]
    return None not in numbers and len(set(numbers)) == len(numbers)


def _in_sequence(said: Sequence[Event]) -> list[Event]:
    if any(event.seq is None for event in said):
        return list(said)
    return sorted(said, key=lambda event: event.seq or 0)


def _settled(rule: Rule, said: Sequence[Event], field: str, before: str | None) -> str | None:
    """Return the value of a field after all events of an instant (rule 1)."""
    speaking = [event for event in said if event.field == field]
    if not speaking:
        return before
    if all(event.seq is not None for event in said):
        last = max(event.seq for event in speaking if event.seq is not None)
        speaking = [event for event in speaking if event.seq == last]
    values = [event.value for event in speaking]
    if field == "status":
        strongest = max(_STRENGTH.index(strength(rule, value)) for value in values)
        values = [value for value in values if _STRENGTH.index(strength(rule, value)) == strongest]
    known = sorted(value for value in values if value is not None)
    return None if None in values else known[0]


def _leading(instants: list[Instant], notes: list[str]) -> tuple[Instant, ...]:
    """Give a priority that is missing from the opening on its first known value (rule 14)."""
    first = next((instant for instant in instants if instant.priority is not None), None)
    if first is None or first is instants[0]:
        return tuple(instants)
    notes.append(f"taken: the priority was {first.priority} from the opening on")
    known = instants.index(first)
    return (*(attrs.evolve(one, priority=first.priority) for one in instants[:known]), *instants[known:])
