"""The referee: the answer to one question about one clock, worked out slowly on explicit sets of instants and ticks.

It is written from the meaning of clocks alone and shares nothing with `contractkit.clocks`. It takes milliseconds for a
question; use it to check a faster evaluator.

Source: design.md sections 3 to 5; clocks.md, above all rules 6, 7, 19 to 24, 33 and 34; docs/decisions/0115 and 0116.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import attrs

from contractkit.testing.clocks.agreed import UNKNOWN, Label, Versions
from contractkit.testing.clocks.calendars import NeverAgain, Places, widening
from contractkit.testing.clocks.questions import Answer, AtMoment, Cycle, Days, Question
from contractkit.testing.clocks.runs import Life, Run, assembled
from contractkit.testing.clocks.standings import FOREVER, Due, MomentMissing, Pairs, Reader, limit_of
from contractkit.testing.clocks.states import Instant, told
from contractkit.testing.clocks.stopwatch import Draft, drafts

__all__ = ["referee"]


def referee(question: Question) -> Answer:
    """Return the answer to a question.

    Args:
        question: The question.

    Returns:
        A cycle for each cycle of the clock, in order; none for an item that is opened after the moment of judging.

    Source: clocks.md; the format is that of questions about one clock.

    Example:
        >>> from contractkit.testing.clocks import Question, referee
        >>> question = Question.from_dict({
        ...     "id": "q1", "as_of": "2026-03-02T12:00:00+00:00", "calendars": {},
        ...     "targets": {"P1": {"within": {"working_seconds": 3600}, "calendar": "always"}},
        ...     "rule": {"stop": ["solved"]},
        ...     "item": {"opened_at": "2026-03-02T09:00:00+00:00", "status": "new", "priority": "P1"},
        ...     "events": [{"at": "2026-03-02T10:00:00+00:00", "seq": None, "field": "status", "value": "solved"}],
        ... })
        >>> referee(question).to_dict()["cycles"][0]["verdict"]
        'met'
    """
    if question.item.opened > question.as_of:
        return Answer(question.id, (), ("the item is opened after as_of",))
    return widening(question, lambda places: _answer(question, places))


def _answer(question: Question, places: Places) -> Answer:
    life, notes = _life(question)
    instants = life.instants(question.rule.pause)

    def updates(draft: Draft, place: int) -> bool:
        return _is_update(life, instants, draft, place)

    found = drafts(question.rule, instants, question.as_of, updates)
    cycles = tuple(_judged(question, places, life, draft) for draft in found)
    return Answer(question.id, cycles, notes)


def _life(question: Question) -> tuple[Life, tuple[str, ...]]:
    versions = Versions(question)
    extra = [at for at, _ in versions.reaching() if question.item.opened < at <= question.as_of]

    @lru_cache
    def instants(pause: tuple[str, ...]) -> Sequence[Instant]:
        known = told(attrs.evolve(question, rule=attrs.evolve(question.rule, pause=pause))).instants
        for at in sorted(extra):
            if all(one.at != at for one in known):
                before = [one for one in known if one.at < at][-1]
                known = tuple(sorted((*known, Instant(at, before.status, before.priority)), key=lambda one: one.at))
        return known

    return Life(question.rule, versions, instants), told(question).notes


def _is_update(life: Life, instants: Sequence[Instant], draft: Draft, place: int) -> bool:
    run = assembled(life, draft)
    now = instants[place]
    if run is None or run.started >= now.at:
        return False
    label = life.versions.of(run.started, now.at).label(now)
    if label is None or label.target is None or label.target.every is None or label.target.again is None:
        return False
    again = label.target.again
    if again.kind == "event":
        return now.says(again)

    def holds(instant: Instant) -> bool:
        return (instant.status if again.field == "status" else instant.priority) in again.values

    return holds(now) and not holds(instants[place - 1])


# -- one cycle -------------------------------------------------------------------------------------------------------


def _judged(question: Question, places: Places, life: Life, draft: Draft) -> Cycle:
    run = assembled(life, draft)
    if draft.reset or (draft.cancelled and run is None):
        return _nothing_used(life, draft)
    if run is None:
        reason = "no-target" if draft.begun else "not-started"
        return Cycle(draft.number, "not-applicable", stopped=draft.stopped, lived="not-applicable", reason=reason)
    bare = Cycle(draft.number, "undetermined", started=run.started, stopped=run.stopped)
    reason = _unknown(run, draft)
    if run.cancelled:
        return _cancelled(question, places, run, bare, reason)
    if reason:
        return attrs.evolve(bare, reason=reason)
    if run.label is None:
        return attrs.evolve(bare, verdict="not-applicable", lived="not-applicable", reason="no-target")
    try:
        return _measured(question, places, run, bare)
    except (NeverAgain, MomentMissing) as why:
        shown = _shown(run.label, draft.number)
        reason = "no-opening" if isinstance(why, NeverAgain) else "moment-missing"
        return attrs.evolve(shown, started=run.started, stopped=run.stopped, reason=reason)


def _shown(label: Label, number: int) -> Cycle:
    """Return a cycle that shows its limit alone."""
    limit = limit_of(label, number)
    allowed = None if isinstance(limit, AtMoment) else limit.n if isinstance(limit, Days) else limit.us
    unit: Literal["microseconds", "days", ""] = (
        "" if isinstance(limit, AtMoment) else "days" if isinstance(limit, Days) else "microseconds"
    )
    return Cycle(number, "undetermined", allowed=allowed, unit=unit, target=label.priority)


def _nothing_used(life: Life, draft: Draft) -> Cycle:
    """Return a cycle that has not started, or not anew (rule 6); one that was cancelled before it did."""
    now = life.instants(life.rule.pause)[-1]
    label = life.versions.of(now.at, now.at).label(now)
    shown = Cycle(draft.number, "") if label is None or label == UNKNOWN else _shown(label, draft.number)
    return attrs.evolve(
        shown,
        verdict="not-applicable",
        lived="not-applicable",
        used=0,
        paused=0,
        relieved=0,
        lived_used=0,
        stopped=draft.stopped,
        reason="cancelled" if draft.cancelled else "reset",
    )


def _unknown(run: Run, draft: Draft) -> str:
    """Return what has to be known and is not; empty where all is (rules 10 and 14)."""
    last = run.pieces[-1]
    measured = [piece for piece in run.pieces if piece.end > piece.begin or piece is last]
    if any(not piece.known for piece in measured):
        return "state-unknown"
    if any(piece.label == UNKNOWN and (not piece.paused or piece is last) for piece in measured):
        return "target-unknown"
    labels = [piece.label for piece in run.pieces if piece.label is not None and piece.label != UNKNOWN]
    if len({type(limit_of(label, draft.number)) for label in labels}) > 1:
        return "different-units"
    return ""


def _cancelled(question: Question, places: Places, run: Run, bare: Cycle, reason: str) -> Cycle:
    """Return a cycle that was cancelled: what was used until then stays shown (rule 7)."""
    found = bare
    if not reason and run.label is not None:
        try:
            found = _amounts(question, places, run, bare)
        except NeverAgain:
            found = attrs.evolve(_shown(run.label, bare.cycle), started=bare.started, stopped=bare.stopped)
    return attrs.evolve(found, verdict="not-applicable", lived="not-applicable", reason="cancelled")


def _stretches_of(question: Question, run: Run) -> tuple[Pairs, Pairs, Pairs]:
    """Return the pauses of a run, and the relief of both extents that is known."""
    pauses = [(piece.begin, piece.end) for piece in run.pieces if piece.paused]
    if run.is_paused:
        pauses.append((run.pieces[-1].begin, FOREVER))
    known = [
        relief
        for relief in question.relief
        if relief.recorded is None or question.known_at is None or relief.recorded <= question.known_at
    ]
    overlapping = [(one.begin, one.end) for one in known if one.extent == "overlapping"]
    whole = [(one.begin, one.end) for one in known if one.extent == "whole"]
    return pauses, overlapping, whole


def _amounts(question: Question, places: Places, run: Run, bare: Cycle) -> Cycle:
    pauses, relief, _ = _stretches_of(question, run)
    assert run.label is not None
    reader = Reader(places, run, bare.cycle, [*pauses, *relief], "waits" if run.is_paused else "goes on")
    hidden = any(piece.label == UNKNOWN for piece in run.pieces)  # in a pause on nobody knows which calendar
    return attrs.evolve(
        _shown(run.label, bare.cycle),
        verdict=bare.verdict,
        started=bare.started,
        stopped=bare.stopped,
        used=reader.used(),
        paused=None if hidden else reader.amount(pauses, "inside"),
        relieved=None if hidden else reader.amount(relief, "inside"),
        lived_used=None if hidden else reader.amount((), "outside"),
    )


def _measured(question: Question, places: Places, run: Run, bare: Cycle) -> Cycle:
    pauses, relief, whole = _stretches_of(question, run)
    assert run.label is not None
    waits = "waits" if run.is_paused else "goes on"
    reader = Reader(places, run, bare.cycle, [*pauses, *relief], waits)
    lived = Reader(places, run, bare.cycle, (), "goes on")
    due, due_lived = reader.due(), _if_ever(lived)
    found = _amounts(question, places, run, bare)
    hidden = any(piece.label == UNKNOWN for piece in run.pieces)
    verdict = _verdict(run, due)
    if reader.covers(whole):
        verdict = "excused"
    shows_due = verdict != "not-applicable"
    return attrs.evolve(
        found,
        verdict=verdict,
        due=due.due if shows_due else None,
        until=due.until if shows_due else None,
        lived="undetermined" if hidden or due_lived is None else _verdict(run, due_lived),
        reason="nothing-due" if verdict == "not-applicable" else "",
    )


def _if_ever(reader: Reader) -> Due | None:
    try:
        return reader.due()
    except NeverAgain:
        return None


def _verdict(run: Run, due: Due) -> str:
    if due.late:
        return "breached"
    if run.is_open:
        return "running"
    assert run.label is not None
    assert run.label.target is not None
    cut = run.label.target.every is not None and run.ended == "stop"
    return "not-applicable" if cut else "met"
