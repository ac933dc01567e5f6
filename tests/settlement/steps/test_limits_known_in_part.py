"""A limit of charges that are known in part: every known part counts, and what may take it away again does not."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.ahead.headroom import headroom_of
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

HEAD = """
contractkit: 1
document: sla
id: S-1
title: Desk
language: en
currency: EUR
zone: UTC
amounts: {stake: What is at stake}
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 2 years}
  "2": {kind: fee, name: desk, amount: EUR 1 000.00, per: month}
  "3": SERVICE
  "4": {kind: metric, name: uptime, measures: availability, relief: none}
  "5":
    kind: figure-target
    name: a
    metric: uptime
    reach: at least 50 %
    per: month
    pays:
      - kind: curve
        of: stake
        points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]
  "6":
    kind: settlement
    per: month
    order: [{step: cap, limit: LIMIT, per: PER, caps: malus}]
"""
CALLS = "{kind: service, name: calls, price: EUR 1.00 per call}"
BAND = (
    "{kind: service, name: calls, price: EUR 10.00 per call per month, volume: 100 calls, band: 10 %, "
    "outside_band: {above: EUR 10.00 per call, below: EUR BELOW per call, priced: whole-difference}}"
)
DUTCH = language("nl")
NONE = ck.Ledger.empty()


def paper(service: str = CALLS, limit: str = "10 % of charges", per: str = "quarter") -> ck.Agreement:
    return ck.load_agreement(text=HEAD.replace("SERVICE", service).replace("LIMIT", limit).replace("PER", per))


def settled(of: ck.Agreement, month: str, a: int, before: Any = NONE, **told: Any) -> tuple[Any, Any]:
    """Return the settlement of a month in which the curve pays `a`: of EUR 1 000, 2 % for each point from 50 %."""
    known = {"figures": {"a": f"{50 + a / 20} %"}, "amounts": {"stake": "EUR 1 000.00"}, **told}
    facts = ck.SettlementFacts.from_dict(known, agreement=of, period=month)
    return ck.settle(of, None, None, period=month, before=before, told=facts)


def calls(**of_month: str) -> dict[str, Any]:
    return {"volumes": {"calls": {month.replace("m", "2026-"): f"{count} calls" for month, count in of_month.items()}}}


def cut(money: Any) -> Any:
    (line,) = [one for one in money.lines if one.kind == "cap"]
    return line


class TestFeesAreKnownWhereCallsAreNot:
    """January has 100 calls: 1 100, and two months of 1 000 are known: 3 100, so that the limit is at least 310."""

    JANUARY = calls(m01="100")

    def test_within_what_is_known_it_is_final(self) -> None:
        money, _ = settled(paper(), "2026-01", -300, **self.JANUARY)
        assert (str(money.malus), str(money.total), money.status) == ("EUR -300.00", "EUR 800.00", "final")

    def test_exactly_what_is_known_is_final(self) -> None:
        money, _ = settled(paper(), "2026-01", -310, **self.JANUARY)
        assert (str(money.malus), money.status) == ("EUR -310.00", "final")

    def test_what_exceeds_it_is_held_back_and_the_line_says_what_is_known(self) -> None:
        money, _ = settled(paper(), "2026-01", -400, **self.JANUARY)
        assert (str(money.malus), money.status) == ("EUR -310.00", "provisional")
        assert (str(money.low), str(money.high)) == ("EUR 700.00", "EUR 790.00")
        assert cut(money).says == (
            "Malus in 2026-Q1: EUR 400.00; the most is 10 % of charges of at least EUR 3 100.00 = at least EUR 310.00, "
            "which is not known (no volume of calls is measured in 2026-02-01..2026-03-31, so nothing is charged), so "
            "EUR 90.00 is held back"
        )
        dutch = str(retold(cut(money).says, DUTCH))
        assert " van minstens EUR 3 100,00 = minstens EUR 310,00" in dutch.replace("\xa0", " ")

    def test_calls_of_one_of_the_months_to_come_count(self) -> None:
        """February's 500 calls make 3 600; of March only the fee is known."""
        money, _ = settled(paper(), "2026-01", -360, **calls(m01="100", m02="500"))
        assert (str(money.malus), money.status) == ("EUR -360.00", "final")

    def test_a_month_whose_own_calls_are_not_known(self) -> None:
        """January's 1 100 stand in the ledger, and 2 x 1 000 are agreed: 310 again."""
        _, ledger = settled(paper(), "2026-01", 0, **self.JANUARY)
        money, _ = settled(paper(), "2026-02", -100, ledger)
        assert (str(money.malus), str(money.total)) == ("EUR -100.00", "EUR 900.00")
        assert not [line for line in money.lines if line.kind == "cap"]
        assert money.status == "provisional"  # what February's calls cost is not known, and nothing else
        (reason,) = money.reasons
        assert "calls" in reason
        assert "cap" not in reason

    def test_of_it_what_exceeds_is_held_back_for_both_months(self) -> None:
        _, ledger = settled(paper(), "2026-01", 0, **self.JANUARY)
        money, _ = settled(paper(), "2026-02", -400, ledger)
        assert str(money.malus) == "EUR -310.00"
        assert "2026-02" in cut(money).says
        assert "2026-03" in cut(money).says

    def test_a_month_before_that_no_settlement_tells(self) -> None:
        """January is not settled and its calls are not told: the fee of it is agreed all the same, 3 x 1 000 are 300."""
        _, ledger = settled(paper(per="quarter"), "2026-01", 0)
        money, _ = settled(paper(), "2026-02", -300, ledger, **calls(m02="0"))
        assert (str(money.malus), [line for line in money.lines if line.kind == "cap"]) == ("EUR -300.00", [])

    def test_of_two_months_before_one_is_known(self) -> None:
        """January's 1 100 stand in the ledger, February's fee is agreed, and March has no call: 3 100."""
        _, ledger = settled(paper(), "2026-01", 0, **self.JANUARY)
        _, ledger = settled(paper(), "2026-02", 0, ledger)
        money, _ = settled(paper(), "2026-03", -400, ledger, **calls(m03="0"))
        assert (str(money.malus), money.status) == ("EUR -310.00", "provisional")
        assert "charges before 2026-03-01 is told by no settlement in the ledger" in cut(money).says

    def test_the_settled_month_alone(self) -> None:
        """A cap per month: EUR 1 000 of January are known, so that 100 are sure and 20 are held back."""
        money, _ = settled(paper(per="month"), "2026-01", -120)
        assert (str(money.malus), str(cut(money).amount)) == ("EUR -100.00", "EUR 20.00")

    def test_settled_again_with_all_calls_the_limit_is_what_it_is(self) -> None:
        """1 100 + 1 000 + 1 500 = 3 600."""
        money, _ = settled(paper(), "2026-01", -400, **calls(m01="100", m02="0", m03="500"))
        assert (str(money.malus), money.status) == ("EUR -360.00", "final")


class TestAnIndexThatIsNotPublished:
    INDEX = "{kind: indexation, applies_to: [desk], by: {series: cpi, base: 2025-01}, every: 1 July, first: 2026-07-01}"

    def of(self, limit: str) -> ck.Agreement:
        more = f'  "7": {self.INDEX}\n  "8": {{kind: fee, name: rent, amount: EUR 500.00, per: month}}\n'
        written = HEAD.replace("SERVICE", "{kind: service, name: calls}").replace("PER", "contract-year")
        return ck.load_agreement(text=written.replace("LIMIT", limit) + more)

    def test_months_before_it_and_fees_without_it_count(self) -> None:
        """The desk is known until June: 6 000, and the rent for all of the year: 6 000. 5 % of them are 600."""
        money, _ = settled(self.of("5 % of charges"), "2026-01", -600)
        assert (str(money.malus), money.status) == ("EUR -600.00", "final")
        money, _ = settled(self.of("5 % of charges"), "2026-01", -601)
        assert (str(money.malus), money.status) == ("EUR -600.00", "provisional")

    def test_a_fee_by_its_name(self) -> None:
        """6 000 of the desk until June, of which 10 % are 600."""
        money, _ = settled(self.of("10 % of desk"), "2026-01", -700)
        assert (str(money.malus), money.status) == ("EUR -600.00", "provisional")

    def test_a_year_at_the_prices_of_july_has_the_rent_at_least(self) -> None:
        """In July the desk's price is not known: 12 x 500 are, of which 10 % are 600."""
        ledger = NONE
        for month in range(1, 7):
            _, ledger = settled(self.of("10 % of yearly-fees"), f"2026-{month:02}", 0, ledger)
        money, _ = settled(self.of("10 % of yearly-fees"), "2026-07", -700, ledger)
        assert str(money.malus) == "EUR -600.00"
        assert (
            "10 % of yearly-fees of at least EUR 6 000.00 = at least EUR 600.00, which is not known" in cut(money).says
        )


class TestTheLowestOfSeveral:
    def test_a_sum_below_all_that_is_known_is_sure(self) -> None:
        """EUR 200, or at least 310: 200, and 100 are cut for good."""
        limit = "{lowest_of: [EUR 200.00, 10 % of charges]}"
        money, _ = settled(paper(limit=limit), "2026-01", -300, **calls(m01="100"))
        assert (str(money.malus), money.status, cut(money).state) == ("EUR -200.00", "final", "settled")

    def test_a_sum_above_what_is_known_is_not(self) -> None:
        limit = "{lowest_of: [EUR 350.00, 10 % of charges]}"
        money, _ = settled(paper(limit=limit), "2026-01", -400, **calls(m01="100"))
        assert (str(money.malus), money.status) == ("EUR -310.00", "provisional")

    def test_the_highest_may_be_more(self) -> None:
        limit = "{highest_of: [EUR 350.00, 10 % of charges]}"
        money, _ = settled(paper(limit=limit), "2026-01", -400, **calls(m01="100"))
        assert (str(money.malus), money.status) == ("EUR -350.00", "provisional")


class TestWhatMayBeGivenBack:
    """100 calls of EUR 10 a month are agreed, and fewer give something back: 1 000 for them are not sure."""

    def test_a_unit_that_gives_back_its_price_leaves_the_fees(self) -> None:
        """January 1 000 + 1 000; February and March may have no call at all, and 1 000 each: 4 000, so 400."""
        of = paper(BAND.replace("BELOW", "10.00"))
        money, _ = settled(of, "2026-01", -400, **calls(m01="100"))
        assert (str(money.malus), money.status) == ("EUR -400.00", "final")
        money, _ = settled(of, "2026-01", -410, **calls(m01="100"))
        assert (str(money.malus), money.status) == ("EUR -400.00", "provisional")

    def test_a_unit_that_gives_back_more_than_its_price_leaves_nothing_sure(self) -> None:
        """Without a call a month gives back 1 500 of its 1 000, and fees may not make that good."""
        of = paper(BAND.replace("BELOW", "25.00"))
        money, _ = settled(of, "2026-01", -50, **calls(m01="100"))
        assert (str(money.malus), money.status) == ("EUR 0.00", "provisional")
        assert (str(money.low), str(money.high)) == ("EUR 1 950.00", "EUR 2 000.00")

    @pytest.mark.parametrize(("adds", "paid"), [("20 %", "EUR -360.00"), ("-10 %", "EUR -310.00")])
    def test_a_surcharge_that_makes_calls_cheaper_takes_their_price_out(self, adds: str, paid: str) -> None:
        """February's 500 calls are told, and not which of them were at night: 3 600 where nights cost more, else 3 100."""
        service = f"{{kind: service, name: calls, price: EUR 1.00 per call, surcharges: [{{when: {{service: x}}, adds: {adds}}}]}}"
        told = calls(m01="100", m02="500")
        told["volumes"]["calls: surcharge 1"] = {"2026-01": "0 calls"}
        money, _ = settled(paper(service), "2026-01", -400, **told)
        assert (str(money.malus), money.status) == (paid, "provisional")


@pytest.mark.parametrize(("figure", "total"), [("30 %", "EUR 700.00"), ("29 %", "EUR 700.00"), ("31 %", "EUR 720.00")])
def test_the_back_test_takes_the_same_limit(figure: str, total: str) -> None:
    """February's 900 calls are told: 4 000 are sure, so that of 400, 420 and 380 as much as 400 is paid."""
    of = paper()
    known = {"figures": {"a": figure}, "amounts": {"stake": "EUR 1 000.00"}, **calls(m01="100", m02="900")}
    facts = ck.SettlementFacts.from_dict(known, agreement=of, period="2026-01")
    found = ck.backtest(of, None, None, [ck.Variant("again", of)], period="2026-01", told=facts)
    assert (str(found.signed.total), str(found.variants[0].total)) == (total, total)


def test_the_forward_view_says_what_is_known_and_what_is_not() -> None:
    """Nothing is said to be left of a limit that nobody knows; the words have the 310 that are sure."""
    of = paper()
    known = {"figures": {"a": "30 %"}, "amounts": {"stake": "EUR 1 000.00"}, **calls(m01="100")}
    facts = ck.SettlementFacts.from_dict(known, agreement=of, period="2026-01")
    money, after = ck.settle(of, None, None, period="2026-01", told=facts)
    (room,) = headroom_of(of, None, None, money.period, NONE, after, facts, money.period.last)
    assert (room.limit, room.left, room.now) == (None, None, 310)
    assert room.says.startswith("10 % of charges of at least EUR 3 100.00 = at least EUR 310.00; no volume of calls")
