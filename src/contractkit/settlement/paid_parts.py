"""What an effect came to in the parts of a period that an amendment splits, each under its own wording."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from contractkit.quantities.periods import Period
from contractkit.settlement.matter import Matter
from contractkit.settlement.occasions import Occasion, occasions
from contractkit.settlement.paying.scene import Part

__all__ = ["parts_paid"]


def parts_paid(
    matter: Matter,
    occasion: Occasion,
    where: tuple[tuple[str, str], ...],
    window: Period,
    came_to: Callable[[Occasion], Fraction],
) -> tuple[Part, ...] | None:
    """Return the dates of a period for which an effect is worked out, each under the wording that then holds.

    Args:
        matter: What is settled.
        occasion: The effect in any dates of its own.
        where: The values of fields that its figure is for.
        window: A whole period of the effect.
        came_to: Works out an effect in its dates.

    Returns:
        By date; None where no amendment could split them.
    """
    if len(matter.agreement.versions) == 1:
        return None
    mine = _key(occasion)

    def part_of(one: Occasion) -> Part:
        def now() -> Fraction:
            key = ("paid-part", one.id, where)
            if key not in matter.memory:
                matter.memory[key] = came_to(one)
            found: Fraction = matter.memory[key]
            return found

        return Part(one.period, one.settled_on, now)

    found = (one for one in occasions(matter.agreement, window, matter.told.known_at) if _key(one) == mine)
    return tuple(part_of(one) for one in sorted(found, key=lambda one: one.period.start))


def _key(occasion: Occasion) -> str:
    """Return what an effect is called in all of its dates."""
    return occasion.id.replace(f" {occasion.period.label}", "", 1)
