"""Favours: what was done for nothing, what it was worth, whether the customer was told, and how much is left to do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.windows import cycle_window
from contractkit.delivery.done import Done, all_done
from contractkit.delivery.moments import known_due_on
from contractkit.delivery.told import Favour
from contractkit.delivery.work import Work
from contractkit.delivery.worth import Worth, of_sources, rounded, time_text
from contractkit.evaluation.scope import SCOPES
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms.provisions.favours import Favours
from contractkit.terms.provisions.rate import Rate

__all__ = ["FavourLine", "FavourQuota", "favours_of"]

_US = timedelta(microseconds=1)

Telling = Literal["in-time", "late", "untold", "overdue"]
"""Whether the customer was told: ``untold``: not yet, and there is time or no limit; ``overdue``: there was a limit."""


@attrs.frozen
class FavourLine:
    """One thing that was done for nothing.

    Attributes:
        what: What was done.
        on: The date; of a grey item that became a favour that of the decision.
        item: The id of its item; None where there is none.
        service: The service; None where nobody says.
        spent: How long it took; None where nobody told, or only of several favours together.
        worth: What it was worth, or why nobody can say.
        told_on: When the customer was told; None where nobody did.
        tell_by: The last date to tell it; None where nothing is agreed.
        telling: Whether that was kept.
        beyond: How much of it goes beyond what is done for nothing, in the unit of the quota; nought where nothing.
        above: What becomes of what goes beyond: ``quote``, ``refuse`` or ``ask``; None where nothing is said.
        clause: The clause about favours; None where no clause speaks of it.
        doubt: Why it is perhaps no favour; None where nothing speaks against it.
        beyond_worth: What a quote for the part beyond comes to, its share of the worth; None where none is offered.
    """

    what: str
    on: date
    item: str | None
    service: str | None
    spent: timedelta | None
    worth: Worth
    told_on: date | None
    tell_by: date | None
    telling: Telling
    beyond: Fraction
    above: str | None
    clause: ClauseRef | None
    doubt: str | None = None
    beyond_worth: Worth | None = None

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        worth = (
            f"worth {self.worth.amount}" if self.worth.amount is not None else f"worth unknown: {self.worth.formula}"
        )
        told = "not told" if self.told_on is None else f"told on {self.told_on}"
        late = {"late": ", too late", "overdue": f", and had to be by {self.tell_by}"}.get(self.telling, "")
        return f"{self.on}: {self.what}, {worth}, {told}{late}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; amounts as text, dates ISO 8601."""
        return {
            "what": self.what,
            "on": self.on.isoformat(),
            "item": self.item,
            "service": self.service,
            "spent_us": None if self.spent is None else self.spent // timedelta(microseconds=1),
            "worth": None if self.worth.amount is None else str(self.worth.amount.amount),
            "formula": self.worth.formula,
            "told_on": None if self.told_on is None else self.told_on.isoformat(),
            "tell_by": None if self.tell_by is None else self.tell_by.isoformat(),
            "telling": self.telling,
            "beyond": exact_text(self.beyond),
            "beyond_worth": self._beyond_amount(),
            "above": self.above,
            "clause": None if self.clause is None else str(self.clause),
            "doubt": self.doubt,
            "says": self.says,
        }

    def _beyond_amount(self) -> str | None:
        amount = None if self.beyond_worth is None else self.beyond_worth.amount
        return None if amount is None else str(amount.amount)


@attrs.frozen
class FavourQuota:
    """How much of what is done for nothing was used in one of its own periods.

    Attributes:
        clause: Where it stands.
        period: The period.
        at_most: How much.
        used: How much was done.
        unit: ``hours``, ``minutes``, or the word for what is counted.
        unknown: How many favours took a time that nobody told.
    """

    clause: ClauseRef
    period: Period
    at_most: Decimal
    used: Fraction
    unit: str
    unknown: int

    @property
    def left(self) -> Fraction:
        """Return how much is left; below nought where more was done."""
        return Fraction(self.at_most) - self.used

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "clause": str(self.clause),
            "period": self.period.label,
            "at_most": f"{self.at_most:f}",
            "used": exact_text(self.used),
            "left": exact_text(self.left),
            "unit": self.unit,
            "unknown": self.unknown,
        }


def favours_of(work: Work) -> tuple[tuple[FavourLine, ...], tuple[FavourQuota, ...]]:
    """Return what was done for nothing up to the moment of judging, and what of it was used of what is agreed.

    A favour belongs to the period of its date, and one that the parties made of a grey item to that of their decision.

    Args:
        work: What happened.
    """
    lines: list[FavourLine] = []
    used: dict[tuple[ClauseRef, date], tuple[FavourQuota, Favours]] = {}
    for done in all_done(work):
        favour = done.favour
        clause = _clause(work, favour)
        line = _line(work, done, clause)
        if clause is not None and clause.at_most is not None:
            window = cycle_window(work.agreement.at(favour.on), clause.at_most.per, favour.on)
            key = (clause.clause, window.start)
            empty = FavourQuota(clause.clause, window, clause.at_most.number, Fraction(0), clause.at_most.unit, 0)
            before, _ = used.get(key, (empty, clause))
            after = _used(before, line.spent)
            used[key] = (after, clause)
            beyond = max(Fraction(0), -after.left) - max(Fraction(0), -before.left)
            line = attrs.evolve(line, beyond=beyond)
            if beyond and clause.above == "quote" and line.doubt is None:
                line = attrs.evolve(line, beyond_worth=_offered(line, before.unit))
        lines.append(line)
    return tuple(lines), tuple(quota for quota, _ in used.values())


def _offered(line: FavourLine, unit: str) -> Worth:
    """Return what the part of a favour that goes beyond is worth: its share of the whole, by time."""
    size, worth = _size(unit), line.worth
    if size is None or line.spent is None or worth.amount is None:
        return worth
    time = timedelta(microseconds=round(line.beyond * (size // _US)))
    if time >= line.spent:
        return worth
    amount = Fraction(worth.amount.amount) * (time // _US) / (line.spent // _US)
    formula = said(
        "{time} of {spent}, {formula}", time=time_text(time), spent=time_text(line.spent), formula=worth.formula
    )
    return Worth(rounded(amount, worth.amount.currency), formula, worth.clause)


def _clause(work: Work, favour: Favour) -> Favours | None:
    version = work.agreement.at(favour.on, work.known.known_at)
    place = work.place_of(favour.item)
    for clause in version.provisions_of(Favours):
        if place is None or work.truth(clause.condition)[place]:
            return clause
    return None


def _line(work: Work, done: Done, clause: Favours | None) -> FavourLine:
    favour = done.favour
    place = work.place_of(favour.item)
    told_on = _told_on(work, favour)
    tell_by = None if clause is None or clause.told_within is None else known_due_on(favour.on, clause.told_within)
    return FavourLine(
        what=favour.what,
        on=favour.on,
        item=favour.item,
        service=favour.service if favour.service is not None or place is None else work.service(place),
        spent=done.spent,
        worth=_worth(work, done, clause),
        told_on=told_on,
        tell_by=tell_by,
        telling=_telling(told_on, tell_by, work.today),
        beyond=Fraction(0),
        above=None if clause is None else clause.above,
        clause=None if clause is None else clause.clause,
        doubt=_doubt(work, place),
    )


def _worth(work: Work, done: Done, clause: Favours | None) -> Worth:
    favour, on = done.favour, done.priced_on
    if favour.worth is not None:
        return Worth(favour.worth, "as it was told")
    place = work.place_of(favour.item)
    names = () if clause is None or clause.valued_at is None else (clause.valued_at,)
    if place is None:
        version = work.agreement.at(on, work.known.known_at)
        return of_sources(version, names, version.provisions_of(Rate), done.spent, on, work.known)
    found = work.worth_for(place, on, names, done.spent)
    if done.undivided is None or found.amount is not None:
        return found
    priced = work.worth_of(place, on, names)
    return found if priced.amount is None else Worth(None, done.undivided, found.clause)


def _told_on(work: Work, favour: Favour) -> date | None:
    told = [
        one.at.astimezone(work.zone).date()
        for one in work.told.told
        if one.about == "favour" and one.item == favour.item
    ]
    every = [day for day in (favour.told_on, *told) if day is not None and day <= work.today]
    return min(every, default=None)


def _telling(told_on: date | None, tell_by: date | None, today: date) -> Telling:
    if told_on is not None:
        return "in-time" if tell_by is None or told_on <= tell_by else "late"
    return "overdue" if tell_by is not None and today > tell_by else "untold"


def _doubt(work: Work, place: int | None) -> str | None:
    if place is None:
        return None
    codes, scopes = work.codes
    scope = scopes[codes[place]]
    return "it is in scope: what the agreement promises is no favour" if scope == SCOPES[0] else None


def _used(quota: FavourQuota, spent: timedelta | None) -> FavourQuota:
    size = _size(quota.unit)
    if size is None:
        return attrs.evolve(quota, used=quota.used + 1)
    if spent is None:
        return attrs.evolve(quota, unknown=quota.unknown + 1)
    return attrs.evolve(quota, used=quota.used + Fraction(spent // _US, size // _US))


def _size(unit: str) -> timedelta | None:
    """Return how long a unit of time is; None for what is counted otherwise."""
    return {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}.get(unit.removesuffix("s"))
