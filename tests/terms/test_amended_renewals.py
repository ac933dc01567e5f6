"""A renewal that has come lasts as long as the wording said that it came under, whatever an amendment says later."""

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
  "2": {kind: renewal, renews: tacitly, by: 12 months, notice: 3 months}
  "3": {kind: fee, name: base, amount: EUR 900.00, per: month}
"""
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: Renewal
amends: C-1
signed_on: FROM
effective_from: FROM
changes:
  - {clause: "2", action: replace, to: {kind: renewal, RENEWAL}}
"""
NEVER = "renews: not"
SIX_MONTHS = "renews: tacitly, by: 6 months, notice: 2 months"
TWO_YEARS = "renews: tacitly, by: 24 months, notice: 3 months"


@pytest.fixture
def amended(tmp_path: Path) -> Any:
    def loads(renewal: str, since: str = "2027-03-01", besides: str = "") -> ck.Agreement:
        (tmp_path / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
        amendment = AMENDMENT.replace("FROM", since).replace("RENEWAL", renewal)
        (tmp_path / "amendment.yaml").write_text(amendment, encoding="utf-8")
        if besides:
            (tmp_path / "besides.yaml").write_text(besides, encoding="utf-8")
        return ck.load_agreement(tmp_path)

    return loads


class TestAmendedRenewals:
    def test_a_longer_renewal_does_not_lengthen_the_term_that_runs(self, amended):
        """Renewed for 2027; from 1 March 2027 on by two years each. 2027 ends all the same, and then come 2028 and 2029."""
        agreement = amended(TWO_YEARS)
        found = [ck.last_notice_date(agreement, day) for day in (date(2027, 4, 1), date(2028, 1, 1))]
        assert [(str(one.last_notice), str(one.last_day)) for one in found] == [
            ("2027-09-30", "2027-12-31"),
            ("2029-09-30", "2029-12-31"),
        ]

    def test_a_shorter_renewal_does_not_shorten_the_term_that_runs(self, amended):
        """Renewed for 2028 under the old wording: it lasts until its end, and notice is what the new one says."""
        found = ck.last_notice_date(amended(SIX_MONTHS, "2028-03-01"), date(2028, 4, 1))
        assert (str(found.last_notice), str(found.last_day), found.renewed) == ("2028-10-31", "2028-12-31", 2)

    def test_a_term_that_begins_with_the_amendment_is_of_the_new_length(self, amended):
        """From 1 January 2028 on, by six months: the term that begins on that day ends with June."""
        found = ck.last_notice_date(amended(SIX_MONTHS, "2028-01-01"), date(2028, 1, 1))
        assert (str(found.start), str(found.last_day), found.renewed) == ("2028-01-01", "2028-06-30", 2)

    def test_in_the_first_term_nothing_is_held_over(self, amended):
        """Amended in 2026, before any renewal: 2026 ends, and the renewal lasts six months."""
        found = ck.last_notice_date(amended(SIX_MONTHS, "2026-03-01"), date(2027, 1, 1))
        assert (str(found.start), str(found.last_day)) == ("2027-01-01", "2027-06-30")

    def test_what_is_renewed_no_more_ends_with_the_term_that_runs(self, amended):
        """And not with the first one, which was over: fees run on through December 2027."""
        agreement = amended(NEVER)
        assert agreement.term is not None
        assert agreement.term.end == date(2028, 1, 1)
        ends = ck.obligations(agreement, between=(date(2027, 1, 2), date(2029, 12, 31))).of(kind="end")
        assert [one.due for one in ends] == [date(2027, 12, 31)]

    def test_the_obligations_of_the_running_term_are_neither_lost_nor_moved(self, amended):
        """Notice until 30 September 2027 for the end of the year, as it was before the amendment."""
        asked = (date(2027, 3, 1), date(2030, 1, 1))
        found = ck.obligations(amended(TWO_YEARS), between=asked, as_of=date(2027, 4, 1))
        assert [(one.kind, str(one.due)) for one in found] == [
            ("notice", "2027-09-30"),
            ("renewal", "2028-01-01"),
            ("notice", "2029-09-30"),
            ("renewal", "2030-01-01"),
        ]

    def test_a_limit_of_renewals_does_not_undo_those_that_came(self, amended):
        """Renewed twice, and then at most once: it ends with the term that runs."""
        limited = "renews: tacitly, by: 12 months, at_most: 1, notice: 3 months"
        found = ck.last_notice_date(amended(limited, "2028-03-01"), date(2028, 4, 1))
        assert (found.state, str(found.last_day), found.renewed) == ("not-needed", "2028-12-31", 2)

    def test_a_later_amendment_of_something_else_keeps_the_term_that_runs(self, amended):
        """The fee changes in May: 2027 still ends with December."""
        fee = """
contractkit: 1
document: amendment
id: A-2
title: Fee
amends: C-1
signed_on: 2027-04-20
effective_from: 2027-05-01
changes:
  - {clause: "3", action: change, fields: {amount: {was: EUR 900.00, becomes: EUR 950.00}}}
"""
        found = ck.last_notice_date(amended(TWO_YEARS, besides=fee), date(2027, 6, 1))
        assert str(found.last_day) == "2027-12-31"

    def test_what_was_not_recorded_yet_changed_nothing(self, amended):
        """As known in February the agreement goes on for ever, a year each time."""
        before = amended(TWO_YEARS).at(date(2027, 4, 1), known_at=date(2027, 2, 1))
        assert before.term is not None
        assert before.term.held is None

    def test_a_notice_under_the_new_wording_ends_the_term_that_runs(self, amended):
        """Received in August 2027 under six months' renewals: it ends with December, and not with June."""
        notice = """
contractkit: 1
document: notice
id: N-1
title: N
about: C-1/2
given_by: customer
sent_on: 2027-08-01
received_on: 2027-08-02
says: ends
"""
        agreement = amended(SIX_MONTHS, besides=notice)
        assert agreement.term is not None
        assert agreement.term.end == date(2028, 1, 1)
        assert agreement.warnings == ()
