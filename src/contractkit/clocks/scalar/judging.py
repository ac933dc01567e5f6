"""What became of a promise by an instant: the verdict with its reason, and what is reported of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

import attrs

from contractkit.clocks.scalar.known import NOTHING
from contractkit.clocks.scalar.life import Life
from contractkit.clocks.scalar.meaning import NONE, UNSURE
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.runs import Run
from contractkit.clocks.scalar.signals import Phase
from contractkit.clocks.scalar.standing import Standing, stand
from contractkit.clocks.scalar.sums import Sums
from contractkit.clocks.units import Unit
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.terms.stopwatch import AtField

__all__ = ["Judged", "Verdict", "agreeing", "doubtful", "judged", "of_run"]

Verdict = Literal["met", "breached", "excused", "running", "undetermined", "not-applicable"]
"""What became of a promise."""


@attrs.define
class Judged:
    """What became of a promise in one cycle; filled in while it is worked out, and never changed after that.

    Amounts are microseconds or days, None where there is none.

    Attributes:
        number: The number of the cycle.
        verdict: The contractual verdict.
        reason: Why it is undetermined or not-applicable; empty else.
        limit: The limit that judges, `NONE` where there is none.
        started: When the clock started.
        stopped: When it stopped.
        due: When the limit is used up.
        until: The last instant in time.
        used: What was used.
        allowed: What is allowed.
        paused: What lay in pauses.
        relieved: What lay in relief.
        lived: The verdict as lived.
        lived_used: What was used as lived.
    """

    number: int
    verdict: Verdict
    reason: str = ""
    limit: int = NONE
    started: int | None = None
    stopped: int | None = None
    due: int | None = None
    until: int | None = None
    used: int | None = None
    allowed: int | None = None
    paused: int | None = None
    relieved: int | None = None
    lived: Verdict = "undetermined"
    lived_used: int | None = None


End = Literal["open", "stop", "update", "cancel"]
AtStop = Literal["cut", "met"]


def judged(life: Life, at: int) -> Judged:
    """Return what became of the cycle in hand, as it had happened by an instant that is not before the last one.

    Source: clocks.md rules 6, 7, 19 to 24, 33 and 34.
    """
    course, phase = life.course, life.phase
    run, number = course.run, course.number
    if phase is Phase.RESET or (phase is Phase.CANCELLED and run is None):
        return _nothing_used(life)
    if phase is Phase.WAITING:
        return _waiting(life, at)
    if run is None:
        return Judged(number, "not-applicable", "no-target", stopped=course.ended, lived="not-applicable")
    if phase is Phase.ON:
        run = run.copy()
        run.extend(at)
    end: End = course.by if course.ended is not None else "open"
    if phase is Phase.CANCELLED:
        end = "cancel"
    if life.contradicted:
        return of_run(run, number, life.column_stop or course.ended, end, "yes")
    return of_run(run, number, course.ended, end, "no")


def _waiting(life: Life, at: int) -> Judged:
    """Return what is to be said of a clock that has not started, or of which nobody knows whether it has.

    Source: clocks.md rules 6 and 34.
    """
    number, limit = life.course.number, life.limit_now
    stop = life.column_stop if life.column_stop is not None and life.column_stop <= at else None
    by_column = isinstance(life.plan.starts, AtField) and (life.saw_stop or stop is not None)
    unknown = life.start_unknown or life.start_not_said or by_column
    if unknown and limit != NONE and not life.is_reset:  # what is reset has not started, whatever is known of it
        return Judged(number, "undetermined", "start-unknown", max(limit, NONE), stopped=stop)
    return Judged(number, "not-applicable", "not-started", max(limit, NONE), lived="not-applicable")


def _nothing_used(life: Life) -> Judged:
    limit = max(life.limit_now, NONE)
    allowed = _allowed(life.plan.rulers[limit]) if limit >= 0 else None
    return Judged(
        life.course.number,
        "not-applicable",
        "cancelled" if life.phase is Phase.CANCELLED else "reset",
        limit,
        stopped=life.course.ended,
        used=0,
        allowed=allowed,
        paused=0,
        relieved=0,
        lived="not-applicable",
        lived_used=0,
    )


def of_run(run: Run, number: int, stopped: int | None, end: End, contradicted: Literal["yes", "no"]) -> Judged:
    """Return what became of a cycle that has started.

    Args:
        run: The run, extended up to its stop or the moment of judging.
        number: The number of the cycle.
        stopped: When it stopped; None where it is open, or was cancelled before.
        end: What ended it.
        contradicted: Whether it stopped before it started.
    """
    plan = run.frame.plan
    started = None if plan.starts is None else run.frame.started
    limit = run.held if run.limit != NONE else NONE
    sums = run.measured("open" if end == "open" else "stopped")
    reason = _doubt(run, sums, contradicted)
    bare = Judged(number, "undetermined", reason, limit, started, stopped)
    if end == "cancel":
        bare.verdict, bare.lived, bare.reason = "not-applicable", "not-applicable", "cancelled"
        if not reason and run.limit != NONE:
            _fill_amounts(bare, run, sums)
    elif run.limit == NONE and not reason:
        bare.verdict, bare.lived, bare.reason = "not-applicable", "not-applicable", "no-target"
    elif run.limit >= 0 and reason not in ("target-unknown", "different-units"):
        bare.allowed = _allowed(plan.rulers[run.held])
        if reason != "state-unknown":
            _fill(bare, run, sums, end)
    return bare


def _doubt(run: Run, sums: Sums, contradicted: Literal["yes", "no"]) -> str:
    if contradicted == "yes":
        return "stop-before-start"
    if run.state_doubt or run.unsure:
        return "state-unknown"
    if run.target_doubt or run.limit == UNSURE:
        return "target-unknown"
    return "different-units" if sums.mixed else ""


def _fill(bare: Judged, run: Run, sums: Sums, end: End) -> None:
    """Fill in when the limit is used up, and what follows from it."""
    frame, at = run.frame, run.since
    if _lacks_a_moment(run, run.held) or _lacks_a_moment(run, sums.counted.limit):
        bare.reason = bare.reason or "moment-missing"
        return
    stands = end == "open" and run.mode == "paused"
    try:
        if sums.beyond:
            raise NeverOpenError("outside of what the calendar knows")
        counted = stand(run, sums, sums.counted, at, frame.known, "still" if stands else "goes-on")
    except (CalendarHorizonError, NeverOpenError):
        bare.reason = bare.reason or "no-opening"
        return
    bare.due, bare.until = counted.due, counted.until
    if bare.reason:
        return
    at_stop: AtStop = "met" if frame.plan.rulers[run.held].owner.every is None else "cut"
    bare.verdict = _verdict(counted, end, at_stop)
    if sums.excused:
        bare.verdict = "excused"
    elif bare.verdict == "not-applicable":
        bare.due, bare.until, bare.reason = None, None, "nothing-due"
    bare.lived = _lived(run, sums, end, at_stop)
    _fill_amounts(bare, run, sums)


def _lacks_a_moment(run: Run, limit: int) -> bool:
    """Return whether a limit names a moment in a column that has none."""
    return run.frame.plan.rulers[limit].unit is Unit.MOMENT and run.frame.moment(limit) is None


def _lived(run: Run, sums: Sums, end: End, at_stop: AtStop) -> Verdict:
    """Return the verdict as lived; of a clock that stands still it is the one as if it ran on."""
    if run.hidden:
        return "undetermined"
    try:
        return _verdict(stand(run, sums, sums.lived, run.since, NOTHING, "goes-on"), end, at_stop)
    except (CalendarHorizonError, NeverOpenError):
        return "undetermined"


def _verdict(found: Standing, end: End, at_stop: AtStop) -> Verdict:
    if found.late:
        return "breached"
    if end == "open":
        return "running"
    return "not-applicable" if at_stop == "cut" and end == "stop" else "met"


def _fill_amounts(bare: Judged, run: Run, sums: Sums) -> None:
    ruler = run.frame.plan.rulers[run.held]
    if ruler.unit is Unit.MOMENT:
        return
    bare.allowed, bare.used = ruler.amount, sums.counted.used
    if not run.hidden:  # in a pause under an unknown target nobody knows which calendar holds
        bare.paused, bare.relieved, bare.lived_used = sums.paused, sums.relieved, sums.lived.used


def _allowed(ruler: Ruler) -> int | None:
    return None if ruler.unit is Unit.MOMENT else ruler.amount


def agreeing(possible: Sequence[Judged], certain: Sequence[Judged]) -> list[Judged]:
    """Return what holds of each cycle whether what is not known of a result is taken as met or as not met (Kleene).

    Taken as met the clock stops more often, and so may have more cycles. Then only the first one is the same cycle in
    any case; of another it is not known whether it is one at all, unless it starts at the same instant both ways.

    Args:
        possible: The cycles if it is taken as met, in order.
        certain: The cycles if it is taken as not met.

    Source: design.md section 5, result agreements; docs/decisions/0172-cycles-of-an-unknown-result.md.
    """
    alike = len(possible) == len(certain)
    found = []
    for one, other in zip_longest(possible, certain[: len(possible)]):
        same = other is not None and (alike or one.number == 1 or one.started == other.started)
        found.append(_agreed(one, other) if same else _doubtfully_there(one))
    return found


def _doubtfully_there(one: Judged) -> Judged:
    """Return what is left to say of a cycle of which it is not known whether it is one."""
    lived: Verdict = "undetermined" if one.lived in ("met", "breached") else one.lived
    return _not_known(one, lived) if one.verdict in ("met", "breached") else attrs.evolve(one, lived=lived)


def _agreed(possible: Judged, certain: Judged) -> Judged:
    lived: Verdict = possible.lived if possible.lived == certain.lived else "undetermined"
    if possible.verdict == certain.verdict:
        return attrs.evolve(certain if possible.verdict == "met" else possible, lived=lived)
    return _not_known(possible, lived)


def _not_known(one: Judged, lived: Verdict) -> Judged:
    return attrs.evolve(
        one,
        verdict="undetermined",
        reason=one.reason or "result-unknown",
        lived=lived,
        used=None,
        paused=None,
        relieved=None,
        lived_used=None,
    )


def doubtful(found: Judged, reason: str) -> Judged:
    """Return what is left to say of an item of which nothing can be decided; where no target ever applied, all."""
    if found.reason == "no-target" and found.started is None:
        return found
    return attrs.evolve(
        found,
        verdict="undetermined",
        reason=reason,
        lived="undetermined",
        used=None,
        paused=None,
        relieved=None,
        lived_used=None,
    )
