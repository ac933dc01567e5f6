"""What every piece of work has: what it waits for, how much time it may take, who does it."""

from __future__ import annotations

from pydantic import model_validator

from contractkit.documents.anchors import AnchorRef, AnyOtherwise, PartyWord, Trigger
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults
from contractkit.documents.fields import TimeText, WithinText
from contractkit.documents.references import CalendarRef, RoleRef
from contractkit.documents.scalars import OneOrMany, Part

__all__ = ["Work"]


class Work(Part):
    """What a step has, alone or in a process.

    Attributes:
        when: For which items it is done; left out, for all.
        trigger: What starts it, where that is no step and no moment with a name.
        after: What it waits for, all of it: steps by their names, or moments.
        within: How much time it may take, from the last of those on; with `before`, how long before that moment it
            has to be done.
        before: The moment before which it has to be done.
        at: The moment on whose date it is done.
        time: The time of day on that date.
        calendar: On which calendar its time runs.
        party: Who owes it.
        owner: The role that does it.
        otherwise: What follows where it is not done in time.
    """

    when: Condition | None = None
    trigger: Trigger | None = None
    after: OneOrMany[AnchorRef] = ()
    within: WithinText | None = None
    before: AnchorRef | None = None
    at: AnchorRef | None = None
    time: TimeText | None = None
    calendar: CalendarRef | None = None
    party: PartyWord | None = None
    owner: RoleRef | None = None
    otherwise: AnyOtherwise | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> Work:
        wrong = Faults()
        if self.at is not None:
            for name in ("within", "before"):
                if getattr(self, name) is not None:
                    says = f"'at' says when it is done, and '{name}' says it another way"
                    wrong.add("contradiction", says, "keep one of the two", (name,))
        elif self.time is not None:
            hint = 'for example at: last-working-day, time: "18:00"'
            wrong.add("missing-field", "'at' is missing: on which date is that time of day?", hint, ("time",))
        for number, word in enumerate(self.after):
            if word in self.after[:number]:
                wrong.add("duplicate-name", f"'{word}' stands there twice", "name it once", ("after", number))
        if self.trigger is not None and self.after:
            says = "'trigger' and 'after' both say what starts it"
            wrong.add("contradiction", says, "keep one of the two", ("trigger",))
        wrong.tell()
        return self
