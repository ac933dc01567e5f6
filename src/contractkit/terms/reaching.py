"""An amendment that reaches clocks that run: its wording and the one before it on one clock line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from contractkit.terms.amendments import AmendedClause, Amendment
from contractkit.terms.conditions import EVERYTHING, AllOf, Condition, Is
from contractkit.terms.targets import ClockLine, Pause, Target

if TYPE_CHECKING:
    from contractkit.terms.agreement import Agreement

__all__ = ["WORDING", "OnChange", "bare_target", "changes_on", "joined_line"]

OnChange = Literal["keep", "restart", "retroactive"]

WORDING: Final = "(wording)"
"""The field that says which wording holds; no field of an item can have this name."""


def changes_on(
    agreement: Agreement, turn: date, lines: Sequence[ClockLine] = ()
) -> tuple[tuple[Amendment, AmendedClause], ...]:
    """Return the changes of a date that concern some lines, or all of that date where none of them stands in one.

    Args:
        agreement: The agreement with its versions.
        turn: The date on which they begin to hold, or end.
        lines: The lines; none for all changes of the date.
    """
    found = tuple(_changes(agreement, turn))
    cited = {clause for line in lines for clause in _clauses(line)}
    own = tuple(pair for pair in found if (pair[1].clause.document, pair[1].clause.clause) in cited)
    return own or found


def _changes(agreement: Agreement, turn: date) -> Iterator[tuple[Amendment, AmendedClause]]:
    told: set[str] = set()
    for version in {id(entry.value): entry.value for entry in agreement.versions}.values():
        for amendment in version.amendments:
            for change in amendment.changes:
                if turn in (change.holds_from, change.holds_until) and str(change.written) not in told:
                    told.add(str(change.written))
                    yield amendment, change


def _clauses(line: ClockLine) -> Iterator[tuple[str, str | None]]:
    """Yield the document and clause of everything that a line is made of."""
    terms: list[Any] = [line.measure, *line.targets, *line.pauses, *line.relief]
    for term in terms:
        if term.clause is not None:
            yield term.clause.document, term.clause.clause


def bare_target(target: Target) -> Target:
    """Return a target without what no clock looks at: of equal ones a clock cannot tell which holds."""
    return attrs.evolve(
        target,
        name="",
        title=None,
        reach=None,
        per="month",
        assigned_by="due",
        open_overdue="breached",
        effects=(),
        no_volume="no-verdict",
        no_data="undetermined",
        precision=None,
        minimum=None,
    )


def joined_line(
    lines: Sequence[ClockLine], words: Sequence[tuple[str, ...]], rules: Sequence[OnChange]
) -> ClockLine | str:
    """Return one line on which each wording holds while `WORDING` is one of its words; or why there can be none.

    A target that is equal in several wordings stands there once: for whom it holds, nothing changes. Relief is that of
    the last wording.

    Args:
        lines: The wordings, in order of time.
        words: Of each what the field is while it holds.
        rules: What becomes of clocks that run, at each change of wording.
    """
    first, last = lines[0], lines[-1]
    wanted = set(rules)
    if any(len(line.targets) > 1 or any(one.table is not None for one in line.targets) for line in lines):
        wanted |= {line.on_change for line in lines}  # a change of priority may come as well
    if len(wanted) > 1:
        told = " and ".join(sorted(wanted))
        return f"one clock would follow {told}: what becomes of those that run, and of a change of target in mid-flight"
    bones = {(line.measure, line.on_reopen, line.stops) for line in lines}
    if len(bones) > 1:
        return "what starts, stops, resets or reopens the clock changes, which does not reach clocks that run"
    if any(target.also != EVERYTHING or target.met_when or target.every for line in lines for target in line.targets):
        return "a result, or what happens again and again, is not changed for clocks that run"
    targets, pauses = _targets(lines, words), _pauses(lines, words)
    on_change = next(iter(wanted))
    return attrs.evolve(last, targets=targets, pauses=pauses, on_change=on_change, measure=first.measure)


def _targets(lines: Sequence[ClockLine], words: Sequence[tuple[str, ...]]) -> tuple[Target, ...]:
    """Return the targets of all wordings, each while its wordings hold, those of one wording in its order."""
    held: list[tuple[Target, tuple[str, ...]]] = []  # as it was last worded, and while which words it holds
    for line, own in zip(lines, words, strict=True):
        ahead = len(held)
        for target in reversed(line.targets):
            bare = bare_target(target)
            place = next((at for at in reversed(range(ahead)) if bare_target(held[at][0]) == bare), None)
            if place is None:
                held.insert(ahead, (target, own))
            else:
                held[place] = (target, (*held[place][1], *own))
                ahead = place
    every = sum(len(own) for own in words)
    return tuple(
        target if len(own) == every else attrs.evolve(target, applies=_while(target.applies, own))
        for target, own in held
    )


def _pauses(lines: Sequence[ClockLine], words: Sequence[tuple[str, ...]]) -> tuple[Pause, ...]:
    """Return the pauses of all wordings, each while its wordings hold."""
    held: dict[Pause, tuple[str, ...]] = {}
    for line, own in zip(lines, words, strict=True):
        for pause in line.pauses:
            held[pause] = (*held.get(pause, ()), *own)
    every = sum(len(own) for own in words)
    return tuple(
        pause if len(own) == every else attrs.evolve(pause, condition=_while(pause.condition, own))
        for pause, own in held.items()
    )


def _while(condition: Condition, words: tuple[str, ...]) -> Condition:
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return AllOf((*parts, Is(WORDING, words)))
