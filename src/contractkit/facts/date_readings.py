"""What many texts say when they are read by one form, at a cost of a few nanoseconds each.

Texts of one shape (the same but for their digits) have the same parts at the same places, since no form looks at what a
digit is. So the pattern of the form is tried once for each shape, and the digits of all its texts are taken at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import NAT

__all__ = ["EARLIEST", "LATEST", "LITERAL", "MONTH_NUMBER", "Readings", "read_texts"]

EARLIEST = -62_135_596_800_000_000
"""0001-01-01 00:00 UTC in microseconds since the epoch: the earliest instant that is read."""
LATEST = 253_402_300_799_999_999
"""9999-12-31 23:59:59.999999 UTC in microseconds since the epoch: the latest instant that is read."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBER = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, len(name))}
"""The number of a month by its English name, and by the first three letters of it."""
LITERAL = "literally "
"""How the name of a part begins that must be one digit, the last sign of the name."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_BLOCK = 65_536
_SHAPE = bytes.maketrans(b"0123456789", b"0000000000")
_Ints = NDArray[np.int64]


@attrs.frozen
class Readings:
    """What texts say, one entry for each text.

    Attributes:
        local: int64, the reading of the wall clock in microseconds since 1970-01-01 00:00 of that clock; `NAT` where
            the text is not of the form or no such date exists.
        offset: int64, the offset that the text names, in microseconds east of UTC; `NAT` where it names none.
    """

    local: _Ints
    offset: _Ints


def read_texts(texts: Sequence[str], pattern: re.Pattern[bytes], parts: Sequence[str], unit: int | None) -> Readings:
    """Return the readings of `texts`.

    Args:
        texts: The texts; each is read, so they should be different.
        pattern: What a whole text must match; digits in it are told apart from other signs, but not from each other.
        parts: The names of its groups.
        unit: For a count since the epoch its unit in microseconds; None for a wall clock.
    """
    local = np.full(len(texts), NAT, dtype=np.int64)
    offset = np.full(len(texts), NAT, dtype=np.int64)
    for start in range(0, len(texts), _BLOCK):
        for places, group in _groups(texts[start : start + _BLOCK], pattern, parts):
            rows = places + start
            if unit is not None:
                local[rows], offset[rows] = _epoch(group, unit), 0
            else:
                shift = _offset(group)
                local[rows], offset[rows] = np.where(shift == _BAD, NAT, _wall_clock(group)), shift
    offset[local == NAT] = NAT
    return Readings(local, offset)


_BAD = NAT + 1


@attrs.frozen
class _Group:
    """Texts of one shape, taken apart.

    Attributes:
        shape: The text, with 0 for every digit.
        spans: Where in it each part stands; a part that is left out is not here.
        signs: uint8, the texts as rows of bytes.
    """

    shape: bytes
    spans: Mapping[str, tuple[int, int]]
    signs: NDArray[np.uint8]

    def number(self, part: str, start: int = 0, stop: int | None = None) -> _Ints:
        """Return the number that the part is, or that it is from one digit to another; 0 where it is left out."""
        if part not in self.spans:
            return np.zeros(len(self.signs), dtype=np.int64)
        low, high = self.spans[part]
        digits = self.signs[:, low:high][:, start:stop].astype(np.int64) - ord("0")
        number: _Ints = digits @ (10 ** np.arange(digits.shape[1] - 1, -1, -1, dtype=np.int64))
        return number

    def word(self, part: str) -> str:
        """Return the part, which holds no digits that matter, in lower case; empty where it is left out."""
        low, high = self.spans.get(part, (0, 0))
        return self.shape[low:high].decode().lower()

    def fraction(self, digits: int) -> _Ints:
        """Return the fraction as so many digits; further ones are cut off."""
        low, high = self.spans.get("fraction", (0, 0))
        width = min(high - low, digits)
        return self.number("fraction", 0, digits) * int(10 ** (digits - width))


def _groups(texts: Sequence[str], pattern: re.Pattern[bytes], parts: Sequence[str]) -> Iterator[tuple[_Ints, _Group]]:
    """Take `texts` apart by shape; those that are not of the pattern are left out."""
    data = "\n".join("" if "\n" in text else text for text in texts).encode("utf-8", "replace")
    shapes = data.translate(_SHAPE).split(b"\n")
    length = np.fromiter(map(len, shapes), np.int64, len(shapes)) + 1
    start = np.cumsum(length) - length
    known: defaultdict[bytes, int] = defaultdict()
    known.default_factory = known.__len__
    codes = np.fromiter(map(known.__getitem__, shapes), np.int64, len(shapes))
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(known) + 1)).tolist()
    signs = np.frombuffer(data, dtype=np.uint8)
    for code, shape in enumerate(known):
        match = pattern.fullmatch(shape)
        if match is None:
            continue
        places = order[bounds[code] : bounds[code + 1]]
        spans = {part: match.span(number) for number, part in enumerate(parts, 1) if match.start(number) >= 0}
        yield places, _Group(shape, spans, signs[start[places][:, None] + np.arange(len(shape))])


def _epoch(group: _Group, unit: int) -> _Ints:
    amount = group.number("whole") * unit + group.fraction(len(str(unit)) - 1)
    if group.word("sign"):
        amount = -amount
    return np.where((amount < EARLIEST) | (amount > LATEST), NAT, amount)


def _wall_clock(group: _Group) -> _Ints:
    year, month, day = _year(group), _month(group), group.number("day")
    good = (year >= 1) & (month >= 1) & (month <= 12)
    months = (np.where(good, (year - 1970) * 12 + month - 1, 0)).astype("M8[M]")
    first = months.astype("M8[D]").astype(np.int64)
    length = (months + 1).astype("M8[D]").astype(np.int64) - first
    hour, minute, second = group.number("hour"), group.number("minute"), group.number("second")
    good &= (day >= 1) & (day <= length)
    if "half" in group.spans:
        half_day = group.number("half_day_hour")
        good &= (half_day >= 1) & (half_day <= 12)
        hour = half_day % 12 + (12 if group.word("half").startswith("p") else 0)
    for part in group.spans:
        if part.startswith(LITERAL):
            good &= group.number(part) == int(part[-1])
    good &= (hour <= 23) & (minute <= 59) & (second <= 59)
    us = (first + day - 1) * _DAY + ((hour * 60 + minute) * 60 + second) * _SECOND + group.fraction(6)
    return np.where(good, us, NAT)


def _year(group: _Group) -> _Ints:
    if "year" in group.spans:
        return group.number("year")
    short = group.number("short_year")
    return short + np.where(short < 69, 2000, 1900)  # as POSIX reads %y


def _month(group: _Group) -> _Ints:
    if "month" in group.spans:
        return group.number("month")
    return np.full(len(group.signs), MONTH_NUMBER[group.word("month_name")], dtype=np.int64)


def _offset(group: _Group) -> _Ints:
    """Return the offset, `NAT` where there is none, `_BAD` where it is more than a day or no time."""
    written = group.word("offset")
    if not written:
        return np.full(len(group.signs), NAT, dtype=np.int64)
    if written[0] not in "+-":
        return np.zeros(len(group.signs), dtype=np.int64)
    digits = [place for place, sign in enumerate(written) if sign == "0"]
    nothing = np.zeros(len(group.signs), dtype=np.int64)
    pairs = [group.number("offset", place, place + 2) for place in digits[::2]]
    hours, minutes, seconds = [*pairs, nothing, nothing][:3]
    size = ((hours * 60 + minutes) * 60 + seconds) * _SECOND
    fine = (hours <= 23) & (minutes <= 59) & (seconds <= 59)
    return np.where(fine, -size if written[0] == "-" else size, _BAD)
