"""What was told beside something else: a figure beside what the items give, a target's own beside its metric's.

Source: docs/decisions/0185-figures-that-contradict-each-other.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from contractkit.charging.priced import held_versions
from contractkit.quantities.periods import Period
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
    counts = f"the figure told of {target.name} itself counts"
    beside = f", {own}" if own != other else ", and it is the same"
    yield (
        f"The figure told of {metric.name} for {period.label}, {other}, decides nothing for {target.name}: "
        f"{counts}{beside}."
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
    head = f"The {what} told of {target.name} for {period.label}, {_told(entries)},"
    if _decided(counted) == _decided(found):
        yield f"{head} decides nothing: {given} {_worked(found)}, which counts."
    elif all(source.kind == "told" for source in counted.sources):
        yield f"{head} counts: {given} {_worked(found)}, which decides nothing."
    elif _decided(counted)[:3] != _decided(found)[:3]:
        yield f"{head} stands against what {given} ({_worked(found)}): neither counts alone."
    elif counted.verdict == "undetermined":
        yield f"{head} is denied: {given} {_worked(found)}; that figure counts, and the verdict stays open."
    else:
        yield f"{head} counts as the verdict: {given} {_worked(found)}, and of that the figure counts."


def _is_verdict(entry: ToldFigure) -> bool:
    return entry.value is None and entry.low is None and entry.good is None


def _decided(figure: FigureValue) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.verdict


def _told(entries: Sequence[ToldFigure]) -> str:
    return " and ".join(dict.fromkeys(_one(entry) for entry in entries))


def _one(entry: ToldFigure) -> str:
    if entry.good is not None:
        return f"{entry.good} of {entry.total}"
    if entry.value is not None:
        return value_text(entry.value, entry.unit)
    if entry.low is not None and entry.high is not None:
        return f"{value_text(entry.low, entry.unit)} to {value_text(entry.high, entry.unit)}"
    return entry.verdict or "not known"


def _worked(figure: FigureValue) -> str:
    if figure.value is not None:
        text = value_text(figure.value, figure.unit)
    elif figure.low is not None and figure.high is not None:
        text = f"{value_text(figure.low, figure.unit)} to {value_text(figure.high, figure.unit)}"
    else:
        text = "no figure"
    return text if figure.verdict == "none" else f"{text}, {figure.verdict}"
