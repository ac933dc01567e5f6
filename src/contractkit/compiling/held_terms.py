"""Which renewed term held when an amendment changed how an agreement is renewed: the next are counted from its end.

An amendment never undoes a renewal that has come: a term that began under the old wording lasts as long as that said.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from contractkit.compiling.notices import heeding_anew
from contractkit.terms.agreement import Agreement
from contractkit.terms.heads import HeldTerm
from contractkit.terms.notices_given import frame_of
from contractkit.terms.turns import Frame

__all__ = ["held_over"]

_DAY = timedelta(days=1)


def held_over(before: Agreement, now: Agreement, since: date) -> Agreement:
    """Return a version with the renewed term that it found; the version itself where it found none, or changed nothing.

    Args:
        before: The version that held until then, with the term that it found.
        now: The version.
        since: The first date on which it holds.

    Source: money.md A 4 (patches never edit history).
    """
    held = _held(before, now, since)
    if held is None or now.term is None:
        return now
    found = heeding_anew(attrs.evolve(now, term=attrs.evolve(now.term, held=held)))
    if found.term is None or found.notices:
        return found
    return attrs.evolve(found, term=attrs.evolve(found.term, end=Frame.of(found).over))


def _held(before: Agreement, now: Agreement, since: date) -> HeldTerm | None:
    old, new = before.term, now.term
    if old is None or new is None or new.first_end is None:
        return None
    if (old.start, old.first_end) != (new.start, new.first_end):
        return None  # another term was agreed, and renewals are counted from its end
    if _rule(before) == _rule(now):
        return old.held
    frame, _ = frame_of(before, since - _DAY)
    stretch = frame.stretch(frame.number_of(since - _DAY))
    if stretch is None or stretch.number == 0:
        return None
    return HeldTerm(stretch.start, stretch.end, stretch.number)


def _rule(version: Agreement) -> tuple[object, ...]:
    """Return how a version is renewed, without what says until when notice is in time."""
    renewal = Frame.of(version).renewal
    return () if renewal is None else (renewal.renews, renewal.by, renewal.at_most)
