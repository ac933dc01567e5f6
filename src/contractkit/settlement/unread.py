"""What was told under names that no clause of the period reads: points, failures, choices, claims and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from contractkit.charging.priced import held_versions
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.claims import claim_names, claim_rule
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.indexation import EachWageAgreement, Indexation
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.payment import Payment
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.targets import Target

__all__ = ["unread"]


def unread(matter: Matter) -> tuple[str, ...]:
    """Return a sentence for each thing that was told of the period and that no clause of it reads.

    Nothing is looked up where nothing of the kind was told.

    Args:
        matter: What is settled.
    """
    told = matter.told
    groups = (told.points, told.failures, told.choices, told.claims, told.baselines, told.raises, told.overdue)
    if not any(groups):
        return ()
    versions = held_versions(matter.agreement, matter.period, told)
    listed = tuple(matter.occasions())
    return (
        *_of_prices(told, versions),
        *_of_overdue(told, listed),
        *_of_counts(told, matter.period, versions, listed),
        *_of_choices(told, matter.period, listed),
        *_of_claims(told, matter.period, listed),
    )


def _of_prices(told: SettlementFacts, versions: Sequence[Agreement]) -> Iterator[str]:
    for name in told.baselines:
        services = [version.services.get(name) for version in versions]
        if not any(one is not None and one.details.outside is not None for one in services):
            yield said(
                "The baseline told of {name} decides nothing: no clause prices what lies outside a band around it.",
                name=name,
            )
    indexed = (clause for version in versions for clause in version.provisions_of(Indexation))
    if told.raises and not any(isinstance(one, EachWageAgreement) for clause in indexed for one in clause.every):
        yield "The raises of wages that were told decide nothing: no price follows a collective agreement."


def _of_overdue(told: SettlementFacts, listed: Sequence[Occasion]) -> Iterator[str]:
    late = told.overdue
    if late is None:
        return
    effects = [one.effect for one in listed]
    if late.amount is not None:
        if not any(isinstance(one, Interest) for one in effects):
            yield said(
                "That {amount} was overdue decides nothing: no clause of the period asks interest on it.",
                amount=late.amount,
            )
    elif not any(isinstance(one, Payment) and one.lapses_after is not None for one in effects):
        yield "That something was overdue decides nothing: no clause of the period says that an invoice lapses."


def _of_counts(
    told: SettlementFacts, period: Period, versions: Sequence[Agreement], listed: Sequence[Occasion]
) -> Iterator[str]:
    points = set(_names_of_points(versions)) if told.points else set()
    for name in _named(told.points, period):
        if name not in points:
            yield said(
                "The points told of {name} for {label} decide nothing: no clause counts any.",
                name=name,
                label=period.label,
            )
    ratchets = [one.effect for one in listed if isinstance(one.effect, Ratchet)]
    failing = {name for one in ratchets for name in (one.name, str(one.clause))}
    for name in _named(told.failures, period):
        if name not in failing:
            yield (
                said(
                    "The failures told of {name} for {label} decide nothing: no deduction of the period is counted "
                    "by failures of it.",
                    name=name,
                    label=period.label,
                )
            )


def _names_of_points(versions: Sequence[Agreement]) -> Iterator[str]:
    """Yield under which names points are read: those of what gives them, and those that a credit for points names."""
    for version in versions:
        targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
        for target in targets:
            for effect in target.effects:
                if isinstance(effect, BandEffect):
                    yield from (target.name, str(target.clause), *_called(effect))
                elif isinstance(effect, PointsCredit):
                    yield from effect.figures
        for clause in version.provisions:
            if isinstance(clause, BandEffect):
                yield from (*_called(clause), *clause.figures)
            elif isinstance(clause, PointsCredit):
                yield from clause.figures


def _of_choices(told: SettlementFacts, period: Period, listed: Sequence[Occasion]) -> Iterator[str]:
    chosen = _named(told.choices, period)
    if not chosen:
        return
    asked: set[str | None] = set()
    words = {one.effect.modifiers.one_incident for one in listed if isinstance(one.effect, Effect)}
    for one in listed:
        effect, target = one.effect, one.target
        if "customers-choice" not in words:
            break
        if isinstance(effect, Effect) and effect.modifiers.one_incident != "sum":
            asked.update((*_called(effect), effect.clause.clause, *effect.figures))
            asked.update(() if target is None else (target.name, getattr(target, "id", None), str(target.clause)))
    for name in chosen:
        if name not in asked:
            yield (
                said(
                    "That the customer chose {name} for {label} decides nothing: no clause leaves a choice between "
                    "it and other effects.",
                    name=name,
                    label=period.label,
                )
            )


def _of_claims(told: SettlementFacts, period: Period, listed: Sequence[Occasion]) -> Iterator[str]:
    claimed = _named(told.claims, period)
    if not claimed:
        return
    ruled: dict[str, bool] = {}
    for one in listed:
        effect, target = one.effect, one.target
        if isinstance(effect, Effect):
            judged = target if isinstance(target, Target | FigureTarget) else None
            needed = claim_rule(one.version, effect, judged) is not None
            for name in (*claim_names(effect, judged), "all"):
                ruled[name] = ruled.get(name, False) or needed
    for name in claimed:
        if ruled.get(name) is False:
            yield (
                said(
                    "The claim told of {name} for {label} decides nothing: the credit is given without a claim, as "
                    "no clause asks for one.",
                    name=name,
                    label=period.label,
                )
            )


def _called(effect: Effect) -> tuple[str, ...]:
    ref = effect.clause
    return (
        *((effect.name,) if effect.name else ()),
        str(ref),
        f"{ref.document}/{ref.clause}",
    )


def _named(entries: Iterable[object], period: Period) -> tuple[str, ...]:
    """Return the names under which something was told of dates that touch a period, each once."""
    found = []
    for one in entries:
        of, own = str(getattr(one, "of", "")), getattr(one, "period", None)
        start, end = _dates(own)
        if (end is None or period.start < end) and (start is None or start < period.end):
            found.append(of)
    return tuple(dict.fromkeys(found))


def _dates(period: Period | None) -> tuple[date | None, date | None]:
    return (None, None) if period is None else (period.start, period.end)
