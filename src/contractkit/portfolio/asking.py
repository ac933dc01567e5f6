"""The door of entitlement: an agreement or a portfolio, what a request says, and when it opens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.charging import ChargingFacts
from contractkit.clocks.scalar.doors import instant_us, word_of
from contractkit.clocks.scalar.plan import OPENED
from contractkit.errors import UnknownCustomerError, UsageError
from contractkit.portfolio.entitled import Entitlement
from contractkit.portfolio.entries import Entry, entry_of
from contractkit.portfolio.lookup import CUSTOMER, Lookup
from contractkit.portfolio.promised import Promised, shown_instant
from contractkit.quantities.notation import nearest
from contractkit.terms import Agreement

if TYPE_CHECKING:
    from contractkit.evaluation import Evaluation
    from contractkit.portfolio.past import RequestHistory
    from contractkit.portfolio.portfolio import Portfolio
    from contractkit.process.running import ItemProcess

__all__ = ["answered", "entitlement"]


def entitlement(
    agreement: Agreement | Portfolio,
    item: Mapping[str, Any],
    at: datetime | int | str,
    known_at: date | None = None,
    history: RequestHistory | Evaluation | None = None,
    work: ItemProcess | None = None,
    told: ChargingFacts | None = None,
) -> Entitlement:
    """Return what was promised about a request that opens at an instant.

    All targets whose conditions the request meets hold, each with its due instant, which is the one that `evaluate`
    and `Clock` give for it. Nothing is guessed: where a field that decides something was not given, the answer names
    it, and what would hold.

    Args:
        agreement: One agreement, or a portfolio of many, in which the item names its customer.
        item: What the request says: ``customer``, ``service``, and whatever conditions speak of. A field that is left
            out, None or blank is not known, as a blank cell of a table is not.
        at: When the request opens: an aware datetime, ISO 8601 with its offset, or microseconds since the epoch. Of an
            amended agreement the wording that binds a clock started then holds.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.
        history: Requests of the past, of which `past` then says how long such requests took; None for nothing.
        work: How the steps of a request stand that is there already (`process_of`), which then are its next steps; None
            for one that comes in.
        told: Figures of the index that prices follow, `ck.ChargingFacts` or `ck.SettlementFacts`; None where nothing is
            told, so that an indexed price is the signed one with the date from which it may have been indexed.

    Returns:
        Promises with due instants in their calendars' zones, level, scope with the rule that said so, and what is
        missing; prices, contacts and next steps are looked up when they are asked for.

    Raises:
        NaiveDatetimeError: `at` has no zone.
        UnknownCustomerError: The customer of the item is not that of the agreement, or of none in the portfolio.
        UnknownServiceError: No agreement and no catalogue of the portfolio knows the service.
        NotComputedError: A clause decides on targets and is not computed by this version.
        UsageError: `item` is no mapping, `told` are no facts, or a value cannot be read.

    Source: design.md sections 5 and 10; domain.md, the phone call.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"priority": ["P1", "P2"], "closed_at": "instant"}, "clauses": {
        ...         "4.1": {"kind": "time-target", "measure": "resolution", "starts": {"field": "opened_at"},
        ...                 "stops": {"field": "closed_at"}, "rows": [
        ...                     {"name": "p1", "when": {"priority": "P1"}, "within": "1 hour"},
        ...                     {"name": "p2", "when": {"priority": "P2"}, "within": "4 hours"}]}}})
        >>> found = ck.entitlement(agreement, item={"priority": "P2"}, at="2026-02-17T10:05:00+00:00")
        >>> [(one.name, one.due.isoformat()) for one in found.promises]
        [('p2', '2026-02-17T14:05:00+00:00')]
        >>> [one.field for one in ck.entitlement(agreement, item={}, at="2026-02-17T10:05:00+00:00").missing]
        ['priority']
    """
    if not isinstance(item, Mapping):
        raise UsageError(f"item is what the request says, such as {{'priority': 'P2'}}, not {item!r}", value=item)
    if any(type(value) is str and not value.strip() for value in item.values()):
        item = {field: value for field, value in item.items() if not (type(value) is str and not value.strip())}
    us = instant_us(at, "the instant of the request ('at')")
    if item.get(OPENED) is not None and instant_us(item[OPENED], OPENED) != us:
        raise UsageError(f"the request opens at {at}, and its {OPENED} is {item[OPENED]}; leave one of them out")
    if not isinstance(agreement, Agreement) and not hasattr(agreement, "entitlement"):
        says = f"entitlement: agreement is {agreement!r}; pass an agreement, as ck.load_agreement returns it, or a "
        raise UsageError(f"{says}ck.Portfolio of many", argument="agreement", value=agreement)
    _refuse_no_facts(told)
    if isinstance(agreement, Agreement):
        found = _of_one(agreement, item, us, known_at)
    else:
        found = agreement.entitlement(item, us, known_at)
    if work is not None:
        if found.agreement is not None and work.agreement != found.agreement:
            says = f"the steps are those of {work.agreement}, and the request is one under {found.agreement}"
            raise UsageError(f"{says}; process_of gives those of an evaluation of it", argument="work", value=work)
        found = attrs.evolve(found, work=work)
    if told is not None:
        found = found.with_told(told)
    if history is None:
        return found
    from contractkit.portfolio.past import RequestHistory

    past = history if isinstance(history, RequestHistory) else RequestHistory.of(history)
    return attrs.evolve(found, past=past)


def _refuse_no_facts(told: object) -> None:
    if told is not None and not isinstance(told, ChargingFacts):
        says = f"entitlement: told is {told!r}; pass ck.ChargingFacts or ck.SettlementFacts, or leave it out"
        raise UsageError(says, argument="told", value=told)


def _of_one(agreement: Agreement, item: Mapping[str, Any], us: int, known_at: date | None) -> Entitlement:
    entry = entry_of(agreement, known_at)
    customer = item.get(CUSTOMER)
    if customer is not None and entry.customer is not None and customer != entry.customer:
        says = f"{entry.id} is an agreement with {entry.customer!r}, not with {customer!r}"
        raise UnknownCustomerError(f"{says}; {nearest(str(customer), [entry.customer])}", customer=customer)
    return answered(entry, item, us)


def answered(entry: Entry, item: Mapping[str, Any], us: int) -> Entitlement:
    """Return what one agreement promises about a request.

    Args:
        entry: The agreement.
        item: What the request says.
        us: When it opens, in microseconds since the epoch.
    """
    held = entry.held_at(us)
    table = held.table
    words = tuple(
        [
            word if word is None or type(word) is str else word_of(word, field)
            for field in table.fields
            for word in (item.get(field),)
        ]
    )
    columns: dict[str, int | None] = {OPENED: us}
    given: tuple[str, ...] = ()
    if table.columns:
        for field in table.columns:
            value = item.get(field)
            if value is not None:
                columns[field] = instant_us(value, field)
                given = (*given, field)
    decision = table.decision(words, given)
    fill = entry.fill
    promises = []
    for line in decision.lines:
        for target, ruler, due, until, reason, does, _ in line.at(us, columns):
            calendar = ruler.limit.calendar
            shown = shown_instant(calendar, due)
            last = shown if until == due else shown_instant(calendar, until)
            promises.append(Promised(shown, last, reason, does, target, ruler, fill))
    return Entitlement(tuple(promises), Lookup(us, item, entry, held, decision, columns))
