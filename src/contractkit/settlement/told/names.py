"""What facts may be told of: the names of targets, metrics, effects, services, amounts and fields of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from contractkit.charging.offered import offered
from contractkit.charging.surcharges import surcharge_names
from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.amounts import STANDARD_AMOUNTS
from contractkit.terms.prices import SHORT_PERIODS, BandedPrice, PriceOf
from contractkit.terms.provisions.award_fee import AwardFee
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.indexation import Indexation, MixedChange, SeriesChange
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import Target

__all__ = ["Known", "known_in", "refuse_unknown", "refuse_unknown_blocks", "refuse_unknown_volumes"]


@attrs.frozen
class Known:
    """The names that facts may be told under.

    Attributes:
        figures: What has a figure, gives points or fails.
        units: The unit of a figure by its name: ``%``, another word, None for a mark; a name whose unit nobody says is
            not here.
        scales: The lowest and the highest mark of a figure that is a mark on a scale, or a score of an award fee.
        amounts: Amounts that the heads declare, fees, what suppliers credit, standard words.
        services: What has units: services, their parts, surcharges, clauses that leave units out, blocks that are
            ordered.
        prepaid: The clauses whose units are paid for beforehand.
        counted_in: What the units of a service are called, by its name: as its volume and its price name them.
        series: The index series that clauses ask for.
        fields: The fields of items.
        duties: The clauses of duties that cost something where they are late.
        causes: The causes of relief.
        every: Every word that a term uses, whatever it is; what a clause asks for is among them.
    """

    figures: tuple[str, ...]
    units: Mapping[str, str | None]
    scales: Mapping[str, tuple[Decimal, Decimal]]
    amounts: tuple[str, ...]
    services: tuple[str, ...]
    prepaid: tuple[str, ...]
    counted_in: Mapping[str, tuple[str, ...]]
    series: tuple[str, ...]
    fields: tuple[str, ...]
    duties: tuple[str, ...]
    causes: tuple[str, ...]
    every: frozenset[str]


def known_in(agreement: Agreement) -> Known:
    """Return the names in all versions of an agreement."""
    versions = list(dict.fromkeys(span.value for span in agreement.versions.spans())) or [agreement]
    units: dict[str, str | None] = {}
    for version in versions:
        for name, unit in _units(version):
            units.setdefault(name, unit)
    scales: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for version in versions:
        for name, ends in _scales(version):
            scales.setdefault(name, []).append(ends)
    counted: dict[str, tuple[str, ...]] = {}
    for version in versions:
        for name, words in _counted_in(version):
            counted[name] = _once((*counted.get(name, ()), *words))
    amounts = (word for version in versions for word in _amounts(version))
    return Known(
        figures=_once(name for version in versions for name in _figures(version)),
        units=units,
        scales={name: (min(low for low, _ in ends), max(high for _, high in ends)) for name, ends in scales.items()},
        amounts=_once((*amounts, *STANDARD_AMOUNTS)),
        services=_once(name for version in versions for name in _volumes(version)),
        prepaid=_once(one.name for version in versions for one in version.provisions_of(Prepaid)),
        counted_in=counted,
        series=_once(name for version in versions for name in _series(version)),
        fields=_once(name for version in versions for name in version.fields),
        duties=_once(name for version in versions for name in _paid_duties(version)),
        causes=_once(one for version in versions for relief in version.provisions_of(Relief) for one in relief.causes),
        every=frozenset(word for version in versions for word in _asked(version)),
    )


def refuse_unknown(agreement: Agreement, figures: Iterable[str]) -> None:
    """Refuse figures that were told under a name that no version of an agreement knows: nobody would look there.

    Raises:
        UsageError: A name is unknown; the message has the nearest one.
    """
    told = tuple(dict.fromkeys(figures))
    if not told:
        return
    versions = list(dict.fromkeys(span.value for span in agreement.versions.spans())) or [agreement]
    known = _once(name for version in versions for name in _figures(version))
    strange = [name for name in told if name not in known]
    if strange:
        asked = {word for version in versions for word in _asked(version)}
        strange = [name for name in strange if name not in asked]
    if strange:
        says = f"{agreement.id} has nothing with a figure that is called {strange[0]!r}"
        raise UsageError(f"{says}; {nearest(strange[0], known)}", of=strange[0])


def refuse_unknown_volumes(agreement: Agreement, services: Iterable[str]) -> None:
    """Refuse volumes that were told of a service that no version of an agreement knows.

    Raises:
        UsageError: A name is unknown; the message has the nearest one.
    """
    told = tuple(dict.fromkeys(services))
    versions = list(dict.fromkeys(span.value for span in agreement.versions.spans())) or [agreement]
    known = _once(name for version in versions for name in _volumes(version)) if told else ()
    strange = [name for name in told if name not in known]
    if strange and (asked := {word for version in versions for word in _asked(version)}):
        strange = [name for name in strange if name not in asked]
    if strange:
        says = f"{agreement.id} has no service {strange[0]!r} of which a volume could be told"
        raise UsageError(f"{says}; {nearest(strange[0], known)}", of=strange[0])


def refuse_unknown_blocks(agreement: Agreement, clauses: Iterable[str]) -> None:
    """Refuse what is told to be left of blocks that no version of an agreement sells.

    Raises:
        UsageError: A name is unknown; the message has the nearest one.
    """
    told = tuple(clauses)
    versions = [span.value for span in agreement.versions.spans()] if told else []
    known = _once(one.name for version in versions for one in version.provisions_of(Prepaid))
    strange = [name for name in told if name not in known]
    if strange:
        says = f"{agreement.id} has no prepaid clause {strange[0]!r} of whose blocks something could be left"
        raise UsageError(f"{says}; {nearest(strange[0], known)}", of=strange[0])


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _figures(version: Agreement) -> Iterator[str]:
    terms: tuple[Target | Provision, ...] = (*version.targets, *version.provisions)
    for one in terms:
        name = getattr(one, "name", None)
        if isinstance(name, str):
            yield name
    for one in terms:
        yield from _cited(one.clause)


def _cited(clause: ClauseRef) -> Iterator[str]:
    yield str(clause)
    if clause.row is not None:
        yield clause.row
    if clause.clause is not None:
        yield f"{clause.document}/{clause.clause}"
        yield clause.clause


def _amounts(version: Agreement) -> Iterator[str]:
    yield from version.amounts
    yield from (fee.name for fee in version.fees)
    for one in version.provisions_of(PassThrough):
        yield f"{one.document}/{one.of}"
        if one.clause.clause is not None:
            yield one.clause.clause


def _paid_duties(version: Agreement) -> Iterator[str]:
    for duty in version.provisions_of(Duty):
        if duty.otherwise is not None and duty.otherwise.pays is not None:
            yield from _cited(duty.clause)


def _volumes(version: Agreement) -> Iterator[str]:
    yield from offered(version)
    yield from surcharge_names(version)
    yield from (one.name for one in version.provisions_of(Prepaid))
    for clause in version.provisions_of(NoCharge):
        if clause.clause.clause is not None:
            yield clause.clause.clause
            yield str(clause.clause)


def _counted_in(version: Agreement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each service and part with the words for its units; per instance per hour, instance-hours too."""
    for service in offered(version).values():
        pricing = service.details.pricing
        each = [band.price for band in pricing.bands] if isinstance(pricing, BandedPrice) else [pricing]
        prices = [price for price in each if isinstance(price, PriceOf)]
        of_short = [price for price in prices if price.per in SHORT_PERIODS and price.per is not None]
        short = [word for price in of_short for word in (price.per, f"{price.unit}-{price.per}") if word is not None]
        agreed = [] if service.details.unit is None else [service.details.unit]
        yield service.name, _once((*(price.unit for price in prices), *agreed, *short))
    for block in version.provisions_of(Prepaid):
        yield block.name, ("block",)


def _units(version: Agreement) -> Iterator[tuple[str, str | None]]:
    for target in version.targets:
        yield target.name, "%"
        for name in (target.id, *_cited(target.clause)):
            yield name, "%"
    metrics = {metric.name: metric for metric in version.provisions_of(Metric)}
    for figure in version.provisions_of(FigureTarget):
        metric = metrics.get(figure.metric)
        unit = figure.reach.level.unit if metric is None or metric.unit == "" else metric.unit
        for name in (figure.name, *_cited(figure.clause)):
            yield name, unit
        if metric is not None and metric.unit == "":
            yield metric.name, unit
    for metric in metrics.values():
        if metric.unit != "":
            for name in (metric.name, *_cited(metric.clause)):
                yield name, metric.unit


def _scales(version: Agreement) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    """Yield each name of a mark with the ends of its scale."""
    marks = {one.name: one for one in version.provisions_of(Metric) if one.unit is None and one.scale is not None}
    named = [(one.metric, one.name, one.clause) for one in version.provisions_of(FigureTarget)]
    named += [(one.name, one.name, one.clause) for one in marks.values()]
    for metric, called, clause in named:
        scale = marks[metric].scale if metric in marks else None
        if scale is not None:
            for name in (called, *_cited(clause)):
                yield name, (scale.lowest, scale.highest)
    for fee in version.provisions_of(AwardFee):
        for name in () if fee.score is not None else _cited(fee.clause):
            yield name, (Decimal(0), Decimal(100))


def _series(version: Agreement) -> Iterator[str]:
    for clause in version.provisions_of(Indexation):
        parts = (part.of for part in clause.by.parts) if isinstance(clause.by, MixedChange) else (clause.by,)
        yield from (part.series for part in parts if isinstance(part, SeriesChange))


def _asked(version: Agreement) -> Iterator[str]:
    parts = (version.fields, version.fees, *version.services.values(), version.lines, version.settlement)
    for part in (*parts, version.provisions, version.term):
        yield from _words(part)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _words(key)
            yield from _words(inner)
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from _words(inner)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name not in ("clause", "calendar", "windows"):
                yield from _words(getattr(value, field.name))
