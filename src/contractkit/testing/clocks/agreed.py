"""What is agreed for a clock: the targets and pauses that bound it when it started, and what reached it since.

Source: design.md section 4 ("which version governs"); docs/decisions/0110-what-binds-a-clock.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from contractkit.testing.clocks.calendars import midnight
from contractkit.testing.clocks.questions import Amendment, OnChange, Question, Rule, Target
from contractkit.testing.clocks.states import Instant

__all__ = ["UNKNOWN", "Agreed", "Label", "Versions"]


@attrs.frozen
class Label:
    """The target that applies, with the priority that chooses it; without one nobody knows which it is."""

    priority: str | None
    target: Target | None


UNKNOWN = Label(None, None)
"""The label of a stretch of which nobody knows the target."""


@attrs.frozen
class Agreed:
    """What is agreed at an instant.

    Attributes:
        targets: The targets by priority.
        rule: The rule.
    """

    targets: Mapping[str, Target]
    rule: Rule

    def label(self, instant: Instant) -> Label | None:
        """Return the target that applies at an instant; None if there is none."""
        if instant.priority is None:
            return UNKNOWN
        target = self.targets.get(instant.priority)
        return None if target is None else Label(instant.priority, target)


class Versions:
    """The versions of what is agreed, by the instant from which each holds."""

    def __init__(self, question: Question) -> None:
        self.question = question
        amendments = sorted(question.amendments, key=lambda amendment: amendment.since)
        self.since = [(midnight(question.zone, amendment.since), amendment) for amendment in amendments]

    def reaching(self) -> list[tuple[int, OnChange]]:
        """Return the instants at which amendments reach clocks that run, and what each does to them."""
        return [(at, amendment.running) for at, amendment in self.since if amendment.running is not None]

    def of(self, started: int, at: int) -> Agreed:
        """Return what is agreed at an instant for a clock that started at another."""
        reached = [
            amendment
            for since, amendment in self.since
            if since <= started or (since <= at and amendment.running is not None)
        ]
        return self._with(reached)

    def _with(self, amendments: Sequence[Amendment]) -> Agreed:
        targets, rule = dict(self.question.targets), self.question.rule
        for amendment in amendments:
            for name, target in amendment.targets.items():
                if target is None:
                    targets.pop(name, None)
                else:
                    targets[name] = target
            if amendment.pause is not None:
                rule = attrs.evolve(rule, pause=amendment.pause)
        return Agreed(targets, rule)
