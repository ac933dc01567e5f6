"""Notices and prolongations that the parties take back by agreement: what is then owed, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from duty_agreements import agreement, event, tacit

import contractkit as ck

NOTICE = "S-1/2 notice 2026-12-31"
GIVEN = event("fulfilled", date(2026, 9, 1), NOTICE, actor="customer")
TWO_YEARS = (date(2026, 1, 1), date(2027, 12, 31))
EXPRESS = {"kind": "renewal", "renews": "expressly", "by": "1 year", "notice": "1 month"}
EVERGREEN = {"kind": "renewal", "renews": "until-notice", "notice": "1 month"}
PAPER = """
contractkit: 1
document: notice
id: N-1
title: N
about: C-1/2
given_by: customer
sent_on: 2026-09-01
received_on: 2026-09-01
says: ends
"""
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
"""


def asked(renewal: dict[str, Any], *events: ck.ObligationEvent, as_of: date) -> list[tuple[str, str, str]]:
    found = ck.obligations(agreement({"2": renewal}), between=TWO_YEARS, as_of=as_of, events=events)
    return [(one.kind, one.due.isoformat(), one.state) for one in found]


def refusal(*events: ck.ObligationEvent, renewal: dict[str, Any] | None = None) -> tuple[str, str, str]:
    with pytest.raises(ck.FactsRejected) as refused:
        asked(renewal or tacit(), *events, as_of=date(2027, 12, 31))
    (problem,) = refused.value.problems
    return problem.code, problem.says, problem.hint or ""


def withdrawn(day: date, actor: str | None = "both", about: str = NOTICE) -> ck.ObligationEvent:
    return event("withdrawn", day, about, actor=actor, called="W")


class TestTakenBack:
    def test_notice_withdrawn_in_time_can_be_given_anew_until_its_last_date(self):
        """Given on 1 September, withdrawn on the 10th; notice is open until 30 September, and renewal is ahead."""
        rows = asked(tacit(), GIVEN, withdrawn(date(2026, 9, 10)), as_of=date(2026, 9, 20))
        assert rows[:2] == [("notice", "2026-09-30", "in-effect"), ("renewal", "2027-01-01", "created")]
        again = event("fulfilled", date(2026, 9, 25), NOTICE, called="G-2", actor="customer")
        rows = asked(tacit(), GIVEN, withdrawn(date(2026, 9, 10)), again, as_of=date(2026, 9, 26))
        assert rows == [("notice", "2026-09-30", "fulfilled"), ("end", "2026-12-31", "created")]

    def test_notice_withdrawn_after_its_last_date_has_lapsed_and_the_agreement_is_renewed(self):
        """On 1 November, by the provider, who received it."""
        back = withdrawn(date(2026, 11, 1), "provider")
        found = ck.obligations(
            agreement({"2": tacit()}), between=TWO_YEARS, as_of=date(2026, 11, 1), events=[GIVEN, back]
        )
        notice = found.rows[0]
        assert (notice.state, notice.history[-1].on, notice.history[-1].by) == ("expired", date(2026, 11, 1), "W")
        assert "withdrawn on 2026-11-01 (W)" in notice.says
        assert found.rows[1].kind == "renewal"

    def test_before_the_day_of_the_withdrawal_the_notice_stands(self):
        """Asked on 9 September."""
        rows = asked(tacit(), GIVEN, withdrawn(date(2026, 9, 10)), as_of=date(2026, 9, 9))
        assert rows == [("notice", "2026-09-30", "fulfilled"), ("end", "2026-12-31", "created")]

    def test_a_prolongation_that_is_withdrawn_leaves_the_end_where_it_was(self):
        """It ends with 2026 again; without the withdrawal with 2027."""
        name = "S-1/2 prolongation 2026-12-31"
        said = event("fulfilled", date(2026, 11, 1), name, actor="customer")
        kept = asked(EXPRESS, said, as_of=date(2026, 12, 10))
        assert ("end", "2027-12-31", "created") in kept
        rows = asked(EXPRESS, said, withdrawn(date(2026, 12, 5), about=name), as_of=date(2026, 12, 10))
        assert rows == [("prolongation", "2026-11-30", "expired"), ("end", "2026-12-31", "created")]

    def test_notice_on_a_later_day_is_withdrawn_before_the_end_that_it_brings(self):
        """Given on 5 March 2027, a month: it would end with 5 April; on that day it can still be withdrawn."""
        given = event("fulfilled", date(2027, 3, 5), NOTICE, actor="customer")
        assert asked(EVERGREEN, given, as_of=date(2027, 4, 1))[-1] == ("end", "2027-04-05", "created")
        rows = asked(EVERGREEN, given, withdrawn(date(2027, 4, 5)), as_of=date(2027, 4, 10))
        assert rows == [("notice", "2026-11-30", "expired")]
        assert "took effect on 2027-04-06" in refusal(given, withdrawn(date(2027, 4, 6)), renewal=EVERGREEN)[1]

    def test_a_notice_among_the_papers_can_be_withdrawn_by_an_event(self, tmp_path: Path):
        """The customer's paper of 1 September; the provider agrees on the 10th."""
        (tmp_path / "c.yaml").write_text(CONTRACT, encoding="utf-8")
        (tmp_path / "n.yaml").write_text(PAPER, encoding="utf-8")
        back = withdrawn(date(2026, 9, 10), "provider", "C-1/2 notice 2026-12-31")
        known = ck.load_agreement(tmp_path)
        found = ck.obligations(known, between=TWO_YEARS, as_of=date(2026, 10, 1), events=[back])
        assert [(one.kind, one.state) for one in found][:2] == [("notice", "expired"), ("renewal", "created")]


class TestRefused:
    def test_who_gave_notice_cannot_withdraw_it_alone(self):
        """The other party received it, and has to agree."""
        code, says, hint = refusal(GIVEN, withdrawn(date(2026, 9, 10), "customer"))
        assert (code, hint) == ("transition", "actor: both, or provider, who received it")
        assert "customer alone cannot agree to that" in says

    def test_nobody_having_agreed_is_no_agreement(self):
        """No actor."""
        assert "nobody says who agreed" in refusal(GIVEN, withdrawn(date(2026, 9, 10), None))[1]

    def test_once_the_end_took_effect_nothing_is_withdrawn(self):
        """The agreement ended with 31 December; that day is the last."""
        asked(tacit(), GIVEN, withdrawn(date(2026, 12, 31)), as_of=date(2026, 12, 31))
        _, says, hint = refusal(GIVEN, withdrawn(date(2027, 1, 1)))
        assert "took effect on 2027-01-01" in says
        assert hint.startswith("it can be withdrawn up to 2026-12-31")

    def test_what_was_not_given_cannot_be_withdrawn(self):
        """Nor can it be withdrawn twice."""
        assert "nothing was given by then" in refusal(withdrawn(date(2026, 9, 10)))[1]
        twice = event("withdrawn", date(2026, 9, 11), NOTICE, actor="both", called="W-2")
        assert "nothing was given by then" in refusal(GIVEN, withdrawn(date(2026, 9, 10)), twice)[1]

    def test_only_notices_and_prolongations_can_be_withdrawn(self):
        """A report that was sent was sent."""
        known = agreement({"5": {"kind": "duty", "owner": "provider", "does": "Reports", "due": "2026-04-10"}})
        about = "S-1/5 2026-04-10"
        told = [event("fulfilled", date(2026, 4, 1), about), withdrawn(date(2026, 4, 2), "both", about)]
        with pytest.raises(ck.FactsRejected, match="is no notice and no prolongation"):
            ck.obligations(known, between=TWO_YEARS, events=told)
