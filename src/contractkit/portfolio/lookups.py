"""What an agreement says besides when the phone rings: what it costs, whom to call, and what to do next.

These are looked up when somebody asks for them; the due instants do not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.charging import ChargingFacts, PriceOn, price_on
from contractkit.charging.in_bands import bands_of
from contractkit.clocks.scalar.truth import YES, holds
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.portfolio.lookup import Lookup
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import BusinessDays, Moment, Span
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.agreement import ScopeRule
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.provisions.orders import Orders
from contractkit.terms.provisions.quote import Quote
from contractkit.terms.provisions.rate import Rate

if TYPE_CHECKING:
    from contractkit.process.running import ItemProcess

__all__ = [
    "ContactInForce",
    "NextStep",
    "contacts_on",
    "next_steps",
    "order_needs",
    "priced_by_service",
    "prices_of",
    "quote_rates",
]

Words = Mapping[str, str | None]


@attrs.frozen
class ContactInForce:
    """Somebody who has a role on the date of the request: who stands in, where somebody does.

    Attributes:
        role: The role.
        name: The person or team.
        reach_at: How to reach them, or None.
        party: ``provider`` or ``customer``; None where nothing is said.
        clause: Where it stands.
    """

    role: str
    name: str
    reach_at: str | None
    party: str | None
    clause: ClauseRef

    def to_dict(self) -> dict[str, Any]:
        """Return the contact as plain data, ready for JSON."""
        return {**attrs.asdict(self, recurse=False), "clause": str(self.clause)}


@attrs.frozen
class NextStep:
    """What is to be done next.

    Attributes:
        kind: ``step`` of the work, ``order`` to take in, ``quote`` to make, ``refuse``, ``ask``, ``deliver`` as long
            as the parties have not talked, ``wait`` until they have, or ``talk`` about it; ``promise``: no working
            agreement says a step, and what was promised first is next.
        name: Its name in the papers.
        owner: The role that does it, or None.
        due: When it has to be done: an instant, or a date; None where nothing is said, or nobody can reckon it.
        says: The step in one sentence.
        clause: Where it stands.
    """

    kind: Literal["step", "order", "quote", "refuse", "ask", "deliver", "wait", "talk", "promise"]
    name: str
    owner: str | None
    due: datetime | date | None
    says: str
    clause: ClauseRef

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain data, ready for JSON."""
        due = None if self.due is None else self.due.isoformat()
        return {**attrs.asdict(self, recurse=False), "due": due, "clause": str(self.clause)}


def prices_of(
    version: Agreement, agreement: Agreement, service: str | None, on: date, known: ChargingFacts
) -> tuple[PriceOn, ...]:
    """Return what covers a service on a date: its own price, or the fixed fees of the agreement.

    Args:
        version: The version of the date.
        agreement: The agreement with its versions.
        service: The service; None where it is not known.
        on: The date, in the agreement's zone.
        known: What was known when.
    """
    found = None if service is None else version.services.get(service)
    if found is not None and bands_of(found):
        return (price_on(agreement, found.name, on, known, units=None if found.volume is None else int(found.volume)),)
    if found is None:
        return ()
    return tuple(price_on(agreement, name, on, known) for name in _fees_on(version, on))


def priced_by_service(version: Agreement, on: date) -> dict[str, tuple[str, ...]]:
    """Return for each service of a date what its price would be of: itself, or the fixed fees that cover it.

    Args:
        version: The version of the date.
        on: The date, in the agreement's zone.

    Returns:
        The names that are priced, by service; without the services of which nothing has a price.
    """
    fees = _fees_on(version, on)
    found = {name: (name,) if bands_of(service) else fees for name, service in version.services.items()}
    return {name: priced for name, priced in found.items() if priced}


def _fees_on(version: Agreement, on: date) -> tuple[str, ...]:
    every = (fee for fee in version.fees if fee.per != "once" and (fee.holds is None or fee.holds.on(on)))
    return tuple(fee.name for fee in every)


def quote_rates(
    version: Agreement, agreement: Agreement, words: Words, on: date, known: ChargingFacts
) -> tuple[PriceOn, ...]:
    """Return the rates from which work outside the agreement is quoted: those that a quote names, else all."""
    rates = {rate.name for rate in version.provisions_of(Rate)}
    named = [name for quote in _quotes(version, words) for name in quote.priced_from if name in rates]
    return tuple(price_on(agreement, name, on, known) for name in (named or sorted(rates)))


def contacts_on(version: Agreement, on: date) -> tuple[ContactInForce, ...]:
    """Return who has which role on a date, in the order of the page."""
    found: dict[ContactInForce, None] = {}
    for contacts in version.provisions_of(Contacts):
        if contacts.holds is not None and not contacts.holds.on(on):
            continue
        for role in dict.fromkeys(contact.role for contact in contacts.contacts):
            for one in contacts.who(role, on):
                found[ContactInForce(role, one.name, one.reach_at, one.party, contacts.clause)] = None
    return tuple(found)


def order_needs(version: Agreement, words: Words) -> Iterator[tuple[str, ClauseRef]]:
    """Yield what an order has to say, with the clause that asks for it; nothing for what is no order."""
    for orders in version.provisions_of(Orders):
        if holds(orders.condition, words) == YES:
            yield from ((need, orders.clause) for need in orders.needs)


def next_steps(lookup: Lookup, version: Agreement, work: ItemProcess | None) -> tuple[NextStep, ...]:
    """Return what is to be done next with a request.

    Args:
        lookup: The request.
        version: The version of its date.
        work: The steps of its process as they stand; None where nothing is recorded but what the request says.
    """
    says, words, at, rule = lookup.scope, lookup.words, lookup.at, lookup.rule
    if says in ("in", "no-target"):
        return (*_steps(lookup, version, work), *_orders(version, words, at))
    if says == "grey" and rule is not None:
        return tuple(_grey(version, rule, at))
    if says in ("out", "no-service"):
        return tuple(_outside(version, words, rule, at))
    return ()


def _steps(lookup: Lookup, version: Agreement, work: ItemProcess | None) -> Iterator[NextStep]:
    """Yield the steps that have begun and are not done; where none runs those that come next."""
    from contractkit.process.said import begun_steps
    from contractkit.process.step_records import step_columns
    from contractkit.process.steps import work_of

    if work is not None:
        running = work.running or work.next
    else:
        names = {column for one in work_of(version) for column in step_columns(one)}
        running = begun_steps(version, lookup.words, lookup.instants(names), lookup.us)
    for step in running:
        within = "" if step.within is None else said(" within {time}", time=step.within)
        who = "" if step.owner is None else said(", by {owner}", owner=step.owner)
        says: str = said("{name}{within}{who}", name=step.name, within=within, who=who)
        if work is not None:
            says = step.says
        yield NextStep("step", step.name, step.owner, step.due, says, step.clause)


def _orders(version: Agreement, words: Words, at: datetime) -> Iterator[NextStep]:
    for orders in version.provisions_of(Orders):
        if holds(orders.condition, words) != YES:
            continue
        lead = next((one for one in orders.lead_times if holds(one.condition, words) == YES), None)
        due = None if lead is None else _after(at, lead.allowance, version.zone, orders)
        channels = joined(" or ", (said("{channel}", channel=one) for one in orders.channels))
        through = said(" through {channels}", channels=channels) if channels else ""
        takes = "" if lead is None else said("; it takes {time}", time=lead.allowance.time)
        says = said("take the order in{through}{takes}", through=through, takes=takes)
        name = orders.name or "order"
        yield NextStep("order", name, None, due, says, orders.clause if lead is None else lead.clause)


def _grey(version: Agreement, rule: ScopeRule, at: datetime) -> Iterator[NextStep]:
    if rule.meanwhile is not None:
        says = "deliver it meanwhile" if rule.meanwhile == "deliver" else "do not deliver it before the parties talked"
        yield NextStep(rule.meanwhile, rule.name, None, None, says, rule.clause)
    due = None if rule.follow_up is None else _after(at, rule.follow_up, version.zone)
    within = "" if rule.follow_up is None else said(" within {time}", time=rule.follow_up.time)
    says = said("talk to the customer about it{within}", within=within)
    yield NextStep("talk", rule.name, None, due, says, rule.clause)


def _outside(version: Agreement, words: Words, rule: ScopeRule | None, at: datetime) -> Iterator[NextStep]:
    then = None if rule is None else rule.then
    if rule is not None and then in ("refuse", "ask"):
        yield NextStep(
            then,
            rule.name,
            None,
            None,
            said("refuse, as {clause} says" if then == "refuse" else "ask, as {clause} says", clause=rule.clause),
            rule.clause,
        )
        return
    quotes = _quotes(version, words)
    for quote in quotes:
        within = "" if quote.allowance is None else said(" within {time}", time=quote.allowance.time)
        accepted = said("; {who} accepts it", who=joined(" or ", quote.accepted_by)) if quote.accepted_by else ""
        says = said("make a quote{within}{accepted}", within=within, accepted=accepted)
        yield NextStep(
            "quote", quote.name or "quote", None, _after(at, quote.allowance, version.zone), says, quote.clause
        )
    if rule is not None and not quotes:
        yield NextStep(
            "quote", rule.name, None, None, said("make a quote, as {clause} says", clause=rule.clause), rule.clause
        )


def _quotes(version: Agreement, words: Words) -> list[Quote]:
    return [quote for quote in version.provisions_of(Quote) if holds(quote.condition, words) == YES]


@lru_cache(maxsize=64)
def _open_always(zone: str) -> BusinessCalendar:
    return BusinessCalendar(tz=zone, week={"mon-sun": "all day"})


def _after(
    at: datetime, allowance: Allowance | None, zone: str, orders: Orders | None = None
) -> datetime | date | None:
    """Return the moment so much time after another; None where the text or the calendar does not tell it."""
    if allowance is None or isinstance(allowance.time, Moment):
        return None
    time, calendar = allowance.time, allowance.calendar or (None if orders is None else orders.window)
    if isinstance(time, Span) and time.unit == "business-day":
        time = BusinessDays(time.n)
    if isinstance(time, Span):
        return shifted(at.date(), time)
    if isinstance(time, BusinessDays) and orders is not None and orders.cut_off is not None and time.cut_off is None:
        time = attrs.evolve(time, cut_off=orders.cut_off, restart=orders.restart)
    try:
        if calendar is None and isinstance(time, BusinessDays):
            return None
        return (calendar or _open_always(zone)).due_at(at, time)
    except (CalendarHorizonError, NeverOpenError):
        return None
