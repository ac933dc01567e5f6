"""Steps of the work as links of a chain: which belong to a promise, what each waits for, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from contractkit.process.chains import Link
from contractkit.process.limits import Counted, why_not_counted
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.conditions import Condition, Is, all_of
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.step import Step
from contractkit.terms.targets import Measure

__all__ = ["Work", "in_order", "pieces_of", "turns_of", "work_of"]


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
    def key(self) -> tuple[str | None, str]:
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

    def link(self, places: Mapping[str, int], measure: Measure, zone: str) -> tuple[Link, str | None]:
        """Return it as a link, and why it cannot be counted, or None.

        Args:
            places: The links that come before it, by name; a step that is not needed is not among them.
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
        after = tuple(sorted({places[name] for name in self.waits_for if name in places}))
        text = "no time" if within is None else _text(step)
        link = Link(step.name, step.clause, "step", limits, text, after, step.owner, step.party)
        return link, None if why is None else f"{_cited(step)}: {why}"

    def assumes(self, link: Link) -> list[str]:
        """Return what is taken of it where the papers are silent."""
        if link.party == "customer":
            return [f"{link.name} ({link.clause}) takes no time here: the customer's own time is not the provider's"]
        if not self.starts:
            return [f"{link.name} ({link.clause}) begins when the clock of the promise starts: it waits for nothing"]
        return []


def work_of(version: Agreement) -> tuple[Work, ...]:
    """Return the steps of a version, alone and in processes, in the order of the page."""
    found: list[Work] = []
    for provision in version.provisions:
        if isinstance(provision, Step):
            found.append(Work(provision))
        elif isinstance(provision, Process):
            found += [Work(step, provision) for step in provision.steps]
    return tuple(found)


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


def in_order(wanted: Sequence[Work], known: Mapping[tuple[str | None, str], Work]) -> Iterator[Work]:
    """Yield steps, each behind all that it waits for; papers in which steps wait for each other do not load.

    Args:
        wanted: The steps.
        known: All steps by key, those that the wanted ones may wait for among them.
    """
    done: set[tuple[str | None, str]] = set()

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


def _text(step: Step) -> str:
    assert step.allowance is not None
    name = step.allowance.calendar_name
    return str(step.allowance.time) if name is None else f"{step.allowance.time} ({name})"
