"""Which effects stand in a period, and over which dates each of them is worked out. Nothing is worked out here.

An effect is worked out over each period of its own that ends in the period that is settled. Where an amendment changes
it inside of one, the dates before and after are occasions of their own, each under its own wording; a contract may say
instead that the new wording holds for the whole of it, or the old one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.windows import cycle_window, in_force
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.in_force import Span
from contractkit.records.said import joined
from contractkit.settlement.own_periods.sources import PaysFor, Source, called, promises_of, sources_of
from contractkit.settlement.paying.past import keeps
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Holding, Provision
from contractkit.terms.provisions.pool_credit import PoolCredit

__all__ = ["Occasion", "Wordings", "kept_by", "occasions", "occasions_in", "promised_in", "promises", "wordings"]

_DAY = timedelta(days=1)
_WHOLE = Fraction(1)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@attrs.frozen
class Occasion:
    """One effect in one period of its own, or in the part of it over which its wording holds.

    Attributes:
        id: What lines and the ledger call it; unique in the settlement of a period.
        name: What it is called in a sentence.
        version: The agreement as it then stands.
        effect: The effect, or another provision that gives money.
        target: What has the figure that it looks at; None where it looks at none.
        window: The whole of its own period.
        period: The dates that it is worked out for.
    """

    id: str
    name: str
    version: Agreement
    effect: Effect | Provision
    target: PaysFor | None
    window: Period
    period: Period

    @property
    def settled_on(self) -> date:
        """Return the last of its dates on which the agreement holds."""
        return (in_force(self.version, self.period) or self.period).last

    @property
    def share(self) -> Fraction:
        """Return how much of its own period the dates are, by days; all of it for what looks at no figure.

        A pool looks at the figures of the same dates.
        """
        if self.period is self.window or (self.target is None and not isinstance(self.effect, PoolCredit)):
            return _WHOLE
        return Fraction((self.period.end - self.period.start).days, (self.window.end - self.window.start).days)


def occasions(agreement: Agreement, period: Period, known_at: date | None = None) -> Iterator[Occasion]:
    """Yield every effect that is settled in a period, target by target in the order of the page, then by date.

    A target that is judged per month pays per month, also inside a quarter. One whose own period is longer than
    `period` pays in the period in which its own one ends, or in which the term ends.

    Args:
        agreement: The agreement with its versions, or one version.
        period: The dates that are settled.
        known_at: Only amendments that were recorded on that date or before; None for all.
    """
    return occasions_in(wordings(agreement, known_at), period)


Wordings = tuple[tuple[Span[Agreement], Mapping[str, Source]], ...]
"""What pays in each version of an agreement, by what it is called in all of them."""


def wordings(agreement: Agreement, known_at: date | None = None) -> Wordings:
    """Return what pays in each version of an agreement.

    Args:
        agreement: The agreement with its versions, or one version.
        known_at: Only amendments that were recorded on that date or before; None for all.
    """
    return tuple((span, {one.key: one for one in sources_of(span.value)}) for span in _spans(agreement, known_at))


def promises(agreement: Agreement, known_at: date | None = None) -> Wordings:
    """Return the targets of each version of an agreement as `wordings` does, those that pay nothing too."""
    return tuple((span, {one.key: one for one in promises_of(span.value)}) for span in _spans(agreement, known_at))


def kept_by(worded: Wordings) -> frozenset[str]:
    """Return the clauses of effects that keep something for their next period, under any wording.

    Args:
        worded: What pays in each version.
    """
    sources = (source for _, own in worded for source in own.values())
    return frozenset(str(effect.clause) for source in sources for effect in source.effects if keeps(effect))


def _spans(agreement: Agreement, known_at: date | None) -> tuple[Span[Agreement], ...]:
    if len(agreement.versions) == 1:
        return (Span(None, None, agreement),)
    return agreement.versions.spans(known_at)


def occasions_in(worded: Wordings, period: Period) -> Iterator[Occasion]:
    """Yield every effect that is settled in a period, as `occasions` does."""
    version_on = _version_on(tuple(span for span, _ in worded))
    touching = [(span, own) for span, own in worded if span.touches(period.start, period.end)]
    for key in dict.fromkeys(key for _, own in touching for key in own):
        stretches = _stretches([(span, own.get(key)) for span, own in worded])
        yield from _of_source(stretches, period, version_on)


def promised_in(worded: Wordings, target: str, window: Period) -> Iterator[tuple[Agreement, PaysFor, Period]]:
    """Yield the wordings of a target that govern a period of its own, by date: the version, the target, the dates.

    Args:
        worded: The targets of each version, as `promises` finds them.
        target: The id of the target.
        window: The period.
    """
    version_on = _version_on(tuple(span for span, _ in worded))
    for stretch in _stretches([(span, own.get(f"target {target}")) for span, own in worded]):
        own = _held(window, (stretch.start, stretch.end), None)
        if own is not None and stretch.source.target is not None and in_force(version_on(own.last), own) is not None:
            yield version_on(own.last), stretch.source.target, own


def _version_on(spans: tuple[Span[Agreement], ...]) -> Callable[[date], Agreement]:
    return lambda day: next(span.value for span in spans if span.end is None or day < span.end)


@attrs.frozen
class _Stretch:
    """Dates over which one wording holds: from `start` (None: the beginning) to before `end` (None: no end)."""

    start: date | None
    end: date | None
    source: Source


def _stretches(worded: list[tuple[Span[Agreement], Source | None]]) -> tuple[_Stretch, ...]:
    """Return the stretches of one source over all versions, those of equal wording as one, turned as the papers say."""
    found: list[tuple[date | None, Agreement, Source | None]] = []
    for span, source in worded:
        if found and _alike(found[-1][2], source):
            continue
        start = None if span.start is None else _turn(span.start, span.value, found[-1][2] if found else None, source)
        while found and start is not None and found[-1][0] is not None and found[-1][0] >= start:
            found.pop()
        found.append((start, span.value, source))
    ends = [start for start, _, _ in found[1:]] + [None]
    return tuple(
        _Stretch(start, end, source)
        for (start, _, source), end in zip(found, ends, strict=True)
        if source is not None and (start is None or end is None or start < end)
    )


def _alike(one: Source | None, other: Source | None) -> bool:
    return (None if one is None else one.same) == (None if other is None else other.same)


def _turn(day: date, version: Agreement, before: Source | None, after: Source | None) -> date:
    """Return the date from which a change counts: its own, or that of the period in which it lies."""
    rule = version.settlement.amended_mid_period
    per = next((one.per for one in (after, before) if one is not None), None)
    if rule == "split" or per is None:
        return day
    window = cycle_window(version, per, day)
    if window.start == day:
        return day
    return window.start if rule == "new-terms" else window.end


def _of_source(
    stretches: tuple[_Stretch, ...], period: Period, version_on: Callable[[date], Agreement]
) -> Iterator[Occasion]:
    for stretch in stretches:
        source = stretch.source
        if (stretch.end is not None and stretch.end <= period.start) or (
            stretch.start is not None and stretch.start >= period.end
        ):
            continue
        for window in _windows(source, stretch, period, version_on):
            for number, effect in enumerate(source.effects, start=1):
                own = _held(window, (stretch.start, stretch.end), effect.holds)
                held = None if own is None else in_force(version_on(own.last), own)
                if own is not None and held is not None and period.start < held.end <= period.end:
                    yield _occasion(version_on(own.last), source, effect, window, own, number)


def _held(window: Period, wording: tuple[date | None, date | None], holds: Holding | None) -> Period | None:
    """Return the dates of a window on which a wording and an effect hold; None where there are none."""
    starts = [window.start, wording[0], None if holds is None else holds.since]
    ends = [window.end, wording[1], None if holds is None else holds.until]
    start = max(one for one in starts if one is not None)
    end = min(one for one in ends if one is not None)
    if start >= end:
        return None
    return window if (start, end) == (window.start, window.end) else _dates(start, end)


def _windows(
    source: Source, stretch: _Stretch, period: Period, version_on: Callable[[date], Agreement]
) -> Iterator[Period]:
    if source.per is None:
        yield period
        return
    first = version_on(period.start if stretch.start is None else max(stretch.start, period.start))
    word = source.per.word if isinstance(source.per, Cycle) else source.per
    if word in ("term", "once") and (first.term is None or first.term.end is None):
        return  # what is judged over a term without an end is never settled
    if isinstance(source.per, Cycle) and source.per.n is not None:
        step = "month" if source.per.unit == "months" else source.per.unit or "day"
        for part in _parts(first, step.removesuffix("s"), period):
            yield cycle_window(first, source.per, part.last)
        return
    yield from _parts(first, source.per, period)


def _parts(version: Agreement, per: Cycle | str, period: Period) -> Iterator[Period]:
    window = cycle_window(version, per, period.start)
    while window.start < period.end:
        yield window
        following = cycle_window(version, per, window.end)
        if following.start < window.end:  # the whole term comes once
            return
        window = following


def _dates(start: date, end: date) -> Period:
    return Period(start, end, f"{start.isoformat()}..{(end - _DAY).isoformat()}")


def _occasion(
    version: Agreement, source: Source, effect: Effect | Provision, window: Period, own: Period, number: int
) -> Occasion:
    target = source.target
    if source.key.startswith("target ") and target is not None:
        name = called(version, target)
        label = str(getattr(target, "id", target.name))
        suffix = f" #{number}" if len(source.effects) > 1 else ""
        told = _told_apart(source, effect, number)
        full = joined("", (name, told)) if told else name
        return Occasion(f"{label} {own.label}{suffix}", full, version, effect, target, window, own)
    given = effect.name if isinstance(effect, Effect) and effect.name is not None else None
    name = given or (str(effect.clause) if target is None else called(version, target))
    label = source.key.removeprefix("effect ").strip()
    return Occasion(f"{label} {own.label}", name, version, effect, target, window, own)


def _told_apart(source: Source, effect: Effect | Provision, number: int) -> str:
    """Return what tells an effect from others of its target in a sentence: its name, else its kind; in brackets.

    Of several effects of one kind without names the number is said too. One that is alone and has no name has none.
    """
    given = getattr(effect, "name", None)
    if given is not None:
        return "" if source.target is not None and given == source.target.name else f" ({given})"
    if len(source.effects) == 1:
        return ""
    alike = sum(type(one) is type(effect) and getattr(one, "name", None) is None for one in source.effects)
    return f" ({_kind(effect)})" if alike == 1 else f" ({_kind(effect)} {number})"


def _kind(effect: Effect | Provision) -> str:
    """Return the kind of an effect as papers write it, such as ``tier-credit``."""
    return _CAPITAL.sub("-", type(effect).__name__).lower()
