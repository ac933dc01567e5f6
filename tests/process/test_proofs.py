"""The chain proof says of every start what trying every start says: by hand, and by brute force over every minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar, always
from contractkit.process.chain_proof import ChainProof
from contractkit.process.chains import Chain, Link, PromisedTime
from contractkit.process.limits import Counted
from contractkit.process.proofs import prove
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.testing.business_days import SlowDays
from contractkit.testing.calendar_strategies import calendar_specs
from contractkit.testing.plain_calendars import CalendarSpec

AMSTERDAM = "Europe/Amsterdam"
CLAUSE = ClauseRef("SLA-1", "4.1")
MINUTE = 60_000_000

OFFICE = BusinessCalendar(tz=AMSTERDAM, week={"mon-fri": "09:00-17:00"}, name="office")
MORNINGS = BusinessCalendar(tz=AMSTERDAM, week={"mon-fri": "08:00-12:00"}, name="mornings")
NIGHTS = BusinessCalendar(tz=AMSTERDAM, week={"mon-sun": "22:00-06:00"}, name="nights")
SUPPLIER = BusinessCalendar(
    tz="America/New_York", week={"mon-fri": "08:30-17:00"}, closed=[date(2026, 11, 26)], name="supplier"
)
ALWAYS = always(AMSTERDAM)


def link(within: object, calendar: BusinessCalendar, *after: int) -> Link:
    """Return a link that takes so much time behind others."""
    counted = Counted.of(within, calendar, AMSTERDAM)
    assert counted is not None
    return Link("link", CLAUSE, "step", (counted,), str(within), after)


def chain(
    promised: tuple[object, BusinessCalendar],
    *links: Link,
    since: date = date(2026, 1, 1),
    until: date = date(2027, 1, 1),
    zone: str = AMSTERDAM,
) -> Chain:
    """Return a chain behind a promise, for the starts of some dates."""
    counted = Counted.of(*promised, zone)
    assert counted is not None
    return Chain(
        "C-1", zone, PromisedTime(CLAUSE, "solved", str(promised[0]), ((counted,),)), links, since=since, until=until
    )


def beyond(one: Chain, starts: np.ndarray) -> np.ndarray:
    """Return for each start how much later than the promise the chain ends: each start is tried by itself."""
    ends: list[np.ndarray] = []
    for each in one.links:
        begins = starts if not each.after else np.maximum.reduce([ends[place] for place in each.after])
        ends.append(
            np.minimum.reduce([each_of.calendar.due_at_array(begins, each_of.within) for each_of in each.limits])
        )
    until = [
        np.minimum.reduce([counted.calendar.in_time_until_array(starts, counted.within) for counted in way])
        for way in one.promise.ways
    ]
    return np.maximum.reduce(ends) - np.maximum.reduce(until)


def every_minute(one: Chain) -> np.ndarray:
    """Return every minute of the dates, and a microsecond before and behind each."""
    assert one.since is not None
    assert one.until is not None
    low, high = midnight_us(one.since, one.zone), midnight_us(one.until, one.zone)
    minutes = np.arange(low, high, MINUTE)
    every = np.concatenate((minutes, minutes + 1, minutes[1:] - 1, [high - 1]))
    return np.sort(every)


def us(instant: datetime) -> int:
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def agrees(one: Chain) -> ChainProof:
    """Check a proof against trying every minute; return it.

    No start that is tried is worse than the one that the proof names, and that one is as bad as the proof says.
    """
    proof = prove(one)
    assert proof.worst is not None
    assert proof.share is not None
    starts = every_minute(one)
    tried = beyond(one, starts)
    most = proof.worst.beyond // timedelta(microseconds=1)
    assert tried.max() <= most
    assert int(beyond(one, np.array([us(proof.worst.start)]))[0]) == most
    assert (proof.verdict == "too-long") == (most > 0)
    assert proof.since is not None
    assert (us(proof.since), us(proof.until or proof.since)) == (int(starts[0]), int(starts[-1]) + 1)
    minutes = beyond(one, np.arange(starts[0], starts[-1], MINUTE))
    assert abs(float(proof.share) - float((minutes > 0).mean())) < 0.01
    return proof


def at(text: str, zone: str = AMSTERDAM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


class TestByHand:
    """Cases that can be worked out on paper."""

    def test_one_step_on_the_same_calendar_fits_exactly(self) -> None:
        """Four hours fit into four hours, whenever they start; nothing is left anywhere."""
        proof = prove(chain((WorkingTime.of(hours=4), OFFICE), link(WorkingTime.of(hours=4), OFFICE)))
        assert (proof.verdict, proof.share) == ("fits", 0)
        assert proof.worst is not None
        assert proof.worst.beyond == timedelta(0)

    def test_a_microsecond_more_does_not_fit(self) -> None:
        four = WorkingTime.of(hours=4)
        proof = prove(chain((four, OFFICE), link(WorkingTime(four.us + 1), OFFICE)))
        assert (proof.verdict, proof.share) == ("too-long", 1)

    def test_a_team_that_works_mornings_misses_what_starts_a_microsecond_too_late_on_friday(self) -> None:
        """Three hours of a morning team behind four hours of the office.

        Started on Friday at 9:00 the team is done at 12:00. A microsecond later one microsecond is left for Monday at
        8:00, and the promise ends on Friday at 13:00 and a microsecond: 67 hours before. On the weekend of 25 October
        it is 68 hours, for the clocks are set back; so that is the worst Friday of the year.
        """
        week = {"since": date(2026, 1, 1), "until": date(2026, 1, 8)}
        parts = ((WorkingTime.of(hours=4), OFFICE), link(WorkingTime.of(hours=3), MORNINGS))
        found = prove(chain(*parts, **week)).counter_example
        assert found is not None
        assert found.start == at("2026-01-02T09:00:00.000001")
        assert found.due == at("2026-01-02T13:00:00.000001")
        assert found.ends == at("2026-01-05T08:00:00.000001")
        assert found.beyond == timedelta(hours=67)
        worst = prove(chain(*parts)).counter_example
        assert worst is not None
        assert (worst.start, worst.beyond) == (at("2026-10-23T09:00:00.000001"), timedelta(hours=68))

    def test_what_is_used_up_at_closing_is_in_time_until_the_next_opening(self) -> None:
        """Eight hours from 9:00 are used up at 17:00: what is done at 1:00 in the night has kept them.

        Eight hours are left until the opening; what starts earlier is done earlier, and what starts later is due later.
        """
        day = {"since": date(2026, 1, 5), "until": date(2026, 1, 6)}
        proof = prove(chain((WorkingTime.of(hours=8), OFFICE), link(ElapsedTime.of(hours=16), ALWAYS), **day))
        assert proof.verdict == "fits"
        assert proof.worst is not None
        assert (proof.worst.start, proof.worst.due) == (at("2026-01-05T09:00:00"), at("2026-01-05T17:00:00"))
        assert (proof.worst.ends, proof.worst.beyond) == (at("2026-01-06T01:00:00"), -timedelta(hours=8))

    def test_two_steps_on_two_calendars(self) -> None:
        """An hour of the desk, then two hours of the supplier in New York, behind eight hours of the office.

        New York opens at 14:30 of Amsterdam and closes at 23:00. What starts on Wednesday at 16:00:00.000001 is handed
        over on Thursday at 9:00:00.000001, and begun at 14:30. On Thursday 26 November nobody is there: it is done on
        Friday at 16:30, and was due on Thursday at 16:00:00.000001. What starts on Thursday before 16:00 is no better:
        at 9:00 it is due on Thursday at 17:00, in time until Friday at 9:00.
        """
        links = (link(WorkingTime.of(hours=1), OFFICE), link(WorkingTime.of(hours=2), SUPPLIER, 0))
        week = {"since": date(2026, 11, 23), "until": date(2026, 11, 28)}
        proof = agrees(chain((WorkingTime.of(hours=8), OFFICE), *links, **week))
        assert proof.counter_example is not None
        one = beyond(proof.chain, np.array([us(at("2026-11-25T16:00:00.000001"))]))
        assert one.tolist() == [us(at("2026-11-27T16:30:00")) - us(at("2026-11-26T16:00:00.000001"))]
        assert proof.counter_example.beyond >= timedelta(microseconds=int(one[0]))
        assert proof.counter_example.links[1].ends == at("2026-11-27T16:30:00")

    def test_an_order_after_the_cut_off_counts_as_the_next_days(self) -> None:
        """One business day for orders until 15:00, behind "two business days": always in time; behind one: not always.

        An order on Monday at 15:00:00.000001 counts as Tuesday's, and is due on Wednesday at 17:00; the promise without
        a cut-off is Tuesday at 17:00.
        """
        order = link(BusinessDays(1, cut_off=time(15)), OFFICE)
        assert prove(chain((BusinessDays(2), OFFICE), order)).verdict == "fits"
        week = {"since": date(2026, 1, 5), "until": date(2026, 1, 9)}
        proof = prove(chain((BusinessDays(1), OFFICE), order, **week))
        assert proof.counter_example is not None
        assert proof.counter_example.start == at("2026-01-08T15:00:00.000001")  # Thursday: over the weekend
        assert proof.counter_example.beyond == timedelta(days=3)

    def test_the_hour_that_daylight_saving_skips_is_the_hour_that_is_missing(self) -> None:
        """Three calendar days are 71 hours over 29 March 2026 (23 hours), so that 72 hours do not fit into them."""
        one = chain((CalendarDays(3), ALWAYS), link(ElapsedTime.of(hours=72), ALWAYS))
        proof = prove(one)
        assert proof.counter_example is not None
        assert proof.counter_example.beyond == timedelta(hours=1)
        assert proof.counter_example.start == at("2026-03-26T03:00:00")
        assert agrees(one) == proof

    def test_steps_side_by_side_wait_for_the_slower_one(self) -> None:
        links = (
            link(WorkingTime.of(hours=1), OFFICE),
            link(WorkingTime.of(hours=2), OFFICE, 0),
            link(WorkingTime.of(hours=3), OFFICE, 0),
            link(WorkingTime.of(hours=1), OFFICE, 1, 2),
        )
        assert prove(chain((WorkingTime.of(hours=5), OFFICE), *links)).verdict == "fits"
        proof = prove(chain((WorkingTime.of(hours=4, minutes=59), OFFICE), *links))
        assert proof.counter_example is not None
        assert proof.share == 1

    def test_half_of_all_starts_come_too_late(self) -> None:
        """Twelve hours of a team that works from midnight to noon, behind a microsecond less than a day.

        What starts at midnight is done at noon. What starts later in the morning is done on the next day at the same
        time, a microsecond late, and so is what starts at noon; what starts in the afternoon has the next morning whole.
        So the late starts are those after 0:00 up to 12:00, that one included: half a day exactly.
        """
        mornings = BusinessCalendar(tz="UTC", week={"mon-sun": "00:00-12:00"})
        promised = ElapsedTime(ElapsedTime.of(hours=24).us - 1)
        day = {"since": date(2026, 1, 1), "until": date(2026, 1, 2), "zone": "UTC"}
        proof = prove(chain((promised, always("UTC")), link(WorkingTime.of(hours=12), mornings), **day))
        assert proof.share == Fraction(1, 2)
        assert proof.counter_example is not None
        assert proof.counter_example.start == at("2026-01-01T00:00:00.000001", "UTC")
        assert proof.counter_example.beyond == timedelta(microseconds=1)


class TestNothingIsProved:
    """Where something is not known, nothing is said."""

    def test_a_calendar_that_never_opens_again(self) -> None:
        once = BusinessCalendar(tz="UTC", week={}, openings={date(2026, 1, 5): "09:00-10:00"}, name="once")
        proof = prove(chain((ElapsedTime.of(hours=4), ALWAYS), link(WorkingTime.of(hours=1), once)))
        assert proof.verdict == "not-proved"
        assert "once" in str(proof.why_not)

    def test_years_that_the_holidays_do_not_know_are_left_out(self) -> None:
        """The public holidays end with 2049: the last year is kept for the answers."""
        dutch = BusinessCalendar(tz=AMSTERDAM, week={"mon-fri": "09:00-17:00"}, holidays="NL")
        hour = WorkingTime.of(hours=1)
        proof = prove(chain((hour, dutch), link(hour, dutch), since=date(2040, 1, 1), until=date(2060, 1, 1)))
        assert (proof.verdict, proof.until) == ("fits", at("2049-01-01T00:00:00"))

    def test_a_term_behind_the_horizon(self) -> None:
        dutch = BusinessCalendar(tz=AMSTERDAM, week={"mon-fri": "09:00-17:00"}, holidays="NL")
        hour = WorkingTime.of(hours=1)
        proof = prove(chain((hour, dutch), link(hour, dutch), since=date(2055, 1, 1), until=date(2060, 1, 1)))
        assert (proof.verdict, proof.worst) == ("not-proved", None)


# -- brute force -----------------------------------------------------------------------------------------------------

ZONES = (AMSTERDAM, "UTC", "America/New_York", "Pacific/Chatham", "Australia/Lord_Howe", "America/Sao_Paulo")
HOURS = ("09:00-17:00", "08:00-12:00 and 13:00-18:00", "22:00-06:00", "00:00-24:00", "01:30-03:30", "02:00-02:30")
DAYS = ("mon-fri", "mon-sun", "sat-sun", "wed")
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 4, 5), date(2026, 12, 31))
TIMES = (time(15), time(2, 30), time(0), time(17), time(8, 30))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """Draw a calendar around the date on which something happens."""
    around = draw(st.sampled_from(CHANGES))
    days = draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=1, max_size=2))
    week: dict[str, str] = {}
    for name in days:
        covered = {day for key in week for day in _days(key)}
        if not covered & set(_days(name)):
            week[name] = draw(st.sampled_from(HOURS))
    closed = [around + timedelta(days=draw(st.integers(-3, 3))) for _ in range(draw(st.integers(0, 2)))]
    exceptions = {
        around + timedelta(days=draw(st.integers(-3, 3))): draw(st.sampled_from(HOURS[:5]))
        for _ in range(draw(st.integers(0, 1)))
    }
    zone = draw(st.sampled_from(ZONES))
    return BusinessCalendar(tz=zone, week=week, closed=closed, exceptions=exceptions)


def _days(name: str) -> Sequence[str]:
    week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    first, _, last = name.partition("-")
    return week[week.index(first) : week.index(last or first) + 1]


@st.composite
def limits(draw: st.DrawFn, calendar: BusinessCalendar) -> object:
    """Draw a time limit in whole minutes."""
    kind = draw(st.sampled_from(("working", "working", "elapsed", "business", "business", "calendar", "months")))
    match kind:
        case "working":
            return WorkingTime(draw(st.sampled_from((0, 1, 15, 59, 60, 240, 480, 481, 960))) * MINUTE)
        case "elapsed":
            return ElapsedTime(draw(st.sampled_from((0, 30, 240, 1440, 4320))) * MINUTE)
        case "calendar":
            return CalendarDays(draw(st.integers(0, 3)), draw(st.sampled_from(("same-time", "end-of-day"))))
        case "months":
            return Months(draw(st.integers(0, 2)))
    return BusinessDays(
        draw(st.integers(0, 3)),
        outside=draw(st.sampled_from(("next-opening", "keep-time"))),
        cut_off=draw(st.sampled_from((None, *TIMES))),
        at_cut_off=draw(st.sampled_from(("in-time", "late"))),
        restart=draw(st.sampled_from((None, *TIMES))),
        counting=draw(st.sampled_from(("after-start", "from-start"))),
        ends=draw(st.sampled_from(("close-of-business", "same-time", "end-of-day", *TIMES))),
        landing=draw(st.sampled_from(("keep", "next-opening"))),
    )


@st.composite
def chains(draw: st.DrawFn, of: st.SearchStrategy[BusinessCalendar]) -> Chain:
    """Draw one to three links, one behind another or side by side, behind a promise, around a date."""
    links = []
    for place in range(draw(st.integers(1, 3))):
        calendar = draw(of)
        after = draw(st.lists(st.integers(0, place - 1), unique=True, max_size=2)) if place else []
        links.append(link(draw(limits(calendar)), calendar, *after))
    promised = draw(of)
    around = draw(st.sampled_from(CHANGES))
    since = around - timedelta(days=draw(st.integers(1, 5)))
    until = around + timedelta(days=draw(st.integers(1, 8)))
    zone = draw(st.sampled_from(ZONES))
    return chain((draw(limits(promised)), promised), *links, since=since, until=until, zone=zone)


HUNDRED = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


class TestBruteForce:
    """The proof, and every minute tried by itself."""

    @HUNDRED
    @given(chains(calendars()))
    def test_no_minute_is_worse_than_the_worst_start_and_that_one_is_so_bad(self, one: Chain) -> None:
        agrees(one)

    @HUNDRED
    @given(chains(calendars()))
    def test_of_limits_in_whole_minutes_the_worst_start_is_the_first_of_those_that_were_tried(self, one: Chain) -> None:
        proof, starts = prove(one), every_minute(one)
        tried = beyond(one, starts)
        assert proof.worst is not None
        assert us(proof.worst.start) == int(starts[tried.argmax()])
        assert proof.worst.beyond == timedelta(microseconds=int(tried.max()))

    def test_on_a_date_that_a_zone_skipped_nothing_starts(self) -> None:
        """Kiritimati went over the date line: after 30 December 1994 came 1 January 1995."""
        skipped = (date(1994, 12, 31), date(1995, 1, 1))
        hour = WorkingTime.of(hours=1)
        one = chain((hour, OFFICE), link(hour, OFFICE), since=skipped[0], until=skipped[1], zone="Pacific/Kiritimati")
        proof = prove(one)
        assert proof.verdict == "not-proved"
        assert proof.why_not == "the clocks of Pacific/Kiritimati skipped its dates, so that nothing starts on them"

    @HUNDRED
    @given(st.data())
    def test_calendars_with_everything_that_calendars_can_have(self, data: st.DataObject) -> None:
        """Seasons, rotas, worked days, timed closures: around the date at which they were aimed."""
        spec = data.draw(calendar_specs())
        calendar = attrs.evolve(spec, years=None).fast()
        other = data.draw(calendars())
        parts = (link(data.draw(limits(calendar)), calendar), link(data.draw(limits(other)), other, 0))
        promised = data.draw(st.sampled_from((calendar, other)))
        since = spec.anchor - timedelta(days=data.draw(st.integers(0, 9)))
        until = spec.anchor + timedelta(days=data.draw(st.integers(1, 9)))
        one = chain((data.draw(limits(promised)), promised), *parts, since=since, until=until, zone=spec.zone)
        if prove(one).verdict != "not-proved":
            agrees(one)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("promised", "links"),
        [
            (
                (WorkingTime.of(hours=8), OFFICE),
                (link(WorkingTime.of(hours=1), OFFICE), link(WorkingTime.of(hours=2), SUPPLIER, 0)),
            ),
            ((WorkingTime.of(hours=4), OFFICE), (link(WorkingTime.of(hours=3), MORNINGS),)),
            (
                (BusinessDays(3), OFFICE),
                (link(BusinessDays(1, cut_off=time(15)), MORNINGS), link(BusinessDays(1), SUPPLIER, 0)),
            ),
            (
                (ElapsedTime.of(hours=30), ALWAYS),
                (link(WorkingTime.of(hours=8), NIGHTS), link(ElapsedTime.of(minutes=10), ALWAYS)),
            ),
        ],
    )
    def test_every_minute_of_a_year(self, promised: tuple[object, BusinessCalendar], links: tuple[Link, ...]) -> None:
        agrees(chain(promised, *links))

    @pytest.mark.slow
    def test_every_minute_of_a_year_by_the_slow_calendars(self) -> None:
        """The referee knows sets of open instants and business dates, and nothing of courses or compiled calendars.

        Two office hours, then a business day of the mornings with a cut-off, behind three business days: the minutes
        of 2026 and a microsecond before and behind each, one by one.
        """
        office, mornings = (_spec(hours) for hours in ("09:00-17:00", "08:00-12:00"))
        day = BusinessDays(1, cut_off=time(11))
        fast = (office.fast(), mornings.fast())
        one = chain(
            (BusinessDays(3), fast[0]),
            link(WorkingTime.of(hours=2), fast[0]),
            link(day, fast[1], 0),
            since=date(2026, 1, 1),
        )
        proof, starts = prove(one), every_minute(one)
        hours, days, promised = office.slow(), SlowDays(mornings.slow(), cut_off=time(11)), SlowDays(office.slow())
        ends: dict[int, int] = {}  # the second link and the promise are asked about each of their starts once
        most, worst = -(2**62), 0
        for start in starts.tolist():
            handed_over = hours.due(start, WorkingTime.of(hours=2).us)
            if handed_over not in ends:
                ends[handed_over] = days.due(handed_over, 1)
            beyond_it = ends[handed_over] - promised.due(start, 3)
            if beyond_it > most:
                most, worst = beyond_it, start
        assert proof.worst is not None
        assert (us(proof.worst.start), proof.worst.beyond) == (worst, timedelta(microseconds=most))


def _spec(hours: str) -> CalendarSpec:
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), hours)
    return CalendarSpec(AMSTERDAM, date(2026, 7, 1), week, closed=(date(2026, 4, 6), date(2026, 12, 25)), days=220)
