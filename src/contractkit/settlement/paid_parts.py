"""What an effect came to in the parts of a period that an amendment splits, each under its own wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from contractkit.charging.exact import added
from contractkit.quantities.periods import Period
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.on_fields import any_known
from contractkit.settlement.own_periods.occasions import Occasion, occasions
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.past import in_all_dates
from contractkit.settlement.paying.scene import Part

__all__ = ["parts_paid"]


def parts_paid(
    matter: Matter,
    occasion: Occasion,
    where: Mapping[str, str],
    window: Period,
    paid_in: Callable[[Occasion], Iterable[Paid]],
) -> tuple[Part, ...] | None:
    """Return the dates of a period for which an effect is worked out, each under the wording that then holds.

    Args:
        matter: What is settled.
        occasion: The effect in any dates of its own.
        where: The values of fields that its figure is for.
        window: A whole period of the effect.
        paid_in: Works out an effect in its dates, for all values of those fields.

    Returns:
        By date; None where no amendment could split them.
    """
    if len(matter.agreement.versions) == 1:
        return None
    mine = _key(occasion)

    def part_of(one: Occasion) -> Part:
        def every() -> tuple[Paid, ...]:
            key = ("paid-part", one.id, tuple(sorted(where.items())))
            if key not in matter.memory:
                found = (paid for paid in paid_in(one) if paid.figure is None or paid.figure.where == where)
                matter.memory[key] = tuple(found)
            known: tuple[Paid, ...] = matter.memory[key]
            return known

        def came() -> tuple[Fraction, Fraction]:
            return added(paid.under("now") for paid in every()), added(paid.computed.carried for paid in every())

        def failed() -> bool | None:
            return any_known(paid.computed.failed for paid in every())

        return Part(one.period, one.settled_on, came, failed)

    found = (one for one in occasions(matter.agreement, window, matter.told.known_at) if _key(one) == mine)
    return tuple(part_of(one) for one in sorted(found, key=lambda one: one.period.start))


def _key(occasion: Occasion) -> str:
    """Return what an effect is called in all of its dates."""
    return in_all_dates(occasion.id, occasion.period.label)
