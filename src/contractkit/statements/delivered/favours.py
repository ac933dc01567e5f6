"""What was done for nothing and what was grey, told: how many, what they are worth, how much of a quota is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from contractkit.delivery import Delivery
from contractkit.delivery.favours import FavourLine, FavourQuota
from contractkit.statements.delivered.measures import amount_of
from contractkit.statements.delivered.worths import sum_of_favours, unpriced_too
from contractkit.statements.wording import Language

__all__ = ["beyond", "favours_worth", "grey_lead", "quota", "told_lead"]


def favours_worth(delivery: Delivery, speaks: Language) -> str:
    """Return how many favours there were, and what they were worth."""
    worth, unpriced = sum_of_favours(delivery.favours, delivery.agreement.currency, speaks)
    said = speaks.say("favour.lead", n=len(delivery.favours), worth=worth)
    return f"{said}{unpriced_too(unpriced, speaks)}."


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


def grey_lead(delivery: Delivery, speaks: Language) -> str:
    """Return how many grey items there are, and where they stand."""
    states: Counter[str] = Counter(one.state for one in delivery.grey)
    there = (state for state in ("overdue", "open", "decided") if states[state])
    said = [speaks.say(f"grey.state.{state}", n=states[state]) for state in there]
    return f"{speaks.say('grey.lead', n=len(delivery.grey))}: {', '.join(said)}."


def told_lead(delivery: Delivery, speaks: Language) -> str:
    """Return how often the customer was told, and how often before it happened."""
    told = delivery.told
    parts = [
        speaks.say("telling.warned", k=told.warned, n=told.missed),
        speaks.say("telling.favours", n=told.favours_untold),
        speaks.say("telling.grey", n=told.grey_untold),
    ]
    return "; ".join(parts) + "."
