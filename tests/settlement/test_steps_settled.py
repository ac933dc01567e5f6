"""Steps of a settlement clause, written in a document and settled month by month; every sum is checked by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

import contractkit as ck

HEAD = """
contractkit: 1
document: contract
id: C-9
title: Hosting
language: en
currency: EUR
zone: Etc/UTC
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: 1 000.00, per: month}
  "3": {kind: metric, name: uptime, measures: availability, relief: none}
  "4": {kind: metric, name: answered, measures: in-time, relief: none}
  "5":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays:
      - {kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}, {below: 95 %, credit: 30 %}]}
  "6":
    kind: figure-target
    name: answered-in-time
    metric: answered
    reach: at least 90 %
    per: month
    pays:
      - {kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 0.05 %}]}
  "7":
    kind: settlement
    per: month
    order:
"""
GOOD, BAD, WORSE = ("99.5 %", "95 %"), ("98 %", "95 %"), ("90 %", "95 %")
LITTLE = ("99.5 %", "80 %")


def agreement(*steps: str) -> ck.Agreement:
    return ck.load_agreement(text=HEAD + "".join(f"      - {{{step}}}\n" for step in steps))


def months(paper: ck.Agreement, *figures: tuple[str, str], before: ck.Ledger | None = None) -> list[ck.Settlement]:
    return run(paper, *figures, before=before)[0]


def run(
    paper: ck.Agreement, *figures: tuple[str, str], before: ck.Ledger | None = None
) -> tuple[list[ck.Settlement], ck.Ledger]:
    ledger, found = before or ck.Ledger.empty(), []
    for number, (available, answered) in enumerate(figures, start=1):
        period = f"2026-{number:02}"
        told = told_of(paper, period, available, answered)
        settlement, ledger = ck.settle(paper, None, None, period=period, before=ledger, told=told)
        assert ck.Ledger.from_dict(json.loads(json.dumps(ledger.to_dict()))) == ledger
        found.append(settlement)
    return found, ledger


def told_of(paper: ck.Agreement, period: str, available: str, answered: str) -> ck.SettlementFacts:
    data = {"figures": {"available": available, "answered-in-time": answered}}
    return ck.SettlementFacts.from_dict(data, agreement=paper, period=period)


def amounts(settlements: list[ck.Settlement]) -> list[str]:
    return [f"{settlement.effects.amount:.2f}" for settlement in settlements]


def kinds(settlement: ck.Settlement) -> list[str]:
    return [line.kind for line in settlement.lines if line.kind not in ("charge", "none")]


class TestCarryForward:
    def test_what_is_above_the_cap_of_a_month_is_paid_in_the_next(self):
        """300 against a cap of 200: 200 now and 100 in February; 300 in March and in April leave 200, 200 and 200."""
        paper = agreement("step: cap, limit: EUR 200, per: month, caps: malus, on_excess: carry-forward")
        found, ledger = run(paper, WORSE, GOOD, WORSE, WORSE, GOOD, GOOD)
        assert amounts(found) == ["-200.00", "-100.00", "-200.00", "-200.00", "-200.00", "0.00"]
        assert all(settlement.status == "final" for settlement in found)
        assert kinds(found[1]) == ["carried"]
        assert not ledger.carried(ledger.governing[-1].period.end)

    def test_what_waits_is_on_the_ledger_with_its_origin(self):
        """100.00 of the malus of January, kept by the first step."""
        _, ledger = run(
            agreement("step: cap, limit: EUR 200, per: month, caps: malus, on_excess: carry-forward"), WORSE
        )
        (waits,) = ledger.governing[-1].carried
        assert (waits.amount, waits.step, waits.why, waits.since.isoformat()) == (-100, 0, "cap", "2026-01-31")

    def test_without_carrying_it_is_gone(self):
        """The same facts, and nothing in February."""
        paper = agreement("step: cap, limit: EUR 200, per: month, caps: malus")
        assert amounts(months(paper, WORSE, GOOD)) == ["-200.00", "0.00"]


class TestMinimumIssue:
    MINIMUM = "step: minimum-issue, more_than: EUR 1.00, otherwise: OTHERWISE, scope: SCOPE, tested: before-rounding"

    def minimum(self, otherwise: str, scope: str = "line") -> ck.Agreement:
        return agreement(self.MINIMUM.replace("OTHERWISE", otherwise).replace("SCOPE", scope))

    def test_what_is_too_little_is_dropped_and_exactly_the_minimum_too(self):
        """0.50 is not more than 1.00."""
        assert amounts(months(self.minimum("drop"), LITTLE)) == ["0.00"]

    def test_what_waits_is_paid_when_it_has_become_enough(self):
        """0.50 + 0.50 is 1.00, which is not more than 1.00; a third half makes 1.50."""
        assert amounts(months(self.minimum("carry-forward"), LITTLE, LITTLE, LITTLE, GOOD)) == [
            "0.00",
            "0.00",
            "-1.50",
            "0.00",
        ]

    def test_what_waits_of_one_effect_is_not_tested_with_another_under_the_same_target(self):
        """Availability costs 5.00 in a bad month and 8.00 more after another one, each to be paid above 10.00.

        January: 5.00. February: 5.00 and 5.00 are no more than 10.00, and 8.00 wait by themselves. In March the one has
        come to 15.00 and the other to 16.00.
        """
        first = "- {kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}, {below: 95 %, credit: 30 %}]}"
        often = "only_if: {target: available, verdict: breached, periods_in_a_row: 2}"
        two = (
            "- {kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 0.5 %}]}\n      "
            f"- {{kind: tier-credit, of: hosting, tiers: [{{below: reach, credit: 0.8 %}}], {often}}}"
        )
        least = "step: minimum-issue, more_than: EUR 10, otherwise: carry-forward, scope: line, tested: before-rounding"
        paper = ck.load_agreement(text=f"{HEAD.replace(first, two)}      - {{{least}}}\n")
        assert amounts(months(paper, GOOD, BAD, BAD, BAD)) == ["0.00", "0.00", "0.00", "-31.00"]

    def test_it_can_be_raised_to_the_minimum(self):
        """0.50 becomes 1.00; nothing stays nothing."""
        assert amounts(months(self.minimum("lift"), LITTLE, GOOD)) == ["-1.00", "0.00"]

    def test_the_total_is_enough_where_a_line_is_not(self):
        """100.00 + 0.50: by line the half is lost, in total nothing is."""
        both = ("98 %", "80 %")
        assert amounts(months(self.minimum("drop", "line"), both)) == ["-100.00"]
        assert amounts(months(self.minimum("drop", "contract"), both)) == ["-100.50"]


class TestEarnBack:
    def test_a_good_month_brings_half_of_an_open_malus_back_and_then_half_of_the_rest(self):
        """100 lost in January; 50.00, 25.00 and 12.50 come back."""
        paper = agreement("step: earn-back, when: {target: available, verdict: met}, returns: 50 %")
        found, ledger = run(paper, BAD, GOOD, GOOD, GOOD)
        assert amounts(found) == ["-100.00", "50.00", "25.00", "12.50"]
        (credit,) = ledger.open_credits(ledger.governing[-1].period.end)
        assert credit.open == 12.5

    def test_what_comes_back_stands_apart_from_what_is_lost(self):
        """February loses nothing and wins 50.00 of January's 100.00 back: it pays 1 050.00."""
        paper = agreement("step: earn-back, when: {target: available, verdict: met}, returns: 50 %")
        found = [
            (str(one.malus), str(one.won_back), str(one.effects), str(one.total)) for one in months(paper, BAD, GOOD)
        ]
        assert found == [
            ("EUR -100.00", "EUR 0.00", "EUR -100.00", "EUR 900.00"),
            ("EUR 0.00", "EUR 50.00", "EUR 50.00", "EUR 1 050.00"),
        ]

    def test_three_good_months_in_a_row_are_needed_and_the_ledger_knows_them(self):
        """January lost, February to April met: the malus comes back in April, once."""
        when = "when: {target: available, verdict: met, periods_in_a_row: 3}"
        paper = agreement(f"step: earn-back, {when}, returns: 100 %")
        assert amounts(months(paper, BAD, GOOD, GOOD, GOOD, GOOD)) == ["-100.00", "0.00", "0.00", "100.00", "0.00"]
        assert amounts(months(paper, BAD, GOOD, BAD, GOOD, GOOD)) == ["-100.00", "0.00", "-100.00", "0.00", "0.00"]

    def test_after_its_time_it_is_lost(self):
        """For two months: the malus of January can be won back in March, not in April."""
        when = "when: {target: available, verdict: met, periods_in_a_row: COUNT}"
        step = f"step: earn-back, {when}, returns: 100 %, expires: 2 months"
        early, late = agreement(step.replace("COUNT", "2")), agreement(step.replace("COUNT", "3"))
        assert amounts(months(early, BAD, GOOD, GOOD, GOOD)) == ["-100.00", "0.00", "100.00", "0.00"]
        assert amounts(months(late, BAD, GOOD, GOOD, GOOD)) == ["-100.00", "0.00", "0.00", "0.00"]

    def test_only_the_same_target_wins_back_unless_there_is_a_pool(self):
        """The half of answering stays lost when only availability was good."""
        step = "step: earn-back, when: {target: available, verdict: met}, returns: 100 %, basis: BASIS"
        same, pool = agreement(step.replace("BASIS", "same-target")), agreement(step.replace("BASIS", "pool"))
        assert amounts(months(same, LITTLE, GOOD)) == ["-0.50", "0.00"]
        assert amounts(months(pool, LITTLE, GOOD)) == ["-0.50", "0.50"]

    def test_what_is_not_known_brings_nothing_back_for_now(self):
        """The figure of February was not told: between nothing and 100.00, and the settlement stays open."""
        paper = agreement("step: earn-back, when: {target: available, verdict: met}, returns: 100 %")
        _, ledger = run(paper, BAD)
        told = ck.SettlementFacts.from_dict(
            {"figures": {"answered-in-time": "95 %"}}, agreement=paper, period="2026-02"
        )
        settlement, _ = ck.settle(paper, None, None, period="2026-02", before=ledger, told=told)
        line = next(line for line in settlement.lines if line.kind == "earn-back")
        assert (str(line.amount), str(line.low), str(line.high)) == ("EUR 0.00", "EUR 0.00", "EUR 100.00")
        assert (line.state, settlement.status) == ("undetermined", "provisional")

    def test_what_one_line_left_waiting_is_won_back_as_one_malus(self):
        """January's 100 come up at 20 a month and wait for more than 50: March pays 60, and half and half come back.

        By March 20 of it come from the cap and 40 from the minimum, where 20 waited twice. They come back like one malus of
        40, under two names: the cap let 20 by in January and 20 in February.
        """
        paper = agreement(
            "step: cap, limit: EUR 20, per: month, caps: malus, on_excess: carry-forward",
            "step: minimum-issue, more_than: EUR 50, otherwise: carry-forward, scope: line, tested: before-rounding",
            "step: earn-back, when: {target: available, verdict: met}, returns: 50 %",
        )
        found, ledger = run(paper, BAD, GOOD, GOOD, GOOD, GOOD)
        assert amounts(found) == ["0.00", "0.00", "-60.00", "30.00", "15.00"]
        waits = [(one.step, one.amount) for one in ledger.governing[1].carried]
        assert waits == [(0, -60), (1, -20), (1, -20)]


class TestCaps:
    def test_what_came_back_leaves_room_under_a_cap_for_what_is_not_known_yet(self):
        """January's 100.50 come back, and of this month's malus, between nothing and 300, the cap leaves 150 more."""
        back = "step: earn-back, when: {target: answered-in-time, verdict: met}, returns: 100 %, basis: pool"
        paper = agreement(back, "step: cap, limit: EUR 150, per: month, caps: malus")
        _, ledger = run(paper, ("98 %", "80 %"))
        figures = {"available": {"low": "90 %", "high": "99.5 %"}, "answered-in-time": "95 %"}
        told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=paper, period="2026-02")
        settlement, _ = ck.settle(paper, None, None, period="2026-02", before=ledger, told=told)
        assert (str(settlement.low), str(settlement.high)) == ("EUR 850.00", "EUR 1 100.50")

    def test_lines_that_are_rounded_upwards_may_add_up_to_more_where_less_is_paid(self):
        """Bonus and malus may not differ. A malus of 100.01 leaves -100 and 100.05 of lines in steps of 0.05: 0.05 more.

        Without it both are nought; so the least is not where the malus is largest, and the interval has both.
        """
        text = HEAD.replace("10 %}, {below: 95 %, credit: 30 %}", "10.001 %}")
        extra = '  "8": {kind: award-fee, for: judged, pool: EUR 500, earns: score-share}\n'
        extra += '  "9": {kind: metric, name: judged, measures: score, scale: {from: 0, through: 100}}\n'
        steps = "      - {step: cap, limit: EUR 0, per: month, caps: net}\n"
        steps += "      - {step: round, to: 0.05, mode: ceiling, scope: line}\n"
        paper = ck.load_agreement(text=text + steps + extra)
        totals = []
        for figure in ("98 %", "99.5 %", {"low": "98 %", "high": "99.5 %"}):
            facts = {"figures": {"available": figure, "answered-in-time": "95 %", "judged": "100"}}
            told = ck.SettlementFacts.from_dict(facts, agreement=paper, period="2026-01")
            settlement, _ = ck.settle(paper, None, None, period="2026-01", told=told)
            totals.append(settlement.total.amount)
        assert [f"{total:.2f}" for total in totals[:2]] == ["1000.05", "1000.00"]
        assert settlement.low.amount <= min(totals[:2])
        assert max(totals[:2]) <= settlement.high.amount

    def test_what_an_open_month_may_have_used_of_a_difference_is_held_back(self):
        """January is a malus of 100 or nothing. Of 150 for the quarter February surely has 50, and perhaps its 100."""
        paper = agreement("step: cap, limit: EUR 150, per: quarter, caps: net")
        ledger, found = ck.Ledger.empty(), []
        for month, figure in (("2026-01", {"low": "98 %", "high": "99.5 %"}), ("2026-02", "98 %")):
            facts = {"figures": {"available": figure, "answered-in-time": "95 %"}}
            told = ck.SettlementFacts.from_dict(facts, agreement=paper, period=month)
            settlement, ledger = ck.settle(paper, None, None, period=month, before=ledger, told=told)
            found.append((str(settlement.malus), settlement.status))
        assert found == [("EUR 0.00", "provisional"), ("EUR -50.00", "provisional")]

    def test_what_is_told_to_be_won_back_is_never_more_than_the_malus(self):
        """A credit of 300 of which 500 came back, they say: 300 come back, and no bonus of 200 arises."""
        paper = agreement("step: earn-back, when: {target: available, verdict: met}, returns: 100 %")
        figures = {"available": "99.5 %", "answered-in-time": "95 %"}
        past = {"credits": ["EUR 300.00"], "won_back": "EUR 500.00"}
        told = ck.SettlementFacts.from_dict({"figures": figures, "ledger": past}, agreement=paper, period="2026-01")
        settlement, _ = ck.settle(paper, None, None, period="2026-01", told=told)
        assert (str(settlement.total), str(settlement.bonus)) == ("EUR 1 000.00", "EUR 0.00")

    @pytest.mark.parametrize(("unit", "total"), [("0.01", "EUR 300.03"), ("1", "EUR 299.67")])
    def test_a_cap_behind_the_rounding_leaves_whole_cents_below_its_limit(self, unit, total):
        """10 % of 333.36 is 33.336, and 33.34 would be more than that: 30 % of the fee is cut to 33.33, not to 33.

        Rounded to whole euros the fee is 333; what is left of it is then 299.67.
        """
        text = HEAD.replace("amount: 1 000.00", "amount: 333.36")
        steps = [f"{{step: round, to: {unit}}}", "{step: cap, limit: 10 % of hosting, per: month, caps: malus}"]
        paper = ck.load_agreement(text=text + "".join(f"      - {step}\n" for step in steps))
        (settlement,) = months(paper, WORSE)
        assert (str(settlement.malus), str(settlement.total)) == ("EUR -33.33", total)

    @pytest.mark.parametrize(("days", "malus"), [(59, "-200.00"), (60, "-150.00")])
    @pytest.mark.parametrize("per", ["month", "quarter"])
    def test_a_rolling_window_of_days_has_its_first_day(self, days, malus, per):
        """31 January is the first of the sixty days that end with 31 March, settled at once or month by month."""
        text = HEAD.replace("per: month\n    order", f"per: {per}\n    order")
        paper = ck.load_agreement(
            text=f"{text}      - {{step: cap, limit: EUR 150, per: rolling {days} days, caps: malus}}\n"
        )
        figures = {"2026-01": "98 %", "2026-02": "99.5 %", "2026-03": "98 %"}
        other = dict.fromkeys(figures, "95 %")
        facts = {"figures": {"available": figures, "answered-in-time": other}}
        told = ck.SettlementFacts.from_dict(facts, agreement=paper, period="2026-Q1")
        ledger, found = ck.Ledger.empty(), []
        for period in figures if per == "month" else ["2026-Q1"]:
            settlement, ledger = ck.settle(paper, None, None, period=period, before=ledger, told=told)
            found.append(settlement.malus.amount)
        assert str(sum(found)) == malus

    def test_a_rolling_cap_counts_what_the_ledger_has(self):
        """At most 250 in three months: 100, 100, 50, and when January has left the window 100 again."""
        paper = agreement("step: cap, limit: EUR 250, per: rolling 3 months, caps: malus")
        assert amounts(months(paper, BAD, BAD, BAD, BAD)) == ["-100.00", "-100.00", "-50.00", "-100.00"]

    def test_a_share_of_the_charges_of_the_window_grows_with_the_first_months(self):
        """5 % of what was charged in twelve months: 50 in January, 100 in all by February."""
        paper = agreement("step: cap, limit: 5 % of charges, per: rolling 12 months, caps: malus, charges_of: same")
        assert amounts(months(paper, BAD, BAD, GOOD, BAD)) == ["-50.00", "-50.00", "0.00", "-100.00"]

    def test_every_target_can_have_its_own_limit(self):
        """90 for each: the hundred is cut, the half is not."""
        paper = agreement("step: cap, scope: target, limit: EUR 90, per: month, caps: malus")
        assert amounts(months(paper, ("98 %", "80 %"))) == ["-90.50"]

    def test_a_cap_that_holds_from_a_date_on_cuts_nothing_before(self):
        """From February."""
        step = "step: cap, limit: EUR 40, per: month, caps: malus, holds: {from: 2026-02-01}"
        assert amounts(months(agreement(step), BAD, BAD)) == ["-100.00", "-40.00"]

    def test_the_lowest_of_several_limits_cuts(self):
        """60 EUR or 5 % of a thousand."""
        paper = agreement("step: cap, limit: {lowest_of: [EUR 60, 5 % of hosting]}, per: month, caps: malus")
        assert amounts(months(paper, BAD)) == ["-50.00"]

    def test_history_that_nobody_knows_is_held_back_and_said(self):
        """A rolling cap that begins in the middle of a term."""
        paper = agreement("step: cap, limit: EUR 250, per: rolling 3 months, caps: malus")
        settlement, _ = ck.settle(paper, None, None, period="2026-05", told=told_of(paper, "2026-05", *BAD))
        assert (settlement.status, str(settlement.effects)) == ("provisional", "EUR 0.00")
        assert [problem.code for problem in settlement.problems] == ["missing-history"]

    def test_history_can_be_told_instead(self):
        """April and March came to 200 credits: 50 of 250 are left."""
        paper = agreement("step: cap, limit: EUR 250, per: rolling 3 months, caps: malus")
        data: dict[str, Any] = {
            "figures": {"available": "98 %", "answered-in-time": "95 %"},
            "ledger": {"credits": {"rolling 2 months": "EUR 200.00"}},
        }
        told = ck.SettlementFacts.from_dict(data, agreement=paper, period="2026-05")
        settlement, _ = ck.settle(paper, None, None, period="2026-05", told=told)
        assert (settlement.status, str(settlement.effects)) == ("final", "EUR -50.00")

    def test_what_is_told_is_of_the_period_that_is_asked_for(self):
        """A quarter in three months: history ends where it begins, credits count once, and the ledger keeps neither."""
        paper = agreement("step: cap, limit: EUR 250, per: rolling 3 months, caps: malus")
        data: dict[str, Any] = {
            "figures": {"available": ["98 %", "98 %", "98 %"], "answered-in-time": ["95 %", "95 %", "95 %"]},
            "ledger": {"credits": {"rolling 2 months": "EUR 200.00"}, "credit": "EUR 20.00"},
        }
        told = ck.SettlementFacts.from_dict(data, agreement=paper, period="2026-Q2")
        settlement, ledger = ck.settle(paper, None, None, period="2026-Q2", told=told)
        lines = {line.id: line for line in settlement.lines}
        assert f"{settlement.net(lines['C-9/5 2026-04']).amount:.2f}" == "-50.00"
        assert sum(1 for line in settlement.lines if line.id.startswith("told credit")) == 1
        assert ledger.told == ()


class TestAllocate:
    @pytest.mark.parametrize(
        ("ties", "parts"), [("first-line", ["-0.13", "-0.37"]), ("largest-line", ["-0.12", "-0.38"])]
    )
    def test_what_effects_come_to_is_spread_over_the_charges(self, ties, parts):
        """0.50 over 1 000 and 3 000 is 12.5 and 37.5 cents: the odd cent goes to the first line, or to the largest."""
        support = '  "2.1": {kind: fee, name: support, amount: 3 000.00, per: month}\n  "3":'
        step = f"      - {{step: allocate, method: proportional, ties: {ties}}}\n"
        paper = ck.load_agreement(text=(HEAD + step).replace('  "3":', support, 1))
        (settlement,) = months(paper, LITTLE)
        assert [str(part.amount.amount) for part in settlement.allocated] == parts
        assert sum(part.amount.amount for part in settlement.allocated) == settlement.effects.amount
        assert f"{settlement.total.amount:.2f}" == "3999.50"


class TestClausesForSomeEffects:
    OWN = """  "8":
    kind: settlement
    for: [FOR]
    per: month
    order:
      - {step: cap, limit: EUR 40, per: quarter, caps: malus, on_excess: carry-forward}
      - {step: minimum-issue, more_than: EUR 0.10, otherwise: drop, scope: line}
"""

    def paper(self, word: str) -> ck.Agreement:
        general = "      - {step: cap, limit: EUR 0.20, per: month, caps: malus}\n"
        return ck.load_agreement(text=HEAD + general + self.OWN.replace("FOR", word))

    @pytest.mark.parametrize("word", ["available", "uptime", "'5'"])
    def test_what_a_clause_names_follows_its_steps_and_nothing_else_does(self, word):
        """Availability has 40 a quarter; answering keeps the 0.20 a month of the general clause."""
        found, ledger = run(self.paper(word), ("98 %", "80 %"), GOOD, GOOD, GOOD)
        assert amounts(found) == ["-40.20", "0.00", "0.00", "-40.00"]
        cap = next(line for line in found[0].lines if line.kind == "cap" and "C-9/8" in line.id)
        assert str(cap.clause) == "C-9/8"
        assert [one.by for one in ledger.governing[0].carried] == ["C-9/8"]

    def test_the_ledger_s_credits_count_only_under_the_clause_that_they_follow(self):
        """February finds the 40 of its own clause used up, and the general cap untouched."""
        found = months(self.paper("available"), ("98 %", "95 %"), ("98 %", "80 %"))
        assert amounts(found) == ["-40.00", "-0.20"]

    def test_lines_and_total_agree_over_all_clauses(self):
        """Also where a line is cut by one clause and another line by the other."""
        (settlement,) = months(self.paper("available"), ("90 %", "80 %"))
        assert sum(line.amount.amount for line in settlement.lines) == settlement.total.amount
        assert str(settlement.total) == "EUR 959.80"

    def test_one_row_of_a_clause_can_have_steps_of_its_own(self):
        """Of two rows that pay alike, only the one that is named is cut."""
        rows = """  "5":
    kind: figure-target
    per: month
    rows:
      - {name: gold, metric: uptime, reach: at least 99 %}
      - {name: silver, metric: answered, reach: at least 99 %}
  "6": {kind: tier-credit, for: gold, of: hosting, tiers: [{below: 99 %, credit: 10 %}]}
  "6.1": {kind: tier-credit, for: silver, of: hosting, tiers: [{below: 99 %, credit: 10 %}]}
  "7":
    kind: settlement
    per: month
    order: [{step: round, to: 0.01}]
"""
        paper = ck.load_agreement(text=HEAD[: HEAD.index('  "5":')] + rows + self.OWN.replace("FOR", "gold"))
        data = {"figures": {"gold": "98 %", "silver": "98 %"}}
        told = ck.SettlementFacts.from_dict(data, agreement=paper, period="2026-01")
        settlement, _ = ck.settle(paper, None, None, period="2026-01", told=told)
        assert str(settlement.effects) == "EUR -140.00"
