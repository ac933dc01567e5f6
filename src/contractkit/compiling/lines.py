"""Which targets share a stopwatch: those of one measure whose conditions exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from contractkit.compiling.exclusion import Allowed, demands_exclude, demands_of, values_demanded
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
    families: dict[object, list[_Line]] = {}
    lines: list[_Line] = []
    for candidate in candidates:
        target = candidate.targets[0]
        family = families.setdefault(_family(candidate), [])
        alone = target.also != AllOf() or target.met_when is not None
        demands = demands_of(target.applies)
        values = values_demanded(demands)
        line = None if alone else next((line for line in family if line.takes(demands, values)), None)
        if line is None:
            line = _Line([], [], {}, set())
            lines.append(line)
            if not alone:
                family.append(line)
        line.add(candidate, demands, values)
    return tuple(_joined(line.members) for line in lines)


def _family(line: ClockLine) -> object:
    """Return what lines that may be joined have in common."""
    return line.targets[0].clause.document, line.measure, line.on_change, line.on_reopen, line.stops


@attrs.define
class _Line:
    """Targets of which no two apply at once, with a register of the values that each of them demands.

    Attributes:
        members: The lines that were joined, one target each.
        demands: What the condition of each of them demands.
        demanding: Those demands by field and value, of the members that demand a value of the field.
        open_fields: Fields of which some member demands no value.
    """

    members: list[ClockLine]
    demands: list[Mapping[str, Allowed]]
    demanding: dict[str, dict[str, list[Mapping[str, Allowed]]]]
    open_fields: set[str]

    def takes(self, one: Mapping[str, Allowed], demanded: Mapping[str, frozenset[str]]) -> bool:
        """Return whether no member can apply together with a target whose condition demands that, and those values."""
        for field, values in demanded.items():
            if field in self.demanding and field not in self.open_fields:  # who demands another value is no rival
                rivals = [rival for value in values for rival in self.demanding[field].get(value, ())]
                break
        else:
            rivals = self.demands
        return all(demands_exclude(rival, one) for rival in rivals)

    def add(self, member: ClockLine, demands: Mapping[str, Allowed], demanded: Mapping[str, frozenset[str]]) -> None:
        """Add a line with what its target's condition demands, and the values among that."""
        self.open_fields |= self.demanding.keys() - demanded.keys()
        if self.members:
            self.open_fields |= demanded.keys() - self.demanding.keys()
        for field, values in demanded.items():
            register = self.demanding.setdefault(field, {})
            for value in values:
                register.setdefault(value, []).append(demands)
        self.members.append(member)
        self.demands.append(demands)


def _joined(line: list[ClockLine]) -> ClockLine:
    targets: tuple[Target, ...] = tuple(target for member in line for target in member.targets)
    pauses = tuple(_while_applying(*found, len(line)) for found in _stopped_by(line))
    return attrs.evolve(line[0], targets=targets, pauses=pauses)


def _stopped_by(line: list[ClockLine]) -> Iterable[tuple[Pause, list[Condition]]]:
    """Return every pause of the line, each once, with the conditions of the targets that it stops."""
    met: dict[int, list[Condition]] = {}  # by identity: to compare or to hash a pause is to look through its condition
    stopped: dict[Pause, list[Condition]] = {}
    for member in line:
        applies = member.targets[0].applies
        for pause in member.pauses:
            if id(pause) not in met:
                met[id(pause)] = stopped.setdefault(pause, [])
            found = met[id(pause)]
            if not found or found[-1] is not applies:
                found.append(applies)
    return stopped.items()


def _while_applying(pause: Pause, stopped: list[Condition], of: int) -> Pause:
    """Return the pause as it holds on the whole line: where it stops some targets only, while one of those applies."""
    if len(stopped) == of:
        return pause
    parts: tuple[Condition, ...] = tuple(AllOf((pause.condition, applies)) for applies in stopped)
    return attrs.evolve(pause, condition=parts[0] if len(parts) == 1 else AnyOf(parts))
