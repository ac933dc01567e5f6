"""Numbers and what they count: plain numbers, percentages, points, ratios, levels with their bounds, volumes."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.money import Percent, PercentagePoints
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.repairs import bound_hint, number_hint, percent_hint, volume_hint

__all__ = [
    "BOUND",
    "COUNT",
    "LEVEL",
    "NUMBER",
    "NUMBER_TEXT",
    "PERCENT",
    "POINTS",
    "PRECISION_STEP",
    "RATIO",
    "REACH",
    "VOLUME",
    "WORD_TEXT",
    "Bound",
    "Level",
    "Volume",
    "decimal_of",
    "parse_bound",
    "parse_level",
    "parse_number",
    "parse_percent",
    "parse_points",
    "parse_ratio",
    "parse_volume",
    "same_unit",
]

NUMBER_TEXT = r"(?:[0-9]{1,3}(?: [0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,12})?"
"""The pattern of a number: a point for decimals, blanks between thousands, never a comma."""

WORD_TEXT = r"[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f]*(?:-[A-Za-z0-9\u00c0-\u024f]+)*"
"""The pattern of a unit or of another word."""

NOT_THOUSANDS = r"(?!-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9]))"
"""Refuses 1.000, which half of Europe reads as a thousand and the other half as one."""


def decimal_of(text: str) -> Decimal:
    """Return the number that `text` writes, exactly; blanks between thousands are left out."""
    return Decimal(text.replace(" ", ""))


def _number(match: re.Match[str]) -> Decimal:
    return decimal_of(match[0])


def _percent(match: re.Match[str]) -> Percent:
    return Percent(decimal_of(match[1]))


def _reach(match: re.Match[str]) -> Percent:
    percent = _percent(match)
    if percent.value > 100:
        raise QuantityError(f"'{match[0]}' cannot be reached", "a share of the items is at most 100 %")
    return percent


def _points(match: re.Match[str]) -> PercentagePoints:
    return PercentagePoints(decimal_of(match[1]))


def _ratio(match: re.Match[str]) -> Fraction:
    if match[2] is None:
        return Fraction(decimal_of(match[1]))
    if int(match[3]) == 0:
        raise QuantityError(f"'{match[0]}' is not a ratio", "nothing can be divided by zero")
    return Fraction(int(match[2]), int(match[3]))


@attrs.frozen
class Level:
    """A measured level and its unit.

    Attributes:
        number: The exact number.
        unit: ``%``, ``pp``, ``points``, another word, or None for a bare number.
    """

    number: Decimal
    unit: str | None = None

    def __str__(self) -> str:
        """Return the level as a clause writes it."""
        return f"{self.number}" if self.unit is None else f"{self.number} {self.unit}"


def _level_of(sign_number: str, unit: str | None) -> Level:
    word = {"point": "points"}.get(unit, unit) if unit else None
    return Level(decimal_of(sign_number), word)


def _level(match: re.Match[str]) -> Level:
    return _level_of(match[1], match[2] or match[3])


Relation = Literal["at least", "more than", "at most", "less than"]


@attrs.frozen
class Bound:
    """A level that has to be reached, and on which side.

    Attributes:
        relation: ``at least`` and ``at most`` include the level; ``more than`` and ``less than`` do not.
        level: The level.
    """

    relation: Relation
    level: Level

    def __str__(self) -> str:
        """Return the bound as a clause writes it."""
        return f"{self.relation} {self.level}"


def _bound(match: re.Match[str]) -> Bound:
    relation: Relation = match[1]  # type: ignore[assignment]
    return Bound(relation, _level_of(match[2], match[3] or match[4]))


@attrs.frozen
class Volume:
    """A number of units.

    Attributes:
        number: How many.
        unit: The unit as written, such as ``seats``.
        per: The period in which they are counted, or None.
    """

    number: Decimal
    unit: str
    per: str | None = None


def _volume(match: re.Match[str]) -> Volume:
    return Volume(decimal_of(match[1]), match[2], match[3])


_LEVEL_TEXT = rf"(-?{NUMBER_TEXT})(?: ?(%)| ({WORD_TEXT}))?"

NUMBER: Notation[Decimal] = Notation(
    what="a number",
    pattern=rf"^{NOT_THOUSANDS}-?{NUMBER_TEXT}$",
    examples=("250", "1 000", "0.5"),
    read=_number,
    hint=number_hint,
)
PERCENT: Notation[Percent] = Notation(
    what="a percentage",
    pattern=rf"^(-?{NUMBER_TEXT}) ?%$",
    examples=("98 %", "99.95 %"),
    read=_percent,
    hint=percent_hint,
)
REACH: Notation[Percent] = Notation(
    what="a percentage",
    pattern=rf"^(?:at least )?({NUMBER_TEXT}) ?%$",
    examples=("98 %", "99.95 %"),
    read=_reach,
    hint=percent_hint,
)
POINTS: Notation[PercentagePoints] = Notation(
    what="a number of percentage points",
    pattern=rf"^(-?{NUMBER_TEXT}) pp$",
    examples=("1 pp", "0.1 pp"),
    read=_points,
)
RATIO: Notation[Fraction] = Notation(
    what="a ratio",
    pattern=rf"^(?:({NUMBER_TEXT})|([0-9]{{1,18}})/([0-9]{{1,18}}))$",
    examples=("0.5", "1/11"),
    read=_ratio,
    hint=number_hint,
)
LEVEL: Notation[Level] = Notation(
    what="a measured level",
    pattern=rf"^{_LEVEL_TEXT}$",
    examples=("99.9 %", "7.0", "20 points"),
    read=_level,
    hint=percent_hint,
)
BOUND: Notation[Bound] = Notation(
    what="a level with its side",
    pattern=rf"^(at least|more than|at most|less than) {_LEVEL_TEXT}$",
    examples=("at least 99.9 %", "at most 4 hours"),
    read=_bound,
    hint=bound_hint,
)
COUNT: Notation[Level] = Notation(
    what="a number of units",
    pattern=rf"^{NOT_THOUSANDS}({NUMBER_TEXT})()(?: ({WORD_TEXT}))?$",
    examples=("250", "1 000", "50 TB"),
    read=_level,
    hint=number_hint,
)
VOLUME: Notation[Volume] = Notation(
    what="a volume with its unit",
    pattern=rf"^{NOT_THOUSANDS}({NUMBER_TEXT}) ({WORD_TEXT})(?: per (day|week|month|quarter|half-year|year|contract-year))?$",
    examples=("420 seats", "6 000 hours per year"),
    read=_volume,
    hint=volume_hint,
)
PRECISION_STEP: Notation[Level] = Notation(
    what="a unit to round to",
    pattern=rf"^({NUMBER_TEXT})(?: ?(%))?()$",
    examples=("0.01", "0.1 %"),
    read=_level,
    hint=number_hint,
)


def parse_number(text: str) -> Decimal:
    """Return the number that `text` writes: decimals after a point, thousands set apart by blanks.

    Raises:
        QuantityError: The text is no number, or it can be read as a thousand and as one (``1.000``).

    Example:
        >>> parse_number("1 000.5")
        Decimal('1000.5')
    """
    return NUMBER.parse(text)


def parse_percent(text: str) -> Percent:
    """Return the percentage that `text` writes, such as ``97.5 %``.

    Raises:
        QuantityError: The text is no percentage; a bare number misses its unit.

    Example:
        >>> str(parse_percent("97.5%"))
        '97.5 %'
    """
    return PERCENT.parse(text)


def parse_points(text: str) -> PercentagePoints:
    """Return the difference of percentages that `text` writes, such as ``0.1 pp``.

    Raises:
        QuantityError: The text is no number of percentage points.
    """
    return POINTS.parse(text)


def parse_ratio(text: str) -> Fraction:
    """Return the ratio that `text` writes, exactly: ``0.5`` or ``1/11``.

    Raises:
        QuantityError: The text is no ratio.
    """
    return RATIO.parse(text)


def parse_level(text: str) -> Level:
    """Return the level that `text` writes, such as ``99.9 %``, ``20 points`` or ``7.0``.

    Raises:
        QuantityError: The text is no level.
    """
    return LEVEL.parse(text)


def parse_bound(text: str) -> Bound:
    """Return the level and its side that `text` writes, such as ``at least 99.9 %``.

    Raises:
        QuantityError: The text is no bound.

    Example:
        >>> parse_bound("at least 99.9 %").relation
        'at least'
    """
    return BOUND.parse(text)


def parse_volume(text: str) -> Volume:
    """Return the number of units that `text` writes, such as ``420 seats`` or ``6 000 hours per year``.

    Raises:
        QuantityError: The text is no volume, or its number can be read as a thousand and as one.

    Example:
        >>> parse_volume("1 000 servers").number
        Decimal('1000')
    """
    return VOLUME.parse(text)


def same_unit(one: str, other: str) -> bool:
    """Return whether two words are one unit, in the singular or the plural: ``mailbox`` and ``mailboxes``."""
    return bool(_singulars(one) & _singulars(other))


def _singulars(word: str) -> set[str]:
    lower = word.lower()
    found = {lower}
    if lower.endswith("ies"):
        found.add(lower[:-3] + "y")
    if lower.endswith("es"):
        found.add(lower[:-2])
    if lower.endswith("s") and not lower.endswith("ss"):
        found.add(lower[:-1])
    return found
