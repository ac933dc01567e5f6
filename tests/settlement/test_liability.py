"""Claims for damages against the bounds of a liability."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.settlement import LedgerEntry, SettledPeriod
from contractkit.settlement.remembered import WonBack
from contractkit.settlement.told import ToldPast

START = date(2026, 1, 1)


def paper(*, start: str = "2026-01-01", **liability: Any) -> ck.Agreement:
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "S", "currency": "EUR", "zone": "UTC"}
    clauses = {
        "1": {"kind": "term", "start": start},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
        "3": {"kind": "liability", "who": "provider", **liability},
    }
    return ck.load_agreement(data={**head, "clauses": clauses})


def claim(event: str, on: str, loss: str, **more: Any) -> ck.LossClaim:
    return ck.LossClaim(event, date.fromisoformat(on), ck.Money(loss, "EUR"), **more)


def pays(agreement: ck.Agreement, *claims: ck.LossClaim, **more: Any) -> list[str]:
    answers, _ = ck.answer_claims(agreement, claims, **more)
    return [f"{one.pays.amount:.2f}" for one in answers]


def credited(*months: tuple[str, str], won_back: tuple[WonBack, ...] = ()) -> ck.Ledger:
    """A ledger in which each month, by its last day, has a credit; what came back came back in the last one."""
    ledger = ck.Ledger.empty()
    for number, (last, amount) in enumerate(months, start=1):
        day = date.fromisoformat(last)
        entry = LedgerEntry("x", "x", "S-1/4", day, "malus", ck.Money(f"-{amount}", "EUR"))
        back = won_back if number == len(months) else ()
        record = SettledPeriod(ck.Period.parse(last[:7]), "final", ck.Money("1000", "EUR"), (entry,), won_back=back)
        ledger = ledger.with_period("S-1", record)
    return ledger


YEARLY = {"per_year": "EUR 1 000", "service_credits": "use-up-the-cap"}
CREDITS = (("2026-01-31", "40"), ("2026-03-31", "50"))
LOSSES = (("a", "2026-02-03", "1000"), ("b", "2026-03-04", "3000"), ("c", "2026-03-05", "3000"))


class TestCreditsThatUseUpTheCap:
    """A bound of 6 000, credits of 40 for January and 50 for March, losses of 1 000, 3 000 and 3 000 before its end."""

    def test_claims_and_credits_together_come_to_no_more_than_the_bound(self):
        """6 000 - 90 = 5 910: 1 000, 3 000 and the 1 910 that are left."""
        agreement = paper(in_total="EUR 6 000", service_credits="use-up-the-cap")
        claims = [claim(*one) for one in LOSSES]
        assert pays(agreement, *claims, before=credited(*CREDITS)) == ["1000.00", "3000.00", "1910.00"]

    def test_read_otherwise_only_credits_of_periods_that_had_ended_count(self):
        """On 3 February, 4 and 5 March January is over and March is not: 6 000 - 40 = 5 960, so 1 960 for the last."""
        words = {"service_credits": "use-up-the-cap", "credits_counted": "before-the-event"}
        claims = [claim(*one) for one in LOSSES]
        found = pays(paper(in_total="EUR 6 000", **words), *claims, before=credited(*CREDITS))
        assert found == ["1000.00", "3000.00", "1960.00"]

    def test_the_reading_is_listed_where_credits_use_the_bound_up_and_nowhere_else(self):
        """A clause that lets credits stand apart leaves nothing open about them."""
        used = paper(in_total="EUR 6 000", service_credits="use-up-the-cap").assumptions
        assert [(one.taken, one.alternatives) for one in used if one.convention == "credits_counted"] == [
            ("of-the-window", ("before-the-event",))
        ]
        apart = paper(in_total="EUR 6 000", service_credits="stand-apart").assumptions
        assert "credits_counted" not in [one.convention for one in apart]

    def test_a_bound_of_a_contract_year_knows_the_credits_of_that_year_only(self):
        """100 a year: 70 are left in 2026 after 30 credited on 31 December, and all 100 in 2027."""
        agreement = paper(per_year="EUR 100", service_credits="use-up-the-cap")
        claims = [claim("a", "2026-12-01", "500"), claim("b", "2027-01-01", "500")]
        assert pays(agreement, *claims, before=credited(("2026-12-31", "30"))) == ["70.00", "100.00"]

    def test_a_credit_that_was_won_back_uses_nothing_up(self):
        """40 were credited for January and 15 of them came back in February: 100 - 25 = 75."""
        agreement = paper(in_total="EUR 100", service_credits="use-up-the-cap")
        back = WonBack("x", date(2026, 1, 31), Fraction(15), date(2026, 2, 28))
        ledger = credited(("2026-01-31", "40"), ("2026-02-28", "0"), won_back=(back,))
        assert pays(agreement, claim("a", "2026-03-01", "500"), before=ledger) == ["75.00"]

    @settings(max_examples=60, deadline=None)
    @drawn(
        given=st.lists(st.integers(0, 20_000), min_size=1, max_size=12),
        losses=st.lists(st.tuples(st.integers(0, 364), st.integers(0, 50_000)), max_size=6),
        bound=st.integers(0, 90_000),
        word=st.sampled_from(["per_year", "in_total"]),
    )
    def test_claims_after_credits_never_come_to_more_than_the_bound(self, given, losses, bound, word):
        """Cents of credits by month and of losses on any date, answered in any order; credits alone may be more."""
        months = [
            (str(ck.Period.parse(f"2026-{n:02}").end - timedelta(days=1)), f"{c / 100:.2f}")
            for n, c in enumerate(given, 1)
        ]
        words = {word: f"EUR {bound // 100}.{bound % 100:02}", "service_credits": "use-up-the-cap"}
        agreement, ledger, paid = paper(**words), credited(*months), Fraction(0)
        for number, (day, cents) in enumerate(losses):
            loss = claim(str(number), str(START + timedelta(days=day)), f"{cents / 100:.2f}")
            (answer,), ledger = ck.answer_claims(agreement, [loss], before=ledger)
            paid += Fraction(answer.pays.amount)
        assert paid <= max(Fraction(0), Fraction(bound - sum(given), 100))


def told(agreement: ck.Agreement, period: str, given: Any) -> ck.SettlementFacts:
    return ck.SettlementFacts.from_dict({"ledger": {"credits": given}}, agreement=agreement, period=period)


class TestToldCredits:
    """A bound of 1 000 a year, or in total, that credits use up; a loss of 5 000."""

    LOSSES = ("2025-12-31", "2026-06-01", "2027-01-01")

    def paid(self, given: Any, period: str, **words: Any) -> list[tuple[str, str | None]]:
        """What is paid of a loss in each of three contract years, and at most."""
        agreement = paper(start="2025-01-01", **(words or YEARLY))
        facts = told(agreement, period, given)
        found = []
        for on in self.LOSSES:
            (one,), _ = ck.answer_claims(agreement, [claim("a", on, "5000")], told=facts)
            found.append((f"{one.pays.amount:.2f}", None if one.most is None else f"{one.most.amount:.2f}"))
        return found

    def test_a_list_counts_in_the_year_of_its_period_alone(self):
        """300 for March 2026: 700 are left in 2026, all 1 000 in the years beside it."""
        found = self.paid(["EUR 100.00", "EUR 200.00"], "2026-03")
        assert found == [("1000.00", None), ("700.00", None), ("1000.00", None)]

    def test_a_window_counts_in_the_year_in_which_it_lies(self):
        """The five months before June 2026 are January to May; those before January 2026 are all of 2025 but January."""
        assert self.paid({"rolling 5 months": "EUR 300"}, "2026-06")[1] == ("700.00", None)
        found = self.paid({"rolling 11 months": "EUR 300"}, "2026-01")
        assert found == [("700.00", None), ("1000.00", None), ("1000.00", None)]

    def test_of_a_window_in_two_years_nobody_knows_how_much_counts_in_either(self):
        """The six months before March 2026: between nothing and 300 in 2025, and the same in 2026."""
        found = self.paid({"rolling 6 months": "EUR 300"}, "2026-03")
        assert found == [("700.00", "1000.00"), ("700.00", "1000.00"), ("1000.00", None)]

    def test_the_answer_says_what_is_not_known_and_what_to_tell(self):
        agreement = paper(**YEARLY)
        facts = told(agreement, "2026-03", {"rolling 6 months": "EUR 300"})
        (one,), _ = ck.answer_claims(agreement, [claim("a", "2026-06-01", "5000")], told=facts)
        assert one.says == (
            "a loss of EUR 5 000.00; at most EUR 1 000.00 per year, of which EUR 300.00 is used up (EUR 300.00 of credits "
            "are told for 2025-09-01 to 2026-02-28 in one sum, so that nobody knows how much of it counts; tell what was "
            "credited in 2026 by itself): EUR 700.00 is owed (S-1/3)"
        )

    def test_of_the_whole_term_they_count_whatever_their_dates(self):
        """300 of a bound of 1 000 in total."""
        words = {"in_total": "EUR 1 000", "service_credits": "use-up-the-cap"}
        assert self.paid({"rolling 6 months": "EUR 300"}, "2026-03", **words) == [("700.00", None)] * 3

    def test_credits_of_no_period_count_in_total_and_perhaps_in_a_year(self):
        """Facts that were made by hand and not read for a period."""
        facts = ck.SettlementFacts(past=[ToldPast("credits", (ck.Money("300", "EUR"),))])
        loss = claim("a", "2026-06-01", "5000")
        whole = paper(in_total="EUR 1 000", service_credits="use-up-the-cap")
        assert pays(whole, loss, told=facts) == ["700.00"]
        (one,), _ = ck.answer_claims(paper(**YEARLY), [loss], told=facts)
        assert (str(one.pays), str(one.most)) == ("EUR 700.00", "EUR 1 000.00")
        assert "are told for no period" in one.says

    def test_before_the_event_only_those_count_that_had_ended(self):
        """A list for March counts from 31 March on, not on the 30th."""
        agreement = paper(credits_counted="before-the-event", **YEARLY)
        facts = told(agreement, "2026-03", ["EUR 300"])
        claims = [claim("a", "2026-03-30", "100"), claim("b", "2026-03-31", "5000")]
        assert pays(agreement, *claims, told=facts) == ["100.00", "600.00"]

    def test_a_list_that_was_settled_counts_once(self):
        """The settlement of March has the 300 as an effect; the same facts are handed to the claim."""
        agreement = paper(**YEARLY)
        facts = told(agreement, "2026-03", ["EUR 300"])
        _, ledger = ck.settle(agreement, None, None, period="2026-03", told=facts)
        assert pays(agreement, claim("a", "2026-06-01", "5000"), told=facts, before=ledger) == ["700.00"]

    def test_a_list_of_a_period_that_was_settled_without_it_is_refused(self):
        """Otherwise it would count in the bound and stand on no invoice."""
        agreement = paper(**YEARLY)
        _, ledger = ck.settle(agreement, None, None, period="2026-03")
        with pytest.raises(
            UsageError, match="2026-03 is settled without them; tell only what was not settled, or settle"
        ):
            pays(agreement, claim("a", "2026-06-01", "1"), told=told(agreement, "2026-03", ["EUR 300"]), before=ledger)

    def test_a_window_that_shares_dates_with_the_ledger_is_refused(self):
        """As a settlement refuses it."""
        agreement = paper(**YEARLY)
        _, ledger = ck.settle(agreement, None, None, period="2026-03")
        facts = told(agreement, "2026-06", {"rolling 5 months": "EUR 300"})
        with pytest.raises(UsageError, match="credits over rolling 5 months up to 2026-05-31"):
            pays(agreement, claim("a", "2026-06-01", "1"), told=facts, before=ledger)

    def test_another_currency_is_refused(self):
        facts = ck.SettlementFacts(past=[ToldPast("credits", (ck.Money("300", "USD"),))])
        with pytest.raises(UsageError, match=r"USD 300\.00 among credits"):
            pays(paper(**YEARLY), claim("a", "2026-06-01", "1"), told=facts)


class TestAnswerClaims:
    def test_a_claim_for_an_earlier_event_finds_what_later_ones_were_paid(self):
        """A total of 6 000, all of it paid for June: nothing is left for March, whichever is answered first."""
        agreement = paper(in_total="EUR 6 000")
        june, march = claim("june", "2026-06-01", "6000"), claim("march", "2026-03-01", "6000")
        _, ledger = ck.answer_claims(agreement, [june])
        assert pays(agreement, march, before=ledger) == ["0.00"]
        _, ledger = ck.answer_claims(agreement, [march])
        assert pays(agreement, june, before=ledger) == ["0.00"]

    def test_a_year_has_its_bound_and_the_next_one_has_it_again(self):
        """Half of the fees of a contract year: 6 000."""
        agreement = paper(per_year="50 % of yearly-fees")
        claims = [claim("a", "2026-03-01", "5000"), claim("b", "2026-12-31", "5000"), claim("c", "2027-01-01", "5000")]
        assert pays(agreement, *claims) == ["5000.00", "1000.00", "5000.00"]

    def test_a_bound_that_is_not_known_leaves_nothing_for_certain_and_at_most_the_loss(self):
        """Half of an amount that nobody told, beside 6 000 in total."""
        agreement = paper(per_year="50 % of order-value", in_total="EUR 6 000")
        (answer,), _ = ck.answer_claims(agreement, [claim("a", "2026-03-01", "9000")])
        assert (str(answer.pays), str(answer.most)) == ("EUR 0.00", "EUR 6 000.00")

    def test_the_least_of_all_bounds_decides_and_is_named(self):
        """Each event 400, the year 1 000, the term 1 100."""
        agreement = paper(per_event="EUR 400", per_year="EUR 1 000", in_total="EUR 1 100")
        claims = [claim(str(n), f"2026-0{n}-01", "500") for n in range(1, 5)] + [claim("x", "2027-02-01", "500")]
        answers, _ = ck.answer_claims(agreement, claims)
        assert [(f"{one.pays.amount:.0f}", one.decided_by) for one in answers] == [
            ("400", "per-event"),
            ("400", "per-event"),
            ("200", "per-year"),
            ("0", "per-year"),
            ("100", "in-total"),
        ]
        assert str(answers[-1].left) == "EUR 0.00"

    def test_a_head_that_is_excluded_is_not_owed_and_one_without_a_bound_is_paid_whole(self):
        """Neither uses anything up."""
        agreement = paper(in_total="EUR 100", excludes=["indirect-loss"], uncapped=["intent"])
        claims = [
            claim("a", "2026-02-01", "900", head="indirect-loss"),
            claim("b", "2026-02-02", "900", head="intent"),
            claim("c", "2026-02-03", "900"),
        ]
        assert pays(agreement, *claims) == ["0.00", "900.00", "100.00"]

    def test_service_credits_of_the_ledger_use_the_bound_up_where_the_clause_says_so(self):
        """30 of 100 were credited in January; the other clause lets credits stand apart."""
        entry = LedgerEntry("x", "x", "S-1/4", date(2026, 1, 31), "malus", ck.Money("-30", "EUR"))
        record = SettledPeriod(ck.Period.parse("2026-01"), "final", ck.Money("970", "EUR"), (entry,))
        ledger = ck.Ledger.empty().with_period("S-1", record)
        loss = claim("a", "2026-02-10", "500")
        assert pays(paper(in_total="EUR 100", service_credits="use-up-the-cap"), loss, before=ledger) == ["70.00"]
        assert pays(paper(in_total="EUR 100", service_credits="stand-apart"), loss, before=ledger) == ["100.00"]

    def test_a_credit_that_is_still_open_leaves_a_least_and_a_most(self):
        """Between nothing and 30 were credited."""
        entry = LedgerEntry(
            "x", "x", "S-1/4", date(2026, 1, 31), "malus", ck.Money("0", "EUR"), least=ck.Money("-30", "EUR")
        )
        record = SettledPeriod(ck.Period.parse("2026-01"), "provisional", ck.Money("1000", "EUR"), (entry,))
        ledger = ck.Ledger.empty().with_period("S-1", record)
        agreement = paper(in_total="EUR 100", service_credits="use-up-the-cap")
        (answer,), _ = ck.answer_claims(agreement, [claim("a", "2026-02-10", "500")], before=ledger)
        assert (str(answer.pays), str(answer.most)) == ("EUR 70.00", "EUR 100.00")

    def test_a_claim_that_is_answered_again_takes_the_place_of_its_first_answer(self):
        """The loss was found to be smaller."""
        agreement = paper(in_total="EUR 100")
        _, ledger = ck.answer_claims(agreement, [claim("a", "2026-02-01", "80")])
        answers, ledger = ck.answer_claims(agreement, [claim("a", "2026-02-01", "30")], before=ledger)
        assert str(answers[0].left) == "EUR 70.00"
        assert len(ledger.claims) == 1
        assert ck.Ledger.from_dict(ledger.to_dict()) == ledger

    def test_another_currency_and_a_negative_loss_are_refused(self):
        """Nothing is converted, and nobody owes less than nothing."""
        with pytest.raises(UsageError, match="in USD"):
            ck.answer_claims(paper(), [ck.LossClaim("a", START, ck.Money("1", "USD"))])
        with pytest.raises(UsageError, match="negative"):
            ck.answer_claims(paper(), [claim("a", "2026-01-01", "-1")])

    @settings(max_examples=60, deadline=None)
    @drawn(
        losses=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 50000)), max_size=8),
        bounds=st.tuples(st.integers(0, 30000), st.integers(0, 60000), st.integers(0, 90000)),
    )
    def test_no_bound_is_ever_passed_and_no_claim_paid_beyond_its_loss(self, losses, bounds):
        """Cents of losses over some years, in any order; answering them one by one gives the same."""
        event, year, total = (Fraction(bound, 100) for bound in bounds)
        agreement = paper(
            **{
                word: f"EUR {cents // 100}.{cents % 100:02}"
                for word, cents in zip(("per_event", "per_year", "in_total"), bounds, strict=True)
            }
        )
        claims = [
            ck.LossClaim(str(n), START + timedelta(days=day), ck.Money(f"{cents / 100:.2f}", "EUR"))
            for n, (day, cents) in enumerate(losses)
        ]
        answers, ledger = ck.answer_claims(agreement, claims)
        paid = [(one.claim.on.year, Fraction(one.pays.amount)) for one in answers]
        assert all(
            0 <= amount <= min(event, Fraction(one.claim.loss.amount))
            for (_, amount), one in zip(paid, answers, strict=True)
        )
        assert all(sum(amount for when, amount in paid if when == one) <= year for one, _ in paid)
        assert sum(amount for _, amount in paid) <= total
        step = ck.Ledger.empty()
        for one in sorted(claims, key=lambda item: item.on):
            _, step = ck.answer_claims(agreement, [one], before=step)
        assert step.claims == ledger.claims
