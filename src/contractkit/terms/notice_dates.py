"""When an agreement ends as it stands, and until when somebody has to give notice that it does not go on.

A renewed term lasts as long as a renewal, never as long as the first term. Notice counts back from the end of the term
that holds, by the calendar; it never moves forward, and days are never rounded to a month end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import attrs

from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.records.doors import Door, refuse_others
from contractkit.terms.agreement import Agreement, Term
from contractkit.terms.heads import HeldTerm
from contractkit.terms.notice_counting import first_end_of, notice_by, notice_says
from contractkit.terms.provisions.renewal import NoticePeriod, Renewal

__all__ = ["LastNotice", "last_notice_date"]

_AGREEMENT = Door((Agreement,), "pass an agreement, as ck.load_agreement returns it")
_DAY = timedelta(days=1)
_NOTHING = "no clause says the term, so nothing ends"

State = Literal["open", "passed", "given", "not-needed", "any-day", "not-known"]
"""``open``: notice can still be given; ``passed``: too late for this end; ``given``: a notice among the papers came in
time, and it ends with this term; ``not-needed``: it ends by itself; ``any-day``: it goes on until somebody gives
notice, on whatever day; ``not-known``: nobody can say."""


@attrs.frozen
class LastNotice:
    """The term that holds on a day, and the last date of notice for its end.

    Attributes:
        asked_on: The day.
        state: Whether notice can still be given for the end of this term.
        start: The first date of the term that holds, renewed or not.
        end: The first date after it; None where it goes on without another term, or nothing is agreed.
        renewed: How often it was renewed until then.
        by_the_calendar: The last date of notice before a closed day moves it; None where there is none.
        last_notice: The last date on which notice is in time; None where there is none.
        ends_at: For ``any-day``, the first date on which it no longer holds if notice is given on `asked_on`; for
            ``given``, the first date on which it no longer holds.
        counts_when: Whether it has to be ``received`` or ``sent`` on that date; None where there is none.
        who: Who may give notice, or prolong it.
        clause: Where the renewal stands; the clause of the term where there is none.
        says: How the date came about, in one sentence.
    """

    asked_on: date
    state: State
    start: date | None
    end: date | None
    renewed: int
    by_the_calendar: date | None
    last_notice: date | None
    ends_at: date | None
    counts_when: str | None
    who: tuple[str, ...]
    clause: ClauseRef | None
    says: str

    @property
    def last_day(self) -> date | None:
        """Return the last date of the term that holds; None where it has no end."""
        return None if self.end is None else self.end - _DAY

    def to_dict(self) -> dict[str, object]:
        """Return the dates as plain data, ISO 8601; ``end`` is the first date after the term."""
        dates = ("asked_on", "start", "end", "last_day", "by_the_calendar", "last_notice", "ends_at")
        return {
            "kind": "last-notice",
            "version": 1,
            "state": self.state,
            **{name: _text(getattr(self, name)) for name in dates},
            "renewed": self.renewed,
            "counts_when": self.counts_when,
            "who": list(self.who),
            "clause": None if self.clause is None else str(self.clause),
            "says": self.says,
        }


def last_notice_date(agreement: Agreement, asked_on: date) -> LastNotice:
    """Return the term that holds on a day, and the last date on which notice is in time for its end.

    The term is the first one, and then renewals of their own length, counted from the end of the first one. The last
    date of notice is the last day of that term, or the date after it where the clause says so, less the notice by the
    calendar: months and years are clipped back at month ends, days are days. Where it is agreed, a date on which the
    calendar is closed moves to the open day before.

    Args:
        agreement: The agreement, with its amendments; the wording of `asked_on` holds.
        asked_on: The day, in the agreement's zone. A day before the start is answered for the first term.

    Returns:
        The dates, with the sentence that says how they came about.

    Raises:
        CalendarHorizonError: The notice is in business days, or moves to one, beyond what the calendar knows.

    Source: design.md section 6 (notice), money.md M23.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        ...         "2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "60 days"}}})
        >>> found = last_notice_date(agreement, date(2026, 6, 1))
        >>> found.last_day.isoformat(), found.last_notice.isoformat()
        ('2026-12-31', '2026-11-01')
    """
    refuse_others("last_notice_date", {"agreement": _AGREEMENT}, agreement=agreement)
    version = agreement.at(asked_on)
    term = version.term
    renewal = next(iter(version.provisions_of(Renewal)), None)
    if term is None:
        return _nothing(asked_on, "not-known", None, None, renewal, _NOTHING)
    if term.first_end is None and renewal is not None and renewal.renews == "until-notice":
        given = _given(version, asked_on) if version.notices else None
        return given or _without_first_term(asked_on, term.start, renewal)
    if term.first_end is None:
        says = f"the term from {term.start} has no end ({term.clause})"
        return _nothing(asked_on, "not-known", term, term.start, renewal, says)
    given = _given(version, asked_on) if version.notices else None
    if given is not None:
        return given
    held = HeldTerm(term.start, term.first_end, 0) if term.held is None else term.held
    if renewal is None or renewal.renews == "not":
        says = f"the term ends with {held.end - _DAY} by itself ({(renewal or term).clause})"
        return _ended(asked_on, term, held.start, held.end, held.renewed, renewal, says)
    if renewal.renews == "until-notice" or renewal.by is None:
        return _evergreen(asked_on, held, renewal)
    start, end, times = _prolonged(version, asked_on) or _current(held, renewal, asked_on)
    if renewal.at_most is not None and times >= renewal.at_most:
        says = f"it was renewed {times} times, which is the most, and ends with {end - _DAY} ({renewal.clause})"
        return _ended(asked_on, term, start, end, times, renewal, says)
    return _dated(asked_on, start, end, times, renewal)


def _given(version: Agreement, asked_on: date) -> LastNotice | None:
    """Return the end that a notice among the papers brings, up to a day; None where none took effect until then."""
    from contractkit.terms.notices_given import frame_of

    frame, _ = frame_of(version, asked_on)
    said = next((one for one in frame.said if one.says == "ends" and one.end == frame.over), None)
    if said is None:
        return None
    day = said.end - _DAY if frame.to_end_of is not None else min(asked_on, said.end - _DAY)
    stretch = frame.stretch(frame.number_of(day))
    if stretch is None or stretch.end != said.end:
        return None
    clause = frame.renewal.clause if frame.renewal is not None else version.term.clause if version.term else None
    says = f"{said.by} came on {said.on}, and the agreement ends with {said.end - _DAY} ({clause})"
    plain, last = frame.notice(stretch)
    goes_on = frame.to_end_of is not None  # one term, which has several ends to which notice can be given
    return LastNotice(
        asked_on=asked_on,
        state="given",
        start=frame.start if goes_on else stretch.start,
        end=said.end,
        renewed=0 if goes_on else stretch.number,
        by_the_calendar=plain,
        last_notice=last,
        ends_at=said.end,
        counts_when=None if frame.renewal is None or frame.renewal.notice is None else frame.renewal.notice.counts_when,
        who=() if frame.renewal is None else frame.renewal.who,
        clause=clause,
        says=says,
    )


def _prolonged(version: Agreement, asked_on: date) -> tuple[date, date, int] | None:
    """Return the term that holds on a day where a notice among the papers prolonged it; None where none did."""
    from contractkit.terms.notices_given import frame_of

    frame, _ = frame_of(version, asked_on)
    if frame.renews != "expressly" or not frame.said:
        return None
    stretch = frame.stretch(frame.number_of(asked_on))
    return None if stretch is None else (stretch.start, stretch.end, stretch.number)


def _current(held: HeldTerm, renewal: Renewal, asked_on: date) -> tuple[date, date, int]:
    """Return the term that holds on a day and how often it was renewed, counted from one end: no day is lost."""
    start, end, times = held.start, held.end, held.renewed
    assert renewal.by is not None
    most = renewal.at_most if renewal.at_most is not None and renewal.renews == "tacitly" else None
    while end <= asked_on and renewal.renews == "tacitly" and (most is None or times < most):
        times += 1
        start, end = end, shifted(held.end, Span(renewal.by.n * (times - held.renewed), renewal.by.unit))
    return start, end, times


def _dated(asked_on: date, start: date, end: date, times: int, renewal: Renewal) -> LastNotice:
    notice = renewal.notice
    if notice is None:
        says = f"no notice period is agreed ({renewal.clause})"
        found = _nothing(asked_on, "not-known", None, start, renewal, says)
        return attrs.evolve(found, end=end, renewed=times)
    plain, last, says = _counted(end, notice)
    does = "prolongs it" if renewal.renews == "expressly" else "gives notice"
    state: State = "not-known" if last is None else "open" if asked_on <= last else "passed"
    return LastNotice(
        asked_on=asked_on,
        state=state,
        start=start,
        end=end,
        renewed=times,
        by_the_calendar=plain,
        last_notice=last,
        ends_at=None,
        counts_when=notice.counts_when,
        who=renewal.who,
        clause=renewal.clause,
        says=f"the term ends with {end - _DAY}; {says}: who {does} does so by {last} ({renewal.clause})",
    )


def _counted(end: date, notice: NoticePeriod) -> tuple[date | None, date | None, str]:
    """Return the last date by the calendar, the one that holds, and the sentence."""
    return *notice_by(end, notice), notice_says(end, notice)


def _evergreen(asked_on: date, held: HeldTerm, renewal: Renewal) -> LastNotice:
    """Return what holds of an agreement that goes on after its first term until somebody gives notice."""
    notice = renewal.notice
    if notice is None:
        says = f"it goes on until notice, and no notice period is agreed ({renewal.clause})"
        return _nothing(asked_on, "any-day", None, held.start, renewal, says)
    periods = notice.to_end_of
    first = held.end if periods is None else periods.on_or_after(held.end)
    found = _dated(asked_on, held.start, first, held.renewed, renewal)
    if found.state != "passed":
        return found if periods is None else _to_an_end(found, notice)
    return _any_day(asked_on, held.start, first, renewal, notice, found)


def _without_first_term(asked_on: date, start: date, renewal: Renewal) -> LastNotice:
    """Return what holds of an agreement that has no first term, and goes on from its start until notice."""
    notice = renewal.notice
    if notice is None:
        says = f"it goes on until notice, and no notice period is agreed ({renewal.clause})"
        return _nothing(asked_on, "any-day", None, start, renewal, says)
    found = _nothing(asked_on, "any-day", None, start, renewal, "")
    found = attrs.evolve(found, counts_when=notice.counts_when)
    return _any_day(max(asked_on, start), start, start + _DAY, renewal, notice, found)


def _any_day(
    day: date, start: date, first: date, renewal: Renewal, notice: NoticePeriod, found: LastNotice
) -> LastNotice:
    """Return what notice on a day ends, at the earliest with `first`: any day, or the next end that there can be."""
    ends = first_end_of(notice, day)
    ends = None if ends is None else max(first, ends)
    if notice.to_end_of is not None and ends is not None:
        ends = notice.to_end_of.on_or_after(ends)
        return _to_an_end(_dated(found.asked_on, start, ends, found.renewed, renewal), notice)
    says = f"it goes on until notice of {notice.span}; given on {day}, it ends with {ends and ends - _DAY}"
    end = first if found.end is not None and day < first else None
    return attrs.evolve(found, state="any-day", end=end, ends_at=ends, says=f"{says} ({renewal.clause})")


def _to_an_end(found: LastNotice, notice: NoticePeriod) -> LastNotice:
    """Return what holds for the next end to which notice can be given, in words of its own."""
    if found.end is None or found.last_notice is None:
        return found
    says = f"it goes on until notice to the end of a {notice.to_end_of}; {notice_says(found.end, notice)}"
    ends = f"notice by {found.last_notice} ends it with {found.last_day}"
    return attrs.evolve(found, says=f"{says}: {ends} ({found.clause})")


def _ended(
    asked_on: date, term: Term, start: date, end: date, times: int, renewal: Renewal | None, says: str
) -> LastNotice:
    found = _nothing(asked_on, "not-needed", term, start, renewal, says)
    return attrs.evolve(found, end=end, renewed=times)


def _nothing(
    asked_on: date, state: State, term: Term | None, start: date | None, renewal: Renewal | None, says: str
) -> LastNotice:
    clause = renewal.clause if renewal is not None else None if term is None else term.clause
    who = () if renewal is None else renewal.who
    return LastNotice(asked_on, state, start, None, 0, None, None, None, None, who, clause, says)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
