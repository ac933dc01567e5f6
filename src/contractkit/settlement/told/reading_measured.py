"""Measurements as plain data tells them: time and outages, counts, intervals, marks, the parts of a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contractkit.quantities.notation import nearest
from contractkit.quantities.periods import Period
from contractkit.settlement.told.forms import called
from contractkit.settlement.told.measurements import Outage, ToldMaintenance, ToldMeasurement
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes
from contractkit.settlement.told.reading_figures import by_period, in_turn
from contractkit.terms import Agreement
from contractkit.terms.provisions.metric import Metric

__all__ = ["read_measured"]

_WORDS = (
    "time",
    "total",
    "outages",
    "down",
    "relieved",
    "maintenance",
    "good",
    "intervals",
    "failed",
    "empty",
    "marks",
    "parts",
    "where",
    "period",
    "source",
    "recorded_on",
)

Path = tuple[str | int, ...]
_MAINTENANCE = "{from: 2026-04-07T22:00Z, to: 2026-04-08T00:00Z, announced_at: 2026-03-30T09:00Z}"


def read_measured(notes: Notes, group: Any, known: Known) -> Iterator[ToldMeasurement]:
    """Yield the measurements of a group ``measured``."""
    for name, value in notes.mapping(("measured",), group):
        path: Path = ("measured", name)
        notes.name(path, name, known.figures, known.every, "target or metric")
        parts = _parts_of(notes.agreement, name)
        for at, period, row in by_period(notes, path, value, (*_WORDS, *parts)):
            if not isinstance(row, Mapping):
                hint = f"write what was measured, such as {name}: {{time: 43 200 minutes, outages: [4 minutes]}}"
                notes.problem(at, "wrong-shape", f"{called(row)} is no measurement", hint)
            elif isinstance(row.get("good"), list | tuple) or isinstance(row.get("total"), list | tuple):
                yield from _in_turn(notes, at, name, row)
            else:
                yield _measurement(notes, at, name, period, row, parts)


def _parts_of(agreement: Agreement, name: str) -> tuple[str, ...]:
    """Return what the parts of a score or mean are called."""
    found: list[str] = []
    for metric in agreement.provisions_of(Metric):
        if name in (metric.name, str(metric.clause), metric.clause.clause):
            found += [weight.part for weight in metric.weights] or list(metric.of)
    return tuple(found)


def _in_turn(notes: Notes, path: Path, name: str, row: Mapping[str, Any]) -> Iterator[ToldMeasurement]:
    """Yield one measurement for each stretch of which a list has a count."""
    lists = [row.get(word) for word in ("good", "total")]
    if not all(isinstance(one, list | tuple) for one in lists) or len(lists[0] or ()) != len(lists[1] or ()):
        notes.problem(path, "wrong-shape", "'good' and 'total' are lists of one length", "one count for each month")
        return
    pairs = list(zip(lists[0] or (), lists[1] or (), strict=True))
    for number, (period, (good, total)) in enumerate(in_turn(notes, path, pairs)):
        one = {**row, "good": good, "total": total}
        yield _measurement(notes, (*path, number), name, period, one, ())


def _measurement(
    notes: Notes, path: Path, name: str, period: Period, row: Mapping[str, Any], parts: tuple[str, ...]
) -> ToldMeasurement:
    def counted(word: str) -> int | None:
        return None if row.get(word) is None else notes.count((*path, word), row[word])

    total = row.get("total")
    of_time = isinstance(total, str) and any(unit in total for unit in ("minute", "hour", "second", "day"))
    time = total if of_time else row.get("time")
    good, whole = counted("good"), None if of_time else counted("total")
    if good is not None and whole is not None and good > whole:
        notes.problem(path, "quantity", f"{good} good ones of {whole} is no share: there were not as many")
        good = whole
    for word in row:
        if word in ("failed", "empty") and row.get("intervals") is None:
            hint = nearest(word, ("intervals",))
            notes.problem((*path, word), "missing-field", f"'{word}' of how many 'intervals'?", hint)
    down = row.get("down")
    where = dict(notes.mapping((*path, "where"), row["where"])) if row.get("where") else {}
    recorded = row.get("recorded_on")
    return ToldMeasurement(
        of=name,
        period=period,
        time=None if time is None else notes.time((*path, "time"), time),
        outages=None if row.get("outages") is None else tuple(_stretches(notes, (*path, "outages"), row["outages"])),
        down=None if down is None else notes.time((*path, "down"), down),
        relieved=tuple(_stretches(notes, (*path, "relieved"), row.get("relieved") or ())),
        good=good,
        total=whole,
        intervals=counted("intervals"),
        failed=counted("failed"),
        empty=counted("empty"),
        parts=_marks_of_parts(notes, path, row, parts),
        marks=tuple(
            mark
            for number, text in notes.rows(row.get("marks") or ())
            if (mark := notes.number((*path, "marks", number), text)) is not None
        ),
        where={field: str(value) for field, value in where.items()},
        source=None if row.get("source") is None else str(row["source"]),
        recorded_on=None if recorded is None else notes.day((*path, "recorded_on"), recorded),
        maintenance=_maintenance(notes, (*path, "maintenance"), row.get("maintenance")),
    )


def _maintenance(notes: Notes, path: Path, value: Any) -> tuple[ToldMaintenance, ...] | None:
    """Return the maintenance that was carried out, each with its announcement; None where nobody tells it."""
    if value is None:
        return None
    found = []
    for number, one in notes.rows(value):
        at = (*path, number)
        if not isinstance(one, Mapping) or not one.get("from") or not one.get("to"):
            says = "maintenance says from when to when it was, and when it was announced"
            notes.problem(at, "wrong-shape", says, f"write {_MAINTENANCE}; announced_at: never where it was not")
            continue
        notes.words(at, one, ("from", "to", "announced_at"))
        start, end = notes.instant((*at, "from"), one["from"]), notes.instant((*at, "to"), one["to"])
        told = one.get("announced_at")
        said = told if told in (None, "never") else notes.instant((*at, "announced_at"), told)
        if start is not None and end is not None and end <= start:
            notes.problem(at, "wrong-shape", "this maintenance ends before it begins", f"write {_MAINTENANCE}")
        elif start is not None and end is not None and (said is not None or told is None):
            found.append(ToldMaintenance(start, end, said))
    return tuple(found)


def _stretches(notes: Notes, path: Path, value: Any) -> Iterator[Outage]:
    for number, one in notes.rows(value):
        found = notes.stretch((*path, number), one)
        if found is not None:
            yield found


def _marks_of_parts(notes: Notes, path: Path, row: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    written = dict(notes.mapping((*path, "parts"), row["parts"])) if row.get("parts") else {}
    written |= {word: row[word] for word in parts if row.get(word) is not None}
    found = {}
    for word, text in written.items():
        if parts and word not in parts:
            notes.problem((*path, word), "unknown-reference", f"'{word}' is no part of it", nearest(word, parts))
        level = notes.level((*path, word), text)
        if level is not None:
            found[word] = level.number
    return found
