"""How much, or how often, in each period: ``2 hours per month``, ``4 windows per month``."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.notation.figures import NUMBER_TEXT, WORD_TEXT, decimal_of
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.words import PERIODS, Cycle, parse_cycle

__all__ = ["QUOTA", "Quota", "parse_quota"]

_TIMES = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}


@attrs.frozen
class Quota:
    """So much of something in each period.

    Attributes:
        number: How much; of what is counted in pieces a whole number.
        unit: ``hours``, ``minutes``, or the word for what is counted, as it was written.
        per: The periods.
    """

    number: Decimal
    unit: str
    per: Cycle

    @property
    def time(self) -> timedelta | None:
        """Return how much time it is; None where pieces are counted."""
        size = _TIMES.get(self.unit.removesuffix("s"))
        return None if size is None else timedelta(microseconds=int(self.number * (size // timedelta(microseconds=1))))

    def __str__(self) -> str:
        """Return the quota as a clause writes it."""
        return f"{self.number} {self.unit} per {self.per}"


def _quota(match: re.Match[str]) -> Quota:
    number, unit = decimal_of(match[1]), match[2]
    if unit.removesuffix("s") not in _TIMES and number != int(number):
        raise QuantityError(f"'{match[0]}' is no number of {unit}", "a whole number, or a number of hours")
    return Quota(number, unit, parse_cycle(match[3]))


def _hint(text: str) -> str | None:
    alone = re.fullmatch(rf"({NUMBER_TEXT}) ?({WORD_TEXT})", text)
    if alone:
        return f"in which period? For example '{alone[1]} {alone[2]} per month'"
    abbreviated = re.fullmatch(rf"({NUMBER_TEXT}) ?(?:h|hr|hrs)\b(.*)", text)
    return f"write '{abbreviated[1]} hours{abbreviated[2]}'" if abbreviated else None


_PER = rf"(?:{'|'.join(PERIODS)})|month from day [0-9]{{1,2}}|rolling [0-9]{{1,4}} (?:days|weeks|months)"

QUOTA: Notation[Quota] = Notation(
    what="an amount of time, or a number, in each period",
    pattern=rf"^({NUMBER_TEXT}) ({WORD_TEXT}) per ({_PER})$",
    examples=("2 hours per month", "4 windows per month"),
    read=_quota,
    hint=_hint,
)


def parse_quota(text: str) -> Quota:
    """Return how much `text` allows in each period.

    Raises:
        QuantityError: It says no period, or counts parts of pieces.

    Example:
        >>> parse_quota("2 hours per month").time
        datetime.timedelta(seconds=7200)
    """
    return QUOTA.parse(text)
