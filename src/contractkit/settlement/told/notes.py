"""What is wrong in facts that were told, collected with its place, and the words of which such facts are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import attrs

from contractkit.errors import PeriodError, Problem, QuantityError
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Level, Volume, nearest, parse_level, parse_money, parse_volume
from contractkit.quantities.periods import Period
from contractkit.settlement.told.forms import called, form_of
from contractkit.settlement.told.measurements import Outage
from contractkit.terms import Agreement

__all__ = ["Notes", "is_period"]

_PERIOD = re.compile(r"[0-9]{4}(?:-|$)")
_TIMES = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_PART = re.compile(r"([0-9][0-9 ]*(?:\.[0-9]+)?) ([a-z]+?)s?(?: |$)")
_NUMBER = re.compile(r"[0-9]")
_US = timedelta(microseconds=1)


def is_period(key: Any) -> bool:
    """Return whether a key is a date or names a period, as ``2026-03`` and ``2025-06-01..2025-06-15`` do."""
    return isinstance(key, date) or (isinstance(key, str) and _PERIOD.match(key) is not None)


@attrs.frozen
class Notes:
    """Reads texts as quantities, and collects what is wrong.

    What cannot be read is None, with a problem; so the rest is read all the same, and everything is told at once.

    Attributes:
        agreement: The agreement that the facts are for.
        period: The period that a value without one of its own is of.
        problems: What is wrong so far.
    """

    agreement: Agreement
    period: Period
    problems: list[Problem] = attrs.field(factory=list)

    def problem(self, path: tuple[str | int, ...], code: str, says: str, hint: str | None = None) -> None:
        """Add a problem at a place."""
        where = " > ".join(str(part) for part in path)
        self.problems.append(Problem(code, says, where=where, hint=hint, path=path))

    def name(
        self, path: tuple[str | int, ...], word: str, known: Iterable[str], also: Iterable[str], what: str
    ) -> None:
        """Add a problem where a word is no name that the agreement knows."""
        names = tuple(known)
        if word not in names and word not in also:
            says = f"{self.agreement.id} has no {what} '{word}'"
            self.problem(path, "unknown-reference", says, nearest(word, names))

    def mapping(self, path: tuple[str | int, ...], value: Any) -> Iterator[tuple[str, Any]]:
        """Yield the entries of a mapping; of something else none, with a problem."""
        if not isinstance(value, Mapping):
            says = f"{called(value)} stands here, and a mapping of names to values belongs here"
            self.problem(path, "wrong-shape", says, form_of(path))
            return
        yield from ((key if isinstance(key, str) else str(key), inner) for key, inner in value.items())

    def plain(self, path: tuple[str | int, ...], value: Any, what: str, hint: str) -> bool:
        """Return whether a value is one value and not several or none; if not, that is a problem.

        Args:
            path: Where it stands.
            value: The value.
            what: What belongs there, such as ``a date``.
            hint: How it is written.
        """
        several = value is None or value == "" or isinstance(value, Mapping | list | tuple | set | bool)
        if several:
            self.problem(path, "wrong-shape", f"{called(value)} stands here, and {what} belongs here", hint)
        return not several

    def exact(self, path: tuple[str | int, ...], value: Any) -> bool:
        """Return whether a value is no float, which is not exact; if it is one, that is a problem."""
        if isinstance(value, float):
            says = f"{value!r} is a float, which is not exact"
            self.problem(path, "quantity", says, f"write it as a text: '{value}'")
        return not isinstance(value, float)

    def rows(self, value: Any) -> Iterator[tuple[int, Any]]:
        """Yield the entries of a list; a single one counts as a list of it."""
        yield from enumerate(value if isinstance(value, list | tuple) else [value])

    def words(self, path: tuple[str | int, ...], row: Mapping[str, Any], known: Iterable[str]) -> None:
        """Add a problem for each key of a row that means nothing there."""
        names = tuple(known)
        for key in row:
            if key not in names:
                self.problem(
                    (*path, str(key)), "unknown-field", f"'{key}' means nothing here", nearest(str(key), names)
                )

    def when(self, path: tuple[str | int, ...], text: Any) -> Period | None:
        """Return the period that a text or a date names."""
        if isinstance(text, Period):
            return text
        if isinstance(text, date):
            return Period.containing(text, "day")
        if not self.plain(path, text, "a period", "such as 2026-03, 2026-Q1 or 2026-01-01..2026-01-14"):
            return None
        try:
            return self.agreement.period(str(text))
        except PeriodError as error:
            self.problem(path, "wrong-shape", str(error))
            return None

    def day(self, path: tuple[str | int, ...], text: Any) -> date | None:
        """Return the date that a text writes."""
        if isinstance(text, date) and not isinstance(text, datetime):
            return text
        if not self.plain(path, text, "a date", "write it as 2026-03-31"):
            return None
        try:
            return date.fromisoformat(str(text))
        except ValueError:
            self.problem(path, "wrong-shape", f"'{text}' is not a date", "write it as 2026-03-31")
            return None

    def instant(self, path: tuple[str | int, ...], text: Any) -> datetime | None:
        """Return the instant that a text writes, in UTC."""
        if not self.plain(path, text, "an instant", "write it as 2026-03-31T09:00:00+02:00"):
            return None
        try:
            found = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
        except ValueError:
            self.problem(path, "wrong-shape", f"'{text}' is not an instant", "write it as 2026-03-31T09:00:00+02:00")
            return None
        if found.tzinfo is None:
            at = str(text) if ":" in str(text) else f"{text}T00:00"
            self.problem(path, "wrong-shape", f"'{text}' has no zone", f"write {at}Z, or {at}+02:00")
            return None
        return found.astimezone(UTC)

    def number(self, path: tuple[str | int, ...], text: Any) -> Decimal | None:
        """Return the number that a text writes, with blanks between thousands or without."""
        if not self.exact(path, text) or not self.plain(path, text, "one number", "for example 8 640 or 99.5"):
            return None
        try:
            found = Decimal(str(text).replace(" ", ""))
        except InvalidOperation:
            found = Decimal("nan")
        if not found.is_finite():
            self.problem(path, "quantity", f"'{text}' is not a number", "for example 8 640 or 99.5")
            return None
        return found

    def count(self, path: tuple[str | int, ...], text: Any) -> int | None:
        """Return the whole number that a text writes; at least nought."""
        found = self.number(path, text)
        if found is None:
            return None
        if found % 1 or found < 0:
            self.problem(path, "quantity", f"'{text}' is not how many there were", "write a whole number")
            return None
        return int(found)

    def level(self, path: tuple[str | int, ...], text: Any) -> Level | None:
        """Return the level that a text writes, such as ``99.5 %``."""
        if isinstance(text, Decimal | int | Fraction) and not isinstance(text, bool | Fraction):
            return Level(Decimal(text))
        if not self.exact(path, text) or not self.plain(path, text, "one figure", "for example 99.9 % or 7.0"):
            return None
        try:
            return parse_level(str(text))
        except QuantityError as error:
            self.problem(path, "quantity", str(error))
            return None

    def time(self, path: tuple[str | int, ...], text: Any) -> timedelta | None:
        """Return the length of time that a text writes, such as ``43 200 minutes`` or ``1 hour 30 minutes``."""
        if isinstance(text, timedelta):
            return text
        if not self.plain(path, text, "a length of time", "for example 4.5 minutes or 3 days"):
            return None
        written = str(text).strip()
        at, seconds = 0, Fraction(0)
        for part in _PART.finditer(written):
            size = _TIMES.get(part[2])
            if part.start() != at or size is None:
                break
            seconds += Fraction(part[1].replace(" ", "")) * size
            at = part.end()
        us = seconds * 1_000_000
        if at != len(written) or not written:
            self.problem(path, "quantity", f"'{text}' is not a length of time", "for example 4.5 minutes or 3 days")
            return None
        if us.denominator != 1:
            self.problem(path, "quantity", f"'{text}' is no whole number of microseconds", "write a smaller unit")
            return None
        return int(us) * _US

    def stretch(self, path: tuple[str | int, ...], value: Any) -> Outage | None:
        """Return the stretch that a text writes: its length, or its two instants with a stroke between them."""
        if isinstance(value, Mapping):
            self.words(path, value, ("from", "to"))
            if not value.get("from") or not value.get("to"):
                hint = "{from: 2026-03-05T10:00Z, to: 2026-03-05T10:30Z}"
                self.problem(path, "missing-field", "a stretch has both 'from' and 'to'", hint)
                return None
            value = f"{value.get('from')}/{value.get('to')}"
        if "/" not in str(value):
            lasted = self.time(path, value)
            return None if lasted is None else Outage(lasted)
        start, end = (self.instant(path, part.strip()) for part in str(value).split("/", 1))
        if start is None or end is None:
            return None
        if end < start:
            self.problem(path, "wrong-shape", f"'{value}' ends before it begins")
            return None
        return Outage.between(start, end)

    def amount(self, path: tuple[str | int, ...], value: Any, unit: str | None = None) -> Money | Volume | None:
        """Return the amount of money, or the number with or without a unit, that a text writes.

        Args:
            path: Where it stands.
            value: The text.
            unit: The unit of a number without one; None: the last word of the path.
        """
        unit = str(path[-1]) if unit is None else unit
        if isinstance(value, Money | Volume):
            return value
        if isinstance(value, Mapping):
            return self._in_parts(path, value, unit)
        if not self.exact(path, value) or not self.plain(path, value, "an amount", "for example EUR 250.00 or 40"):
            return None
        text = str(value)
        if re.match(r"-?[A-Z]{3} ", text):
            return self.money(path, text)
        try:
            return parse_volume(text)
        except QuantityError:
            number = self.number(path, value)
            return None if number is None else Volume(number, unit)

    def volume(self, path: tuple[str | int, ...], value: Any, service: str) -> Volume | None:
        """Return how many units of a service a text writes; at least none of them."""
        hint, known = f"for example 1 040, or {service}: {{2026-01: 1 040 units}}", len(self.problems)
        if isinstance(value, Mapping | Money | Volume):
            found = self.amount(path, value)
        elif not self.exact(path, value) or not self.plain(path, value, "how many units there were", hint):
            return None
        else:
            found = self.amount((*path, service), value) if _NUMBER.match(str(value)) else None
        if isinstance(found, Volume) and found.number >= 0:
            return found
        if len(self.problems) == known:
            self.problem(path, "quantity", f"'{value}' is no volume", hint)
        return None

    def _in_parts(
        self, path: tuple[str | int, ...], row: Mapping[str, Any], unit: str | None = None
    ) -> Money | Volume | None:
        """Return the amount whose number stands apart from its currency or unit."""
        self.words(path, row, ("number", "currency", "unit"))
        number = self.number(path, row.get("number"))
        if number is None:
            return None
        if row.get("currency") is not None:
            return self.money(path, Money(number, str(row["currency"])))
        return Volume(number, str(row.get("unit") or unit or path[-1]))

    def money(self, path: tuple[str | int, ...], value: Any) -> Money | None:
        """Return the amount of money that a text writes, in the currency of the agreement."""
        if isinstance(value, Mapping):
            apart = self._in_parts(path, value)
            return apart if isinstance(apart, Money) else None
        if not self.exact(path, value) or not self.plain(path, value, "an amount of money", "for example EUR 250.00"):
            return None
        try:
            found = value if isinstance(value, Money) else parse_money(str(value), self.agreement.currency)
        except QuantityError as error:
            self.problem(path, "quantity", str(error))
            return None
        if found.currency != self.agreement.currency:
            says = f"{found} is in another currency than {self.agreement.id}, which is in {self.agreement.currency}"
            self.problem(path, "currency", says, "an agreement has one currency; convert the amount first")
            return None
        return found
