"""Which chains the papers make: steps as they wait, teams side by side and in turns, cases, amendments, silence."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.process.chains import Chain
from contractkit.process.finding import chains_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TARGET: dict[str, Any] = {
    "kind": "time-target",
    "name": "solved",
    "starts": {"field": "opened_at"},
    "stops": {"field": "solved_at"},
    "within": "4 hours",
    "calendar": "office",
    "reach": "95 %",
    "per": "month",
}


def papers(**clauses: dict[str, Any]) -> ck.Agreement:
    """Return a paper with a promise of four office hours, and some more clauses: ``c8`` is clause 8."""
    return ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "SLA-1",
            "title": "Workplaces",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "calendar": "office",
            "fields": {
                "opened_at": "instant",
                "solved_at": "instant",
                "ordered_at": "instant",
                "priority": ["P1", "P2", "P3"],
                "category": "text",
            },
            "clauses": {
                "0": {"kind": "term", "start": "2026-01-01", "until": "2026-12-31", "end": "last-day"},
                "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
                "2": {"kind": "calendar", "name": "mornings", "week": {"mon-fri": "08:00-12:00"}},
                "4": TARGET,
                **{name[1:].replace("_", "."): clause for name, clause in clauses.items()},
            },
        }
    )


def step(name: str, within: str = "1 hour", **more: Any) -> dict[str, Any]:
    return {"kind": "step", "name": name, "for": "4", "within": within, **more}


def chains(**clauses: dict[str, Any]) -> list[Chain]:
    return list(chains_of([papers(**clauses)]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def linked(chain: Chain) -> list[tuple[str, tuple[int, ...]]]:
    return [(link.name, link.after) for link in chain.links]


class TestSteps:
    def test_steps_follow_each_other_as_they_wait(self) -> None:
        (chain,) = chains(
            c8=step("close", after=["mend", "order"]),
            c9=step("mend", after="look"),
            c10=step("look"),
            c11=step("order", after="look"),
        )
        assert linked(chain) == [("look", ()), ("mend", (0,)), ("order", (0,)), ("close", (1, 2))]

    def test_a_step_that_names_no_promise_stands_in_a_chain_where_one_that_does_waits_for_it(self) -> None:
        look = {key: value for key, value in step("look").items() if key != "for"}
        (chain,) = chains(c8=look, c9=step("mend", after="look"))
        assert linked(chain) == [("look", ()), ("mend", (0,))]
        assert chains(c8=look) == []

    def test_the_steps_of_a_process_make_a_chain_of_their_own(self) -> None:
        process = {
            "kind": "process",
            "name": "repair",
            "for": "4",
            "starts": "opened_at",
            "steps": [{"name": "look", "within": "1 hour"}, {"name": "mend", "within": "1 hour", "after": "look"}],
        }
        found = chains(c8=process, c9=step("look", after="opened_at"))
        assert [linked(chain) for chain in found] == [[("look", ())], [("look", ()), ("mend", (0,))]]

    def test_steps_that_never_meet_in_one_item_make_chains_of_their_own(self) -> None:
        found = chains(
            c8=step("look"),
            c9=step("hurry", after="look", when={"priority": "P1"}),
            c10=step("mend", after=["look"], when={"priority": ["P2", "P3"]}),
        )
        assert [[name for name, _ in linked(chain)] for chain in found] == [["look", "hurry"], ["look", "mend"]]
        assert [dict(chain.item) for chain in found] == [{"priority": "P1"}, {"priority": "P2"}]

    def test_a_step_that_waits_for_one_that_is_not_needed_waits_for_what_is_left(self) -> None:
        found = chains(c8=step("look", when={"category": "pc"}), c9=step("mend", after="look"))
        assert [linked(chain) for chain in found] == [[("look", ()), ("mend", (0,))], [("mend", ())]]

    def test_through_a_step_that_is_not_needed_the_wait_goes_on(self) -> None:
        """Look, order parts for a PC only, mend: a printer is mended behind the look, not beside it."""
        found = chains(
            c8=step("look"),
            c9=step("order", after="look", when={"category": "pc"}),
            c10=step("mend", after="order"),
        )
        assert [linked(chain) for chain in found] == [
            [("look", ()), ("order", (0,)), ("mend", (1,))],
            [("look", ()), ("mend", (0,))],
        ]

    def test_where_the_step_that_is_done_for_the_promise_is_not_needed_there_is_no_chain(self) -> None:
        look = {key: value for key, value in step("look").items() if key != "for"}
        found = chains(c8=look, c9=step("mend", after="look", when={"category": "pc"}))
        assert [linked(chain) for chain in found] == [[("look", ()), ("mend", (0,))]]

    def test_what_waits_for_nothing_begins_with_the_clock_and_that_is_told(self) -> None:
        (chain,) = chains(c8=step("look"))
        assert chain.assumes == ("look (SLA-1/8) begins when the clock of the promise starts: it waits for nothing",)
        assert chains(c8=step("look", after="opened_at"))[0].assumes == ()

    def test_the_customers_step_takes_no_time(self) -> None:
        (chain,) = chains(c8=step("answer", "5 hours", party="customer"), c9=step("mend", after="answer"))
        assert [len(link.limits) for link in chain.links] == [0, 1]
        assert (
            ck.chain_proofs(papers(c8=step("answer", "5 hours", party="customer"), c9=step("mend", after="answer")))[
                0
            ].verdict
            == "fits"
        )

    @pytest.mark.parametrize(
        ("clause", "why"),
        [
            (
                step("look", after="ordered_at"),
                "SLA-1/8 look: it waits for ordered_at, which the clock of the promise does not start with",
            ),
            ({**step("look"), "before": "ordered_at"}, "SLA-1/8 look: it is done by a date, and not within a time"),
        ],
    )
    def test_what_cannot_be_counted_from_the_start_is_not_proved_and_says_why(
        self, clause: dict[str, Any], why: str
    ) -> None:
        (proof,) = ck.chain_proofs(papers(c8=clause))
        assert (proof.verdict, proof.why_not, proof.problem) == ("not-proved", why, None)

    def test_a_lead_time_is_a_promise_that_steps_fit_in(self) -> None:
        """Ordered by 15:00, delivered on the next business day: ten office hours fit exactly, from 15:00 to 17:00 on it."""
        orders = {"kind": "orders", "name": "laptops", "lead_time": "1 business day", "cut_off": "15:00"}
        (fits,) = ck.chain_proofs(papers(c7=orders, c8=step("buy", "10 hours", **{"for": "laptops"})))
        assert (fits.verdict, str(fits.chain.promise.clause)) == ("fits", "SLA-1/7")
        assert fits.worst is not None
        assert (fits.worst.beyond, fits.worst.start) == (timedelta(0), at("2026-01-01 15:00"))

    def test_steps_that_outlast_a_lead_time_are_found_at_its_cut_off(self) -> None:
        """A minute more than ten hours: ordered on Thursday 22 October at 15:00, due on Friday at 17:00.

        The minute is Monday's first, 64 hours and a minute later; that weekend has an hour more.
        """
        orders = {"kind": "orders", "name": "laptops", "lead_time": "1 business day", "cut_off": "15:00"}
        (found,) = ck.chain_proofs(papers(c7=orders, c8=step("buy", "10 hours 1 minute", **{"for": "laptops"})))
        assert found.counter_example is not None
        assert found.counter_example.start == at("2026-10-22 15:00")
        assert found.counter_example.beyond == timedelta(hours=65, minutes=1)
        assert found.problem is not None
        assert found.problem.code == "does-not-fit"

    def test_of_several_lead_times_the_first_that_speaks_of_an_order_counts(self) -> None:
        """Three days for each step: the row of P1 has two, all others have five."""
        rows = [{"name": "urgent", "when": {"priority": "P1"}, "lead_time": "2 business days"}]
        orders = {"kind": "orders", "lead_time": "5 business days", "rows": rows}
        proofs = ck.chain_proofs(papers(c7=orders, c8=step("buy", "3 business days", **{"for": "7"})))
        assert [(proof.chain.promise.name, proof.verdict) for proof in proofs] == [
            ("urgent", "too-long"),
            ("order", "fits"),
        ]

    def test_what_happens_again_and_again_has_to_fit_each_time(self) -> None:
        """Every four hours, and five for it: told last on Friday 23 October after 12:00, it is told on Monday instead.

        From 12:00:00.000001 on the fifth hour is that of Monday from 9:00: four office hours end on Friday by 17:00, and
        the weekend between has 64 hours of nights and days off, one of its own hour, and the one that is there twice.
        """
        measure = {"kind": "measure", "name": "update", "starts": {"field": "opened_at"}, "stops": {"field": "told_at"}}
        every = {
            **{key: value for key, value in TARGET.items() if key != "within"},
            "name": "told",
            "measure": "update",
            "every": "4 hours",
        }
        told = {"c4_1": every, "c4_0": {**measure, "stops": {"field": "ordered_at"}}}
        (found,) = ck.chain_proofs(papers(**told, c8=step("tell", "5 hours", **{"for": "told"})))
        assert found.chain.promise.text == "4 hours (office), each time anew,"
        assert found.counter_example is not None
        assert found.counter_example.start == at("2026-10-23 12:00:00.000001")
        assert found.counter_example.beyond == timedelta(hours=66)
        (fits,) = ck.chain_proofs(papers(**told, c8=step("tell", "4 hours", **{"for": "told"})))
        assert fits.verdict == "fits"

    def test_it_is_proved_for_the_dates_of_the_term(self) -> None:
        (proof,) = ck.chain_proofs(papers(c8=step("look")))
        assert proof.since == datetime(2026, 1, 1, tzinfo=AMSTERDAM)
        assert proof.until == datetime(2027, 1, 1, tzinfo=AMSTERDAM)
        assert proof.says == (
            "look fits into the 4 hours (office) of SLA-1/4 for every start from 2026-01-01 to 2026-12-31; "
            "least time left: 3 hours, started on Thu 2026-01-01 00:00"
        )

    def test_a_chain_that_does_not_fit_is_a_problem_with_its_worst_start(self) -> None:
        (proof,) = ck.chain_proofs(papers(c8=step("look", "3 hours", calendar="mornings")))
        problem = proof.problem
        assert problem is not None
        assert (problem.code, problem.severity, problem.where) == ("does-not-fit", "warning", "clause 8")
        assert problem.says.startswith(
            "look does not always fit into the 4 hours (office) of SLA-1/4: started on Fri 2026-10-23 09:00:00.000001, "
            "look ends Mon 2026-10-26 08:00:00.000001; in time is Fri 2026-10-23 13:00:00.000001, 68 hours earlier; "
        )

    def test_what_is_no_agreement_is_wrong_use(self) -> None:
        with pytest.raises(ck.UsageError, match="load_agreements reads them"):
            ck.chain_proofs("examples/msp")  # type: ignore[arg-type]

    def test_a_proof_is_plain_data(self) -> None:
        data = ck.chain_proofs(papers(c8=step("look", "3 hours", calendar="mornings")))[0].to_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["worst"]["beyond_us"] == 68 * 3_600_000_000
        assert data["worst"]["links"][0]["clause"] == "SLA-1/8"


CUSTOMER = """\
contractkit: 1
document: contract
id: C-1
title: Workplaces
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Duin B.V.}, customer: {name: Molenaar N.V.}}
fields: {opened_at: instant, solved_at: instant, priority: [P1, P2]}
clauses:
  "1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "2":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: solved_at}
    within: 4 hours
    calendar: office
    reach: 95 %
    per: month
  "8": {kind: step, name: part, within: 2 hours, calendar: office, for: "2", after: opened_at}
"""

TEAM = """\
contractkit: 1
document: sla
id: NAME
title: Between teams
between: BETWEEN
supports: [SUPPORTS]
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: NAME}, customer: {name: Desk}}
fields: {opened_at: instant, solved_at: instant, priority: [P1, P2]}
clauses:
  "1": {kind: calendar, name: hours, week: {mon-fri: HOURS}}
  "4": {kind: time-target, starts: {field: opened_at}, stops: {field: solved_at}, within: WITHIN, calendar: hours, reach: 95 %, per: month}
"""


def proofs(
    folder: Path, *teams: tuple[str, str, str], supports: str = "C-1/2", between: str = "internal"
) -> list[ck.ChainProof]:
    """Return the proofs of a folder with teams: the name of each, its time, its hours."""
    (folder / "customer.yaml").write_text(CUSTOMER, encoding="utf-8")
    for name, within, hours in teams:
        text = TEAM.replace("NAME", name).replace("WITHIN", within).replace("HOURS", hours)
        text = text.replace("SUPPORTS", supports).replace("BETWEEN", between)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [one for one in ck.chain_proofs(ck.load_agreements(folder)) if one.chain.links[0].kind != "step"]


class TestTeams:
    def test_teams_are_looked_at_side_by_side_and_in_turns(self, tmp_path: Path) -> None:
        found = proofs(tmp_path, ("A", "2 hours", "09:00-17:00"), ("B", "3 hours", "09:00-17:00"))
        assert [(one.arranged, one.verdict) for one in found] == [
            ("side-by-side", "fits"),
            ("one-after-the-other", "too-long"),
        ]
        assert [None if one.problem is None else one.problem.severity for one in found] == [None, "advice"]

    def test_of_all_orders_the_worst_is_told(self, tmp_path: Path) -> None:
        """An hour of a morning team and an hour of an afternoon team behind four office hours.

        The morning team first: what starts on a Friday a microsecond after 11:00 it ends on Monday at 8:00 and a
        microsecond, the afternoon team at 15:00; it was due on Friday at 15:00 and a microsecond, 72 hours less a
        microsecond before, and an hour more where the clocks are set back. The other way round the worst start is a
        Friday at 10:00: done on Monday at 9:00 at the latest, due on Friday at 14:00, which is 67 hours.
        """
        found = proofs(tmp_path, ("A", "1 hour", "08:00-12:00"), ("B", "1 hour", "14:00-18:00"))
        turns = next(one for one in found if one.arranged == "one-after-the-other")
        assert [link.owner for link in turns.chain.links] == ["A", "B"]
        assert turns.counter_example is not None
        assert turns.counter_example.start.time() == time(11, 0, 0, 1)
        assert turns.counter_example.beyond == timedelta(hours=73) - timedelta(microseconds=1)

    def test_a_team_alone_makes_one_chain(self, tmp_path: Path) -> None:
        (found,) = proofs(tmp_path, ("A", "4 hours", "09:00-17:00"))
        assert (found.arranged, found.verdict, found.chain.links[0].owner) == ("side-by-side", "fits", "A")

    def test_a_supplier_behind_a_step_has_to_keep_the_time_of_the_step(self, tmp_path: Path) -> None:
        """The step takes two office hours. A supplier who begins at 10:00 is not done at 11:00 with what starts at 9:00."""
        (found,) = proofs(tmp_path, ("A", "2 hours", "10:00-17:00"), supports="C-1/part", between="supplier")
        assert (found.chain.promise.kind, found.chain.links[0].kind, found.verdict) == ("step", "supplier", "too-long")
        (fits,) = proofs(tmp_path, ("A", "1 hour", "10:00-17:00"), supports="C-1/part", between="supplier")
        assert fits.verdict == "fits"


class TestDates:
    def test_a_step_stands_in_the_chains_of_the_dates_on_which_it_holds(self) -> None:
        """From July on a second step of four hours is done; with the hour of the first it does not fit any more."""
        found = ck.chain_proofs(
            papers(c8=step("look"), c9=step("mend", "4 hours", after="look", holds={"from": "2026-07-01"}))
        )
        assert [(len(one.chain.links), one.verdict, one.chain.since, one.chain.until) for one in found] == [
            (1, "fits", date(2026, 1, 1), date(2026, 7, 1)),
            (2, "too-long", date(2026, 7, 1), date(2027, 1, 1)),
        ]

    def test_a_step_that_always_holds_is_proved_once(self) -> None:
        other = {"kind": "step", "name": "other", "within": "1 hour", "holds": {"from": "2026-07-01"}}
        assert [one.chain.since for one in ck.chain_proofs(papers(c8=step("look"), c9=other))] == [date(2026, 1, 1)]


class TestVersions:
    def test_an_amendment_binds_the_chains_that_start_from_its_date_on(self, tmp_path: Path) -> None:
        (tmp_path / "customer.yaml").write_text(CUSTOMER, encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(
            """\
contractkit: 1
document: amendment
id: AM-1
title: A slower part
amends: C-1
effective_from: 2026-07-01
signed_on: 2026-06-01
changes:
  - {action: change, clause: "8", fields: {within: {was: 2 hours, becomes: 5 hours}}}
""",
            encoding="utf-8",
        )
        found = ck.chain_proofs(ck.load_agreements(tmp_path))
        assert [(one.verdict, one.chain.since, one.chain.until) for one in found] == [
            ("fits", None, date(2026, 7, 1)),
            ("too-long", date(2026, 7, 1), None),
        ]
        assert found[1].since == datetime(2026, 7, 1, tzinfo=AMSTERDAM)
