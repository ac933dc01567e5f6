"""A renewal that has come lasts as long as the wording said that it came under, whatever an amendment says later."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


NOTICE = """
contractkit: 1
document: notice
id: N-1
title: Notice
about: C-1/2
given_by: customer
sent_on: DAY
received_on: DAY
says: ends
"""
SIX_MONTHS_NOTICE = "renews: tacitly, by: 12 months, notice: 6 months"


class TestNoticeBeforeAnAmendment:
    """Three months' notice for the end of 2026, so until 30 September; from 1 September on it is six, until 30 June."""

    def test_a_notice_that_was_in_time_when_it_came_stays_in_time(self, amended):
        agreement = amended(SIX_MONTHS_NOTICE, "2026-09-01", NOTICE.replace("DAY", "2026-08-15"))
        assert agreement.term.end == date(2027, 1, 1)
        assert [one.code for one in agreement.warnings if one.code == "notice"] == []

    def test_one_that_came_under_the_longer_period_is_too_late(self, amended):
        agreement = amended(SIX_MONTHS_NOTICE, "2026-09-01", NOTICE.replace("DAY", "2026-09-01"))
        assert agreement.term.end is None
        assert [one.code for one in agreement.warnings if one.code == "notice"] == ["notice"]

    def test_the_obligation_is_fulfilled_and_nothing_is_renewed(self, amended):
        agreement = amended(SIX_MONTHS_NOTICE, "2026-09-01", NOTICE.replace("DAY", "2026-08-15"))
        found = ck.obligations(agreement, between=(date(2026, 1, 1), date(2027, 12, 31)), as_of=date(2026, 10, 1))
        assert [(one.kind, one.due, one.state) for one in found] == [
            ("notice", date(2026, 8, 31), "fulfilled"),
            ("end", date(2026, 12, 31), "created"),
        ]
        assert found.rows[0].extra == "as it was agreed until 2026-08-31; since then it would be 2026-06-30"

    @pytest.mark.parametrize(
        ("since", "due"),
        [("2026-09-01", date(2026, 8, 31)), ("2026-11-01", date(2026, 9, 30)), ("2026-05-01", date(2026, 6, 30))],
    )
    def test_the_last_date_is_the_last_one_on_which_some_wording_takes_it(self, amended, since, due):
        """Three months until 31 August; three months and over before October; six from May on, until 30 June."""
        found = ck.obligations(amended(SIX_MONTHS_NOTICE, since), between=(date(2026, 1, 1), date(2026, 12, 31)))
        assert [(one.kind, one.due) for one in found] == [("notice", due)]

    @pytest.mark.parametrize(("day", "state"), [(31, "in-effect"), (1, "expired")])
    def test_until_that_date_it_can_be_given(self, amended, day, state):
        today = date(2026, 8, 31) if day == 31 else date(2026, 9, 1)
        asked = (date(2026, 1, 1), date(2026, 12, 31))
        found = ck.obligations(amended(SIX_MONTHS_NOTICE, "2026-09-01"), between=asked, as_of=today)
        assert [one.state for one in found] == [state]

    def test_it_is_found_by_its_own_date_alone(self, amended):
        day = date(2026, 8, 31)
        found = ck.obligations(amended(SIX_MONTHS_NOTICE, "2026-09-01"), between=(day, day))
        assert [one.due for one in found] == [day]

    @pytest.mark.parametrize(("day", "kinds"), [(31, ["notice", "end"]), (1, ["notice", "renewal", "notice"])])
    def test_an_event_that_tells_of_it_does_the_same(self, amended, day, kinds):
        """On 31 August three months hold, on 1 September six."""
        on = date(2026, 8, 31) if day == 31 else date(2026, 9, 1)
        event = ck.ObligationEvent("E-1", "C-1/2 notice 2026-12-31", "fulfilled", on, "customer")
        agreement = amended(SIX_MONTHS_NOTICE, "2026-09-01")
        found = ck.obligations(agreement, between=(date(2026, 1, 1), date(2027, 12, 31)), events=[event])
        assert [one.kind for one in found] == kinds

    def test_withdrawn_after_the_amendment_it_is_gone_and_the_agreement_is_renewed(self, amended):
        events = [
            ck.ObligationEvent("E-1", "C-1/2 notice 2026-12-31", "fulfilled", date(2026, 8, 15), "customer"),
            ck.ObligationEvent("E-2", "C-1/2 notice 2026-12-31", "withdrawn", date(2026, 11, 15), "both"),
        ]
        agreement = amended(SIX_MONTHS_NOTICE, "2026-09-01")
        found = ck.obligations(agreement, between=(date(2026, 1, 1), date(2027, 12, 31)), events=events)
        assert [(one.kind, one.state) for one in found][:2] == [("notice", "expired"), ("renewal", "created")]

    def test_where_the_parties_agree_another_term_after_it_the_old_notice_ends_nothing(self, tmp_path):
        amendment = AMENDMENT.replace("FROM", "2026-09-01").partition("changes:")[0] + (
            'changes:\n  - {clause: "1", action: replace, to: {kind: term, start: 2026-01-01, initial: 36 months}}\n'
        )
        notice = NOTICE.replace("DAY", "2026-08-15") + "per: 2027-01-01\n"
        for name, text in (("a", CONTRACT), ("b", amendment), ("c", notice)):
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        assert ck.load_agreement(tmp_path).term.end is None

    def test_what_a_later_wording_takes_is_no_gap_of_an_earlier_one(self, tmp_path):
        """Given on 15 October, too late for three months and for six; from 1 November on one month is enough."""
        later = AMENDMENT.replace("FROM", "2026-11-01").replace("A-1", "A-2")
        one_month = "renews: tacitly, by: 12 months, notice: 1 month"
        texts = (
            CONTRACT,
            AMENDMENT.replace("FROM", "2026-09-01").replace("RENEWAL", SIX_MONTHS_NOTICE),
            later.replace("RENEWAL", one_month),
            NOTICE.replace("DAY", "2026-10-15"),
        )
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        found = ck.obligations(agreement, between=(date(2026, 1, 1), date(2027, 12, 31)), as_of=date(2026, 12, 1))
        assert [(one.kind, one.state) for one in found] == [("notice", "fulfilled"), ("end", "created")]
        assert found.gaps == ()

    @settings(max_examples=40, deadline=None)
    @given(
        months=st.tuples(*[st.integers(1, 8)] * 3),
        since=st.lists(st.dates(date(2026, 2, 1), date(2026, 12, 31)), min_size=2, max_size=2, unique=True).map(sorted),
        step=st.integers(-40, 40),
    )
    def test_a_notice_ends_the_agreement_on_just_the_days_up_to_the_last_date(self, months, since, step):
        """Three wordings of one period of notice, and a notice near the last date that is listed: a paper and an event."""
        first, *rest = months
        asked = (date(2026, 1, 1), date(2027, 1, 1))
        with TemporaryDirectory() as name:
            folder = Path(name)
            contract = CONTRACT.replace("notice: 3 months", f"notice: {first} months")
            (folder / "contract.yaml").write_text(contract, encoding="utf-8")
            for number, (day, length) in enumerate(zip(since, rest, strict=True)):
                renewal = f"renews: tacitly, by: 12 months, notice: {length} months"
                text = (
                    AMENDMENT.replace("FROM", day.isoformat()).replace("RENEWAL", renewal).replace("A-1", f"A-{number}")
                )
                (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
            agreement = ck.load_agreement(folder)
            last = ck.obligations(agreement, between=asked).of(kind="notice").rows[0].due
            day = max(date(2026, 1, 1), min(last + timedelta(days=step), date(2026, 12, 31)))
            (folder / "notice.yaml").write_text(NOTICE.replace("DAY", day.isoformat()), encoding="utf-8")
            ended = ck.load_agreement(folder).term.end
        event = ck.ObligationEvent("E-1", "C-1/2 notice 2026-12-31", "fulfilled", day, "customer")
        kinds = {one.kind for one in ck.obligations(agreement, between=asked, events=[event])}
        assert (ended == date(2027, 1, 1), "end" in kinds) == (day <= last, day <= last)
