"""Steps of the work as links of a chain: which belong to a promise, what each waits for, and how long it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from contractkit.process.chains import Link
from contractkit.process.limits import Counted, why_not_counted
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.conditions import Condition, Is, all_of
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.step import Step
from contractkit.terms.targets import Measure

__all__ = [
    "Key",
    "Work",
    "allowance_text",
    "in_order",
    "links_of",
    "needed_for",
    "pieces_of",
    "served_by",
    "turns_of",
    "waits_through",
    "work_of",
]


@attrs.frozen(slots=False)
class Work:
    """A step where it stands: alone, or in a process, which it shares conditions and a promise with.

    Attributes:
        step: The step.
        process: The process that it stands in; None for a step that stands alone.
    """

    step: Step
    process: Process | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.step.name

    @property
    def key(self) -> Key:
        """What tells it apart in its agreement: the name of its process, and its own."""
        return None if self.process is None else self.process.name, self.step.name

    @cached_property
    def condition(self) -> Condition:
        """For which items it is done."""
        process = self.process
        if process is None:
            return self.step.condition
        whose = () if process.service is None else (Is("service", (process.service,)),)
        return all_of((*whose, process.condition, self.step.condition))

    def holds_on(self, day: date) -> bool:
        """Return whether its clause holds on a date of the term."""
        clause = self.step if self.process is None else self.process
        return clause.holds is None or clause.holds.on(day)

    @property
    def serves(self) -> ClauseRef | None:
        """The promise that it is done for: its own, or that of its process."""
        own = self.step.serves
        return own if own is not None or self.process is None else self.process.serves

    @property
    def starts(self) -> tuple[Anchor, ...]:
        """What it waits for; of a step that names nothing what starts its process."""
        if self.step.after or self.process is None or self.process.starts is None:
            return self.step.after
        return (self.process.starts,)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The names of the steps that it waits for."""
        return tuple(one.name for one in self.starts if isinstance(one, StepDone))

    def link(self, after: tuple[int, ...], measure: Measure, zone: str) -> tuple[Link, str | None]:
        """Return it as a link, and why it cannot be counted, or None.

        Args:
            after: The places of the links that it waits for.
            measure: What starts the clock of the promise.
            zone: The zone of dates where it has no calendar.
        """
        step = self.step
        within: Any = None if step.allowance is None else step.allowance.time
        calendar = None if step.allowance is None else step.allowance.calendar
        why = None if step.party == "customer" else why_not_counted(within, calendar)
        if step.before is not None or step.at is not None:
            why = "it is done by a date, and not within a time"
        for anchor in self.starts:
            if not isinstance(anchor, StepDone) and anchor != measure.starts:
                why = f"it waits for {_called(anchor)}, which the clock of the promise does not start with"
        limits: tuple[Counted, ...] = ()
        if why is None and step.party != "customer":
            counted = Counted.of(within, calendar, zone)
            limits = () if counted is None else (counted,)
        text = "no time" if step.allowance is None else allowance_text(step.allowance)
        process = None if self.process is None else self.process.name
        link = Link(step.name, step.clause, "step", limits, text, after, step.owner, step.party, process)
        return link, None if why is None else f"{_cited(step)}: {why}"

    def assumes(self, link: Link) -> list[str]:
        """Return what is taken of it where the papers are silent."""
        if link.party == "customer":
            return [f"{link.name} ({link.clause}) takes no time here: the customer's own time is not the provider's"]
        if not self.starts:
            return [f"{link.name} ({link.clause}) begins when the clock of the promise starts: it waits for nothing"]
        return []


Key = tuple[str | None, str]
"""What tells a step apart in its agreement: the name of its process, or None, and its own."""


def links_of(
    pieces: Sequence[Work], every: Sequence[Work], measure: Measure, zone: str
) -> list[tuple[Link, str | None]]:
    """Return steps as links, each with why it cannot be counted, or None.

    Args:
        pieces: The steps that are needed, each behind all that it waits for.
        every: Those and the ones that are not needed; what waits for such a one waits for what that would have
            waited for.
        measure: What starts the clock of the promise.
        zone: The zone of dates where a step has no calendar.
    """
    known, places = {one.key: one for one in every}, {one.key: place for place, one in enumerate(pieces)}
    return [
        one.link(tuple(sorted({places[other.key] for other in waits_through(one, known, places)})), measure, zone)
        for one in pieces
    ]


def waits_through(one: Work, known: Mapping[Key, Work], needed: Collection[Key]) -> tuple[Work, ...]:
    """Return the needed steps that one waits for: through steps that are not needed, what those would have waited for.

    Args:
        one: The step.
        known: All steps.
        needed: The keys of those that are needed.
    """
    found: dict[Key, Work] = {}
    for name in one.waits_for:
        other = known.get((one.key[0], name)) or known.get((None, name))
        if other is None:
            continue
        through = (other,) if other.key in needed else waits_through(other, known, needed)
        found |= {work.key: work for work in through}
    return tuple(found.values())


def needed_for(promise: ClauseRef, pieces: Sequence[Work], present: Collection[Key]) -> tuple[Work, ...]:
    """Return the steps that are done for a promise, and those that they wait for, in the order of the pieces.

    Args:
        promise: Where the promise stands.
        pieces: All steps that may be done for it.
        present: The keys of those that are done for the items at hand.
    """
    known = {one.key: one for one in pieces}
    found: set[Key] = set()
    waiting = [one for one in pieces if one.key in present and one.serves is not None and _means(one.serves, promise)]
    while waiting:
        one = waiting.pop()
        if one.key not in found:
            found.add(one.key)
            waiting += waits_through(one, known, present)
    return tuple(one for one in pieces if one.key in found)


def work_of(version: Agreement) -> tuple[Work, ...]:
    """Return the steps of a version, alone and in processes, in the order of the page."""
    found: list[Work] = []
    for provision in version.provisions:
        if isinstance(provision, Step):
            found.append(Work(provision))
        elif isinstance(provision, Process):
            found += [Work(step, provision) for step in provision.steps]
    return tuple(found)


def served_by(agreement: Agreement) -> set[ClauseRef]:
    """Return the promises for which steps are done, in any version."""
    every = (one for entry in agreement.versions for one in work_of(entry.value))
    return {one.serves for one in every if one.serves is not None}


def turns_of(steps: Sequence[Work]) -> list[date]:
    """Return the dates, in order, on which clauses of steps begin or cease to hold."""
    clauses = [one.step if one.process is None else one.process for one in steps]
    holds = [one.holds for one in clauses if one.holds is not None]
    return sorted({day for one in holds for day in (one.since, one.until) if day is not None})


def pieces_of(steps: Sequence[Work], promise: ClauseRef) -> Iterator[tuple[Work, ...]]:
    """Yield the steps that are done for a promise, and all that they wait for: those that stand alone, and by process.

    Each stands behind all that it waits for.

    Args:
        steps: All steps.
        promise: Where the promise stands.
    """
    alone = {one.name: one for one in steps if one.process is None}
    processes = dict.fromkeys(one.process for one in steps if one.process is not None)
    for process in (None, *processes):
        own = {one.name: one for one in steps if one.process == process}
        known = {one.key: one for one in (*alone.values(), *own.values())}
        wanted = [one for one in own.values() if one.serves is not None and _means(one.serves, promise)]
        if wanted:
            yield tuple(in_order(wanted, known))


def _means(serves: ClauseRef, promise: ClauseRef) -> bool:
    same = (serves.document, serves.clause) == (promise.document, promise.clause)
    return same and serves.row in (None, promise.row)


def in_order(wanted: Sequence[Work], known: Mapping[Key, Work]) -> Iterator[Work]:
    """Yield steps, each behind all that it waits for; papers in which steps wait for each other do not load.

    Args:
        wanted: The steps.
        known: All steps by key, those that the wanted ones may wait for among them.
    """
    done: set[Key] = set()

    def behind(one: Work) -> Iterator[Work]:
        if one.key in done:
            return
        done.add(one.key)
        for name in one.waits_for:
            other = known.get((one.key[0], name)) or known.get((None, name))
            if other is not None:
                yield from behind(other)
        yield one

    for one in wanted:
        yield from behind(one)


def _called(anchor: object) -> str:
    field = getattr(anchor, "field", None) or getattr(anchor, "word", None)
    return str(field) if field is not None else str(getattr(anchor, "condition", anchor))


def _cited(step: Step) -> str:
    ref = str(step.clause)
    return ref if ref.endswith(f" {step.name}") else f"{ref} {step.name}"


def allowance_text(allowance: Allowance) -> str:
    """Return a time with the name of its calendar, as it is written."""
    name = allowance.calendar_name
    return str(allowance.time) if name is None else f"{allowance.time} ({name})"
