"""The next step on the phone is that of the process: what has begun and is not done, by what the request says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from call_papers import paper

import contractkit as ck
from contractkit.errors import UsageError

TUE_1005 = datetime.fromisoformat("2026-02-17T10:05+01:00")
STEPS: dict[str, dict[str, Any]] = {
    "c8_1": {"kind": "step", "name": "look-at-it", "after": "opened_at", "within": "1 hour", "owner": "desk"},
    "c8_2": {"kind": "step", "name": "mend", "for": "4.1", "after": "look-at-it", "within": "2 hours", "owner": "eng"},
    "c8_9": {
        "kind": "contacts",
        "contacts": [{"role": "desk", "name": "Femke"}, {"role": "eng", "name": "Kari"}],
    },
}


def load(**clauses: dict[str, Any]) -> ck.Agreement:
    made = {name: {"calendar": "office", **one} if one["kind"] == "step" else one for name, one in STEPS.items()}
    return ck.load_agreement(data=paper(**{**made, **clauses}))


def steps(found: ck.Entitlement) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.name, one.owner, None if one.due is None else one.due.isoformat(timespec="minutes"))
        for one in found.next_steps
        if one.kind == "step"
    ]


class TestComingIn:
    def test_the_first_step_runs_from_the_call_on(self) -> None:
        found = ck.entitlement(load(), item={"service": "desk", "priority": "P1"}, at=TUE_1005)
        assert steps(found) == [("look-at-it", "desk", "2026-02-17T11:05+01:00")]
        assert found.next_steps[0].says == "look-at-it within 1 hour, by desk"

    @pytest.mark.parametrize("field", ["look-at-it", "look_at_it", "look_at_it_at"])
    def test_a_step_that_the_request_says_is_done_makes_room_for_the_next(self, field: str) -> None:
        """Looked at when the call came in: mending has two hours, until 12:05."""
        item = {"service": "desk", "priority": "P1", field: TUE_1005}
        assert steps(ck.entitlement(load(), item=item, at=TUE_1005)) == [("mend", "eng", "2026-02-17T12:05+01:00")]

    def test_a_process_that_a_state_starts_has_begun_where_the_request_is_in_it(self) -> None:
        """The plain reading of the paper knew only processes that begin with the opening."""
        joiner = {
            "kind": "process",
            "name": "joiner",
            "starts": {"category": "joiner"},
            "calendar": "office",
            "steps": [{"name": "account", "within": "2 business days", "owner": "desk"}],
        }
        agreement = load(c8_3=joiner)
        item = {"service": "desk", "priority": "P1"}
        with_it = ck.entitlement(agreement, item={**item, "category": "joiner"}, at=TUE_1005)
        assert ("account", "desk", "2026-02-19T17:00+01:00") in steps(with_it)
        without = ck.entitlement(agreement, item={**item, "category": "printer"}, at=TUE_1005)
        assert "account" not in [name for name, _, _ in steps(without)]

    def test_a_step_that_counts_back_from_a_date_of_the_request_runs(self) -> None:
        """Two office hours before Wednesday at 11:00: until 9:00."""
        agreement = ck.load_agreement(
            data={
                **paper(
                    c8_1={
                        "kind": "step",
                        "name": "call",
                        "before": "visit_at",
                        "within": "2 hours",
                        "calendar": "office",
                    }
                ),
                "fields": {**paper()["fields"], "visit_at": "instant"},
            }
        )
        item = {"service": "desk", "priority": "P1", "visit_at": "2026-02-18T11:00+01:00"}
        assert steps(ck.entitlement(agreement, item=item, at=TUE_1005)) == [("call", None, "2026-02-18T09:00+01:00")]

    @pytest.mark.parametrize("service", ["garden", "desk"])
    def test_it_is_the_step_that_the_process_of_the_same_item_runs(self, service: str) -> None:
        """What is said on the phone is what `process_of` says of the ticket a moment later."""
        agreement = load()
        item = {"service": service, "priority": "P1"}
        told = ck.entitlement(agreement, item=item, at=TUE_1005) if service == "desk" else None
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened_at": [TUE_1005.isoformat()], "service": [service], "priority": ["P1"]},
            events={"item": ["T-1"], "at": [TUE_1005.isoformat()], "step": ["taken-in"]},
            mapping={
                "contractkit": 1,
                "document": "mapping",
                "items": {"id": "id", "fields": {name: name for name in ("opened_at", "service", "priority")}},
                "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}},
            },
        )
        work = ck.process_of(ck.evaluate(agreement, facts, as_of=TUE_1005), "T-1")
        running = [(one.name, one.owner, one.due.isoformat(timespec="minutes")) for one in work.running if one.due]
        assert running == ([] if told is None else steps(told))


class TestRunning:
    def work(self, as_of: str, *done: tuple[str, str]) -> tuple[ck.Agreement, ck.ItemProcess]:
        agreement = load()
        told = (("2026-02-17T10:05+01:00", "taken-in"), *done)
        facts = ck.Facts.from_frames(
            items={
                "id": ["T-1"],
                "opened_at": [TUE_1005.isoformat()],
                "service": ["desk"],
                "priority": ["P1"],
            },
            events={"item": ["T-1"] * len(told), "at": [at for at, _ in told], "step": [word for _, word in told]},
            mapping={
                "contractkit": 1,
                "document": "mapping",
                "items": {"id": "id", "fields": {name: name for name in ("opened_at", "service", "priority")}},
                "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}},
            },
        )
        return agreement, ck.process_of(ck.evaluate(agreement, facts, as_of=datetime.fromisoformat(as_of)), "T-1")

    def test_the_steps_of_a_request_that_is_there_already_are_those_of_its_events(self) -> None:
        """Looked at at 10:30, so that mending is next, until 12:30; the paper alone would begin with the look again."""
        agreement, work = self.work("2026-02-17T11:00+01:00", ("2026-02-17T10:30+01:00", "look-at-it"))
        found = ck.entitlement(agreement, item={"service": "desk", "priority": "P1"}, at=TUE_1005, work=work)
        assert steps(found) == [("mend", "eng", "2026-02-17T12:30+01:00")]
        assert found.next_steps[0].says == "mend (eng, Kari) runs, until Tue 2026-02-17 12:30"
        assert json_fits(found)

    def test_what_is_overdue_is_next_and_says_so(self) -> None:
        agreement, work = self.work("2026-02-17T12:05+01:00")
        found = ck.entitlement(agreement, item={"service": "desk", "priority": "P1"}, at=TUE_1005, work=work)
        assert [one.says for one in found.next_steps] == ["look-at-it (desk, Femke) is overdue by 1 hour"]

    def test_steps_of_another_agreement_are_wrong_use(self) -> None:
        _, work = self.work("2026-02-17T11:00+01:00")
        other = ck.load_agreement(data=paper(2))
        with pytest.raises(UsageError, match="the steps are those of C-1, and the request is one under C-2"):
            ck.entitlement(other, item={"service": "desk", "priority": "P1"}, at=TUE_1005, work=work)


def json_fits(found: ck.Entitlement) -> bool:
    import jsonschema

    return bool(jsonschema.Draft202012Validator(ck.entitlement_schema()).is_valid(found.to_dict()))
