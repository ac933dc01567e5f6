"""Amendments: one that changes nothing in the terms changes nothing in the money, and one of a price counts by days.

Whatever effects, modifiers, steps and prices an agreement has, and on whatever date the amendment holds.
"""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drawn_cases import AS_OF, HEAD, MONTHS, Case, cases
from drawn_steps import steps
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 30)
WORDS = {"kind": "text", "text": "The parties meet once in a quarter."}
DATES = st.one_of(
    st.dates(FIRST + timedelta(days=1), LAST),
    st.sampled_from([date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]),
)


def amendment(number: int, on: date, *changes: dict[str, Any], recorded: date | None = None) -> dict[str, Any]:
    known = {} if recorded is None else {"recorded_on": str(recorded)}
    head = {"contractkit": 1, "document": "amendment", "id": f"A-{number}", "title": "More", "amends": HEAD["id"]}
    return {**head, "signed_on": "2026-01-01", "effective_from": str(on), **known, "changes": list(changes)}


def amended(data: dict[str, Any], *papers: dict[str, Any]) -> ck.Agreement:
    with TemporaryDirectory() as folder:
        for number, paper in enumerate((data, *papers)):
            (Path(folder) / f"{number}.yaml").write_text(json.dumps(paper), encoding="utf-8")
        return ck.load_agreement(Path(folder))


def come_to(money: ck.Settlement) -> list[tuple[Any, ...]]:
    """Return what each line comes to, and for certain or not; its formula may name the dates of both wordings."""
    return [(one.id, one.kind, one.exact, one.amount, one.state, one.low, one.high) for one in money.lines]


class TestAnAmendmentOfNothing:
    @settings(max_examples=30, deadline=None)
    @given(case=cases(), days=st.lists(DATES, min_size=1, max_size=2, unique=True))
    def test_words_that_nothing_computes_change_no_line_of_any_settlement(self, case: Case, days: list[date]) -> None:
        """Month by month, to the last line, and in what the ledger hands on; in the middle of a month too."""
        papers = [
            amendment(n, day, {"clause": f"8{n}", "action": "add", "to": WORDS}) for n, day in enumerate(sorted(days))
        ]
        plain, before = case.settle(*MONTHS)
        found, after = case.settle(*MONTHS, agreement=amended(case.data, *papers))
        assert [come_to(money) for money in found] == [come_to(money) for money in plain]
        assert [money.status for money in found] == [money.status for money in plain]
        assert after == before

    @settings(max_examples=20, deadline=None)
    @given(case=cases(), day=DATES)
    def test_so_it_is_over_all_months_at_once(self, case: Case, day: date) -> None:
        """A settlement of four months, with the amendment inside of it."""
        paper = amendment(1, day, {"clause": "85", "action": "add", "to": WORDS})
        whole = f"{FIRST}..{LAST}"
        assert come_to(case.run(whole, agreement=amended(case.data, paper))[0]) == come_to(case.run(whole)[0])


@st.composite
def changed(draw: Any) -> tuple[Case, list[dict[str, Any]]]:
    """Return a case, and amendments of its fee and of the words of an effect, on dates of their own."""
    case = draw(cases(some_steps=steps().filter(bool)))
    number, effect = next((n, c) for n, c in case.clauses.items() if c in case.paying)
    nature = "damages" if effect.get("nature") == "penalty" else "penalty"
    fields = [
        ("2", {"amount": {"was": case.clauses["2"]["amount"], "becomes": "EUR 777.77"}}),
        (number, {"nature": {"was": effect.get("nature", "left-out"), "becomes": nature}}),
    ]
    papers = [
        amendment(n, draw(DATES), {"clause": clause, "action": "change", "fields": change})
        for n, (clause, change) in enumerate(fields[draw(st.integers(0, 1)) :])
    ]
    return case, papers


class TestAmendedAgreements:
    @settings(max_examples=30, deadline=None)
    @given(drawn=changed())
    def test_lines_sum_and_months_one_by_one_are_all_at_once(self, drawn: tuple[Case, list[dict[str, Any]]]) -> None:
        """Line by line, with the ledger stored in between; no side turns into the other."""
        case, papers = drawn
        agreement = amended(case.data, *papers)
        months, after = case.settle(*MONTHS, agreement=agreement, stored="between")
        (whole,), at_once = case.settle(f"{FIRST}..{LAST}", agreement=agreement)
        assert tuple(line for month in months for line in month.lines) == whole.lines
        assert after == at_once
        for money in months:
            assert sum((line.amount.amount for line in money.lines), Decimal(0)) == money.total.amount
            assert money.malus.amount <= 0 <= money.bonus.amount

    @settings(max_examples=20, deadline=None)
    @given(drawn=changed())
    def test_the_order_of_the_papers_is_nothing_and_what_was_sealed_is_found_again(
        self, drawn: tuple[Case, list[dict[str, Any]]]
    ) -> None:
        """The other party has the same papers in another order."""
        case, papers = drawn
        agreement, theirs = amended(case.data, *papers), amended(case.data, *reversed(papers))
        facts, told, ledger = case.facts(), case.known(agreement), ck.Ledger.empty()
        evaluation, judged = (ck.evaluate(one, facts, AS_OF) for one in (agreement, theirs))
        for month in MONTHS:
            money, after = ck.settle(agreement, evaluation, facts, period=month, before=ledger, told=told)
            sealed = ck.seal(money, agreement, evaluation, facts, told=told, before=ledger)
            found = ck.recompute(ck.SealedSettlement.from_json(sealed.to_json()), theirs, judged, facts)
            assert found.same, str(found)
            ledger = after


AMOUNTS = st.sampled_from([Fraction(1), Fraction(100), Fraction("333.33"), Fraction(1000), Fraction("12345.67")])


def text(amount: Fraction) -> str:
    return f"EUR {float(amount):.2f}"


@st.composite
def histories(draw: Any) -> tuple[list[tuple[date, date, Fraction]], date]:
    """Return a price of a month along time: from when, when that was recorded, how much; and what is known when.

    Each price differs from the one before it, so that an amendment that takes it back is one too.
    """
    price = draw(AMOUNTS)
    found = [(FIRST, FIRST, price)]
    for day in sorted(draw(st.lists(DATES, max_size=3, unique=True))):
        price = draw(AMOUNTS.filter(lambda one, now=price: one != now))
        recorded = found[-1][1] + timedelta(days=draw(st.sampled_from([0, 1, 30])))
        found.append((day, recorded, price))
    known_at = draw(st.sampled_from([found[-1][1], found[-1][1] - timedelta(days=1), found[0][1], LAST]))
    return found, max(known_at, FIRST)


def slow(history: list[tuple[date, date, Fraction]], month: str, known_at: date) -> Fraction:
    """Return what a month costs: its one price, or each of its days a part of the price of that day."""
    year, number = (int(part) for part in month.split("-"))
    days = [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    known = [one for one in history if one[1] <= known_at]
    prices = [[price for since, _, price in known if since <= day][-1] for day in days]
    return sum(prices, Fraction(0)) / len(days)


class TestAPriceAlongTime:
    @settings(max_examples=60, deadline=None)
    @given(drawn=histories())
    def test_each_month_costs_the_price_of_each_of_its_days(
        self, drawn: tuple[list[tuple[date, date, Fraction]], date]
    ) -> None:
        """Amended on up to three dates, as known on any; months settled one by one are the four at once."""
        history, known_at = drawn
        fee = {"kind": "fee", "name": "desk", "amount": text(history[0][2]), "per": "month"}
        data = {**HEAD, "clauses": {"1": {"kind": "term", "start": str(FIRST)}, "2": fee}}
        papers = []
        for number, ((_, _, was), (day, recorded, now)) in enumerate(pairwise(history), 1):
            change = {"amount": {"was": text(was), "becomes": text(now)}}
            papers.append(
                amendment(number, day, {"clause": "2", "action": "change", "fields": change}, recorded=recorded)
            )
        agreement = amended(data, *papers) if papers else ck.load_agreement(data=data)
        told = ck.SettlementFacts(known_at=known_at)
        expected = [slow(history, month, known_at) for month in MONTHS]
        charged = [
            ck.charges(agreement, ck.Period.parse(month), told.amounts_in(ck.Period.parse(month))) for month in MONTHS
        ]
        assert [sum(one.exact for one in month) for month in charged] == expected
        whole, ledger = ck.settle(agreement, None, None, period=f"{FIRST}..{LAST}", told=told)
        assert sum((line.exact for line in whole.lines), Fraction(0)) == sum(expected)
        total, ledger = Fraction(0), ck.Ledger.empty()
        for month in MONTHS:
            money, ledger = ck.settle(agreement, None, None, period=month, told=told, before=ledger)
            total += Fraction(money.total.amount)
        assert abs(total - Fraction(whole.total.amount)) <= Fraction(len(MONTHS), 100)
