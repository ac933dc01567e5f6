"""Terms as plain data for JSON: what an agreement says, for programs that are not written in Python.

Every term has the word of its class as `kind`, and its clause as figures cite it. Quantities are written as the
notation prints them and reads them back; nothing is a float.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.errors import Problem
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Amount
from contractkit.quantities.rounding import Rounding
from contractkit.quantities.spans import BusinessDays, ElapsedTime
from contractkit.records.clauses import Assumption, ClauseRef, NotComputed
from contractkit.terms.completeness import Completeness

if TYPE_CHECKING:
    from contractkit.terms.agreement import Agreement

__all__ = ["VERSION", "plain_agreement"]

VERSION = 1
"""The version of the form; it goes up where a key goes away or means something else, not where one is added."""

_DAYS = ("outside", "cut_off", "at_cut_off", "restart", "counting", "ends", "landing")


def plain_agreement(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as plain data: its parts by their names, calendars in full once, elsewhere by name.

    Args:
        agreement: The agreement, or one version of it.

    Raises:
        UsageError: A calendar has a holiday source that cannot be written down; none that comes from papers has.
    """
    calendars = agreement.calendars
    form = _Form({calendar: name for name, calendar in reversed(tuple(calendars.items()))})
    parts = {name: form.of(getattr(agreement, name)) for name in _names(_form_of(agreement)) if name != "calendars"}
    versions = [
        {"holds_from": form.of(entry.holds_from), "recorded_on": form.of(entry.recorded_on)}
        for entry in agreement.versions
    ]
    stored = {name: calendar.to_dict() for name, calendar in calendars.items()}
    return {"version": VERSION, "kind": "agreement", **parts, "calendars": stored, "versions": versions}


@attrs.frozen
class _Form:
    """How the values of one agreement are written; calendars by their names in it."""

    names: Mapping[BusinessCalendar, str]

    def of(self, value: Any) -> Any:
        """Return a value as plain data."""
        if value is None or isinstance(value, (str, bool, int)):
            return value
        if isinstance(value, BusinessCalendar):
            return self.names.get(value) or value.to_dict()
        if isinstance(value, (Assumption, NotComputed, Problem, Completeness)):
            return value.to_dict()
        if isinstance(value, (list, tuple)):
            return [self.of(part) for part in value]
        if isinstance(value, (set, frozenset)):
            return sorted(self.of(part) for part in value)
        if isinstance(value, Mapping):
            return {str(key): self.of(part) for key, part in value.items()}
        return self._term(value) if _is_term(type(value)) else _text(value)

    def _term(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": _word(type(value))}
        for name in _names(_form_of(value)):
            part = getattr(value, name)
            found[name] = self.of(part)
            if isinstance(part, BusinessDays):
                found[f"{name}_counted"] = {word: self.of(getattr(part, word)) for word in _DAYS}
        return found


def _is_term(kind: type) -> bool:
    """Return whether a value is written part by part: a quantity is not, it has its notation."""
    quantity = kind.__module__.startswith("contractkit.quantities") and kind is not Rounding
    return attrs.has(kind) and not quantity and kind is not ClauseRef


def _text(value: Any) -> str:
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(ElapsedTime.from_timedelta(value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Money):
        return str(Amount(value.amount, value.currency, None))
    if isinstance(value, (ClauseRef, Fraction)) or type(value).__module__.startswith("contractkit.quantities"):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form as plain data")


def _form_of(value: Any) -> Hashable:
    form: Any = type(value)
    return cast("Hashable", form)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """Return what is written of a kind: all that is public, but for what its agreement says once for all."""
    fields = attrs.fields(cast("type[Any]", kind))
    return tuple(field.name for field in fields if not field.name.startswith("_") and field.metadata.get("plain", True))


def _word(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
