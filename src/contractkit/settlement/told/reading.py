"""From plain data to the facts of a settlement: every group of a facts document, all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from contractkit.errors import FactsRejected, Problem, QuantityError
from contractkit.quantities.money import Money
from contractkit.quantities.notation import nearest, parse_cycle
from contractkit.quantities.periods import Period
from contractkit.settlement.told.amounts import summed
from contractkit.settlement.told.doing import read_done, read_obligations, read_relieved
from contractkit.settlement.told.facts import FieldValue, SettlementFacts
from contractkit.settlement.told.forms import FORMS, called
from contractkit.settlement.told.names import Known, known_in
from contractkit.settlement.told.notes import Notes
from contractkit.settlement.told.others import Overdue, ToldChoice, ToldClaim, ToldPast
from contractkit.settlement.told.reading_amounts import read_amounts
from contractkit.settlement.told.reading_blocks import read_blocks
from contractkit.settlement.told.reading_figures import (
    contradictions,
    read_counts,
    read_figures,
    read_verdicts,
)
from contractkit.settlement.told.reading_index import read_index
from contractkit.settlement.told.reading_measured import read_measured
from contractkit.settlement.told.reading_volumes import read_baselines, read_volumes
from contractkit.terms import Agreement

__all__ = ["GROUPS", "read_facts"]

GROUPS = (
    "figures",
    "measured",
    "verdicts",
    "points",
    "failures",
    "amounts",
    "amounts_of",
    "volumes",
    "baselines",
    "blocks",
    "index",
    "raises",
    "fields",
    "dates",
    "overdue",
    "claims",
    "choices",
    "done",
    "obligations",
    "relieved",
    "told_once",
    "ledger",
    "known_at",
)
"""The groups of a facts document."""

_OF_ITEMS = ("items", "relief", "events", "feedback")
_ONCE = ("last-wording", "by-days")
_PAST = ("credits", "malus", "bonus", "won-back", "claims", "losses", "lines", "credit")
_DATES = ("asked-on", "from", "through")


def read_facts(data: Any, agreement: Agreement, period: Period) -> SettlementFacts:
    """Return the facts that plain data tells.

    Args:
        data: The groups by name.
        agreement: The agreement that they are for.
        period: The period that a value without a period of its own is of.

    Raises:
        FactsRejected: Something in the data means nothing; every problem is told.
    """
    notes = Notes(agreement, period)
    known = known_in(agreement)
    if not isinstance(data, Mapping):
        says = f"{called(data)} stands here, and facts are a mapping of groups"
        raise FactsRejected([Problem("wrong-shape", says, hint=f"for example {{figures: {FORMS['figures']}}}")])
    for group in data:
        if group in _OF_ITEMS:
            says = f"'{group}' are judged before they are settled"
            notes.problem((str(group),), "unknown-field", says, "read them with Facts.from_frames, and evaluate them")
        elif group not in GROUPS:
            notes.problem(
                (str(group),), "unknown-field", f"'{group}' is no group of facts", nearest(str(group), GROUPS)
            )
    figures = (
        *read_figures(notes, data.get("figures", {}), known),
        *read_verdicts(notes, data.get("verdicts", {}), known),
    )
    contradictions(notes, figures)
    amounts_of: Period | None = period
    if "amounts_of" in data:  # nothing: every amount says its own period
        amounts_of = None if data["amounts_of"] is None else notes.when(("amounts_of",), data["amounts_of"]) or period
    amounts, of_periods = read_amounts(notes, data.get("amounts", {}), known, amounts_of)
    raises = data.get("raises")
    known_at = data.get("known_at")
    volumes: Any = tuple(read_volumes(notes, data.get("volumes", {}), known))
    facts = SettlementFacts(
        index=tuple(read_index(notes, data.get("index", {}), known)),
        volumes=volumes,
        amounts={name: summed(several) for name, several in amounts.items()},
        raises=None if raises is None else tuple(_days(notes, ("raises",), raises)),
        baselines=read_baselines(notes, data.get("baselines", {}), known),
        blocks=read_blocks(notes, data.get("blocks", {}), known),
        known_at=None if known_at is None else notes.day(("known_at",), known_at),
        figures=figures,
        measured=tuple(read_measured(notes, data.get("measured", {}), known)),
        points=tuple(read_counts(notes, data.get("points", {}), known, "points", "points")),
        failures=tuple(read_counts(notes, data.get("failures", {}), known, "failures", "failures")),
        fields=_fields(notes, data.get("fields", {}), known),
        dates=_dates(notes, data.get("dates", {})),
        overdue=None if data.get("overdue") is None else _overdue(notes, data["overdue"]),
        claims=tuple(_claims(notes, data.get("claims", ()), known)),
        choices=tuple(_choices(notes, data.get("choices", ()), known)),
        done=tuple(read_done(notes, data.get("done", {}), known)),
        obligations=tuple(read_obligations(notes, data.get("obligations", ()))),
        relieved=tuple(read_relieved(notes, data.get("relieved", {}), known)),
        told_once=_once(notes, data.get("told_once")),
        several={name: several for name, several in amounts.items() if len(several) > 1},
        past=tuple(_past(notes, data.get("ledger", {}), known)),
        amounts_of=amounts_of if amounts else None,
        by_period=of_periods,
    )
    if notes.problems:
        raise FactsRejected(tuple(notes.problems))
    return facts


def _fields(notes: Notes, group: Any, known: Known) -> dict[str, FieldValue]:
    found: dict[str, FieldValue] = {}
    for name, value in notes.mapping(("fields",), group):
        path = ("fields", name)
        notes.name(path, name, known.fields, known.every, "field")
        read = _field(notes, path, value, notes.agreement.fields.get(name, "text"))
        if read is not None:
            found[name] = read
    return found


def _field(notes: Notes, path: tuple[str, str], value: Any, kind: tuple[str, ...] | str) -> FieldValue | None:
    if kind == "number":
        return notes.number(path, value)
    if kind == "instant":
        return notes.instant(path, value)
    if kind == "duration":
        return notes.time(path, value)
    if kind == "yes-no":
        if value in (True, "yes", "true"):
            return True
        if value in (False, "no", "false"):
            return False
        notes.problem(path, "unknown-word", f"'{value}' is neither yes nor no")
        return None
    if not isinstance(kind, str) and not isinstance(value, Mapping | list | tuple) and str(value) not in kind:
        says = f"'{value}' is no value of {path[-1]}"
        notes.problem(path, "unknown-word", says, nearest(str(value), kind))
        return None
    return str(value) if notes.plain(path, value, "one value", "write it as a text") else None


def _once(notes: Notes, word: Any) -> Literal["last-wording", "by-days"] | None:
    if word is None or not notes.plain(("told_once",), word, "a word", f"known: {', '.join(_ONCE)}"):
        return None
    if word not in _ONCE:
        says = f"{called(word)} is no way in which what was told once counts"
        notes.problem(("told_once",), "unknown-word", says, f"known: {', '.join(_ONCE)}")
        return None
    return word  # type: ignore[no-any-return]


def _dates(notes: Notes, group: Any) -> dict[str, date]:
    found = {}
    for name, value in notes.mapping(("dates",), group):
        if name not in _DATES:
            notes.problem(("dates", name), "unknown-field", f"'{name}' is no date that is asked", nearest(name, _DATES))
        day = notes.day(("dates", name), value)
        if day is not None:
            found[name] = day
    return found


def _days(notes: Notes, path: tuple[str, ...], value: Any) -> Iterator[date]:
    for number, one in notes.rows(value):
        day = notes.day((*path, number), one)
        if day is not None:
            yield day


def _overdue(notes: Notes, group: Any) -> Overdue:
    row = dict(notes.mapping(("overdue",), group))
    notes.words(("overdue",), row, ("amount", "for", "due", "seen"))
    lasted: timedelta | None = None if row.get("for") is None else notes.time(("overdue", "for"), row["for"])
    if lasted is None and (row.get("due") is None) != (row.get("seen") is None):
        says = "how late it was is said by 'for', or by 'due' and 'seen' together"
        notes.problem(("overdue",), "missing-field", says)
    return Overdue(
        amount=None if row.get("amount") is None else notes.money(("overdue", "amount"), row["amount"]),
        lasted=lasted,
        due=None if row.get("due") is None else notes.instant(("overdue", "due"), row["due"]),
        seen=None if row.get("seen") is None else notes.instant(("overdue", "seen"), row["seen"]),
    )


def _claims(notes: Notes, group: Any, known: Known) -> Iterator[ToldClaim]:
    for number, row in notes.rows(group):
        path = ("claims", number)
        entries = dict(notes.mapping(path, row))
        notes.words(path, entries, ("of", "on", "period"))
        on = notes.day((*path, "on"), entries.get("on")) if entries else None
        name = _of(notes, path, entries, known, "target or effect")
        period = notes.when((*path, "period"), entries["period"]) if "period" in entries else notes.period
        if name is not None and on is not None and period is not None:
            yield ToldClaim(name, on, period)


def _choices(notes: Notes, group: Any, known: Known) -> Iterator[ToldChoice]:
    for number, row in notes.rows(group):
        path = ("choices", number)
        entries = dict(notes.mapping(path, row))
        notes.words(path, entries, ("of", "incident", "period"))
        name = _of(notes, path, entries, known, "effect")
        period = notes.when((*path, "period"), entries["period"]) if "period" in entries else notes.period
        incident = entries.get("incident")
        if name is not None and period is not None:
            yield ToldChoice(name, period, None if incident is None else str(incident))


def _of(notes: Notes, path: tuple[str | int, ...], row: Mapping[str, Any], known: Known, what: str) -> str | None:
    """Return what a claim or a choice is of; None where that is not said, with the problem."""
    if not row:
        return None
    if not notes.plain((*path, "of"), row.get("of"), f"the name of its {what}", f"for example of: {known.figures[0]}"):
        return None
    name = str(row["of"])
    notes.name((*path, "of"), name, known.figures, known.every, what)
    return name


def _left(notes: Notes, what: str, path: tuple[str | int, ...], values: Any) -> tuple[Money, ...]:
    """Return amounts that tell how much something was, without a sign; lines have their own."""
    found = []
    for number, one in notes.rows(values):
        amount = notes.money((*path, number), one)
        if amount is not None and amount.amount < 0 and what != "lines":
            says = f"{amount} has a sign: what earlier periods left is told by its size, also what was credited"
            notes.problem((*path, number), "quantity", says, f"write {-amount}")
        elif amount is not None:
            found.append(amount)
    return tuple(found)


def _past(notes: Notes, group: Any, known: Known) -> Iterator[ToldPast]:
    for name, value in notes.mapping(("ledger",), group):
        what = name.replace("_", "-")
        if what not in _PAST and what not in known.amounts:
            says = f"'{name}' is nothing that earlier periods leave"
            notes.problem(("ledger", name), "unknown-field", says, nearest(what, (*_PAST, *known.amounts)))
        if not isinstance(value, Mapping):
            yield ToldPast(what, _left(notes, what, ("ledger", name), value), None, notes.period)
            continue
        for over, one in notes.mapping(("ledger", name), value):
            path = ("ledger", name, over)
            kept = _left(notes, what, path, one)
            try:
                yield ToldPast(what, kept, parse_cycle(over), notes.period)
            except QuantityError as error:
                notes.problem(path, "wrong-shape", str(error))
