"""What was told of work outside the agreement and does not fit what was judged: listed, and never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from contractkit.delivery.favours import FavourLine
from contractkit.delivery.grey import contradicted
from contractkit.delivery.quotes import DraftQuote
from contractkit.delivery.work import Work
from contractkit.errors import Problem
from contractkit.facts import NAT

__all__ = ["misfits_of"]


def misfits_of(work: Work, favours: Sequence[FavourLine], quotes: Sequence[DraftQuote]) -> tuple[Problem, ...]:
    """Return what was told twice, of items that lie elsewhere, before an item was opened, or too late to be accepted.

    Args:
        work: What happened.
        favours: The favours of the period.
        quotes: Its quotes.
    """
    found = (*_elsewhere(work, favours), *_too_early(work), *_accepted_late(work, quotes))
    copies = (one.problem for one in work.told.copies)
    return tuple(sorted((*copies, *found), key=lambda one: (one.where or "", one.says, one.line or 0)))


def _elsewhere(work: Work, favours: Sequence[FavourLine]) -> Iterator[Problem]:
    codes, scopes = work.codes
    for decision in work.told.decisions:
        place = work.place_of(decision.item)
        scope = None if place is None else scopes[codes[place]]
        if scope is not None and scope != "grey":
            says = f"{decision.item} was decided on, and is not grey: {scope}"
            yield Problem("not-grey", says, where="decisions", hint="only grey items are decided on", fatal=False)
    for item in contradicted(work):
        says = f"different things were decided of {item} on one date, so that it counts as not decided"
        yield Problem("decisions-differ", says, where="decisions", hint="leave the one that holds", fatal=False)
    for quote in work.told.quotes:
        place = work.place_of(quote.item)
        if place is not None and scopes[codes[place]] == "in":
            says = f"a quote was sent for {quote.item}, which is in scope"
            yield Problem("not-outside", says, where="quotes", hint="the agreement covers it already", fatal=False)
    for favour in favours:
        if favour.doubt is not None:
            says = f"{favour.item} was a favour, and is in scope"
            hint = "what the agreement promises is no favour"
            yield Problem("not-outside", says, where="favours", hint=hint, fatal=False)


def _too_early(work: Work) -> Iterator[Problem]:
    """Yield what is dated before the day on which its item was opened: one of the two dates is wrong."""
    for table, what, item, day in _dated(work):
        place = work.place_of(item)
        if place is None or day is None or work.opened[place] == NAT:
            continue
        opened = work.date_of(int(work.opened[place]))
        if day < opened:
            says = f"{item} {what} {day}, and was opened on {opened}"
            yield Problem("before-opening", says, where=table, hint="one of the two dates is wrong", fatal=False)


def _dated(work: Work) -> Iterator[tuple[str, str, str | None, date | None]]:
    told, zone = work.told, work.zone
    yield from (("work", "was worked on, on", one.item, one.on) for one in told.work)
    yield from (("favours", "was a favour of", one.item, one.on) for one in told.favours)
    yield from (("decisions", "was decided on", one.item, one.on) for one in told.decisions)
    yield from (("told", "was told about on", one.item, one.at.astimezone(zone).date()) for one in told.told)
    yield from (("quotes", "was quoted on", one.item, one.at.astimezone(zone).date()) for one in told.quotes)


def _accepted_late(work: Work, quotes: Sequence[DraftQuote]) -> Iterator[Problem]:
    """Yield the quotes that were accepted after the last date on which they could be."""
    for quote in quotes:
        sent = None if quote.item is None else work.sent(quote.item)
        if quote.state != "accepted" or sent is None or sent.answered_at is None or quote.valid_until is None:
            continue
        day = sent.answered_at.astimezone(work.zone).date()
        if day > quote.valid_until:
            says = f"the quote for {quote.item} was accepted on {day}, and could be until {quote.valid_until}"
            hint = "it counts as accepted; where the provider does not hold to it, leave the answer out"
            yield Problem("accepted-late", says, where="quotes", hint=hint, fatal=False)
