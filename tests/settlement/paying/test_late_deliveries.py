"""Late penalties over several deliveries: the cap of each, the value of each order, what has not come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

HEAD = """
contractkit: 1
document: contract
id: O
title: Orders
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
fields: {agreed_on: instant, delivered_at: instant, worth: number, kind: [desk, chair]}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: late-penalty, nature: penalty, agreed: {field: agreed_on}, delivered: {field: delivered_at}, MORE}
"""
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened",
            "agreed_on": {"column": "agreed", "type": "instant"},
            "delivered_at": {"column": "delivered", "type": "instant"},
            "worth": {"column": "worth", "type": "number"},
            "kind": "kind",
        },
    },
}
SHARE = "of: order-value, step: 1 day, per_step: 1 %, part_days: ignored, cap: 5 % of order-value"
VALUED = SHARE + ", value: worth"


def paper(more: str) -> ck.Agreement:
    return ck.load_agreement(text=HEAD.replace("MORE", more))


def order(
    name: str, agreed: str, delivered: str | None, worth: float | None = None, kind: str = "desk"
) -> dict[str, Any]:
    return {"id": name, "agreed": agreed, "delivered": delivered, "worth": worth, "kind": kind}


def settled(
    agreement: ck.Agreement,
    orders: list[dict[str, Any]],
    period: str = "2026-03",
    *,
    as_of: datetime = datetime(2027, 1, 1, tzinfo=UTC),
    **told: Any,
) -> ck.Settlement:
    frame = {name: [one[name] for one in orders] for name in ("id", "agreed", "delivered", "worth", "kind")}
    frame["opened"] = ["2026-01-05T09:00Z"] * len(orders)
    facts = ck.Facts.from_frames(items=frame, mapping=MAPPING)
    judged = ck.evaluate(agreement, facts, as_of)
    known = ck.SettlementFacts.from_dict(told, agreement=agreement, period=period)
    return ck.settle(agreement, judged, facts, period=period, told=known)[0]


def effects(settlement: ck.Settlement) -> Fraction:
    assert not [line for line in settlement.lines if line.state == "undetermined"]
    return Fraction(settlement.effects.amount)


class TestTheCapOfEach:
    ORDERS = [  # noqa: RUF012
        order("A", "2026-03-02T09:00Z", "2026-03-23T09:00Z", 2000),
        order("B", "2026-03-02T09:00Z", "2026-03-04T09:00Z", 2000),
    ]

    def test_two_orders_are_bounded_each_by_itself(self) -> None:
        """21 days would be 21 %, at most 5 % of 2 000: 100; 2 days are 2 %: 40."""
        found = settled(paper(VALUED), self.ORDERS)
        assert effects(found) == -140
        (line,) = [one for one in found.lines if one.kind == "malus"]
        assert "1 of 2 cut off at the cap of each" in line.says
        assert (line.inputs["before-cap"], line.inputs["cut-off"]) == ("-460", "320")

    def test_each_late_order_stands_in_the_evidence_with_its_own_sum(self) -> None:
        """On the wall clock of Amsterdam; what was in time is not listed."""
        in_time = order("C", "2026-03-09T09:00Z", "2026-03-09T08:00Z", 700)
        found = settled(paper(VALUED), [*self.ORDERS, in_time])
        (line,) = [one for one in found.lines if one.kind == "malus"]
        steps = "{0} days / 1 day = {0} × 1 % of order-value EUR 2 000.00"
        at_most = ", at most 5 % of order-value EUR 2 000.00 = EUR 100.00"
        assert line.evidence == (
            f"A: due 2026-03-02 10:00, came 2026-03-23 10:00: {steps.format(21)} = EUR -420.00{at_most}",
            f"B: due 2026-03-02 10:00, came 2026-03-04 10:00: {steps.format(2)} = EUR -40.00",
        )

    def test_the_formula_of_very_many_orders_stays_short(self) -> None:
        """Six desks, each a day late at 1 % of 100."""
        orders = [order(f"D{n}", "2026-03-02T09:00Z", "2026-03-03T09:00Z", 100) for n in range(6)]
        found = settled(paper(VALUED), orders)
        (line,) = [one for one in found.lines if one.kind == "malus"]
        assert (effects(found), len(line.evidence)) == (-6, 6)
        assert "the sum of 6 late deliveries, one by one in the evidence" in line.formula

    def test_the_other_reading_is_that_of_the_period_together(self) -> None:
        """At most EUR 100 for everything that came in a month, which is told."""
        more = "step: 1 day, per_step: EUR 20, cap: EUR 100, cap_bounds: "
        assert effects(settled(paper(more + "each-delivery"), self.ORDERS)) == -140
        assert effects(settled(paper(more + "all-of-a-period"), self.ORDERS)) == -100

    def test_where_the_text_is_silent_the_reading_is_listed_and_each_is_bounded(self) -> None:
        agreement = paper(VALUED)
        (one,) = [one for one in agreement.assumptions if one.convention == "cap_bounds"]
        assert (one.taken, one.alternatives) == ("each-delivery", ("all-of-a-period",))

    @pytest.mark.parametrize("cap", ["none", "EUR 100 per year"])
    def test_nobody_asks_where_the_cap_says_for_which_dates_it_is(self, cap: str) -> None:
        agreement = paper(f"step: 1 day, per_step: EUR 20, cap: {cap}")
        assert not [one for one in agreement.assumptions if one.convention == "cap_bounds"]

    def test_a_cap_for_a_year_bounds_all_of_them(self) -> None:
        assert effects(settled(paper("step: 1 day, per_step: EUR 20, cap: EUR 100 per year"), self.ORDERS)) == -100

    def test_what_waits_is_bounded_in_its_period(self) -> None:
        more = "step: 1 day, per_step: EUR 20, cap: EUR 100, on_excess: carry-forward"
        found = settled(paper(more), self.ORDERS)
        assert effects(found) == -100

    @pytest.mark.parametrize("more", ["cap: EUR 100, on_excess: carry-forward", "cap: EUR 100 per year", "cap: none"])
    def test_each_delivery_cannot_be_bounded_by_what_is_for_a_period(self, more: str) -> None:
        with pytest.raises(ck.DocumentRejected, match="contradiction"):
            paper(f"step: 1 day, per_step: EUR 20, cap_bounds: each-delivery, {more}")

    @pytest.mark.parametrize(
        "cap",
        [
            "cap: 5 % of order-value, cap_bounds: all-of-a-period",
            "cap: 5 % of order-value, on_excess: carry-forward",
            "cap: 5 % of order-value per month",
        ],
    )
    def test_the_value_of_one_order_does_not_bound_the_sum_of_all(self, cap: str) -> None:
        """Each order has its own value, so nobody can say of which one 5 % are meant."""
        with pytest.raises(ck.DocumentRejected) as refused:
            paper(f"of: order-value, step: 1 day, per_step: 1 %, value: worth, {cap}")
        (problem,) = refused.value.problems
        assert (problem.code, "cap_bounds: each-delivery" in str(problem.hint)) == ("contradiction", True)

    @pytest.mark.parametrize(("cap", "paid"), [("EUR 120", -120), ("5 % of charges", -50)])
    def test_what_the_period_has_does_bound_the_sum(self, cap: str, paid: int) -> None:
        """460 together, at most EUR 120, or 5 % of the month's EUR 1 000."""
        more = f"of: order-value, step: 1 day, per_step: 1 %, value: worth, cap: {cap}, cap_bounds: all-of-a-period"
        assert effects(settled(paper(more), self.ORDERS)) == paid

    def test_the_value_that_is_told_of_one_order_bounds_what_came_in_a_period(self) -> None:
        """21 days are 21 % of EUR 2 000, at most 5 % of them: EUR 100."""
        more = f"{SHARE}, cap_bounds: all-of-a-period"
        assert effects(settled(paper(more), self.ORDERS[:1], amounts={"order-value": "EUR 2 000"})) == -100

    def test_a_repeat_multiplies_before_the_cap_of_each(self) -> None:
        """After a failure twice as much: 2 × 21 % is above 5 %, and 2 × 2 % is 80."""
        more = "repeat: {multiply_by: 2, when: previous-period-failed, grows: stays}"
        before = order("Z", "2026-02-02T09:00Z", "2026-02-04T09:00Z", 1000)
        agreement = paper(f"{VALUED}, {more}")
        frame = {name: [one[name] for one in [before, *self.ORDERS]] for name in before}
        facts = ck.Facts.from_frames(items={**frame, "opened": ["2026-01-05T09:00Z"] * 3}, mapping=MAPPING)
        judged = ck.evaluate(agreement, facts, datetime(2027, 1, 1, tzinfo=UTC))
        ledger = ck.Ledger.empty()
        for period in ("2026-01", "2026-02", "2026-03"):
            money, ledger = ck.settle(agreement, judged, facts, period=period, before=ledger)
        assert effects(money) == -180


class TestTheValueOfEach:
    ORDERS = [  # noqa: RUF012
        order("A", "2026-03-02T09:00Z", "2026-03-05T09:00Z", 1000),
        order("B", "2026-03-02T09:00Z", "2026-03-04T09:00Z", 250.5),
        order("C", "2026-03-02T09:00Z", "2026-03-01T09:00Z"),
    ]

    def test_a_number_of_the_items_is_the_value_of_each_order(self) -> None:
        """3 % of 1 000 and 2 % of 250.50 are 30 + 5.01; of C, which was in time, nobody has to know what it is worth."""
        assert effects(settled(paper(VALUED), self.ORDERS)) == Fraction("-35.01")

    def test_one_value_told_is_not_that_of_two_late_orders(self) -> None:
        found = settled(paper(SHARE), self.ORDERS, amounts={"order-value": "EUR 1 000"})
        (line,) = [one for one in found.lines if one.state == "undetermined"]
        assert "2 came late, and what each order is worth is not told" in line.says
        assert found.status == "provisional"

    def test_of_one_late_order_the_value_may_be_told(self) -> None:
        orders = [self.ORDERS[0], self.ORDERS[2]]
        assert effects(settled(paper(SHARE), orders, amounts={"order-value": "EUR 2 000"})) == -60

    def test_a_late_order_without_a_value_is_named(self) -> None:
        orders = [self.ORDERS[0], {**self.ORDERS[1], "worth": None}]
        (line,) = [one for one in settled(paper(VALUED), orders).lines if one.state == "undetermined"]
        assert "worth of B is not known" in line.says

    def test_no_order_is_worth_less_than_nothing(self) -> None:
        orders = [{**self.ORDERS[0], "worth": -1}]
        (line,) = [one for one in settled(paper(VALUED), orders).lines if one.state == "undetermined"]
        assert "worth of A is -1" in line.says

    def test_of_one_delivery_that_is_told_the_field_is_told_too(self) -> None:
        fields = {"agreed_on": "2026-03-02T09:00Z", "delivered_at": "2026-03-05T09:00Z", "worth": "500"}
        assert effects(settled(paper(VALUED), self.ORDERS, fields=fields)) == -15

    def test_a_field_that_is_no_number_and_one_for_nothing_are_refused(self) -> None:
        with pytest.raises(ck.DocumentRejected, match="kind is no number"):
            paper(SHARE + ", value: kind")
        with pytest.raises(ck.DocumentRejected, match="nothing here is a share of order-value"):
            paper("step: 1 day, per_step: EUR 20, value: worth")


class TestWhatHasNotCome:
    """Agreed for 26 February; at the end of March 33 days late, of which 2 in February."""

    OPEN = [order("A", "2026-02-26T11:00Z", None, 2000)]  # noqa: RUF012
    MORE = "step: 1 day, per_step: EUR 10, termination_after: 30 days, part_days: ignored, late_counts: "

    def test_it_costs_nothing_before_it_comes_and_the_line_says_so(self) -> None:
        found = settled(paper(self.MORE + "when-delivered"), self.OPEN)
        assert effects(found) == 0
        assert any("1 is overdue and counts when it comes" in line.says for line in found.lines)
        assert [one.state for one in found.consequences] == ["arises"]
        assert "A: more than 30 days late" in found.consequences[0].says

    def test_as_it_runs_every_month_costs_its_own_days(self) -> None:
        agreement = paper(self.MORE + "as-it-runs")
        found = [effects(settled(agreement, self.OPEN, month)) for month in ("2026-01", "2026-02", "2026-03")]
        assert found == [0, -20, -310]

    def test_no_day_counts_that_nobody_has_seen_yet(self) -> None:
        found = settled(paper(self.MORE + "as-it-runs"), self.OPEN, as_of=datetime(2026, 3, 3, 12, tzinfo=UTC))
        assert effects(found) == -30

    def test_the_reading_is_listed_with_what_it_comes_to(self) -> None:
        agreement = paper("step: 1 day, per_step: EUR 10")
        (one,) = [one for one in agreement.assumptions if one.convention == "late_counts"]
        assert (one.taken, one.alternatives) == ("when-delivered", ("as-it-runs",))

    def test_relief_is_taken_out_of_the_month_in_which_it_lay(self) -> None:
        text = HEAD.replace("MORE", self.MORE + "as-it-runs") + '  "4": {kind: relief, cause: force-majeure}\n'
        agreement = ck.load_agreement(text=text)
        mapping = {**MAPPING, "relief": {"item": "item", "from": "from", "to": "to", "cause": "cause"}}
        frame = {name: [one[name] for one in self.OPEN] for name in self.OPEN[0]} | {"opened": ["2026-01-05T09:00Z"]}
        relief = {"item": ["A"], "cause": ["force-majeure"], "from": ["2026-02-27T11:00Z"], "to": ["2026-03-03T11:00Z"]}
        facts = ck.Facts.from_frames(items=frame, relief=relief, mapping=mapping)
        judged = ck.evaluate(agreement, facts, datetime(2027, 1, 1, tzinfo=UTC))
        found = [effects(ck.settle(agreement, judged, facts, period=month)[0]) for month in ("2026-02", "2026-03")]
        assert found == [-10, -280]  # 33 days less 4 are 29: one in February, 28 in March


class TestWhatIsNotKnown:
    """A range, or nothing final, where the facts or another wording leave it open."""

    LATE = order("A", "2026-03-02T09:00Z", "2026-03-12T09:00Z", 2000)

    def relieved(self, more: str, clause: str = "", **told: Any) -> ck.Settlement:
        text = HEAD.replace("MORE", more).replace("worth: number", "worth: number, shown: yes-no")
        text = text.replace("clauses:", "amounts: {affected: Users affected, all-users: All users}\nclauses:")
        text += f'  "4": {{kind: relief, cause: force-majeure, evidence: required{clause}}}\n'
        agreement = ck.load_agreement(text=text)
        mapping = {**MAPPING, "relief": {"item": "item", "from": "from", "to": "to", "cause": "cause"}}
        frame = {name: [self.LATE[name]] for name in self.LATE} | {"opened": ["2026-01-05T09:00Z"]}
        relief = {"item": ["A"], "cause": ["force-majeure"], "from": ["2026-03-02T09:00Z"], "to": ["2026-03-12T09:00Z"]}
        facts = ck.Facts.from_frames(items=frame, relief=relief, mapping=mapping)
        judged = ck.evaluate(agreement, facts, datetime(2027, 1, 1, tzinfo=UTC))
        known = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026-03")
        return ck.settle(agreement, judged, facts, period="2026-03", told=known)[0]

    RATE = "step: 1 day, per_step: EUR 10, cap: EUR 1 000, part_days: ignored"

    def test_of_what_may_be_excused_as_a_whole_the_share_that_was_affected_is_paid_at_most(self) -> None:
        """Ten days are 100, or nothing; half of the users were affected: between 0 and 50."""
        scaled = f"{self.RATE}, scaled_by: {{affected: affected, total: all-users}}"
        found = self.relieved(scaled, amounts={"affected": 5, "all-users": 10})
        assert (found.low, found.high) == (ck.Money("950.00", "EUR"), ck.Money("1000.00", "EUR"))

    def test_a_right_that_hangs_on_what_may_be_excused_is_not_known(self) -> None:
        found = self.relieved(f"{self.RATE}, termination_after: 5 days")
        assert [one.state for one in found.consequences] == ["undetermined"]
        assert "whether A is more than 5 days late is not known" in found.consequences[0].says

    def test_what_was_not_late_by_a_step_needs_no_value(self) -> None:
        """Two days are no whole week, so that nothing is due, whatever the order is worth."""
        late = order("A", "2026-03-02T09:00Z", "2026-03-04T09:00Z")
        more = "of: order-value, value: worth, step: 1 week, per_step: 1 %, late_part_steps: ignored"
        assert effects(settled(paper(more), [late])) == 0

    def test_as_of_a_day_nothing_has_come_later(self) -> None:
        """Ten days by 12 March; as of 5 March, 9:00 UTC, it has not come, and three days have run."""
        seen = datetime(2026, 3, 5, 9, tzinfo=UTC)
        for counts, amount in (("when-delivered", 0), ("as-it-runs", -30)):
            found = settled(paper(f"{self.RATE}, late_counts: {counts}"), [self.LATE], as_of=seen)
            assert Fraction(found.effects.amount) == amount

    def test_nothing_runs_after_the_end_of_the_term(self) -> None:
        """Open since 18 February; the last date of the term is 14 March: 14 days of March at 10."""
        text = HEAD.replace("start: 2026-01-01", "start: 2026-01-01, until: 2026-03-14, end: last-day")
        agreement = ck.load_agreement(text=text.replace("MORE", f"{self.RATE}, late_counts: as-it-runs"))
        late = order("A", "2026-02-18T09:00Z", None)
        assert effects(settled(agreement, [late])) == -140


AMENDED = """
contractkit: 1
document: amendment
id: A-1
amends: O
title: Other rate
signed_on: 2026-03-01
effective_from: 2026-03-15
changes:
  - {action: replace, clause: "3", to: {kind: late-penalty, nature: penalty, agreed: {field: agreed_on}, delivered: {field: delivered_at}, MORE}}
"""


def amended(before: str, after: str) -> ck.Agreement:
    papers = {"contract": HEAD.replace("MORE", before), "amendment": AMENDED.replace("MORE", after)}
    return ck.load_agreement(text=papers)


class TestAmended:
    def test_a_share_of_a_fee_is_one_of_the_whole_month(self) -> None:
        """20 days late at 2 % of EUR 1 000 a day, at most 10 %: 100, though an amendment divides the month."""
        terms = "of: fee, step: 1 day, part_days: ignored, cap: 10 % of fee, per_step: "
        late = order("A", "2026-03-01T09:00Z", "2026-03-21T09:00Z")
        assert effects(settled(amended(terms + "1 %", terms + "2 %"), [late])) == -100

    @pytest.mark.parametrize("turn", [("as-it-runs", "as-it-runs"), ("as-it-runs", "when-delivered")])
    def test_what_ran_under_two_wordings_is_not_guessed(self, turn: tuple[str, str]) -> None:
        words = [f"step: 1 day, per_step: EUR {n}, cap: EUR 200, late_counts: {one}" for n, one in enumerate(turn, 1)]
        found = settled(amended(*words), [order("A", "2026-02-18T09:00Z", "2026-04-10T09:00Z")], "2026-04")
        (line,) = [one for one in found.lines if one.state == "undetermined"]
        assert "A was late under another wording too, which counted as it ran" in line.says

    def test_what_was_not_late_yet_counts_under_the_new_one(self) -> None:
        """Due on 20 March, after the amendment: 5 days at 2."""
        words = [f"step: 1 day, per_step: EUR {n}, part_days: ignored, late_counts: as-it-runs" for n in (1, 2)]
        assert effects(settled(amended(*words), [order("A", "2026-03-20T09:00Z", "2026-03-25T09:00Z")])) == -10

    def test_relief_that_reaches_back_is_not_guessed(self) -> None:
        """The whole delay is excused by a flood of March, and 9 days were counted in February."""
        text = HEAD.replace("MORE", "step: 1 day, per_step: EUR 10, part_days: ignored, late_counts: as-it-runs")
        text += '  "4": {kind: relief, cause: force-majeure, takes_out: whole-item}\n'
        agreement = ck.load_agreement(text=text)
        mapping = {**MAPPING, "relief": {"item": "item", "from": "from", "to": "to", "cause": "cause"}}
        frame = {name: [value] for name, value in order("A", "2026-02-18T09:00Z", "2026-03-12T09:00Z").items()}
        relief = {"item": ["A"], "cause": ["force-majeure"], "from": ["2026-03-02T09:00Z"], "to": ["2026-03-03T09:00Z"]}
        facts = ck.Facts.from_frames(items=frame | {"opened": ["2026-01-05T09:00Z"]}, relief=relief, mapping=mapping)
        judged = ck.evaluate(agreement, facts, datetime(2027, 1, 1, tzinfo=UTC))
        (line,) = [
            one for one in ck.settle(agreement, judged, facts, period="2026-03")[0].lines if one.kind != "charge"
        ]
        assert line.state == "undetermined"
        assert "of A were counted before, of which relief excuses some now" in line.says

    @pytest.mark.parametrize(
        "more", ["only_if: {field: kind, is: desk}", "repeat: {multiply_by: 2, when: previous-period-failed}"]
    )
    def test_what_runs_under_a_cap_of_each_and_is_multiplied_by_period_is_refused(self, more: str) -> None:
        agreement = paper(f"step: 1 day, per_step: EUR 10, cap: EUR 100, late_counts: as-it-runs, {more}")
        with pytest.raises(ck.NotComputedError, match="under a cap of each delivery"):
            settled(agreement, [order("A", "2026-02-18T09:00Z", None)])


DAY = datetime(2026, 1, 1, tzinfo=UTC)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07")


@st.composite
def orders(draw: Any) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        agreed = DAY + timedelta(hours=draw(st.integers(0, 24 * 120)))
        delivered = agreed + timedelta(hours=draw(st.sampled_from([-30, 0, 1, 24, 47, 48, 200, 500, 1100, 1500])))
        worth = draw(st.sampled_from([0, 100, 999.99]))
        found.append(order(f"O{number}", agreed.isoformat(), delivered.isoformat(), worth))
    return found


CLAUSES = st.fixed_dictionaries(
    {
        "step": st.sampled_from(["1 day", "2 days", "1 week", "1 month"]),
        "per_step": st.sampled_from(["3 %", "EUR 7"]),
        "part_days": st.sampled_from(["ignored", "full-day"]),
        "late_part_steps": st.sampled_from(["pro-rata", "ignored", "full-step"]),
        "cap": st.sampled_from(["10 % of order-value", "EUR 40", "none"]),
    }
)


def clause(words: dict[str, str], counts: str) -> ck.Agreement:
    more = ", ".join(f"{word}: {value}" for word, value in words.items())
    value = "" if words["per_step"] == "EUR 7" and "order" not in words["cap"] else ", value: worth"
    return paper(f"of: order-value, {more}, late_counts: {counts}{value}")


@settings(max_examples=40, deadline=None)
@given(orders=orders(), words=CLAUSES)
def test_orders_together_cost_what_each_costs_alone(orders: list[dict[str, Any]], words: dict[str, str]) -> None:
    for counts in ("when-delivered", "as-it-runs"):
        agreement = clause(words, counts)
        for month in MONTHS[1:4]:
            alone = [settled(agreement, [one], month) for one in orders]
            together = settled(agreement, orders, month)
            exact = sum(line.exact for one in alone for line in one.lines if line.kind == "malus")
            assert sum(line.exact for line in together.lines if line.kind == "malus") == exact


@settings(max_examples=40, deadline=None)
@given(orders=orders(), words=CLAUSES)
def test_what_runs_comes_to_what_is_counted_when_it_came(orders: list[dict[str, Any]], words: dict[str, str]) -> None:
    """Over all months, each of which counts its own steps, everything comes to the same."""
    sums = []
    for counts in ("when-delivered", "as-it-runs"):
        agreement = clause(words, counts)
        months = [settled(agreement, orders, month) for month in MONTHS]
        sums.append(sum(line.exact for one in months for line in one.lines if line.kind == "malus"))
    assert sums[0] == sums[1]


def test_whoever_disputes_the_sum_sees_the_orders_one_by_one() -> None:
    """Of three late orders two are shown, as asked for, and the third is counted."""
    late = [order(f"D{n}", "2026-03-02T09:00Z", "2026-03-03T09:00Z", 100) for n in range(3)]
    agreement, found = paper(VALUED), settled(paper(VALUED), late)
    (line,) = [one for one in found.lines if one.kind == "malus"]
    pages = {
        locale: ck.grounds_text(ck.grounds_of(found, line, agreement, at_most=2, locale=locale))
        for locale in ("en", "nl")
    }
    assert "    D1: due 2026-03-02 10:00, came 2026-03-03 10:00: 1 day / 1 day = 1 × 1 %" in pages["en"]
    assert "D2" not in pages["en"]
    assert "1 of 3 items" in pages["en"]
    assert "D0: uiterlijk 2026-03-02 10:00, gekomen 2026-03-03 10:00" in pages["nl"]
