"""What notices among the papers do to the term: it ends, or goes on, where they came in time.

Whether one did says the wording of the day on which it counted: an amendment undoes no notice that took effect. A
notice that came too late ends nothing: what it means for a later term is in no paper, and is not guessed.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from contractkit.errors import ContractKitError
from contractkit.quantities.period_ends import PeriodEnds
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.terms.agreement import Agreement
from contractkit.terms.amendments import Notice
from contractkit.terms.notice_counting import first_end_of
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.turns import Frame, Said, Stretch

__all__ = ["Unheeded", "any_day_end", "frame_of", "said_in_time"]

_DAY = timedelta(days=1)


@attrs.frozen
class Unheeded:
    """A notice that does nothing, or of which nobody can say what it does.

    Attributes:
        notice: The notice.
        why: ``too-late``, ``too-early``, ``no-such-end`` and ``not-entitled`` do nothing; of ``not-told`` and
            ``no-notice`` nobody knows.
        says: Why, in one sentence.
    """

    notice: Notice
    why: str
    says: str


def frame_of(version: Agreement, until: date | None = None) -> tuple[Frame, tuple[Unheeded, ...]]:
    """Return the terms of a version with what its notices say about their ends, and the notices that say nothing.

    Args:
        version: The version of the agreement.
        until: Only notices up to that date count; None: all of them.
    """
    frame = Frame.of(version)
    unheeded = []
    kept = {} if version.term is None else {one.notice: one for one in version.term.in_time}
    for notice in version.notices:
        day = _counts_on(version, frame, notice)
        earlier = kept.get(notice.id)
        if earlier is not None:
            if until is None or earlier.on <= until:
                frame = frame.saying((Said(earlier.end, earlier.says, notice.id, earlier.on),))
        elif day is None:
            says = f"the notice of {notice.sent_on} counts when it is received, and when that was is not said"
            unheeded.append(Unheeded(notice, "not-told", says))
        elif until is None or day <= until:
            found = _heeded(version, frame, notice, day)
            if isinstance(found, Unheeded):
                unheeded.append(found)
            else:
                frame = found
    return frame, tuple(unheeded)


def said_in_time(frame: Frame, stretch: Stretch, said: Said) -> Frame | None:
    """Return the frame with what was said about the end of a term; None where it was said too late.

    Args:
        frame: The terms.
        stretch: The term.
        said: What was said about its end.
    """
    last = _last(frame, stretch)
    return frame.saying((said,)) if last is not None and said.on <= last else None


def _counts_on(version: Agreement, frame: Frame, notice: Notice) -> date | None:
    agreed = None if frame.renewal is None else frame.renewal.notice
    if _termination(version, notice) is None and agreed is not None and agreed.counts_when == "sent":
        return notice.sent_on
    return notice.received_on


def _termination(version: Agreement, notice: Notice) -> Termination | None:
    cited = str(notice.about)
    every = (one for one in version.provisions if isinstance(one, Termination))
    return next((one for one in every if str(attrs.evolve(one.clause, row=None)) == cited), None)


def _heeded(version: Agreement, frame: Frame, notice: Notice, day: date) -> Frame | Unheeded:
    clause = _termination(version, notice)
    renewal = frame.renewal
    who = (clause.who,) if clause is not None else () if renewal is None else renewal.who
    if who and notice.given_by not in who and "both" not in who:
        entitled = " and the ".join(who)
        says = f"the notice is the {notice.given_by}'s, and under {notice.about} only the {entitled} may give it"
        return Unheeded(notice, "not-entitled", says)
    if clause is not None:
        return _terminated(frame, clause, notice, day)
    base = frame.base
    if frame.first_possible_end is None:
        return Unheeded(notice, "no-notice", "no clause says when a term ends, so that nobody knows what it ends")
    if frame.renews == "not" and base is not None:
        if notice.per in (None, base.end):
            return frame
        return Unheeded(notice, "no-such-end", f"the notice is for {notice.per}, and the term ends on {base.end}")
    if frame.renewal is not None and frame.renewal.notice is None:
        return Unheeded(notice, "no-notice", "no notice period is agreed, so that nobody knows what it ends")
    if frame.renews == "until-notice" and (_any_end(frame) or base is None or day > (_last(frame, base) or date.min)):
        return _any_day(frame, notice, day)
    stretch = frame.stretch(frame.number_of(day if notice.per is None else notice.per - _DAY))
    if stretch is None or (notice.per is not None and notice.per != stretch.end):
        return Unheeded(notice, "no-such-end", f"the notice is for {notice.per}, and no term ends on that date")
    last = _last(frame, stretch)
    late = f"the notice came on {day}, and the last date for the end of that term was {last}: it ends nothing"
    said = Said(stretch.end, notice.says, notice.id, day)
    return said_in_time(frame, stretch, said) or Unheeded(notice, "too-late", late)


def _last(frame: Frame, stretch: Stretch) -> date | None:
    try:
        return frame.notice(stretch)[1]
    except ContractKitError:
        return None


def _terminated(frame: Frame, clause: Termination, notice: Notice, day: date) -> Frame | Unheeded:
    earliest: date | None = day + _DAY
    if clause.notice is not None:
        length, calendar = clause.notice.time, clause.notice.calendar
        earliest = None
        if isinstance(length, Span) and length.unit != "business-day":
            earliest = shifted(day, length) + _DAY
        elif isinstance(length, Span) and calendar is not None:
            earliest = calendar.add_days(day, length.n) + _DAY
    if earliest is None:
        return Unheeded(
            notice, "no-notice", f"how long before it has to be said under {clause.clause} cannot be counted"
        )
    earliest = earliest if clause.not_before is None else max(earliest, clause.not_before)
    if clause.to_end_of is not None:
        earliest = clause.to_end_of.on_or_after(earliest)
        wrong = _no_end(notice, clause.to_end_of)
        if wrong is not None:
            return wrong
    if notice.per is not None and notice.per < earliest:
        says = f"the notice is for {notice.per}, and under {clause.clause} it can end on {earliest} at the earliest"
        return Unheeded(notice, "too-early", says)
    return frame.saying((Said(notice.per or earliest, "ends", notice.id, day),))


def any_day_end(frame: Frame, day: date) -> date | None:
    """Return the first date on which it no longer holds where it goes on until notice, and that is given on a day.

    Args:
        frame: The terms.
        day: The day; one after the last date of notice for the first term.
    """
    agreed = None if frame.renewal is None else frame.renewal.notice
    first = frame.first_possible_end
    try:
        earliest = None if agreed is None or first is None else first_end_of(agreed, day)
    except ContractKitError:
        return None
    return None if earliest is None or first is None else max(first, earliest)


def _any_end(frame: Frame) -> bool:
    """Return whether notice on any day brings the next end that there can be: no date is too late for all of them."""
    return frame.to_end_of is not None or frame.first_end is None


def _any_day(frame: Frame, notice: Notice, day: date) -> Frame | Unheeded:
    earliest = any_day_end(frame, day)
    if earliest is None:
        return Unheeded(notice, "no-notice", "how long before it has to be given cannot be counted")
    wrong = None if frame.to_end_of is None else _no_end(notice, frame.to_end_of)
    return wrong or frame.saying((Said(max(earliest, notice.per or date.min), "ends", notice.id, day),))


def _no_end(notice: Notice, periods: PeriodEnds) -> Unheeded | None:
    """Return that a notice names a date to which nobody can give notice; None where it names none, or an end."""
    per = notice.per
    if per is None or periods.on_or_after(per) == per:
        return None
    near = periods.on_or_after(per) - _DAY
    says = f"the notice is for {per}, and notice is given to the end of a {periods}, such as {near}"
    return Unheeded(notice, "no-such-end", says)
