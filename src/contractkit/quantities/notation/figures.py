"""Numbers: plain numbers, percentages, percentage points, service points, ratios."""

from __future__ import annotations

import re
from decimal import Decimal

from contractkit.errors import QuantityError
from contractkit.quantities.money import Percent, PercentagePoints
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.repairs import number_hint, percent_hint
from contractkit.quantities.ratios import Points, Ratio

__all__ = [
    "NOT_THOUSANDS",
    "NUMBER",
    "NUMBER_TEXT",
    "PERCENT",
    "POINTS",
    "PP",
    "RATIO",
    "REACH",
    "WORD_TEXT",
    "decimal_of",
    "number_text",
    "parse_number",
    "parse_percent",
    "parse_points",
    "parse_pp",
    "parse_ratio",
    "percent_text",
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


def number_text(number: Decimal) -> str:
    """Return a number as a clause writes it: blanks between thousands, and never a form that could be two numbers.

    Example:
        >>> number_text(Decimal("250000.00")), number_text(Decimal("1.250"))
        ('250 000.00', '1.2500')
    """
    text = f"{number:,f}".replace(",", " ")
    whole, _, part = text.removeprefix("-").partition(".")
    return f"{text}0" if len(part) == 3 and " " not in whole and whole != "0" else text


def percent_text(percent: Percent) -> str:
    """Return a percentage as a clause writes it."""
    return f"{number_text(percent.value)} %"


def _pp_text(points: PercentagePoints) -> str:
    return f"{number_text(points.value)} pp"


def _points_text(points: Points) -> str:
    return f"{number_text(points.value)} point{'' if points.value in (1, -1) else 's'}"


def _number(match: re.Match[str]) -> Decimal:
    return decimal_of(match[0])


def _percent(match: re.Match[str]) -> Percent:
    return Percent(decimal_of(match[1]))


def _reach(match: re.Match[str]) -> Percent:
    percent = _percent(match)
    if percent.value > 100:
        raise QuantityError(f"'{match[0]}' cannot be reached", "a share of the items is at most 100 %")
    return percent


def _pp(match: re.Match[str]) -> PercentagePoints:
    return PercentagePoints(decimal_of(match[1]))


def _points(match: re.Match[str]) -> Points:
    return Points(decimal_of(match[1]))


def _points_hint(text: str) -> str | None:
    return f"the unit is missing: write '{text} points'" if NUMBER.matches(text) else None


def _pp_hint(text: str) -> str | None:
    match = re.fullmatch(rf"(-?{NUMBER_TEXT}) ?(?:%|percentage[ -]points?|%-?points?|procentpunt(?:en)?)", text)
    if match:
        return f"write '{match[1]} pp': a difference of two percentages"
    return f"the unit is missing: write '{text} pp'" if NUMBER.matches(text) else None


def _ratio(match: re.Match[str]) -> Ratio:
    if match[2] is None:
        return Ratio(decimal_of(match[1]))
    if int(match[3]) == 0:
        raise QuantityError(f"'{match[0]}' is not a ratio", "nothing can be divided by zero")
    return Ratio(f"{int(match[2])}/{int(match[3])}")


NUMBER: Notation[Decimal] = Notation(
    what="a number",
    pattern=rf"^{NOT_THOUSANDS}-?{NUMBER_TEXT}$",
    examples=("250", "1 000", "0.5"),
    read=_number,
    hint=number_hint,
    write=number_text,
)


PERCENT: Notation[Percent] = Notation(
    what="a percentage",
    pattern=rf"^(-?{NUMBER_TEXT}) ?%$",
    examples=("98 %", "99.95 %"),
    read=_percent,
    hint=percent_hint,
    write=percent_text,
)


REACH: Notation[Percent] = Notation(
    what="a percentage",
    pattern=rf"^(?:at least )?({NUMBER_TEXT}) ?%$",
    examples=("98 %", "99.95 %"),
    read=_reach,
    hint=percent_hint,
    write=percent_text,
)


PP: Notation[PercentagePoints] = Notation(
    what="a number of percentage points",
    pattern=rf"^(-?{NUMBER_TEXT}) pp$",
    examples=("1 pp", "0.1 pp"),
    read=_pp,
    hint=_pp_hint,
    write=_pp_text,
)


POINTS: Notation[Points] = Notation(
    what="a number of points",
    pattern=rf"^(-?{NUMBER_TEXT}) points?$",
    examples=("20 points", "1 point"),
    read=_points,
    hint=_points_hint,
    write=_points_text,
)


RATIO: Notation[Ratio] = Notation(
    what="a ratio",
    pattern=rf"^(?:({NUMBER_TEXT})|([0-9]{{1,18}})/([0-9]{{1,18}}))$",
    examples=("0.5", "1/11"),
    read=_ratio,
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


def parse_pp(text: str) -> PercentagePoints:
    """Return the difference of percentages that `text` writes, such as ``0.1 pp``.

    Raises:
        QuantityError: The text is no number of percentage points.
    """
    return PP.parse(text)


def parse_points(text: str) -> Points:
    """Return the number of service points that `text` writes, such as ``20 points``.

    Raises:
        QuantityError: The text is no number of points.
    """
    return POINTS.parse(text)


def parse_ratio(text: str) -> Ratio:
    """Return the ratio that `text` writes, exactly: ``0.5`` or ``1/11``.

    Raises:
        QuantityError: The text is no ratio.
    """
    return RATIO.parse(text)
