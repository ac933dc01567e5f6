"""What settlements make somebody able to do before a date: claim a credit, end the agreement, ask for a remedy.

A settlement is read by its lines and its consequences; who makes it stands above this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from contractkit.duties.counting import Counting
from contractkit.duties.kinds import Kind, Owed, prefix_of
from contractkit.duties.line import Line
from contractkit.duties.occasions import Listed, Occasion
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.claims import claim_rule
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.targets import Target

__all__ = ["Earned", "arising_from", "claim_lines"]


class _Line(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def clause(self) -> ClauseRef: ...
    @property
    def period(self) -> Period: ...
    @property
    def target(self) -> str | None: ...
    @property
    def low(self) -> Money | None: ...
    @property
    def state(self) -> str: ...


class Earned(Protocol):
    """A settlement, as far as it says what can be claimed or done: `contractkit.Settlement` is one."""

    @property
    def agreement(self) -> str:
        """Return the id of its agreement."""

    @property
    def period(self) -> Period:
        """Return the period that it settles."""

    @property
    def lines(self) -> Sequence[Any]:
        """Return its lines; each has id, kind, clause, period, target, low and state."""

    @property
    def consequences(self) -> Sequence[Any]:
        """Return what follows besides money; each has clause, state and says."""


def claim_lines(version: Agreement, settlements: Iterable[Earned]) -> tuple[Line, ...]:
    """Return what the customer can still claim of what settlements found: a line for each clause that says by when.

    A credit that was claimed is settled, and one that waits for its claim is not: only the latter are here.

    Args:
        version: The version of the agreement.
        settlements: The settlements of the agreement, each of its own period.
    """
    found: dict[ClauseRef, tuple[Counting, str | None, list[Occasion]]] = {}
    for settlement in settlements:
        for row in settlement.lines:
            rule, effect = _claimed(version, row)
            if rule is None or effect is None:
                continue
            counting = Counting(rule.within, 1, _only_calendar(version))
            waits = None if rule.counted_from == "period-end" else said(f"the {rule.counted_from} of the credit")
            _, _, occasions = found.setdefault(rule.clause, (counting, waits, []))
            says = said("the credit is {low} for {label}", low=-row.low, label=row.period.label)
            if waits is None:
                occasions.append(Occasion(row.id, row.period.last, row.period.end, says=says))
    return tuple(_claims(clause, *what) for clause, what in found.items())


def _claims(clause: ClauseRef, counting: Counting, waits: str | None, occasions: list[Occasion]) -> Line:
    ordered = tuple(sorted(occasions, key=lambda one: (one.base, one.label)))
    rule = Owed("claim", "option", clause, "customer", "Claim the credit, or lose it")
    return Line(rule, Listed(ordered), counting, waits_for=waits)


def _claimed(version: Agreement, row: _Line) -> tuple[Any, Effect | None]:
    if row.kind != "malus" or row.state != "undetermined" or row.low is None or row.low.amount >= 0:
        return None, None
    for target, effect in _effects(version):
        if effect.clause == row.clause and (row.target is None or target is None or target.id == row.target):
            return claim_rule(version, effect, target), effect
    return None, None


def _effects(version: Agreement) -> Iterable[tuple[Target | None, Effect]]:
    for target in version.targets:
        yield from ((target, effect) for effect in target.effects if isinstance(effect, Effect))
    yield from ((None, one) for one in version.provisions if isinstance(one, Effect))


def _only_calendar(version: Agreement) -> Any:
    found = [calendar for name, calendar in version.calendars.items() if name != "always"]
    return found[0] if len(found) == 1 else None


def arising_from(version: Agreement, settlements: Iterable[Earned]) -> Mapping[str, tuple[Occasion, ...]]:
    """Return the rights that settlements found, by how the ids of their obligations begin.

    Args:
        version: The version of the agreement.
        settlements: The settlements of the agreement.
    """
    kinds: dict[ClauseRef, Kind] = {}
    for provision in version.provisions:
        if isinstance(provision, Termination | Remedy):
            kinds[provision.clause] = "termination" if isinstance(provision, Termination) else "remedy"
    found: dict[str, dict[str, Occasion]] = {}
    for settlement in settlements:
        period = settlement.period
        for one in settlement.consequences:
            kind = kinds.get(one.clause)
            if one.state == "arises" and kind is not None:
                occasion = Occasion(period.label, period.last, period.end, says=one.says)
                found.setdefault(prefix_of(kind, one.clause), {})[period.label] = occasion
    return {prefix: tuple(by_label.values()) for prefix, by_label in found.items()}
