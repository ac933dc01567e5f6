"""Agreed against delivered: everything that is worked out of one agreement and one period, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.charging import ChargingFacts
from contractkit.charging.knowing import NOTHING_KNOWN
from contractkit.delivery.ahead import ahead_of
from contractkit.delivery.favours import FavourLine, favours_of
from contractkit.delivery.grey import agreed_since, register_of
from contractkit.delivery.lines import lines_of
from contractkit.delivery.misfits import misfits_of
from contractkit.delivery.next_steps import with_next_steps
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.proposing import proposals_of
from contractkit.delivery.quotes import drafts_of, is_quoted
from contractkit.delivery.repeats import repeats_of
from contractkit.delivery.result import Delivery, NoPaper
from contractkit.delivery.telling import told_of
from contractkit.delivery.told import NOTHING_TOLD, DeliveryFacts
from contractkit.delivery.volumes import months_of
from contractkit.delivery.work import Work
from contractkit.delivery.worth import Worth, together, why_unpriced
from contractkit.errors import PeriodError, UsageError
from contractkit.evaluation import Evaluation
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["delivered"]


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
        UsageError: `standard_after` is below two or `horizon` below nought, the evaluation is of another agreement, or
            something is not what is asked for.

    Source: domain.md, "Service is not the same as the agreement".

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "service": "text"}, "clauses": {
        ...         "1": {"kind": "service", "name": "desk", "volume": "3 requests",
        ...               "price": "EUR 40 per request per month"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened_at": ["2026-03-09T09:00Z"], "service": ["garden"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "service": "service"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> march = ck.Period.parse("2026-03")
        >>> known = ck.ChargingFacts(volumes=[ck.CountedVolume("desk", march, 5)])
        >>> found = delivered(agreement, result, period=march, known=known)
        >>> [(one.service, int(one.agreed), int(one.delivered), one.state) for one in found.services]
        [('desk', 3, 5, 'above'), ('garden', 0, 1, 'nobody-agreed')]
    """
    _refuse_wrong(agreement, evaluation, told, known)
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
    agreed = agreed_since(work)
    every, quotas = favours_of(work)
    offered = tuple(one for one in every if one.beyond_worth is not None and not is_quoted(work, one.item))
    outside = tuple(
        _with_part(work, one, offered)
        for one in work.outside_items
        if one.opened is not None and start <= one.opened < end and one.item not in agreed
    )
    repeats = repeats_of(work, asked, standard_after)
    register = register_of(work, asked)
    favours = tuple(one for one in every if one.on in asked)
    quotes = drafts_of(work, asked, repeats, offered)
    stepped = with_next_steps(work, [one.item for one in register], register, quotes)
    register = tuple(attrs.evolve(one, item=item) for one, item in zip(register, stepped, strict=True))
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
        outside=with_next_steps(work, outside, register, quotes),
        no_paper=tuple(_no_paper(work, asked, outside)),
        repeats=repeats,
        grey=register,
        favours=favours,
        quotas=tuple(one for one in quotas if one.period.start < asked.end and asked.start < one.period.end),
        quotes=quotes,
        told=told_of(work, asked, favours, register),
        ahead=ahead_of(work, horizon, register, quotes),
        proposals=proposals_of(work, register, repeats),
        completeness=agreement.completeness,
        set_aside=tuple(sorted(told.items - items)),
        undated=sum(one.opened is None for one in work.outside_items),
        problems=misfits_of(work, favours, quotes),
    )


def _with_part(work: Work, item: OutsideItem, offered: Sequence[FavourLine]) -> OutsideItem:
    """Return an item outside with the part that was offered, where a quote was for what goes beyond a favour."""
    parts = [one.beyond_worth for one in offered if one.item == item.item and one.beyond_worth is not None]
    if not parts or item.accepted is None:
        return item
    whole = Worth(together(parts, work.agreement.currency), parts[0].formula, parts[0].clause)
    return attrs.evolve(item, part=whole, accepted=work.accepted(item.item, whole))


def _refuse_wrong(agreement: object, evaluation: object, told: object, known: object) -> None:
    wanted: tuple[tuple[object, type, str, str], ...] = (
        (agreement, Agreement, "the agreement", "load_agreement gives one"),
        (evaluation, Evaluation, "the evaluation", "evaluate gives one"),
        (told, DeliveryFacts, "told", "DeliveryFacts.from_tables reads them"),
        (known, ChargingFacts, "known", "SettlementFacts will do too"),
    )
    for value, kind, name, hint in wanted:
        if not isinstance(value, kind):
            raise UsageError(f"{name} is a {kind.__name__}, and was given {value!r:.80}; {hint}", value=None)
    if isinstance(agreement, Agreement) and isinstance(evaluation, Evaluation):
        other = evaluation.agreement.id
        if other != agreement.id:
            raise UsageError(f"the evaluation is of {other}, and {agreement.id} was asked about; evaluate that one")


def _no_paper(work: Work, period: Period, outside: Sequence[OutsideItem]) -> Iterator[NoPaper]:
    currency = work.agreement.currency
    whys: tuple[Literal["before-term", "after-term"], ...] = ("before-term", "after-term")
    for why in whys:
        own = [one for one in outside if one.scope == why]
        days = [one.day for one in own if one.day is not None]
        if days:
            worths = [one.unpaid for one in own if one.unpaid is not None]
            unpriced = sum(one.amount is None for one in worths)
            worth, reasons = together(worths, currency), why_unpriced(worths)
            yield NoPaper(why, len(own), worth, unpriced, min(days), max(days), reasons)
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
