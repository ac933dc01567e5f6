"""The amounts that clauses take percentages of: what is charged, monthly and yearly fees, a fee by its name.

An amount that somebody told of the period wins over one that is worked out: it is what was charged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from contractkit.charging.base_amount import Base, sum_of, unknown_base
from contractkit.charging.charges import Charge, charges_of_dates
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.paths import in_currency
from contractkit.charging.priced import check_period, held_versions
from contractkit.charging.standard_amounts import STANDARD, Asked, is_free, only_told
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement

__all__ = ["amount_of"]


def amount_of(
    agreement: Agreement,
    word: str,
    period: Period,
    clause: ClauseRef | None = None,
    facts: ChargingFacts = NOTHING_KNOWN,
    *,
    services: tuple[str, ...] = (),
    dates: Literal["whole-months", "any"] = "whole-months",
    charged: Callable[[Period], tuple[Charge, ...]] | None = None,
) -> Base:
    """Return the amount that `word` means in a period.

    Args:
        agreement: The agreement that knows the word.
        word: What `facts` tell an amount of, which wins; the name of a fee (which wins where it is called like a
            standard word); ``charges``, everything charged in the period; ``monthly-fee``, ``quarterly-fees`` and
            ``half-yearly-fees``, everything charged in the calendar month, quarter or half-year in which the period
            ends, or the agreement ends in it; ``yearly-fees``, a full contract year at agreed volumes and at the prices
            of the last day of the period; ``remaining-fees``, the agreed charges from the end of the period to that of
            the term; ``contract-price``, those of the whole term; ``affected-line``, what is charged for `services`.
        period: Whole months; the effect's own period, not that of the settlement around it.
        clause: Where the word stands, for the message.
        facts: Index figures, measured volumes and amounts, as far as they are known.
        services: For ``affected-line``, the services that a figure is about; none where the agreement has one only.
        dates: Whether the period has to be made of whole months, or any dates will do, such as those of one version.
        charged: Finds what is charged in any dates, for whoever has worked it out already; None: it is worked out.

    Returns:
        The amount; where something of it is not known, what is `missing`, and None as its `amount`.

    Raises:
        NotComputedError: As `charges` does: something about the money of the period is not computed.
        UsageError: The agreement knows no such amount.
        PeriodError: `period` is not made of whole months.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> str(amount_of(agreement, "yearly-fees", Period.parse("2026-02")))
        'yearly-fees EUR 74 000.00'
    """
    if dates == "whole-months":
        check_period(agreement, period)
    version = held_versions(agreement, period, facts)[-1]
    told = facts.amounts.get(word)
    if told is not None:
        return _told(version, word, told, clause)
    if any(fee.name == word for one in held_versions(agreement, period, facts) for fee in one.fees):
        every = charges_of_dates(agreement, period, facts) if charged is None else charged(period)
        named = tuple(one for one in every if one.kind == "fee" and one.name == word)
        return sum_of(agreement, version, word, period.label, named)
    found = STANDARD.get(word)
    if found is not None and found is not only_told and is_free(version):
        return unknown_base(version, word, said("no clause has a price, and the amount {word} is not told", word=word))
    if found is not None:
        return found(Asked(agreement, version, word, period, facts, services, charged))
    if word in version.amounts:
        return unknown_base(version, word, said("the amount {word} is not told", word=word))
    fees = sorted({fee.name for fee in version.fees})
    known = joined(", ", (*STANDARD, *fees, *version.amounts))
    raise UsageError(
        f"{clause or agreement.id}: nothing is called {word!r} of which a share could be taken; known are {known}",
        clause=clause,
    )


def _told(version: Agreement, word: str, told: object, clause: ClauseRef | None) -> Base:
    where = clause or ClauseRef(version.id)
    if not isinstance(told, Money):
        says = said(
            "{where}: the facts tell {told} of '{word}', which is no amount of money",
            where=where,
            told=told,
            word=word,
        )
        raise UsageError(f"{says}; write it as {version.currency} 1 000.00", clause=clause)
    exact = in_currency(version, told, where)
    if exact < 0:
        says = said("{word} is told as {told}, and of less than nothing no share is taken", word=said(word), told=told)
        return unknown_base(version, word, says)
    return Base(
        word, exact, version.currency, said("{word} as the facts tell it: {told}", word=said(word), told=told), ()
    )
