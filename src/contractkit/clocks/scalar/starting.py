"""What a clock is started with: a clock line that one clock can run under, and what its item says when it opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from contractkit.clocks.scalar.doors import Value, instant_us, word_of
from contractkit.clocks.scalar.known import ClockRelief, known_of
from contractkit.clocks.scalar.plan import OPENED, Plan
from contractkit.clocks.scalar.telling import Opening
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.notation.nearest import nearest
from contractkit.terms.targets import ClockLine, Target

__all__ = ["line_given", "opening_of"]


def line_given(target: object) -> ClockLine:
    """Return a clock line, or refuse what is none.

    Raises:
        UsageError: It is none.
        NotComputedError: One of its targets asks for several times together.
    """
    if isinstance(target, Target):
        says = (
            f"the target {target.id} does not say what starts, pauses and stops its clock; give its clock line, such "
            f"as agreement.line_of({target.id!r})"
        )
        raise UsageError(says, value=target.id)
    if not isinstance(target, ClockLine):
        raise UsageError(f"a clock is started under a clock line, such as agreement.line_of('4.2'), not {target!r}")
    for one in target.targets:
        if one.met_when is not None:
            says = f"{one.clause}: a single clock does not judge a result with several time limits; evaluate() does"
            raise NotComputedError(says, clause=str(one.clause))
    return target


def opening_of(
    plan: Plan, at: datetime | int | str, item: Mapping[str, Value], relief: tuple[ClockRelief, ...]
) -> Opening:
    """Return what is known of an item when it opens.

    Raises:
        NaiveDatetimeError: `at` has no zone.
        UsageError: A field that chooses the target is not given, or a value cannot be read.
    """
    opened = instant_us(at, "the opening of the item ('at')")
    if not isinstance(item, Mapping):
        raise UsageError(f"item is what the item says, such as {{'priority': 'P2'}}, not {item!r}", value=item)
    missing = [plan.names[place] for place in plan.choosing if plan.names[place] not in item]
    if missing:
        says = f"{missing[0]} chooses the target and is not given; write None where it is not known yet"
        raise UsageError(f"{says}; of the fields given: {nearest(missing[0], map(str, item))}", value=missing[0])
    words = {field: word_of(item.get(field), field) for field in plan.fields if field not in plan.columns}
    columns: dict[str, int | None] = {OPENED: opened}
    for field in plan.columns:
        value = item.get(field)
        columns[field] = None if value is None else instant_us(value, field)
    return Opening(plan, opened, tuple(words.get(field) for field in plan.fields), columns, known_of(relief))
