"""An obligation in one plain sentence: what, by whom, by when, how the date came about, and what it waits for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from contractkit.records.said import joined, said
from contractkit.terms.notice_counting import notice_says
from contractkit.terms.provisions.renewal import Renewal

if TYPE_CHECKING:
    from contractkit.duties.obligation import Obligation

__all__ = ["how", "says"]

_BY = {"duty": "by", "option": "by", "task": "on"}


def says(one: Obligation) -> str:
    """Return an obligation in one sentence.

    Args:
        one: The obligation.
    """
    who = "both parties" if one.owner == "both" else f"the {one.owner}"
    what = one.does[:1].lower() + one.does[1:] if one.does[:2].istitle() else one.does
    day = one.due.isoformat() if one.due_at is None else one.due_at.isoformat(timespec="minutes")
    told = f"{who}: {what}, {_BY[one.nature]} {day}" if one.nature != "event" else f"on {day} {what}"
    because = how(one)
    return f"{told}; {because} ({one.clause})" if because else f"{told} ({one.clause})"


def how(one: Obligation) -> str:
    """Return how the date of an obligation came about, and what else decides about it; empty where it stands so.

    Args:
        one: The obligation.
    """
    parts = [_why(one)]
    if one.until is not None:
        parts.append(said("it goes on through {until}", until=one.until))
    if one.agreed is not None:
        parts.append(said("suspensions moved it from {agreed}", agreed=one.agreed))
    if one.provided is not None:
        parts.append(_WAITS[one.provided])
    if one.surviving is not None:
        parts.append("it outlasts the agreement")
    if one.impossible is not None:
        parts.append(
            said("impossible in time: the end was known only from the notice of {notice}", notice=one.impossible)
        )
    if one.extra is not None:
        parts.append(one.extra)
    return joined("; ", (part for part in parts if part))


_WAITS = {
    "if-renewed": "only if the agreement is renewed until then",
    "if-ended": "only if the agreement ends with this term",
    "ended": "the agreement was ended before",
    "too-late": "the agreement does not end with this term: nobody gave notice in time, or it was prolonged",
}


def _why(one: Obligation) -> str:
    provision = one.owed.said
    if one.kind in ("notice", "prolongation") and isinstance(provision, Renewal) and provision.notice is not None:
        counts = provision.notice.counts_when
        term = said("the term ends with {last}", last=one.counted_from)
        counted = notice_says(one.counted_from + timedelta(days=1), provision.notice)
        return said(
            "{term}; {counted}; the day on which it is {counts} counts", term=term, counted=counted, counts=said(counts)
        )
    if one.how:
        return said("{how} {day}", how=one.how, day=one.counted_from)
    return ""
