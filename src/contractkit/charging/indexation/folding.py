"""A price along the dates of its indexation: each change from the figures, the bounds and what was left of the last.

The state between two changes is small: the price, the figures that it is built on, and what bounds cut off. With
``base`` the price is P0 × It / I0 × k, where k is 1 until a bound or a year without a change leaves something out for
good; with ``chain`` it is Pt-1 × It / Ir, where Ir is the figure that the price before is built on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.indexation.bounds import Passed, bounded, passed_on, rounded_rate, share
from contractkit.charging.indexation.dates import begins, change_dates, parts_of
from contractkit.charging.indexation.readings import NoFigure, Reading, month_before, read
from contractkit.charging.indexation.series import IndexSeries
from contractkit.charging.indexation.steps import IndexStep
from contractkit.errors import NotComputedError
from contractkit.records.clauses import NotComputed
from contractkit.terms.provisions.indexation import (
    EachWageAgreement,
    FixedChange,
    Indexation,
    MixedChange,
    SeriesChange,
)

__all__ = ["Indexed", "begin", "go_on"]

Method = Literal["base", "chain"]
"""Each price from the first one, or from the one before."""

_ONE = Fraction(1)
_NOUGHT = Fraction(0)


@attrs.frozen
class _Track:
    """What bounds left of one change after the other: of the whole price, or of a part of a mix.

    Attributes:
        level: The price over the first price, before rounding of the price.
        kept: What is left of It / I0 for good, with the method ``base``.
        carried: What a cap cut off and the next change brings, with the method ``chain``.
    """

    level: Fraction = _ONE
    kept: Fraction = _ONE
    carried: Fraction = _NOUGHT


@attrs.frozen
class Indexed:
    """A price on its way through the changes of an indexation.

    Attributes:
        first: The price that the indexation began with.
        price: The price as it stands, not rounded but where each step is; None where a figure is missing.
        currency: The ISO 4217 code of the price.
        bases: The figures of the base, one for each part; None for a fixed rate.
        references: The figures that the price is built on, in the same order.
        whole: What bounds left of the price.
        parts: The same of each part, where the bounds hold on each.
        number: How many dates of change are behind it.
        steps: The changes so far.
    """

    first: Fraction
    price: Fraction | None
    currency: str
    bases: tuple[Reading | NoFigure | None, ...]
    references: tuple[Reading | NoFigure | None, ...]
    whole: _Track = _Track()
    parts: tuple[_Track, ...] = ()
    number: int = 0
    steps: tuple[IndexStep, ...] = ()


def begin(
    terms: Indexation,
    price: Fraction,
    currency: str,
    figures: Mapping[str, IndexSeries],
    *,
    reset_on: date | None = None,
    known_at: date | None = None,
) -> Indexed:
    """Return a price at the beginning of an indexation.

    Args:
        terms: The clause.
        price: The price that belongs to the base of the clause.
        currency: Its ISO 4217 code.
        figures: The series by name.
        reset_on: The date on which the parties amended the price: the figure of that date is then its base. None for a
            price that stands from the beginning.
        known_at: Only figures that were published on that date or before; None for all.
    """
    bases = tuple(_base(part, figures, reset_on, known_at) for part in parts_of(terms.by))
    return Indexed(price, price, currency, bases, bases, parts=tuple(_Track() for _ in bases))


def _base(
    part: SeriesChange | FixedChange, figures: Mapping[str, IndexSeries], reset_on: date | None, known_at: date | None
) -> Reading | NoFigure | None:
    if isinstance(part, FixedChange):
        return None
    month = part.base if reset_on is None else max(part.base, month_before(reset_on, part.base[1]))
    return read(part, figures.get(part.series), month, known_at)


def go_on(
    state: Indexed,
    terms: Indexation,
    figures: Mapping[str, IndexSeries],
    *,
    after: date | None,
    until: date,
    raises: Iterable[date] | None = None,
    known_at: date | None = None,
) -> Indexed:
    """Return the price after all changes up to a date.

    Args:
        state: The price before.
        terms: The clause as it stands over these dates.
        figures: The series by name.
        after: Only changes after this date; None for all.
        until: The last date, included.
        raises: The dates on which a collective agreement raised wages; None where they are not known.
        known_at: Only figures that were published on that date or before; None for all.

    Raises:
        NotComputedError: The parts of a mix follow their series in two ways.
        UsageError: Nothing says when prices change for the first time.
    """
    told = () if raises is None else tuple(raises)
    first = begins(terms, after)
    if raises is None and any(isinstance(one, EachWageAgreement) for one in terms.every) and first <= until:
        gap = NoFigure("raises", (first.year, first.month), "the dates on which wages were raised are not told")
        step = _unknown(state, terms, first, state.number + 1, (gap,))
        return attrs.evolve(state, price=None, number=state.number + 1, steps=(*state.steps, step))
    for day in change_dates(terms, after=after, until=until, raises=told):
        state = _changed(state, terms, figures, day, known_at)
    return state


def _changed(
    state: Indexed, terms: Indexation, figures: Mapping[str, IndexSeries], day: date, known_at: date | None
) -> Indexed:
    number = state.number + 1
    parts = parts_of(terms.by)
    method = _method(terms)
    now = tuple(
        None
        if isinstance(part, FixedChange)
        else read(part, figures.get(part.series), max(part.base, month_before(day, part.base[1])), known_at)
        for part in parts
    )
    compared = state.references if method == "chain" else state.bases
    missing = tuple(dict.fromkeys(one for one in (*compared, *now) if isinstance(one, NoFigure)))
    if missing or state.price is None:
        step = _unknown(state, terms, day, number, missing)
        return attrs.evolve(state, price=None, number=number, steps=(*state.steps, step))
    ratios = [_ratio(part, a, b, number, method) for part, a, b in zip(parts, compared, now, strict=True)]
    tracks = state.parts
    told: tuple[str, ...] = ()
    if terms.cap_on == "each-part":
        moved = [_bounded_part(terms, method, track, ratio) for track, ratio in zip(tracks, ratios, strict=True)]
        tracks, ratios = tuple(one.track for one in moved), [one.ratio for one in moved]
        told = tuple(why for one in moved for why in one.passed.why)
    found = _whole(terms, method, state.whole, _mixed(terms.by, ratios))
    of = state.first if found.since_base else state.price
    price = of * (1 + found.rate)
    step = IndexStep(
        on=day,
        clause=terms.clause,
        number=number,
        currency=state.currency,
        before=state.price,
        of=of,
        compared=tuple(one for one in compared if isinstance(one, Reading)),
        read=tuple(one for one in now if isinstance(one, Reading)),
        change=found.change,
        rate=found.rate,
        why=(*told, *found.passed.why),
        carried=_open(found, method),
        reference="stays" if found.stays else "moves",
        price=price,
        rounding=terms.round_price,
    )
    stepwise = terms.round_price is not None and terms.round_price.scope == "step"
    return attrs.evolve(
        state,
        price=step.charged if stepwise else price,
        references=state.references if found.stays else now,
        whole=found.track,
        parts=state.parts if found.stays else tracks,
        number=number,
        steps=(*state.steps, step),
    )


def _unknown(state: Indexed, terms: Indexation, day: date, number: int, missing: tuple[NoFigure, ...]) -> IndexStep:
    before = state.price if state.price is not None else state.first
    return IndexStep(
        on=day,
        clause=terms.clause,
        number=number,
        currency=state.currency,
        before=before,
        of=before,
        compared=(),
        read=(),
        change=None,
        rate=None,
        why=(),
        carried=_NOUGHT,
        reference="stays",
        price=None,
        rounding=terms.round_price,
        missing=missing,
    )


def _method(terms: Indexation) -> Method:
    """Return what each price is taken of; a fixed rate goes along with the series of its mix."""
    if isinstance(terms.by, FixedChange):
        return "chain" if terms.by.compounding == "yearly" else "base"
    methods = {part.method for part in parts_of(terms.by) if isinstance(part, SeriesChange)}
    if len(methods) > 1:
        says = "a mix of which one part is taken from the base and another from the year before is not computed"
        entry = NotComputed(terms.clause, "settling", says, "give all parts one method")
        raise NotComputedError(str(entry), not_computed=(entry,))
    return "base" if methods == {"base"} else "chain"


def _ratio(
    part: SeriesChange | FixedChange,
    compared: Reading | NoFigure | None,
    now: Reading | NoFigure | None,
    number: int,
    method: Method,
) -> Fraction:
    """Return the new level of a part over the one that it is compared with."""
    if isinstance(part, FixedChange):
        rate = share(part.percent)
        if part.compounding == "yearly":
            return 1 + rate if method == "chain" else (1 + rate) ** number
        return (1 + number * rate) / (1 + (number - 1) * rate) if method == "chain" else 1 + number * rate
    if isinstance(now, Reading) and isinstance(compared, Reading):
        return now.value / compared.value
    return _ONE  # never: what is missing was told before


def _mixed(by: SeriesChange | FixedChange | MixedChange, ratios: Sequence[Fraction]) -> Fraction:
    if not isinstance(by, MixedChange):
        return ratios[0]
    weighted = (share(part.weight) * ratio for part, ratio in zip(by.parts, ratios, strict=True))
    return share(by.fixed_share) + sum(weighted, _NOUGHT)


@attrs.frozen
class _Found:
    """One change of a track.

    Attributes:
        track: The track after it.
        change: The change before bounds.
        passed: What bounds left of it.
        rate: The rate that is applied.
        since_base: Whether the rate is taken of the first price.
        stays: Whether the reference stays.
        ratio: For a part, what it contributes: its level over the one that it is compared with.
    """

    track: _Track
    change: Fraction
    passed: Passed
    rate: Fraction
    since_base: bool
    stays: bool
    ratio: Fraction


def _limited(terms: Indexation, level: Fraction, change: Fraction) -> Passed:
    """Return a change between its bounds, which hold for it alone, or for all changes together."""
    if terms.cap_over != "since-base":
        return bounded(terms, change)
    together = bounded(terms, level * (1 + change) - 1)
    return Passed(change) if not together.why else attrs.evolve(together, change=(1 + together.change) / level - 1)


def _bounded_part(terms: Indexation, method: Method, track: _Track, ratio: Fraction) -> _Found:
    change = (ratio - 1 + track.carried) if method == "chain" else ratio * track.kept / track.level - 1
    passed = _limited(terms, track.level, change)
    level = track.level * (1 + passed.change)
    after = _after(terms, method, track, level, ratio, passed)
    moved = 1 + passed.change if method == "chain" else level
    return _Found(after, change, passed, passed.change, method == "base", stays=False, ratio=moved)


def _whole(terms: Indexation, method: Method, track: _Track, ratio: Fraction) -> _Found:
    change = (ratio - 1 + track.carried) if method == "chain" else ratio * track.kept / track.level - 1
    if method == "base" and rounded_rate(terms.round_rate, ratio * track.kept - 1) == track.level - 1:
        change = _NOUGHT  # what is left is the rounding of the rate before
    passed = Passed(change) if terms.cap_on == "each-part" else _limited(terms, track.level, change)
    passed = passed_on(terms, passed)
    if passed.change == 0:
        return _skipped(terms, method, track, change, passed, ratio)
    since_base = method == "base" and passed.change == change
    if since_base:
        rate = rounded_rate(terms.round_rate, ratio * track.kept - 1)
        return _Found(attrs.evolve(track, level=1 + rate), change, passed, rate, since_base, stays=False, ratio=ratio)
    rate = _inside(rounded_rate(terms.round_rate, passed.change), passed)
    level = track.level * (1 + rate)
    after = _after(terms, method, track, level, ratio, passed)
    return _Found(after, change, passed, rate, since_base, stays=False, ratio=ratio)


def _inside(rate: Fraction, passed: Passed) -> Fraction:
    """Return a rounded rate that is not past the bound that it was brought to."""
    if passed.cut > 0:
        return min(rate, passed.change)
    return max(rate, passed.change) if any(why.startswith("floor") for why in passed.why) else rate


def _after(
    terms: Indexation, method: Method, track: _Track, level: Fraction, ratio: Fraction, passed: Passed
) -> _Track:
    """Return a track after a change that is not nought."""
    keeps = terms.excess == "carried" and terms.cap_over != "since-base"
    if method == "chain":
        return _Track(level, _ONE, passed.cut if keeps else _NOUGHT)
    if not passed.why or (passed.cut > 0 and keeps) or terms.cap_over == "since-base":
        return attrs.evolve(track, level=level)
    return attrs.evolve(track, level=level, kept=level / ratio)


def _skipped(
    terms: Indexation, method: Method, track: _Track, change: Fraction, passed: Passed, ratio: Fraction
) -> _Found:
    """Return a change of nought: the price stands still, and the reference stays or moves as the clause says."""
    stays = terms.skipped_year != "reference-moves" and change != 0
    after = track
    if not stays and change != 0:
        after = _Track(track.level) if method == "chain" else attrs.evolve(track, kept=track.level / ratio)
    return _Found(after, change, passed, _NOUGHT, since_base=False, stays=stays, ratio=ratio)


def _open(found: _Found, method: Method) -> Fraction:
    """Return what later changes may still bring: what a cap cut off, or with ``base`` what the level lacks."""
    if method == "chain":
        return found.track.carried
    return max(_NOUGHT, found.ratio * found.track.kept / found.track.level - 1)
