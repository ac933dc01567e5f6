"""The judging of some items: every clock line of every version runs over them, with the relief that counts.

Here is what needs no more than those items. What needs all of them (quotas of relief, counts, lists) is put together in
`evaluating`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History, LineReplay, Replayed, Verdict
from contractkit.clocks.relief import FOREVER, ReliefStretches
from contractkit.clocks.verdicts import code_of
from contractkit.evaluation.claiming import claims
from contractkit.evaluation.promises import Promise, promises_of
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.results import together, ways_of
from contractkit.evaluation.scope import SCOPES, SERVICE, Scopes, latest, scopes_of
from contractkit.facts import NAT, Coded
from contractkit.quantities.midnights import midnight_us
from contractkit.terms import Agreement, ScopeRule
from contractkit.terms.binding import Binding
from contractkit.terms.targets import ClockLine

__all__ = ["Block", "Plan", "Version", "judge_part"]

Flags = NDArray[np.bool_]

_MOVED: Final = ("due", "until", "used", "relieved")


@attrs.frozen
class Version:
    """A version of the agreement, and between which dates it holds: ``[since, until)``, None without an end."""

    agreement: Agreement
    since: date | None
    until: date | None


@attrs.frozen
class Plan:
    """What is judged.

    Attributes:
        versions: The versions that hold from the first opening to the moment of judging, in order of time.
        binding: The clock lines, each with the starts that it binds.
        zone: The zone of the dates of all versions.
    """

    versions: tuple[Version, ...]
    binding: Binding
    zone: str
    _prepared: dict[int, tuple[tuple[LineReplay, ...], ...]] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    def prepared(self, line: ClockLine) -> tuple[tuple[LineReplay, ...], ...]:
        """Return a line ready to be replayed, the same for all parts: the ways of a result, or the one line itself."""
        if id(line) not in self._prepared:
            ways = ways_of(line) or ((line,),)
            self._prepared[id(line)] = tuple(tuple(LineReplay(one) for one in way) for way in ways)
        return self._prepared[id(line)]

    @property
    def lines(self) -> tuple[ClockLine, ...]:
        """Return the clock lines, in the order of the page."""
        return tuple(bound.line for bound in self.binding.bounds)

    @property
    def rules(self) -> tuple[ScopeRule, ...]:
        """Return the scope rules of all versions."""
        return tuple(rule for version in self.versions for rule in version.agreement.scope)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return what outcomes can be about, in the order of the lines."""
        return promises_of(self.binding.bounds)


@attrs.frozen(eq=False)
class Block:
    """What became of some items.

    Attributes:
        answers: For each line of the plan its answers.
        scope: For each item the place of its scope in `SCOPES`.
        rule: For each item the place of the scope rule that said so among those of the plan; -1 where none did.
        service: For each item the service that the work was on.
    """

    answers: tuple[Replayed, ...]
    scope: NDArray[np.int8]
    rule: NDArray[np.int32]
    service: Coded


def judge_part(plan: Plan, part: History, relieving: Relieving) -> Block:
    """Return what became of the items of a part of the history.

    Args:
        plan: What is judged.
        part: What happened to the items.
        relieving: The relief of these items.
    """
    found = [_answers(plan, bound.line, part, relieving) for bound in plan.binding.bounds]
    answers = tuple(_bound(plan, found, part))
    scopes = _scopes(plan, part)
    promised = np.zeros(len(scopes.code), np.bool_)
    for one in answers:
        promised[one.item] = True
    code = scopes.code.copy()
    code[(code == SCOPES.index("in")) & ~promised] = SCOPES.index("no-target")
    return Block(answers, code, scopes.rule, latest(part, SERVICE))


def _answers(plan: Plan, line: ClockLine, part: History, relieving: Relieving) -> Replayed:
    found = _replayed(plan, line, part, relieving.of(line))
    doubtful = relieving.in_doubt(line, len(part.facts.items))
    if doubtful.any():
        found = _where_both_agree(found, _replayed(plan, line, part, relieving.of(line, doubtful)))
    return found


def _replayed(plan: Plan, line: ClockLine, part: History, relief: ReliefStretches | None) -> Replayed:
    ways = plan.prepared(line)
    if ways_of(line):
        return together(line, [[clock.of(part, relief) for clock in way] for way in ways])
    return ways[0][0].of(part, relief)


def _where_both_agree(sure: Replayed, possible: Replayed) -> Replayed:
    """Return the answers with sure relief, undetermined where relief of which it is not known would decide."""
    differ = sure.verdict != possible.verdict
    unsure = differ & (sure.verdict != Verdict.UNDETERMINED)
    verdict = np.where(differ, np.int8(Verdict.UNDETERMINED), sure.verdict)
    reason = np.where(unsure, np.int8(code_of("relief-unknown")), sure.reason)
    figures: dict[str, Any] = {
        name: np.where(differ, NAT, getattr(sure, name)) for name in _MOVED if hasattr(sure, name)
    }
    return attrs.evolve(sure, verdict=verdict, reason=reason, **figures)


def _bound(plan: Plan, found: Sequence[Replayed], part: History) -> Iterator[Replayed]:
    """Return of the answers of each line those of the clocks that it binds."""
    for _, several in groupby(zip(plan.binding.bounds, found, strict=True), lambda pair: pair[0].chain):
        chain = list(several)
        if len(chain) == 1 and chain[0][0].since is None and chain[0][0].until is None:
            yield chain[0][1]
            continue
        answers = [one for _, one in chain]
        cycles = [getattr(one, "cycle", np.ones(len(one), np.int32)) for one in answers]
        stretches = [
            (
                -FOREVER if bound.since is None else midnight_us(bound.since, plan.zone),
                FOREVER if bound.until is None else midnight_us(bound.until, plan.zone),
            )
            for bound, _ in chain
        ]
        starts = [_starts(one, part) for one in answers]
        kept = claims([one.item for one in answers], cycles, starts, stretches, part.opened)
        yield from (_only(one, rows) for one, rows in zip(answers, kept, strict=True))


def _starts(found: Replayed, part: History) -> NDArray[np.int64]:
    """Return the instants that decide which wording binds.

    A clock that has not started would start under what holds at the moment of judging; one of which it is not known
    when it started is taken to have started at its opening.
    """
    waits = (found.started == NAT) & (found.reason == code_of("not-started"))
    start = np.where(found.started == NAT, part.opened[found.item], found.started)
    return np.where(waits | (start == NAT), part.as_of, start)


def _only(found: Replayed, rows: Flags) -> Replayed:
    if rows.all():
        return found
    columns = {field.name: getattr(found, field.name) for field in attrs.fields(Replayed)}
    kept: dict[str, Any] = {name: column[rows] for name, column in columns.items() if isinstance(column, np.ndarray)}
    return attrs.evolve(found, **kept)


def _scopes(plan: Plan, part: History) -> Scopes:
    """Return what the agreement says of the work on each item, in the version that held when it was opened."""
    if len(plan.versions) == 1:
        return scopes_of(plan.versions[0].agreement, part)
    code = np.zeros(len(part.opened), np.int8)
    rule = np.full(len(part.opened), -1, np.int32)
    before = 0
    for version in plan.versions:
        scopes = scopes_of(version.agreement, part)
        held = _held(version, plan.zone, part)
        code[held] = scopes.code[held]
        rule[held] = np.where(scopes.rule[held] >= 0, scopes.rule[held] + before, -1)
        before += len(version.agreement.scope)
    return Scopes(code, rule)


def _held(version: Version, zone: str, part: History) -> Flags:
    opened = np.where(part.opened == NAT, part.as_of, part.opened)
    held = np.ones(len(opened), np.bool_)
    if version.since is not None:
        held &= opened >= midnight_us(version.since, zone)
    if version.until is not None:
        held &= opened < midnight_us(version.until, zone)
    return held
