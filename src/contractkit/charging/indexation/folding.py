"""A price along the dates of its indexation: each change from the figures, the bounds and what was left of the last.

The state between two changes is small: the price, the figures that it is built on, and what bounds cut off. With
``base`` the price is P0 × It / I0 × k, where k is 1 until a bound or a year without a change leaves something out for
good; with ``chain`` it is Pt-1 × It / Ir, where Ir is the figure that the price before is built on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.indexation.bounds import share
from contractkit.charging.indexation.dates import begins, change_dates, parts_of
from contractkit.charging.indexation.readings import NoFigure, Reading, month_before, read
from contractkit.charging.indexation.series import IndexSeries
from contractkit.charging.indexation.steps import IndexStep
from contractkit.charging.indexation.tracks import Method, Track, bounded_part, still_open, whole_change
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

_ONE = Fraction(1)
_NOUGHT = Fraction(0)


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
    whole: Track = attrs.field(factory=Track)
    parts: tuple[Track, ...] = ()
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
    return Indexed(price, price, currency, bases, bases, parts=tuple(Track() for _ in bases))


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
        moved = [bounded_part(terms, method, track, ratio) for track, ratio in zip(tracks, ratios, strict=True)]
        tracks, ratios = tuple(one.track for one in moved), [one.ratio for one in moved]
        told = tuple(why for one in moved for why in one.passed.why)
    found = whole_change(terms, method, state.whole, _mixed(terms.by, ratios))
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
        carried=still_open(found, method),
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
