"""Which targets share a stopwatch: those of one measure whose conditions exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.compiling.exclusion import exclude_each_other
from contractkit.terms.conditions import AllOf, AnyOf, Condition
from contractkit.terms.targets import ClockLine, Pause, Target

__all__ = ["share_lines"]


def share_lines(candidates: Sequence[ClockLine]) -> tuple[ClockLine, ...]:
    """Join lines of one target each into as few as the rules allow, in the order of the page.

    Args:
        candidates: Lines with one target each; they may be joined if they have one document, measure and policies, and
            no two targets can apply at once. A pause that stops only some of them does so while one of those applies.
            A result agreement keeps a line of its own, because its stop has further conditions.
    """
    lines: list[list[ClockLine]] = []
    for candidate in candidates:
        for line in lines:
            if all(_joinable(member, candidate) for member in line):
                line.append(candidate)
                break
        else:
            lines.append([candidate])
    return tuple(_joined(line) for line in lines)


def _joinable(a: ClockLine, b: ClockLine) -> bool:
    (one,), (other,) = a.targets, b.targets
    return (
        one.clause.document == other.clause.document
        and (a.measure, a.on_change, a.on_reopen, a.stops) == (b.measure, b.on_change, b.on_reopen, b.stops)
        and one.also == other.also == AllOf()
        and exclude_each_other(one.applies, other.applies)
    )


def _joined(line: list[ClockLine]) -> ClockLine:
    targets: tuple[Target, ...] = tuple(target for member in line for target in member.targets)
    pauses = dict.fromkeys(pause for member in line for pause in member.pauses)
    return attrs.evolve(line[0], targets=targets, pauses=tuple(_while_applying(pause, line) for pause in pauses))


def _while_applying(pause: Pause, line: list[ClockLine]) -> Pause:
    """Return the pause as it holds on the whole line: where it stops some targets only, while one of those applies."""
    stopped = [member.targets[0].applies for member in line if pause in member.pauses]
    if len(stopped) == len(line):
        return pause
    parts: tuple[Condition, ...] = tuple(AllOf((pause.condition, applies)) for applies in stopped)
    return attrs.evolve(pause, condition=parts[0] if len(parts) == 1 else AnyOf(parts))
