"""Limits that limit nothing: a cap above all that is charged or below a minimum, a bound of a liability above another.

They compute, and hardly say what was meant; each is a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Cycle
from contractkit.terms.amounts import Limit, Share
from contractkit.terms.settling import CapStep, MinimumIssueStep, Step

__all__ = ["warn_of_idle_bounds", "warn_of_idle_cap", "warn_of_idle_minimum", "warn_of_idle_own_cap"]

_MONTHS = {
    "monthly-fee": 1,
    "quarterly-fees": 3,
    "half-yearly-fees": 6,
    "yearly-fees": 12,
    "contract-price": 1_000_000,
}
_WINDOWS = {"day": 0, "week": 0, "month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}
_SAID = {"per_event": "for each event", "per_year": "for each contract year", "in_total": "in total"}


def warn_of_idle_cap(draft: Draft, place: Place, limit: Limit, per: Cycle) -> None:
    """Warn of a cap above everything that is charged in its own window."""
    if not isinstance(limit, Share) or limit.percent.value <= 100:
        return
    window = _months(per)
    if limit.of == "charges" or (window is not None and _MONTHS.get(limit.of, -1) >= window):
        _warn(draft, place, limit)


def warn_of_idle_own_cap(draft: Draft, place: Place, limit: Limit, of: object) -> None:
    """Warn of a cap of an effect above the whole amount of which the effect pays a share."""
    if isinstance(limit, Share) and limit.percent.value > 100 and limit.of in ("charges", of):
        _warn(draft, place, limit)


def _warn(draft: Draft, place: Place, limit: Share) -> None:
    whole = limit.of.replace("-", " ")
    says = f"a cap of {limit.percent} of {limit.of} is above all of the {whole}: more can be paid than is charged"
    draft.desk.warn(place, "idle-limit", says, "at most 100 % of it; or leave the cap out, if none is meant")


def warn_of_idle_bounds(draft: Draft, place: Place, bounds: Mapping[str, Limit]) -> None:
    """Warn of a bound of a liability that another one always comes before.

    Args:
        draft: Where warnings go.
        place: The clause.
        bounds: The bounds by their field, from the narrowest stretch to the widest.
    """
    named = [(field, limit) for field, limit in bounds.items() if limit is not None]
    for number, (field, limit) in enumerate(named):
        wider = next((other for other in named[number + 1 :] if _above(limit, other[1])), None)
        if wider is not None:
            says = f"the bound {_SAID[field]} lies above the one {_SAID[wider[0]]}, and never decides"
            draft.desk.warn(place.at(field), "idle-limit", says, "swap the two, or leave one out")


def warn_of_idle_minimum(draft: Draft, place: Place, steps: Sequence[Step | None], per: str) -> None:
    """Warn of a minimum that a cap of the same period lies below: it lets nothing through, or is lifted over the cap.

    Args:
        draft: Where warnings go.
        place: The settlement clause.
        steps: Its steps, in the order of the page.
        per: The period that is settled.
    """
    caps = [one for one in steps if isinstance(one, CapStep) and one.caps != "bonus" and one.per.word == per]
    most = [one.limit for one in caps if isinstance(one.limit, Money) and one.per.n is None and one.holds is None]
    for number, step in enumerate(steps):
        if not isinstance(step, MinimumIssueStep) or step.holds is not None:
            continue
        least = step.minimum.more_than
        low = next((limit for limit in most if limit.currency == least.currency and limit <= least), None)
        if low is not None and step.minimum.otherwise != "carry-forward":
            ends = "no credit ever is" if step.minimum.otherwise == "drop" else "what is lifted passes the cap"
            says = f"only what is more than {least} is paid, and the cap of the same {per} is {low}: {ends}"
            draft.desk.warn(place.at("order", number, "more_than"), "idle-limit", says, "a minimum below the cap")


def _above(one: Limit, other: Limit) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.currency == other.currency and one > other
    return (
        isinstance(one, Share)
        and isinstance(other, Share)
        and one.of == other.of
        and (one.percent.value > other.percent.value)
    )


def _months(per: Cycle) -> int | None:
    """Return how many months a window has; None where it has no number of them."""
    if per.n is not None:
        return per.n if per.unit == "months" else None
    return _WINDOWS.get(per.word)
