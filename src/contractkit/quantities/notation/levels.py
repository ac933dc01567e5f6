"""Measured levels and their sides, numbers of units, volumes, and the units that they are counted in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.notation.figures import NOT_THOUSANDS, NUMBER_TEXT, WORD_TEXT, decimal_of, number_text
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.repairs import bound_hint, number_hint, percent_hint, volume_hint

__all__ = [
    "BOUND",
    "COUNT",
    "LEVEL",
    "PRECISION_STEP",
    "VOLUME",
    "Bound",
    "Level",
    "Relation",
    "Volume",
    "level_text",
    "parse_bound",
    "parse_level",
    "parse_volume",
    "same_unit",
]


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


def level_text(level: Level) -> str:
    """Return a level as a clause writes it, with blanks between thousands."""
    number = number_text(level.number)
    return number if level.unit is None else f"{number} {'point' if level == Level(_ONE, 'points') else level.unit}"


_ONE = Decimal(1)


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

    def __str__(self) -> str:
        """Return the volume as a clause writes it."""
        return f"{number_text(self.number)} {self.unit}{'' if self.per is None else f' per {self.per}'}"


def _volume(match: re.Match[str]) -> Volume:
    return Volume(decimal_of(match[1]), match[2], match[3])


_LEVEL_TEXT = rf"(-?{NUMBER_TEXT})(?: ?(%)| ({WORD_TEXT}))?"


LEVEL: Notation[Level] = Notation(
    what="a measured level",
    pattern=rf"^{_LEVEL_TEXT}$",
    examples=("99.9 %", "7.0", "20 points"),
    read=_level,
    hint=percent_hint,
    write=level_text,
)


BOUND: Notation[Bound] = Notation(
    what="a level with its side",
    pattern=rf"^(at least|more than|at most|less than) {_LEVEL_TEXT}$",
    examples=("at least 99.9 %", "at most 4 hours"),
    read=_bound,
    hint=bound_hint,
    write=lambda bound: f"{bound.relation} {level_text(bound.level)}",
)


COUNT: Notation[Level] = Notation(
    what="a number of units",
    pattern=rf"^{NOT_THOUSANDS}({NUMBER_TEXT})()(?: ({WORD_TEXT}))?$",
    examples=("250", "1 000", "50 TB"),
    read=_level,
    hint=number_hint,
    write=level_text,
)


VOLUME: Notation[Volume] = Notation(
    what="a volume with its unit",
    pattern=rf"^{NOT_THOUSANDS}({NUMBER_TEXT}) ({WORD_TEXT})"
    r"(?: per (day|week|month|quarter|half-year|year|contract-year))?$",
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
    write=level_text,
)


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
