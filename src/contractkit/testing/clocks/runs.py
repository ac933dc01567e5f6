"""One cycle with the target that applies in each of its stretches, after changes in mid-flight have done what they do.

Source: clocks.md rules 8, 9, 13 and 14.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from contractkit.testing.clocks.agreed import UNKNOWN, Agreed, Label, Versions
from contractkit.testing.clocks.questions import OnChange, Rule, Said
from contractkit.testing.clocks.states import Instant, strength
from contractkit.testing.clocks.stopwatch import Draft, Going

__all__ = ["Life", "Piece", "Run", "Stretch", "assembled", "stretches"]


@attrs.frozen
class Piece:
    """A stretch of a cycle in which nothing changes.

    Attributes:
        begin: From when.
        end: Until when; the last one of an open cycle ends at the moment of judging, and goes on.
        paused: Whether the clock stands still by the contract's own rule.
        label: The target that applies; None where there is none.
        known: Whether the status is known.
    """

    begin: int
    end: int
    paused: bool
    label: Label | None
    known: bool = True


@attrs.frozen
class Run:
    """A cycle from its start on.

    Attributes:
        pieces: Its stretches in order; the stretches of undone stops are missing in between.
        stopped: When it stopped; None where it is open.
        ended: What stopped it.
        cancelled: Whether it was cancelled.
    """

    pieces: tuple[Piece, ...]
    stopped: int | None
    ended: str
    cancelled: bool

    @property
    def started(self) -> int:
        """When it started."""
        return self.pieces[0].begin

    @property
    def end(self) -> int:
        """Up to when time is measured."""
        return self.pieces[-1].end

    @property
    def label(self) -> Label | None:
        """The target that judges."""
        return self.pieces[-1].label

    @property
    def is_open(self) -> bool:
        """Whether it goes on after the moment of judging."""
        return self.stopped is None and not self.cancelled

    @property
    def is_paused(self) -> bool:
        """Whether it is paused at the moment of judging."""
        return self.is_open and self.pieces[-1].paused


@attrs.frozen
class Life:
    """What an item's life is read with.

    Attributes:
        rule: What the clock does.
        versions: What is agreed.
        instants: The life under some pause statuses, which decide ties; all have the same instants.
    """

    rule: Rule
    versions: Versions
    instants: Callable[[tuple[str, ...]], Sequence[Instant]]

    def paused(self, agreed: Agreed, place: int | None) -> bool:
        """Return whether the status of an instant pauses the clock."""
        if place is None:
            return False
        return strength(agreed.rule, self.instants(agreed.rule.pause)[place].status) == "pause"

    def is_known(self, agreed: Agreed, place: int | None) -> bool:
        """Return whether the status of an instant is known, as far as the rule asks for one.

        Before the first one nothing is known to stop anything.
        """
        rule = agreed.rule
        asks = rule.pause or rule.cancel or rule.reset or not isinstance(rule.stop, Said)
        if place is None or not asks:
            return True
        instants = self.instants(self.rule.pause)
        return instants[place].status is not None or all(one.status is None for one in instants[:place])

    def policy(self, now: Instant, before: Instant | None) -> OnChange:
        """Return what a change of target at an instant does: what an amendment says, unless the item changed too."""
        own = before is not None and before.priority != now.priority
        for at, policy in self.versions.reaching():
            if at == now.at and not own:
                return policy
        return self.rule.on_change


def assembled(life: Life, draft: Draft) -> Run | None:
    """Return a cycle with its targets; None where no target ever applied, so that its clock has not started."""
    pieces: list[Piece] = []
    bound = 0
    instants = life.instants(life.rule.pause)
    for place, going in enumerate(draft.going):
        now = instants[going.place]
        if not pieces:
            bound = going.begin
            label = life.versions.of(bound, bound).label(now)
            by_date_alone = not now.events and now.at != instants[0].at and place > 0
            before = instants[going.place - 1] if going.place else None
            too_late = place > 0 and place in draft.stops and life.policy(now, before) == "restart"
            if label is not None and not by_date_alone and not too_late:
                pieces = [_piece(life, going, label, bound)]
            continue
        label = life.versions.of(bound, going.begin).label(now)
        if label != pieces[-1].label:
            policy = life.policy(now, instants[going.place - 1] if going.place else None)
            if policy == "restart":
                if place in draft.stops:
                    continue
                if label is not None:
                    pieces, bound = [], going.begin
                    label = life.versions.of(bound, bound).label(now)
            elif policy == "retroactive" and label not in (None, UNKNOWN):
                pieces = [attrs.evolve(piece, label=label) for piece in pieces]
        pieces.append(_piece(life, going, label, bound))
    if not pieces:
        return None
    return Run(tuple(pieces), draft.stopped, draft.ended, draft.cancelled)


def _piece(life: Life, going: Going, label: Label | None, bound: int) -> Piece:
    agreed = life.versions.of(bound, going.begin)
    return Piece(going.begin, going.end, life.paused(agreed, going.holder), label, life.is_known(agreed, going.holder))


@attrs.frozen
class Stretch:
    """Pieces one after the other under one target.

    Attributes:
        label: The target.
        pieces: The pieces, between which solved stretches and such without a target may lie.
        left: The instant at which another one began to apply; None for the last.
    """

    label: Label
    pieces: tuple[Piece, ...]
    left: int | None

    @property
    def begin(self) -> int:
        """From when it applies."""
        return self.pieces[0].begin

    @property
    def end(self) -> int:
        """Until when it is measured."""
        return self.pieces[-1].end


def stretches(run: Run) -> list[Stretch]:
    """Return a run by its targets; stretches without one, or under an unknown one, belong to none."""
    found: list[Stretch] = []
    for piece in run.pieces:
        if piece.label is None or piece.label == UNKNOWN:
            continue
        if found and found[-1].label == piece.label:
            found[-1] = Stretch(piece.label, (*found[-1].pieces, piece), None)
            continue
        if found:
            found[-1] = attrs.evolve(found[-1], left=piece.begin)
        found.append(Stretch(piece.label, (piece,), None))
    return found
