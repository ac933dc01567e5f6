"""Whether a figure lies in a band of its ladder, which conditions call by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from contractkit.quantities.notation import Level
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import own_names
from contractkit.settlement.measuring.on_fields import all_known, on_fields
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect, FigureLevel
from contractkit.terms.ladders import Stretch
from contractkit.terms.provisions.award_fee import AwardFee
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["in_bands", "lies_in"]


def in_bands(
    agreement: Agreement, target: Target | FigureTarget, figure: FigureValue, names: Sequence[str]
) -> bool | None:
    """Return whether a figure lies in one of some bands; None where that is not known.

    Args:
        agreement: The version of the agreement.
        target: Whose figure it is.
        figure: The figure.
        names: The names of the bands.
    """
    if figure.state in ("no-volume", "running") or figure.term == "minimum":
        return False
    stretches = [
        (stretch, shortfall) for stretch, name, shortfall in _bands(agreement, target, figure) if name in names
    ]
    if not stretches:
        return False
    ends = [
        Fraction(_number(end)) for stretch, _ in stretches for end in (stretch.low, stretch.high) if end is not None
    ]
    reach = Fraction(0) if target.reach is None else Fraction(_number(_level(target)))
    turns = [reach - end if shortfall else end for (_, shortfall) in stretches for end in ends]
    values = figure.possible(tuple(turns), "level")
    found = [
        any(lies_in(reach - value if short else value, stretch) for stretch, short in stretches) for value in values
    ]
    if not found:
        return None
    return True if all(found) else None if any(found) else False


def lies_in(value: Fraction, stretch: Stretch) -> bool:
    """Return whether a figure lies in a stretch, whose ends belong to it or not as it says.

    Example:
        >>> from contractkit.quantities.money import Percent
        >>> from contractkit.terms.ladders import Stretch
        >>> lies_in(Fraction(95), Stretch(low=Percent(95))), lies_in(Fraction(95), Stretch(high=Percent(95)))
        (True, False)
    """
    if stretch.low is not None:
        low = Fraction(_number(stretch.low))
        if value < low or (value == low and stretch.low_end == "above"):
            return False
    if stretch.high is not None:
        high = Fraction(_number(stretch.high))
        if value > high or (value == high and stretch.high_end == "below"):
            return False
    return True


def _bands(
    agreement: Agreement, target: Target | FigureTarget, figure: FigureValue
) -> Iterator[tuple[Stretch, str | None, bool]]:
    names = set(own_names(target))
    free = (one for one in agreement.provisions if isinstance(one, Effect) and names & set(one.figures))
    for effect in dict.fromkeys((*target.effects, *free)):
        if isinstance(effect, BandEffect):
            rows = [row for row in effect.rows if all_known([on_fields(row.condition, figure.where)]) is not False]
            for row in rows:
                for band in row.bands:
                    yield band.stretch, band.name, effect.compares == "shortfall"
        elif isinstance(effect, AwardFee):
            for rating in effect.ratings:
                yield rating.stretch, rating.name, False


def _level(target: Target | FigureTarget) -> FigureLevel:
    if isinstance(target, FigureTarget):
        return target.reach.level
    return target.reach if target.reach is not None else Level(0)  # type: ignore[arg-type]


def _number(level: FigureLevel) -> Fraction:
    return Fraction(level.number if isinstance(level, Level) else level.value)
