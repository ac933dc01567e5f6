"""Effects that look at single items: read from facts, judged where they have to be, and settled."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck

HEAD = """
contractkit: 1
document: contract
id: I
title: Moves
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
fields:
  agreed_on: instant
  delivered_at: instant
  solved_at: instant
  answered_at: instant
  category: [move, repair]
  priority: [P1, P2, P3]
  part: text
  hours: number
  used: yes-no
  status: [open, done]
amounts: {order-value: What the orders are worth}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: solved_at}
    within: 4 hours
    calendar: always
    reach: 90 %
    per: month
  "4":
    kind: time-target
    name: answered
    starts: {field: opened_at}
    stops: {field: answered_at}
    within: 1 hour
    calendar: always
    reach: 90 %
    per: month
"""
MARCH = "2026-03"
MOMENTS = {"agreed_on": "agreed", "delivered_at": "delivered"}
LATE, GOOD = "2026-03-05T20:00Z", "2026-03-05T10:00Z"


def agreed(*clauses: str) -> ck.Agreement:
    text = "".join(f'"{number}": {clause}\n' for number, clause in enumerate(clauses, start=20))
    return ck.load_agreement(text=HEAD + textwrap.indent(text, "  "))


def item(name: str, **values: Any) -> dict[str, Any]:
    """Return an item that was opened on 5 March at 9:00 UTC, and answered and solved in time."""
    return {"id": name, "opened": "2026-03-05T09:00Z", "solved": GOOD, "answered": "2026-03-05T09:30Z", **values}


def settled(
    agreement: ck.Agreement, *items: dict[str, Any], relief: tuple[tuple[str, str, str, str], ...] = (), **told: Any
) -> ck.Settlement:
    names = ("agreed", "delivered", "solved", "answered", "category", "priority", "part", "hours", "used", "status")
    frame = {name: [one.get(name) for one in items] for name in ("id", "opened", *names)}
    fields = {"opened_at": "opened", "solved_at": "solved", "answered_at": "answered"}
    fields |= {name: {"column": column, "type": "instant"} for name, column in MOMENTS.items()}
    fields |= {name: name for name in ("category", "priority", "part", "used", "status")}
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "items": {"id": "id", "fields": {**fields, "hours": {"column": "hours", "type": "number"}}},
    }
    if relief:
        mapping["relief"] = {"item": "item", "from": "from", "to": "to", "cause": "cause"}
    rows = {name: [row[n] for row in relief] for n, name in enumerate(("item", "cause", "from", "to"))}
    facts = ck.Facts.from_frames(items=frame, mapping=mapping, **({"relief": rows} if relief else {}))
    result = ck.evaluate(agreement, facts, datetime(2026, 4, 2, tzinfo=UTC))
    facts_told = ck.SettlementFacts.from_dict(told, agreement=agreement, period=MARCH)
    return ck.settle(agreement, result, facts, period=MARCH, told=facts_told)[0]


def effects(settlement: ck.Settlement) -> Fraction:
    return Fraction(settlement.effects.amount)


def moved(name: str, agreed_on: str, delivered: str | None, category: str = "move") -> dict[str, Any]:
    return item(name, agreed=agreed_on, delivered=delivered, category=category)


class TestLatePenalty:
    CLAUSE = (
        "{kind: late-penalty, nature: penalty, agreed: {field: agreed_on}, delivered: {field: delivered_at}, "
        "when: {category: move}, step: 1 day, per_step: EUR 10, termination_after: 20 days}"
    )

    def test_every_delivery_of_the_period_counts_and_no_other(self) -> None:
        """Two days: 20. Nothing for one in time, of another category, opened before the term, or come in April.

        April begins in Amsterdam on 31 March at 22:00 UTC; March began on 28 February at 23:00.
        """
        found = settled(
            agreed(self.CLAUSE),
            moved("late", "2026-03-10T09:00Z", "2026-03-12T10:00Z"),
            moved("in time", "2026-03-10T09:00Z", "2026-03-10T09:00Z"),
            moved("repair", "2026-03-10T09:00Z", "2026-03-20T09:00Z", "repair"),
            moved("in April", "2026-03-30T09:00Z", "2026-03-31T22:00Z"),
            {**moved("before", "2026-03-01T09:00Z", "2026-03-09T09:00Z"), "opened": "2025-12-30T09:00Z"},
        )
        assert effects(found) == -20
        assert [one.state for one in found.consequences] == ["does-not-arise"]

    def test_what_came_long_after_the_agreed_time_gives_the_right_to_terminate(self) -> None:
        found = settled(agreed(self.CLAUSE), moved("M-1", "2026-02-01T09:00Z", "2026-03-02T09:00Z"))
        assert effects(found) == -290
        assert [(one.kind, one.state) for one in found.consequences] == [("termination-right", "arises")]
        assert "M-1" in found.consequences[0].says


class TestRelief:
    """A cause of relief cuts the days that it took, and leaves the others."""

    FORCE = "{kind: relief, cause: force-majeure MORE}"
    LATE = moved("M-1", "2026-03-02T09:00Z", "2026-03-12T09:00Z")

    def cost(self, more: str, *relief: tuple[str, str, str, str], **told: Any) -> ck.Settlement:
        papers = agreed(TestLatePenalty.CLAUSE, self.FORCE.replace("MORE", more))
        return settled(papers, self.LATE, relief=relief, **told)

    def test_three_days_of_a_flood_leave_seven_of_ten(self) -> None:
        flood = ("M-1", "force-majeure", "2026-03-04T09:00Z", "2026-03-07T09:00Z")
        found = self.cost("", flood)
        assert effects(found) == -70
        (line,) = [one for one in found.lines if one.kind == "malus"]
        assert (line.inputs["days"], line.inputs["excused"]) == ("7", "3 days, 0:00:00")

    def test_what_lay_before_the_agreed_time_and_what_overlaps_counts_once(self) -> None:
        """From 28 February to 3 March only one day lies in the delay; two stretches that overlap are 3 to 6 March."""
        found = self.cost(
            "",
            ("M-1", "force-majeure", "2026-02-28T09:00Z", "2026-03-03T09:00Z"),
            ("M-1", "force-majeure", "2026-03-03T09:00Z", "2026-03-05T09:00Z"),
            ("M-1", "force-majeure", "2026-03-04T09:00Z", "2026-03-06T09:00Z"),
        )
        assert effects(found) == -60

    def test_another_cause_excuses_nothing(self) -> None:
        assert effects(self.cost("", ("M-1", "customer", "2026-03-04T09:00Z", "2026-03-07T09:00Z"))) == -100

    def test_it_may_name_the_penalty_that_it_is_for(self) -> None:
        flood = ("M-1", "force-majeure", "2026-03-04T09:00Z", "2026-03-07T09:00Z")
        assert effects(self.cost(", for: ['20']", flood)) == -70
        assert effects(self.cost(", for: [solved]", flood)) == -100

    def test_an_effect_of_which_no_time_is_taken_out_is_refused(self) -> None:
        per_item = "{kind: per-item, for: solved, verdict: breached, pays: -EUR 25}"
        with pytest.raises(ck.DocumentRejected, match="'20' is a per-item, of which no time is taken out"):
            agreed(per_item, self.FORCE.replace("MORE", ", for: ['20']"))

    def test_a_clause_may_take_out_the_whole(self) -> None:
        flood = ("M-1", "force-majeure", "2026-03-04T09:00Z", "2026-03-04T10:00Z")
        assert effects(self.cost(", takes_out: whole-item", flood)) == 0

    def test_it_moves_the_right_to_terminate(self) -> None:
        """20 days after 2 March, and the ten of the flood after that: the 1st of April. It came on the 31st of March."""
        papers = agreed(TestLatePenalty.CLAUSE, self.FORCE.replace("MORE", ""))
        flood = ("M-1", "force-majeure", "2026-03-04T09:00Z", "2026-03-14T09:00Z")
        late = moved("M-1", "2026-03-02T09:00Z", "2026-03-31T09:00Z")
        found = settled(papers, late, relief=(flood,))
        assert (effects(found), [one.state for one in found.consequences]) == (-190, ["does-not-arise"])

    def test_of_one_delivery_that_is_told_the_relief_is_told_too(self) -> None:
        papers = agreed(TestLatePenalty.CLAUSE, self.FORCE.replace("MORE", ""))
        fields = {"agreed_on": "2026-03-02T09:00Z", "delivered_at": "2026-03-12T09:00Z", "category": "move"}
        relieved = {"force-majeure": ["2026-03-04T09:00Z/2026-03-07T09:00Z"]}
        assert effects(settled(papers, item("A"), fields=fields, relieved=relieved)) == -70

    def test_whether_it_was_shown_is_not_told_so_the_penalty_lies_between_two_sums(self) -> None:
        papers = agreed(TestLatePenalty.CLAUSE, self.FORCE.replace("MORE", ", evidence: required"))
        fields = {"agreed_on": "2026-03-02T09:00Z", "delivered_at": "2026-03-12T09:00Z", "category": "move"}
        relieved = {"force-majeure": ["2026-03-04T09:00Z/2026-03-07T09:00Z"]}
        found = settled(papers, item("A"), fields=fields, relieved=relieved)
        assert (found.low, found.high) == (ck.Money("900.00", "EUR"), ck.Money("930.00", "EUR"))

    @pytest.mark.parametrize(
        ("relieved", "code"),
        [({"flod": []}, "unknown-reference"), ({"force-majeure": ["3 days"]}, "missing-field")],
    )
    def test_a_cause_that_nobody_agreed_and_a_length_without_its_dates_are_refused(
        self, relieved: dict[str, Any], code: str
    ) -> None:
        papers = agreed(TestLatePenalty.CLAUSE, self.FORCE.replace("MORE", ""))
        with pytest.raises(ck.FactsRejected) as refused:
            ck.SettlementFacts.from_dict({"relieved": relieved}, agreement=papers, period=MARCH)
        assert [one.code for one in refused.value.problems] == [code]


class TestRatchet:
    @pytest.mark.parametrize(("reach", "amount"), [("to-first-failure", "-77.5"), ("later-failures-only", "-67.5")])
    def test_failures_of_one_part_count_together(self, reach: str, amount: str) -> None:
        """Three failures of the gate (2, 2 and 5 hours at 5) and one of the door (4 hours, but it was used: half of 20).

        With more than two of one part it is 1.5 times as much: for all of them (10 + 10 + 25) × 1.5 = 67.5, for the
        third alone 10 + 10 + 25 × 1.5 = 57.5; and 10 for the door.
        """
        clause = (
            "{kind: ratchet, rate: EUR 5.00, periods: hours, same: [part], per: month, used_factor: 0.5, "
            f"used_when: {{used: true}}, repetition: [{{more_than: 2, times: 1.5}}], reaches_back: {reach}, "
            "when: {category: repair}}"
        )
        found = settled(
            agreed(clause),
            item("G1", opened="2026-03-02T09:00Z", part="gate", hours=2, used="no", category="repair"),
            item("G2", opened="2026-03-03T09:00Z", part="gate", hours=2, used="no", category="repair"),
            item("G3", opened="2026-03-04T09:00Z", part="gate", hours=5, used="no", category="repair"),
            item("D1", opened="2026-03-04T09:00Z", part="door", hours=4, used="yes", category="repair"),
            item("M1", opened="2026-03-04T09:00Z", part="gate", hours=9, used="no", category="move"),
        )
        assert effects(found) == Fraction(amount)


class TestPerItem:
    def test_only_the_items_of_its_condition_pay(self) -> None:
        """Of three late ones two are P1, at 25 each."""
        clause = "{kind: per-item, for: solved, verdict: breached, when: {priority: P1}, pays: -EUR 25}"
        found = settled(
            agreed(clause),
            item("A", solved=LATE, priority="P1"),
            item("B", solved=LATE, priority="P1"),
            item("C", solved=LATE, priority="P2"),
            item("D", priority="P1"),
        )
        assert effects(found) == -50

    @pytest.mark.parametrize(("late", "amount"), [((LATE, GOOD), -20), ((LATE, LATE), None)])
    def test_one_value_of_an_order_is_not_that_of_two(self, late: tuple[str, str], amount: int | None) -> None:
        """2 % of EUR 1 000 for the one that was late; where both were, nobody knows whose value was told."""
        clauses = (
            "{kind: per-item, for: solved, verdict: breached, pays: -2 % of order-value}",
            "{kind: liquidated-damages, nature: damages, of: order-value, items: [{when: {status: open}, amount: 2 %}]}",
        )
        for clause in clauses:
            items = [item(f"I{n}", solved=at, status="open" if at == LATE else "done") for n, at in enumerate(late)]
            found = settled(agreed(clause), *items, amounts={"order-value": "EUR 1 000"})
            if amount is not None:
                assert effects(found) == amount
            else:
                (line,) = [one for one in found.lines if one.state == "undetermined"]
                assert "it is for 2 items, and one order-value is told" in line.says

    def test_an_item_that_may_be_either_leaves_a_range(self) -> None:
        """Of one nobody knows when it was opened, so it was late or not: 25 for sure, 50 at most."""
        clause = "{kind: per-item, for: solved, verdict: breached, pays: -EUR 25}"
        found = settled(agreed(clause), item("A", solved=LATE), item("B", opened=None))
        assert (found.low, found.high) == (ck.Money("950.00", "EUR"), ck.Money("975.00", "EUR"))


class TestBandsByRow:
    def test_every_row_looks_at_its_own_items(self) -> None:
        """P1: one of two in time is 50 %, which costs 5 %; the others are all in time and earn 1 %."""
        clause = (
            "{kind: band-effect, for: solved, of: fee, rows: ["
            "{when: {priority: P1}, bands: [{from: 90 %, pays: 0 %}, {below: 90 %, pays: -5 %}]}, "
            "{when: {priority: [P2, P3]}, bands: [{from: 100 %, pays: 1 %}, {from: 90 %, below: 100 %, pays: 0 %}, {below: 90 %, pays: -2 %}]}]}"
        )
        found = settled(
            agreed(clause),
            item("A", solved=LATE, priority="P1"),
            item("B", priority="P1"),
            item("C", priority="P2"),
            item("D", priority="P3"),
        )
        assert effects(found) == -40


class TestDamages:
    def test_a_sum_for_each_item_and_for_each_hour(self) -> None:
        """Two repairs at 100, and 3 + 4 hours at 5."""
        clause = (
            "{kind: liquidated-damages, nature: damages, items: [{when: {category: repair}, amount: EUR 100}, "
            "{when: {field: hours, more_than: 2}, each: hours, amount: EUR 5}]}"
        )
        found = settled(
            agreed(clause),
            item("A", category="repair", hours=2),
            item("B", category="repair", hours=3),
            item("C", category="move", hours=4),
        )
        assert effects(found) == -235


class TestOneIncident:
    CLAUSES = (
        "{kind: tier-credit, for: solved, of: fee, one_incident: largest, tiers: [{below: reach, credit: 10 %}]}",
        "{kind: tier-credit, for: answered, of: fee, one_incident: largest, tiers: [{below: reach, credit: 4 %}]}",
    )

    def test_a_ticket_that_missed_both_targets_costs_the_larger_credit_only(self) -> None:
        found = settled(agreed(*self.CLAUSES), item("A", solved=LATE, answered=LATE))
        assert effects(found) == -100

    def test_two_tickets_that_missed_one_target_each_are_two_incidents(self) -> None:
        found = settled(agreed(*self.CLAUSES), item("A", solved=LATE), item("B", answered=LATE))
        assert effects(found) == -140


class TestMilestone:
    def test_it_is_due_in_the_period_in_which_it_was_done(self) -> None:
        clause = (
            "{kind: milestone, nature: incentive, when: {all_of: [{category: move}, {within: 3 calendar days, from: {field: agreed_on}, "
            "to: {field: delivered_at}}]}, amount: EUR 500}"
        )
        in_time = moved("M", "2026-03-10T09:00Z", "2026-03-12T09:00Z")
        assert effects(settled(agreed(clause), in_time)) == 500
        assert effects(settled(agreed(clause), {**in_time, "delivered": "2026-03-14T09:00Z"})) == 0
        assert effects(settled(agreed(clause), {**in_time, "delivered": "2026-04-01T09:00Z"})) == 0


class TestWithoutAnotherPromise:
    """Items about which no time is promised, so that nothing of them is judged, are what other effects are about."""

    BARE = (
        HEAD[: HEAD.index('  "3":')]
        + '  "5": {kind: scope, rows: [{name: repairs, is: out, when: {category: repair}}]}\n'
    )

    def bare(self, clause: str) -> ck.Agreement:
        return ck.load_agreement(text=self.BARE + f'  "20": {clause}\n')

    def test_a_delivery_five_days_and_a_quarter_late_costs_three_per_cent_a_day(self) -> None:
        """5 1/4 days late are 5 days; 5 × 3 % = 15 % of EUR 6 000 = EUR 900. One that is no move costs nothing."""
        clause = (
            "{kind: late-penalty, nature: penalty, agreed: {field: agreed_on}, delivered: {field: delivered_at}, "
            "of: order-value, step: 1 day, per_step: 3 %, part_days: ignored}"
        )
        late = moved("O-1", "2026-03-02T11:00Z", "2026-03-07T17:00Z")
        out = moved("O-2", "2026-03-02T11:00Z", "2026-03-20T17:00Z", "repair")
        found = settled(self.bare(clause), late, out, amounts={"order-value": "EUR 6 000.00"})
        assert effects(found) == -900

    def test_damages_count_them(self) -> None:
        clause = "{kind: liquidated-damages, nature: damages, items: [{when: {category: move}, amount: EUR 100}]}"
        found = settled(self.bare(clause), item("A", category="move"), item("B", category="repair"))
        assert effects(found) == -100

    def test_a_ratchet_counts_them(self) -> None:
        """2 hours at EUR 5."""
        clause = "{kind: ratchet, rate: EUR 5.00, periods: hours, same: [part], per: month, repetition: [{more_than: 4, times: 1.5}]}"
        found = settled(
            self.bare(clause),
            item("A", category="move", part="gate", hours=2),
            item("B", category="repair", part="gate", hours=9),
        )
        assert effects(found) == -10

    def test_a_milestone_is_reached_by_one(self) -> None:
        clause = "{kind: milestone, nature: incentive, when: {status: done}, amount: EUR 500}"
        assert effects(settled(self.bare(clause), item("A", category="move", status="done"))) == 500
        assert effects(settled(self.bare(clause), item("A", category="repair", status="done"))) == 0
