"""Laws of the replay on facts in columns: it says what the slow referee of conditions says, and no order of rows matters."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar, always
from contractkit.clocks import REASONS, History, replay
from contractkit.facts import NAT, Coded, Events, Facts, Instants, Items
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.targets import (
    AtField,
    ClockLine,
    Limit,
    Measure,
    Pause,
    TableRow,
    Target,
    TargetTable,
    WhenState,
)
from contractkit.testing.replay import Answer, replay_slowly

CLAUSE = ClauseRef("SLA", "4.2")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = 3_600_000_000
VERDICTS = ("met", "breached", "excused", "running", "undetermined", "not-applicable")

OFFICE = BusinessCalendar(
    tz="Europe/Amsterdam",
    week={"mon-fri": "09:00-12:00 and 13:00-17:00"},
    closed=[date(2026, 3, 27)],
    exceptions={date(2026, 10, 24): "10:00-11:00"},
    name="office",
)
NIGHT = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "22:00-06:00"}, name="night")
YORK = BusinessCalendar(tz="America/New_York", week={"tue": "08:00-24:00", "wed-sun": "00:00-12:30"}, name="york")
EVER = always("Europe/Amsterdam")
CALENDARS = (OFFICE, NIGHT, YORK, EVER)


def us(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def edges(first: date) -> list[int]:
    """Return openings, closings and midnights of a week in which the clocks change, and the changes themselves."""
    found = set()
    for day in range(7):
        for hour, minute in (
            (0, 0),
            (2, 0),
            (3, 0),
            (6, 0),
            (9, 0),
            (10, 0),
            (12, 0),
            (13, 0),
            (15, 0),
            (17, 0),
            (22, 0),
        ):
            local = datetime.combine(first + timedelta(days=day), time(hour, minute), tzinfo=AMSTERDAM)
            found |= {us(local), us(local.replace(fold=1))}
    return sorted(found)


WEEKS = (edges(date(2026, 3, 26)), edges(date(2026, 10, 22)))


times = st.sampled_from(
    [count * HOUR for count in (1, 2, 3, 4, 5, 6, 7, 8, 10, 15)] + [0, 1, 3 * HOUR + 1, 7 * HOUR - 1]
)
days = st.builds(
    BusinessDays,
    n=st.integers(0, 3),
    outside=st.sampled_from(("next-opening", "keep-time")),
    cut_off=st.sampled_from((None, None, time(15), time(2, 30))),
    at_cut_off=st.sampled_from(("in-time", "late")),
    restart=st.sampled_from((None, time(10), time(2, 30))),
    counting=st.sampled_from(("after-start", "from-start")),
    ends=st.sampled_from(("close-of-business", "same-time", "end-of-day", time(15), time(17), time(9))),
    landing=st.sampled_from(("keep", "next-opening")),
)
moments = st.one_of(
    st.builds(CalendarDays, n=st.integers(0, 3), ends=st.sampled_from(("same-time", "end-of-day"))),
    st.builds(Months, n=st.integers(0, 1)),
    st.just(Moment("promised_at")),
)
FAMILIES = {
    "time": times.map(WorkingTime),
    "elapsed": times.map(ElapsedTime),
    "days": days,
    "moments": moments,
    "columns": st.just(Moment("promised_at")),
    "mixed": st.one_of(times.map(WorkingTime), times.map(ElapsedTime), moments),
}
STATUSES = ("active", "closed", "new", "solved", "waiting")
WORDS = {
    "hold": ("no", "yes"),
    "priority": ("P1", "P2", "P3", "P4"),
    "restored": ("no", "yes"),
    "status": STATUSES,
    "weight": ("1", "10", "2"),
}


@st.composite
def limits(draw: st.DrawFn, family: str) -> Limit:
    calendar = draw(st.sampled_from(CALENDARS))
    return Limit(draw(FAMILIES[family]), calendar, calendar.name or "", CLAUSE)


JUDGED = ("time", "time", "time", "elapsed", "moments", "columns", "mixed")
"""What this referee judges; business days are those of the other (docs/decisions/0165)."""
COUNTED = (*JUDGED, "days", "days", "days")


@st.composite
def lines(draw: st.DrawFn, families: Sequence[str] = JUDGED) -> ClockLine:
    family = draw(st.sampled_from(families))
    also = draw(st.sampled_from((EVERYTHING, EVERYTHING, Is("restored", ("yes",)), Not(Is("restored", ("no",))))))
    targets = []
    for name in draw(st.sampled_from((("P1", "P2"), ("P1", "P2"), ("P1", "P2", "P3"), ("P1",)))):
        plain, narrow = Is("priority", (name,)), AllOf((Is("priority", (name,)), Is("kind", ("a",))))
        applies = draw(st.sampled_from((plain, plain, plain, narrow)))
        rows = ()
        if draw(st.integers(0, 9)) == 7:
            keys = draw(st.lists(st.sampled_from(("a", "b")), min_size=1, max_size=3))
            since = st.sampled_from((None, date(2026, 3, 28), date(2026, 10, 24)))
            rows = tuple(TableRow((key,), draw(since), draw(limits(family))) for key in keys)
            rows = tuple({(row.key, row.since): row for row in rows}.values())
        targets.append(
            Target(
                id=f"4.2 {name}",
                name=name,
                clause=CLAUSE,
                measure="resolution",
                applies=applies,
                limit=None if rows else draw(limits(family)),
                table=TargetTable(("kind",), rows) if rows else None,
                also=also,
            )
        )
    stop = draw(
        st.sampled_from(
            (
                WhenState(Is("status", ("solved", "closed"))),
                WhenState(Is("status", ("solved", "closed"))),
                WhenState(AllOf((Is("status", ("closed",)), Is("hold", ("no",))))),
                AtField("closed_at"),
            )
        )
    )
    starts = (
        None
        if family == "columns" and draw(st.booleans())
        else draw(
            st.sampled_from(
                (
                    AtField("opened_at"),
                    AtField("opened_at"),
                    AtField("opened_at"),
                    AtField("opened_at"),
                    AtField("reported_at"),
                    WhenState(Is("status", ("active",))),
                )
            )
        )
    )
    pauses = draw(
        st.sampled_from(
            (
                (),
                (Pause(CLAUSE, Is("status", ("waiting",))),),
                (Pause(CLAUSE, Is("status", ("waiting",))),),
                (Pause(CLAUSE, Is("status", ("waiting", "new"))), Pause(CLAUSE, Is("hold", ("yes",)))),
                (Pause(CLAUSE, AnyOf((Is("status", ("waiting",)), Compares("weight", "at_least", 3)))),),
                (Pause(CLAUSE, AllOf((Is("status", ("waiting",)), Is("priority", ("P2",))))),),
            )
        )
    )
    return ClockLine(
        Measure("resolution", starts, stop),
        tuple(targets),
        pauses,
        on_reopen=draw(st.sampled_from(("resume", "undo-stop"))),
        stops=draw(st.sampled_from(("first", "last"))),
    )


class Pick:
    """Draws values one by one: from Hypothesis, which can shrink them, or from a seeded generator, which is fast."""

    def __init__(self, choose: Callable[[Sequence[Any]], Any]) -> None:
        self.of = choose
        self.messy = choose(range(4)) == 2

    def seldom(self) -> bool:
        """Return True now and then in messy facts: where a value is missing or strange."""
        return self.messy and self.of(range(12)) == 7  # a value in the middle: no edge of a range makes it likely

    def instant(self, pool: Sequence[int]) -> int:
        return self.of(pool) + self.of((0, 0, 0, 0, 0, 0, 0, 1, -1))


def facts_of(pick: Pick, pool: Sequence[int], count: int) -> Facts:
    """Return items whose instants come from a few, so that many of them meet."""
    half = len(pool) // 2
    fields = pick.of(
        (
            ("status", "priority"),
            ("status", "priority"),
            ("status", "priority", "hold"),
            ("status", "priority", "restored", "hold"),
            ("status", "weight"),
        )
    )
    total = pick.of((1, 3, 4, 5, 6, 8)) * count
    item = [pick.of(range(count)) for _ in range(total)]
    snapshot = pick.of((False, False, True))
    values = {field: np.full(total, -2, np.int32) for field in fields}
    for place in range(total):
        for field in fields if snapshot else (pick.of((*fields, "status", "status", "priority")),):
            if field in values:
                usual = (0, 4, 3, 0, 4, 3, 1) if field == "status" else (0, 1)
                values[field][place] = pick.of((-1, *range(len(WORDS[field])))) if pick.seldom() else pick.of(usual)
    numbered = pick.of(("none", "some", "all"))
    seq = [
        NAT if numbered == "some" and pick.of((True, False)) else pick.of((1, 2, 3, 4, 5, 6, 7)) for _ in range(total)
    ]
    opened = [NAT if pick.seldom() else pick.instant(pool[:2]) for _ in range(count)]
    kinds = [pick.of((2, -1)) if pick.seldom() else pick.of((0, 0, 0, 1)) for _ in range(count)]
    columns: dict[str, Coded | Instants] = {"kind": Coded(kinds, ("a", "b", "c")), "opened_at": Instants(opened)}
    for name, part in (("promised_at", pool), ("reported_at", pool[:half]), ("closed_at", pool[1:])):
        columns[name] = Instants([NAT if pick.seldom() else pick.instant(part) for _ in range(count)])
    for field, words in WORDS.items():
        if field in values and pick.seldom():
            continue
        usual = (0, 2, 4) if field == "status" else (0, 1)
        codes = [pick.of((*range(len(words)), -1)) if pick.seldom() else pick.of(usual) for _ in range(count)]
        columns[field] = Coded(codes, words)
    latest = frozenset(field for field in fields if field in columns and pick.seldom())
    at = [pick.instant(pool) for _ in range(total)]
    log = Events(item, at, values, {field: WORDS[field] for field in fields}, None if numbered == "none" else seq)
    return Facts(Items([f"T-{place}" for place in range(count)], columns, latest), log)


def question_of(pick: Pick, line: ClockLine, count: int) -> tuple[ClockLine, Facts, int]:
    week = pick.of(WEEKS)
    pool = sorted(pick.of(week) for _ in range(pick.of((4, 6, 8, 10))))
    return line, facts_of(pick, pool, count), pick.instant(pool[len(pool) // 2 :])


@st.composite
def questions(draw: st.DrawFn) -> tuple[ClockLine, Facts, int]:
    """Return a line and a few items of which every value can shrink."""
    return question_of(Pick(lambda options: draw(st.sampled_from(options))), draw(lines()), draw(st.integers(1, 3)))


@st.composite
def crowds(draw: st.DrawFn, families: Sequence[str] = JUDGED) -> tuple[ClockLine, Facts, int]:
    """Return a line and many items, drawn from a seed."""
    return question_of(Pick(random.Random(draw(st.integers(0, 2**32))).choice), draw(lines(families)), 25)


def quickly(line: ClockLine, facts: Facts, as_of: int) -> list[Answer]:
    found = replay(line, History.of(facts, as_of))

    def time_of(name: str, row: int) -> int | None:
        value = int(getattr(found, name)[row])
        return None if value == NAT else value

    return [
        Answer(
            int(found.item[row]),
            line.targets[found.target[row]].id,
            VERDICTS[found.verdict[row]],
            REASONS[found.reason[row]],
            VERDICTS[found.lived[row]],
            **{name: time_of(name, row) for name in ("started", "due", "until", "stopped")},
            **{name: time_of(name, row) for name in ("used", "allowed", "paused", "wall")},
        )
        for row in range(len(found))
    ]


def slow(examples: int, *phases: Phase) -> settings:
    found = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples)
    return settings(found, phases=phases) if phases else found


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # what comes from a seed does not become simpler


class TestReplay:
    """The columnar replay and the slow referee share no code and say the same."""

    @slow(150)
    @given(questions())
    def test_the_replay_says_what_the_referee_says(self, question: tuple[ClockLine, Facts, int]) -> None:
        assert quickly(*question) == replay_slowly(*question)

    @slow(400, *UNSHRUNK)
    @given(crowds())
    def test_so_it_does_of_many_items(self, question: tuple[ClockLine, Facts, int]) -> None:
        for fast, referee in zip_longest(quickly(*question), replay_slowly(*question)):
            assert fast == referee

    @slow(60)
    @given(crowds(COUNTED), st.randoms(use_true_random=False))
    def test_the_order_of_event_rows_decides_nothing(self, question, shuffler) -> None:
        line, facts, as_of = question
        rows = list(range(len(facts.events)))
        shuffler.shuffle(rows)
        shuffled = attrs.evolve(facts, events=facts.events.take(np.array(rows, np.intp)))
        assert quickly(line, shuffled, as_of) == quickly(line, facts, as_of)

    @slow(20)
    @given(crowds(COUNTED))
    def test_an_item_alone_is_judged_as_among_others(self, question) -> None:
        line, facts, as_of = question
        alone = [
            attrs.evolve(answer, item=place)
            for place in range(len(facts.items))
            for answer in quickly(line, facts.where(np.arange(len(facts.items)) == place), as_of)
        ]
        assert alone == quickly(line, facts, as_of)
