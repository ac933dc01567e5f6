"""What an agreement charges in a period, before any effect: fees, services, blocks, what was delivered, minimums."""

from __future__ import annotations

from contractkit.charging.agreed import agreed_charge
from contractkit.charging.block_charges import agreed_blocks
from contractkit.charging.charge import Charge
from contractkit.charging.delivered import delivered_charges
from contractkit.charging.doors import refuse_wrong
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.minimum import minimum_charges
from contractkit.charging.once import once_charges
from contractkit.charging.priced import check_period, priced_in
from contractkit.charging.sparing import Decides, spared
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["Charge", "agreed_charges", "charges", "charges_of_dates"]


def charges(agreement: Agreement, period: Period, facts: ChargingFacts = NOTHING_KNOWN) -> tuple[Charge, ...]:
    """Return what is charged in a period, and why, before any bonus or malus.

    Charged are fees; services at their agreed volume; prepaid blocks that begin in the period; prices in bands, units
    as they come and volumes outside the agreed band, for what was measured and no block covers; and the shortfall of
    minimum commitments. Prices are those of each date: an amendment, or an index, splits the periods of a price by days
    unless the papers say otherwise. What two neighbouring periods cost adds up to what both cost together.

    Args:
        agreement: The agreement with its versions, or one version; nothing is charged for dates outside its term.
        period: Whole months, or the whole term; the first date included and `end` not. For what is charged as it is
            delivered it is the billing period.
        facts: Index figures, measured volumes and other amounts, as far as they are known.

    Returns:
        Fees, then services, in the order of the page, then what was delivered of services, then minimum commitments.
        Where something is not known, the charge says what is `missing`, and its amount is None.

    Raises:
        NotComputedError: A mix of several methods changes a price.
        PeriodError: `period` is not made of whole months.
        UsageError: A price is in another currency than the agreement, or per something that is no period.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> charges(agreement, Period.parse("2026-02"))[0].formula
        'EUR 18 500.00 per quarter × 1/3 quarter = EUR 6 166.6666…'
    """
    refuse_wrong("charges", agreement=agreement, period=period, facts=facts)
    check_period(agreement, period)
    return charges_of_dates(agreement, period, facts)


def charges_of_dates(
    agreement: Agreement, period: Period, facts: ChargingFacts = NOTHING_KNOWN, decides: Decides | None = None
) -> tuple[Charge, ...]:
    """Return what `charges` does, of any dates: parts of months cost the days that they have.

    Args:
        agreement: The agreement with its versions, or one version.
        period: Any dates, such as those before an amendment in the middle of a month.
        facts: As for `charges`.
        decides: Finds whether the condition holds under which something is not charged; None where nobody can say, so
            that what it decides about is not known.
    """

    def found(dates: Period) -> tuple[Charge, ...]:
        plain = _everything(agreement, dates, facts)
        return spared(agreement, plain, dates, facts, lambda part: _everything(agreement, part, facts), decides)

    return (*found(period), *minimum_charges(agreement, period, facts, found))


def agreed_charges(agreement: Agreement, period: Period, facts: ChargingFacts = NOTHING_KNOWN) -> tuple[Charge, ...]:
    """Return what is charged in any dates whatever is delivered: fees, services at their agreed volume, prepaid blocks.

    Blocks that are bought as they are ordered are left out: how many there will be, nobody has agreed.

    Args:
        agreement: The agreement with its versions, or one version.
        period: Any dates, also such as lie ahead.
        facts: Index figures, and what was known when.
    """

    def found(dates: Period) -> tuple[Charge, ...]:
        return (*_agreed(agreement, dates, facts), *agreed_blocks(agreement, dates, facts))

    return spared(agreement, found(period), period, facts, found, None)


def _agreed(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Charge, ...]:
    plain = (agreed_charge(agreement, what, period, facts) for what in priced_in(agreement, period, facts))
    found = [charge for charge in plain if charge is not None]
    fees = [*(one for one in found if one.kind == "fee"), *once_charges(agreement, period, facts)]
    return (*fees, *(one for one in found if one.kind != "fee"))


def _everything(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Charge, ...]:
    return (*_agreed(agreement, period, facts), *delivered_charges(agreement, period, facts))
