"""One language: its words by key, and how it writes numbers, shares, amounts, dates, instants and durations.

What is written never decides anything: a share is shown with as many places as it takes to stay on its side of the
target, and an instant with seconds only where it has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs

from contractkit.quantities.currencies import shown_places
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.said import Worded

__all__ = ["Language"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
_UNIT_SIZES = (("hours", 3_600_000_000), ("minutes", 60_000_000))


def _places(share: Fraction, beside: Fraction | None) -> int:
    """Return how many places keep a percentage on its own side of the one that it is compared with."""
    exact = share * 100
    for places in range(1, 7):
        shown = _rounded(exact, places)
        if beside is None or (shown < beside * 100) == (exact < beside * 100):
            whole = shown in (0, 100) and exact not in (0, 100)
            if not whole:
                return places
    return 6


def _rounded(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    whole, rest = divmod(value * scale, 1)
    return Fraction(int(whole) + (1 if rest >= Fraction(1, 2) else 0), scale)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@attrs.frozen(eq=False)
class Language:
    """The words and the notation of one language.

    Attributes:
        code: The ISO 639-1 code.
        messages: What is said, by key; ``one|many`` are told apart by the fact ``n``.
        decimal: The decimal mark.
        months: The names of the months, January first.
        months_short: The same, for narrow places.
        small_numbers: The words for zero and up, as far as they are written out.
        first_of_month: How the first day of a month is written; other days are digits.
    """

    code: str
    messages: Mapping[str, str]
    decimal: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    small_numbers: tuple[str, ...]

    def say(self, key: str, /, **facts: object) -> str:
        """Return the message of `key` with its facts filled in; a number `n` chooses between one and many."""
        text = self.messages[key]
        if "|" in text:
            one, many = text.split("|", 1)
            text = one if facts.get("n") == 1 else many
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in facts.items()}
        return text.format(**shown)

    def word(self, prefix: str, value: str) -> str:
        """Return the words for a value of a closed list; a value without words of its own speaks for itself."""
        return self.noun(prefix, value, 0)

    def noun(self, prefix: str, value: str, many: int) -> str:
        """Return the words for a value of a closed list as they stand behind a number: ``1 item``, ``2 items``."""
        one, _, several = self.messages.get(f"{prefix}.{value}", value.replace("-", " ")).partition("|")
        return several if several and many != 1 else one

    def written(self, text: str) -> str:
        """Return words of a paper in this language where the paper has them, else in the language that it has."""
        return text.texts.get(self.code) or str.__str__(text) if isinstance(text, Worded) else text

    def number(self, value: int | Decimal) -> str:
        """Return a number with its thousands set apart by no-break spaces and all its places."""
        text = f"{abs(value):,f}" if isinstance(value, Decimal) else f"{abs(value):,}"
        whole, _, places = text.partition(".")
        text = whole.replace(",", _NO_BREAK) + (f"{self.decimal}{places}" if places else "")
        return f"{_MINUS}{text}" if value < 0 else text

    def count(self, value: int) -> str:
        """Return a count as a sentence says it: in words while it is small."""
        return self.small_numbers[value] if 0 <= value < len(self.small_numbers) else self.number(value)

    def share(self, value: Fraction | None, beside: Fraction | None = None) -> str:
        """Return a share as a percentage, never rounded over to the other side of `beside`.

        Args:
            value: The exact share, 1 for all; None is shown as a dash.
            beside: The share that it is compared with, if any; 99.98 % beside 99.99 % stays below it.
        """
        if value is None:
            return "–"
        return self._percentage(value, _places(value, beside))

    def _percentage(self, share: Fraction, places: int) -> str:
        if share in (0, 1):
            return f"{int(share * 100)}{_NO_BREAK}%"
        return f"{_decimal(_rounded(share * 100, places)):.{places}f}{_NO_BREAK}%".replace(".", self.decimal)

    def interval(self, low: Fraction | None, high: Fraction | None, beside: Fraction | None = None) -> tuple[str, str]:
        """Return both ends of an interval of shares with as many places as it takes to tell them apart.

        Args:
            low: The lower end.
            high: The upper end.
            beside: The share that both are compared with, if any.
        """
        if low is None or high is None:
            return self.share(low), self.share(high)
        least = max(_places(low, beside), _places(high, beside))
        apart = (places for places in range(least, 7) if _rounded(low * 100, places) != _rounded(high * 100, places))
        places = next(apart, least)
        return self._percentage(low, places), self._percentage(high, places)

    def score(self, value: Fraction) -> str:
        """Return a score or a mean of scores with at most two places."""
        text = f"{_decimal(_rounded(value, 2)):.2f}".rstrip("0").rstrip(".")
        return text.replace(".", self.decimal)

    def percent(self, value: Decimal) -> str:
        """Return an agreed percentage as the clause writes it, without zeros that say nothing."""
        text = f"{value.normalize():f}"
        return f"{text.replace('.', self.decimal)}{_NO_BREAK}%"

    def amount(self, money: Money) -> str:
        """Return an amount without its currency, down to the smallest coin at least; below zero with a minus sign."""
        places = shown_places(money.amount, money.currency)
        return self.number(money.amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))

    def signed(self, money: Money) -> str:
        """Return an amount without its currency and with its sign, also where it is above zero."""
        return f"+{self.amount(money)}" if money.amount > 0 else self.amount(money)

    def money(self, money: Money) -> str:
        """Return an amount with its currency in front."""
        return f"{money.currency}{_NO_BREAK}{self.amount(money)}"

    def day(self, day: date) -> str:
        """Return a date with the month in words."""
        return f"{day.day}{_NO_BREAK}{self.months[day.month - 1]}{_NO_BREAK}{day.year}"

    def month(self, day: date) -> str:
        """Return the short name of the month of a date."""
        return self.months_short[day.month - 1]

    def instant(self, us: int | None, zone: ZoneInfo) -> str:
        """Return the wall clock of an instant in a zone, with its offset in an hour that is repeated.

        Args:
            us: Microseconds since the epoch in UTC; None is shown as a dash.
            zone: The zone in which it is read.
        """
        if us is None:
            return "–"
        local = (_EPOCH + timedelta(microseconds=us)).astimezone(zone)
        clock = f"{local:%H:%M}"
        if local.second or local.microsecond:
            clock += f":{local:%S}" + (f".{local.microsecond:06d}".rstrip("0") if local.microsecond else "")
        if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
            clock += f"{_NO_BREAK}{local:%z}"[:-2] + ":" + f"{local:%z}"[-2:]
        month = self.months_short[local.month - 1]
        return f"{local.day}{_NO_BREAK}{month}{_NO_BREAK}{local.year} {clock}"

    def between(self, start: int, end: int, zone: ZoneInfo) -> str:
        """Return two instants with a dash between them, the date said once where it is the same."""
        first, last = self.instant(start, zone), self.instant(end, zone)
        if first == last:
            return first
        date, clock = last.split(" ", 1)
        return f"{first} – {clock}" if first.startswith(f"{date} ") else f"{first} – {last}"

    def until(self, us: int, zone: ZoneInfo) -> str:
        """Return the wall clock of an instant at which something ends: a midnight is the 24:00 of the date before."""
        local = (_EPOCH + timedelta(microseconds=us)).astimezone(zone)
        if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
            return self.instant(us, zone)
        last = local.date() - timedelta(days=1)
        return f"{last.day}{_NO_BREAK}{self.months_short[last.month - 1]}{_NO_BREAK}{last.year} 24:00"

    def duration(self, us: int | None) -> str:
        """Return a stretch of time in hours and minutes; never in days, which mean something else on a calendar."""
        if us is None:
            return "–"
        sign, rest, parts = (_MINUS if us < 0 else ""), abs(us), []
        for name, size in _UNIT_SIZES:
            many, rest = divmod(rest, size)
            if many:
                parts.append(f"{self.number(many)}{_NO_BREAK}{self.messages[f'unit.{name}']}")
        if rest:
            seconds = f"{rest / 1_000_000:.6f}".rstrip("0").rstrip(".").replace(".", self.decimal)
            parts.append(f"{seconds}{_NO_BREAK}{self.messages['unit.seconds']}")
        return sign + (_NO_BREAK.join(parts) or f"0{_NO_BREAK}{self.messages['unit.minutes']}")

    def days(self, number: int) -> str:
        """Return a number of days in words."""
        return self.say("unit.days", n=number)

    def stretch(self, period: Period) -> str:
        """Return the first and the last day of a period."""
        first, last = period.start, period.end - timedelta(days=1)
        return f"{self.day(first)} – {self.day(last)}" if first != last else self.day(first)

    def piece(self, period: Period) -> str:
        """Return the name of a piece of a period: a whole month by its name, a stretch of dates by its ends.

        A quarter, a half-year and a year keep their label.
        """
        first, last = period.start, period.end - timedelta(days=1)
        if first.day == period.end.day == 1 and (period.end - first).days <= 31:
            return f"{self.month(first)}{_NO_BREAK}{first.year}"
        if ".." not in period.label:
            return period.label
        if first == last:
            return f"{last.day}{_NO_BREAK}{self.month(last)}{_NO_BREAK}{last.year}"
        since = f"{first.day}"
        if (first.year, first.month) != (last.year, last.month):
            since += f"{_NO_BREAK}{self.month(first)}" + (f"{_NO_BREAK}{first.year}" if first.year != last.year else "")
        return f"{since}{_NO_BREAK}–{_NO_BREAK}{last.day}{_NO_BREAK}{self.month(last)}{_NO_BREAK}{last.year}"

    def either(self, words: Sequence[str]) -> str:
        """Return words of which one holds: ``P1``, ``P1 or P2``, ``P1, P2 or P3``."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.messages['either.or']} {words[-1]}"

    def title_case(self, name: str) -> str:
        """Return a name from a document as the beginning of a line."""
        text = self.written(name).replace("-", " ")
        return text[:1].upper() + text[1:]
