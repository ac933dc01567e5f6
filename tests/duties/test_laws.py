"""Laws that hold for every agreement, every stretch of dates and every log of events."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from duty_agreements import OFFICE, agreement, duty, event, tacit
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.duties import FINAL, HAPPENINGS
from contractkit.duties.reading import events_of_rows

DAY = timedelta(days=1)
MONTH_ENDS = [date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 12, 31)]
STARTS = st.sampled_from(
    [date(2026, 1, 1), date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 30), date(2026, 3, 16)]
)
DATES = st.one_of(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.builds(lambda day, step: day + step * DAY, st.sampled_from(MONTH_ENDS), st.integers(-1, 1)),
)
SPANS = st.builds(
    lambda n, unit: f"{n} {unit}{'' if n == 1 else 's'}",
    st.integers(1, 40),
    st.sampled_from(["day", "week", "month", "business day"]),
)
NOTICES = st.sampled_from(["1 day", "20 days", "60 days", "6 weeks", "1 month", "2 months", "20 business days"])
ENDS = st.sampled_from(["month-end", "quarter-end", "half-year-end", "contract-year-end", "week-end", "end", "start"])


REPORTS = agreement({"5": duty(due="10 days", after="quarter-end")})


@st.composite
def agreements(draw: st.DrawFn) -> ck.Agreement:
    term = {"kind": "term", "start": draw(STARTS).isoformat(), "initial": f"{draw(st.integers(3, 30))} months"}
    renewal = tacit(draw(NOTICES), by=f"{draw(st.integers(3, 24))} months", calendar="office")
    renewal |= {"closed_day": draw(st.sampled_from(["none", "preceding"]))}
    if draw(st.booleans()):
        renewal["at_most"] = draw(st.integers(1, 3))
    anchor = {draw(st.sampled_from(["before", "after"])): draw(ENDS), "due": draw(SPANS), "calendar": "office"}
    clauses: dict[str, Any] = {"0": OFFICE, "1": term, "2": renewal, "5": duty(**anchor)}
    clauses["6"] = duty(every=draw(st.sampled_from(["month", "quarter", "year", "month from day 16"])))
    return agreement(clauses)


def keys(found: ck.Obligations) -> list[tuple[Any, ...]]:
    return [(one.id, one.due, one.state, one.provided, one.since) for one in found]


class TestDates:
    @settings(max_examples=60, deadline=None)
    @given(known=agreements(), first=DATES, middle=st.integers(0, 500), rest=st.integers(1, 500), as_of=DATES)
    def test_two_stretches_beside_each_other_have_what_both_together_have(self, known, first, middle, rest, as_of):
        """Nothing is lost where they meet, and nothing is there twice."""
        cut, last = first + middle * DAY, first + (middle + rest) * DAY
        whole = ck.obligations(known, between=(first, last), as_of=as_of)
        parts = [
            ck.obligations(known, between=(first, cut), as_of=as_of),
            ck.obligations(known, between=(cut + DAY, last), as_of=as_of),
        ]
        assert keys(whole) == keys(parts[0]) + keys(parts[1])

    @settings(max_examples=60, deadline=None)
    @given(known=agreements(), first=DATES, as_of=DATES)
    def test_notice_never_moves_forward_and_lies_in_time(self, known, first, as_of):
        """Not after the date by the calendar, and the same as of the function that asks for one term."""
        found = ck.obligations(known, between=(first, first + 800 * DAY), as_of=as_of).of(kind="notice")
        for one in found:
            alone = ck.last_notice_date(known, max(one.since or first, known.term.start))
            assert one.due == alone.last_notice
            assert one.due <= alone.by_the_calendar <= one.counted_from
            assert one.counted_from == alone.last_day

    @settings(max_examples=40, deadline=None)
    @given(known=agreements(), as_of=DATES)
    def test_every_obligation_of_the_whole_life_has_one_id(self, known, as_of):
        """So that an event, and a calendar entry, can only be about one."""
        found = ck.obligations(known, between=(date(2024, 1, 1), date(2034, 12, 31)), as_of=as_of)
        ids = [one.id for one in found]
        assert len(ids) == len(set(ids))

    @settings(max_examples=40, deadline=None)
    @given(known=agreements(), first=DATES, as_of=DATES)
    def test_each_obligation_is_there_when_its_own_date_alone_is_asked_for(self, known, first, as_of):
        """A stretch of one day, on which one or several are due; and none of them on the days around."""
        every = ck.obligations(known, between=(first, first + 500 * DAY), as_of=as_of)
        for due in {one.due for one in every}:
            alone = ck.obligations(known, between=(due, due), as_of=as_of)
            assert keys(alone) == [key for key in keys(every) if key[1] == due]

    @settings(max_examples=40, deadline=None)
    @given(known=agreements(), first=DATES, n=st.integers(0, 5))
    def test_an_event_finds_its_obligation_whatever_dates_are_asked_for(self, known, first, n):
        """Also one that is due years before or after."""
        every = ck.obligations(known, between=(first, first + 900 * DAY)).of(kind="duty").rows
        if every:
            one = every[n % len(every)]
            waived = event("waived", date(2024, 1, 1), one.id)
            asked = ck.obligations(known, between=(one.due, one.due), as_of=first + 2000 * DAY, events=[waived])
            assert {row.state for row in asked if row.id == one.id} <= {"waived", "expired"}
            ck.obligations(known, between=(date(2040, 1, 1), date(2040, 1, 2)), events=[waived])


class TestEvents:
    LOGS = st.lists(
        st.tuples(st.sampled_from([w for w in HAPPENINGS if w != "triggered"]), st.integers(0, 130)), max_size=7
    )

    def course(self, log: list[tuple[Any, int]], shuffled: int | None = None) -> ck.Obligation | None:
        first = date(2026, 1, 1)
        events = [event(what, first + days * DAY, called=f"{n}") for n, (what, days) in enumerate(log)]
        if shuffled is not None:
            random.Random(shuffled).shuffle(events)
        known = REPORTS
        try:
            found = ck.obligations(known, between=(first, date(2027, 12, 31)), as_of=date(2026, 6, 1), events=events)
        except ck.FactsRejected:
            return None
        return next(one for one in found if one.id == "S-1/5 2026-Q1")

    @settings(max_examples=100, deadline=None)
    @given(log=LOGS, seed=st.integers(0, 9))
    def test_the_order_in_which_events_are_given_changes_nothing(self, log, seed):
        """A state is what happened, not how it was written down."""
        assert self.course(log) == self.course(log, seed)

    @settings(max_examples=100, deadline=None)
    @given(log=LOGS)
    def test_a_final_state_is_the_last_one_and_a_missed_day_is_kept(self, log):
        """Nothing follows it in the history; a violation stays, whatever follows."""
        one = self.course(log)
        if one is not None:
            states = [passed.state for passed in one.history if passed.state in (*FINAL, "violated")]
            assert all(state not in FINAL for state in states[:-1])
            assert (one.missed_on is not None) == ("violated" in states)
            assert one.state != "fulfilled-late" or one.missed_on is not None

    @settings(max_examples=60, deadline=None)
    @given(log=LOGS, days=st.integers(0, 200))
    def test_what_is_asked_on_a_day_does_not_depend_on_what_happened_later(self, log, days):
        """The log up to that day alone gives the same."""
        asked = date(2026, 1, 1) + days * DAY
        known = REPORTS
        events = [event(what, date(2026, 1, 1) + after * DAY, called=f"{n}") for n, (what, after) in enumerate(log)]

        def rows(some: list[ck.ObligationEvent]) -> object:
            try:
                return ck.obligations(
                    known, between=(date(2026, 1, 1), date(2026, 12, 31)), as_of=asked, events=some
                ).rows
            except ck.FactsRejected as refused:
                return [problem.says for problem in refused.problems]

        assert rows(events) == rows([one for one in events if one.at <= asked])

    @given(log=LOGS)
    def test_an_event_that_is_written_and_read_is_the_same(self, log):
        """As texts by the names of its fields."""
        events = tuple(event(what, date(2026, 1, 1) + days * DAY, called=f"{n}") for n, (what, days) in enumerate(log))
        rows = [{name: str(value) for name, value in one.to_dict().items() if value is not None} for one in events]
        assert events_of_rows(rows) == events
