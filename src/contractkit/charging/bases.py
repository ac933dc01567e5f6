"""The amounts that clauses take percentages of: what is charged, monthly and yearly fees, a fee by its name.

An amount that somebody told of the period wins over one that is worked out: it is what was charged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.buying import BlockPrice
from contractkit.charging.charges import Charge, agreed_charges, charges_of_dates
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.paths import in_currency, point_on, price_path
from contractkit.charging.priced import check_period, held_versions, priced_in
from contractkit.charging.sparing import free_throughout
from contractkit.charging.windows import DAYS_PER, in_a_year, in_force, months_of
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["STANDARD_WORDS", "Base", "amount_of"]

_DAY = timedelta(days=1)
_OF_SERVICES = ("service", "outside-band", "prepaid", "surcharge")


@attrs.frozen
class Base:
    """An amount of which a clause takes a percentage; always before any bonus or malus.

    Attributes:
        word: What the clause calls it.
        exact: The amount, not rounded; nought where it is not known.
        currency: The ISO 4217 code of the amount.
        formula: How the amount came about.
        clauses: Where its parts stand.
        assumptions: What was taken where the text is silent.
        missing: What is not known of it; None where all is.
    """

    word: str
    exact: Fraction
    currency: str
    formula: str
    clauses: tuple[ClauseRef, ...]
    assumptions: tuple[Assumption, ...] = ()
    missing: str | None = None

    @property
    def amount(self) -> Money:
        """Return the amount; of a fraction that no decimal equals, the nearest one of 34 digits."""
        return Money(as_decimal(self.exact), self.currency)

    def __str__(self) -> str:
        """Return the word with the amount, such as ``fixed-fee EUR 8 000.00``."""
        return said("{word} {exact}", word=said(self.word), exact=amount_text(self.exact, self.currency))


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
        The amount; where something of it is not known, nought and what is `missing`.

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
        return _sum(version, word, period.label, named)
    found = _STANDARD.get(word)
    if found is not None and found is not _only_told and _free(version):
        return _unknown(version, word, said("no clause has a price, and the amount {word} is not told", word=word))
    if found is not None:
        return found(_Asked(agreement, version, word, period, facts, services, charged))
    if word in version.amounts:
        return _unknown(version, word, said("the amount {word} is not told", word=word))
    fees = sorted({fee.name for fee in version.fees})
    known = joined(", ", (*_STANDARD, *fees, *version.amounts))
    raise UsageError(
        f"{clause or agreement.id}: nothing is called {word!r} of which a share could be taken; known are {known}",
        clause=clause,
    )


@attrs.frozen
class _Asked:
    """What is asked: an amount by its word, in a period.

    Attributes:
        agreement: The agreement with its versions.
        version: The version that holds at the end of the period.
        word: The word.
        period: The period.
        facts: What is known.
        services: The services that the amount is about.
        known: Finds what is charged in any dates; None where nobody has worked it out.
    """

    agreement: Agreement
    version: Agreement
    word: str
    period: Period
    facts: ChargingFacts
    services: tuple[str, ...]
    known: Callable[[Period], tuple[Charge, ...]] | None

    def charged(self, period: Period) -> tuple[Charge, ...]:
        """Return what is charged in any dates."""
        if self.known is not None:
            return self.known(period)
        return charges_of_dates(self.agreement, period, self.facts)

    @property
    def held(self) -> Period:
        """Return the part of the period in which the agreement holds."""
        return in_force(self.version, self.period) or self.period


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
        says = said(
            "{word} is told as {told}, and of less than nothing no share is taken", word=said(word), told=told
        )
        return _unknown(version, word, says)
    return Base(
        word, exact, version.currency, said("{word} as the facts tell it: {told}", word=said(word), told=told), ()
    )


def _unknown(version: Agreement, word: str, missing: str) -> Base:
    return Base(
        word,
        Fraction(0),
        version.currency,
        said("{word}: {missing}", word=said(word), missing=missing),
        (),
        (),
        missing,
    )


def _sum(version: Agreement, word: str, label: str, parts: Sequence[Charge]) -> Base:
    made = joined(
        " + ", (part.formula if len(parts) == 1 else said("({formula})", formula=part.formula) for part in parts)
    )
    missing = joined("; ", dict.fromkeys(part.missing for part in parts if part.missing is not None)) or None
    return Base(
        word=word,
        exact=Fraction(0) if missing else sum((part.exact for part in parts), Fraction(0)),
        currency=version.currency,
        formula=said("{word} in {label}: {made}", word=said(word), label=label, made=made or "nothing is charged"),
        clauses=tuple(part.clause for part in parts),
        assumptions=tuple(note for part in parts for note in part.assumptions),
        missing=missing,
    )


def _free(version: Agreement) -> bool:
    """Return whether no clause of a version has a price, so that nobody knows from the papers what is charged."""
    priced = any(
        service.details.pricing is not None or service.price is not None for service in version.services.values()
    )
    priced = priced or any(block.price is not None for block in version.provisions_of(Prepaid))
    return not version.fees and not priced and not version.provisions_of(MinimumCommitment)


def _charges(asked: _Asked) -> Base:
    return _sum(asked.version, asked.word, asked.period.label, asked.charged(asked.period))


def _in_calendar(per: str) -> Callable[[_Asked], Base]:
    """Return what finds everything charged in the calendar month, quarter or half-year in which a period ends."""

    def found(asked: _Asked) -> Base:
        window = Period.containing(asked.held.last, per)
        return _sum(asked.version, asked.word, window.label, asked.charged(window))

    return found


def _year(asked: _Asked) -> Base:
    """Return twelve months at agreed volumes, with their prepaid blocks, at the prices of the last day of the period.

    So much it is also of a shorter term. Blocks that are bought by themselves are in no year before they are bought.
    """
    last, version = asked.held.last, asked.agreement.at(asked.held.last, asked.facts.known_at)
    exact, clauses, missing = Fraction(0), [], []
    day = Period(last, last + _DAY, last.isoformat())
    for what in priced_in(asked.agreement, day, asked.facts):
        units, per = what.units(version), what.per(version)
        months = None if per is None else months_of(per)
        point = point_on(price_path(asked.agreement, what, last, asked.facts), last)
        if point.agreed is None:
            continue
        clause = what.clause(version)
        clauses += [] if clause is None else [clause]
        if point.missing is not None:
            missing.append(point.missing)
        elif point.price is None or (months is None and per not in DAYS_PER):
            missing.append(
                said("what {name} costs per {per} cannot be counted in a year", name=what.name, per=said(str(per)))
            )
        elif units is not None and free_throughout(version, what.name) is None:
            exact += point.price * units * in_a_year(version, str(per), last)
    for block in version.provisions_of(Prepaid):
        if block.every is None or block.price is None or (block.holds is not None and not block.holds.on(last)):
            continue
        point = point_on(price_path(asked.agreement, BlockPrice(f"{block.of}: {block.name}"), last, asked.facts), last)
        clauses.append(block.clause)
        if point.missing is not None:
            missing.append(point.missing)
        elif point.price is not None and free_throughout(version, f"{block.of}: {block.name}") is None:
            exact += point.price * in_a_year(version, block.every, last)
    formula = said("a full contract year at agreed volumes: {exact}", exact=amount_text(exact, version.currency))
    told = joined("; ", dict.fromkeys(missing)) or None
    return Base(asked.word, Fraction(0) if told else exact, version.currency, formula, tuple(clauses), (), told)


def _remaining(asked: _Asked) -> Base:
    term = asked.version.term
    if term is None or term.end is None:
        return _unknown(asked.version, asked.word, "the term has no end, so nobody knows what is still to be charged")
    if term.end <= asked.period.end:
        return _sum(asked.version, asked.word, said("the term after {last}", last=asked.period.last), ())
    rest = Period(asked.period.end, term.end, f"{asked.period.end}..{term.end - _DAY}")
    return _sum(asked.version, asked.word, rest.label, agreed_charges(asked.agreement, rest, asked.facts))


def _whole_term(asked: _Asked) -> Base:
    term = asked.version.term
    if term is None or term.end is None:
        return _unknown(
            asked.version, asked.word, "the term has no end, so nobody knows what is charged over all of it"
        )
    whole = Period(term.start, term.end, f"{term.start}..{term.end - _DAY}")
    return _sum(asked.version, asked.word, whole.label, agreed_charges(asked.agreement, whole, asked.facts))


def _line(asked: _Asked) -> Base:
    services = asked.services or tuple(asked.version.services)
    if not asked.services and len(services) != 1:
        return _unknown(
            asked.version,
            asked.word,
            said(
                "nothing says which service the figure is about, and the agreement has {services}",
                services=len(services) or said("none"),
            ),
        )
    found = asked.charged(asked.period)
    own = [one for one in found if one.kind in _OF_SERVICES and one.name.partition(": ")[0] in services]
    if not own:
        named = joined(" and ", services)
        return _unknown(asked.version, asked.word, said("nothing is charged for {named} by itself", named=named))
    return _sum(asked.version, asked.word, asked.period.label, own)


def _only_told(asked: _Asked) -> Base:
    return _unknown(asked.version, asked.word, said("the amount {word} is not told", word=asked.word))


_STANDARD: dict[str, Callable[[_Asked], Base]] = {
    "charges": _charges,
    "monthly-fee": _in_calendar("month"),
    "quarterly-fees": _in_calendar("quarter"),
    "half-yearly-fees": _in_calendar("half-year"),
    "yearly-fees": _year,
    "remaining-fees": _remaining,
    "contract-price": _whole_term,
    "affected-line": _line,
    "order-value": _only_told,
    "price": _only_told,
}

STANDARD_WORDS = tuple(_STANDARD)
"""The words for amounts that every agreement has."""
