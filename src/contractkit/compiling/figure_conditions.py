"""Conditions on what was found about a period, as written, become conditions that compute."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from contractkit.compiling.conditions import compile_condition, declared
from contractkit.compiling.desk import Place
from contractkit.compiling.instants import compile_instant
from contractkit.compiling.limits import LimitMaker
from contractkit.documents import conditions as written
from contractkit.documents.scalars import Written
from contractkit.quantities.notation import Level
from contractkit.terms.amounts import Limit as Amount
from contractkit.terms.amounts import Share
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    FiguresCondition,
    Found,
    InTime,
    IsKnown,
    Lasts,
    Measured,
    NotHolds,
    OutOfLast,
)

if TYPE_CHECKING:
    from contractkit.compiling.draft import Draft

__all__ = ["cited", "figures_condition"]

_OF_ITEMS = (Is, Compares, AllOf, AnyOf, Not)
_VERDICTS = ("breached", "met", "undetermined")


def figures_condition(draft: Draft, place: Place, condition: Any, clause: Any = None) -> FiguresCondition:
    """Return the condition that computes; what it refers to and does not exist is added to the desk's problems.

    Args:
        draft: What may be asked.
        place: Where the condition stands.
        condition: The condition as it was read, or None for no condition.
        clause: The clause around it, whose calendar and readings hold for the time limits in it; None for none.
    """
    if condition is None:
        return EVERYTHING
    if isinstance(condition, written.AllOf):
        return _joined([figures_condition(draft, place.at("all_of", i), p, clause) for i, p in _parts(condition)])
    if isinstance(condition, written.AnyOf):
        parts = tuple(figures_condition(draft, place.at("any_of", i), p, clause) for i, p in _parts(condition))
        return AnyHolds(parts) if _mixed(parts) else AnyOf(parts)  # type: ignore[arg-type]
    if isinstance(condition, written.Not):
        part = figures_condition(draft, place.at("not"), condition.not_, clause)
        return Not(part) if isinstance(part, _OF_ITEMS) else NotHolds(part)
    if isinstance(condition, written.VerdictTest):
        return _found(draft, place, condition)
    if isinstance(condition, written.CountTest):
        return _counted(draft, place, condition)
    if isinstance(condition, written.MetricTest):
        relation, value = condition.relation
        over = None if condition.over is None else condition.over.value
        return Measured(cited(place, condition.metric), relation, value.value, over)  # type: ignore[arg-type]
    if isinstance(condition, written.WithinTest):
        return _in_time(draft, place, condition, clause)
    if isinstance(condition, written.FieldTest) and condition.state is not None:
        declared(draft.desk, place.at("field"), condition.field, draft.names.fields)
        return IsKnown(condition.field, condition.state)  # type: ignore[arg-type]
    if isinstance(condition, written.FieldTest) and draft.names.fields.get(condition.field) == "duration":
        return _lasts(draft, place, condition)
    return compile_condition(draft.desk, place, condition, draft.names.fields)


def cited(place: Place, word: str) -> str:
    """Return how something is cited from everywhere: ``document/clause`` for a clause of this paper, else its name."""
    return f"{place.paper.model.id}/{word}" if word in place.paper.model.clauses else str(word)


def _parts(condition: written.AllOf | written.AnyOf) -> list[tuple[int, Any]]:
    return list(enumerate(condition.all_of if isinstance(condition, written.AllOf) else condition.any_of))


def _mixed(parts: tuple[FiguresCondition, ...] | list[FiguresCondition]) -> bool:
    return not all(isinstance(part, _OF_ITEMS) for part in parts)


def _joined(parts: list[FiguresCondition]) -> FiguresCondition:
    flat: list[Any] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf | AllHold) else (part,))
    if len(flat) == 1:
        return flat[0]  # type: ignore[no-any-return]
    return AllHold(tuple(flat)) if _mixed(flat) else AllOf(tuple(flat))


def _all_or(draft: Draft, place: Place, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return how targets are cited; the name of a table stands for its clause, whose rows have names of their own."""
    if "all" in words:
        return ()
    tables = draft.once("tables of targets", lambda: _tables(draft))
    return tuple(tables.get(str(word)) or cited(place, str(word)) for word in words)


def _tables(draft: Draft) -> dict[str, str]:
    return {
        str(clause.name): f"{at.paper.model.id}/{at.number}"
        for at, clause in draft.desk.clauses("figure-target", "target-table", "time-target")
        if clause.name is not None and getattr(clause, "rows", None)
    }


def _found(draft: Draft, place: Place, test: written.VerdictTest) -> Found:
    often = OutOfLast(1, 1)
    if test.periods_in_a_row is not None:
        count = int(test.periods_in_a_row.value.number)
        often = OutOfLast(count, count)
    elif test.periods is not None and test.out_of_last is not None:
        often = OutOfLast(int(test.periods.value.number), int(test.out_of_last.value.number))
    return Found(_all_or(draft, place, test.target), test.verdict, _bands(draft, place, test), often)  # type: ignore[arg-type]


def _bands(draft: Draft, place: Place, test: written.VerdictTest | written.CountTest) -> tuple[str, ...]:
    """Return the bands that a test names; a name that no ladder gives a band is reported."""
    bands = tuple(str(band) for band in test.band or ())
    known = draft.once("bands", lambda: _band_names(draft)) if bands else frozenset()
    for number, band in enumerate(bands):
        if band not in known:
            draft.unknown(place.at("band", *((number,) if len(bands) > 1 else ())), "band", band, sorted(known))
    return bands


def _band_names(draft: Draft) -> frozenset[str]:
    """Return the names that the bands of all ladders have."""
    ladders = [clause for _, clause in draft.desk.clauses("band-effect")]
    for _, clause in draft.desk.clauses("figure-target", "result", "target-table", "time-target"):
        ladders += [
            *clause.pays,
            *(effect for row in getattr(clause, "rows", ()) for effect in getattr(row, "pays", ())),
        ]
    bands = [band.name for ladder in ladders for band in getattr(ladder, "every_band", ())]
    ratings = [rating.rating for _, clause in draft.desk.clauses("award-fee") for rating in clause.ratings]
    return frozenset(str(name) for name in (*bands, *ratings) if name is not None)


def _counted(draft: Draft, place: Place, test: written.CountTest) -> Counted:
    relation, text = test.relation
    over = None if test.over is None else test.over.value
    value = _count(draft, place.at(relation), test.counted, text)
    bands = _bands(draft, place, test)
    return Counted(test.counted, _all_or(draft, place, test.of), relation, value, over, bands)  # type: ignore[arg-type]


def _count(draft: Draft, place: Place, what: str, text: Any) -> Level | Amount:
    value = text.value
    if what in _VERDICTS or what == "points":
        units = ("%", None) if what in _VERDICTS else ("points", None)
        if isinstance(value, Level) and value.unit in units:
            return value
        example = "3 or 50 %" if what in _VERDICTS else "50 points"
        draft.report(place, "unit", f"'{text.text}' is no number of {what}", f"for example {example}")
        return Level(value.number) if isinstance(value, Level) else Level(draft.money(place, value.amount).amount)
    if isinstance(value, Level):
        draft.report(place, "unit", f"'{text.text}' is no amount of money", "for example EUR 5 000 or 100 % of cap")
        return None
    if value.share is not None and value.share.of == "cap":
        return Share(value.share.percent, "cap")
    return draft.limit(place, text)


_TIMES = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def _lasts(draft: Draft, place: Place, test: written.FieldTest) -> FiguresCondition:
    relation, text = test.relation
    size = _TIMES.get((text.value.unit or "").removesuffix("s")) if isinstance(text, Written) else None
    if size is None:
        says = f"the field {test.field} is a length of time"
        draft.report(place.at(relation), "unit", says, "for example more_than: 10 minutes")
        return EVERYTHING
    microseconds = int(text.value.number * (size // timedelta(microseconds=1)))
    return Lasts(test.field, relation, timedelta(microseconds=microseconds))  # type: ignore[arg-type]


def _in_time(draft: Draft, place: Place, test: written.WithinTest, clause: Any) -> InTime:
    maker = LimitMaker(draft.desk, draft.names, place, test if clause is None else clause)
    limit = maker.limit(place, test, place.ref())
    starts_at, stops_at = (place.at(new if getattr(test, new) is not None else old) for new, old in _ENDS)
    starts = compile_instant(draft.desk, draft.names, starts_at, test.starting)
    return InTime(limit, starts, compile_instant(draft.desk, draft.names, stops_at, test.stopping))


_ENDS = (("starts", "from"), ("stops", "to"))
