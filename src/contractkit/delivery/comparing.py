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
from contractkit.delivery.grey import contradicted, register_of
from contractkit.delivery.lines import lines_of
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.proposing import proposals_of
from contractkit.delivery.quotes import drafts_of
from contractkit.delivery.repeats import repeats_of
from contractkit.delivery.result import Delivery, NoPaper
from contractkit.delivery.telling import told_of
from contractkit.delivery.told import NOTHING_TOLD, DeliveryFacts
from contractkit.delivery.volumes import months_of
from contractkit.delivery.work import Work
from contractkit.delivery.worth import added
from contractkit.errors import PeriodError, Problem, UsageError
from contractkit.evaluation import Evaluation
from contractkit.quantities.periods import Period, midnight_us
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
    outside = tuple(one for one in work.outside_items if one.opened is not None and start <= one.opened < end)
    repeats = repeats_of(work, asked, standard_after)
    register = register_of(work, asked)
    favours, quotas = favours_of(work, asked)
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
        undated=sum(one.opened is None for one in work.outside_items),
        problems=tuple(sorted(_problems(work, favours), key=lambda one: (one.where or "", one.says))),
    )


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


def _problems(work: Work, favours: Sequence[FavourLine]) -> Iterator[Problem]:
    """Yield what was told of items that lie elsewhere than it supposes."""
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
