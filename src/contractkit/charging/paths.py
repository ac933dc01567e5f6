"""A price along time: what the papers say, what amendments made of it, and what its indexation makes of it.

An amended price begins anew: the figure of the date of the amendment is its base. Where only the indexation is amended,
or the volume, or whether units are agreed or counted as they come, the price goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal, Protocol, Self

import attrs

from contractkit.charging.indexation import Indexed, IndexStep, begin, go_on
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import indexation_of
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Holding
from contractkit.terms.provisions.indexation import Indexation

__all__ = ["Called", "PricePoint", "Written", "in_currency", "point_on", "price_path"]

_DAY = timedelta(days=1)


@attrs.frozen
class Written:
    """A price as a version writes it, however its units are counted there.

    Attributes:
        clause: Where it stands, which makes no other price of it.
        amount: The price.
        unit: The unit; None for a price of the whole.
        per_units: For how many units.
        per: The period; None where each unit is charged that was delivered.
    """

    clause: ClauseRef = attrs.field(eq=False)
    amount: Money
    unit: str | None = None
    per_units: int = 1
    per: str | None = None

    @classmethod
    def of(cls, clause: ClauseRef, price: Any) -> Self:
        """Return what is written of a fee, of a price of units, or of a sum for each period."""
        unit, per_units = getattr(price, "unit", None), getattr(price, "per_units", 1)
        return cls(clause, price.amount, unit, per_units, price.per)


class Called(Protocol):
    """A price that has a name, and stands somewhere in each version that has it."""

    @property
    def name(self) -> str:
        """Return the fee, service or rate."""

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where it stands in a version; None where that version has none such."""

    def amount(self, version: Agreement) -> Money | None:
        """Return the price as a version charges it; None where it has none, or charges it in another way."""

    def written(self, version: Agreement) -> Written | None:
        """Return the price as a version writes it, in whichever way it is charged; None where it has none."""


@attrs.frozen
class PricePoint:
    """A price, and from when on it is the price.

    Attributes:
        since: The first date; None from the beginning on.
        version: The agreement as it then stands.
        agreed: The amount in its words; None where it has none.
        price: The amount that is charged, rounded where the indexation says so; None where it is not known.
        turned_by: What made it: an ``index``, an ``amendment``, the ``start``, or the ``dates`` between which it holds.
        steps: The changes of the amount so far, since it was agreed.
        indexation: The clause that changes it; None where none does.
    """

    since: date | None
    version: Agreement
    agreed: Money | None
    price: Fraction | None
    turned_by: Literal["start", "amendment", "index", "dates"]
    steps: tuple[IndexStep, ...] = ()
    indexation: Indexation | None = None

    @property
    def missing(self) -> str | None:
        """Return why the price is not known; None where it is."""
        if self.agreed is None or self.price is not None:
            return None
        told = dict.fromkeys(one.says for step in self.steps for one in step.missing)
        return joined("; ", told) or "an earlier change of the price is not known"

    def __str__(self) -> str:
        """Return the price with its changes, from the last to the first."""
        if not self.steps:
            return str(self.agreed)
        return f"{self.steps[-1].formula} from {self.steps[-1].on} on"


def price_path(agreement: Agreement, called: Called, until: date, facts: ChargingFacts) -> tuple[PricePoint, ...]:
    """Return a price from the beginning to a date: a point for each amendment of it and each change by an index.

    Args:
        agreement: The agreement with its versions, or one version.
        called: Which price.
        until: The last date that is asked about.
        facts: Index figures, raises of wages, and what was known when.

    Raises:
        UsageError: The amount is in another currency than the agreement, or nothing says when it changes first.
        NotComputedError: A mix of several methods changes it.
    """
    points: list[PricePoint] = []
    state: Indexed | None = None
    before: tuple[Written | None, Indexation | None] = (None, None)
    spans = [span for span in agreement.versions.spans(facts.known_at) if span.start is None or span.start <= until]
    for span in spans:
        version = span.value
        written, amount = called.written(version), called.amount(version)
        terms = None if written is None else indexation_of(version, called.name, written.clause)
        after = None if span.start is None else span.start - _DAY
        turned: Literal["start", "amendment"] = "start" if span.start is None else "amendment"
        anew = written != before[0]
        if written is None or (terms is None and anew):
            state = None
        elif terms is None:
            pass  # what was made of the price stays, and nothing changes it any more
        elif state is None or anew:
            exact = in_currency(version, written.amount, written.clause)
            reset_on = span.start if anew else None
            state = begin(terms, exact, version.currency, facts.index, reset_on=reset_on, known_at=facts.known_at)
            after = span.start if anew else after
        elif (before[1] is None or terms.by != before[1].by) and state.price is not None:
            # A price that has risen holds the rise up to here; one that has not stands where its words begin.
            reset_on = span.start if state.steps else None
            begun = begin(terms, state.price, version.currency, facts.index, reset_on=reset_on, known_at=facts.known_at)
            state = attrs.evolve(begun, steps=state.steps)
        price = None if amount is None or written is None else in_currency(version, amount, written.clause)
        if state is not None and amount is not None:
            price = state.steps[-1].charged if state.steps else state.price
        before = (written, terms)
        made = () if state is None or amount is None else state.steps
        points.append(PricePoint(span.start, version, amount, price, turned, made, terms))
        if state is None or terms is None:
            continue
        known = len(state.steps)
        last = until if span.end is None else min(until, span.end - _DAY)
        state = go_on(state, terms, facts.index, after=after, until=last, raises=facts.raises, known_at=facts.known_at)
        if amount is None:
            continue
        for count, step in enumerate(state.steps[known:], start=known + 1):
            steps = state.steps[:count]
            points.append(PricePoint(step.on, version, amount, step.charged, "index", steps, terms))
    return tuple(_between_dates(points, called))


def _between_dates(points: Sequence[PricePoint], called: Called) -> Iterator[PricePoint]:
    """Yield the points of a price that holds between dates only; outside of them there is none."""
    holding: Callable[[Agreement], Holding | None] | None = getattr(called, "holds", None)
    for number, point in enumerate(points):
        holds = None if holding is None else holding(point.version)
        if holds is None or point.agreed is None:
            yield point
            continue
        end = points[number + 1].since if number + 1 < len(points) else None
        since, until = holds.since, holds.until
        begins = since is not None and (point.since is None or point.since < since)
        nothing = attrs.evolve(point, agreed=None, price=None, steps=())
        over = until is not None and point.since is not None and until <= point.since
        if begins or over:
            yield nothing
        if begins and (end is None or since < end):  # type: ignore[operator]
            yield attrs.evolve(point, since=since, turned_by="dates")
        elif not begins and not over:
            yield point
        if until is not None and not over and (end is None or until < end):
            yield attrs.evolve(nothing, since=until, turned_by="dates")


def point_on(points: tuple[PricePoint, ...], on: date) -> PricePoint:
    """Return the point that holds on a date: the last that does not begin after it."""
    return next(point for point in reversed(points) if point.since is None or point.since <= on)


def in_currency(agreement: Agreement, amount: Money, clause: ClauseRef) -> Fraction:
    """Return an amount exactly.

    Raises:
        UsageError: It is in another currency than the agreement.
    """
    if amount.currency != agreement.currency:
        raise UsageError(
            f"{clause}: {amount} is not in {agreement.currency}, the currency of {agreement.id}; "
            "amounts are not converted",
            clause=clause,
        )
    return Fraction(amount.amount)
