"""How many promises of a period were met: exact counts, and their share with its interval over what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.errors import UsageError
from contractkit.evaluation.scope import latest
from contractkit.facts import NAT, Coded, Table
from contractkit.quantities.money import Percent
from contractkit.quantities.periods import Period, midnight_us
from contractkit.terms import Agreement

__all__ = ["attainment_of", "belongs"]

Ints = NDArray[np.int64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]

_OF_TARGETS: Final = ("target", "level", "measure")
_OF_OUTCOMES: Final = ("service", "clause", "calendar")
_OF_TIME: Final = ("day", "week", "month", "quarter", "half-year", "year")
_COUNTED: Final = ("met", "breached", "undetermined", "running", "excused")
_VERDICTS: Final = ("met", "breached", "undetermined", "no-volume")


def belongs(agreement: Agreement, history: History, outcomes: Table, period: str | Period) -> Flags:
    """Return which outcomes belong to a period."""
    whole = agreement.period(period)
    assigned = _Assigned.of(agreement, history, outcomes)
    found = np.zeros(len(outcomes), np.bool_)
    found[assigned.within(whole.bounds_us(agreement.zone), ()).row] = True
    return found


@attrs.frozen(eq=False)
class _Assigned:
    """The instant that decides to which period each outcome belongs.

    Attributes:
        row: For each instant the place of its outcome; one that may belong to several pieces comes once for each.
        at: int64, the instant.
        by_due: Whether a period has its end and not its start; else it is the other way round.
        anywhere: Whether the outcome is undetermined, and neither the deciding instant nor a start is known.
        opened: int64, the opening of its item, before which nothing is due; `NAT` where it is unknown.
    """

    row: Codes
    at: Ints
    by_due: Flags
    anywhere: Flags
    opened: Ints

    @classmethod
    def of(cls, agreement: Agreement, history: History, outcomes: Table) -> _Assigned:
        by = {target.id: target.assigned_by for target in agreement.targets}
        target = outcomes.words("target")
        words = ("due", "opened", "stopped")
        named = np.array([*(words.index(by.get(word, "due")) for word in target.categories), 0], np.int8)[target.codes]
        opened = history.opened[outcomes.array("item_row")]
        due, stopped, started = (outcomes.array(name).view(np.int64) for name in ("due", "stopped", "started"))
        at = np.choose(named, [due, opened, stopped])
        by_due = (named == 0) & (due != NAT)
        verdict = outcomes.words("verdict")
        anywhere = (verdict.codes == verdict.categories.index("undetermined")) & (at == NAT) & (started == NAT)
        for instead in (started, opened, due):
            at = np.where(at == NAT, instead, at)
        return cls(np.arange(len(outcomes)), at, by_due, anywhere, opened)

    def within(self, bounds: tuple[int, int], cuts: Iterable[int]) -> _Assigned:
        """Return what lies between `bounds`; what may lie anywhere lies in every piece that ends after its opening.

        Args:
            bounds: The period.
            cuts: Where it is cut into the pieces that are told apart.
        """
        edges = [bounds[0], *sorted({cut for cut in cuts if bounds[0] < cut < bounds[1]}), bounds[1]]
        lies = self.take(np.flatnonzero(~self.anywhere & (self.piece(np.array(bounds, np.int64)) == 0)))
        parts = [lies]
        for begin, end in pairwise(edges):
            may = self.take(np.flatnonzero(self.anywhere & (self.opened < end)))
            here = np.full(len(may.row), begin, np.int64)
            parts.append(attrs.evolve(may, at=here, by_due=np.zeros(len(here), np.bool_)))
        names = [field.name for field in attrs.fields(_Assigned)]
        return _Assigned(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def take(self, places: Codes) -> _Assigned:
        return _Assigned(**{field.name: getattr(self, field.name)[places] for field in attrs.fields(_Assigned)})

    def piece(self, bounds: Ints) -> Codes:
        """Return in which of the pieces between `bounds` each instant lies; -1 or the last place for none of them."""
        found = np.where(
            self.by_due, np.searchsorted(bounds, self.at, "left"), np.searchsorted(bounds, self.at, "right")
        )
        return np.where(self.at == NAT, -1, found - 1)


def attainment_of(
    agreement: Agreement, history: History, outcomes: Table, period: str | Period, by: Sequence[str]
) -> Table:
    """Return the counts of a period by group (see `Evaluation.attainment`)."""
    whole = agreement.period(period)
    pieces = {name: _pieces(whole, name) for name in by if name in _OF_TIME}
    bounds = {name: [midnight_us(day, agreement.zone) for day in _days(several)] for name, several in pieces.items()}
    cuts = (cut for several in bounds.values() for cut in several)
    scope = outcomes.words("scope")
    counted = _Assigned.of(agreement, history, outcomes).within(whole.bounds_us(agreement.zone), cuts)
    counted = counted.take(np.flatnonzero(scope.codes[counted.row] == scope.categories.index("in")))
    rows = counted.row
    keys: dict[str, Coded] = {}
    for name in by:
        if name in pieces:
            labels = tuple(piece.label for piece in pieces[name])
            keys[name] = Coded(counted.piece(np.array(bounds[name], np.int64)), labels)
        else:
            keys[name] = _key(history, outcomes, name).take(rows)
    groups = _Groups.of(agreement, keys, rows)
    counts = groups.counts(agreement, outcomes, rows)
    return Table({**groups.columns(keys), **_figures(counts, groups.reaches(agreement, outcomes, rows))})


def _pieces(whole: Period, name: str) -> list[Period]:
    """Return the days, weeks, months or the like that a period touches."""
    pieces = [Period.containing(whole.start, name)]
    while pieces[-1].end < whole.end:
        pieces.append(Period.containing(pieces[-1].end, name))
    return pieces


def _days(pieces: Sequence[Period]) -> Iterator[date]:
    """Return the first day of each piece, and the first after all of them."""
    yield from (piece.start for piece in pieces)
    yield pieces[-1].end


def _key(history: History, outcomes: Table, name: str) -> Coded:
    """Return the word of each outcome by which a group is named; words in the order in which they are shown."""
    if name in _OF_TARGETS or name in _OF_OUTCOMES:
        return outcomes.words(name)
    if name in history.events.values or isinstance(history.facts.items.columns.get(name), Coded):
        return latest(history, name).take(outcomes.array("item_row"))
    known = ", ".join((*_OF_TARGETS, *_OF_OUTCOMES, *_OF_TIME))
    raise UsageError(f"attainment cannot be taken by {name!r}: it is no field of words; there are {known}", by=name)


@attrs.frozen(eq=False)
class _Groups:
    """The groups in order.

    Attributes:
        code: int64, for each group its places in all keys, as one number; a missing word comes last in its key.
        sizes: How many words each key has, the missing one included.
        of_row: For each counted outcome its group.
        expected: Groups that stand there whether or not anything happened, each with a target that is in it.
    """

    code: Ints
    sizes: tuple[int, ...]
    of_row: Codes
    expected: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, agreement: Agreement, keys: Mapping[str, Coded], rows: Codes) -> _Groups:
        sizes = tuple(len(key.categories) + 1 for key in keys.values())
        code = np.zeros(len(rows), np.int64)
        for key, size in zip(keys.values(), sizes, strict=True):
            place = key.codes.astype(np.int64)
            code = code * size + np.where(place < 0, size - 1, place)
        expected = list(_expected(agreement, keys, sizes))
        known = np.array([number for number, _ in expected], np.int64)
        groups, of_all = np.unique(np.concatenate([code, known]), return_inverse=True)
        pairs = zip(of_all[len(rows) :].tolist(), (target for _, target in expected), strict=True)
        return cls(groups, sizes, of_all[: len(rows)], tuple(pairs))

    def columns(self, keys: Mapping[str, Coded]) -> dict[str, Coded]:
        """Return the columns that name the groups."""
        columns = {}
        rest = self.code
        for (name, key), size in reversed(list(zip(keys.items(), self.sizes, strict=True))):
            place = rest % size
            rest = rest // size
            columns[name] = Coded(np.where(place == size - 1, -1, place).astype(np.int32), key.categories)
        return dict(reversed(columns.items()))

    def counts(self, agreement: Agreement, outcomes: Table, rows: Codes) -> dict[str, Ints]:
        """Return for each group how many outcomes there are of each verdict that counts or waits."""
        verdict = outcomes.words("verdict")
        codes = verdict.codes[rows].copy()
        names = outcomes.words("target").categories
        left_out = {target.id for target in agreement.targets if target.open_overdue == "left-out"}
        waits = np.array([name in left_out for name in names], np.bool_)[outcomes.array("target")[rows]]
        open_still = outcomes.array("stopped")[rows].view(np.int64) == NAT
        overdue = codes == verdict.categories.index("breached")
        codes[waits & open_still & overdue] = verdict.categories.index("running")
        once = self._once(agreement, outcomes, rows)
        return {
            name: np.bincount(
                self.of_row[once & (codes == verdict.categories.index(name))], minlength=len(self.code)
            ).astype(np.int64)
            for name in _COUNTED
        }

    def _once(self, agreement: Agreement, outcomes: Table, rows: Codes) -> Flags:
        """Return which outcomes count: of an item whose target is unknown one in each group, though it has several.

        Whatever the reason that is given: of one clock line an item has several outcomes for no other cause.
        """
        verdict = outcomes.words("verdict")
        once = np.ones(len(rows), np.bool_)
        unsure = np.flatnonzero(verdict.codes[rows] == verdict.categories.index("undetermined"))
        if len(unsure):
            line = {target.id: place for place, one in enumerate(agreement.lines) for target in one.targets}
            target = outcomes.words("target")
            lines = np.array([line[name] for name in target.categories], np.int64)[target.codes[rows[unsure]]]
            item = outcomes.array("item_row")[rows[unsure]].astype(np.int64)
            one = (item * len(agreement.lines) + lines) * len(self.code) + self.of_row[unsure]
            _, first = np.unique(one, return_index=True)
            once[unsure] = False
            once[unsure[first]] = True
        return once

    def reaches(self, agreement: Agreement, outcomes: Table, rows: Codes) -> list[Percent | None]:
        """Return for each group the share that was agreed, None where there is none, or not one for all of it."""
        names = outcomes.words("target").categories
        agreed = {target.id: target.reach for target in agreement.targets}
        in_group: list[set[Percent | None]] = [set() for _ in self.code]
        pairs = np.unique(self.of_row * max(len(names), 1) + outcomes.array("target")[rows])
        for pair in pairs.tolist():
            group, target = divmod(pair, len(names))
            in_group[group].add(agreed.get(names[target]))
        for group, target in self.expected:
            in_group[group].add(agreement.targets[target].reach)
        return [next(iter(reaches)) if len(reaches) == 1 else None for reaches in in_group]


def _expected(agreement: Agreement, keys: Mapping[str, Coded], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the groups of targets and calendar periods, whether or not anything happened; none by other keys."""
    if not keys.keys() <= {*_OF_TARGETS, *_OF_TIME}:
        return
    targets = [(line, target) for line in agreement.lines for target in line.targets]
    for place, (line, target) in enumerate(targets):
        words = {"target": target.id, "level": target.level, "measure": line.measure.name}
        codes = [0]
        for (name, key), size in zip(keys.items(), sizes, strict=True):
            places = range(size - 1)
            if name in words:
                code = key.code_of(words[name] or "")
                places = range(code, code + 1) if code is not None else range(size - 1, size)
            codes = [code * size + other for code in codes for other in places]
        yield from ((code, place) for code in codes)


def _figures(counts: Mapping[str, Ints], reaches: Sequence[Percent | None]) -> dict[str, Coded | NDArray[np.generic]]:
    met, breached, unknown = (counts[name] for name in ("met", "breached", "undetermined"))
    judged, volume = met + breached, met + breached + unknown
    numbers = zip(met.tolist(), (met + unknown).tolist(), volume.tolist(), reaches, strict=True)
    verdicts = [_verdict(*number) for number in numbers]
    return {
        **counts,
        "attainment": _share(met, judged),
        "low": _share(met, volume),
        "high": _share(met + unknown, volume),
        "reach": np.array([np.nan if reach is None else float(reach.value / 100) for reach in reaches], np.float64),
        "verdict": Coded(
            np.array([-1 if word is None else _VERDICTS.index(word) for word in verdicts], np.int32), _VERDICTS
        ),
    }


def _share(part: Ints, whole: Ints) -> NDArray[np.float64]:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _verdict(met: int, possible: int, volume: int, reach: Percent | None) -> str | None:
    """Return what a group came to, by exact comparison with the share that was agreed."""
    if volume == 0:
        return "no-volume"
    if reach is None:
        return None
    needed = Fraction(reach.value) / 100 * volume
    return "met" if met >= needed else "breached" if possible < needed else "undetermined"
