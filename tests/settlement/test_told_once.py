"""What was told counts once: in its own dates, in the part in which it happened, under one wording; sums by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.told import ToldAmount

HEAD = "contractkit: 1\ncurrency: EUR\nzone: UTC\nlanguage: en\n"
CONTRACT = (
    HEAD
    + """document: contract
id: K-1
title: Licence
parties: {provider: {name: P}, customer: {name: C}}
fields: {agreed_on: instant, delivered_at: instant}
amounts: {sales: What was sold}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: settlement, per: PER, order: [{step: round, to: 0.01, mode: half-up}]}
  "3": CLAUSE
"""
)
SHARE = "{kind: revenue-share, shares: [10 % of sales]}"
LATE = """{kind: late-penalty, nature: penalty, agreed: {field: agreed_on}, delivered: {field: delivered_at},
    step: 1 day, per_step: EUR 100.00}"""
INTEREST = "{kind: interest, rate: 10 % per year, day_count: actual/365, compounding: none}"
DAMAGES = """{kind: liquidated-damages, items: [{when: {field: state, is: "yes"}, amount: EUR 100.00}]}"""
AMENDMENT = """contractkit: 1
document: amendment
id: A-1
title: Another clause
amends: K-1
signed_on: 2026-06-02
effective_from: 2026-06-16
changes: [CHANGE]
"""


def paper(clause: str, per: str = "month") -> ck.Agreement:
    return ck.load_agreement(text=CONTRACT.replace("CLAUSE", clause).replace("PER", per))


def amended(folder: Path, clause: str, change: str) -> ck.Agreement:
    (folder / "contract.yaml").write_text(CONTRACT.replace("CLAUSE", clause).replace("PER", "month"), encoding="utf-8")
    (folder / "amendment.yaml").write_text(AMENDMENT.replace("CHANGE", change), encoding="utf-8")
    return ck.load_agreement(folder)


def settled(agreement: ck.Agreement, period: str, **groups: Any) -> ck.Settlement:
    told = ck.SettlementFacts.from_dict(groups, agreement=agreement, period=period)
    return ck.settle(agreement, None, None, period=period, told=told)[0]


def paid(money: ck.Settlement) -> list[tuple[str, str]]:
    return [(line.period.label, str(line.amount.amount)) for line in money.lines if line.kind != "none"]


class TestAmounts:
    def test_an_amount_of_a_quarter_is_not_that_of_each_of_its_months(self) -> None:
        """Of 300 in the quarter 10 % is 30, and not three times 30; of the months nobody knows."""
        money = settled(paper(SHARE), "2026-Q1", amounts={"sales": "EUR 300.00"})
        assert [line.state for line in money.lines] == ["undetermined"] * 3
        assert (str(money.total), money.status) == ("EUR 0.00", "provisional")
        says = "the amount sales is told for 2026-Q1 and not for 2026-02 (tell it per month)"
        assert any(says in reason for reason in money.reasons)

    def test_the_quarter_settled_as_one_has_it(self) -> None:
        money = settled(paper(SHARE, "quarter"), "2026-Q1", amounts={"sales": "EUR 300.00"})
        assert (str(money.total), money.status) == ("EUR 30.00", "final")

    @pytest.mark.parametrize(("per", "lines"), [("month", ["10.00", "5.00", "15.00"]), ("quarter", ["30.00"])])
    def test_told_by_the_month_it_is_known_of_months_and_of_the_quarter(self, per: str, lines: list[str]) -> None:
        """100, 50 and 150."""
        sales = {"2026-01": "EUR 100.00", "2026-02": "EUR 50.00", "2026-03": ["EUR 100.00", "EUR 50.00"]}
        money = settled(paper(SHARE, per), "2026-Q1", amounts={"sales": sales})
        assert ([amount for _, amount in paid(money)], money.status) == (lines, "final")

    def test_a_month_that_nobody_told_makes_the_quarter_unknown(self) -> None:
        sales = {"2026-01": "EUR 100.00", "2026-03": "EUR 150.00"}
        money = settled(paper(SHARE, "quarter"), "2026-Q1", amounts={"sales": sales})
        assert [line.state for line in money.lines] == ["undetermined"]

    def test_an_amount_without_a_period_is_that_of_what_is_settled(self) -> None:
        told = ck.SettlementFacts(amounts={"sales": ck.Money("300.00", "EUR")})
        agreement = paper(SHARE)
        assert str(ck.settle(agreement, None, None, period="2026-02", told=told)[0].total) == "EUR 30.00"
        quarter = ck.settle(agreement, None, None, period="2026-Q1", told=told)[0]
        assert [line.state for line in quarter.lines] == ["undetermined"] * 3

    def test_with_a_period_and_without_one_is_refused(self) -> None:
        february = ToldAmount("sales", ck.Period.parse("2026-02"), (ck.Money("50.00", "EUR"),))
        with pytest.raises(ck.UsageError, match="say with amounts_of which period that is"):
            ck.SettlementFacts(amounts={"sales": ck.Money("300.00", "EUR")}, by_period=[february])

    def test_what_was_told_of_march_is_not_known_of_april(self) -> None:
        agreement = paper(SHARE)
        told = ck.SettlementFacts.from_dict({"amounts": {"sales": "EUR 300.00"}}, agreement=agreement, period="2026-03")
        assert str(ck.settle(agreement, None, None, period="2026-03", told=told)[0].total) == "EUR 30.00"
        assert ck.settle(agreement, None, None, period="2026-04", told=told)[0].status == "provisional"

    def test_an_amount_that_names_its_own_length_keeps_it(self) -> None:
        """The fee of a month is that of each month: three times 10 % of 1 000."""
        share = "{kind: revenue-share, shares: [10 % of monthly-fee]}"
        money = settled(paper(share), "2026-Q1", amounts={"monthly-fee": "EUR 1 000.00"})
        assert [amount for _, amount in paid(money)] == ["100.00"] * 3

    def test_months_judged_inside_of_a_quarter_do_not_each_have_all_of_it(self) -> None:
        """The credit of a month is taken of that month's sales, not of the quarter's: 10 % of 50 in February."""
        target = """{kind: figure-target, name: available, metric: uptime, reach: at least 99 %, per: month,
    pays: [{kind: tier-credit, of: sales, tiers: [{below: reach, credit: 10 %}]}]}
  "4": {kind: metric, name: uptime, measures: availability, relief: none}"""
        figures = {"2026-01": "100 %", "2026-02": "98 %", "2026-03": "100 %"}
        agreement = paper(target, "quarter")
        whole = settled(agreement, "2026-Q1", amounts={"sales": "EUR 300.00"}, figures={"available": figures})
        assert [line.state for line in whole.lines if line.period.label == "2026-02"] == ["undetermined"]
        sales = {"2026-01": "EUR 100.00", "2026-02": "EUR 50.00", "2026-03": "EUR 150.00"}
        by_month = settled(agreement, "2026-Q1", amounts={"sales": sales}, figures={"available": figures})
        assert (str(by_month.total), by_month.status) == ("EUR -5.00", "final")

    def test_the_facts_are_written_and_read_again(self) -> None:
        agreement = paper(SHARE)
        data = {"amounts": {"sales": {"2026-Q1": "EUR 300.00", "2026-04": "EUR 80.00"}}}
        told = ck.SettlementFacts.from_dict(data, agreement=agreement, period="2026-Q1")
        for period in ("2026-Q1", "2026-04", "2027-01"):
            again = ck.SettlementFacts.from_dict(told.to_dict(), agreement=agreement, period=period)
            found = [ck.settle(agreement, None, None, period="2026-04", told=one)[0].total for one in (told, again)]
            assert [str(one) for one in found] == ["EUR 8.00", "EUR 8.00"]


class TestDeliveries:
    CHANGE = '{clause: "3", action: change, fields: {per_step: {was: EUR 100.00, becomes: EUR 150.00}}}'

    @pytest.mark.parametrize(
        ("agreed", "delivered", "expected"),
        [
            ("2026-06-08", "2026-06-10", [("2026-06-01..2026-06-15", "-200.00")]),
            ("2026-06-17", "2026-06-20", [("2026-06-16..2026-06-30", "-450.00")]),
            ("2026-06-14", "2026-06-16", [("2026-06-16..2026-06-30", "-300.00")]),
        ],
    )
    def test_a_delivery_counts_once_under_the_wording_of_its_date(
        self, tmp_path: Path, agreed: str, delivered: str, expected: list[tuple[str, str]]
    ) -> None:
        """100 a day to 15 June, 150 after it: two days, three days, and two of which the second is the 16th."""
        agreement = amended(tmp_path, LATE, self.CHANGE)
        fields = {"agreed_on": f"{agreed}T09:00Z", "delivered_at": f"{delivered}T09:00Z"}
        money = settled(agreement, "2026-06", fields=fields)
        assert (paid(money), len(money.lines)) == (expected, 1)
        assert not [one for one in money.assumptions if one.convention == "told-once"]

    def test_in_a_quarter_settled_by_months_it_counts_in_its_month(self) -> None:
        """Three days late in February: 300, and not 900."""
        fields = {"agreed_on": "2026-02-10T09:00Z", "delivered_at": "2026-02-13T09:00Z"}
        money = settled(paper(LATE), "2026-Q1", fields=fields)
        assert paid(money) == [("2026-02", "-300.00")]

    def test_on_a_date_on_which_the_clause_no_longer_holds_it_comes_to_nothing(self, tmp_path: Path) -> None:
        """The clause is gone from 16 June: three days late on the 20th cost nothing, two on the 10th EUR 200."""
        agreement = amended(tmp_path, LATE, '{clause: "3", action: remove}')
        gone = {"agreed_on": "2026-06-17T09:00Z", "delivered_at": "2026-06-20T09:00Z"}
        money = settled(agreement, "2026-06", fields=gone)
        assert (paid(money), money.status) == ([], "final")
        assert any("2026-06-20, when the clause does not hold: nothing is paid" in note for note in money.notes)
        held = {"agreed_on": "2026-06-08T09:00Z", "delivered_at": "2026-06-10T09:00Z"}
        assert [amount for _, amount in paid(settled(agreement, "2026-06", fields=held))] == ["-200.00"]

    def test_what_it_is_a_share_of_is_told_with_it(self) -> None:
        """1 % of 500 a day, three days late: 15."""
        clause = LATE.replace("EUR 100.00", "1 %").replace("nature", "of: sales, nature")
        fields = {"agreed_on": "2026-02-10T09:00Z", "delivered_at": "2026-02-13T09:00Z"}
        money = settled(paper(clause), "2026-Q1", fields=fields, amounts={"sales": "EUR 500.00"})
        assert paid(money) == [("2026-02", "-15.00")]


class TestWithoutADate:
    CHANGE = '{clause: "3", action: change, fields: {shares: {was: [10 % of sales], becomes: [20 % of sales]}}}'

    def test_sales_of_the_month_count_once_under_the_last_wording(self, tmp_path: Path) -> None:
        """20 % of 300 is 60; each wording for itself would make 30 and 60."""
        money = settled(amended(tmp_path, SHARE, self.CHANGE), "2026-06", amounts={"sales": "EUR 300.00"})
        assert paid(money) == [("2026-06", "60.00")]
        (assumed,) = [one for one in money.assumptions if one.convention == "told-once"]
        assert (assumed.taken, str(assumed.clause)) == ("last-wording", "K-1/3")
        assert assumed.says is not None
        assert "counts once, as the clause stands in 2026-06-16..2026-06-30" in assumed.says

    def test_sales_told_for_each_part_count_under_their_own_wording(self, tmp_path: Path) -> None:
        """10 % of 100 and 20 % of 200."""
        sales = {"2026-06-01..2026-06-15": "EUR 100.00", "2026-06-16..2026-06-30": "EUR 200.00"}
        money = settled(amended(tmp_path, SHARE, self.CHANGE), "2026-06", amounts={"sales": sales})
        assert paid(money) == [("2026-06-01..2026-06-15", "10.00"), ("2026-06-16..2026-06-30", "40.00")]
        assert not [one for one in money.assumptions if one.convention == "told-once"]

    def test_under_a_clause_that_ends_inside_of_the_month_they_count_too(self, tmp_path: Path) -> None:
        agreement = amended(tmp_path, SHARE, '{clause: "3", action: remove}')
        assert paid(settled(agreement, "2026-06", amounts={"sales": "EUR 300.00"})) == [("2026-06", "30.00")]

    CHEAPER = '{clause: "3", action: change, fields: {rate: {was: 10 % per year, becomes: 20 % per year}}}'

    @pytest.mark.parametrize(
        ("overdue", "expected", "assumed"),
        [
            ({"for": "73 days"}, "200.00", 1),
            ({"due": "2026-03-28T00:00Z", "seen": "2026-06-09T00:00Z"}, "100.00", 0),
            ({"due": "2026-04-08T00:00Z", "seen": "2026-06-20T00:00Z"}, "200.00", 0),
        ],
    )
    def test_interest_is_due_once(self, tmp_path: Path, overdue: Any, expected: str, assumed: int) -> None:
        """5 000 for 73 of 365 days: 100 at 10 %, 200 at 20 %; it is paid on 9 or 20 June, or nobody says when."""
        agreement = amended(tmp_path, INTEREST, self.CHEAPER)
        money = settled(agreement, "2026-06", overdue={"amount": "EUR 5 000.00", **overdue})
        assert [amount for _, amount in paid(money)] == [expected]
        assert len([one for one in money.assumptions if one.convention == "told-once"]) == assumed

    def test_damages_that_say_no_date_are_owed_once(self, tmp_path: Path) -> None:
        """100 before the amendment and 150 after it: 150."""
        head = CONTRACT.replace("delivered_at: instant", 'delivered_at: instant, state: ["yes", "no"]')
        (tmp_path / "contract.yaml").write_text(head.replace("CLAUSE", DAMAGES).replace("PER", "month"), "utf-8")
        was, becomes = (DAMAGES[DAMAGES.index("[") : -1].replace("100", sum_) for sum_ in ("100", "150"))
        change = f'{{clause: "3", action: change, fields: {{items: {{was: {was}, becomes: {becomes}}}}}}}'
        (tmp_path / "amendment.yaml").write_text(AMENDMENT.replace("CHANGE", change), "utf-8")
        money = settled(ck.load_agreement(tmp_path), "2026-06", fields={"state": "yes"})
        assert paid(money) == [("2026-06-16..2026-06-30", "-150.00")]
        assert [one.taken for one in money.assumptions if one.convention == "told-once"] == ["last-wording"]


class TestOtherReading:
    """Read by days, each wording counts for its share of them; the facts can say so, and no clause can."""

    TWENTY = '{clause: "3", action: change, fields: {shares: {was: [10 % of sales], becomes: [20 % of sales]}}}'

    def test_the_other_reading_of_what_was_told_once_is_worked_out(self, tmp_path: Path) -> None:
        """20 % of 300 are 60; 15 of 30 days of 10 % and 15 of 20 % are 45. Nobody has to hand the reading."""
        agreement = amended(tmp_path, SHARE, self.TWENTY)
        told = ck.SettlementFacts.from_dict({"amounts": {"sales": "EUR 300.00"}}, agreement=agreement, period="2026-06")
        papers = ck.Papers.of(tmp_path)
        found = ck.other_readings(agreement, None, None, papers.readings(), period="2026-06", told=told)
        (once,) = [one for one in found.readings if one.assumption.convention == "told-once"]
        assert (str(found.taken.total), str(once.difference)) == ("EUR 60.00", "EUR -15.00")
        assert str(once.setting) == "facts told_once: by-days"
        assert once in found.that_matter

    @pytest.mark.parametrize(("reading", "total"), [("by-days", "EUR 45.00"), ("last-wording", "EUR 60.00")])
    def test_facts_that_say_it_leave_nothing_open(self, tmp_path: Path, reading: str, total: str) -> None:
        groups = {"amounts": {"sales": "EUR 300.00"}, "told_once": reading}
        money = settled(amended(tmp_path, SHARE, self.TWENTY), "2026-06", **groups)
        assert str(money.total) == total
        assert "told-once" not in {one.convention for one in money.assumptions}

    def test_by_days_the_parts_add_up_where_nothing_changes(self, tmp_path: Path) -> None:
        """An amendment of the title: half and half of the same."""
        change = '{clause: "3", action: change, fields: {title: {was: left-out, becomes: Shares}}}'
        agreement = amended(tmp_path, SHARE, change)
        groups: dict[str, Any] = {"amounts": {"sales": "EUR 300.00"}}
        whole = settled(agreement, "2026-06", **groups)
        assert str(settled(agreement, "2026-06", told_once="by-days", **groups).total) == str(whole.total)

    def test_damages_told_once_are_paid_by_days_too(self, tmp_path: Path) -> None:
        """EUR 100 under the first wording, EUR 200 under the second, for half of June each."""
        fields = "items: {was: [{when: {field: state, is: 'yes'}, amount: EUR 100.00}], becomes: [{when: {field: state, is: 'yes'}, amount: EUR 200.00}]}"
        change = f'{{clause: "3", action: change, fields: {{{fields}}}}}'
        contract = CONTRACT.replace("fields: {", "fields: {state: text, ")
        (tmp_path / "contract.yaml").write_text(contract.replace("CLAUSE", DAMAGES).replace("PER", "month"), "utf-8")
        (tmp_path / "amendment.yaml").write_text(AMENDMENT.replace("CHANGE", change), "utf-8")
        money = settled(ck.load_agreement(tmp_path), "2026-06", fields={"state": "yes"}, told_once="by-days")
        assert abs(money.total.amount) == 150

    def test_what_nobody_handed_a_reading_of_is_listed(self, tmp_path: Path) -> None:
        agreement = amended(tmp_path, SHARE, self.TWENTY)
        told = ck.SettlementFacts.from_dict({"amounts": {"sales": "EUR 300.00"}}, agreement=agreement, period="2026-06")
        found = ck.other_readings(agreement, None, None, (), period="2026-06", told=told)
        assert {one.convention for one in found.not_asked} == {one.convention for one in agreement.assumptions}
        assert [one.assumption.convention for one in found.readings] == ["told-once"]


def test_what_units_outside_a_silent_band_would_cost_is_another_reading() -> None:
    """400 delivered of 300 agreed, 10 %: nothing more, or 70 beyond the edge at EUR 4.00 are EUR 280.00."""
    data = {
        "contractkit": 1,
        "document": "sla",
        "id": "S-9",
        "title": "Mail",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "clauses": {
            "1": {
                "kind": "service",
                "name": "mail",
                "volume": "300 mailboxes",
                "price": "EUR 4.00 per mailbox per month",
                "band": "10 %",
            }
        },
    }
    papers = ck.Papers.of(data=data)
    period = ck.Period.parse("2026-03")
    told = ck.SettlementFacts(volumes=[ck.CountedVolume("mail", period, 400)])
    found = ck.other_readings(papers.agreement, None, None, papers.readings(), period=period, told=told)
    (row,) = [one for one in found.readings if one.assumption.convention == "outside_band"]
    assert (row.assumption.taken, row.setting.value, str(row.difference)) == ("nothing", "100 % of price", "EUR 280.00")
    untold = ck.other_readings(papers.agreement, None, None, papers.readings(), period=period)
    (row,) = [one for one in untold.readings if one.assumption.convention == "outside_band"]
    assert (row.difference, row.why) == (None, "mail: no volume of mail is measured in 2026-03, so nothing is charged")
    assert row not in untold.that_matter


def test_the_other_reading_of_a_silent_band_is_written_as_the_papers_take_it() -> None:
    """Whoever copies it behind the field has said it, and nothing is left open about the units outside."""
    ruamel = pytest.importorskip("ruamel.yaml", reason="the reading is written in YAML")
    head = {"contractkit": 1, "document": "sla", "id": "S-9", "title": "Mail", "currency": "EUR", "zone": "UTC"}
    desk = {"kind": "service", "name": "mail", "volume": "300 mailboxes", "price": "EUR 4.00 per mailbox per month"}
    desk["band"] = "10 %"
    silent = ck.load_agreement(data={**head, "clauses": {"1": desk}})
    (words,) = next(one.alternatives for one in silent.assumptions if one.convention == "outside_band")
    written = ruamel.YAML(typ="safe", pure=True).load(f"outside_band: {words}")
    said = ck.load_agreement(data={**head, "clauses": {"1": {**desk, **written}}})
    assert "outside_band" not in [one.convention for one in said.assumptions]
