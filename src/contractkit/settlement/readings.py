"""The other reading: what a period would come to if a silent text were read otherwise, silence by silence."""

from __future__ import annotations

from collections.abc import Container, Iterable
from decimal import Decimal
from typing import Any

import attrs
import numpy as np

from contractkit.charging import charges
from contractkit.errors import ContractKitError
from contractkit.facts import Coded, Facts, Table
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.doors import several
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.results import Tried
from contractkit.settlement.backtest.trying import Trials
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.variants import Reading, Setting, Variant

__all__ = ["OtherReading", "OtherReadings", "other_readings"]

_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_VERSION = 1
_OF_FACTS = "told-once"
"""A silence of the facts, which they could break themselves (`SettlementFacts.told_once`)."""


@attrs.frozen
class OtherReading:
    """What one other reading comes to.

    Attributes:
        assumption: What the text leaves open, and what was taken.
        alternative: The other reading.
        setting: Where the papers would say so, or the facts; None where neither can.
        tried: What the period then comes to; None where that cannot be worked out.
        difference: How much more the customer then pays; less is negative. None where `tried` is, and where something
            of it is not known yet.
        between: Where something is not known yet, the least and the most that the difference can come to, both ends
            included; None for an end that nobody can tell, and None where `difference` is known or `tried` is not.
        why: Why it cannot be worked out; None where it can.
    """

    assumption: Assumption
    alternative: str
    setting: Setting | None = None
    tried: Tried | None = None
    difference: Money | None = None
    why: str | None = None
    between: tuple[Money | None, Money | None] | None = None

    @classmethod
    def of(cls, assumption: Assumption, alternative: str, setting: Setting, tried: Tried, taken: Tried) -> OtherReading:
        """Return what a reading comes to beside what was taken.

        Args:
            assumption: What the text leaves open.
            alternative: The other reading.
            setting: Where the papers, or the facts, would say so.
            tried: What the period comes to under it.
            taken: What it comes to as it was read.
        """
        between = _between(taken, tried)
        if between[0] is not None and between[0] == between[1]:
            return cls(assumption, alternative, setting, tried, between[0])
        return cls(assumption, alternative, setting, tried, between=between)

    @property
    def most(self) -> Decimal:
        """Return how much money it can move at most, in either direction; infinite where nobody can tell."""
        if self.tried is None:
            return Decimal(0)
        ends = self.between or (self.difference,)
        return max(Decimal("Infinity") if end is None else abs(end.amount) for end in ends)

    def __str__(self) -> str:
        """Return the reading on one line."""
        where = "" if self.assumption.clause is None else f"{self.assumption.clause}: "
        said = f"{where}{self.assumption.convention} {self.alternative} for {self.assumption.taken}"
        if self.between is not None:
            return f"{said}: {_ends_text(self.between)}"
        return f"{said}: {self.difference}" if self.why is None else f"{said}: not worked out, {self.why}"

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data, ready for JSON; amounts as text."""
        return {
            "assumption": self.assumption.to_dict(),
            "alternative": self.alternative,
            "setting": None if self.setting is None else str(self.setting),
            "anew": None if self.tried is None else self.tried.anew,
            "total": None if self.tried is None else str(self.tried.total.amount),
            "difference": None if self.difference is None else str(self.difference.amount),
            "between": None if self.between is None else [_text(end) for end in self.between],
            "why": self.why,
        }


@attrs.frozen
class OtherReadings:
    """All other readings of one period.

    Attributes:
        period: The period.
        taken: What it comes to as the texts were read.
        readings: What it comes to under each other reading, in the order of the assumptions.
        not_asked: What the papers, the evaluation and the settlement leave open besides, and no reading was handed of.
    """

    period: Period
    taken: Tried
    readings: tuple[OtherReading, ...]
    not_asked: tuple[Assumption, ...] = ()

    @property
    def that_matter(self) -> tuple[OtherReading, ...]:
        """Return the readings that move money or may, those that can move most first."""
        return tuple(sorted((one for one in self.readings if one.most), key=lambda one: -one.most))

    @property
    def not_worked_out(self) -> tuple[OtherReading, ...]:
        """Return the readings of which nobody can say what they come to, each with the reason."""
        return tuple(one for one in self.readings if one.why is not None)

    def to_table(self) -> Table:
        """Return one row for each reading: for looking at, in floats; exact amounts stand in `readings`.

        Returns:
            `clause`, `convention`, `taken`, `alternative`, `total` and `difference` (missing where it is not known),
            `least` and `most` of the difference (alike where it is known), `why`.
        """
        rows = self.readings
        ends = [one.between or (one.difference, one.difference) for one in rows]

        def words(texts: Iterable[str | None]) -> Coded:
            return Coded.from_words(list(texts))

        return Table(
            {
                "clause": words(None if one.assumption.clause is None else str(one.assumption.clause) for one in rows),
                "convention": words(one.assumption.convention for one in rows),
                "taken": words(one.assumption.taken for one in rows),
                "alternative": words(one.alternative for one in rows),
                "total": np.array([np.nan if one.tried is None else float(one.tried.total.amount) for one in rows]),
                "difference": _floats(one.difference for one in rows),
                "least": _floats(least for least, _ in ends),
                "most": _floats(most for _, most in ends),
                "why": words(one.why for one in rows),
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON."""
        return {
            "kind": "other-readings",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.taken.total.currency,
            "total": str(self.taken.total.amount),
            "readings": [one.to_dict() for one in self.readings],
            "not_asked": [one.to_dict() for one in self.not_asked],
        }


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


def _between(taken: Tried, tried: Tried) -> tuple[Money | None, Money | None]:
    """Return the least and the most by which two sums of a period differ; the same twice where that is known.

    What both leave open for the same reason is the same in both, so that low is compared with low and high with high.
    """
    plain = tried.total - taken.total
    if tried.is_known and taken.is_known:
        return plain, plain
    if taken.is_known:
        return _less(tried.ends[0], taken.total), _less(tried.ends[1], taken.total)
    if tried.is_known:
        return _less(tried.total, taken.ends[1]), _less(tried.total, taken.ends[0])
    low, high = (_less(end, other) for end, other in zip(tried.ends, taken.ends, strict=True))
    if low is None or high is None:
        return (plain, plain) if tried.ends == taken.ends else (low, high)
    return (low, high) if low.amount <= high.amount else (high, low)


def _less(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one - other


def _text(amount: Money | None) -> str | None:
    return None if amount is None else str(amount.amount)


def _floats(amounts: Iterable[Money | None]) -> np.ndarray[Any, Any]:
    return np.array([np.nan if amount is None else float(amount.amount) for amount in amounts], dtype=np.float64)


def _ends_text(ends: tuple[Money | None, Money | None]) -> str:
    least, most = ends
    if least is None or most is None:
        return "not known yet" if least is most else f"at most {most}" if least is None else f"at least {least}"
    return f"between {least} and {most}"


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
