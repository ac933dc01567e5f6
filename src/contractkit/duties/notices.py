"""What the parties said about the ends of terms: notices among the papers, and events that say that one was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from contractkit.duties.events import ObligationEvent
from contractkit.duties.kinds import Kind, prefix_of
from contractkit.duties.obligation import Gap
from contractkit.terms import Agreement
from contractkit.terms.notices_given import any_day_end, frame_of, said_in_time
from contractkit.terms.turns import FormerNotice, Frame, Said

__all__ = ["frame_said"]

_DAY = timedelta(days=1)


def frame_said(
    version: Agreement,
    events: Iterable[ObligationEvent],
    today: date,
    gaps: list[Gap],
    earlier: tuple[Frame, date] | None = None,
) -> tuple[Frame, tuple[ObligationEvent, ...]]:
    """Return the terms of a version with what was said about their ends up to a day.

    Args:
        version: The version of the agreement.
        events: The events up to that day, in their order.
        today: The day.
        gaps: Takes what was said and does not take effect, with the reason.
        earlier: The terms as the wording before had them, and the first date of this one: what was said in time under
            that wording stays in time. None for the first wording.

    Returns:
        The terms; and as events the notices among the papers that came in time.
    """
    frame, unheeded = frame_of(version, today)
    gaps += [Gap(frame.agreement, one.notice.clause, None, one.why, one.says) for one in unheeded]
    frame = _with_former(frame, earlier)
    given = _given(version, frame)
    if frame.renewal is not None:
        about = (str(frame.renewal.clause), str(version.term and version.term.clause))
        others = frozenset(one.id for one in version.notices if str(one.about) not in about)
        kept = _kept(frame, earlier)
        for event in events:
            if event.what == "withdrawn":
                frame = _withdrawn(frame, event, others)
            elif event.id in kept and event.what == "fulfilled":
                frame = frame.saying((kept[event.id],))
            else:
                frame = _told(frame, event)
    return frame, given


def _with_former(frame: Frame, earlier: tuple[Frame, date] | None) -> Frame:
    """Return the terms with what earlier wordings of one term said about how long before its end notice is given."""
    if earlier is None:
        return frame
    before, since = earlier
    if (before.start, before.first_end, before.renews) != (frame.start, frame.first_end, frame.renews):
        return frame
    agreed = None if before.renewal is None else before.renewal.notice
    own = () if agreed is None else (FormerNotice(agreed, since),)
    return attrs.evolve(frame, former=(*before.former, *own))


def _kept(frame: Frame, earlier: tuple[Frame, date] | None) -> dict[str, Said]:
    """Return by its id what was said in time under the wording before; where the term is another one, nothing."""
    if earlier is None or (earlier[0].start, earlier[0].first_end) != (frame.start, frame.first_end):
        return {}
    before, since = earlier
    return {one.by: one for one in before.said if one.on < since}


def _withdrawn(frame: Frame, event: ObligationEvent, others: frozenset[str]) -> Frame:
    """Return the frame without what an event takes back; `others` are notices under clauses of their own."""
    assert frame.renewal is not None
    kinds: tuple[tuple[Kind, str], ...] = (("notice", "ends"), ("prolongation", "prolongs"))
    for kind, says in kinds:
        prefix = prefix_of(kind, frame.renewal.clause)
        if not event.obligation.startswith(prefix):
            continue
        day, label = event.day(frame.zone), event.obligation.removeprefix(prefix)
        back = {
            said.by
            for said in frame.said
            if said.says == says
            and said.on <= day < said.end
            and (frame.renews == "until-notice" or (said.end - _DAY).isoformat() == label)
        }
        return attrs.evolve(frame, said=tuple(one for one in frame.said if one.by not in back - others))
    return frame


def _given(version: Agreement, frame: Frame) -> tuple[ObligationEvent, ...]:
    """Return the notices under a renewal that take effect as events about the obligation to give them."""
    notices = {one.id: one for one in version.notices}
    found = []
    for said in frame.said:
        notice = notices[said.by]
        stretch = frame.stretch(frame.number_of(said.end - _DAY))
        if frame.renewal is None or stretch is None or stretch.end != said.end or said.on > said.end:
            continue
        if str(notice.about) not in (str(frame.renewal.clause), str(version.term and version.term.clause)):
            continue
        prefix = prefix_of("notice" if said.says == "ends" else "prolongation", frame.renewal.clause)
        base = frame.base
        until = None
        any_day = frame.renews == "until-notice" and frame.to_end_of is None
        if any_day and base is not None and base.end < said.end:
            stretch, until = base, said.end - _DAY  # given on a later day than the first term asks for
        about, clause = prefix + stretch.label, str(notice.clause)
        found.append(ObligationEvent(said.by, about, "fulfilled", said.on, notice.given_by, clause, until))
    return tuple(found)


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
        if event.actor in ("provider", "customer") and event.actor not in frame.renewal.who:
            continue
        if stretch is not None and stretch.end == last_day + _DAY:
            day = event.day(frame.zone)
            said = Said(stretch.end, "ends" if kind == "notice" else "prolongs", event.id, day)
            later = any_day_end(frame, day) if frame.renews == "until-notice" else None
            return said_in_time(frame, stretch, said) or (
                frame if later is None else frame.saying((attrs.evolve(said, end=later),))
            )
    return frame
