"""What is settled piece by piece: which pieces a period has, which wording settles each, and what is refused first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from contractkit.charging.offered import moves
from contractkit.charging.priced import held_versions
from contractkit.charging.windows import in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.facts import Facts
from contractkit.quantities.months import months_between
from contractkit.quantities.periods import Period
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.notes import once
from contractkit.settlement.own_periods.apart import refuse_apart
from contractkit.settlement.own_periods.turned import refuse_turned
from contractkit.settlement.prepaying import has_blocks, with_blocks
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["matter_of", "moves_volumes", "pieces_in", "refuse", "settling_version"]

_DAY = timedelta(days=1)


def matter_of(
    agreement: Agreement,
    piece: Period,
    evaluation: Attained | None,
    facts: Facts | None,
    told: SettlementFacts,
    ledger: Ledger,
    *,
    asked: Period,
    known: dict[Any, Any] | None = None,
    common: dict[Any, Any] | None = None,
    version: Agreement | None = None,
) -> Matter:
    """Return what is settled in one piece of a period, under the wording that settles it.

    Args:
        agreement: The agreement with its versions.
        piece: The piece.
        evaluation: The verdicts of the items; None where no promise is judged on items.
        facts: The items themselves; None where there are none.
        told: What was told of the period.
        ledger: Earlier settlements, those of the pieces before it among them.
        asked: The whole period.
        known: Figures that are worked out already, as `Matter` keeps them; None for none.
        common: Charges and amounts that are; None for none. They are not taken where the ledger moves a volume.
        version: The wording that settles it; None where it is still to be found.
    """
    version = version or settling_version(agreement, piece, told)
    moved = with_blocks(agreement, piece, _with_baselines(agreement, version, piece, told, ledger), ledger)
    return Matter(
        agreement,
        version,
        piece,
        evaluation,
        facts,
        moved,
        ledger,
        asked,
        known={} if known is None else known,
        common={} if common is None or moved is not told else common,
    )


def refuse(agreement: Agreement, period: Period, evaluation: Attained | None, told: SettlementFacts) -> None:
    """Refuse what no version that holds in a period computes, and targets that pay and were not evaluated.

    Raises:
        NotComputedError: A clause decides on money and is not computed by this version.
        UsageError: A target was not evaluated, or something was told of what the agreement does not know.
    """
    told.refuse_unknown(agreement)
    versions = held_versions(agreement, period, told)
    for version in versions:
        version.refuse_not_computed("judging", "settling", before=period.end)
        refuse_apart(version, period)
    refuse_turned(agreement, period, lambda piece: settling_version(agreement, piece, told))
    if evaluation is None:
        return
    evaluated = {target.id for span in evaluation.agreement.versions.spans() for target in span.value.targets}
    paying = (target for version in versions for target in version.targets if target.effects)
    missing = once(target.id for target in paying if target.id not in evaluated)
    if missing:
        raise UsageError(f"the evaluation knows nothing of {', '.join(missing)}; evaluate {agreement.id} first")


def settling_version(agreement: Agreement, period: Period, told: SettlementFacts) -> Agreement:
    """Return the version whose settlement clause holds for a period: the last one, or the first if so agreed."""
    versions = held_versions(agreement, period, told)
    last = versions[-1]
    return versions[0] if last.settlement.amended_mid_period == "old-terms" else last


def moves_volumes(version: Agreement) -> bool:
    """Return whether the ledger decides on what is charged: on the agreed volume of a year, or on what blocks have."""
    return bool(_moving(version)) or has_blocks(version)


def _moving(version: Agreement) -> tuple[str, ...]:
    return tuple(service.name for service in version.services.values() if moves(service))


def _with_baselines(
    agreement: Agreement, version: Agreement, period: Period, told: SettlementFacts, ledger: Ledger
) -> SettlementFacts:
    """Return the facts with the volumes to which earlier contract years moved the agreed ones, as the ledger knows.

    An amendment that agrees another volume since then agrees the one that counts.
    """
    moving = _moving(version)
    if not moving:
        return told
    year = window_of(version, "year", period.last)
    before = agreement.at(year.start - timedelta(days=1), told.known_at).services
    found = {
        name: ledger.baseline(name, year.start)
        if name in before and before[name].volume == version.services[name].volume
        else version.services[name].volume
        for name in moving
        if name not in told.baselines
    }
    known = {name: volume for name, volume in found.items() if volume is not None}
    return attrs.evolve(told, baselines={**known, **told.baselines}) if known else told


def pieces_in(
    agreement: Agreement, period: Period, text: str | Period, known_at: date | None
) -> tuple[tuple[Period, ...], Period | None]:
    """Return the periods to settle, and the agreed settlement period of which the asked one is a part, or None.

    Args:
        agreement: The agreement with its versions.
        period: The period that is asked for.
        text: How it was asked for, for messages.
        known_at: Only amendments that were recorded on that date or before; None for all.

    Raises:
        PeriodError: It is not made of whole months or of whole settlement periods, or lies outside the term.
    """
    version = agreement.at(period.start, known_at)
    where = version.settlement.clause or agreement.id
    term = agreement.at(period.last, known_at).term
    whole_term = term is not None and (term.start, term.end) == (period.start, period.end)
    if months_between(period.start, period.end) is None and not whole_term:
        nearest = Period.containing(period.start, "month").label
        raise PeriodError(f"{where}: {period.label} is not made of whole months; ask for such, as {nearest} is")
    if in_force(agreement.at(period.last, known_at), period) is None and in_force(version, period) is None:
        term = agreement.term
        until = "" if term is None or term.end is None else f" to {term.end - _DAY}"
        raise PeriodError(
            f"{term.clause if term else where}: {period.label} lies outside the term, which runs from "
            f"{term.start if term else ''}{until}"
        )
    if version.settlement.clause is None:
        return (period,), None
    agreed = window_of(version, version.settlement.per, period.start)
    if agreed.start <= period.start and period.end <= agreed.end:
        return (period,), None if (agreed.start, agreed.end) == (period.start, period.end) else agreed
    pieces = []
    start = period.start
    while start < period.end:
        version = agreement.at(start, known_at)
        piece = window_of(version, version.settlement.per, start)
        if piece.start != start or piece.end > period.end:
            raise PeriodError(
                f"{where}: the settlement is per {version.settlement.per} and {period.label} is not made of whole "
                f"ones; ask for {agreed.label}{_bare_year(period, text)}"
            )
        if in_force(agreement.at(piece.last, known_at), piece) is not None:
            pieces.append(piece)
        start = piece.end
    return tuple(pieces), None


def _bare_year(period: Period, text: str | Period) -> str:
    """Return what a bare year means, where that is another than the year of the calendar."""
    if isinstance(text, Period) or not text.isdigit() or period.label == text:
        return ""
    return f" ({text} is the contract year; {text}-01-01..{text}-12-31 is that of the calendar)"
