"""What facts tell of the past, as the steps need it: stretches nobody settled here, amounts worked out elsewhere.

`told` reads the facts; here they become history and amounts of the settled period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.months import add_months
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.remembered import ToldStretch
from contractkit.settlement.told import SettlementFacts

__all__ = ["is_told_credit", "told_effects", "told_won_back", "window_before", "with_told", "without_own"]

_SIGNS = {"credits": -1, "credit": -1, "malus": -1, "bonus": 1, "lines": 1}
"""What is told of the settled period itself, and the sign that its amounts get; lines have their own."""


def with_told(ledger: Ledger, told: SettlementFacts, period: Period) -> Ledger:
    """Return the ledger with what facts tell of the time before a period: credits, bonuses and charges over a window.

    Args:
        ledger: Earlier settlements.
        told: What was told; a window such as ``rolling 11 months`` ends where the period begins.
        period: The period that is settled.

    Raises:
        UsageError: A window shares dates with a settlement of the ledger, or is no number of months, weeks or days.
    """
    found: dict[tuple[date, date], dict[str, Fraction]] = {}
    for past in told.past:
        if past.over is None:
            continue
        dates = (window_before(past.over, period.start), period.start)
        amounts = sum((abs(Fraction(amount.amount)) for amount in past.amounts), Fraction(0))
        found.setdefault(dates, {})[past.what] = amounts
    stretches = [
        ToldStretch(
            start=start,
            end=end,
            malus=parts.get("credits", parts.get("malus")),
            bonus=parts.get("bonus", Fraction(0) if "credits" in parts else None),
            charged={word: amount for word, amount in parts.items() if word not in ("credits", "malus", "bonus")},
            source="told with the facts",
        )
        for (start, end), parts in found.items()
    ]
    return ledger.with_told_history(*stretches) if stretches else ledger


def without_own(told: SettlementFacts) -> SettlementFacts:
    """Return facts without the amounts that somebody worked out for the asked period: its last part has them."""
    return attrs.evolve(told, past=tuple(past for past in told.past if past.over is not None)) if told.past else told


def told_won_back(told: SettlementFacts) -> Fraction | None:
    """Return what facts say was won back in the settled period; None where they say nothing."""
    found = [amount for past in told.past if past.what == "won-back" and past.over is None for amount in past.amounts]
    return sum((abs(Fraction(amount.amount)) for amount in found), Fraction(0)) if found else None


def told_effects(matter: Matter) -> tuple[Paid, ...]:
    """Return the effects of the settled period that somebody else worked out: credits, bonuses, signed lines.

    Raises:
        UsageError: An amount is in another currency than the agreement.
    """
    return tuple(_effects(matter))


def _effects(matter: Matter) -> Iterator[Paid]:
    period, currency = matter.period, matter.version.currency
    clause = matter.version.settlement.clause or ClauseRef(matter.version.id)
    for past in matter.told.past:
        if past.over is not None or past.what not in _SIGNS:
            continue
        for number, amount in enumerate(past.amounts, start=1):
            exact = _signed(past.what, amount, currency)
            text = amount_text(exact, currency)
            word = past.what.removesuffix("s")
            yield Paid(
                id=f"told {word} {number} {period.label}",
                clause=clause,
                name=f"{word} {number}",
                period=period,
                settled_on=period.last,
                computed=Computed(
                    gives="money",
                    now=exact,
                    low=exact,
                    high=exact,
                    state="settled",
                    says=said("{text}, as the facts tell", text=text),
                    formula=text,
                ),
            )


def _signed(what: str, amount: Money, currency: str) -> Fraction:
    if amount.currency != currency:
        raise UsageError(f"the facts tell {amount} among {what}, and the agreement counts in {currency}")
    exact = Fraction(amount.amount)
    return exact if what == "lines" else _SIGNS[what] * abs(exact)


def is_told_credit(effect: str) -> bool:
    """Return whether an effect of a settlement is a credit that facts told of its period, by its id."""
    return effect.startswith("told credit ")


def window_before(window: Cycle, day: date) -> date:
    """Return where a window begins that ends before a day.

    Raises:
        UsageError: It is no number of months, weeks or days.
    """
    if window.n is not None and window.unit == "months":
        return add_months(day, -window.n)
    if window.n is not None:
        return day - timedelta(days=window.n * (7 if window.unit == "weeks" else 1))
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}.get(window.word)
    if months is None:
        says = said("the facts tell something per {window}, and nobody knows which dates that are", window=window)
        raise UsageError(f"{says}; write a window such as rolling 11 months")
    return add_months(day, -months)
