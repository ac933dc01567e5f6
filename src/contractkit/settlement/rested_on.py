"""Which later settlements rest on one that is made anew: they were made before it, and nothing is overwritten.

What a settlement itself rests on is found in `resting`.
"""

from __future__ import annotations

from datetime import date, timedelta

from contractkit.charging.offered import moves
from contractkit.charging.windows import cycle_window, window_of
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.looking_back import looked_back_on
from contractkit.settlement.matter import Matter
from contractkit.settlement.prepaying import has_blocks
from contractkit.settlement.remembered import SettledPeriod
from contractkit.settlement.resting import clauses_of, hand_on
from contractkit.settlement.steps.earning_back import lasts_until
from contractkit.terms import Agreement
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod
from contractkit.terms.effects import Effect
from contractkit.terms.settling import CapStep, EarnBackStep, SettlementTerms

__all__ = ["rested_on"]

_DAY = timedelta(days=1)


def rested_on(matter: Matter, after: Ledger) -> tuple[str, ...]:
    """Return a sentence that names the later settlements of the ledger which may rest on the one at hand.

    Those that are made in the same settlement are left out, for they come after it; so are all where the ledger had
    this settlement already.

    Args:
        matter: What is settled, with the ledger before it.
        after: The ledger with the settlement.
    """
    if after is matter.ledger:
        return ()
    asked = matter.asked or matter.period
    late = [
        record.period.label
        for record in matter.ledger.governing
        if record.period.start >= asked.end and _may_rest(matter, record)
    ]
    if not late:
        return ()
    return (
        said(
            "{late} was settled before this settlement of {anew}, on which it may rest; settle it again.|"
            "{late} were settled before this settlement of {anew}, on which they may rest; settle them again, in "
            "order.",
            n=len(late),
            late=joined(", ", late),
            anew=matter.period.label,
        ),
    )


def _may_rest(matter: Matter, record: SettledPeriod) -> bool:
    version = matter.agreement.at(record.period.last, matter.told.known_at)
    if has_blocks(version) or _moved_volumes(version, matter.period, record.period):
        return True
    if looked_back_on(version) != frozenset():
        return True
    every = (*(one for target in version.targets for one in target.effects), *version.provisions)
    rules = [one.modifiers for one in every if isinstance(one, Effect)]
    if any(one.repeat is not None or _bounds(version, one.cap, matter.period, record.period) for one in rules):
        return True
    return any(_reaches(version, terms, matter.period, record.period) for terms in clauses_of(version))


def _moved_volumes(version: Agreement, anew: Period, later: Period) -> bool:
    """Return whether an earlier contract year moves an agreed volume of the later one."""
    years = (window_of(version, "year", one.last) for one in (anew, later))
    return any(map(moves, version.services.values())) and len({year.start for year in years}) > 1


def _bounds(version: Agreement, limit: Limit, anew: Period, later: Period) -> bool:
    """Return whether an effect's own limit for a window bounds two periods together."""
    if isinstance(limit, LimitOf):
        return any(_bounds(version, part, anew, later) for part in limit.parts)
    return isinstance(limit, PerPeriod) and _since(version, limit.per, later.start) <= anew.last


def _reaches(version: Agreement, terms: SettlementTerms, anew: Period, later: Period) -> bool:
    """Return whether a settlement clause counts what one period came to when it settles a later one."""
    for step in terms.steps:
        if isinstance(step, CapStep) and _counts_from(version, step, later) <= anew.last:
            return True
        if isinstance(step, EarnBackStep) and later.start <= lasts_until(anew.last, step.expires):
            return True
    return any(hand_on(version, terms))


def _counts_from(version: Agreement, step: CapStep, later: Period) -> date:
    """Return the first date whose effects, or charges, a cap counts when it bounds a period."""
    since = _since(version, step.per, later.start)
    return since if step.charges_of == "same" or since == date.min else _since(version, step.per, since - _DAY)


def _since(version: Agreement, per: Cycle, day: date) -> date:
    """Return the first date of the window in which a date lies; of the whole term, the first of all dates."""
    return date.min if per.word in ("term", "once") else cycle_window(version, per, day).start
