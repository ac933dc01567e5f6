"""What was delivered against what was agreed, told: the parts of a delivery as short texts in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from contractkit.calendars.instants import from_datetime
from contractkit.charging.exact import as_decimal
from contractkit.delivery import Delivery
from contractkit.delivery.favours import FavourLine, FavourQuota
from contractkit.delivery.lines import ServiceLine
from contractkit.delivery.proposing import Proposal
from contractkit.delivery.quotes import DraftQuote
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.result import NoPaper
from contractkit.delivery.risks import AtRisk, NextStep
from contractkit.delivery.telling import TellingLine
from contractkit.statements.band_charts import strip
from contractkit.statements.clauses.names import named
from contractkit.statements.wording import Language
from contractkit.statements.worths import (
    line_worth,
    repeat_amount,
    repeat_worth,
    sum_of_favours,
    sum_worth,
    total_worth,
    unpriced_too,
)
from contractkit.terms.completeness import Completeness, Point

__all__ = ["missed", "spoken"]

_HOURS = {"hour": 3_600_000_000, "minute": 60_000_000}


def lead(delivery: Delivery, speaks: Language) -> str:
    """Return how much work lay outside, and what it was worth."""
    many = len(delivery.outside)
    if not many and delivery.worth is not None and not delivery.worth.amount:
        return speaks.say("delivery.lead.none") + "."
    said = speaks.say("delivery.lead", n=many, worth=sum_worth(delivery, speaks))
    return f"{said}{unpriced_too(delivery.unpriced, speaks)}."


def number(value: Fraction | Decimal, speaks: Language) -> str:
    """Return a number of units; digits without end are cut to two places."""
    exact = as_decimal(Fraction(value))
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    shown = exact if places <= 2 else exact.quantize(Decimal("0.01"))
    return speaks.number(shown) if shown % 1 else speaks.number(int(shown))


def agreed(line: ServiceLine, speaks: Language) -> str:
    """Return what was agreed of a service: ``92 mailboxes``."""
    if line.state == "nobody-agreed":
        return "0"
    if line.agreed is None:
        return speaks.say("delivery.no-volume")
    return f"{number(line.agreed, speaks)} {line.unit or ''}".strip()


def by_month(delivery: Delivery, line: ServiceLine, speaks: Language) -> str:
    """Return what was delivered of a service in each month of the period; nothing where it is one month."""
    own = [one for one in delivery.months if one.service == line.service]
    if len({one.period for one in delivery.months}) < 2:
        return ""
    told = {one.period.start: "–" if one.delivered is None else number(one.delivered, speaks) for one in own}
    if line.state == "nobody-agreed":
        told = {one.period.start: told.get(one.period.start, "0") for one in delivery.months}
    months = (
        speaks.say("delivery.month", month=speaks.month(start), number=said) for start, said in sorted(told.items())
    )
    return " · ".join(months)


def drawn(delivery: Delivery, line: ServiceLine, speaks: Language) -> str:
    """Return the volume of a service against its band as SVG; nothing where there is nothing to draw."""
    own = [one for one in delivery.months if one.service == line.service and one.clause is not None]
    says = f"{line.service}: {speaks.say('delivery.agreed').lower()} {agreed(line, speaks)}"
    return strip(line, own, f"{says}; {by_month(delivery, line, speaks)}")


def no_paper(one: NoPaper, speaks: Language) -> str:
    """Return how much work had no paper, or no signature yet."""
    said = speaks.say(f"paper.{one.why}", n=one.items)
    line = speaks.say("paper.between", line=said, first=speaks.day(one.since), last=speaks.day(one.until))
    if one.worth is None and not one.why_unpriced:
        return f"{line}."
    return (
        f"{speaks.say('paper.worth', line=line, worth=repeat_worth(one, speaks))}{unpriced_too(one.unpriced, speaks)}."
    )


def grey_lead(delivery: Delivery, speaks: Language) -> str:
    """Return how many grey items there are, and where they stand."""
    states: Counter[str] = Counter(one.state for one in delivery.grey)
    there = (state for state in ("overdue", "open", "decided") if states[state])
    said = [speaks.say(f"grey.state.{state}", n=states[state]) for state in there]
    return f"{speaks.say('grey.lead', n=len(delivery.grey))}: {', '.join(said)}."


def favours_worth(delivery: Delivery, speaks: Language) -> str:
    """Return how many favours there were, and what they were worth."""
    worth, unpriced = sum_of_favours(delivery.favours, delivery.agreement.currency, speaks)
    said = speaks.say("favour.lead", n=len(delivery.favours), worth=worth)
    return f"{said}{unpriced_too(unpriced, speaks)}."


def amount_of(value: Fraction, unit: str, speaks: Language) -> str:
    """Return so much of a quota: time in hours and minutes, anything else as a number with its unit."""
    size = _HOURS.get(unit.removesuffix("s"))
    return f"{number(value, speaks)} {unit}" if size is None else speaks.duration(int(value * size))


def beyond(line: FavourLine, quotas: Sequence[FavourQuota], speaks: Language) -> str:
    """Return how far a favour goes beyond what is done for nothing; nothing where it does not."""
    found = next((one for one in quotas if one.clause == line.clause and line.on in one.period), None)
    if not line.beyond or found is None:
        return ""
    key = "favour.beyond.quote" if line.above == "quote" else "favour.beyond"
    return speaks.say(key, amount=amount_of(line.beyond, found.unit, speaks))


def quota(one: FavourQuota, speaks: Language) -> str:
    """Return how much of what is done for nothing was used in a period."""
    used, most = (amount_of(value, one.unit, speaks) for value in (one.used, Fraction(one.at_most)))
    said = speaks.say("favour.quota", period=speaks.piece(one.period), used=used, most=most)
    return f"{said}; {speaks.say('favour.quota.unknown', n=one.unknown)}" if one.unknown else said


def quote_price(quote: DraftQuote, speaks: Language) -> str:
    """Return the price of a draft quote."""
    if quote.worth.amount is None:
        return speaks.say("quote.unpriced")
    amount = speaks.money(quote.worth.amount)
    return amount if quote.per == "once" else speaks.say("quote.month", units=quote.units, amount=amount)


def how_late(late: timedelta | None, speaks: Language) -> str:
    """Return how late something is: in whole days, and below a day in hours and minutes; nothing where it is not."""
    if late is None:
        return ""
    return speaks.days(late.days) if late.days else speaks.duration(late // timedelta(seconds=1) * 1_000_000)


def risk_when(one: AtRisk, zone: ZoneInfo, speaks: Language) -> str:
    """Return when something goes wrong: of a volume the month, of a quote that is overdue when it was due."""
    if one.kind == "volume" and one.when is not None:
        return month_of(one.when, speaks)
    if one.kind == "quote" and one.turn == "over":
        return speaks.say("quote.was-due", instant=when(one.when, zone, speaks))
    return when(one.when, zone, speaks)


def quote_due(one: DraftQuote, zone: ZoneInfo, speaks: Language) -> str:
    """Return when a quote has to be there, or had to; nothing where no limit is agreed."""
    if one.due is None:
        return ""
    instant = when(one.due, zone, speaks)
    return speaks.say("quote.was-due", instant=instant) if one.state == "overdue" else instant


def told_lead(delivery: Delivery, speaks: Language) -> str:
    """Return how often the customer was told, and how often before it happened."""
    told = delivery.told
    parts = [
        speaks.say("telling.warned", k=told.warned, n=told.missed),
        speaks.say("telling.favours", n=told.favours_untold),
        speaks.say("telling.grey", n=told.grey_untold),
    ]
    return "; ".join(parts) + "."


def risk(one: AtRisk, called: str | None, speaks: Language) -> str:
    """Return what is about to go wrong.

    Args:
        one: The warning.
        called: What the promise is called; None for its name.
        speaks: The language.
    """
    low, high = one.band if one.band is not None else (Fraction(0), Fraction(0))
    slack = one.slack
    facts = {
        "item": one.about,
        "about": speaks.title_case(one.about),
        "target": called or one.target or "",
        "share": speaks.share(None if one.share is None else one.share / 100),
        "late": 0 if slack is None else slack.late,
        "may": 0 if slack is None else slack.may,
        "n": 0 if slack is None else slack.volume,
        "volume": "" if one.volume is None else number(one.volume, speaks),
        "low": number(low, speaks),
        "high": number(high, speaks),
        "late_by": how_late(one.late, speaks),
    }
    key = f"ahead.{one.kind}.over" if one.turn == "over" else f"ahead.{one.kind}"
    return speaks.say(key, **facts)


def when(value: datetime | date | None, zone: ZoneInfo, speaks: Language) -> str:
    """Return a date or an instant; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return speaks.instant(from_datetime(value), zone)
    return speaks.day(value)


def people(who: tuple[tuple[str, str | None], ...], speaks: Language) -> str:
    """Return who somebody is: by name, with the role behind it."""
    told = []
    for role, name in who:
        words = speaks.word("party", role)
        told.append(words if name is None else f"{name} ({words})")
    return ", ".join(told)


def step(one: NextStep, zone: ZoneInfo, speaks: Language) -> str:
    """Return what the papers say is done next."""
    who = people(one.who, speaks)
    key = "step.offer.nobody" if one.does == "offer" and not who else f"step.{one.does}"
    said = [speaks.say(key, who=who)]
    if one.how is not None:
        said.append(speaks.say("step.by", how=named(one.how, speaks)))
    if isinstance(one.at, datetime):
        said.append(speaks.say("step.until" if one.does == "offer" else "step.at", instant=when(one.at, zone, speaks)))
    return " ".join(said)


def completeness(scored: Completeness, speaks: Language) -> str:
    """Return how much of everything the papers say."""
    return speaks.say("papers.all", share=percent(scored.share(), speaks)) + "."


def percent(share: Fraction, speaks: Language) -> str:
    """Return a share in whole per cent, rounded down: 100 % is said of everything only."""
    return speaks.percent(Decimal(share.numerator * 100 // share.denominator))


def spent(time: timedelta | None, speaks: Language) -> str:
    """Return how long something took; a dash where nobody told."""
    return speaks.duration(None if time is None else time // timedelta(microseconds=1))


def proposal(one: Proposal, speaks: Language) -> str:
    """Return what an amendment would put on paper."""
    if one.price is None:
        return speaks.say("proposal.scope-rule", name=one.name)
    return speaks.say("proposal.catalogue-entry", name=one.name, amount=speaks.money(one.price))


def standard(one: Repeat, speaks: Language) -> str:
    """Return what became standard although nobody agreed it: agreed nought, delivered so often, worth so much."""
    name, said = speaks.title_case(one.name), speaks.say("standard.agreed", times=one.times)
    return f"{name}: {said}, {speaks.say('standard.worth', worth=repeat_worth(one, speaks))}"


def month_of(day: date, speaks: Language) -> str:
    """Return the month in which a date lies."""
    return f"{speaks.month(day)} {day.year}"


def missed(delivery: Delivery) -> tuple[TellingLine, ...]:
    """Return the promises that were missed, told or not."""
    return tuple(one for one in delivery.told.lines if one.about == "warning")


def missing_of(points: tuple[Point, ...], speaks: Language) -> str:
    """Return what papers do not say, or not for all services."""
    return ", ".join(_missing(point, speaks) for point in points)


def _missing(point: Point, speaks: Language) -> str:
    asks = speaks.word("asks", point.asks)
    if point.met in (0, point.of):
        return asks
    return speaks.say("papers.some", asks=asks, met=point.met, of=point.of)


_SPOKEN = (
    agreed, amount_of, beyond, by_month, completeness, drawn, favours_worth, grey_lead, how_late, lead, line_worth,
    missing_of, month_of, no_paper, number, people, percent, proposal, quota, quote_due, quote_price, repeat_amount,
    repeat_worth, risk, risk_when, spent, standard, step, sum_worth, told_lead, total_worth, when,
)  # fmt: skip


def spoken(speaks: Language) -> SimpleNamespace:
    """Return everything that is told here by its name, in one language, for a template."""
    told: dict[str, Callable[..., object]] = {each.__name__: partial(_in, each, speaks) for each in _SPOKEN}
    return SimpleNamespace(**told, missed=missed)


def _in(each: Callable[..., str], speaks: Language, *of: object) -> str:
    return each(*of, speaks)
