"""The obligations of all agreements that a path holds: of documents, or of a saved portfolio, with the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from contractkit.cli.progress import step
from contractkit.cli.reading import agreements_in, chosen, is_saved, portfolio_in
from contractkit.cli.settled_files import Settled
from contractkit.duties import ObligationEvent, Obligations, obligations
from contractkit.errors import UsageError
from contractkit.portfolio import Portfolio
from contractkit.quantities.notation import nearest
from contractkit.terms import Agreement

__all__ = ["Asked", "owed_in"]


@attrs.frozen
class Asked:
    """What was asked of the agreements.

    Attributes:
        between: The first due date and the last; both count.
        as_of: The day on which it is asked; None for the first date, or the last event's.
        agreement: The id of the only agreement that is asked; None for all.
        events: What was recorded.
        settled: The settlements so far.
    """

    between: tuple[date, date]
    as_of: date | None = None
    agreement: str | None = None
    events: tuple[ObligationEvent, ...] = ()
    settled: tuple[Settled, ...] = ()


@attrs.frozen
class Owed:
    """The obligations, and the agreements that they were asked of.

    Attributes:
        found: The obligations in the order of their dates.
        ids: The ids of the agreements.
        opens: Where an agreement is opened by its id.
    """

    found: Obligations
    ids: tuple[str, ...]
    opens: Portfolio | dict[str, Agreement]

    @property
    def names(self) -> dict[str, str]:
        """Return the titles of the agreements that owe something; of a saved portfolio each is opened for it."""
        with step("Opening agreements"):
            return {one: self.opens[one].title for one in dict.fromkeys(row.agreement for row in self.found.rows)}


def owed_in(path: Path, asked: Asked) -> Owed:
    """Return the obligations of the agreements that a path holds.

    Raises:
        UsageError: An event or a settlement is of none of the agreements, or none is called as was asked.
        DocumentRejected: The documents have problems.
        FactsRejected: The events have problems.
        StoredPortfolioError: The saved portfolio cannot be read.
    """
    return _of_portfolio(portfolio_in(path), asked) if is_saved(path) else _of_documents(agreements_in(path), asked)


def _of_documents(known: Sequence[Agreement], asked: Asked) -> Owed:
    ids = [one.id for one in known]
    chosen_ones = tuple(known) if asked.agreement is None else (chosen(known, asked.agreement),)
    _refuse_settled(asked.settled, ids)
    events = _named(asked.events, known)
    own = {one.id: [event for event in events if event.agreement == one.id] for one in chosen_ones}
    days = (event.day(one.zone) for one in chosen_ones for event in own[one.id])
    today = asked.as_of or max([asked.between[0], *days])
    found = _together(
        [
            obligations(one, asked.between, as_of=today, events=own[one.id], settlements=asked.settled)
            for one in chosen_ones
        ]
    )
    return Owed(found, tuple(one.id for one in chosen_ones), {one.id: one for one in chosen_ones})


def _of_portfolio(portfolio: Portfolio, asked: Asked) -> Owed:
    _refuse_settled(asked.settled, portfolio.ids)
    events = asked.events
    if any(event.agreement is None for event in events):
        with step("Opening agreements"):
            events = _named(events, tuple(portfolio))
    stranger = next((one for one in events if one.agreement not in portfolio), None)
    if stranger is not None:
        raise _unknown(stranger, portfolio.ids)
    if asked.agreement is not None:
        if asked.agreement not in portfolio:
            hint = nearest(asked.agreement, portfolio.ids)
            raise UsageError(f"there is no agreement {asked.agreement!r} here; {hint}", value=asked.agreement)
        return _of_documents((portfolio[asked.agreement],), _of_one(attrs.evolve(asked, events=tuple(events))))
    with step("Looking at the agreements"):
        many = portfolio.obligations(asked.between, as_of=asked.as_of, events=events, settlements=asked.settled)
        rows = sorted(many, key=lambda row: (row.due, row.agreement))
        aside = sum(event.day(portfolio[str(event.agreement)].zone) > many.as_of for event in events)
        found = Obligations(many.first, many.last, many.as_of, tuple(rows), many.gaps, aside)
    return Owed(found, portfolio.ids, portfolio)


def _of_one(asked: Asked) -> Asked:
    """Return what was asked, without what is told of other agreements."""
    events = tuple(event for event in asked.events if event.agreement == asked.agreement)
    settled = tuple(one for one in asked.settled if one.agreement == asked.agreement)
    return attrs.evolve(asked, events=events, settled=settled)


def _named(events: Sequence[ObligationEvent], known: Sequence[Agreement]) -> tuple[ObligationEvent, ...]:
    """Return events that all name their agreement: where one does not, it is the only one with that paper."""
    papers: dict[str, list[str]] = {}
    for one in known:
        for head in one.documents:
            papers.setdefault(head.id, []).append(one.id)
    ids = {one.id for one in known}
    found = []
    for event in events:
        if event.agreement is None:
            owners = papers.get(event.obligation.partition("/")[0], [])
            if len(owners) != 1:
                raise _unnamed(event)
            found.append(attrs.evolve(event, agreement=owners[0]))
        elif event.agreement in ids:
            found.append(event)
        else:
            raise _unknown(event, sorted(ids))
    return tuple(found)


def _unnamed(event: ObligationEvent) -> UsageError:
    says = f"the event {event.id} is about {event.obligation}"
    return UsageError(f"{says}, and it does not say of which agreement; fill the column agreement", event=event.id)


def _unknown(event: ObligationEvent, ids: Sequence[str]) -> UsageError:
    says = f"the event {event.id} is of {event.agreement}, and no agreement here has that id"
    return UsageError(f"{says}; {nearest(str(event.agreement), ids)}", event=event.id)


def _refuse_settled(settled: Sequence[Settled], ids: Sequence[str]) -> None:
    for one in settled:
        if one.agreement not in ids:
            says = f"there is a settlement of {one.agreement}, and no agreement of that id"
            raise UsageError(f"{says}; {nearest(one.agreement, ids)}")


def _together(found: Sequence[Obligations]) -> Obligations:
    """Return the obligations of several agreements as one list, in the order of their dates."""
    rows = sorted((row for one in found for row in one.rows), key=lambda row: (row.due, row.agreement))
    gaps = tuple(gap for one in found for gap in one.gaps)
    aside = sum(one.set_aside for one in found)
    return attrs.evolve(found[0], rows=tuple(rows), gaps=gaps, set_aside=aside)
