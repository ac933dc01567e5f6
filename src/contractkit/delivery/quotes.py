"""Draft quotes for work outside the agreement: its price, when it has to be there, until when it can be accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.delivery.favours import FavourLine
from contractkit.delivery.moments import known_due_at, known_due_on
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.told import QuoteSent
from contractkit.delivery.work import Work
from contractkit.delivery.worth import Worth, time_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.provisions.quote import Quote

__all__ = ["DraftQuote", "drafts_of", "is_quoted", "people_of", "quote_for"]

State = Literal["draft", "overdue", "sent", "accepted", "refused", "lapsed"]
"""``overdue``: it had to be there and is not; ``lapsed``: nobody answered while it could be accepted."""


@attrs.frozen
class DraftQuote:
    """A quote for work outside the agreement.

    Attributes:
        item: The id of the item that asked for it; of a repeated request the last one; None for a favour without one.
        what: What it is for: the category of the item, else its service; of a favour what was done.
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
        late: How long after the due instant it was sent, or how long it is overdue; None where it is not late.
    """

    item: str | None
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
    late: timedelta | None = None

    @property
    def called(self) -> str:
        """Return what it is for, with the item behind it."""
        return self.what if self.item is None else f"{self.what} ({self.item})"

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        price = f"{self.worth.amount}" if self.worth.amount is not None else f"no price yet: {self.worth.formula}"
        each = f"{self.units} × {price} per month" if self.per == "month" else price
        verb = "was due" if self.late is not None else "due"
        due = "" if self.due is None else f", {verb} {self.due:%Y-%m-%d %H:%M}"
        late = "" if self.late is None else f", {_late_text(self.late)} late"
        return f"quote for {self.called}: {each}; {self.state}{due}{late}"

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
            "late_us": None if self.late is None else self.late // timedelta(microseconds=1),
            "says": self.says,
        }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _late_text(late: timedelta) -> str:
    """Return how late something is: in whole days, and below a day in hours and minutes."""
    if late < timedelta(days=1):
        return time_text(late)
    return f"{late.days} day{'' if late.days == 1 else 's'}"


def people_of(version: Agreement, roles: Sequence[str], on: date) -> tuple[tuple[str, str | None], ...]:
    """Return who has each of some roles on a date: role and name, the name None where nobody is named."""
    found: list[tuple[str, str | None]] = []
    for role in roles:
        people = [one.name for contacts in version.provisions_of(Contacts) for one in contacts.who(role, on)]
        found.extend((role, name) for name in dict.fromkeys(people)) if people else found.append((role, None))
    return tuple(found)


def drafts_of(
    work: Work, period: Period, repeats: Sequence[Repeat], favours: Sequence[FavourLine]
) -> tuple[DraftQuote, ...]:
    """Return the quotes of a period: what a scope rule says is quoted, what was quoted, what became standard, favours.

    Args:
        work: What happened.
        period: The period; a quote belongs to it when it was asked for in it.
        repeats: What became standard; of grey requests the parties talk first.
        favours: All favours of which a part is offered: a quote for one belongs to the period of its date.
    """
    return (*_drafts(work, period, repeats, favours), *_of_favours(work, period, favours))


def is_quoted(work: Work, item: str | None) -> bool:
    """Return whether a scope rule says that all work on an item is quoted.

    Args:
        work: What happened.
        item: The id of the item; None for none.
    """
    place = work.place_of(item)
    rule = None if place is None else work.rule(place)
    return rule is not None and rule.says == "out" and rule.then == "quote"


def quote_for(work: Work, place: int) -> DraftQuote | None:
    """Return the quote for one item outside: where a scope rule says that it is quoted, or one was sent; else None.

    Args:
        work: What happened.
        place: The place of the item.
    """
    item = work.at(place)
    return (
        _draft(work, place, item, "once", 1, item.worth) if is_quoted(work, item.item) or work.sent(item.item) else None
    )


def _of_favours(work: Work, period: Period, favours: Sequence[FavourLine]) -> Iterator[DraftQuote]:
    for line in favours:
        if line.on in period and line.beyond_worth is not None:
            place = work.place_of(line.item)
            item = None if place is None else work.at(place)
            yield _draft(work, place, item, "once", 1, line.beyond_worth, line)


def _drafts(
    work: Work, period: Period, repeats: Sequence[Repeat], favours: Sequence[FavourLine]
) -> Iterator[DraftQuote]:
    start, end = period.bounds_us(work.agreement.zone)
    standard = {item: one for one in repeats if one.scope != "grey" for item in one.items}
    offered = {line.item for line in favours}
    for place, item in zip(work.outside, work.outside_items, strict=True):
        if item.opened is None or not start <= item.opened < end or item.item in standard:
            continue
        if is_quoted(work, item.item) or (work.sent(item.item) is not None and item.item not in offered):
            yield _draft(work, place, item, "once", 1, item.worth)
    for one in repeats:
        last = work.place_of(one.items[-1])
        if one.scope != "grey" and last is not None:
            item = work.at(last)
            worth = Worth(one.each, item.worth.formula, item.worth.clause)
            if one.each is None:
                worth = Worth(
                    None,
                    said(
                        "of {unpriced} of {times} it is not known what they are worth",
                        unpriced=one.unpriced,
                        times=one.times,
                    ),
                )
            elif one.times > 1 and one.each != item.worth.amount:
                worth = attrs.evolve(
                    worth, formula=said("{worth} for {times} of them", worth=one.worth, times=one.times)
                )
            yield _draft(work, last, item, "month", one.per_month, worth)


def _draft(
    work: Work,
    place: int | None,
    item: OutsideItem | None,
    per: Literal["month", "once"],
    units: int,
    worth: Worth,
    favour: FavourLine | None = None,
) -> DraftQuote:
    quote = work.quote_of(place)
    asked_at, what, service = _request(work, item, favour)
    version = work.agreement.at(work.today if asked_at is None else asked_at.date(), work.known.known_at)
    limit = None if quote is None else quote.allowance
    due = None if asked_at is None or limit is None else known_due_at(asked_at, limit)
    sent = None if item is None else work.sent(item.item)
    valid_until = None
    if sent is not None and quote is not None and quote.valid_for is not None:
        valid_until = known_due_on(sent.at.astimezone(work.zone).date(), quote.valid_for)
    return DraftQuote(
        item=None if item is None else item.item,
        what=what,
        service=service,
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
        late=_late(work, due, sent),
    )


def _request(
    work: Work, item: OutsideItem | None, favour: FavourLine | None
) -> tuple[datetime | None, str, str | None]:
    """Return when a quote was asked for, for what, and of which service: a favour asks at the beginning of its date."""
    if favour is not None:
        return work.midnight(favour.on), favour.what, favour.service
    if item is None:
        return None, "request", None
    asked_at = None if item.opened is None else to_datetime(item.opened, 0).astimezone(work.zone)
    return asked_at, item.kind or item.service or item.item, item.service


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


def _late(work: Work, due: datetime | None, sent: QuoteSent | None) -> timedelta | None:
    if due is None:
        return None
    now = to_datetime(work.evaluation.as_of, 0) if sent is None else sent.at
    late = now.astimezone(UTC) - due.astimezone(UTC)
    return late if late > timedelta(0) else None
