"""What was delivered, against what was agreed: everything of one agreement and one period, in one value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.charging import ChargingFacts
from contractkit.charging.knowing import NOTHING_KNOWN
from contractkit.delivery.ahead import ahead_of
from contractkit.delivery.favours import FavourLine, FavourQuota, favours_of
from contractkit.delivery.grey import GreyItem, register_of
from contractkit.delivery.lines import ServiceLine, lines_of
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.proposing import Proposal, proposals_of
from contractkit.delivery.quotes import DraftQuote, drafts_of
from contractkit.delivery.repeats import Repeat, repeats_of
from contractkit.delivery.risks import AtRisk
from contractkit.delivery.telling import ToldRegister, told_of
from contractkit.delivery.told import NOTHING_TOLD, DeliveryFacts
from contractkit.delivery.volumes import months_of
from contractkit.delivery.work import Work
from contractkit.delivery.worth import added
from contractkit.errors import PeriodError, Problem, UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import Table
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period, midnight_us
from contractkit.terms import Agreement
from contractkit.terms.completeness import Completeness

__all__ = ["Delivery", "NoPaper", "delivered"]

_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class NoPaper:
    """Work for which there was no paper when it was asked for, or no signature.

    Attributes:
        why: ``before-term``, ``after-term`` or ``before-signature``: within the term, but not yet signed.
        items: How many items.
        worth: What they are worth, as far as it is known; None for those that the agreement covers all the same.
        unpriced: Of how many it is not known.
        since: The date of the first one.
        until: The date of the last one.
    """

    why: Literal["before-term", "after-term", "before-signature"]
    items: int
    worth: Money | None
    unpriced: int
    since: date
    until: date

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "why": self.why,
            "items": self.items,
            "worth": None if self.worth is None else str(self.worth.amount),
            "unpriced": self.unpriced,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


@attrs.frozen(repr=False)
class Delivery:
    """What was delivered in a period against what was agreed, and what is not settled between the parties.

    Attributes:
        agreement: The agreement.
        period: The period.
        as_of: Up to when things are known, in microseconds since the epoch UTC.
        services: A line for each service of the whole period.
        months: The same for each month of it.
        outside: The items outside of what was agreed that were opened in the period, each with its worth.
        no_paper: How many of all items were asked for without a paper, or before it was signed.
        repeats: Incidental requests that became standard.
        grey: The register of grey items: opened in the period or before, and not decided before it.
        favours: What was done for nothing.
        quotas: How much of what is done for nothing was used.
        quotes: Quotes for work outside of the agreement.
        told: What the customer was told, and whether that was before it happened.
        ahead: What is about to go wrong at the moment of judging.
        proposals: Amendments that would put on paper what is done or decided.
        completeness: How much the papers say of what they have to say.
        set_aside: The ids of items that something was told of and that are not among the items of the agreement.
        problems: What was told and does not fit what was judged, such as a decision on an item that is not grey.
    """

    agreement: Agreement
    period: Period
    as_of: int
    services: tuple[ServiceLine, ...]
    months: tuple[ServiceLine, ...]
    outside: tuple[OutsideItem, ...]
    no_paper: tuple[NoPaper, ...]
    repeats: tuple[Repeat, ...]
    grey: tuple[GreyItem, ...]
    favours: tuple[FavourLine, ...]
    quotas: tuple[FavourQuota, ...]
    quotes: tuple[DraftQuote, ...]
    told: ToldRegister
    ahead: tuple[AtRisk, ...]
    proposals: tuple[Proposal, ...]
    completeness: Completeness
    set_aside: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """Return what it is of on one line."""
        counts = f"{len(self.outside)} items outside, {len(self.grey)} grey, {len(self.favours)} favours"
        return f"<Delivery of {self.agreement.id} in {self.period.label}: {counts}, worth {self.worth}>"

    @property
    def worth(self) -> Money:
        """Return what all services were worth that nobody is charged for, as far as it is known."""
        total = sum((one.worth.amount for one in self.services), Decimal("0.00"))
        return Money(total, self.agreement.currency)

    @property
    def unpriced(self) -> int:
        """Return of how many items outside it is not known what they are worth."""
        return sum(one.unpriced for one in self.services)

    @property
    def says(self) -> str:
        """Return the whole in one sentence."""
        worth = f"worth {self.worth}" + (f" and {self.unpriced} items not priced" if self.unpriced else "")
        return f"{self.period.label}: {len(self.outside)} items outside the agreement, {worth}; {self.told.says}"

    def table(self, name: str) -> Table:
        """Return one part in columns: amounts as exact text, times in microseconds, instants UTC.

        Args:
            name: ``services``, ``months``, ``outside``, ``repeats``, ``grey``, ``favours``, ``quotes``, ``told`` or
                ``ahead``.

        Raises:
            UsageError: There is no such part.
        """
        from contractkit.delivery.columns import table_of

        return table_of(self, name)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON; amounts as text, instants in ISO 8601."""
        parts = ("services", "months", "outside", "no_paper", "repeats", "grey", "favours", "quotas", "quotes")
        return {
            "kind": "delivery",
            "version": _VERSION,
            "agreement": self.agreement.id,
            "period": self.period.label,
            "as_of": (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "currency": self.agreement.currency,
            "worth": str(self.worth.amount),
            "unpriced": self.unpriced,
            **{name: [one.to_dict() for one in getattr(self, name)] for name in parts},
            "told": self.told.to_dict(),
            "ahead": [one.to_dict() for one in self.ahead],
            "proposals": [one.to_dict() for one in self.proposals],
            "completeness": self.completeness.to_dict(),
            "set_aside": list(self.set_aside),
            "problems": [one.to_dict() for one in self.problems],
            "says": self.says,
        }


def delivered(
    agreement: Agreement,
    evaluation: Evaluation,
    *,
    period: str | Period,
    told: DeliveryFacts = NOTHING_TOLD,
    known: ChargingFacts = NOTHING_KNOWN,
    standard_after: int = 3,
    horizon: int = 90,
) -> Delivery:
    """Return what was delivered in a period against what was agreed.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation; as of its moment things are known here too.
        period: The period, such as ``2026-Q1``; an item belongs to it when it was opened in it.
        told: Time spent, favours, what became of grey items, who was told. Rows of other items are somebody else's.
        known: Measured volumes, index figures, and what was known when; `SettlementFacts` will do.
        standard_after: In how many months in a row a request outside has to come to be standard; at least two.
        horizon: So many days ahead certificates and follow-ups are looked at.

    Returns:
        Everything of the period; what is about to go wrong is that of the moment of judging, whatever the period.

    Raises:
        PeriodError: The text names no period, or it begins after the moment of judging.
        UsageError: `standard_after` is below two, or `horizon` below nought.

    Source: domain.md, "Service is not the same as the agreement".
    """
    if standard_after < 2 or horizon < 0:
        raise UsageError("standard_after is two months or more, and horizon nought days or more")
    asked = agreement.period(period)
    start, end = asked.bounds_us(agreement.zone)
    if evaluation.as_of <= start:
        raise PeriodError(f"{asked.label} begins after the moment of judging: nothing of it is known yet")
    if evaluation.known_at is not None and known.known_at is None:
        zone = ZoneInfo(agreement.zone)
        known = attrs.evolve(known, known_at=to_datetime(evaluation.known_at, 0).astimezone(zone).date())
    items = frozenset(map(str, evaluation.items.words("id").categories))
    work = Work(agreement, evaluation, told.of_items(items, agreement.customer), known)
    outside = tuple(one for one in work.outside_items if one.opened is not None and start <= one.opened < end)
    repeats = repeats_of(work, asked, standard_after)
    register = register_of(work, asked)
    favours, quotas = favours_of(work, asked, register)
    quotes = drafts_of(work, asked, repeats)
    return Delivery(
        agreement=agreement,
        period=asked,
        as_of=evaluation.as_of,
        services=lines_of(work, asked, outside),
        months=tuple(
            line
            for month in months_of(asked)
            if month.bounds_us(agreement.zone)[0] < evaluation.as_of
            for line in lines_of(work, month, [one for one in outside if one.day is not None and one.day in month])
        ),
        outside=outside,
        no_paper=tuple(_no_paper(work, asked, outside)),
        repeats=repeats,
        grey=register,
        favours=favours,
        quotas=quotas,
        quotes=quotes,
        told=told_of(work, asked, favours, register),
        ahead=ahead_of(work, horizon, register, quotes),
        proposals=proposals_of(work, register, repeats),
        completeness=agreement.completeness,
        set_aside=tuple(sorted(told.items - items)),
        problems=tuple(_problems(work, favours)),
    )


def _problems(work: Work, favours: Sequence[FavourLine]) -> Iterator[Problem]:
    """Yield what was told of items that lie elsewhere than it supposes."""
    codes, scopes = work.codes
    for decision in work.told.decisions:
        place = work.place_of(decision.item)
        scope = None if place is None else scopes[codes[place]]
        if scope is not None and scope != "grey":
            says = f"{decision.item} was decided on, and is not grey: {scope}"
            yield Problem("not-grey", says, where="decisions", hint="only grey items are decided on", fatal=False)
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


def _no_paper(work: Work, period: Period, outside: Sequence[OutsideItem]) -> Iterator[NoPaper]:
    currency = work.agreement.currency
    whys: tuple[Literal["before-term", "after-term"], ...] = ("before-term", "after-term")
    for why in whys:
        own = [one for one in outside if one.scope == why]
        days = [one.day for one in own if one.day is not None]
        if days:
            worth = added((one.worth for one in own if one.accepted is None), currency)
            unpriced = sum(one.worth.amount is None for one in own if one.accepted is None)
            yield NoPaper(why, len(own), worth, unpriced, min(days), max(days))
    term = work.agreement.at(period.last).term
    signed = next((one.signed_on for one in work.agreement.documents if one.id == work.agreement.id), None)
    if term is None or signed is None or signed <= max(term.start, period.start):
        return
    low = midnight_us(max(term.start, period.start), work.agreement.zone)
    high = midnight_us(min(signed, period.end), work.agreement.zone)
    places = ((work.opened >= low) & (work.opened < high)).nonzero()[0].tolist()
    if places:
        days = [work.date_of(int(work.opened[place])) for place in places]
        yield NoPaper("before-signature", len(places), None, 0, min(days), max(days))
