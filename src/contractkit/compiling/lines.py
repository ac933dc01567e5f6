"""Which targets share a stopwatch: those of one measure whose conditions exclude each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contractkit.terms.conditions import AllOf, Condition, Is
from contractkit.terms.targets import ClockLine, Target

__all__ = ["exclude_each_other", "share_lines"]


def exclude_each_other(a: Condition, b: Condition) -> bool:
    """Return whether no state of an item can meet both conditions, as far as their required values tell.

    Example:
        >>> from contractkit.terms.conditions import Is
        >>> exclude_each_other(Is("priority", ("P1",)), Is("priority", ("P2", "P3")))
        True
        >>> exclude_each_other(Is("priority", ("P1",)), Is("type", ("order",)))
        False
    """
    required = _required(a)
    return any(field in required and not required[field] & values for field, values in _required(b).items())


def _required(condition: Condition) -> Mapping[str, frozenset[str]]:
    """Return for each field the values of which one has to stand there."""
    if isinstance(condition, Is):
        return {condition.field: frozenset(condition.values)}
    found: dict[str, frozenset[str]] = {}
    if isinstance(condition, AllOf):
        for part in condition.parts:
            for field, values in _required(part).items():
                found[field] = found[field] & values if field in found else values
    return found


def share_lines(candidates: Sequence[ClockLine]) -> tuple[ClockLine, ...]:
    """Join lines of one target each into as few as the rules allow, in the order of the page.

    Args:
        candidates: Lines with one target each; they may be joined if all but the target is equal and no two targets
            can apply at once. A result agreement keeps a line of its own, because its stop has further conditions.
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
        and (a.measure, a.pauses, a.on_change, a.on_reopen, a.stops)
        == (b.measure, b.pauses, b.on_change, b.on_reopen, b.stops)
        and one.also == other.also == AllOf()
        and exclude_each_other(one.applies, other.applies)
    )


def _joined(line: list[ClockLine]) -> ClockLine:
    first = line[0]
    targets: tuple[Target, ...] = tuple(target for member in line for target in member.targets)
    return ClockLine(first.measure, targets, first.pauses, first.on_change, first.on_reopen, first.stops)
