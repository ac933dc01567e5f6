"""What one clock line says to requests that say the same: the limit that holds, ready to be asked for an instant.

A line whose clock starts with the request and runs is asked for its due instant alone. Any other one, such as a clock
that waits for an event or stands still at once, is asked through the clock itself, which takes longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

import attrs

from contractkit.clocks.scalar.judging import Verdict
from contractkit.clocks.scalar.known import known_of
from contractkit.clocks.scalar.meaning import Meaning
from contractkit.clocks.scalar.plan import OPENED, Plan
from contractkit.clocks.scalar.recording import Record
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.telling import Opening
from contractkit.clocks.scalar.truth import YES
from contractkit.portfolio.dues import due_and_until
from contractkit.terms.stopwatch import AtField
from contractkit.terms.targets import Target

__all__ = ["Asked", "Columns", "Dated", "Doubted", "Fixed", "Found", "LineDecision", "Ways", "asks_its_clock"]

Columns = Mapping[str, int | None]
"""The instants that stand in an item, in microseconds since the epoch."""

Found = tuple[Target, Ruler, int | None, int | None, str, str, Verdict]
"""A limit that holds, with its target: due, last instant in time, why nothing is due, what the clock does, verdict."""

_FAR: Final = 2**62
_ALL: Final = ("excused", "breached", "undetermined", "running", "met", "not-applicable")
"""Of several limits of a way the verdict that comes first here holds."""
_ANY: Final = ("excused", "met", "undetermined", "running", "breached", "not-applicable")
"""Of several ways the verdict that comes first here holds."""


class LineDecision(Protocol):
    """What a line says to requests that say the same."""

    @property
    def level(self) -> str | None:
        """The level of the target that holds."""

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield the limits that hold for a request that opens at an instant."""


@attrs.frozen(eq=False)
class Fixed:
    """One limit, whatever the instant; its clock starts with the request and runs."""

    target: Target
    ruler: Ruler

    @property
    def level(self) -> str | None:
        """The level of the target."""
        return self.target.level

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield the limit."""
        due, until, reason = due_and_until(self.ruler, start, columns)
        yield self.target, self.ruler, due, until, reason, "running", _verdict(start, until)


@attrs.frozen(eq=False)
class Dated:
    """A limit that depends on the date of the start; its clock starts with the request and runs."""

    plan: Plan
    meaning: Meaning
    target: Target

    @property
    def level(self) -> str | None:
        """The level of the target."""
        return self.target.level

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield the limit that holds for the start; nothing where none does on its date."""
        place = self.plan.limit_of(self.meaning, start, 1)
        if place >= 0:
            ruler = self.plan.rulers[place]
            due, until, reason = due_and_until(ruler, start, columns)
            yield ruler.owner, ruler, due, until, reason, "running", _verdict(start, until)


@attrs.frozen(eq=False)
class Asked:
    """A line that is asked through the clock of the request."""

    plan: Plan
    words: tuple[str | None, ...]
    target: Target | None

    @property
    def level(self) -> str | None:
        """The level of the target."""
        return None if self.target is None else self.target.level

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield what the clock says at its opening; nothing where no target holds."""
        own = {OPENED: start, **{field: columns.get(field) for field in self.plan.columns}}
        opening = Opening(self.plan, start, self.words, own, known_of(()))
        found, does = Record(opening, frozenset()).judged(start)
        if found.limit >= 0:
            ruler = self.plan.rulers[found.limit]
            yield ruler.owner, ruler, found.due, found.until, found.reason, does, found.verdict


@attrs.frozen(eq=False)
class Doubted:
    """A line that reads a field in which the request says what the agreement does not know.

    Source: design.md section 5, closed lists of values.
    """

    line: LineDecision

    @property
    def level(self) -> str | None:
        """The level of the target."""
        return self.line.level

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield the limits, each with the reason why nobody can rely on them."""
        for target, ruler, due, until, _, does, _ in self.line.at(start, columns):
            yield target, ruler, due, until, "unknown-value", does, "undetermined"


@attrs.frozen(eq=False)
class Ways:
    """A result with several time limits: for each way of reaching it the lines on which its limits run.

    Of the limits of a way the first to pass decides; of several ways the one that lasts longest, as `evaluate` has it.

    Attributes:
        target: The result.
        ways: For each way what its lines say.
    """

    target: Target
    ways: tuple[tuple[LineDecision, ...], ...]

    @property
    def level(self) -> str | None:
        """The level of the result."""
        return self.target.level

    def at(self, start: int, columns: Columns) -> Iterator[Found]:
        """Yield the limit that decides while all clocks run; else every limit by itself."""
        ways = [[found for line in way for found in line.at(start, columns)] for way in self.ways]
        ways = [way for way in ways if way]
        if not ways:
            return
        decides: list[Found] = []
        verdicts: list[Verdict] = []
        for way in ways:
            best = min((found[6] for found in way), key=_ALL.index)
            decides.append(min((one for one in way if one[6] == best), key=_end))
            verdicts.append(best)
        final = min(verdicts, key=_ANY.index)
        reached = [one for one, verdict in zip(decides, verdicts, strict=True) if verdict == final]
        chosen = min(reached, key=lambda one: -_FAR if final == "met" or one[3] is None else -one[3])
        yield (self.target, *chosen[1:6], final)


def _verdict(start: int, until: int | None) -> Verdict:
    return "undetermined" if until is None else "breached" if start > until else "running"


def _end(found: Found) -> int:
    return _FAR if found[3] is None else found[3]


def asks_its_clock(plan: Plan, meaning: Meaning, given: tuple[str, ...]) -> bool:
    """Return whether only its clock can tell when a limit is due for requests that say the same.

    Args:
        plan: The line.
        meaning: What they say to it; what is unknown at the opening holds nothing up.
        given: The fields that hold instants in which they have one.

    Source: clocks.md rules 2, 6, 7 and 18.
    """
    if plan.starts is not None and plan.starts != AtField(OPENED):
        return True
    stops = plan.stops
    if isinstance(stops, AtField) and (stops.field == OPENED or stops.field in given):
        return True
    if any(target.every is not None for target in plan.line.targets):
        return True
    return YES in (meaning.stop, meaning.reset, meaning.cancel, meaning.paused)
