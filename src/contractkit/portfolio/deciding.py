"""The decision table of desk terms: which promises hold for a request, and whether it is in scope, by what it says.

What a request says in the fields that conditions speak of is looked up first; what was asked once is remembered, so
that the next request of the same kind costs no more than its due instants. Nothing here depends on the instant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal

import attrs

from contractkit.clocks.scalar.meaning import Meaning
from contractkit.clocks.scalar.plan import Plan, plan_of
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.truth import NO, UNKNOWN, YES, fields_in, holds
from contractkit.portfolio.desk_terms import DeskTerms
from contractkit.portfolio.line_decisions import Asked, Dated, Doubted, Fixed, LineDecision, Ways, asks_its_clock
from contractkit.terms.agreement import ScopeRule
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Condition, Is, Not, all_of
from contractkit.terms.listed_values import listed_in
from contractkit.terms.targets import ClockLine, Target

__all__ = ["SERVICE", "Decision", "DecisionTable", "Possible", "Says", "Words", "unknown_in"]

SERVICE: Final = "service"
"""The field that says which service a request is about."""

Words = tuple[str | None, ...]
Says = Literal["in", "grey", "out", "no-service", "no-target", "unknown"]
_MOST_REMEMBERED: Final = 4096


@attrs.frozen(eq=False)
class Possible:
    """A limit that may hold, with the fields that would decide it.

    Attributes:
        ruler: The limit.
        needs: The fields that were not given.
        when: What must hold.
    """

    ruler: Ruler
    needs: tuple[str, ...]
    when: Condition


@attrs.frozen(eq=False)
class Decision:
    """What is promised about requests that say the same.

    Attributes:
        lines: What the clock lines say under which a promise holds.
        possible: Limits that may hold.
        says: ``in``, ``grey``, ``out``, ``no-service``, ``no-target`` or ``unknown``.
        rule: The scope rule that said so, or None.
        could_be: Where it is unknown, the rules of which one decides.
        needs: The fields that were not given and would decide something.
        strange: Fields with values that the agreement does not know.
        level: The level of the service, or the one level of all promises; None where there is none, or several.
        levels: The levels of the service and of the promises that hold, each once.
    """

    lines: tuple[LineDecision, ...]
    possible: tuple[Possible, ...]
    says: Says
    rule: ScopeRule | None
    could_be: tuple[ScopeRule, ...]
    needs: tuple[str, ...]
    strange: tuple[tuple[str, str], ...]
    level: str | None
    levels: tuple[str, ...]


class DecisionTable:
    """Desk terms, ready for single requests; made once and shared by all agreements that have them.

    Attributes:
        terms: The desk terms.
        fields: The fields that decide, in the order of the words that are looked up.
        columns: The fields that hold instants.
    """

    def __init__(self, terms: DeskTerms) -> None:
        self.terms = terms
        self._lines = tuple(_Line(line) for line in terms.lines)
        plans = [plan for line in self._lines for plan in line.plans]
        self.columns = tuple(dict.fromkeys(field for plan in plans for field in plan.columns))
        read = [field for plan in plans for field in plan.names]
        read += [field for rule in terms.scope for field in fields_in(rule.condition)]
        self.fields = tuple(field for field in dict.fromkeys((SERVICE, *read)) if field not in self.columns)
        self._listed = {field: frozenset(values) for field, values in listed_in(terms.fields)}
        self._decisions: dict[tuple[Words, tuple[str, ...]], Decision] = {}

    def decision(self, words: Words, given: tuple[str, ...] = ()) -> Decision:
        """Return what is promised about requests that say this.

        Args:
            words: What they say in each of `fields`; None where it is not known.
            given: The fields of `columns` in which they have an instant.
        """
        found = self._decisions.get((words, given))
        if found is None:
            found = self._decided(dict(zip(self.fields, words, strict=True)), given)
            if len(self._decisions) >= _MOST_REMEMBERED:
                self._decisions.clear()
            self._decisions[words, given] = found
        return found

    def _decided(self, raw: Mapping[str, str | None], given: tuple[str, ...]) -> Decision:
        strange = tuple(
            (field, word)
            for field, word in raw.items()
            if word is not None and field in self._listed and word not in self._listed[field]
        )
        words = {field: None if (field, word) in strange else word for field, word in raw.items()}
        decided = [line.decided(words, given, dict(strange)) for line in self._lines]
        lines = tuple(own for own, _ in decided if own is not None)
        possible = tuple(one for _, may in decided for one in may)
        says, rule, could_be = self._scope(words)
        if says == "in" and not lines and not possible:
            says = "no-target"
        needs = [field for one in possible for field in one.needs]
        needs += [field for one in could_be for field in unknown_in(one.condition, words)]
        own = self.terms.services.get(words.get(SERVICE) or "")
        levels = tuple(dict.fromkeys(one for one in (own, *(line.level for line in lines)) if one is not None))
        level = levels[0] if len(levels) == 1 else None
        return Decision(lines, possible, says, rule, could_be, tuple(dict.fromkeys(needs)), strange, level, levels)

    def _scope(self, words: Mapping[str, str | None]) -> tuple[Says, ScopeRule | None, tuple[ScopeRule, ...]]:
        """Return what the first rule that speaks of a request says; unknown where one before it may speak of it."""
        service = words.get(SERVICE)
        unagreed = service is not None and bool(self.terms.services) and service not in self.terms.services
        unsure: list[ScopeRule] = []
        for rule in self.terms.scope:
            truth = holds(rule.condition, words)
            if truth == UNKNOWN:
                unsure.append(rule)
            if truth == YES and not (unagreed and rule.condition == EVERYTHING):
                return (rule.says, rule, ()) if not unsure else ("unknown", None, (*unsure, rule))
        if unsure:
            return "unknown", None, tuple(unsure)
        return ("no-service" if unagreed else "in"), None, ()


class _Line:
    """One clock line, with the plans of the clocks that a request has under it."""

    def __init__(self, line: ClockLine) -> None:
        from contractkit.evaluation.results import ways_of  # results with several time limits are rare

        several = bool(line.targets) and line.targets[0].met_when is not None
        self.line = line
        self.ways = tuple(tuple(plan_of(one) for one in way) for way in ways_of(line)) if several else ()
        self.plans = tuple(plan for way in self.ways for plan in way) if several else (plan_of(line),)

    def decided(
        self, words: Mapping[str, str | None], given: tuple[str, ...], strange: Collection[str]
    ) -> tuple[LineDecision | None, list[Possible]]:
        """Return what the line says, and the limits that may hold.

        Args:
            words: What a request says; None where it is not known.
            given: The fields that hold instants in which it has one.
            strange: The fields in which it says what the agreement does not know.
        """
        own, possible = self._decided(words, given)
        doubted = own is not None and any(field in plan.place for plan in self.plans for field in strange)
        return (Doubted(own) if doubted and own is not None else own), possible

    def _decided(
        self, words: Mapping[str, str | None], given: tuple[str, ...]
    ) -> tuple[LineDecision | None, list[Possible]]:
        if not self.plans:
            return None, []
        if not self.ways:
            return _decided(self.plans[0], words, given)
        each = [[_decided(plan, words, given) for plan in way] for way in self.ways]
        possible = [one for way in each for _, may in way for one in may]
        lines = [tuple(own for own, _ in way if own is not None) for way in each]
        return (Ways(self.line.targets[0], tuple(lines)) if all(lines) else None), possible


def _decided(
    plan: Plan, words: Mapping[str, str | None], given: tuple[str, ...]
) -> tuple[LineDecision | None, list[Possible]]:
    state = tuple(words.get(field) for field in plan.fields)
    meaning = plan.meaning(state, state)
    holding = next((t for t, truth in zip(plan.line.targets, meaning.applies, strict=True) if truth == YES), None)
    if holding is None or _lacks_a_key(holding, words):
        return None, list(_possible(plan, meaning, words))
    if asks_its_clock(plan, meaning, given):
        return Asked(plan, state, holding), []
    if plan.varies:
        return Dated(plan, meaning, holding), []
    return (Fixed(plan.rulers[meaning.limit].owner, plan.rulers[meaning.limit]) if meaning.limit >= 0 else None), []


def _lacks_a_key(target: Target, words: Mapping[str, str | None]) -> bool:
    table = target.table
    return table is not None and target.limit is None and any(words.get(field) is None for field in table.by)


def _possible(plan: Plan, meaning: Meaning, words: Mapping[str, str | None]) -> Iterator[Possible]:
    """Yield the limits that may hold: of targets that may apply, in a table those whose key may be the request's."""
    for place, (target, truth) in enumerate(zip(plan.line.targets, meaning.applies, strict=True)):
        if truth == NO:
            continue
        needs = dict.fromkeys(unknown_in(target.applies, words))
        if target.table is not None:
            needs |= dict.fromkeys(field for field in target.table.by if words.get(field) is None)
        for ruler in plan.rulers:
            if ruler.target == place and _may_be(target, ruler, words):
                yield Possible(ruler, tuple(needs), _rest(target, ruler, words))


def _may_be(target: Target, ruler: Ruler, words: Mapping[str, str | None]) -> bool:
    for key, by in _keys(target, ruler):
        if any(words.get(field) not in (None, word) for field, word in zip(by, key, strict=True)):
            return False
    return True


def _keys(target: Target, ruler: Ruler) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    if target.table is not None:
        yield from ((row.key, target.table.by) for row in target.table.rows if row.limit is ruler.limit)


def _rest(target: Target, ruler: Ruler, words: Mapping[str, str | None]) -> Condition:
    """Return what must hold besides what is known."""
    parts = [one for one in _parts(target.applies) if holds(one, words) == UNKNOWN]
    for key, by in _keys(target, ruler):
        parts += [Is(field, (word,)) for field, word in zip(by, key, strict=True) if words.get(field) is None]
    return all_of(parts)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def unknown_in(condition: Condition, words: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the fields on which it depends whether a condition holds; none where that is known.

    Args:
        condition: The condition.
        words: What a request says; None where it is not known.

    Example:
        >>> from contractkit.terms.conditions import Is
        >>> list(unknown_in(AllOf((Is("type", ("order",)), Is("site", ("north",)))), {"type": "order"}))
        ['site']
    """
    if holds(condition, words) != UNKNOWN:
        return
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from unknown_in(part, words)
        case Not(part):
            yield from unknown_in(part, words)
        case _:
            yield condition.field
