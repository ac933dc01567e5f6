"""Steps whose promise stands still, is cancelled, or was never owed; hours are worked out by hand beside each case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MON_2026_03_02 = "2026-03-02 09:00"
TARGET: dict[str, Any] = {
    "kind": "time-target",
    "name": "solved",
    "starts": {"field": "opened_at"},
    "stops": {"status": "solved"},
    "cancels": {"status": "withdrawn"},
    "within": "8 hours",
    "calendar": "office",
    "reach": "95 %",
    "per": "month",
}
STEPS: dict[str, Any] = {
    "8.1": {"kind": "step", "name": "look", "after": "opened_at", "within": "1 hour", "owner": "desk"},
    "8.2": {"kind": "step", "name": "mend", "for": "4", "after": "look", "within": "2 hours", "owner": "engineers"},
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "category": "category",
            "status": {"column": "status", "holds": "at-opening"},
        },
    },
    "events": {
        "item": "item",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "step": {"name": "step"}},
    },
}


def raw(**clauses: Any) -> dict[str, Any]:
    """Return an agreement of 2026 with office hours, a promise of eight of them, and two steps, as data."""
    return {
        "contractkit": 1,
        "document": "sla",
        "id": "SLA-1",
        "title": "Workplaces",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "fields": {
            "status": ["new", "waiting", "solved", "withdrawn", "misrouted"],
            "category": ["pc", "phone"],
            "opened_at": "instant",
        },
        "clauses": {
            "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
            "2": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
            "4": TARGET,
            "5": {"kind": "pause", "while": {"status": "waiting"}, "area": "others"},
            **{number: {"calendar": "office", **step} for number, step in STEPS.items()},
            **{number.replace("_", "."): clause for number, clause in clauses.items()},
        },
    }


def paper(**clauses: Any) -> ck.Agreement:
    """Return that agreement, with some more clauses: ``8_3`` is clause 8.3."""
    return ck.load_agreement(data=raw(**clauses))


PAPER = paper()


def judged(
    *events: tuple[str, str, str],
    as_of: str,
    agreement: ck.Agreement = PAPER,
    opened: str = MON_2026_03_02,
    category: str = "pc",
    storms: Sequence[tuple[str, str | None]] = (),
) -> ck.Evaluation:
    """Return what became of one item, T-1, and of one of which a step is recorded."""
    told = (("T-1", *event) for event in events)
    rows: Sequence[tuple[str, str, str, str]] = [*told, ("T-2", "2026-03-02 10:00", "step", "look")]
    facts = ck.Facts.from_frames(
        items={
            "id": ["T-1", "T-2"],
            "opened_at": [opened, MON_2026_03_02],
            "category": [category, "pc"],
            "status": ["new", "new"],
        },
        events={
            "item": [row[0] for row in rows],
            "at": [row[1] for row in rows],
            "field": [row[2] for row in rows],
            "value": [row[3] for row in rows],
        },
        **({"relief": _relief(storms)} if storms else {}),
        mapping=MAPPING
        if not storms
        else {**MAPPING, "relief": {"item": "item", "from": "from", "to": "to", "cause": "cause"}},
    )
    return ck.evaluate(agreement, facts, as_of=at(as_of))


def _relief(storms: Sequence[tuple[str, str | None]]) -> dict[str, list[str | None]]:
    columns = {"item": ["T-1"] * len(storms), "cause": ["force-majeure"] * len(storms)}
    return {**columns, "from": [begin for begin, _ in storms], "to": [end for _, end in storms]}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


LOOKED = ("2026-03-02 09:30", "step", "look")
WAITS = ("2026-03-02 10:30", "status", "waiting")
GOES_ON = ("2026-03-03 10:00", "status", "new")


class TestPaused:
    """Looked at by 9:30, so that mending has two office hours from then; one is used when the customer is asked."""

    def test_a_step_stands_still_while_the_customer_is_asked(self) -> None:
        mend = ck.process_of(judged(LOOKED, WAITS, as_of="2026-03-03 09:45"), "T-1").step("mend")
        assert (mend.state, mend.due, mend.late_by) == ("paused", None, None)
        assert mend.paused_since == at("2026-03-02 10:30")
        assert (str(mend.paused_by), mend.left) == ("SLA-1/5", timedelta(hours=1))
        assert mend.says == "mend (engineers) stands still since Mon 2026-03-02 10:30 (SLA-1/5); left: 1 hour"

    def test_its_time_goes_on_where_it_stopped(self) -> None:
        """One of two hours was used until 10:30 on Monday; the other runs from 10:00 to 11:00 on Tuesday."""
        work = ck.process_of(judged(LOOKED, WAITS, GOES_ON, as_of="2026-03-03 10:30"), "T-1")
        mend = work.step("mend")
        assert (mend.state, mend.due, mend.paused) == (
            "running",
            at("2026-03-03 11:00"),
            timedelta(hours=23, minutes=30),
        )
        assert work.running == (mend,)

    @pytest.mark.parametrize(
        ("done", "state"), [("2026-03-03 11:00", "done"), ("2026-03-03 11:00:00.000001", "done-late")]
    )
    def test_it_is_in_time_until_its_last_hour_is_used_up(self, done: str, state: str) -> None:
        work = ck.process_of(judged(LOOKED, WAITS, GOES_ON, (done, "step", "mend"), as_of="2026-03-05 12:00"), "T-1")
        assert work.step("mend").state == state

    def test_what_was_overdue_before_the_pause_stays_so(self) -> None:
        later = ("2026-03-02 13:00", "status", "waiting")
        mend = ck.process_of(judged(LOOKED, later, as_of="2026-03-02 14:00"), "T-1").step("mend")
        assert (mend.state, mend.due, mend.late_by) == ("overdue", at("2026-03-02 11:30"), timedelta(hours=2.5))

    def test_time_that_is_used_up_as_the_pause_begins_is_in_time(self) -> None:
        """At 11:30 both hours are used, and the clock stops in that instant: nothing is late until it goes on."""
        then = ("2026-03-02 11:30", "status", "waiting")
        assert ck.process_of(judged(LOOKED, then, as_of="2026-03-02 16:00"), "T-1").step("mend").state == "paused"
        a_bit_later = ("2026-03-02 11:30:00.000001", "status", "waiting")
        late = ck.process_of(judged(LOOKED, a_bit_later, as_of="2026-03-02 16:00"), "T-1").step("mend")
        assert late.state == "overdue"

    def test_a_step_that_serves_no_promise_stands_still_with_those_that_wait_for_it(self) -> None:
        """Looking names no promise; mending, which waits for it, does. Waiting from 9:30 on, half an hour is left."""
        waits = ("2026-03-02 09:30", "status", "waiting")
        goes_on = ("2026-03-02 16:00", "status", "new")
        look = ck.process_of(judged(waits, goes_on, as_of="2026-03-02 16:10"), "T-1").step("look")
        assert (look.state, look.due) == ("running", at("2026-03-02 16:30"))

    def test_a_step_that_is_done_for_no_promise_goes_on(self) -> None:
        alone = {"kind": "step", "name": "call-back", "after": "opened_at", "within": "3 hours", "calendar": "office"}
        work = ck.process_of(judged(LOOKED, WAITS, as_of="2026-03-02 11:00", agreement=paper(**{"8_3": alone})), "T-1")
        assert (work.step("call-back").state, work.step("call-back").due) == ("running", at("2026-03-02 12:00"))

    def test_the_customers_own_step_goes_on_while_it_is_waited_for(self) -> None:
        agree = {**STEPS["8.2"], "name": "agree", "party": "customer", "owner": "customer", "calendar": "office"}
        work = ck.process_of(judged(LOOKED, WAITS, as_of="2026-03-02 12:00", agreement=paper(**{"8_3": agree})), "T-1")
        assert (work.step("agree").state, work.step("mend").state) == ("overdue", "paused")

    def test_a_pause_of_another_promise_stops_nothing(self) -> None:
        """The pause is for the answer alone, and mending is done for the solution: from 9:30 it has until 11:30."""
        answer = {**TARGET, "name": "answered", "measure": "answer", "within": "1 hour"}
        pause = {"kind": "pause", "while": {"status": "waiting"}, "area": "others", "for": ["answered"]}
        agreement = paper(**{"3": answer, "5": pause})
        mend = ck.process_of(judged(LOOKED, WAITS, as_of="2026-03-02 12:00", agreement=agreement), "T-1").step("mend")
        assert (mend.state, mend.due) == ("overdue", at("2026-03-02 11:30"))

    def test_business_days_pass_outside_of_pauses(self) -> None:
        """Two business days from Monday: the closings of Tuesday and Wednesday. Tuesday's lies in the pause: Thursday."""
        step = {**STEPS["8.2"], "after": "opened_at", "within": "2 business days", "calendar": "office"}
        waits = (("2026-03-03 12:00", "status", "waiting"), ("2026-03-03 18:00", "status", "new"))
        result = judged(*waits, as_of="2026-03-04 12:00", agreement=paper(**{"8_2": step}))
        assert ck.process_of(result, "T-1").step("mend").due == at("2026-03-05 17:00")

    @pytest.mark.parametrize("within", ["5 hours", "3 hours elapsed", "2 business days", "1 business day by 12:00"])
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.integers(0, 60 * 24 * 5).map(lambda n: n * 60_000_000 + (n % 3 - 1)), min_size=0, max_size=6),
        st.integers(0, 60 * 24 * 6),
    )
    def test_a_step_with_the_time_of_its_promise_is_due_when_that_is(
        self, within: str, turns: list[int], now: int
    ) -> None:
        """The clock of the promise is the referee: a step from its start with its limit has its due, pause for pause."""
        start = at(MON_2026_03_02)
        words = ("waiting", "new")
        events = [
            (
                (start + timedelta(microseconds=max(us, 1))).replace(tzinfo=None).isoformat(sep=" "),
                "status",
                words[n % 2],
            )
            for n, us in enumerate(sorted(set(turns)))
        ]
        step = {**STEPS["8.2"], "after": "opened_at", "within": within, "calendar": "office"}
        agreement = paper(**{"4": {**TARGET, "within": within}, "8_2": step})
        as_of = (start + timedelta(minutes=now)).replace(tzinfo=None).isoformat(sep=" ")
        result = judged(*events, as_of=as_of, agreement=agreement)
        (row,) = (one for one in result.outcomes.to_records() if one["item"] == "T-1")
        mend = ck.process_of(result, "T-1").step("mend")
        found = [None if one is None else one.astimezone(UTC) for one in (mend.due, mend.in_time_until)]
        assert found == [row["due"], row["in_time_until"]]
        assert (mend.state == "overdue") == (row["verdict"] == "breached")


class TestRelieved:
    """Storms are not held against the provider; mending has two office hours from 9:30 on."""

    STORMS = paper(**{"6": {"kind": "relief", "name": "storms", "cause": "force-majeure", "area": "others"}})

    def mend(self, *storms: tuple[str, str | None], as_of: str = "2026-03-02 12:00") -> ck.ItemStep:
        result = judged(LOOKED, as_of=as_of, agreement=self.STORMS, storms=storms)
        return ck.process_of(result, "T-1").step("mend")

    def test_relief_stops_a_step_as_it_stops_its_promise(self) -> None:
        mend = self.mend(("2026-03-02 10:00", "2026-03-02 11:00"))
        assert (mend.state, mend.due, mend.paused) == ("running", at("2026-03-02 12:30"), timedelta(hours=1))

    def test_relief_that_is_announced_counts_before_it_comes(self) -> None:
        assert self.mend(("2026-03-02 11:00", "2026-03-02 15:00"), as_of="2026-03-02 10:00").due == at(
            "2026-03-02 15:30"
        )

    def test_relief_that_still_goes_on_lets_it_stand_still(self) -> None:
        mend = self.mend(("2026-03-02 10:00", None))
        assert (mend.state, mend.due, mend.left) == ("paused", None, timedelta(hours=1.5))

    def test_relief_and_pause_that_overlap_count_once(self) -> None:
        """A storm from 10:00 to 11:00, and asked from 10:30 to 11:30: an hour and a half."""
        asked = (("2026-03-02 10:30", "status", "waiting"), ("2026-03-02 11:30", "status", "new"))
        storms = [("2026-03-02 10:00", "2026-03-02 11:00")]
        result = judged(LOOKED, *asked, as_of="2026-03-02 12:00", agreement=self.STORMS, storms=storms)
        assert ck.process_of(result, "T-1").step("mend").due == at("2026-03-02 13:00")


class TestReopened:
    """Solved at 10:30 and reopened at 14:00, before mending was recorded; it was done at 15:00."""

    EVENTS = (
        LOOKED,
        ("2026-03-02 10:30", "status", "solved"),
        ("2026-03-02 14:00", "status", "new"),
        ("2026-03-02 15:00", "step", "mend"),
    )

    @pytest.mark.parametrize(
        ("mode", "state", "due"), [("resume", "done", "15:00"), ("undo-stop", "done-late", "11:30")]
    )
    def test_the_solved_stretch_counts_as_it_does_for_the_promise(self, mode: str, state: str, due: str) -> None:
        """Resumed, the hour until 10:30 and the one from 14:00 on are two; undone, time ran on until 11:30."""
        agreement = paper(**{"4": {**TARGET, "on_reopen": mode}})
        mend = ck.process_of(judged(*self.EVENTS, as_of="2026-03-02 16:00", agreement=agreement), "T-1").step("mend")
        assert (mend.state, mend.due) == (state, at(f"2026-03-02 {due}"))


class TestForgotten:
    """A clock that starts anew forgets what it used; its steps keep what they used, and what they stood still."""

    RESETS = paper(**{"4": {**TARGET, "resets": {"status": "misrouted"}}})

    def test_a_reset_stops_a_step_and_forgets_none_of_its_time(self) -> None:
        """Half an hour of looking until 9:30, with another team until 11:30: half an hour is left."""
        away = (("2026-03-02 09:30", "status", "misrouted"), ("2026-03-02 11:30", "status", "new"))
        look = ck.process_of(judged(*away, as_of="2026-03-02 11:45", agreement=self.RESETS), "T-1").step("look")
        assert (look.state, look.due) == ("running", at("2026-03-02 12:00"))

    def test_while_it_is_reset_it_stands_still(self) -> None:
        away = ("2026-03-02 09:30", "status", "misrouted")
        look = ck.process_of(judged(away, as_of="2026-03-02 16:00", agreement=self.RESETS), "T-1").step("look")
        assert (look.state, look.left) == ("paused", timedelta(minutes=30))

    def test_a_pause_before_the_reset_is_not_forgotten(self) -> None:
        """Looked at by 9:30; asked from 10:00 to 10:30, misrouted from 11:00 to 12:00: two hours end at 13:00."""
        told = [("10:00", "waiting"), ("10:30", "new"), ("11:00", "misrouted"), ("12:00", "new")]
        events = [(f"2026-03-02 {hour}", "status", word) for hour, word in told]
        mend = ck.process_of(judged(LOOKED, *events, as_of="2026-03-02 12:30", agreement=self.RESETS), "T-1").step(
            "mend"
        )
        assert (mend.state, mend.due) == ("running", at("2026-03-02 13:00"))


class TestCancelled:
    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(1, 600), st.sampled_from(["new", "waiting", "solved", "withdrawn"])),
            max_size=6,
            unique_by=lambda one: one[0],
        )
    )
    def test_it_is_the_first_instant_that_says_so(self, told: list[tuple[int, str]]) -> None:
        start = at(MON_2026_03_02)
        moments = [(start + timedelta(minutes=minute), word) for minute, word in told]
        events = [(when.replace(tzinfo=None).isoformat(sep=" "), "status", word) for when, word in moments]
        row = judged(*events, as_of="2026-03-06 12:00").outcomes.to_records()[0]
        assert row["cancelled"] == min((when for when, word in moments if word == "withdrawn"), default=None)

    WITHDRAWN = ("2026-03-02 10:00", "status", "withdrawn")

    def test_the_outcome_says_when_it_was_cancelled(self) -> None:
        (row, _) = judged(self.WITHDRAWN, as_of="2026-03-06 12:00").outcomes.to_records()
        assert (row["reason"], row["cancelled"]) == ("cancelled", at("2026-03-02 10:00"))

    def test_a_cancel_after_the_stop_has_its_own_instant(self) -> None:
        """Solved at 9:45 and withdrawn at 10:00: clocks.md rule 7 keeps the stop shown, and the cancel is final."""
        solved = ("2026-03-02 09:45", "status", "solved")
        (row, _) = judged(solved, self.WITHDRAWN, as_of="2026-03-06 12:00").outcomes.to_records()
        assert (row["stopped"], row["cancelled"]) == (at("2026-03-02 09:45"), at("2026-03-02 10:00"))

    def test_of_several_cancels_the_first_counts(self) -> None:
        again = (("2026-03-02 11:00", "status", "new"), ("2026-03-02 12:00", "status", "withdrawn"))
        (row, _) = judged(self.WITHDRAWN, *again, as_of="2026-03-06 12:00").outcomes.to_records()
        assert row["cancelled"] == at("2026-03-02 10:00")

    def test_what_is_not_cancelled_has_no_such_instant(self) -> None:
        (row, _) = judged(LOOKED, as_of="2026-03-06 12:00").outcomes.to_records()
        assert row["cancelled"] is None

    def test_a_step_that_was_not_done_by_then_is_cancelled_and_not_overdue(self) -> None:
        work = ck.process_of(judged(LOOKED, self.WITHDRAWN, as_of="2026-03-06 12:00"), "T-1")
        assert [(step.name, step.state) for step in work.steps] == [("look", "done"), ("mend", "cancelled")]
        assert (work.step("mend").cancelled, work.step("mend").due) == (at("2026-03-02 10:00"), None)
        assert (work.running, work.late, work.next) == ((), (), ())

    def test_a_step_that_was_done_after_the_cancel_was_owed_no_more(self) -> None:
        mended = ("2026-03-04 10:00", "step", "mend")
        mend = ck.process_of(judged(LOOKED, self.WITHDRAWN, mended, as_of="2026-03-06 12:00"), "T-1").step("mend")
        assert (mend.state, mend.done) == ("cancelled", at("2026-03-04 10:00"))

    def test_a_step_that_was_late_before_the_cancel_was_late(self) -> None:
        late = ("2026-03-02 10:30", "step", "look")
        then = ("2026-03-02 11:00", "status", "withdrawn")
        look = ck.process_of(judged(late, then, as_of="2026-03-06 12:00"), "T-1").step("look")
        assert (look.state, look.late_by) == ("done-late", timedelta(minutes=30))

    def test_a_cancelled_clock_has_nothing_to_allocate(self) -> None:
        found = ck.allocation_of(judged(LOOKED, self.WITHDRAWN, as_of="2026-03-06 12:00"), "T-1", "solved")
        assert found.why_not == "the clock was cancelled on Mon 2026-03-02 10:00"

    def test_the_columns_of_all_items_say_it_too(self) -> None:
        rows = ck.steps_of(judged(LOOKED, self.WITHDRAWN, as_of="2026-03-06 12:00")).to_records()
        mine = [(row["step"], row["state"], row["cancelled"]) for row in rows if row["item"] == "T-1"]
        assert mine == [("look", "done", None), ("mend", "cancelled", at("2026-03-02 10:00"))]


class TestNotOwed:
    SCOPE: ClassVar[dict[str, Any]] = {
        "kind": "scope",
        "rows": [{"name": "phones", "when": {"category": "phone"}, "is": "out"}, {"name": "rest", "otherwise": "in"}],
    }

    def test_out_of_scope_no_step_is_late(self) -> None:
        result = judged(as_of="2026-03-06 12:00", agreement=paper(**{"7": self.SCOPE}), category="phone")
        work = ck.process_of(result, "T-1")
        assert work.scope == "out"
        assert {step.name: step.state for step in work.steps} == {"look": "not-owed", "mend": "not-owed"}
        assert (work.late, work.running, work.next) == ((), (), ())
        assert {step.late_by for step in work.steps} == {None}

    def test_a_step_that_is_done_for_no_promise_is_owed_out_of_scope_too(self) -> None:
        """Whoever asks for something else gets an answer within an hour: no promise stands behind that step."""
        answer = {**STEPS["8.1"], "name": "turn-down", "when": {"category": "phone"}, "calendar": "office"}
        agreement = paper(**{"7": self.SCOPE, "8_4": answer})
        work = ck.process_of(judged(as_of="2026-03-02 12:00", agreement=agreement, category="phone"), "T-1")
        assert work.step("turn-down").state == "overdue"

    @pytest.mark.parametrize(("meanwhile", "state"), [("wait", "not-owed"), ("deliver", "overdue")])
    def test_what_is_grey_is_owed_unless_it_waits(self, meanwhile: str, state: str) -> None:
        row = {"name": "phones", "when": {"category": "phone"}, "is": "grey", "meanwhile": meanwhile}
        scope = {"kind": "scope", "rows": [row, {"name": "rest", "otherwise": "in"}]}
        result = judged(as_of="2026-03-06 12:00", agreement=paper(**{"7": scope}), category="phone")
        work = ck.process_of(result, "T-1")
        assert (work.scope, work.step("look").state) == ("grey", state)
        names = [one.name for one in ck.open_request(result, "T-1").promises]
        assert names == ([] if meanwhile == "wait" else ["solved"])

    @pytest.mark.parametrize(
        ("opened", "says"),
        [
            ("2025-12-30 09:00", "came before the agreement held"),
            ("2027-01-04 09:00", "came after the agreement had ended"),
        ],
    )
    def test_outside_the_term_nothing_is_owed_or_allocated(self, opened: str, says: str) -> None:
        result = judged(as_of="2027-03-01 12:00", opened=opened)
        assert {step.state for step in ck.process_of(result, "T-1").steps} == {"not-owed"}
        why = ck.allocation_of(result, "T-1", "solved").why_not
        assert why == f"the item {says}, so that nothing is owed"

    @pytest.mark.parametrize(("opened", "scope"), [("2026-01-01 00:00", "in"), ("2026-12-31 23:59", "in")])
    def test_on_the_first_and_the_last_date_of_the_term_it_is(self, opened: str, scope: str) -> None:
        result = judged(as_of="2027-03-01 12:00", opened=opened)
        work = ck.process_of(result, "T-1")
        assert (work.scope, work.step("look").state) == (scope, "overdue")

    def test_an_item_that_is_not_open_yet_has_no_step_that_runs(self) -> None:
        work = ck.process_of(judged(as_of="2026-03-01 12:00"), "T-1")
        assert [step.state for step in work.steps] == ["waiting", "waiting"]
        assert len(ck.steps_of(judged(as_of="2026-03-01 12:00"))) == 0


class TestAllocation:
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.integers(1, 60 * 24 * 4), min_size=5, max_size=5),
        st.sets(st.sampled_from(["look", "mend"])),
    )
    def test_with_pauses_too_the_parts_add_up_to_the_lateness(self, minutes: list[int], recorded: set[str]) -> None:
        """Whatever is recorded, and whenever it stood still: the sum is what the verdict was late by."""
        start = at(MON_2026_03_02)
        first, waits, goes_on, second, end = sorted(minutes)
        events = [
            (first, "step", "look"),
            (waits, "status", "waiting"),
            (goes_on, "status", "new"),
            (second, "step", "mend"),
            (end + 1, "status", "solved"),
        ]
        told = [
            ((start + timedelta(minutes=minute)).replace(tzinfo=None).isoformat(sep=" "), field, word)
            for minute, field, word in events
            if field == "status" or word in recorded
        ]
        result = judged(*told, as_of="2026-03-31 12:00")
        found = ck.allocation_of(result, "T-1", "solved")
        (row,) = (one for one in result.outcomes.to_records() if one["item"] == "T-1")
        assert found.beyond == row["stopped"] - row["in_time_until"]
        assert (found.decisive is None) == (row["verdict"] == "met")

    def test_a_pause_is_no_steps_fault(self) -> None:
        """Looked at by 9:30, paused from 10:30 to 10:00 on Tuesday, mended at 11:00 as it should be: it cost nothing."""
        ends = (("2026-03-03 11:00", "step", "mend"), ("2026-03-03 11:00", "status", "solved"))
        found = ck.allocation_of(judged(LOOKED, WAITS, GOES_ON, *ends, as_of="2026-03-06 12:00"), "T-1", "solved")
        costs = {part.names: part.takes for part in found.parts if part.kind == "link"}
        assert costs == {("look",): -timedelta(minutes=30), ("mend",): timedelta(0)}


class TestAmendedHours:
    def test_hours_that_change_while_a_step_is_at_work_hold_for_it(self, tmp_path: Path) -> None:
        """Opened on Tuesday 30 June at 16:30; from 1 July on the office opens at 8:00 instead of 9:00.

        Looking took half an hour of Tuesday; mending has two hours from 17:00 on, which are those from 8:00 to 10:00.
        """
        (tmp_path / "a.yaml").write_text(json.dumps(raw()), encoding="utf-8")
        (tmp_path / "b.yaml").write_text(
            "contractkit: 1\ndocument: amendment\nid: AM-1\ntitle: Earlier\namends: SLA-1\n"
            "effective_from: 2026-07-01\nsigned_on: 2026-06-01\nrecorded_on: 2026-06-02\nchanges:\n"
            '  - {action: replace, clause: "1", to: {kind: calendar, name: office, week: {mon-fri: 08:00-17:00}}}\n',
            encoding="utf-8",
        )
        agreement = ck.load_agreement(tmp_path)
        looked = ("2026-06-30 17:00", "step", "look")
        result = judged(looked, as_of="2026-07-01 09:00", agreement=agreement, opened="2026-06-30 16:30")
        assert ck.process_of(result, "T-1").step("mend").due == at("2026-07-01 10:00")
