"""Draft quotes for work outside the agreement: its price, when it has to be there, until when it can be accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.delivery.moments import known_due_at, known_due_on
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.told import QuoteSent
from contractkit.delivery.work import Work
from contractkit.delivery.worth import Worth
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.provisions.quote import Quote

__all__ = ["DraftQuote", "drafts_of", "people_of"]

State = Literal["draft", "overdue", "sent", "accepted", "refused", "lapsed"]
"""``overdue``: it had to be there and is not; ``lapsed``: nobody answered while it could be accepted."""


@attrs.frozen
class DraftQuote:
    """A quote for work outside the agreement.

    Attributes:
        item: The id of the item that asked for it; of a repeated request the last one.
        what: What it is for: the category of the item, else its service.
        service: The service; None where the facts do not say it.
        per: ``month`` for a request that became standard; ``once`` for a single one.
        units: How many, each `per`.
        worth: The price of one, or what is missing of it.
        clause: The clause about quotes; None where no clause says how work is offered.
        asked_at: When it was asked for, aware; None where the opening of the item is not known.
        due: When it has to be there; None where no clause says how soon.
        sent_at: When it was sent; None while it is a draft.
        offered: The price that was sent; None while it is a draft, and where nobody says.
        valid_until: The last date on which it can be accepted; None while it is a draft, and where none is agreed.
        accepted_by: Who has to accept it, as role and name.
        state: Where it stands.
        timing: Whether it was sent in time; ``open`` while that is not known, ``no-limit`` where no limit is agreed.
    """

    item: str
    what: str
    service: str | None
    per: Literal["month", "once"]
    units: int
    worth: Worth
    clause: ClauseRef | None
    asked_at: datetime | None
    due: datetime | None
    sent_at: datetime | None
    offered: Money | None
    valid_until: date | None
    accepted_by: tuple[tuple[str, str | None], ...]
    state: State
    timing: Literal["in-time", "late", "open", "no-limit"]

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        price = f"{self.worth.amount}" if self.worth.amount is not None else f"no price yet: {self.worth.formula}"
        each = f"{self.units} × {price} per month" if self.per == "month" else price
        due = "" if self.due is None else f", due {self.due:%Y-%m-%d %H:%M}"
        return f"quote for {self.what} ({self.item}): {each}; {self.state}{due}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; amounts as text, instants ISO 8601."""
        return {
            "item": self.item,
            "what": self.what,
            "service": self.service,
            "per": self.per,
            "units": self.units,
            "price": None if self.worth.amount is None else str(self.worth.amount.amount),
            "formula": self.worth.formula,
            "priced_by": None if self.worth.clause is None else str(self.worth.clause),
            "clause": None if self.clause is None else str(self.clause),
            "asked_at": _iso(self.asked_at),
            "due": _iso(self.due),
            "sent_at": _iso(self.sent_at),
            "offered": None if self.offered is None else str(self.offered.amount),
            "valid_until": _iso(self.valid_until),
            "accepted_by": [{"role": role, "name": name} for role, name in self.accepted_by],
            "state": self.state,
            "timing": self.timing,
            "says": self.says,
        }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def people_of(version: Agreement, roles: Sequence[str], on: date) -> tuple[tuple[str, str | None], ...]:
    """Return who has each of some roles on a date: role and name, the name None where nobody is named."""
    found: list[tuple[str, str | None]] = []
    for role in roles:
        people = [one.name for contacts in version.provisions_of(Contacts) for one in contacts.who(role, on)]
        found.extend((role, name) for name in dict.fromkeys(people)) if people else found.append((role, None))
    return tuple(found)


def drafts_of(work: Work, period: Period, repeats: Sequence[Repeat]) -> tuple[DraftQuote, ...]:
    """Return the quotes of a period: what a scope rule says is quoted, what was quoted, and what became standard.

    Args:
        work: What happened.
        period: The period; a quote belongs to it when it was asked for in it.
        repeats: What became standard; of grey requests the parties talk first.
    """
    return tuple(_drafts(work, period, repeats))


def _drafts(work: Work, period: Period, repeats: Sequence[Repeat]) -> Iterator[DraftQuote]:
    start, end = period.bounds_us(work.agreement.zone)
    standard = {item: one for one in repeats if one.scope != "grey" for item in one.items}
    for place, item in zip(work.outside, work.outside_items, strict=True):
        rule = work.rule(place)
        if item.opened is None or not start <= item.opened < end or item.item in standard:
            continue
        asked = item.scope == "out" and rule is not None and rule.then == "quote"
        if asked or work.sent(item.item) is not None:
            yield _draft(work, place, item, "once", 1, item.worth)
    for one in repeats:
        last = work.place_of(one.items[-1])
        if one.scope != "grey" and last is not None:
            item = work.at(last)
            worth = Worth(one.each, item.worth.formula, item.worth.clause)
            if one.each is None:
                worth = Worth(None, f"of {one.unpriced} of {one.times} it is not known what they are worth")
            elif one.times > 1 and one.each != item.worth.amount:
                worth = attrs.evolve(worth, formula=f"{one.worth} for {one.times} of them")
            yield _draft(work, last, item, "month", one.per_month, worth)


def _draft(
    work: Work, place: int, item: OutsideItem, per: Literal["month", "once"], units: int, worth: Worth
) -> DraftQuote:
    quote = work.quote_of(place)
    day = work.today if item.day is None else item.day
    version = work.agreement.at(day, work.known.known_at)
    asked_at = None if item.opened is None else to_datetime(item.opened, 0).astimezone(work.zone)
    limit = None if quote is None else quote.allowance
    due = None if asked_at is None or limit is None else known_due_at(asked_at, limit)
    sent = work.sent(item.item)
    valid_until = None
    if sent is not None and quote is not None and quote.valid_for is not None:
        valid_until = known_due_on(sent.at.astimezone(work.zone).date(), quote.valid_for)
    return DraftQuote(
        item=item.item,
        what=item.kind or item.service or item.item,
        service=item.service,
        per=per,
        units=units,
        worth=worth,
        clause=None if quote is None else quote.clause,
        asked_at=asked_at,
        due=due,
        sent_at=None if sent is None else sent.at,
        offered=None if sent is None else sent.amount,
        valid_until=valid_until,
        accepted_by=() if quote is None else people_of(version, quote.accepted_by, work.today),
        state=_state(work, quote, due, sent, valid_until),
        timing=_timing(work, due, sent),
    )


def _state(
    work: Work, quote: Quote | None, due: datetime | None, sent: QuoteSent | None, valid_until: date | None
) -> State:
    if sent is None:
        return "overdue" if due is not None and not work.ahead(due) else "draft"
    if sent.answer is not None and sent.answered_at is not None and work.happened(sent.answered_at):
        return sent.answer
    if valid_until is not None and work.today > valid_until:
        return "accepted" if quote is not None and quote.silence == "accepted" else "lapsed"
    return "sent"


def _timing(work: Work, due: datetime | None, sent: QuoteSent | None) -> Literal["in-time", "late", "open", "no-limit"]:
    if due is None:
        return "no-limit"
    if sent is not None:
        return "in-time" if sent.at <= due else "late"
    return "open" if work.ahead(due) else "late"
