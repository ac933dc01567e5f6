"""What bounds leave of one change after the other: of a whole price, or of a part of a mix."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.indexation.bounds import Passed, bounded, passed_on, rounded_rate
from contractkit.terms.provisions.indexation import Indexation

__all__ = ["Found", "Method", "Track", "bounded_part", "still_open", "whole_change"]

Method = Literal["base", "chain"]
"""Each price from the first one, or from the one before."""

_ONE = Fraction(1)
_NOUGHT = Fraction(0)


@attrs.frozen
class Track:
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
class Found:
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

    track: Track
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


def bounded_part(terms: Indexation, method: Method, track: Track, ratio: Fraction) -> Found:
    """Return the change of a part of a mix whose parts are bounded one by one.

    Args:
        terms: The clause.
        method: What each price is taken of.
        track: The part before.
        ratio: Its level over the one that it is compared with.
    """
    change = (ratio - 1 + track.carried) if method == "chain" else ratio * track.kept / track.level - 1
    passed = _limited(terms, track.level, change)
    level = track.level * (1 + passed.change)
    after = _after(terms, method, track, level, ratio, passed)
    moved = 1 + passed.change if method == "chain" else level
    return Found(after, change, passed, passed.change, method == "base", stays=False, ratio=moved)


def whole_change(terms: Indexation, method: Method, track: Track, ratio: Fraction) -> Found:
    """Return the change of a price: bounded, left out where it is small or a fall, and its rate rounded.

    Args:
        terms: The clause.
        method: What each price is taken of.
        track: The price before.
        ratio: The figures over those that they are compared with, mixed by their weights.
    """
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
        return Found(attrs.evolve(track, level=1 + rate), change, passed, rate, since_base, stays=False, ratio=ratio)
    rate = _inside(rounded_rate(terms.round_rate, passed.change), passed)
    level = track.level * (1 + rate)
    after = _after(terms, method, track, level, ratio, passed)
    return Found(after, change, passed, rate, since_base, stays=False, ratio=ratio)


def _inside(rate: Fraction, passed: Passed) -> Fraction:
    """Return a rounded rate that is not past the bound that it was brought to."""
    if passed.cut > 0:
        return min(rate, passed.change)
    return max(rate, passed.change) if any(why.startswith("floor") for why in passed.why) else rate


def _after(terms: Indexation, method: Method, track: Track, level: Fraction, ratio: Fraction, passed: Passed) -> Track:
    """Return a track after a change that is not nought."""
    keeps = terms.excess == "carried" and terms.cap_over != "since-base"
    if method == "chain":
        return Track(level, _ONE, passed.cut if keeps else _NOUGHT)
    if not passed.why or (passed.cut > 0 and keeps) or terms.cap_over == "since-base":
        return attrs.evolve(track, level=level)
    return attrs.evolve(track, level=level, kept=level / ratio)


def _skipped(
    terms: Indexation, method: Method, track: Track, change: Fraction, passed: Passed, ratio: Fraction
) -> Found:
    """Return a change of nought: the price stands still, and the reference stays or moves as the clause says."""
    stays = terms.skipped_year != "reference-moves" and change != 0
    after = track
    if not stays and change != 0:
        after = Track(track.level) if method == "chain" else attrs.evolve(track, kept=track.level / ratio)
    return Found(after, change, passed, _NOUGHT, since_base=False, stays=stays, ratio=ratio)


def still_open(found: Found, method: Method) -> Fraction:
    """Return what later changes may still bring: what a cap cut off, or with ``base`` what the level lacks."""
    if method == "chain":
        return found.track.carried
    return max(_NOUGHT, found.ratio * found.track.kept / found.track.level - 1)
