"""Notice to the end of a month, quarter, half-year or year; and notice that runs ahead. Dates by hand and by law."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "C-1",
    "title": "T",
    "language": "en",
    "currency": "EUR",
    "zone": "UTC",
    "parties": {"provider": {"name": "P"}, "customer": {"name": "K"}},
}
YEAR = {"kind": "term", "start": "2026-01-01", "initial": "12 months"}
OFFICE = {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}


def contract(term: dict[str, Any], **renewal: Any) -> ck.Agreement:
    clauses = {"0": OFFICE, "1": term, "2": {"kind": "renewal", "renews": "until-notice", **renewal}}
    return ck.load_agreement(data={**HEAD, "clauses": clauses})


def told(agreement: ck.Agreement, day: date) -> tuple[str, date | None, date | None]:
    found = ck.last_notice_date(agreement, day)
    return found.state, found.last_notice, found.last_day


class TestAhead:
    """A month from 31 May is over on 30 June, and so is one from 30 May: the 31st is the last date for that end."""

    def test_on_a_31st_notice_is_in_time_for_the_end_of_a_shorter_month(self) -> None:
        agreement = contract({"kind": "term", "start": "2025-07-01", "initial": "12 months"}, notice="1 month")
        assert told(agreement, date(2026, 5, 31)) == ("open", date(2026, 5, 31), date(2026, 6, 30))
        late = ck.last_notice_date(agreement, date(2026, 6, 1))
        assert (late.state, late.ends_at) == ("any-day", date(2026, 7, 2))

    @pytest.mark.parametrize(
        ("initial", "notice", "last"),
        [
            ("14 months", "1 month", date(2027, 1, 31)),  # the term ends with 28 February 2027
            ("14 months", "2 months", date(2026, 12, 31)),
            ("26 months", "1 month", date(2028, 1, 31)),  # with 29 February 2028
            ("12 months", "1 month", date(2026, 11, 30)),  # with 31 December: a month from 1 December is 1 January
            ("12 months", "30 days", date(2026, 12, 1)),
            ("12 months", "4 weeks", date(2026, 12, 3)),
        ],
    )
    def test_the_last_date_is_the_latest_from_which_the_period_is_over(
        self, initial: str, notice: str, last: date
    ) -> None:
        agreement = contract({**YEAR, "initial": initial}, notice=notice)
        assert ck.last_notice_date(agreement, date(2026, 6, 1)).last_notice == last

    def test_a_closed_day_counts_like_the_next_open_one(self) -> None:
        """60 days before 31 December 2026 is Sunday 1 November; Friday 30 October is the last open day before.

        Notice on Saturday 31 October counts like one of Monday 2 November: 60 days later is 1 January 2027.
        """
        agreement = contract(YEAR, notice="60 days", closed_day="preceding", calendar="office")
        assert told(agreement, date(2026, 10, 30)) == ("open", date(2026, 10, 30), date(2026, 12, 31))
        assert ck.last_notice_date(agreement, date(2026, 10, 31)).ends_at == date(2027, 1, 2)
        assert ck.last_notice_date(agreement, date(2026, 11, 2)).ends_at == date(2027, 1, 2)

    def test_business_days_run_ahead_too(self) -> None:
        """Two business days from Saturday 26 December 2026 are over on Tuesday 29 December, as from Friday and Sunday.

        The term ends with Tuesday 29 December; from Monday 28 December they are over on Wednesday.
        """
        agreement = contract(
            {"kind": "term", "start": "2026-01-01", "until": "2026-12-29", "end": "last-day"},
            notice="2 business days",
            calendar="office",
        )
        assert told(agreement, date(2026, 12, 27)) == ("open", date(2026, 12, 27), date(2026, 12, 29))
        assert ck.last_notice_date(agreement, date(2026, 12, 28)).ends_at == date(2026, 12, 31)

    @settings(max_examples=60, deadline=None)
    @given(
        day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
        notice=st.sampled_from(["1 month", "2 months", "3 months", "1 year", "30 days", "6 weeks", "5 business days"]),
        closed=st.sampled_from(["none", "preceding"]),
        end=st.sampled_from([None, "month", "quarter", "half-year", "year", "contract-year"]),
    )
    def test_notice_brings_an_end_exactly_if_it_is_not_after_the_last_date_told_for_it(
        self, day: date, notice: str, closed: str, end: str | None
    ) -> None:
        more = {} if end is None else {"to_end_of": end}
        agreement = contract(
            {"kind": "term", "start": "2025-02-14"}, notice=notice, closed_day=closed, calendar="office", **more
        )
        found = ck.last_notice_date(agreement, day)
        if end is None:
            later = ck.last_notice_date(agreement, day + timedelta(days=1))
            assert found.ends_at is not None
            assert later.ends_at is not None
            assert day < found.ends_at <= later.ends_at
            return
        assert found.last_notice is not None
        assert day <= found.last_notice
        assert ck.last_notice_date(agreement, found.last_notice).end == found.end
        after = ck.last_notice_date(agreement, found.last_notice + timedelta(days=1))
        assert found.end is not None
        assert after.end is not None
        assert after.end > found.end


class TestToTheEndOf:
    """``to_end_of: quarter`` and the like."""

    @pytest.mark.parametrize(
        ("year", "last"),
        [
            (2027, ["2026-11-19", "2027-02-17", "2027-05-19", "2027-08-19", "2027-11-19"]),
            (2028, ["2027-11-19", "2028-02-18", "2028-05-19", "2028-08-19", "2028-11-19"]),
        ],
    )
    def test_six_weeks_to_the_end_of_a_quarter(self, year: int, last: list[str]) -> None:
        """The dates of the German tables for six weeks: 17 February (18 in a leap year), 19 May, August, November."""
        agreement = contract(YEAR, notice="6 weeks", to_end_of="quarter")
        day, found = date(year - 1, 10, 1), []
        for _ in last:
            one = ck.last_notice_date(agreement, day)
            assert one.last_notice is not None
            found.append(one.last_notice.isoformat())
            day = one.last_notice + timedelta(days=1)
        assert found == last

    @pytest.mark.parametrize(
        ("asked", "last", "ends"),
        [
            ("2027-03-31", "2027-03-31", "2027-06-30"),
            ("2027-04-01", "2027-06-30", "2027-09-30"),
            ("2027-06-30", "2027-06-30", "2027-09-30"),
            ("2027-07-01", "2027-09-30", "2027-12-31"),
            ("2027-10-01", "2027-12-31", "2028-03-31"),
        ],
    )
    def test_three_months_to_the_end_of_a_quarter(self, asked: str, last: str, ends: str) -> None:
        """Three months from the last day of a quarter are over with the last day of the next one."""
        agreement = contract(YEAR, notice="3 months", to_end_of="quarter")
        assert told(agreement, date.fromisoformat(asked)) == (
            "open",
            date.fromisoformat(last),
            date.fromisoformat(ends),
        )

    @pytest.mark.parametrize(
        ("word", "ends"),
        [
            ("month", "2027-05-31"),
            ("quarter", "2027-06-30"),
            ("half-year", "2027-06-30"),
            ("year", "2027-12-31"),
            ("contract-year", "2028-02-14"),
        ],
    )
    def test_two_months_from_20_march_2027(self, word: str, ends: str) -> None:
        """They are over on 20 May; the contract began on 15 February 2026."""
        term = {"kind": "term", "start": "2026-02-15", "initial": "12 months"}
        agreement = contract(term, notice="2 months", to_end_of=word)
        assert ck.last_notice_date(agreement, date(2027, 3, 20)).last_day == date.fromisoformat(ends)

    def test_the_first_end_is_not_before_the_end_of_the_first_term(self) -> None:
        """Twelve months from 15 February 2026 end with 14 February 2027: the quarter ends with 31 March."""
        term = {"kind": "term", "start": "2026-02-15", "initial": "12 months"}
        agreement = contract(term, notice="3 months", to_end_of="quarter")
        assert told(agreement, date(2026, 3, 1)) == ("open", date(2026, 12, 31), date(2027, 3, 31))

    def test_a_contract_without_a_first_term_can_end_with_its_first_quarter(self) -> None:
        """Begun on 10 February 2026; a month from 28 February is over on 28 March."""
        agreement = contract({"kind": "term", "start": "2026-02-10"}, notice="1 month", to_end_of="quarter")
        assert told(agreement, date(2026, 2, 28)) == ("open", date(2026, 2, 28), date(2026, 3, 31))
        assert told(agreement, date(2026, 3, 1)) == ("open", date(2026, 5, 31), date(2026, 6, 30))

    def test_without_first_term_and_period_any_day_will_do(self) -> None:
        """Begun on 10 February 2026; a month from 1 March is over on 1 April."""
        agreement = contract({"kind": "term", "start": "2026-02-10"}, notice="1 month")
        found = ck.last_notice_date(agreement, date(2026, 3, 1))
        assert (found.state, found.ends_at, found.last_notice) == ("any-day", date(2026, 4, 2), None)

    def test_a_contract_year_from_29_february(self) -> None:
        """Years from 29 February 2024 end with 27 February, and with 28 February before a leap day."""
        agreement = contract({"kind": "term", "start": "2024-02-29"}, notice="1 month", to_end_of="contract-year")
        ends = [ck.last_notice_date(agreement, date(year, 6, 1)).last_day for year in (2024, 2026, 2027)]
        assert ends == [date(2025, 2, 27), date(2027, 2, 27), date(2028, 2, 28)]

    def test_it_says_how_the_date_came_about(self) -> None:
        found = ck.last_notice_date(contract(YEAR, notice="3 months", to_end_of="quarter"), date(2027, 4, 1))
        assert found.says == (
            "it goes on until notice to the end of a quarter; 3 months before 2027-09-30 is 2027-06-30: notice by "
            "2027-06-30 ends it with 2027-09-30 (C-1/2)"
        )
        short = ck.last_notice_date(contract(YEAR, notice="3 months", to_end_of="quarter"), date(2027, 3, 1))
        assert "the latest day that leaves 3 months until 2027-06-30 is 2027-03-31" in short.says


NOTICE = {
    "contractkit": 1,
    "document": "notice",
    "id": "N-1",
    "title": "N",
    "about": "C-1/2",
    "given_by": "customer",
    "says": "ends",
}


@pytest.fixture
def ended(tmp_path: Path) -> Any:
    """Return what loads a contract with a notice received on a day."""
    import json

    def load(received: str, clauses: dict[str, Any], about: str = "2", **more: str) -> ck.Agreement:
        notice = {**NOTICE, "about": f"C-1/{about}", "sent_on": received, "received_on": received, **more}
        (tmp_path / "contract.json").write_text(json.dumps({**HEAD, "clauses": clauses}), encoding="utf-8")
        (tmp_path / "notice.json").write_text(json.dumps(notice), encoding="utf-8")
        return ck.load_agreement(tmp_path)

    return load


QUARTERLY = {
    "1": YEAR,
    "2": {"kind": "renewal", "renews": "until-notice", "notice": "3 months", "to_end_of": "quarter"},
}


class TestGiven:
    """What a notice among the papers ends."""

    @pytest.mark.parametrize(
        ("received", "ends"),
        [("2026-09-30", "2027-01-01"), ("2026-10-01", "2027-04-01"), ("2027-04-20", "2027-10-01")],
    )
    def test_it_ends_with_the_next_end_that_leaves_the_notice(self, ended: Any, received: str, ends: str) -> None:
        agreement = ended(received, QUARTERLY)
        assert agreement.term.end == date.fromisoformat(ends)
        found = ck.last_notice_date(agreement, date.fromisoformat(received))
        assert (found.state, found.start, found.renewed) == ("given", date(2026, 1, 1), 0)

    def test_it_can_name_a_later_end_and_no_other_date(self, ended: Any) -> None:
        assert ended("2027-01-10", QUARTERLY, per="2028-01-01").term.end == date(2028, 1, 1)
        wrong = ended("2027-01-10", QUARTERLY, per="2027-12-01")
        assert wrong.term.end is None
        assert "to the end of a quarter, such as 2027-12-31" in wrong.warnings[0].says

    @pytest.mark.parametrize(("received", "ends"), [("2026-05-31", "2026-07-01"), ("2026-06-01", "2026-08-01")])
    def test_a_termination_too(self, ended: Any, received: str, ends: str) -> None:
        """A month to the end of a month."""
        clause = {"kind": "termination", "who": "customer", "ground": "convenience", "notice": "1 month"}
        clauses = {"1": YEAR, "3": {**clause, "to_end_of": "month"}}
        assert ended(received, clauses, about="3").term.end == date.fromisoformat(ends)

    def test_a_termination_waits_for_its_first_date(self, ended: Any) -> None:
        """Not before 12 months from 15 February 2026: the quarter after ends with 31 March 2027."""
        clause = {"kind": "termination", "who": "customer", "ground": "convenience", "not_before": "12 months"}
        clauses = {
            "1": {"kind": "term", "start": "2026-02-15", "initial": "36 months"},
            "3": {**clause, "to_end_of": "quarter"},
        }
        agreement = ended("2026-05-01", clauses, about="3")
        assert agreement.term.end == date(2027, 4, 1)
        found = ck.obligations(agreement, (date(2026, 1, 1), date(2028, 1, 1)), as_of=date(2026, 4, 1))
        assert [(one.kind, one.due) for one in found if one.kind == "termination"] == [
            ("termination", date(2027, 4, 1))
        ]


class TestObligations:
    """Each end has its last date of notice in the calendar."""

    def test_each_quarter_has_its_last_date(self) -> None:
        agreement = contract(YEAR, notice="3 months", to_end_of="quarter")
        found = ck.obligations(agreement, (date(2026, 1, 1), date(2027, 12, 31)), as_of=date(2027, 1, 15))
        assert [(one.due.isoformat(), one.state) for one in found if one.kind == "notice"] == [
            ("2026-09-30", "expired"),
            ("2026-12-31", "expired"),
            ("2027-03-31", "in-effect"),
            ("2027-06-30", "created"),
            ("2027-09-30", "created"),
            ("2027-12-31", "created"),
        ]
        assert {one.kind for one in found} == {"notice"}

    def test_no_date_stands_before_the_start(self) -> None:
        """Begun on 10 February 2026: 31 December would have been the last date for March, and nobody can keep it."""
        agreement = contract({"kind": "term", "start": "2026-02-10"}, notice="3 months", to_end_of="quarter")
        found = ck.obligations(agreement, (date(2025, 1, 1), date(2026, 8, 1)), as_of=date(2026, 2, 15))
        assert [(one.due, one.state) for one in found] == [
            (date(2026, 3, 31), "in-effect"),
            (date(2026, 6, 30), "created"),
        ]

    def test_notice_that_was_given_stands_at_its_own_end_and_nothing_comes_after(self, ended: Any) -> None:
        """Received on 20 April 2027: to the end of September, of which 30 June was the last date."""
        agreement = ended("2027-04-20", QUARTERLY)
        found = ck.obligations(agreement, (date(2027, 4, 1), date(2028, 12, 31)), as_of=date(2027, 5, 1))
        assert [(one.kind, one.due.isoformat(), one.state) for one in found] == [
            ("notice", "2027-06-30", "fulfilled"),
            ("end", "2027-09-30", "created"),
        ]

    def test_an_event_that_says_so_does_the_same(self) -> None:
        agreement = contract(YEAR, notice="3 months", to_end_of="quarter")
        given_on = ck.ObligationEvent("E-1", "C-1/2 notice 2027-09-30", "fulfilled", date(2027, 4, 20), "customer")
        found = ck.obligations(
            agreement, (date(2027, 4, 1), date(2028, 12, 31)), as_of=date(2027, 5, 1), events=[given_on]
        )
        assert [(one.kind, one.due.isoformat(), one.state) for one in found] == [
            ("notice", "2027-06-30", "fulfilled"),
            ("end", "2027-09-30", "created"),
        ]


class TestWritten:
    """What can be written, and how it is told."""

    def test_it_is_told_in_both_languages(self) -> None:
        agreement = contract(YEAR, notice="3 months", to_end_of="half-year")
        term = agreement.terms_in("C-1/2")[0]
        english, dutch = (ck.sentence(term, locale).replace("\xa0", " ") for locale in ("en", "nl"))
        assert english == (
            "After its term the agreement goes on until a party gives notice, 3 months ahead, clipped to the last day of "
            "a shorter month, to the end of a half-year; the day on which it is received counts."
        )
        assert ", tegen het einde van een halfjaar; de dag van ontvangst telt." in dutch

    def test_a_termination_is_told_in_both_languages(self) -> None:
        clause = {"kind": "termination", "who": "customer", "ground": "convenience", "notice": "1 month"}
        clauses = {"1": YEAR, "3": {**clause, "to_end_of": "quarter", "pays": "none"}}
        term = ck.load_agreement(data={**HEAD, "clauses": clauses}).terms_in("C-1/3")[0]
        english, dutch = (ck.sentence(term, locale).replace("\xa0", " ") for locale in ("en", "nl"))
        assert "with a notice of 1 month to the end of a quarter." in english
        assert "met een opzegtermijn van 1 maand tegen het einde van een kwartaal." in dutch

    @pytest.mark.parametrize(
        ("clause", "code"),
        [
            ({"renews": "tacitly", "by": "12 months", "notice": "3 months", "to_end_of": "quarter"}, "contradiction"),
            ({"renews": "until-notice", "to_end_of": "quarter"}, "missing-field"),
            ({"renews": "until-notice", "notice": "3 months", "to_end_of": "season"}, "unknown-word"),
        ],
    )
    def test_what_means_nothing_is_refused(self, clause: dict[str, str], code: str) -> None:
        found = ck.check(data={**HEAD, "clauses": {"1": YEAR, "2": {"kind": "renewal", **clause}}})
        assert [one.code for one in found if one.fatal] == [code]

    def test_a_contract_year_needs_a_start(self) -> None:
        clause = {"kind": "renewal", "renews": "until-notice", "notice": "1 month", "to_end_of": "contract-year"}
        found = ck.check(data={**HEAD, "clauses": {"2": clause}})
        assert "holds" in [one.code for one in found]
