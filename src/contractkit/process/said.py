"""One item of which nothing is recorded but what it says itself: which of its steps have begun when it comes in.

An agent on the phone has no events yet. What the request says stands for its state from its opening on, and an instant
in it with the name of a step says when that was done, as a column of the facts does.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from contractkit.clocks.scalar.truth import YES, holds
from contractkit.process.item_clocks import ItemClocks
from contractkit.process.item_steps import ItemStep
from contractkit.process.step_records import columns_of
from contractkit.process.walking import walked
from contractkit.terms import Agreement
from contractkit.terms.conditions import Condition

__all__ = ["ItemSaid", "begun_steps"]


@attrs.frozen(eq=False)
class ItemSaid:
    """What is known of an item that comes in; asked like `ItemTold`.

    Attributes:
        opened: When it comes in, in microseconds, which is the moment of the answer.
        words: What it says in each field; None where it is not known.
        instants: The instants that it says, those that lie ahead too.
    """

    opened: int
    words: Mapping[str, str | None]
    instants: Mapping[str, int]

    @property
    def as_of(self) -> int:
        """The moment of the answer."""
        return self.opened

    def instant(self, field: str) -> int | None:
        """Return the instant in a field; None where it is not known, or lies ahead."""
        at = self.ahead(field)
        return None if at is None or at > self.opened else at

    def ahead(self, field: str) -> int | None:
        """Return the instant in a field, also where it lies ahead; None where it is not known."""
        return self.instants.get(field)

    def since(self, condition: Condition) -> int | None:
        """Return since when its state meets a condition: since it came in, or None."""
        return self.opened if holds(condition, self.words) == YES else None

    def done(self, *records: str) -> int | None:
        """Return when a step was done; None where the item does not say it."""
        said = (self.instant(name) for step in records for name in columns_of(step))
        return next((at for at in said if at is not None), None)

    def is_recorded(self, *records: str) -> bool:
        """Return whether something would say of such a step when it is done: whoever asks would."""
        return bool(records)


def begun_steps(
    version: Agreement, words: Mapping[str, str | None], instants: Mapping[str, int], opened: int
) -> tuple[ItemStep, ...]:
    """Return the steps that have begun on an item when it comes in and are not done, each with its due instant.

    Args:
        version: The wording of its date.
        words: What it says in each field.
        instants: The instants that it says.
        opened: When it comes in, in microseconds.
    """
    said = ItemSaid(opened, words, instants)
    steps, _ = walked(version, said, ItemClocks())
    return tuple(step for step in steps if step.state in ("running", "overdue"))
