"""Several settlement clauses, each for effects of its own: where each of them leads, as one course."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from contractkit.settlement.steps.amounts import Added, Change, Course, Cut, Minimum

__all__ = ["merged"]


def merged(parts: Sequence[tuple[Course, Sequence[int]]]) -> Course:
    """Return several courses as one; the first is that of the clause for everything else.

    Args:
        parts: Each course with the places that its amounts have among all amounts.

    Returns:
        One course over all amounts, in which changes name the common places. The finest of the units counts as that to
        which all are rounded.
    """
    first = parts[0][0]
    if len(parts) == 1:
        return first
    given = sum(len(places) for _, places in parts)
    amounts = [Fraction(0)] * given
    added: list[Added] = []
    brought: list[Fraction] = []
    changes: list[Change] = []
    exact: list[Change] = []
    for course, own in parts:
        places = [*own, *range(given + len(added), given + len(added) + len(course.added))]
        for place, amount in zip(own, course.amounts, strict=True):
            amounts[place] = amount
        added += [attrs.evolve(one, place=places[one.place]) for one in course.added]
        brought += course.brought
        changes += [_moved(change, places) for change in course.changes]
        exact += [_moved(change, places) for change in course.exact_cuts]
        exact += [_moved(change, places) for change in course.exact_minimums]
    finest = min((course.rounding for course, _ in parts), key=lambda rounding: rounding.to)
    return Course(
        amounts=tuple(amounts),
        cuts=tuple(change for change in changes if isinstance(change, Cut)),
        exact_cuts=tuple(change for change in exact if isinstance(change, Cut)),
        rounding=attrs.evolve(first.rounding, to=finest.to),
        agreed=all(course.agreed for course, _ in parts),
        added=tuple(added),
        brought=tuple(brought),
        minimums=tuple(change for change in changes if isinstance(change, Minimum)),
        exact_minimums=tuple(change for change in exact if isinstance(change, Minimum)),
        changes=tuple(changes),
        allocated=first.allocated,
    )


def _moved(change: Change, places: Sequence[int]) -> Change:
    return attrs.evolve(change, parts=tuple((places[place], part) for place, part in change.parts))
