"""What was told beside something else: a figure beside what the items give, a target's own beside its metric's.

Source: docs/decisions/0185-figures-that-contradict-each-other.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from contractkit.charging.priced import held_versions
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.as_told import known_entries, last_recorded
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import metric_of, own_names
from contractkit.settlement.measuring.telling import value_text
from contractkit.settlement.told.figures import ToldFigure
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["told_beside"]

_NOWHERE: Mapping[str, str] = {}


def told_beside(matter: Matter) -> tuple[str, ...]:
    """Return a sentence for each figure that was told beside another one, saying which of them counted.

    Nothing is looked up where no figure was told. Where nothing stands beside it (no items, no volume, nothing
    measured), nothing is said.

    Args:
        matter: What is settled.
    """
    if not matter.told.figures:
        return ()
    found: list[str] = []
    for version in held_versions(matter.agreement, matter.period, matter.told):
        plain: list[FigureBook] = []
        targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
        for target in targets:
            own = _entries(matter, own_names(target))
            for period in _periods(own, matter.period):
                entries = last_recorded(own, period)
                found += _beside_metric(matter, version, target, entries, period)
                found += _beside_items(matter, version, target, entries, period, plain)
    return tuple(dict.fromkeys(found))


def _entries(matter: Matter, names: Sequence[str]) -> tuple[ToldFigure, ...]:
    return known_entries(matter.told.figures, names, _NOWHERE, _NOWHERE, matter.told.known_at)


def _periods(entries: Iterable[ToldFigure], settled: Period) -> tuple[Period, ...]:
    """Return the periods of entries that end in the settled one, each once."""
    return tuple(dict.fromkeys(one.period for one in entries if settled.start < one.period.end <= settled.end))


def _beside_metric(
    matter: Matter,
    version: Agreement,
    target: Target | FigureTarget,
    entries: Sequence[ToldFigure],
    period: Period,
) -> Iterator[str]:
    metric = metric_of(version, target)
    if metric is None or metric.name in own_names(target):
        return
    of_metric = last_recorded(_entries(matter, own_names(metric)), period)
    if not of_metric:
        return
    own, other = _told(entries), _told(of_metric)
    counts = said("the figure told of {name} itself counts", name=target.name)
    beside = said(", {own}", own=own) if own != other else ", and it is the same"
    yield (
        said(
            "The figure told of {name} for {label}, {other}, decides nothing for {target}: {counts}{beside}.",
            name=metric.name,
            label=period.label,
            other=other,
            target=target.name,
            counts=counts,
            beside=beside,
        )
    )


def _beside_items(
    matter: Matter,
    version: Agreement,
    target: Target | FigureTarget,
    entries: Sequence[ToldFigure],
    period: Period,
    plain: list[FigureBook],
) -> Iterator[str]:
    counted = matter.book_of(version).figure(target, period)
    if not isinstance(target, Target) and all(source.kind == "told" for source in counted.sources):
        return  # nothing else is known of it
    if not plain:
        told = attrs.evolve(matter.told, figures=())
        plain.append(FigureBook(version, matter.evaluation, matter.facts, told, matter.ledger))
    found = plain[0].figure(target, period)
    if found.state in ("no-volume", "running") or not found.sources:
        return
    what = "verdict" if all(_is_verdict(one) for one in entries) else "figure"
    given = "the items give" if any(source.kind == "items" for source in found.sources) else "the measurement gives"
    head = said(
        "The {what} told of {name} for {label}, {entries},",
        what=what,
        name=target.name,
        label=period.label,
        entries=_told(entries),
    )
    if _decided(counted) == _decided(found):
        yield said(
            "{head} decides nothing: {given} {found}, which counts.", head=head, given=given, found=_worked(found)
        )
    elif all(source.kind == "told" for source in counted.sources):
        yield said(
            "{head} counts: {given} {found}, which decides nothing.", head=head, given=given, found=_worked(found)
        )
    elif _decided(counted)[:3] != _decided(found)[:3]:
        yield said(
            "{head} stands against what {given} ({found}): neither counts alone.",
            head=head,
            given=given,
            found=_worked(found),
        )
    elif counted.verdict == "undetermined":
        yield said(
            "{head} is denied: {given} {found}; that figure counts, and the verdict stays open.",
            head=head,
            given=given,
            found=_worked(found),
        )
    else:
        yield said(
            "{head} counts as the verdict: {given} {found}, and of that the figure counts.",
            head=head,
            given=given,
            found=_worked(found),
        )


def _is_verdict(entry: ToldFigure) -> bool:
    return entry.value is None and entry.low is None and entry.good is None


def _decided(figure: FigureValue) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.verdict


def _told(entries: Sequence[ToldFigure]) -> str:
    return joined(" and ", dict.fromkeys(_one(entry) for entry in entries))


def _one(entry: ToldFigure) -> str:
    if entry.good is not None:
        return said("{good} of {total}", good=entry.good, total=entry.total)
    if entry.value is not None:
        return value_text(entry.value, entry.unit)
    if entry.low is not None and entry.high is not None:
        return said("{low} to {high}", low=value_text(entry.low, entry.unit), high=value_text(entry.high, entry.unit))
    return entry.verdict or "not known"


def _worked(figure: FigureValue) -> str:
    if figure.value is not None:
        text = value_text(figure.value, figure.unit)
    elif figure.low is not None and figure.high is not None:
        text = said(
            "{low} to {high}", low=value_text(figure.low, figure.unit), high=value_text(figure.high, figure.unit)
        )
    else:
        text = "no figure"
    return text if figure.verdict == "none" else said("{text}, {verdict}", text=text, verdict=figure.verdict)
