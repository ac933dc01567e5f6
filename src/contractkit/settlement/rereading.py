"""Reading otherwise: what a period would come to if a silent text were read otherwise, silence by silence."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import attrs

from contractkit.charging import charges
from contractkit.errors import ContractKitError
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.doors import several
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.results import Tried
from contractkit.settlement.backtest.trying import Trials
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.readings import OtherReading, OtherReadings
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.variants import Reading, Setting, Variant

__all__ = ["other_readings"]

_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_OF_FACTS = "told-once"
"""A silence of the facts, which they could break themselves (`SettlementFacts.told_once`)."""


def other_readings(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    readings: Iterable[Reading],
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
    told: SettlementFacts = _NOTHING_TOLD,
) -> OtherReadings:
    """Return what a period would come to under each other reading of what its papers leave open.

    Each reading is taken alone, with everything else as it was. Where a reading decides on verdicts, items are judged
    again under it. What the facts could say, and no clause, is worked out without being handed; what else is left open
    and nobody handed a reading of is listed in `not_asked`.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation; None where no promise is judged on items.
        facts: The facts that were evaluated.
        readings: The other readings, as `Papers.readings` gives them.
        period: The period, as for `settle`.
        before: The ledger before that period; it stays as it is under every reading.
        told: What `settle` has to be told besides.

    Returns:
        The total as it was read, and under each reading with the difference; a reading that cannot be worked out says
        why.

    Raises:
        PeriodError: As `settle` does.
        NotComputedError: As `settle` does for the agreement itself.

    Source: design.md section 8; money.md, "what decides the design", 2.

    Example:
        >>> import contractkit as ck
        >>> papers = ck.Papers.of(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "service", "name": "desk", "volume": "300 seats", "band": "10 %",
        ...                       "price": "EUR 4.00 per seat per month"}}})
        >>> told = ck.SettlementFacts.from_dict(
        ...     {"volumes": {"desk": "400 seats"}}, agreement=papers.agreement, period="2026-03")
        >>> found = other_readings(papers.agreement, None, None, papers.readings(), period="2026-03", told=told)
        >>> [(one.assumption.convention, one.assumption.taken, str(one.difference)) for one in found.that_matter]
        [('outside_band', 'nothing', 'EUR 280.00')]
    """
    every = several(readings)
    refuse_wrong(
        "other_readings",
        agreement=agreement,
        evaluation=evaluation,
        facts=facts,
        period=period,
        before=before,
        told=told,
        readings=every,
    )
    asked = agreement.period(period, made_of="months")
    trials = Trials(agreement, evaluation, facts, asked, before, told, Drawing(0, 0, 0.95))
    as_read = Variant("as read", agreement)
    taken = trials.tried(as_read)
    lacking = _untold(trials, taken, agreement)
    found = [_tried(trials, taken, lacking, one) for one in every]
    known = {(one.assumption.convention, one.assumption.clause) for one in every}
    judged = () if evaluation is None else getattr(evaluation, "assumptions", ())
    settled = (silence for one in trials.settlements(as_read) for silence in one.assumptions)
    asides = []
    for silence in dict.fromkeys((*agreement.assumptions, *judged, *settled)):
        if (silence.convention, silence.clause) in known:
            continue
        if silence.convention == _OF_FACTS:
            found += [_of_facts(trials, taken, Reading(silence, one)) for one in silence.alternatives]
        else:
            asides.append(silence)
    return OtherReadings(asked, taken, tuple(found), tuple(asides))


def _tried(trials: Trials, taken: Tried, lacking: Container[str], reading: Reading) -> OtherReading:
    if reading.assumption.convention == _OF_FACTS:
        return _of_facts(trials, taken, reading)
    if reading.variant is None:
        return OtherReading(reading.assumption, reading.alternative, why=reading.why)
    (setting,) = reading.variant.settings
    try:
        tried = trials.tried(reading.variant)
        if trials.still_assumes(reading.variant, reading.assumption):
            return OtherReading(reading.assumption, reading.alternative, why="no clause has a word for it")
        untold = _untold(trials, tried, reading.variant.agreement)
    except ContractKitError as error:
        return OtherReading(reading.assumption, reading.alternative, setting, why=str(error))
    for why in untold:
        if why not in lacking:  # without it the amounts of this reading are not those that it would come to
            return OtherReading(reading.assumption, reading.alternative, setting, why=why)
    return OtherReading.of(reading.assumption, reading.alternative, setting, tried, taken)


def _untold(trials: Trials, tried: Tried, agreement: Agreement) -> tuple[str, ...]:
    """Return of each price that nothing could be charged for what was not told."""
    periods = (one.period for one in tried.periods)
    return tuple(
        f"{charge.name}: {charge.missing}"
        for period in periods
        for charge in charges(agreement, period, trials.told.amounts_in(period))
        if charge.missing is not None
    )


def _of_facts(trials: Trials, taken: Tried, reading: Reading) -> OtherReading:
    """Return what a reading comes to that the facts could say, and no clause."""
    setting = Setting("facts", "told_once", reading.alternative)
    word: Any = reading.alternative
    told = attrs.evolve(trials.told, told_once=word)
    others = Trials(
        trials.agreement, trials.evaluation, trials.facts, trials.period, trials.before, told, trials.drawing
    )
    try:
        tried = others.tried(Variant(str(setting), trials.agreement, (setting,), reading.assumption))
    except ContractKitError as error:
        return OtherReading(reading.assumption, reading.alternative, setting, why=str(error))
    return OtherReading.of(reading.assumption, reading.alternative, setting, tried, taken)
