"""The amounts that every agreement has a word for: what is charged in a month, a year, the term, and for one service.

Each is found by a function of its own. Names of fees, and amounts that somebody told, are looked up in `bases`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base, sum_of, unknown_base
from contractkit.charging.buying import BlockPrice
from contractkit.charging.charges import Charge, agreed_charges, charges_of_dates
from contractkit.charging.exact import amount_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.paths import point_on, price_path
from contractkit.charging.priced import priced_in
from contractkit.charging.sparing import free_throughout
from contractkit.charging.windows import DAYS_PER, in_a_year, in_force, months_of
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["STANDARD", "Asked", "is_free", "only_told"]

_DAY = timedelta(days=1)
_OF_SERVICES = ("service", "outside-band", "prepaid", "surcharge")


@attrs.frozen
class Asked:
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


def is_free(version: Agreement) -> bool:
    """Return whether no clause of a version has a price, so that nobody knows from the papers what is charged."""
    priced = any(
        service.details.pricing is not None or service.price is not None for service in version.services.values()
    )
    priced = priced or any(block.price is not None for block in version.provisions_of(Prepaid))
    return not version.fees and not priced and not version.provisions_of(MinimumCommitment)


def _charges(asked: Asked) -> Base:
    return sum_of(asked.agreement, asked.version, asked.word, asked.period.label, asked.charged(asked.period))


def _in_calendar(per: str) -> Callable[[Asked], Base]:
    """Return what finds everything charged in the calendar month, quarter or half-year in which a period ends."""

    def found(asked: Asked) -> Base:
        window = Period.containing(asked.held.last, per)
        return sum_of(asked.agreement, asked.version, asked.word, window.label, asked.charged(window))

    return found


def _year(asked: Asked) -> Base:
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
    return Base(asked.word, Fraction(0) if told else exact, version.currency, formula, tuple(clauses), (), told, exact)


def _remaining(asked: Asked) -> Base:
    term = asked.version.term
    if term is None or term.end is None:
        return unknown_base(
            asked.version, asked.word, "the term has no end, so nobody knows what is still to be charged"
        )
    if term.end <= asked.period.end:
        return sum_of(
            asked.agreement, asked.version, asked.word, said("the term after {last}", last=asked.period.last), ()
        )
    rest = Period(asked.period.end, term.end, f"{asked.period.end}..{term.end - _DAY}")
    return sum_of(
        asked.agreement, asked.version, asked.word, rest.label, agreed_charges(asked.agreement, rest, asked.facts)
    )


def _whole_term(asked: Asked) -> Base:
    term = asked.version.term
    if term is None or term.end is None:
        return unknown_base(
            asked.version, asked.word, "the term has no end, so nobody knows what is charged over all of it"
        )
    whole = Period(term.start, term.end, f"{term.start}..{term.end - _DAY}")
    return sum_of(
        asked.agreement, asked.version, asked.word, whole.label, agreed_charges(asked.agreement, whole, asked.facts)
    )


def _line(asked: Asked) -> Base:
    services = asked.services or tuple(asked.version.services)
    if not asked.services and len(services) != 1:
        return unknown_base(
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
        return unknown_base(asked.version, asked.word, said("nothing is charged for {named} by itself", named=named))
    return sum_of(asked.agreement, asked.version, asked.word, asked.period.label, own)


def only_told(asked: Asked) -> Base:
    """Return that an amount is not told, which no charge says."""
    return unknown_base(asked.version, asked.word, said("the amount {word} is not told", word=asked.word))


STANDARD: dict[str, Callable[[Asked], Base]] = {
    "charges": _charges,
    "monthly-fee": _in_calendar("month"),
    "quarterly-fees": _in_calendar("quarter"),
    "half-yearly-fees": _in_calendar("half-year"),
    "yearly-fees": _year,
    "remaining-fees": _remaining,
    "contract-price": _whole_term,
    "affected-line": _line,
    "order-value": only_told,
    "price": only_told,
}
"""What finds each amount, by the word that clauses have for it."""
