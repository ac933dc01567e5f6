"""Agreements that go on until notice, and notices that two parties give: what is owed, and when it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.statements.obligations.telling import waits_word

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
  "6": {kind: duty, owner: provider, does: Hands over, due: 60 days, before: end}
"""
NOTICE = """
contractkit: 1
document: notice
id: NAME
title: N
about: C-1/2
given_by: PARTY
sent_on: DAY
received_on: DAY
says: SAYS
"""
UNTIL_NOTICE = "renews: until-notice, notice: 1 month"
TACIT = "renews: tacitly, by: 12 months, notice: 3 months"
EXPRESS = "renews: expressly, by: 12 months, notice: 1 month"
BOTH_YEARS = (date(2026, 1, 1), date(2027, 12, 31))


@pytest.fixture
def papers(tmp_path: Path) -> Any:
    def loads(renewal: str, *notices: tuple[str, str], says: str = "ends") -> ck.Agreement:
        (tmp_path / "contract.yaml").write_text(CONTRACT.replace("RENEWAL", renewal), encoding="utf-8")
        for number, (party, day) in enumerate(notices):
            text = NOTICE.replace("NAME", f"N-{number}").replace("PARTY", party).replace("DAY", day)
            (tmp_path / f"notice-{number}.yaml").write_text(text.replace("SAYS", says), encoding="utf-8")
        return ck.load_agreement(tmp_path)

    return loads


def rows(found: ck.Obligations) -> list[tuple[str, str, str]]:
    return [(one.kind, one.due.isoformat(), one.state) for one in found]


class TestUntilNotice:
    def test_nobody_hands_over_at_the_end_of_a_first_term_that_goes_on(self, papers):
        """Notice for 31 December would have been due on 30 November; in February the agreement goes on."""
        asked = {day: ck.obligations(papers(UNTIL_NOTICE), between=BOTH_YEARS, as_of=day) for day in (
            date(2026, 11, 30), date(2026, 12, 1))}  # fmt: skip
        assert [rows(one) for one in asked.values()] == [
            [("duty", "2026-11-01", "created"), ("notice", "2026-11-30", "in-effect")],
            [("duty", "2026-11-01", "expired"), ("notice", "2026-11-30", "expired")],
        ]

    def test_notice_on_a_later_day_ends_it_and_the_hand_over_counts_from_that_end(self, papers):
        """Received on 5 March 2027, a month: it ends with 5 April; sixty days before is 4 February, which had passed."""
        agreement = papers(UNTIL_NOTICE, ("customer", "2027-03-05"))
        found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2027, 3, 10))
        assert rows(found) == [
            ("notice", "2026-11-30", "expired"),
            ("duty", "2027-02-04", "in-effect"),
            ("end", "2027-04-05", "created"),
        ]
        assert ck.last_notice_date(agreement, date(2027, 3, 10)).state == "given"

    def test_what_was_due_before_the_notice_came_is_remarked_and_never_violated(self, papers):
        """Due on 4 February, the end known from 5 March on: owed from then, and done whenever it is done."""
        agreement = papers(UNTIL_NOTICE, ("customer", "2027-03-05"))
        done = ck.ObligationEvent("E-1", "C-1/6 2027-04-05", "fulfilled", date(2027, 4, 1), "provider")
        asked = [
            ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2027, 6, 1), events=events).of(kind="duty").rows[0]
            for events in ([], [done])
        ]
        assert [(one.state, one.missed_on) for one in asked] == [("in-effect", None), ("fulfilled", None)]
        assert "impossible in time: the end was known only from the notice of 2027-03-05" in asked[0].says
        assert asked[0].since == date(2027, 3, 5)
        assert waits_word(asked[0]) == "its date had passed when notice came"

    def test_what_was_due_on_the_day_of_the_notice_or_later_can_be_violated(self, papers):
        """Notice on 1 November 2026 for the end of December: sixty days before 31 December is that day."""
        for day in ("2026-11-01", "2026-10-20"):
            agreement = papers(UNTIL_NOTICE, ("customer", day))
            found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2026, 11, 2))
            assert found.of(kind="duty").rows[0].state == "violated"

    def test_an_event_that_says_so_does_the_same(self, papers):
        """The event is about the notice clause, the day is its own, and it did not come too late."""
        given = ck.ObligationEvent("E-1", "C-1/2 notice 2026-12-31", "fulfilled", date(2027, 3, 5), "customer")
        found = ck.obligations(papers(UNTIL_NOTICE), between=BOTH_YEARS, as_of=date(2027, 3, 10), events=[given])
        assert rows(found)[-1] == ("end", "2027-04-05", "created")
        assert found.of(kind="notice").rows[0].extra == "notice came on 2027-03-05, for a later end (E-1)"

    def test_notice_in_time_ends_it_with_the_first_term(self, papers):
        """On 5 November: the end of December is listed as the end."""
        agreement = papers(UNTIL_NOTICE, ("customer", "2026-11-05"))
        found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2026, 11, 10))
        assert [row for row in rows(found) if row[0] != "duty"] == [
            ("notice", "2026-11-30", "fulfilled"),
            ("end", "2026-12-31", "created"),
        ]


class TestSaidTwice:
    def test_both_parties_may_give_notice_for_one_end(self, papers):
        """The second notice changes nothing and is refused by nobody."""
        agreement = papers(TACIT, ("customer", "2026-09-01"), ("provider", "2026-09-02"))
        found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2026, 10, 1))
        assert [row for row in rows(found) if row[0] != "duty"] == [
            ("notice", "2026-09-30", "fulfilled"),
            ("end", "2026-12-31", "created"),
        ]

    def test_what_both_parties_prolong_is_prolonged_once(self, papers):
        """By one year, through 2027, and not by two."""
        agreement = papers(EXPRESS, ("customer", "2026-09-01"), ("provider", "2026-09-02"), says="prolongs")
        assert agreement.term is not None
        assert agreement.term.end == date(2028, 1, 1)

    def test_a_term_that_a_paper_prolonged_is_settled_before_it_begins(self, papers):
        """Asked in October 2026 about the end of 2027: it waits for no renewal, and nobody hands over in 2026."""
        agreement = papers(EXPRESS, ("customer", "2026-09-01"), says="prolongs")
        found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2026, 10, 1))
        assert [(one.kind, str(one.due), one.state, one.provided) for one in found] == [
            ("duty", "2026-11-01", "expired", "too-late"),
            ("prolongation", "2026-11-30", "fulfilled", None),
            ("duty", "2027-11-01", "created", None),
            ("prolongation", "2027-11-30", "created", None),
            ("end", "2027-12-31", "created", None),
        ]

    def test_the_last_date_after_a_prolongation_is_that_of_the_prolonged_term(self, papers):
        """Prolonged through 2027: in 2027 the next word is due by 30 November."""
        agreement = papers(EXPRESS, ("customer", "2026-09-01"), says="prolongs")
        found = ck.last_notice_date(agreement, date(2027, 4, 1))
        assert (found.state, str(found.last_notice), found.renewed) == ("open", "2027-11-30", 1)

    def test_a_paper_and_an_event_about_one_notice_are_one_notice(self, papers):
        """Told twice: in the papers, and in the register of events."""
        agreement = papers(TACIT, ("customer", "2026-09-01"))
        again = ck.ObligationEvent("E-1", "C-1/2 notice 2026-12-31", "fulfilled", date(2026, 9, 3), "customer")
        found = ck.obligations(agreement, between=BOTH_YEARS, as_of=date(2026, 10, 1), events=[again])
        assert found.of(kind="notice").rows[0].state == "fulfilled"
