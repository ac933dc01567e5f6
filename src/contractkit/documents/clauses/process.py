"""Processes: steps that belong together, and what starts the first of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.anchors import Trigger
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.work import Work
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults
from contractkit.documents.fields import Name
from contractkit.documents.references import CalendarRef, Defines, ServiceRef, WorkRef
from contractkit.documents.scalars import Many
from contractkit.documents.wordings import WordingText

__all__ = ["Process", "ProcessStep"]


class ProcessStep(Work):
    """One step of a process; its name is known in that process only."""

    name: Name
    title: WordingText | None = None
    note: WordingText | None = None


class Process(Clause):
    """Steps that belong together, in an order that they give themselves by what each waits for.

    Attributes:
        starts: What starts the steps that wait for nothing.
        when: For which items it is done; left out, for all.
        service: The service that it belongs to.
        for_: The promise that it is done for, in whose time its steps have to fit; or the orders, in whose lead time.
        calendar: On which calendar the time of its steps runs, where a step names none.
    """

    kind: Literal["process"]
    name: Annotated[Name, Defines("process")]
    starts: Trigger | None = None
    when: Condition | None = None
    service: ServiceRef | None = None
    for_: WorkRef | None = Field(default=None, alias="for")
    calendar: CalendarRef | None = None
    steps: Many[ProcessStep]

    @model_validator(mode="after")
    def _in_some_order(self) -> Process:
        wrong = Faults()
        if not self.steps:
            hint = "for example - {name: account, owner: service-desk, within: 2 business days}"
            wrong.add("missing-field", "there are no steps", hint, ("steps",))
        names = [step.name for step in self.steps]
        for number, name in enumerate(names):
            if name in names[:number]:
                says = f"'{name}' is the name of two steps"
                wrong.add("duplicate-name", says, "give each step its own", ("steps", number, "name"))
        circle = waits_for_itself({step.name: step.after for step in self.steps})
        if circle:
            says = f"steps wait for each other: {' for '.join(circle)}"
            hint = "one of them has to begin without the others"
            wrong.add("circular", says, hint, ("steps", names.index(circle[0]), "after"))
        wrong.tell()
        return self


def waits_for_itself(after: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first circle of steps that wait for each other, its first step again at the end; empty if none.

    Args:
        after: What each step waits for; a name that is no step waits for nothing.
    """
    done: set[str] = set()
    for first in after:
        path: list[str] = []
        waiting = [(first, iter(after[first]))] if first not in done else []
        while waiting:
            name, rest = waiting[-1]
            if len(path) < len(waiting):
                path.append(name)
            following = next(rest, None)
            if following is None:
                done.add(path.pop())
                waiting.pop()
            elif following in path:
                return (*path[path.index(following) :], following)
            elif following in after and following not in done:
                waiting.append((following, iter(after[following])))
    return ()
