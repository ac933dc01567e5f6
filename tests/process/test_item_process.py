"""The steps of one item: which runs, which was late, what nobody can say; and to which step a breach belongs."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.errors import UsageError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DOCUMENT: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-1",
    "title": "Workplaces",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {
        "category": ["pc", "printer"],
        "status": ["new", "waiting", "solved"],
        "opened_at": "instant",
        "joins_on": "instant",
    },
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4": {
            "kind": "time-target",
            "name": "solved",
            "title": "Solved",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "within": "4 hours",
            "calendar": "office",
            "reach": "95 %",
            "per": "month",
        },
        "5": {"kind": "pause", "while": {"status": "waiting"}, "area": "others"},
        "8.1": {"kind": "step", "name": "look", "for": "4", "within": "1 hour", "owner": "desk", "after": "opened_at"},
        "8.2": {
            "kind": "step",
            "name": "mend",
            "for": "4",
            "within": "2 hours 30 minutes",
            "owner": "engineers",
            "after": "look",
            "when": {"category": "pc"},
        },
        "8.3": {
            "kind": "process",
            "name": "joiner",
            "starts": {"field": "joins_on"},
            "steps": [
                {"name": "account", "within": "2 business days", "owner": "desk"},
                {"name": "welcome", "within": "1 business day", "owner": "desk", "after": "account"},
            ],
        },
        "8.9": {
            "kind": "contacts",
            "contacts": [
                {"role": "desk", "party": "provider", "name": "Femke"},
                {"role": "engineers", "party": "provider", "name": "Kari"},
                {
                    "role": "engineers",
                    "party": "provider",
                    "name": "Joost",
                    "stands_in": {"from": "2026-07-01", "through": "2026-08-01"},
                },
            ],
        },
    },
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "category": "category",
            "opened_at": "opened_at",
            "joins_on": {"column": "joins_on", "type": "instant"},
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
AGREEMENT = ck.load_agreement(data=DOCUMENT)
MON_2026_03_02_0900 = "2026-03-02 09:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def evaluated(
    *events: tuple[str, str, str],
    as_of: str = "2026-03-06 12:00",
    category: str | None = "pc",
    joins: str | None = None,
) -> ck.Evaluation:
    """Return what became of one item that was opened on Monday 2 March 2026 at 9:00.

    Args:
        events: When, which field, what it says.
        as_of: The moment of judging.
        category: Its category.
        joins: When somebody joins, or None.
    """
    told = (("2026-03-02 09:00", "step", "taken-in"), *events)
    changes = {
        "item": ["T-1"] * len(told),
        "at": [when for when, _, _ in told],
        "field": [field for _, field, _ in told],
        "value": [word for _, _, word in told],
    }
    item = {
        "id": ["T-1"],
        "category": [category],
        "opened_at": [MON_2026_03_02_0900],
        "status": ["new"],
        "joins_on": [joins],
    }
    facts = ck.Facts.from_frames(items=item, events=changes, mapping=MAPPING)
    return ck.evaluate(AGREEMENT, facts, as_of=at(as_of))


def states(evaluation: ck.Evaluation) -> dict[str, str]:
    return {step.name: step.state for step in ck.process_of(evaluation, "T-1").steps}


class TestSteps:
    def test_a_step_begins_where_the_one_before_it_was_done(self) -> None:
        """Looked at until 10:30, half an hour late; mended from then on until 13:00 at the latest."""
        work = ck.process_of(evaluated(("2026-03-02 10:30", "step", "look"), as_of="2026-03-02 12:00"), "T-1")
        look, mend = work.steps
        assert (look.state, look.due, look.late_by) == ("done-late", at("2026-03-02 10:00"), timedelta(minutes=30))
        assert (mend.state, mend.started, mend.due) == ("running", at("2026-03-02 10:30"), at("2026-03-02 13:00"))
        assert (work.running, work.late) == ((mend,), (look,))
        assert (look.owner, look.contacts, mend.contacts) == ("desk", ("Femke",), ("Kari",))

    @pytest.mark.parametrize(
        ("done", "state"), [("10:00", "done"), ("10:00:00.000001", "done-late"), ("09:59:59.999999", "done")]
    )
    def test_a_step_that_is_done_at_its_last_instant_is_in_time(self, done: str, state: str) -> None:
        assert states(evaluated((f"2026-03-02 {done}", "step", "look")))["look"] == state

    @pytest.mark.parametrize(("now", "state"), [("10:00", "running"), ("10:00:00.000001", "overdue")])
    def test_a_step_that_is_not_done_is_overdue_once_its_time_is_over(self, now: str, state: str) -> None:
        assert states(evaluated(as_of=f"2026-03-02 {now}"))["look"] == state

    def test_what_waits_is_next(self) -> None:
        work = ck.process_of(evaluated(as_of="2026-03-02 09:30"), "T-1")
        assert ([step.name for step in work.running], [step.name for step in work.next]) == (["look"], ["mend"])

    def test_a_step_that_is_not_needed_is_left_out(self) -> None:
        assert states(evaluated(category="printer")) == {"look": "overdue"}

    def test_through_a_step_that_is_not_needed_the_wait_goes_on(self) -> None:
        """Testing waits for the repair, which a printer does not get: it waits for the look instead."""
        clauses = {**DOCUMENT["clauses"], "8.4": {"kind": "step", "name": "test", "within": "1 hour", "after": "mend"}}
        facts = evaluated(("2026-03-02 09:30", "step", "look"), category="printer").history.facts
        result = ck.evaluate(
            ck.load_agreement(data={**DOCUMENT, "clauses": clauses}), facts, as_of=at("2026-03-02 10:00")
        )
        test = ck.process_of(result, "T-1").step("test")
        assert (test.state, test.started, test.due) == ("running", at("2026-03-02 09:30"), at("2026-03-02 10:30"))

    def test_where_the_category_is_missing_it_is_told(self) -> None:
        work = ck.process_of(evaluated(category=None), "T-1")
        assert dict(work.missing) == {"category": ("mend",)}

    def test_what_was_done_before_a_later_step_was_in_time_if_that_one_came_early_enough(self) -> None:
        """Nobody recorded the look; mended at 9:50, it was looked at before 10:00."""
        found = ck.process_of(evaluated(("2026-03-02 09:50", "step", "mend")), "T-1")
        look, mend = found.steps
        assert (look.state, look.done, look.done_by) == ("done", None, at("2026-03-02 09:50"))
        assert mend.state == "done"  # within 2:30 of 9:00, the earliest that it can have begun

    def test_what_was_done_at_an_unknown_instant_around_the_limit_is_undetermined(self) -> None:
        """Mended at 11:00: whether it was looked at before 10:00 nobody knows; and mended in time it was in any case."""
        assert states(evaluated(("2026-03-02 11:00", "step", "mend"))) == {"look": "undetermined", "mend": "done"}

    def test_a_solved_item_had_its_steps_done_by_then(self) -> None:
        found = ck.process_of(evaluated(("2026-03-02 09:45", "status", "solved")), "T-1")
        assert {step.name: step.state for step in found.steps} == {"look": "done", "mend": "done"}
        assert {step.done_by for step in found.steps} == {at("2026-03-02 09:45")}

    def test_a_stand_in_takes_the_place_of_the_others(self) -> None:
        work = ck.process_of(evaluated(as_of="2026-07-02 12:00"), "T-1")
        assert work.step("mend").contacts == ("Joost",)

    def test_a_process_whose_start_is_not_there_has_not_begun(self) -> None:
        assert "account" not in states(evaluated())

    def test_a_process_begins_at_its_own_start(self) -> None:
        """Two business days from Tuesday 3 March 2026, 10:00: until Thursday at closing."""
        work = ck.process_of(evaluated(joins="2026-03-03 10:00", as_of="2026-03-04 12:00"), "T-1")
        assert (work.step("account").due, work.step("account").state) == (at("2026-03-05 17:00"), "running")
        assert work.step("welcome").state == "waiting"

    def test_where_facts_never_tell_of_steps_none_is_overdue(self) -> None:
        facts = ck.Facts.from_frames(
            items={
                "id": ["T-1"],
                "category": ["pc"],
                "opened_at": [MON_2026_03_02_0900],
                "status": ["new"],
                "joins_on": [None],
            },
            mapping={
                **{key: value for key, value in MAPPING.items() if key != "events"},
                "items": {**MAPPING["items"], "fields": {**MAPPING["items"]["fields"], "status": "status"}},
            },
        )
        result = ck.evaluate(AGREEMENT, facts, as_of=at("2026-03-06 12:00"))
        assert states(result)["look"] == "undetermined"

    def test_an_unknown_item_and_an_unknown_step_are_wrong_use(self) -> None:
        result = evaluated()
        with pytest.raises(UsageError, match="there is no item 'T-2'"):
            ck.process_of(result, "T-2")
        with pytest.raises(UsageError, match="did you mean 'look'"):
            ck.process_of(result, "T-1").step("lok")

    def test_it_is_plain_data(self) -> None:
        data = ck.process_of(evaluated(("2026-03-02 10:30", "step", "look")), "T-1").to_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["steps"][0]["late_by_us"] == 30 * 60 * 1_000_000
        assert data["steps"][0]["says"] == "look (desk, Femke) was done on Mon 2026-03-02 10:30, 30 minutes late"


class TestColumns:
    def test_the_steps_of_all_items_stand_in_columns(self) -> None:
        result = evaluated(("2026-03-02 10:30", "step", "look"), as_of="2026-03-02 14:00")
        rows = ck.steps_of(result).to_records()
        assert [(row["item"], row["step"], row["owner"], row["state"], row["late_by"]) for row in rows] == [
            ("T-1", "look", "desk", "done-late", timedelta(minutes=30)),
            ("T-1", "mend", "engineers", "overdue", timedelta(hours=1)),
        ]
        assert rows[0]["due"] == at("2026-03-02 10:00")

    def test_an_item_without_steps_has_no_row(self) -> None:
        clauses = {key: clause for key, clause in DOCUMENT["clauses"].items() if not key.startswith("8.")}
        agreement = ck.load_agreement(data={**DOCUMENT, "clauses": clauses})
        result = ck.evaluate(agreement, evaluated().history.facts, as_of=at("2026-03-06 12:00"))
        assert len(ck.steps_of(result)) == 0


class TestAllocation:
    def test_each_part_of_a_breach_has_a_name(self) -> None:
        """Solved at 14:00, an hour late: the chain left half an hour; the look cost one half hour, the repair an hour."""
        result = evaluated(
            ("2026-03-02 10:30", "step", "look"),
            ("2026-03-02 14:00", "step", "mend"),
            ("2026-03-02 14:00", "status", "solved"),
        )
        found = ck.allocation_of(result, "T-1", "solved")
        half = timedelta(minutes=30)
        assert [(part.kind, part.names, part.takes) for part in found.parts] == [
            ("plan", (), -half),
            ("link", ("look",), half),
            ("link", ("mend",), 2 * half),
        ]
        assert found.beyond == timedelta(hours=1)
        assert found.decisive == found.parts[2]
        assert found.areas == {"service": 3 * half}
        assert found.says == (
            "T-1 was 1 hour late under SLA-1/4: the chain itself takes 30 minutes less than is promised; look (desk) "
            "cost 30 minutes; mend (engineers) cost 1 hour; decisive: mend (engineers)"
        )

    def test_a_pause_in_which_a_step_was_at_work_costs_nobody_anything(self) -> None:
        """Waiting from 11:00 to 12:00 gives an hour: in time until 14:00, and solved at 14:00 it is kept exactly.

        Mending began at 10:30 and was paused for an hour: it had until 14:00 too, and cost nothing.
        """
        result = evaluated(
            ("2026-03-02 10:30", "step", "look"),
            ("2026-03-02 11:00", "status", "waiting"),
            ("2026-03-02 12:00", "status", "new"),
            ("2026-03-02 14:00", "step", "mend"),
            ("2026-03-02 14:00", "status", "solved"),
        )
        found = ck.allocation_of(result, "T-1", "solved")
        assert (found.beyond, found.decisive) == (timedelta(0), None)
        half = timedelta(minutes=30)
        assert [(part.kind, part.takes) for part in found.parts] == [
            ("plan", -half),
            ("pauses", timedelta(0)),
            ("link", half),
            ("link", timedelta(0)),
        ]

    def test_what_a_pause_gave_to_no_step_is_a_part_of_its_own(self) -> None:
        """Mended at 12:30 as planned; waiting from 12:30 to 13:30 moves 13:00 to 14:00. Solved at 14:30: half an hour late."""
        result = evaluated(
            ("2026-03-02 10:00", "step", "look"),
            ("2026-03-02 12:30", "step", "mend"),
            ("2026-03-02 12:30", "status", "waiting"),
            ("2026-03-02 13:30", "status", "new"),
            ("2026-03-02 14:30", "status", "solved"),
        )
        found = ck.allocation_of(result, "T-1", "solved")
        assert found.beyond == timedelta(minutes=30)
        assert [(part.kind, part.takes) for part in found.parts if part.takes] == [
            ("plan", timedelta(minutes=-30)),
            ("pauses", timedelta(hours=-1)),
            ("afterwards", timedelta(hours=2)),
        ]

    def test_steps_of_which_nobody_recorded_the_end_are_one_part(self) -> None:
        found = ck.allocation_of(evaluated(("2026-03-02 14:00", "status", "solved")), "T-1", "solved")
        assert [part.names for part in found.parts if part.kind == "link"] == [("look", "mend")]
        assert found.beyond == timedelta(hours=1)

    def test_what_passes_after_the_last_step_is_no_steps_fault(self) -> None:
        result = evaluated(
            ("2026-03-02 10:00", "step", "look"),
            ("2026-03-02 12:00", "step", "mend"),
            ("2026-03-02 14:00", "status", "solved"),
        )
        found = ck.allocation_of(result, "T-1", "solved")
        assert [(part.kind, part.takes) for part in found.parts] == [
            ("plan", timedelta(minutes=-30)),
            ("link", timedelta(0)),
            ("link", timedelta(minutes=-30)),
            ("afterwards", timedelta(hours=2)),
        ]
        assert found.decisive == found.parts[3]

    def test_an_item_that_runs_is_late_as_far_as_it_is_known(self) -> None:
        """At 12:00 nobody has looked: what follows takes until 14:30, and 13:00 was promised."""
        found = ck.allocation_of(evaluated(as_of="2026-03-02 12:00"), "T-1", "solved")
        assert (found.state, found.ends, found.beyond) == ("expected", at("2026-03-02 14:30"), timedelta(minutes=90))
        assert found.decisive is not None
        assert found.decisive.names == ("look",)

    def test_a_clock_that_still_runs_ends_now_at_best(self) -> None:
        """All steps were done by 12:00, and 13:00 was promised. At 12:00 a day later nothing is solved: 23 hours late."""
        steps = (("2026-03-02 10:00", "step", "look"), ("2026-03-02 12:00", "step", "mend"))
        found = ck.allocation_of(evaluated(*steps, as_of="2026-03-03 12:00"), "T-1", "solved")
        assert (found.state, found.ends, found.beyond) == ("expected", at("2026-03-03 12:00"), timedelta(hours=23))
        assert (found.parts[-1].kind, found.parts[-1].takes) == ("afterwards", timedelta(hours=24))
        assert found.decisive == found.parts[-1]

    def test_steps_that_nobody_records_are_not_held_to_be_in_time_for_ever(self) -> None:
        """No fact tells of a step: at 12:00 on the next day both are 23 hours 30 minutes behind their plan for 12:30."""
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "category": ["pc"], "opened_at": [MON_2026_03_02_0900], "status": ["new"]},
            mapping={
                "contractkit": 1,
                "document": "mapping",
                "zone": "Europe/Amsterdam",
                "items": {
                    "id": "id",
                    "fields": {"category": "category", "opened_at": "opened_at", "status": "status"},
                },
            },
        )
        found = ck.allocation_of(ck.evaluate(AGREEMENT, facts, as_of=at("2026-03-03 12:00")), "T-1", "4")
        assert [(part.names, part.takes) for part in found.parts] == [
            ((), timedelta(minutes=-30)),
            (("look", "mend"), timedelta(hours=23, minutes=30)),
        ]

    def test_what_waits_for_a_step_that_is_overdue_is_not_late_itself(self) -> None:
        """On Tuesday at 12:00 nobody has looked, 26 hours behind 10:00: mending has not begun, and takes until 14:30."""
        mended = (("2026-03-05 10:00", "step", "mend"),)
        found = ck.allocation_of(evaluated(*mended, as_of="2026-03-03 12:00"), "T-1", "solved")
        assert [(part.names, part.takes) for part in found.parts] == [
            ((), timedelta(minutes=-30)),
            (("look",), timedelta(hours=26)),
        ]
        assert found.ends == at("2026-03-03 14:30")

    @pytest.mark.parametrize("mode", ["restart", "new-cycle"])
    def test_what_was_done_before_a_clock_began_anew_took_none_of_its_time(self, mode: str) -> None:
        """Solved on Monday, reopened on Wednesday at 9:00, promised for 13:00, solved at 15:00: two hours late.

        The plan was 12:30. Nobody had to look again, which saves an hour; mending was done again at 14:30, three and a
        half hours after 10:00 less that hour, for which two and a half were planned: it cost three hours.
        """
        solved = {**DOCUMENT["clauses"]["4"], "on_reopen": mode}
        agreement = ck.load_agreement(data={**DOCUMENT, "clauses": {**DOCUMENT["clauses"], "4": solved}})
        facts = evaluated(
            ("2026-03-02 09:30", "step", "look"),
            ("2026-03-02 11:00", "step", "mend"),
            ("2026-03-02 11:00", "status", "solved"),
            ("2026-03-04 09:00", "status", "new"),
            ("2026-03-04 14:30", "step", "mend"),
            ("2026-03-04 15:00", "status", "solved"),
        ).history.facts
        found = ck.allocation_of(ck.evaluate(agreement, facts, as_of=at("2026-03-06 12:00")), "T-1", "solved")
        assert [(part.kind, part.names, part.takes) for part in found.parts] == [
            ("plan", (), timedelta(minutes=-30)),
            ("link", ("look",), timedelta(hours=-1)),
            ("link", ("mend",), timedelta(hours=3)),
            ("afterwards", (), timedelta(minutes=30)),
        ]
        assert found.decisive == found.parts[2]

    def test_a_step_in_a_process_counts_beside_one_that_stands_alone(self) -> None:
        """A look of one hour stands alone, a repair of two in a process; the repair was done at 16:00, three late."""
        repair = {
            "kind": "process",
            "name": "repair",
            "for": "4",
            "starts": {"field": "opened_at"},
            "steps": [{"name": "mend", "within": "2 hours", "owner": "engineers"}],
        }
        kept = {key: clause for key, clause in DOCUMENT["clauses"].items() if key not in ("8.2", "8.3")}
        agreement = ck.load_agreement(data={**DOCUMENT, "clauses": {**kept, "8.4": repair}})
        facts = evaluated(
            ("2026-03-02 09:30", "step", "look"),
            ("2026-03-02 16:00", "step", "mend"),
            ("2026-03-02 16:00", "status", "solved"),
        ).history.facts
        found = ck.allocation_of(ck.evaluate(agreement, facts, as_of=at("2026-03-06 12:00")), "T-1", "solved")
        assert [(part.kind, part.names, part.takes) for part in found.parts] == [
            ("plan", (), timedelta(hours=-2)),
            ("link", ("look",), timedelta(0)),
            ("link", ("mend",), timedelta(hours=5)),
        ]
        assert found.decisive == found.parts[2]

    def test_teams_behind_a_promise_without_steps_are_its_links(self) -> None:
        """An hour of the desk and two of a supplier, behind a promise of four.

        Side by side the desk would be done at 10:00 and the supplier at 11:00, two hours before 13:00. The desk was done
        at 12:00, which moves the end by an hour; the supplier at 13:30, by one and a half. Solved then: half an hour late.
        """
        clauses = {key: clause for key, clause in DOCUMENT["clauses"].items() if not key.startswith("8.")}
        agreement = ck.load_agreement(data={**DOCUMENT, "clauses": clauses})
        papers = [
            ck.load_agreement(
                data={
                    **DOCUMENT,
                    "id": name,
                    "between": kind,
                    "supports": "SLA-1/4",
                    "parties": {"provider": {"name": name}, "customer": {"name": "Desk"}},
                    "clauses": {
                        "1": clauses["1"],
                        "4": {**clauses["4"], "name": f"{name.lower()}-part", "within": within},
                    },
                }
            )
            for name, kind, within in (("DESK", "internal", "1 hour"), ("LINES", "supplier", "2 hours"))
        ]
        facts = evaluated(
            ("2026-03-02 12:00", "step", "desk-part"),
            ("2026-03-02 13:30", "step", "lines-part"),
            ("2026-03-02 13:30", "status", "solved"),
        ).history.facts
        result = ck.evaluate(agreement, facts, as_of=at("2026-03-06 12:00"))
        found = ck.allocation_of(result, "T-1", "solved", behind=papers)
        assert [(part.names, part.owner, part.area, part.takes) for part in found.parts] == [
            ((), None, None, timedelta(hours=-2)),
            (("desk-part",), "DESK", "service", timedelta(hours=1)),
            (("lines-part",), "LINES", "others", timedelta(minutes=90)),
        ]
        assert found.beyond == timedelta(minutes=30)

    @pytest.mark.parametrize(
        ("pauses", "cost", "gave"),
        [
            ({"kind": "pause", "while": {"status": "waiting"}}, timedelta(minutes=30), timedelta(0)),
            (None, timedelta(minutes=90), timedelta(hours=-1)),
        ],
    )
    def test_a_supplier_stands_still_by_its_own_paper(
        self, pauses: dict[str, Any] | None, cost: timedelta, gave: timedelta
    ) -> None:
        """Four hours for a supplier behind a promise of four; waiting from 10:00 to 11:00 moves 13:00 to 14:00.

        Done at 14:30 it is half an hour late where its paper waits for the customer too. Where it does not, the
        supplier had until 13:00: an hour and a half late, of which the customer gave an hour to the promise alone.
        """
        clauses = {key: clause for key, clause in DOCUMENT["clauses"].items() if not key.startswith("8.")}
        own = {"1": clauses["1"], "4": {**clauses["4"], "name": "part"}} | ({"5": pauses} if pauses else {})
        paper = {**DOCUMENT, "id": "LINES", "between": "supplier", "supports": "SLA-1/4", "clauses": own}
        paper["parties"] = {"provider": {"name": "Lines"}, "customer": {"name": "Desk"}}
        facts = evaluated(
            ("2026-03-02 10:00", "status", "waiting"),
            ("2026-03-02 11:00", "status", "new"),
            ("2026-03-02 14:30", "step", "part"),
            ("2026-03-02 14:30", "status", "solved"),
        ).history.facts
        result = ck.evaluate(
            ck.load_agreement(data={**DOCUMENT, "clauses": clauses}), facts, as_of=at("2026-03-06 12:00")
        )
        found = ck.allocation_of(result, "T-1", "solved", behind=[ck.load_agreement(data=paper)])
        parts = {part.kind: part.takes for part in found.parts}
        assert (parts["link"], parts["pauses"], parts["plan"]) == (cost, gave, timedelta(0))
        assert found.beyond == timedelta(minutes=30)
        assert found.decisive == found.parts[-1]

    def test_a_target_without_steps_says_so(self) -> None:
        document = {**DOCUMENT, "clauses": {k: v for k, v in DOCUMENT["clauses"].items() if not k.startswith("8.")}}
        facts = evaluated(("2026-03-02 14:00", "status", "solved")).history.facts
        result = ck.evaluate(ck.load_agreement(data=document), facts, as_of=at("2026-03-06 12:00"))
        assert ck.allocation_of(result, "T-1", "solved").why_not == "no steps are done for this promise"

    @settings(max_examples=60, deadline=None)
    @given(
        st.integers(0, 60 * 24 * 4),
        st.integers(0, 60 * 24 * 4),
        st.integers(0, 60 * 24 * 4),
        st.sets(st.sampled_from(["look", "mend"])),
    )
    def test_the_parts_add_up_to_the_lateness(self, look: int, mend: int, more: int, recorded: set[str]) -> None:
        """Whatever is recorded, and whenever: the sum is what the verdict was late by, to the microsecond."""
        start = at(MON_2026_03_02_0900)
        looked = start + timedelta(minutes=look)
        mended = looked + timedelta(minutes=mend)
        solved = mended + timedelta(minutes=more)
        events = [(looked, "step", "look"), (mended, "step", "mend"), (solved, "status", "solved")]
        told = [
            (when.replace(tzinfo=None).isoformat(sep=" "), field, word)
            for when, field, word in events
            if word == "solved" or word in recorded
        ]
        result = evaluated(*told, as_of="2026-03-31 12:00")
        found = ck.allocation_of(result, "T-1", "solved")
        (row,) = (one for one in result.outcomes.to_records() if one["target"] == found.target)
        assert found.beyond == row["stopped"] - row["in_time_until"]
        assert (found.decisive is None) == (row["verdict"] == "met")


LUNCH: dict[str, Any] = {
    **DOCUMENT,
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-12:00 and 13:00-17:00"}},
        "4": {**DOCUMENT["clauses"]["4"], "within": "3 hours"},
        "5": DOCUMENT["clauses"]["5"],
        "8.1": {"kind": "step", "name": "look", "for": "4", "within": "1 hour", "owner": "desk", "after": "opened_at"},
        "8.2": {"kind": "step", "name": "mend", "for": "4", "within": "2 hours", "owner": "engineers", "after": "look"},
    },
}


class TestClosed:
    """Three hours from Monday 9:00 are used up at 12:00, when the office closes for lunch: in time is until 13:00."""

    def allocated(
        self, *events: tuple[str, str, str], as_of: str = "2026-03-31 12:00", **changed: Any
    ) -> ck.Allocation:
        clauses = {**LUNCH["clauses"], **changed.pop("clauses", {})}
        document = {**LUNCH, "clauses": {key: clause for key, clause in clauses.items() if clause is not None}}
        facts = evaluated(*events).history.facts
        result = ck.evaluate(ck.load_agreement(data=document), facts, as_of=at(as_of))
        self.steps = {step.name: step for step in ck.process_of(result, "T-1").steps}
        return ck.allocation_of(result, "T-1", "solved")

    def test_an_overdue_step_costs_what_it_is_overdue_by(self) -> None:
        """Mended by nobody on Wednesday 18 March at 0:00: 371 hours after Monday 2 March 13:00, and 372 after 12:00."""
        look = ("2026-03-02 10:00", "step", "look")
        later = ("2026-03-20 10:00", "step", "mend")
        found = self.allocated(look, later, as_of="2026-03-18 00:00")
        assert self.steps["mend"].late_by == timedelta(hours=371)
        assert [(part.kind, part.takes) for part in found.parts] == [
            ("plan", timedelta(0)),
            ("link", timedelta(0)),
            ("link", timedelta(hours=371)),
        ]
        assert found.beyond == timedelta(hours=371)

    @pytest.mark.parametrize(
        ("done", "late", "cost"),
        [
            ("2026-03-02 12:00", None, timedelta(0)),
            ("2026-03-02 13:30", timedelta(minutes=30), timedelta(minutes=30)),
            ("2026-03-02 11:40", None, timedelta(minutes=-20)),
        ],
    )
    def test_a_step_costs_what_it_was_late_by_and_saves_what_it_was_early(
        self, done: str, late: timedelta | None, cost: timedelta
    ) -> None:
        found = self.allocated(("2026-03-02 10:00", "step", "look"), (done, "step", "mend"), (done, "status", "solved"))
        assert (self.steps["mend"].late_by, found.parts[2].takes) == (late, cost)
        assert found.beyond == at(done) - at("2026-03-02 13:00")

    def test_a_step_that_nobody_recorded_counts_from_its_last_instant_in_time_too(self) -> None:
        """Solved at 14:00: one hour after 13:00, of which nobody knows to which step it belongs."""
        found = self.allocated(("2026-03-02 14:00", "status", "solved"))
        assert [(part.kind, part.takes) for part in found.parts] == [
            ("plan", timedelta(0)),
            ("link", timedelta(hours=1)),
        ]

    def test_a_promise_that_ends_in_between_is_late_from_its_own_last_instant_on(self) -> None:
        """Three hours and a half by the clock on the wall end at 12:30; mended at 13:30, an hour later.

        The step was late by half an hour, and the promise by the whole one: no plan took it.
        """
        solved = {**LUNCH["clauses"]["4"], "within": "3 hours 30 minutes", "calendar": "always"}
        found = self.allocated(
            ("2026-03-02 10:00", "step", "look"),
            ("2026-03-02 13:30", "step", "mend"),
            ("2026-03-02 13:30", "status", "solved"),
            clauses={"4": solved},
        )
        assert self.steps["mend"].late_by == timedelta(minutes=30)
        assert [(part.kind, part.takes) for part in found.parts] == [
            ("plan", timedelta(0)),
            ("link", timedelta(0)),
            ("link", timedelta(hours=1)),
        ]

    @settings(max_examples=40, deadline=None)
    @given(
        st.sampled_from([60, 120, 180, 181, 240, 420, 421, 1440]),
        st.lists(st.sampled_from([5, 60, 119, 120, 179, 180, 181, 239, 240, 241, 480, 1440]), min_size=3, max_size=3),
    )
    def test_a_step_with_the_time_of_its_promise_costs_what_it_was_late_by(self, minutes: int, ends: list[int]) -> None:
        """Whatever stands still on the way: one step for the whole promise, so that both are late by the same."""
        waits, goes_on, done = sorted(ends)
        start = at(MON_2026_03_02_0900)
        told = [
            ((start + timedelta(minutes=minute)).replace(tzinfo=None).isoformat(sep=" "), field, word)
            for minute, field, word in (
                (waits, "status", "waiting"),
                (goes_on, "status", "new"),
                (done + 1, "step", "mend"),
                (done + 1, "status", "solved"),
            )
        ]
        hours = f"{minutes // 60} hours {minutes % 60} minutes"
        solved = {**LUNCH["clauses"]["4"], "within": hours}
        mend = {"kind": "step", "name": "mend", "for": "4", "within": hours, "after": "opened_at"}
        found = self.allocated(*told, clauses={"4": solved, "8.1": mend, "8.2": None})
        late = self.steps["mend"].late_by
        assert late is None or late == found.parts[-1].takes == found.beyond
        assert (late is None) == (found.decisive is None)
