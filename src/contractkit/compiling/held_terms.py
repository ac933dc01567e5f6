"""Which renewed term held when an amendment changed how an agreement is renewed: the next are counted from its end.

An amendment never undoes what has come: a term that began under the old wording lasts as long as that said, and a
notice that was in time under it stays in time.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from contractkit.compiling.notices import heeding_anew
from contractkit.terms.agreement import Agreement
from contractkit.terms.heads import HeldTerm, NoticeInTime
from contractkit.terms.notices_given import frame_of
from contractkit.terms.turns import Frame

__all__ = ["held_over"]

_DAY = timedelta(days=1)


def held_over(before: Agreement, now: Agreement, since: date) -> Agreement:
    """Return a version with the renewed term and the notices that it found; the version itself where it found none.

    Args:
        before: The version that held until then, with the term that it found.
        now: The version.
        since: The first date on which it holds.

    Source: money.md A 4 (patches never edit history).
    """
    held, in_time = _held(before, now, since), _in_time(before, now, since)
    if now.term is None or (held is None and not in_time):
        return now
    found = heeding_anew(attrs.evolve(now, term=attrs.evolve(now.term, held=held, in_time=in_time)))
    if found.term is None or found.notices:
        return found
    return attrs.evolve(found, term=attrs.evolve(found.term, end=Frame.of(found).over))


def _is_one_term(before: Agreement, now: Agreement) -> bool:
    """Return whether both have one term; where another was agreed, renewals are counted from its end."""
    old, new = before.term, now.term
    return old is not None and new is not None and (old.start, old.first_end) == (new.start, new.first_end)


def _in_time(before: Agreement, now: Agreement, since: date) -> tuple[NoticeInTime, ...]:
    """Return the notices that took effect before a version came in, and that do not take effect so under it."""
    if not before.notices or not _is_one_term(before, now):
        return ()
    then, (same, _) = frame_of(before, since - _DAY)[0].said, frame_of(now)
    return tuple(NoticeInTime(one.by, one.end, one.says, one.on) for one in then if one not in same.said)


def _held(before: Agreement, now: Agreement, since: date) -> HeldTerm | None:
    old, new = before.term, now.term
    if old is None or new is None or new.first_end is None or not _is_one_term(before, now):
        return None
    if _rule(before) == _rule(now):
        return old.held
    frame, _ = frame_of(before, since - _DAY)
    stretch = frame.stretch(frame.number_of(since - _DAY))
    if stretch is None or stretch.number == 0:
        return None
    return HeldTerm(stretch.start, stretch.end, stretch.number)


def _rule(version: Agreement) -> tuple[object, ...]:
    """Return how a version is renewed, without what says until when notice is in time."""
    frame = Frame.of(version)
    renewal = frame.renewal
    return () if renewal is None else (renewal.renews, renewal.by, renewal.at_most, frame.to_end_of)
