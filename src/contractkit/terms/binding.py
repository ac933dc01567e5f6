"""Which wording binds which clock: targets and pauses bind when a clock starts and stay, hours hold as they are.

An amendment reaches clocks that run only if it says so, and then says what becomes of them: its wording comes to hold
on the line as another target does when a priority changes. Such a line has the targets of both wordings, each while the
field `WORDING` is its own. The facts do not have that field: `Binding.wordings` says what it is from when on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import attrs

from contractkit.errors import NotComputedError
from contractkit.records.clauses import NotComputed
from contractkit.records.in_force import Span
from contractkit.terms.pointwise import calendars_through, with_calendars
from contractkit.terms.reaching import WORDING, OnChange, bare_target, changes_on, joined_line
from contractkit.terms.targets import ClockLine

if TYPE_CHECKING:
    from contractkit.terms.agreement import Agreement

__all__ = ["WORDING", "Binding", "Bound", "Wording", "binding_of"]


@attrs.frozen
class Bound:
    """A clock line and which clocks it binds: those that start between two dates.

    Attributes:
        line: The line, its calendars with their history.
        since: The first date of a start; None for ever before.
        until: The first date of a start that it does not bind any more; None for ever after.
        chain: Equal for the wordings of one promise: of those one binds a clock.
        reached: The dates on which amendments reach the clocks that run on it, in order.
    """

    line: ClockLine
    since: date | None
    until: date | None
    chain: int
    reached: tuple[date, ...] = ()


@attrs.frozen
class Wording:
    """What the field `WORDING` is of every item from a date on.

    Attributes:
        since: The date, at whose first instant it begins; None for ever before.
        word: Its value.
    """

    since: date | None
    word: str


@attrs.frozen
class Binding:
    """Which lines bind which clocks.

    Attributes:
        bounds: The lines, in the order of the page; those of one chain follow each other in order of time.
        wordings: What `WORDING` is from when on, in order; empty where no line asks for it.
    """

    bounds: tuple[Bound, ...]
    wordings: tuple[Wording, ...] = ()


def binding_of(agreement: Agreement, start: date, end: date, known_at: date | None = None) -> Binding:
    """Return which lines bind the clocks of an agreement that start over a stretch of dates.

    Args:
        agreement: The agreement with its versions, or one version, which binds everything.
        start: The first date on which a clock may start, in the zone of the agreement.
        end: The first date after the last one.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.

    Raises:
        NotComputedError: An amendment reaches clocks that run in a way that is not computed; the message names it.
        UsageError: The holidays of a calendar are not known for the dates on which it holds.

    Source: design.md section 4, "which version governs".
    """
    if len(agreement.versions) == 1:
        return Binding(tuple(Bound(line, None, None, chain) for chain, line in enumerate(agreement.lines)))
    spans = agreement.versions.spans(known_at)
    calendars = calendars_through(spans, agreement.zone)
    touched = [span for span in spans if span.touches(start, end)]
    lines = [cast("tuple[ClockLine, ...]", with_calendars(span.value.lines, calendars)) for span in touched]
    chains = _chains(touched, lines)
    ids = [frozenset(target.id for line in own for target in line.targets) for own in lines]
    turns = {
        span.start: _Turn(agreement, span.start, before, after)
        for span, (before, after) in zip(touched[1:], pairwise(ids), strict=True)
        if span.start is not None
    }
    reached = sorted(day for day, turn in turns.items() if any(turn.reaches(chain) for chain in chains))
    wordings = tuple(Wording(since, word_of(since)) for since in (None, *reached)) if reached else ()
    bounds = (bound for number, chain in enumerate(chains) for bound in _bounds(chain, number, turns, wordings))
    return Binding(tuple(bounds), wordings)


def word_of(since: date | None) -> str:
    """Return what `WORDING` is from a date on."""
    return "as signed" if since is None else since.isoformat()


_Chain = list[Span[ClockLine]]


def _chains(spans: Sequence[Span[Agreement]], lines: Sequence[tuple[ClockLine, ...]]) -> list[_Chain]:
    """Return the lines of all versions, those that carry the same promises one behind the other."""
    chains: list[_Chain] = []
    last: dict[int, _Chain] = {}  # of each line of the version before, its chain
    for span, own in zip(spans, lines, strict=True):
        before = list(last.values())
        last = {}
        for place, line in enumerate(own):
            chain = _former(line, before)
            if chain is None:
                chain = []
                chains.append(chain)
            else:
                before = [one for one in before if one is not chain]
            if chain and chain[-1].end == span.start and _bare(chain[-1].value) == _bare(line):
                chain[-1] = Span(chain[-1].start, span.end, line)
            else:
                chain.append(Span(span.start, span.end, line))
            last[place] = chain
    return chains


def _former(line: ClockLine, chains: Sequence[_Chain]) -> _Chain | None:
    """Return the chain that a line goes on: that of the line with which it has most targets in common."""
    ids = {target.id for target in line.targets}
    shared = [len(ids & {target.id for target in chain[-1].value.targets}) for chain in chains]
    most = max(shared, default=0)
    return chains[shared.index(most)] if most else None


def _bare(line: ClockLine) -> ClockLine:
    """Return a line without what no clock looks at."""
    return attrs.evolve(line, targets=tuple(bare_target(target) for target in line.targets))


@attrs.frozen
class _Turn:
    """A date on which amendments begin to hold, or end.

    Attributes:
        agreement: The agreement with its versions.
        day: The date.
        before: The ids of all targets until then.
        after: The ids of all targets from then on.
    """

    agreement: Agreement
    day: date
    before: frozenset[str]
    after: frozenset[str]

    def reaches(self, chain: _Chain) -> bool:
        """Return whether this turn changes what holds for the clocks that run on a line."""
        ending = [(place, span) for place, span in enumerate(chain) if span.end == self.day]
        return any(self.policy(span.value, _next(chain, place)) is not None for place, span in ending)

    def policy(self, before: ClockLine, after: ClockLine) -> OnChange | None:
        """Return what becomes of the clocks that run on a line; None where they are left alone."""
        found = {amendment.running_clocks for amendment, _ in changes_on(self.agreement, self.day, (before, after))}
        if len(found) > 1:
            raise self.refused(before, after, "the amendments say different things about the clocks that run")
        word = found.pop() if found else "untouched"
        if word == "untouched":
            return None
        old, new = ({target.id for target in line.targets} for line in (before, after))
        if (old - new) & self.after or (new - old) & self.before:
            raise self.refused(before, after, "targets come to run on other clocks, which reaches no clock that runs")
        return word

    def refused(self, before: ClockLine, after: ClockLine, says: str) -> NotComputedError:
        """Return the error that names the amendments."""
        hint = "let it say running_clocks: untouched"
        waiting = tuple(
            NotComputed(change.written, "judging", f"{one.id} changes {change.clause} on {self.day}: {says}", hint)
            for one, change in changes_on(self.agreement, self.day, (before, after))
        )
        told = "\n  ".join(str(entry) for entry in waiting)
        return NotComputedError(f"{self.agreement.id} is not judged across {self.day}:\n  {told}", not_computed=waiting)


def _next(chain: _Chain, place: int) -> ClockLine:
    """Return the line that follows one of a chain directly; where none does, the same without any target."""
    span = chain[place]
    if place + 1 < len(chain) and chain[place + 1].start == span.end:
        return chain[place + 1].value
    return attrs.evolve(span.value, targets=())


def _bounds(chain: _Chain, number: int, turns: Mapping[date, _Turn], wordings: tuple[Wording, ...]) -> Iterator[Bound]:
    """Yield the lines that bind the clocks of one promise; a line has every wording that reaches its clocks."""
    steps: _Chain = []  # the wordings, with the empty one where a promise was taken out
    rules: list[OnChange | None] = []  # what each of them does to the clocks that run by then
    for place, span in enumerate(chain):
        if not place or chain[place - 1].end != span.start:
            rules.append(None)
        steps.append(span)
        turn = None if span.end is None else turns.get(span.end)
        follows = place + 1 < len(chain) and chain[place + 1].start == span.end
        rule = None if turn is None else turn.policy(span.value, _next(chain, place))
        if follows:
            rules.append(rule)
        elif rule is not None:
            steps.append(Span(span.end, span.end, _next(chain, place)))
            rules.append(rule)
    first = 0
    for place in range(1, len(steps) + 1):
        if place < len(steps) and rules[place] is not None:
            continue
        later = [other for other in range(first + 1, len(steps)) if rules[other] is not None]
        held = [steps[first], *(steps[other] for other in later)]
        line = steps[first].value
        if later:
            reaching = tuple(rule for rule in rules[first + 1 :] if rule is not None)
            joined = joined_line([span.value for span in held], _words(held, wordings), reaching)
            if isinstance(joined, str):
                raise turns[cast("date", held[1].start)].refused(held[0].value, held[1].value, joined)
            line = joined
        reached = tuple(cast("date", span.start) for span in held[1:])
        yield Bound(line, steps[first].start, steps[place - 1].end, number, reached)
        first = place


def _words(held: Sequence[Span[ClockLine]], wordings: tuple[Wording, ...]) -> list[tuple[str, ...]]:
    """Return of each wording what the field is while it holds."""
    starts = [span.start for span in held]
    found = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else None
        first = date.min if start is None or place == 0 else start
        until = date.max if end is None else end
        found.append(tuple(one.word for one in wordings if first <= (one.since or date.min) < until))
    return found
