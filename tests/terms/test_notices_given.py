"""What notices among the papers do to the term."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

CONTRACT = """
contractkit: 1
document: contract
id: C-1
title: T
language: en
currency: EUR
zone: UTC
parties: {provider: {name: P}, customer: {name: K}}
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 12 months}
  "2": {kind: renewal, RENEWAL}
  "3": {kind: termination, who: customer, ground: convenience, not_before: 6 months, notice: 1 month, pays: none}
"""
NOTICE = """
contractkit: 1
document: notice
id: N-1
title: N
about: C-1/ABOUT
given_by: customer
sent_on: 2026-09-01
says: ends
"""
TACIT = "renews: tacitly, by: 12 months, notice: 3 months, notice_is: received"


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def loads(notice: str, renewal: str = TACIT, about: str = "2", says: str = "ends") -> ck.Agreement:
        (tmp_path / "contract.yaml").write_text(CONTRACT.replace("RENEWAL", renewal), encoding="utf-8")
        (tmp_path / "notice.yaml").write_text(
            NOTICE.replace("ABOUT", about).replace("ends", says) + notice, encoding="utf-8"
        )
        return ck.load_agreement(tmp_path)

    return loads


def end(agreement: ck.Agreement) -> date | None:
    assert agreement.term is not None
    return agreement.term.end


class TestNotices:
    def test_received_on_its_last_date_it_ends_the_term(self, load):
        """30 September 2026; the agreement ends with the year."""
        agreement = load("received_on: 2026-09-30\n")
        assert end(agreement) == date(2027, 1, 1)
        assert agreement.not_computed == ()
        assert agreement.warnings == ()

    def test_received_a_day_later_it_ends_nothing_and_is_a_warning(self, load):
        """The term is renewed, as if nobody had written."""
        agreement = load("received_on: 2026-10-01\n")
        assert end(agreement) is None
        assert [(one.code, one.severity) for one in agreement.warnings] == [("notice", "warning")]
        assert "the last date for the end of that term was 2026-09-30" in agreement.warnings[0].says

    def test_where_the_day_of_sending_counts_the_receipt_does_not(self, load):
        """Sent on 1 September, received in October."""
        agreement = load("received_on: 2026-10-20\n", TACIT.replace("received", "sent"))
        assert end(agreement) == date(2027, 1, 1)

    def test_without_the_day_of_receipt_nothing_is_judged(self, load):
        """Nobody knows whether it came in time."""
        agreement = load("")
        with pytest.raises(ck.NotComputedError, match="when that was is not said"):
            agreement.refuse_not_computed("judging")

    def test_it_can_be_for_a_later_end(self, load):
        """Given in 2026 for the end of 2027."""
        assert end(load("received_on: 2026-10-20\nper: 2028-01-01\n")) == date(2028, 1, 1)

    def test_for_a_date_on_which_no_term_ends_it_ends_nothing(self, load):
        """In the middle of the year."""
        agreement = load("received_on: 2026-09-20\nper: 2027-07-01\n")
        assert end(agreement) is None
        assert "no term ends on that date" in agreement.warnings[0].says

    def test_an_express_renewal_is_prolonged(self, load):
        """By a year, because the customer said so in time."""
        renewal = "renews: expressly, by: 12 months, at_most: 1, notice: 3 months, notice_is: received"
        assert end(load("received_on: 2026-09-20\n", renewal, says="prolongs")) == date(2028, 1, 1)
        assert end(load("received_on: 2026-10-20\n", renewal, says="prolongs")) == date(2027, 1, 1)

    def test_who_may_not_give_notice_ends_nothing(self, load):
        """Only the provider may; the customer writes in vain."""
        agreement = load("received_on: 2026-09-20\n", TACIT + ", who: [provider]")
        assert end(agreement) is None
        assert "only the provider may give it" in agreement.warnings[0].says

    def test_until_notice_it_ends_so_long_after_any_day(self, load):
        """After the first term; three months from 20 April 2027, counted from the last day, end with 20 July."""
        renewal = "renews: until-notice, notice: 3 months, notice_is: received"
        assert end(load("received_on: 2027-04-20\n", renewal)) == date(2027, 7, 21)

    def test_a_termination_ends_it_inside_of_a_term(self, load):
        """A month after 20 September is 20 October: the agreement holds through that day."""
        agreement = load("received_on: 2026-09-20\n", about="3")
        assert end(agreement) == date(2026, 10, 21)
        found = ck.obligations(agreement, between=(date(2026, 1, 1), date(2030, 1, 1)), as_of=date(2026, 9, 21))
        assert [(one.kind, one.due) for one in found if one.kind == "end"] == [("end", date(2026, 10, 20))]

    def test_a_termination_for_too_soon_a_date_ends_nothing(self, load):
        """For 1 October, and a month is agreed."""
        agreement = load("received_on: 2026-09-20\nper: 2026-10-01\n", about="3")
        assert end(agreement) is None
        assert "at the earliest" in agreement.warnings[0].says

    def test_the_last_date_of_notice_says_that_it_was_given(self, load):
        """From the day on which it counts; before that it could still be given."""
        agreement = load("received_on: 2026-09-30\n")
        states = [ck.last_notice_date(agreement, day).state for day in (date(2026, 9, 29), date(2026, 9, 30))]
        assert states == ["open", "given"]
        assert ck.last_notice_date(agreement, date(2026, 12, 1)).ends_at == date(2027, 1, 1)

    def test_before_it_came_the_obligation_was_open(self, load):
        """And is fulfilled by the paper from then on."""
        agreement = load("received_on: 2026-09-20\n")
        states = [
            ck.obligations(agreement, between=(date(2026, 9, 30), date(2026, 9, 30)), as_of=day).rows[0]
            for day in (date(2026, 9, 19), date(2026, 9, 20))
        ]
        assert [one.state for one in states] == ["in-effect", "fulfilled"]
        assert states[1].history[-1].by == "N-1"

    def test_after_the_end_nothing_is_charged(self, tmp_path):
        """A fee of EUR 100 a month: in December 2026, and no more in January."""
        fee = '  "4": {kind: fee, name: desk, amount: EUR 100.00, per: month}\n'
        (tmp_path / "contract.yaml").write_text(CONTRACT.replace("RENEWAL", TACIT) + fee, encoding="utf-8")
        (tmp_path / "notice.yaml").write_text(
            NOTICE.replace("ABOUT", "2") + "received_on: 2026-09-30\n", encoding="utf-8"
        )
        agreement = ck.load_agreement(tmp_path)
        charged = [
            sum(one.exact for one in ck.charges(agreement, agreement.period(month))) for month in ("2026-12", "2027-01")
        ]
        assert charged == [100, 0]
