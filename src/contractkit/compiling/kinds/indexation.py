"""Indexation clauses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.indexation import Fixed, Mix
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import PERCENT
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.indexation import (
    EachWageAgreement,
    FixedChange,
    Indexation,
    MixedChange,
    MixedPart,
    Rebased,
    SeriesChange,
)

__all__ = ["indexation"]


@compiles("indexation")
def indexation(draft: Draft, place: Place, clause: Any) -> Indexation:
    """Return when and by what prices change; from its first date on."""

    def reading(word: str) -> str | None:
        return draft.reading(place, clause, word) if clause.matters(word) else None

    every = tuple(EachWageAgreement() if isinstance(day, str) else day.value for day in clause.every)
    first = _first(draft, place, clause, every)
    _after_base(draft, place, clause)
    _alone(draft, place, clause)
    return Indexation(
        place.ref(),
        _by(draft, place.at("by"), clause.by),
        every,
        first,
        draft.reading(place, clause, "mid_period"),
        _bound(draft, place, clause, "cap"),
        _bound(draft, place, clause, "floor"),
        reading("index_cap_over"),
        reading("index_cap_on"),
        None if clause.threshold is None else clause.threshold.value,
        reading("index_threshold"),
        reading("index_excess"),
        reading("decrease"),
        reading("skipped_year"),
        _round_rate(draft, place, clause),
        None if clause.round_price is None else _rounding(draft, place.at("round_price"), clause.round_price),
        tuple(str(word) for word in clause.applies_to),
    )


def _by(draft: Draft, place: Place, written: Any) -> SeriesChange | FixedChange | MixedChange:
    if not isinstance(written, Mix):
        return _change(draft, place, written)
    parts = tuple(
        MixedPart(part.weight.value, _change(draft, place.at("parts", number, "of"), part.of))
        for number, part in enumerate(written.parts)
    )
    methods = {part.of.method for part in parts if isinstance(part.of, SeriesChange)}
    if len(methods) > 1:
        says = "a mix of which one part is taken from the base and another from the year before is not computed"
        draft.not_computed(place, "settling", says, "give all parts one method")
    return MixedChange(parts, Percent(0) if written.fixed_share is None else written.fixed_share.value)


def _change(draft: Draft, place: Place, written: Any) -> SeriesChange | FixedChange:
    if isinstance(written, Fixed):
        return FixedChange(written.fixed.value, draft.reading(place, written, "uplift_compounding"))
    observe, method, figure = (draft.reading(place, written, word) for word in ("observe", "method", "figure"))
    rebased = tuple(
        found
        for number, one in enumerate(written.rebased)
        if (found := _rebased(draft, place.at("rebased", number), one)) is not None
    )
    when = draft.reading(place, written, "when_rebased") if written.matters("when_rebased") else None
    return SeriesChange(str(written.series), written.base.value, observe, method, figure, rebased, when)


def _rebased(draft: Draft, place: Place, written: Any) -> Rebased | None:
    """Return a new base; None where a figure or the factor is not above nought, with the problem."""
    for word in ("factor", "old", "new"):
        number = getattr(written, word)
        if number is not None and number.value <= 0:
            says = f"no figures are linked by {word}: {number.text}"
            draft.report(place.at(word), "quantity", says, "a positive number")
            return None
    if written.factor is None:
        return Rebased(written.at.value, written.old.value, written.new.value, written.source)
    if draft.reading(place, written, "factor_multiplies") == "old-figures":
        return Rebased(written.at.value, Decimal(1), written.factor.value, written.source)
    return Rebased(written.at.value, written.factor.value, Decimal(1), written.source)


def _first(draft: Draft, place: Place, clause: Any, every: tuple[Any, ...]) -> date | None:
    """Return the first date of a change: the written one, or the first such day after the start of the agreement.

    Where wages may be raised on any date, nobody can say it beforehand.
    """
    if clause.first is not None:
        return clause.first.value  # type: ignore[no-any-return]
    days = [day for day in every if isinstance(day, tuple)]
    if draft.term is None or len(days) < len(every):
        return None
    start = draft.term.start
    found = min(_next(start, month, day) for month, day in days)
    says = "when prices change for the first time: on the first such day after the start"
    draft.desk.assume(Assumption("first", found.isoformat(), ("a year after the start",), place.ref(), says))
    return found


def _after_base(draft: Draft, place: Place, clause: Any) -> None:
    """Report a first change that lies before the month whose figure the first price belongs to."""
    if clause.first is None:
        return
    parts = [part.of for part in clause.by.parts] if isinstance(clause.by, Mix) else [clause.by]
    for part in parts:
        if not isinstance(part, Fixed) and (clause.first.value.year, clause.first.value.month) < part.base.value:
            says = f"prices change on {clause.first.text}, before the month of the base, {part.base.text}"
            draft.report(place.at("first"), "contradiction", says, "the base is the month that the first price is of")
            return


def _next(start: date, month: int, day: int) -> date:
    for year in range(start.year, min(start.year + 9, date.max.year + 1)):
        if (month, day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
            continue
        if date(year, month, day) > start:
            return date(year, month, day)
    return date.max


def _bound(draft: Draft, place: Place, clause: Any, word: str) -> Percent | None:
    if not clause.matters(word) and getattr(clause, word) is None:
        return None
    written = getattr(clause, word)
    if written is not None:
        return written.value.percent  # type: ignore[no-any-return]
    taken = draft.reading(place, clause, word)
    return None if taken == "none" else PERCENT.parse(taken)


def _round_rate(draft: Draft, place: Place, clause: Any) -> Rounding | None:
    written = clause.round_rate
    if written is None and not clause.matters("round_rate"):
        return None
    if written is not None and not isinstance(written, str):
        return _rounding(draft, place.at("round_rate"), written)
    taken = written or draft.reading(place, clause, "round_rate")
    return None if taken == "exact" else _step(draft, place.at("round_rate"), PERCENT.parse(taken).value, "half-up")


def _rounding(draft: Draft, place: Place, written: Any) -> Rounding | None:
    mode = draft.reading(place, written, "mode")
    return _step(draft, place, written.to.value.number, mode, written.scope or "once")


def _step(draft: Draft, place: Place, to: Decimal, mode: str, scope: Any = "once") -> Rounding | None:
    if to <= 0:
        draft.report(place, "quantity", f"nothing can be rounded to {to}", "for example to: 0.01")
        return None
    return Rounding(to, mode, scope)


def _alone(draft: Draft, place: Place, clause: Any) -> None:
    """Report an indexation beside an earlier one of the same prices; of several earlier ones the first is told."""
    if clause.holds is not None:
        return
    prices = frozenset(clause.applies_to)
    for first, one in draft.desk.clauses("indexation"):
        if one is clause and first == place:
            return
        if one.holds is None and not (prices and one.applies_to and prices.isdisjoint(one.applies_to)):
            says = f"the clauses {first.ref()} and {place.ref()} both change the same prices"
            draft.report(place, "contradiction", says, "name in applies_to which prices each of them changes")
            return
