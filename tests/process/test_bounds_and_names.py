"""Steps that are done before a moment or on a date, and steps of several processes that have one name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.errors import UsageError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            name: {"column": name, "type": "instant"}
            for name in ("opened_at", "joins_at", "leaves_at", "joiner_laptop_at")
        },
    },
    "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}},
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def judged(
    clauses: dict[str, Any],
    *done: tuple[str, str],
    as_of: str,
    zone: str = "Europe/Amsterdam",
    **columns: str | None,
) -> ck.Evaluation:
    """Return one item of Monday 2 March 2026, 9:00, under some clauses of the working agreements."""
    agreement = ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "SLA-1",
            "title": "Joining and leaving",
            "currency": "EUR",
            "zone": zone,
            "fields": dict.fromkeys(("opened_at", "joins_at", "leaves_at"), "instant"),
            "clauses": {
                "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
                "4": {
                    "kind": "time-target",
                    "name": "joined",
                    "starts": {"field": "joins_at"},
                    "stops": {"field": "leaves_at"},
                    "within": "8 hours",
                    "calendar": "office",
                },
                **clauses,
            },
        }
    )
    told = (("2026-03-02 09:00", "taken-in"), *done)
    facts = ck.Facts.from_frames(
        items={
            "id": ["T-1"],
            "opened_at": ["2026-03-02 09:00"],
            **{name: [columns.get(name)] for name in ("joins_at", "leaves_at", "joiner_laptop_at")},
        },
        events={"item": ["T-1"] * len(told), "at": [when for when, _ in told], "step": [word for _, word in told]},
        mapping=MAPPING,
    )
    return ck.evaluate(agreement, facts, as_of=at(as_of))


def step(name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "step", "name": name, "calendar": "office", **more}


class TestBefore:
    """Somebody leaves on Friday 13 March 2026 at 17:00; until four office hours before it, 13:00, the account lives."""

    CLOSED: ClassVar[dict[str, Any]] = {"8.1": step("close", before="leaves_at", within="4 hours")}

    @pytest.mark.parametrize(("now", "state"), [("13:00", "running"), ("13:00:00.000001", "overdue")])
    def test_it_is_due_so_long_before_the_moment(self, now: str, state: str) -> None:
        work = ck.process_of(judged(self.CLOSED, as_of=f"2026-03-13 {now}", leaves_at="2026-03-13 17:00"), "T-1")
        assert (work.step("close").state, work.step("close").due) == (state, at("2026-03-13 13:00"))

    @pytest.mark.parametrize(("done", "state"), [("13:00", "done"), ("13:00:00.000001", "done-late")])
    def test_what_is_done_at_its_last_instant_is_in_time(self, done: str, state: str) -> None:
        result = judged(
            self.CLOSED, (f"2026-03-13 {done}", "close"), as_of="2026-03-16 12:00", leaves_at="2026-03-13 17:00"
        )
        assert ck.process_of(result, "T-1").step("close").state == state

    def test_hours_that_count_back_pass_the_night(self) -> None:
        """Four office hours before Monday 16 March, 11:00: two of Monday, and two of Friday from 15:00 on."""
        result = judged(self.CLOSED, as_of="2026-03-12 12:00", leaves_at="2026-03-16 11:00")
        assert ck.process_of(result, "T-1").step("close").due == at("2026-03-13 15:00")

    def test_days_of_the_calendar_keep_the_time_of_day(self) -> None:
        clauses = {"8.1": step("close", before="leaves_at", within="3 calendar days")}
        result = judged(clauses, as_of="2026-03-09 12:00", leaves_at="2026-03-13 17:00")
        assert ck.process_of(result, "T-1").step("close").due == at("2026-03-10 17:00")

    def test_a_moment_that_nobody_told_leaves_it_open_and_is_named(self) -> None:
        close = ck.process_of(judged(self.CLOSED, as_of="2026-03-13 12:00"), "T-1").step("close")
        assert (close.state, close.due, close.why) == ("running", None, "when leaves_at is, is not known")
        done = ck.process_of(judged(self.CLOSED, ("2026-03-03 12:00", "close"), as_of="2026-03-13 12:00"), "T-1")
        assert done.step("close").state == "undetermined"

    def test_before_another_step_counts_from_when_that_was_done(self) -> None:
        """Reported at 12:00 on Tuesday; checked two office hours before that at the latest, by 10:00."""
        clauses = {"8.1": step("report"), "8.2": step("check", before="report", within="2 hours")}
        clauses["8.1"]["within"] = "3 business days"
        told = (("2026-03-03 10:30", "check"), ("2026-03-03 12:00", "report"))
        check = ck.process_of(judged(clauses, *told, as_of="2026-03-04 12:00"), "T-1").step("check")
        assert (check.state, check.due, check.late_by) == (
            "done-late",
            at("2026-03-03 10:00"),
            timedelta(minutes=30),
        )

    def test_the_end_of_a_month_is_no_moment_of_an_item(self) -> None:
        found = ck.process_of(judged({"8.1": step("bill", at="month-end")}, as_of="2026-04-02 12:00"), "T-1")
        assert found.step("bill").why == "it counts from month-end, which is no moment of an item"
        assert found.step("bill").says == "bill runs; it counts from month-end, which is no moment of an item"


class TestStepsOutOfOrder:
    """A repair is recorded on Monday at 14:00, and the intake that it waits for at 15:00."""

    CLAUSES: ClassVar[dict[str, Any]] = {
        "8.1": step("intake", within="1 hour"),
        "8.2": step("repair", after="intake", within="2 hours"),
    }

    def test_it_is_named_at_the_step_that_was_recorded_too_early(self) -> None:
        told = (("2026-03-02 14:00", "repair"), ("2026-03-02 15:00", "intake"))
        work = ck.process_of(judged(self.CLAUSES, *told, as_of="2026-03-02 16:00"), "T-1")
        assert work.step("repair").why == (
            "recorded as done before what it waits for, which was done on Mon 2026-03-02 15:00"
        )
        assert work.step("intake").why is None

    def test_done_at_the_same_instant_is_no_such_case(self) -> None:
        told = (("2026-03-02 14:00", "repair"), ("2026-03-02 14:00", "intake"))
        work = ck.process_of(judged(self.CLAUSES, *told, as_of="2026-03-02 16:00"), "T-1")
        assert work.step("repair").why is None


class TestAt:
    def test_a_time_of_day_on_the_date_of_a_moment(self) -> None:
        clauses = {"8.1": {"kind": "step", "name": "close", "at": "leaves_at", "time": "18:00"}}
        result = judged(clauses, as_of="2026-03-13 18:00", leaves_at="2026-03-13 12:00")
        assert ck.process_of(result, "T-1").step("close").due == at("2026-03-13 18:00")
        assert ck.process_of(result, "T-1").step("close").state == "running"

    def test_without_a_time_of_day_it_is_in_time_until_the_end_of_the_date(self) -> None:
        clauses = {"8.1": {"kind": "step", "name": "close", "at": "leaves_at"}}
        result = judged(clauses, as_of="2026-03-13 12:00", leaves_at="2026-03-13 12:00")
        assert ck.process_of(result, "T-1").step("close").due == at("2026-03-14 00:00")

    @pytest.mark.parametrize(
        ("leaves", "time", "due"),
        [
            ("2026-03-29 12:00", "02:30", "2026-03-29T03:00:00+02:00"),  # skipped: the first instant after the gap
            ("2026-10-25 12:00", "02:30", "2026-10-25T02:30:00+02:00"),  # repeated: the first of the two
        ],
    )
    def test_on_the_nights_on_which_clocks_change(self, leaves: str, time: str, due: str) -> None:
        clauses = {"8.1": {"kind": "step", "name": "close", "at": "leaves_at", "time": time}}
        result = judged(clauses, as_of="2026-03-13 12:00", leaves_at=leaves)
        found = ck.process_of(result, "T-1").step("close").due
        assert found is not None
        assert found.isoformat() == due

    def test_a_process_that_ends_on_a_date_has_begun_when_that_date_is_known(self) -> None:
        """Nothing else starts the process of leaving: that the last day is told, weeks ahead, does."""
        leaving = {
            "kind": "process",
            "name": "leaver",
            "steps": [{"name": "close", "at": "leaves_at", "time": "18:00", "owner": "desk"}],
        }
        told = judged({"8.1": leaving}, as_of="2026-03-03 12:00", leaves_at="2026-03-27 12:00")
        assert ck.process_of(told, "T-1").step("close").due == at("2026-03-27 18:00")
        assert ck.process_of(judged({"8.1": leaving}, as_of="2026-03-03 12:00"), "T-1").steps == ()


class TestNames:
    """Joining and leaving both have a step `laptop`: two hours to hand one out, and four to take one back."""

    CLAUSES: ClassVar[dict[str, Any]] = {
        "8.1": {
            "kind": "process",
            "name": "joiner",
            "starts": {"field": "joins_at"},
            "calendar": "office",
            "steps": [
                {"name": "laptop", "within": "2 hours"},
                {"name": "welcome", "within": "1 hour", "after": "laptop"},
            ],
        },
        "8.2": {
            "kind": "process",
            "name": "leaver",
            "starts": {"field": "leaves_at"},
            "calendar": "office",
            "steps": [{"name": "laptop", "within": "4 hours"}],
        },
    }
    BOTH: ClassVar[dict[str, str]] = {"joins_at": "2026-03-02 09:00", "leaves_at": "2026-03-02 10:00"}

    def test_a_record_names_the_process_and_the_step(self) -> None:
        result = judged(self.CLAUSES, ("2026-03-02 12:00", "joiner/laptop"), as_of="2026-03-02 12:30", **self.BOTH)
        work = ck.process_of(result, "T-1")
        assert [(one.process, one.name, one.state) for one in work.steps] == [
            ("joiner", "laptop", "done-late"),
            ("joiner", "welcome", "running"),
            ("leaver", "laptop", "running"),
        ]
        assert work.step("leaver/laptop").due == at("2026-03-02 14:00")

    def test_a_bare_name_that_may_mean_either_is_no_record_and_is_told(self) -> None:
        result = judged(self.CLAUSES, ("2026-03-02 10:30", "laptop"), as_of="2026-03-02 10:45", **self.BOTH)
        work = ck.process_of(result, "T-1")
        assert [one.done for one in work.steps] == [None, None, None]
        says = "laptop is recorded, which is a step of several processes; joiner/laptop says which"
        assert work.step("joiner/laptop").why == says

    def test_it_means_the_one_whose_process_has_begun(self) -> None:
        result = judged(
            self.CLAUSES, ("2026-03-02 10:30", "laptop"), as_of="2026-03-02 10:45", joins_at="2026-03-02 09:00"
        )
        work = ck.process_of(result, "T-1")
        assert [(one.process, one.name, one.state) for one in work.steps] == [
            ("joiner", "laptop", "done"),
            ("joiner", "welcome", "running"),
        ]

    def test_what_comes_next_waits_for_the_step_of_its_own_process(self) -> None:
        """The laptop of the leaver is back; the welcome waits for the one of the joiner, which has not begun."""
        result = judged(
            self.CLAUSES,
            ("2026-03-02 10:30", "leaver/laptop"),
            as_of="2026-03-02 10:45",
            **self.BOTH,
        )
        assert [(one.process, one.name) for one in ck.process_of(result, "T-1").next] == [("joiner", "welcome")]

    def test_which_of_several_is_meant_has_to_be_said(self) -> None:
        work = ck.process_of(judged(self.CLAUSES, as_of="2026-03-02 10:45", **self.BOTH), "T-1")
        with pytest.raises(UsageError, match="has several steps 'laptop': joiner/laptop and leaver/laptop; name one"):
            work.step("laptop")

    def test_a_column_can_name_the_process_too(self) -> None:
        result = judged(self.CLAUSES, as_of="2026-03-02 12:30", joiner_laptop_at="2026-03-02 10:00", **self.BOTH)
        work = ck.process_of(result, "T-1")
        assert work.step("joiner/laptop").done == at("2026-03-02 10:00")
        assert work.step("leaver/laptop").done is None

    def test_each_process_is_a_chain_of_its_own_in_proof_and_allocation(self) -> None:
        """Two hours of the joiner and four of the leaver are done for one promise of eight, side by side.

        The plan ends after three (handing out, and the welcome) or four (taking back) office hours: at 13:00. The
        joiner's was done at 10:00, an hour early; the leaver's at 18:00, or on Tuesday at 10:00, eight hours and a
        night later than planned.
        """
        clauses = {number: {**clause, "for": "4"} for number, clause in self.CLAUSES.items()}
        clauses = {number: {**clause, "starts": {"field": "joins_at"}} for number, clause in clauses.items()}
        told = (
            ("2026-03-02 10:00", "joiner/laptop"),
            ("2026-03-02 11:00", "welcome"),
            ("2026-03-03 10:00", "leaver/laptop"),
        )
        result = judged(
            clauses,
            *told,
            as_of="2026-03-06 12:00",
            joins_at="2026-03-02 09:00",
            leaves_at="2026-03-03 10:00",
        )
        found = ck.allocation_of(result, "T-1", "joined")
        hours = {part.names: part.takes / timedelta(hours=1) for part in found.parts if part.takes}
        assert hours == {(): -20.0, ("laptop",): 21.0}
        proofs = ck.chain_proofs(result.agreement)
        assert [[link.name for link in proof.chain.links] for proof in proofs] == [["laptop", "welcome"], ["laptop"]]
        assert {proof.verdict for proof in proofs} == {"fits"}
