"""What the parties said about the ends of terms: notices among the papers, and events that say that notice was given.

A notice that came too late ends nothing. What it then means for later terms is in no paper: it is listed as a gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from contractkit.duties.events import ObligationEvent
from contractkit.duties.frame import Frame, Said, Stretch
from contractkit.duties.kinds import Kind, prefix_of
from contractkit.duties.obligation import Gap
from contractkit.errors import ContractKitError
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.terms import Agreement
from contractkit.terms.amendments import Notice
from contractkit.terms.provisions.termination import Termination

__all__ = ["frame_said"]

_DAY = timedelta(days=1)


def frame_said(version: Agreement, events: Iterable[ObligationEvent], today: date, gaps: list[Gap]) -> Frame:
    """Return the terms of a version with what was said about their ends up to a day.

    Args:
        version: The version of the agreement.
        events: The events up to that day, in their order.
        today: The day.
        gaps: Takes what was said and does not take effect, with the reason.
    """
    frame = Frame.of(version)
    for notice in version.notices:
        day = notice.sent_on if _counts(frame) == "sent" else notice.received_on
        if day is None:
            says = f"the notice of {notice.sent_on} counts when it is received, and when that was is not said"
            gaps.append(Gap(frame.agreement, notice.clause, None, "not-told", says, "received_on: a date"))
        elif day <= today:
            frame = _noticed(version, frame, notice, day, gaps)
    if frame.renewal is not None:
        for event in events:
            frame = _told(frame, event)
    return frame


def _counts(frame: Frame) -> str:
    notice = None if frame.renewal is None else frame.renewal.notice
    return "received" if notice is None else notice.counts_when


def _noticed(version: Agreement, frame: Frame, notice: Notice, day: date, gaps: list[Gap]) -> Frame:
    def gap(why: str, says: str) -> Frame:
        gaps.append(Gap(frame.agreement, notice.clause, None, why, says))
        return frame

    under = next((one for one in version.terms_in(notice.about) if isinstance(one, Termination)), None)
    if under is not None:
        return _terminated(frame, under, notice, day, gaps)
    if frame.renews == "until-notice":
        return _any_day(frame, notice, day, gaps)
    stretch = frame.stretch(frame.number_of(day if notice.per is None else notice.per - _DAY))
    if stretch is None or (notice.per is not None and notice.per != stretch.end):
        return gap("no-such-end", f"the notice is for {notice.per}, and no term ends on that date")
    return _in_time(frame, stretch, Said(stretch.end, notice.says, notice.id, day)) or gap(
        "too-late", f"the notice came on {day}, and the last date for the end of this term was {_last(frame, stretch)}"
    )


def _last(frame: Frame, stretch: Stretch) -> date | None:
    try:
        return frame.notice(stretch)[1]
    except ContractKitError:
        return None


def _in_time(frame: Frame, stretch: Stretch, said: Said) -> Frame | None:
    """Return the frame with what was said about the end of a term; None where it was said too late."""
    last = _last(frame, stretch)
    return frame.saying((said,)) if last is not None and said.on <= last else None


def _terminated(frame: Frame, clause: Termination, notice: Notice, day: date, gaps: list[Gap]) -> Frame:
    length = None if clause.notice is None else clause.notice.time
    earliest = day + _DAY
    if isinstance(length, Span) and length.unit != "business-day":
        earliest = shifted(day, length) + _DAY
    elif length is not None and clause.notice is not None and clause.notice.calendar is not None:
        earliest = clause.notice.calendar.add_days(day, length.n) + _DAY  # type: ignore[union-attr]
    if clause.not_before is not None:
        earliest = max(earliest, clause.not_before)
    if notice.per is not None and notice.per < earliest:
        says = f"the notice is for {notice.per}, and under {clause.clause} it can end on {earliest} at the earliest"
        gaps.append(Gap(frame.agreement, notice.clause, None, "too-early", says))
        return frame
    return frame.saying((Said(notice.per or earliest, "ends", notice.id, day),))


def _any_day(frame: Frame, notice: Notice, day: date, gaps: list[Gap]) -> Frame:
    period = None if frame.renewal is None else frame.renewal.notice
    if period is None or period.span.unit == "business-day" or frame.first_end is None:
        says = "how long before it has to be given is not said in days of the calendar, so that its end is not known"
        gaps.append(Gap(frame.agreement, notice.clause, None, "no-notice", says))
        return frame
    earliest = shifted(day, period.span) + (_DAY if period.counts_from == "last-day" else timedelta(0))
    return frame.saying((Said(max(frame.first_end, earliest, notice.per or date.min), "ends", notice.id, day),))


def _told(frame: Frame, event: ObligationEvent) -> Frame:
    """Return the frame with an event that says that notice was given, or that it was prolonged, in time."""
    assert frame.renewal is not None
    kinds: tuple[Kind, ...] = ("notice", "prolongation")
    for kind in kinds:
        prefix = prefix_of(kind, frame.renewal.clause)
        if event.what != "fulfilled" or not event.obligation.startswith(prefix):
            continue
        try:
            last_day = date.fromisoformat(event.obligation.removeprefix(prefix))
        except ValueError:
            continue
        stretch = frame.stretch(frame.number_of(last_day))
        if stretch is not None and stretch.end == last_day + _DAY:
            said = Said(stretch.end, "ends" if kind == "notice" else "prolongs", event.id, event.day(frame.zone))
            return _in_time(frame, stretch, said) or frame
    return frame
