"""Minimum commitments along the versions of an agreement: which wording counts on which dates of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.windows import held_part, in_force, price_window, window_of
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

__all__ = ["Committed", "Part", "Share", "committed_in"]


@attrs.frozen
class Part:
    """A commitment as one version words it.

    Attributes:
        version: The agreement as it then stands.
        minimum: The commitment.
        dates: The dates on which it counts.
    """

    version: Agreement
    minimum: MinimumCommitment
    dates: Period


@attrs.frozen
class Share:
    """Which share of a period's minimum a part has.

    Attributes:
        days: The dates of the part.
        of: Those that it is a share of: of the whole period, or of all parts where a part of a year counts in full.
    """

    days: int
    of: int

    @property
    def part(self) -> Fraction:
        """Return the share, at most 1."""
        return Fraction(self.days, self.of)


@attrs.frozen
class Committed:
    """A commitment in one of its periods.

    Attributes:
        window: The whole period, such as a year.
        parts: The wordings that count in it, in order of time; at least one.
    """

    window: Period
    parts: tuple[Part, ...]

    @property
    def last(self) -> Part:
        """Return the wording that counts last."""
        return self.parts[-1]

    @property
    def stretches(self) -> tuple[Period, ...]:
        """Return the dates of all parts, those that touch as one, so that a count over both needs no border."""
        found: list[Period] = []
        for part in self.parts:
            if found and found[-1].end == part.dates.start:
                start, end = found.pop().start, part.dates.end
                whole = (start, end) == (self.window.start, self.window.end)
                found.append(self.window if whole else Period(start, end, f"{start}..{part.dates.last}"))
            else:
                found.append(part.dates)
        return tuple(found)

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return the share of each part, by days."""
        days = [(part.dates.end - part.dates.start).days for part in self.parts]
        whole = (self.window.end - self.window.start).days
        return tuple(Share(n, whole if self.last.minimum.part_year == "prorated" else sum(days)) for n in days)


_Frame = tuple[str, str, str, str, tuple[str, ...], str]
"""What makes two wordings one commitment: the clause, its period, when it is settled, parts of years, what counts."""


def committed_in(agreement: Agreement, period: Period, known_at: date | None) -> Iterator[Committed]:
    """Yield the commitments whose shortfall is billed on some dates, in the order of the page and of time.

    An amendment inside of a period splits it by days, unless the settlement says otherwise (``amended_mid_period``):
    the minimum of a year is the sum of each wording's for its dates, and what was bought on all of them is compared
    with it. A clause that an amendment adds counts from then on; one that it takes away is settled on its last date.
    A wording with another period, other services or another rule is a commitment of its own.

    Args:
        agreement: The agreement with its versions.
        period: The dates that are billed.
        known_at: Only amendments that were recorded by then; None for all.

    Source:
        money.md, mid-period amendment: the window is split.
    """
    spans = [span for span in agreement.versions.spans(known_at) if span.start is None or span.start < period.end]
    frames = dict.fromkeys(
        _frame(minimum) for span in reversed(spans) for minimum in span.value.provisions_of(MinimumCommitment)
    )
    for frame in frames:
        yield from _of_frame(agreement, frame, period, known_at)


def _frame(minimum: MinimumCommitment) -> _Frame:
    return (
        str(minimum.clause),
        minimum.per,
        minimum.settled,
        minimum.part_year,
        minimum.applies_to,
        minimum.counted_towards,
    )


def _of_frame(agreement: Agreement, frame: _Frame, period: Period, known_at: date | None) -> Iterator[Committed]:
    _, per, settled, *_ = frame
    last = agreement.at(period.last, known_at)
    billed = in_force(last, period)
    if billed is None:
        return
    first, end = billed.start, billed.end
    if settled == "at-year-end":
        # All of a year's periods are billed with the last of its parts, so that the whole year is looked at.
        first, end = window_of(last, "year", first).start, window_of(last, "year", billed.last).end
    closing: dict[Period, list[Committed]] = {}
    day = first
    while day < end:
        window = price_window(last, per, day)
        parts = _parts(agreement, frame, window, known_at)
        if parts:
            year = window_of(last, "year", parts[-1].dates.last) if settled == "at-year-end" else window
            closing.setdefault(year, []).append(Committed(window, parts))
        day = window.end
    for found in closing.values():
        if found[-1].last.dates.last in billed:
            yield from found


def _parts(agreement: Agreement, frame: _Frame, window: Period, known_at: date | None) -> tuple[Part, ...]:
    """Return the wordings of a commitment that count in a window."""
    held = in_force(agreement.at(window.last, known_at), window)
    if held is None:
        return ()
    spans = [span for span in agreement.versions.spans(known_at) if span.touches(held.start, held.end)]
    rule = spans[-1].value.settlement.amended_mid_period
    if rule != "split":
        version = spans[0 if rule == "old-terms" else -1].value
        return tuple(_counting(version, frame, held))
    found: list[Part] = []
    for span in spans:
        start = held.start if span.start is None else max(held.start, span.start)
        end = held.end if span.end is None else min(held.end, span.end)
        whole = (start, end) == (held.start, held.end)
        dates = held if whole else Period(start, end, "")
        for part in _counting(span.value, frame, dates if whole else Period(start, end, f"{start}..{dates.last}")):
            joins = found and found[-1].minimum == part.minimum and found[-1].dates.end == part.dates.start
            found.append(_joined(found.pop(), part) if joins else part)
    return tuple(found)


def _counting(version: Agreement, frame: _Frame, dates: Period) -> Iterator[Part]:
    for minimum in version.provisions_of(MinimumCommitment):
        own = held_part(minimum.holds, dates) if _frame(minimum) == frame else None
        if own is not None:
            yield Part(version, minimum, own)


def _joined(one: Part, other: Part) -> Part:
    """Return two parts of one wording as one, under the later version."""
    start, end = one.dates.start, other.dates.end
    return Part(other.version, other.minimum, Period(start, end, f"{start}..{other.dates.last}"))
