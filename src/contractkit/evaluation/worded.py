"""From which wording the clauses of a trace come, where amendments changed them.

Which wording binds a clock is decided in `terms.binding`; here it is told of each clause that a trace cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs

from contractkit.clocks import History
from contractkit.evaluation.pieces import aware
from contractkit.evaluation.promises import Promise
from contractkit.facts import NAT
from contractkit.quantities.midnights import midnight_us
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.amendments import AmendedClause, Amendment

__all__ = ["ClauseWording", "bound_on", "wordings_of"]


@attrs.frozen
class ClauseWording:
    """The wording of an amended clause that bound a clock.

    Attributes:
        clause: The clause, without its row.
        since: The first date on which the wording holds; None for the one that was signed at first.
        amendment: The id of the amendment that brought it; None likewise.
        binds_from: The instant from which it bound the clock, UTC; None from the start of the clock.
    """

    clause: ClauseRef
    since: date | None
    amendment: str | None
    binds_from: datetime | None = None


def bound_on(promise: Promise, history: History, item: int, started: datetime | None, zone: str) -> tuple[date, ...]:
    """Return the dates whose wording bound a clock, in order: that of its start, and those of what reached it later.

    Args:
        promise: What the clock is about.
        history: What happened.
        item: The place of the item.
        started: When the clock started; None where it did not: its opening counts, else the moment of judging.
        zone: The zone of the agreement.
    """
    opened = int(history.opened[item])
    begun = started if started is not None else aware(history.as_of if opened == NAT else opened)
    first = begun.astimezone(ZoneInfo(zone)).date()
    until = aware(history.as_of).astimezone(ZoneInfo(zone)).date()
    return (first, *(day for day in promise.reached if first < day <= until))


def wordings_of(
    agreement: Agreement, cited: Iterable[ClauseRef | None], bound: Sequence[date], known_at: date | None
) -> tuple[ClauseWording, ...]:
    """Return which wordings of the clauses that amendments changed bound a clock.

    Args:
        agreement: The agreement with its versions.
        cited: The clauses.
        bound: The dates whose wording bound the clock, in order.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.
    """
    papers = {one.id: one for entry in agreement.versions for one in entry.value.amendments}
    papers |= {one.id: one for one in agreement.amendments}
    known = [one for one in papers.values() if known_at is None or one.recorded_on <= known_at]
    if not known:
        return ()
    clauses = dict.fromkeys(attrs.evolve(ref, row=None) for ref in cited if ref is not None and ref.clause is not None)
    return tuple(_wordings(known, clauses, bound, agreement.zone))


def _wordings(
    papers: Sequence[Amendment], clauses: Iterable[ClauseRef], bound: Sequence[date], zone: str
) -> Iterator[ClauseWording]:
    for clause in clauses:
        names = (str(clause), str(clause).partition(" as ")[0])  # of a package: the clause that it took
        changes = [(paper, change) for paper in papers for change in paper.changes if str(change.clause) in names]
        if not changes:
            continue
        last: ClauseWording | None = None
        for day in bound:
            binds_from = None if last is None else aware(midnight_us(day, zone))
            found = ClauseWording(clause, *_held(changes, day), binds_from)
            if last is None or (found.since, found.amendment) != (last.since, last.amendment):
                yield found
                last = found


def _held(changes: Sequence[tuple[Amendment, AmendedClause]], day: date) -> tuple[date | None, str | None]:
    """Return since when the wording of a date holds, and the amendment; of several of one date the last recorded."""
    held = [
        (change.holds_from, paper.recorded_on, place, paper.id)
        for place, (paper, change) in enumerate(changes)
        if change.holds_from <= day and (change.holds_until is None or day < change.holds_until)
    ]
    if not held:
        return None, None
    since, _, _, paper = max(held)
    return since, paper
