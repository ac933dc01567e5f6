"""What one clause of relief grants: which recorded stretches count under it, how far, and why others do not.

A clause asks for its causes, a condition on the item, an announcement, word within a time, evidence, and not more than
so much in each period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.relief import FOREVER
from contractkit.clocks.truth import NO, UNKNOWN, YES, Columns, Truths, fields_of
from contractkit.errors import NotComputedError
from contractkit.evaluation.notice import announced_in_time, told_in_time
from contractkit.evaluation.quotas import Spans, within_quota
from contractkit.facts import NAT, Coded, Instants, Numbers, Table
from contractkit.quantities.midnights import midnight_us
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, FiguresCondition, IsKnown, NotHolds
from contractkit.terms.provisions.relief import Relief

__all__ = ["COUNTS", "WHYS", "Granted", "Granting", "grant", "item_fields"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]

COUNTS: Final = ("yes", "in-part", "unknown", "no")
"""Whether a recorded stretch counts as relief under a clause."""
WHYS: Final = (
    "not-recorded-yet",
    "no-clause",
    "not-in-force",
    "condition-not-met",
    "condition-unknown",
    "not-announced",
    "announced-too-late",
    "announcement-unknown",
    "not-told",
    "told-too-late",
    "telling-unknown",
    "no-evidence",
    "evidence-unknown",
    "over-the-quota",
)
"""Why a recorded stretch does not count, counts in part, or is not known to count."""


_NOT_SHOWN: Final = ("", "no", "none", "false", "-")


@attrs.frozen(eq=False)
class Granted:
    """What one clause makes of the rows.

    Attributes:
        clause: The clause.
        sure: The stretches that count whatever is not known.
        possible: Those that count if everything that is not known speaks for them.
        doubtful: For each row whether the two differ.
        counts: int32, for each row the place in `COUNTS`; -1 where the clause does not speak of it.
        why: int32, for each row the place in `WHYS`; -1 where it counts whole.
    """

    clause: Relief
    sure: Spans
    possible: Spans
    doubtful: Flags
    counts: Codes
    why: Codes

    def only(self, rows: Flags) -> Granted:
        """Return what it grants of the rows that have the flag."""
        sure, possible = self.sure.take(rows[self.sure.row]), self.possible.take(rows[self.possible.row])
        return attrs.evolve(self, sure=sure, possible=possible, doubtful=self.doubtful & rows)


@attrs.frozen(eq=False)
class _Asked:
    """What would count under a clause but for its quota.

    Attributes:
        named: For each row whether the clause names its cause.
        truth: For each row whether it was announced, told and shown as the clause asks.
        why: For each row why not, a place in `WHYS`.
        whole: The stretches of the rows of which that holds or may.
        in_force: What of them lies on dates on which the clause holds.
        held: What of that meets the condition of the clause or may.
        unsure: For each of those whether it only may.
    """

    named: Flags
    truth: Truths
    why: Codes
    whole: Spans
    in_force: Spans
    held: Spans
    unsure: Flags


@attrs.frozen(eq=False)
class Granting:
    """One clause while it is applied to recorded stretches.

    Attributes:
        agreement: Whose zone and term decide on dates and periods.
        history: What happened to the items.
        table: The recorded stretches, as `Facts.relief` has them.
        clause: The clause.
        recorded: For each stretch whether it was recorded by then.
    """

    agreement: Agreement
    history: History
    table: Table
    clause: Relief
    recorded: Flags

    def asked(self) -> _Asked:
        """Return what would count but for the quota."""
        cause = self.table.words("cause")
        named = np.array([*(word in self.clause.causes for word in cause.categories), False])[cause.codes]
        named &= self.recorded
        truth, why = self._shown(named)
        begin, end = self.table.array("begin"), self.table.array("end")
        row = np.flatnonzero(named & (truth != NO))
        whole = Spans(row, begin[row], np.where(end[row] == NAT, FOREVER, end[row]))
        in_force = self._in_force(whole)
        held, unsure = self._where(in_force)
        unsure |= truth[held.row] == UNKNOWN
        return _Asked(named, truth, why, whole, in_force, held, unsure)

    def granted(self, asked: _Asked, possible: Spans, sure: Spans) -> Granted:
        """Return what it grants in the end, and for each row how far it counts and why no further."""
        count = len(self.table)
        steps = [spans.lengths(count) for spans in (asked.whole, asked.in_force, asked.held, possible)]
        surely, why = sure.lengths(count), asked.why.copy()
        cut = ("not-in-force", "condition-not-met", "over-the-quota")
        shown = asked.named & (asked.truth != NO)
        why[shown & (asked.truth == YES)] = WHYS.index("condition-unknown")
        for (before, after), word in reversed(list(zip(pairwise(steps), cut, strict=True))):
            why[shown & (surely == steps[-1]) & (after < before)] = WHYS.index(word)
        counts = np.where(asked.named, COUNTS.index("no"), -1).astype(np.int32)
        counts[shown & (steps[-1] > 0)] = COUNTS.index("in-part")
        counts[shown & (surely != steps[-1])] = COUNTS.index("unknown")
        full = shown & (surely == steps[0])
        counts[full], why[full] = COUNTS.index("yes"), -1
        return Granted(self.clause, sure, possible, surely != steps[-1], counts, np.where(asked.named, why, -1))

    def _shown(self, named: Flags) -> tuple[Truths, Codes]:
        """Return whether each row was announced, told and shown as the clause asks, and why not."""
        count, clause = len(self.table), self.clause
        truth, why = np.full(count, YES, np.int8), np.full(count, -1, np.int32)
        begin, unknown = self.table.array("begin"), np.full(count, UNKNOWN, np.int8)
        asked: list[tuple[Truths, Codes, str]] = []
        if clause.announced is not None:
            at, found = self._instants("announced_at"), unknown
            if at is not None:
                found = announced_in_time(clause.announced, self.agreement.zone, at, begin)
            why_not = _either(at, "not-announced", "announced-too-late", count)
            asked.append((found, why_not, "announcement-unknown"))
        if clause.told_within is not None:
            at, found = self._instants("told_at"), unknown
            if at is not None:
                found = told_in_time(clause.told_within, self.agreement.zone, begin, at, self.history.as_of)
            asked.append((found, _either(at, "not-told", "told-too-late", count), "telling-unknown"))
        if clause.evidence == "required":
            found, shown = unknown, self.table.columns.get("evidence")
            if isinstance(shown, Coded):
                nothing = np.array([*(word in _NOT_SHOWN for word in shown.categories), True])
                found = np.where(nothing[shown.codes], np.int8(NO), np.int8(YES))
            asked.append((found, np.full(count, WHYS.index("no-evidence"), np.int32), "evidence-unknown"))
        for found, why_not, not_known in asked:
            worse = named & (found < truth)
            why[worse] = np.where(found == NO, why_not, WHYS.index(not_known))[worse]
            truth[worse] = found[worse]
        return truth, why

    def _instants(self, name: str) -> Ints | None:
        column = self.table.columns.get(name)
        return column.us if isinstance(column, Instants) else None

    def _in_force(self, spans: Spans) -> Spans:
        """Return what of the stretches lies on dates on which the clause holds."""
        holds, zone = self.clause.holds, self.agreement.zone
        begin, end = spans.begin, spans.end
        if holds is not None and holds.since is not None:
            begin = np.maximum(begin, midnight_us(holds.since, zone))
        if holds is not None and holds.until is not None:
            end = np.minimum(end, midnight_us(holds.until, zone))
        return Spans(spans.row, begin, end).take(begin < end)

    def _where(self, spans: Spans) -> tuple[Spans, Flags]:
        """Return what of the stretches meets the condition of the clause or may, and for each whether it only may."""
        if self.clause.when == EVERYTHING:
            return spans, np.zeros(len(spans.row), np.bool_)
        states = self.history.states(set(item_fields(self.clause.when)), {})
        truth = _truth(states.columns, self.clause.when, self.clause)
        until = np.append(states.at[1:], FOREVER)[: len(states.at)]
        until[states.last] = FOREVER
        since = states.at.copy()
        since[states.first] = -FOREVER
        item = self.table.array("item")[spans.row]
        many = (states.last - states.first + 1)[item]
        of = np.repeat(np.arange(len(spans.row)), many)
        state = states.first[item][of] + np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
        begin, end = np.maximum(spans.begin[of], since[state]), np.minimum(spans.end[of], until[state])
        kept = np.flatnonzero((begin < end) & (truth[state] != NO))
        return Spans(spans.row[of[kept]], begin[kept], end[kept]), truth[state[kept]] == UNKNOWN


def grant(variants: Sequence[Granting]) -> list[Granted]:
    """Return what the variants of one clause grant; they have different conditions, and one quota together."""
    asked = [variant.asked() for variant in variants]
    held = _left([one.held for one in asked], variants)
    if not any(one.unsure.any() for one in asked):
        sure = held
    else:
        sure = _left([one.held.take(~one.unsure) for one in asked], variants)
    made = zip(variants, asked, held, sure, strict=True)
    return [variant.granted(one, possible, surely) for variant, one, possible, surely in made]


def _left(parts: list[Spans], variants: Sequence[Granting]) -> list[Spans]:
    """Return what the quota of a clause leaves of the stretches of its variants."""
    first = variants[0]
    if first.clause.at_most is None:
        return parts
    size = len(first.table)
    every = Spans.together([attrs.evolve(spans, row=spans.row + size * place) for place, spans in enumerate(parts)])
    left = within_quota(every, first.clause.at_most, first.agreement, first.history.as_of)
    place = left.row // max(size, 1)
    found = [left.take(place == number) for number in range(len(parts))]
    return [attrs.evolve(spans, row=spans.row - size * number) for number, spans in enumerate(found)]


def _either(at: Ints | None, never: str, late: str, count: int) -> Codes:
    missing = np.ones(count, np.bool_) if at is None else at == NAT
    return np.where(missing, WHYS.index(never), WHYS.index(late)).astype(np.int32)


def item_fields(condition: FiguresCondition) -> Iterable[str]:
    """Return the fields of items that a condition speaks of; one that stands there twice comes twice."""
    match condition:
        case Is() | Compares() | AllOf() | AnyOf() | Not():
            yield from fields_of(condition)
        case AllHold(parts) | AnyHolds(parts):
            for part in parts:
                yield from item_fields(part)
        case NotHolds(part):
            yield from item_fields(part)
        case IsKnown(field):
            yield field
        case _:
            pass


def _truth(columns: Columns, condition: FiguresCondition, clause: Relief) -> Truths:
    """Return for each row whether a condition on an item holds."""
    match condition:
        case Is() | Compares() | AllOf() | AnyOf() | Not():
            return columns.truth(condition)
        case AllHold(parts) | AnyHolds(parts):
            join = np.minimum if isinstance(condition, AllHold) else np.maximum
            return join.reduce([_truth(columns, part, clause) for part in parts])  # type: ignore[no-any-return]
        case NotHolds(part):
            return (YES - _truth(columns, part, clause)).astype(np.int8)
        case IsKnown(field, state):
            known = _known(columns, field)
            return np.where(known == (state == "known"), np.int8(YES), np.int8(NO))
        case _:
            says = (
                f"{clause.clause}: relief under a condition on the figures of a period is not computed by this version"
            )
            raise NotComputedError(says)


def _known(columns: Columns, field: str) -> Flags:
    """Return for each row whether a field has a value."""
    column = None if columns.items is None or columns.item is None else columns.items.columns.get(field)
    if field not in columns.by_row and columns.item is not None:
        if isinstance(column, Instants):
            return np.asarray(column.us != NAT)[columns.item]
        if isinstance(column, Numbers):
            return ~np.isnan(column.values)[columns.item]
    known: Flags = columns.codes(field, {}) >= 0
    return known
