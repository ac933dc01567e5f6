"""Words for periods, and how often something repeats."""

from __future__ import annotations

import re

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.nearest import nearest_word

__all__ = ["CYCLE", "PERIOD", "PERIODS", "Cycle", "parse_cycle", "parse_period_word"]

PERIODS = ("day", "week", "month", "quarter", "half-year", "year", "contract-year", "term", "once")
"""The words for periods, from short to long."""

_TRIED = {
    word: period
    for period, words in {
        "day": "daily days dag dagelijks tag per-day each-day every-day",
        "week": "weekly weeks wekelijks woche per-week each-week every-week",
        "month": "monthly months maand maandelijks monat monatlich måned mnd per-month each-month every-month",
        "quarter": "quarterly quarters kwartaal quartal kvartal negyedév per-quarter each-quarter every-quarter",
        "half-year": "halfyear half-yearly semester halfjaar halbjahr 6-months six-months biannual",
        "year": "yearly years annual annually annum jaar jaarlijks jahr år év per-year per-annum 12-months",
        "contract-year": "contractyear agreement-year contractjaar",
        "once": "one-off one-time eenmalig einmalig",
    }.items()
    for word in words.split()
}
"""What people write for a period."""


@attrs.frozen
class Cycle:
    """The periods over which something counts.

    Attributes:
        word: A word of `PERIODS`, or ``rolling``.
        from_day: For months that do not begin on the first: the day on which they do; None otherwise.
        n: For rolling windows: how many of `unit`; None otherwise.
        unit: For rolling windows: ``days``, ``weeks`` or ``months``; None otherwise.
    """

    word: str
    from_day: int | None = None
    n: int | None = None
    unit: str | None = None

    def __str__(self) -> str:
        """Return the periods as a clause writes them."""
        if self.n is not None:
            return f"rolling {self.n} {self.unit}"
        return self.word if self.from_day is None else f"{self.word} from day {self.from_day}"


def _word(match: re.Match[str]) -> str:
    return match[0]


def _cycle(match: re.Match[str]) -> Cycle:
    if match[2]:
        day = int(match[2])
        if not 1 <= day <= 28:
            raise QuantityError(f"'{match[0]}' is not a period", "every month has the days 1 to 28")
        return Cycle("month", from_day=day)
    if match[3]:
        if int(match[3]) == 0:
            raise QuantityError(f"'{match[0]}' is not a period", "a window has at least one day, week or month")
        return Cycle("rolling", n=int(match[3]), unit=match[4])
    return Cycle(match[1])


def _hint(text: str) -> str | None:
    word = text.strip().lower().replace(" ", "-")
    found = _TRIED.get(word) or nearest_word(word, PERIODS)
    return f"write '{found}'" if found else None


def _cycle_hint(text: str) -> str | None:
    if re.fullmatch(r"(?:clock|per|each|every)?[ -]?(?:hour|minute)s?|hourly", text.strip().lower()):
        return (
            "the shortest period is 'day'; what holds for single hours is a condition on a field that holds a duration"
        )
    window = re.fullmatch(r"(?:last |any |rolling )?([0-9]{1,4}) (day|week|month)s?", text.strip().lower())
    return f"write 'rolling {window[1]} {window[2]}s'" if window else _hint(text)


PERIOD: Notation[str] = Notation(
    what="a period",
    pattern=rf"^(?:{'|'.join(PERIODS)})$",
    examples=("month", "quarter"),
    read=_word,
    hint=_hint,
)
CYCLE: Notation[Cycle] = Notation(
    what="a period",
    pattern=rf"^(?:({'|'.join(PERIODS)})|month from day ([0-9]{{1,2}})|rolling ([0-9]{{1,4}}) (days|weeks|months))$",
    examples=("month", "quarter", "rolling 12 months", "month from day 16"),
    read=_cycle,
    hint=_cycle_hint,
)


def parse_period_word(text: str) -> str:
    """Return `text` where it is a word for a period: ``month``, ``quarter``, ``half-year``, ``year`` ...

    Raises:
        QuantityError: It is none; the hint has the nearest one.

    Example:
        >>> parse_period_word("quarter")
        'quarter'
    """
    return PERIOD.parse(text)


def parse_cycle(text: str) -> Cycle:
    """Return the periods that `text` names: a period word, ``month from day 16`` or ``rolling 12 months``.

    Raises:
        QuantityError: It names none.
    """
    return CYCLE.parse(text)
