"""When a notice, or a prolongation, can be taken back: the other side agrees, and its end has not taken effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from contractkit.duties.events import ObligationEvent
from contractkit.duties.obligation import Obligation
from contractkit.errors import Problem
from contractkit.terms.notice_counting import first_end_of
from contractkit.terms.provisions.renewal import Renewal

__all__ = ["refused_withdrawal"]

_DAY = timedelta(days=1)
_PARTIES = ("provider", "customer")


def refused_withdrawal(
    event: ObligationEvent, zone: str, one: Obligation, given: Sequence[ObligationEvent]
) -> Problem | None:
    """Return why what was said about the end of a term cannot be taken back; None where it can.

    Args:
        event: The event that says ``withdrawn``.
        zone: The zone of the agreement, in which dates are meant.
        one: The obligation that it is about.
        given: The notices, or prolongations, that took effect up to then.
    """
    day = event.day(zone)
    says = f"the event {event.id} says withdrawn on {day}, and "
    if one.kind not in ("notice", "prolongation"):
        return _problem(event, f"{says}{one.id} is no notice and no prolongation", "only these can be withdrawn")
    if not given:
        return _problem(event, f"{says}of {one.id} nothing was given by then", "record first that it was: fulfilled")
    end = min(_end(said, zone, one) for said in given)
    if day >= end:
        hint = f"it can be withdrawn up to {end - _DAY}; afterwards the parties agree anew, in papers of their own"
        return _problem(event, f"{says}what was given for {one.id} took effect on {end}", hint)
    if event.actor == "both":
        return None
    givers = {said.actor if said.actor in _PARTIES or one.owner == "both" else one.owner for said in given}
    if event.actor in _PARTIES and givers <= set(_PARTIES) and event.actor not in givers:
        return None
    others = [party for party in _PARTIES if party not in givers] if givers <= set(_PARTIES) else []
    who = "".join(f", or {party}, who received it" for party in others)
    whose = "nobody says who agreed" if event.actor is None else f"{event.actor} alone cannot agree to that"
    return _problem(event, f"{says}{whose} ({one.id})", f"actor: both{who}")


def _end(said: ObligationEvent, zone: str, one: Obligation) -> date:
    """Return the first date on which what was said takes effect."""
    if said.until is not None:
        return said.until + _DAY
    ends, day, rule = one.counted_from + _DAY, said.day(zone), one.owed.said
    if day > one.due and isinstance(rule, Renewal) and rule.notice is not None:
        return max(ends, first_end_of(rule.notice, day) or ends)
    return ends


def _problem(event: ObligationEvent, says: str, hint: str) -> Problem:
    return Problem("transition", says, where=f"event {event.id}", hint=hint, fatal=False)
