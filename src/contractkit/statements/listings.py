"""What a statement lists item by item: who was late and why, what is not known, what runs, what lies outside.

Rows are chosen in arrays and only then turned into values. Nothing is cut here; a page that shows fewer says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation import Evaluation
from contractkit.facts import Coded, Facts, Table
from contractkit.facts.columns import NAT
from contractkit.quantities.periods import Period
from contractkit.settlement import Figure
from contractkit.statements.columns import has_word, instants, plain, rows_of
from contractkit.terms import Agreement
from contractkit.terms.targets import Target

__all__ = ["Outcome", "Outside", "OutsideCount", "lived_by_target", "outcomes_of", "outside_of"]

_SHOWN_FIELDS = ("priority", "category", "type")
_COLUMNS = (
    "item",
    "target",
    "level",
    "service",
    "verdict",
    "reason",
    "started",
    "due",
    "in_time_until",
    "stopped",
    "used",
    "allowed",
    "paused",
    "used_days",
    "allowed_text",
    "calendar",
    "scope",
    "row",
)


@attrs.frozen
class Outcome:
    """One item under one target, as it is listed.

    Attributes:
        item: The item's id.
        target: The promise.
        level: The service level, or None.
        service: The service that the work was on, or None.
        fields: What else the facts say of the item, such as its priority, in words.
        verdict: met, breached, running, undetermined or excused.
        reason: Why a fact is missing, or None.
        started: When the clock started, in microseconds since the epoch UTC; None where not known.
        due: When the time was used up.
        in_time_until: The last instant that was still in time.
        stopped: When the clock stopped; None while it runs.
        late: How much too late in microseconds: on the calendar's own axis for a limit in working time, else by the
            wall clock; None where it is not late, which can be a breach all the same: the result was not reached.
            Measured up to `as_of` for an item that is still open.
        late_counts: ``working`` or ``wall``.
        used: The time that counted, in microseconds; None for limits in days and for moments.
        paused: How long the clock stood still, measured as `used` is.
        used_days: The business days that counted, for limits in them.
        allowed: The limit in words, as the clause says it.
        calendar: The name of the calendar.
        scope: in, grey or no-service.
        row: The row in the source, or None.
    """

    item: str
    target: Target
    level: str | None
    service: str | None
    fields: tuple[str, ...]
    verdict: str
    reason: str | None
    started: int | None
    due: int | None
    in_time_until: int | None
    stopped: int | None
    late: int | None
    late_counts: str
    used: int | None
    paused: int | None
    used_days: int | None
    allowed: str | None
    calendar: str | None
    scope: str
    row: int | None


@attrs.frozen
class OutsideCount:
    """How much work of one kind lies outside what was agreed.

    Attributes:
        scope: grey, out, no-service, before-term, after-term or no-target.
        rule: The scope rule that said so, or None.
        service: The service that the work was on, or None.
        items: How many items.
    """

    scope: str
    rule: str | None
    service: str | None
    items: int


@attrs.frozen
class Outside:
    """One item outside what was agreed."""

    item: str
    scope: str
    rule: str | None
    service: str | None
    opened: int | None
    verdicts: tuple[str, ...]


def lived_by_target(outcomes: Table, period: Period, inside: NDArray[np.bool_]) -> Mapping[str, Figure]:
    """Return by target how many cases the customer lived as met and as breached, with pauses counted in."""
    named = outcomes.words("target")
    counted = inside & has_word(outcomes, "scope", "in") & (named.codes >= 0)
    size = len(named.categories)
    met = np.bincount(named.codes[counted & has_word(outcomes, "lived_verdict", "met")], minlength=size)
    breached = np.bincount(named.codes[counted & has_word(outcomes, "lived_verdict", "breached")], minlength=size)
    found = zip(named.categories, met.tolist(), breached.tolist(), strict=True)
    return {word: Figure(period, met=m, breached=b) for word, m, b in found}


def outcomes_of(
    targets: Mapping[str, Target], evaluation: Evaluation, facts: Facts | None, mask: NDArray[np.bool_]
) -> tuple[Outcome, ...]:
    """Return the outcomes that `mask` chooses, in the order of their due times, those without one first.

    Args:
        targets: Every target that an outcome may be about, by its id.
        evaluation: Its outcomes.
        facts: The facts that were evaluated, or None.
        mask: Which of the outcomes.
    """
    table = evaluation.outcomes
    due = instants(table, "due")
    places = np.flatnonzero(mask)
    places = places[np.argsort(due[places], kind="stable")]
    chosen = table.select(places)
    fields = _fields(facts, chosen)
    return tuple(
        _outcome(row, targets[row["target"]], said, evaluation.as_of)
        for row, said in zip(rows_of(chosen, _COLUMNS), fields, strict=True)
    )


def _fields(facts: Facts | None, chosen: Table) -> list[tuple[str, ...]]:
    if facts is None:
        return [()] * len(chosen)
    rows = chosen.array("item_row")
    found = (facts.items.columns.get(name) for name in _SHOWN_FIELDS)
    columns = [column.take(rows).words() for column in found if isinstance(column, Coded)]
    if not columns:
        return [()] * len(chosen)
    return [tuple(word for word in row if word) for row in zip(*columns, strict=True)]


def _outcome(row: dict[str, object], target: Target, fields: tuple[str, ...], as_of: int) -> Outcome:
    stopped, until = _int(row["stopped"]), _int(row["in_time_until"])
    used, allowed = _int(row["used"]), _int(row["allowed"])
    late, counts = None, "wall"
    if row["verdict"] == "breached":
        if used is not None and allowed is not None and used > allowed:
            late, counts = used - allowed, "working"
        elif until is not None and (as_of if stopped is None else stopped) > until:
            late = (as_of if stopped is None else stopped) - until
    return Outcome(
        item=str(row["item"]),
        target=target,
        level=_text(row["level"]),
        service=_text(row["service"]),
        fields=fields,
        verdict=str(row["verdict"]),
        reason=_text(row["reason"]),
        started=_int(row["started"]),
        due=_int(row["due"]),
        in_time_until=until,
        stopped=stopped,
        late=late,
        late_counts=counts,
        used=used,
        paused=_int(row["paused"]),
        used_days=_int(row["used_days"]),
        allowed=_text(row["allowed_text"]),
        calendar=_text(row["calendar"]),
        scope=str(row["scope"]),
        row=_int(row["row"]),
    )


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def outside_of(
    agreement: Agreement, evaluation: Evaluation, period: Period
) -> tuple[tuple[OutsideCount, ...], tuple[Outside, ...]]:
    """Return the work of a period that lies outside what was agreed: counted by rule and service, and item by item.

    An item belongs to the period in which it was opened; one without that instant is listed always, and one that was
    opened after the moment of judging never.
    """
    table = evaluation.items
    start, end = period.bounds_us(agreement.zone)
    opened = instants(table, "opened")
    inside = ((opened >= start) & (opened < end)) | (opened == NAT)
    mask = inside & ~has_word(table, "scope", "in", "not-yet-open")
    places = np.flatnonzero(mask)
    chosen = table.select(places[np.argsort(opened[places], kind="stable")])
    rows = list(rows_of(chosen, ("id", "scope", "rule", "service", "opened")))
    counted = Counter((row["scope"], _text(row["rule"]), _text(row["service"])) for row in rows)
    verdicts = _verdicts_of(evaluation.outcomes, [str(row["id"]) for row in rows])
    counts = tuple(
        OutsideCount(scope, rule, service, many)
        for (scope, rule, service), many in sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
    )
    items = tuple(
        Outside(
            str(row["id"]), row["scope"], _text(row["rule"]), _text(row["service"]), row["opened"],
            tuple(verdicts.get(str(row["id"]), ())),
        )
        for row in rows
    )  # fmt: skip
    return counts, items


def _verdicts_of(outcomes: Table, items: Iterable[str]) -> dict[str, list[str]]:
    """Return the verdicts that were reached on items outside the agreement, by item."""
    wanted = set(items)
    chosen = outcomes.select(np.flatnonzero(has_word(outcomes, "item", *wanted)))
    found: dict[str, list[str]] = {}
    pairs = zip(plain(chosen, "item"), plain(chosen, "verdict"), strict=True)
    for item, verdict in pairs:
        found.setdefault(str(item), []).append(str(verdict))
    return found
