"""What is about to go wrong and what is done next, told: risks, quotes with when they are due, and who acts."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from contractkit.delivery.quotes import DraftQuote
from contractkit.delivery.risks import AtRisk, NextStep
from contractkit.statements.clauses.names import named
from contractkit.statements.delivered.measures import how_late, month_of, number, when
from contractkit.statements.wording import Language

__all__ = ["people", "quote_due", "quote_price", "risk", "risk_when", "step"]


def quote_price(quote: DraftQuote, speaks: Language) -> str:
    """Return the price of a draft quote."""
    if quote.worth.amount is None:
        return speaks.say("quote.unpriced")
    amount = speaks.money(quote.worth.amount)
    return amount if quote.per == "once" else speaks.say("quote.month", units=quote.units, amount=amount)


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
