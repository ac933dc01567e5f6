"""Which obligations come up between two dates, and when each is due."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from duty_agreements import ALL_2026, OFFICE, agreement, duty, event, report, tacit

import contractkit as ck
from contractkit.duties import obligations

CONTRACT = """
contractkit: 1
document: contract
id: C-1
title: T
language: en
currency: EUR
zone: UTC
parties: {provider: {name: P}, customer: {name: K}}
signed_on: 2025-12-01
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 12 months}
  "5": {kind: duty, owner: provider, does: Sends the report, due: 10 days, after: quarter-end}
"""
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: Sooner
language: en
amends: C-1
effective_from: 2026-07-01
signed_on: 2026-06-01
recorded_on: 2026-06-01
changes:
  - clause: "5"
    action: change
    fields: {due: {was: 10 days, becomes: 5 days}}
"""


def dates(found: ck.Obligations, kind: str | None = None) -> dict[str, str]:
    """Return by id when each is due."""
    return {one.id: one.due.isoformat() for one in found.of(kind=kind)}


class TestNotice:
    def test_the_last_date_of_notice_is_listed_with_what_happens_otherwise(self):
        """31 December less three months is clipped to 30 September."""
        found = ck.obligations(agreement({"2": tacit()}), between=(date(2026, 9, 1), date(2027, 1, 31)))
        assert dates(found) == {"S-1/2 notice 2026-12-31": "2026-09-30", "S-1/2 renewal 2027-01-01": "2027-01-01"}
        assert [one.nature for one in found] == ["option", "event"]

    def test_dates_after_a_renewal_count_back_from_the_renewed_end(self):
        """Sixty months and then twelve, never sixty again: 2018 to 2022, then 2023."""
        long = {"kind": "term", "start": "2018-01-01", "initial": "60 months"}
        found = ck.obligations(
            agreement({"1": long, "2": tacit("60 days")}),
            between=(date(2022, 1, 1), date(2024, 12, 31)),
            as_of=date(2023, 6, 1),
        )
        assert list(dates(found, "notice").values()) == ["2022-11-01", "2023-11-01", "2024-11-01"]

    def test_a_notice_for_a_term_that_has_not_begun_waits_for_the_renewal(self):
        """In 2026 nobody knows whether there is a 2027."""
        found = ck.obligations(agreement({"2": tacit()}), between=(date(2026, 1, 1), date(2027, 12, 31)))
        assert [(one.due.year, one.provided, one.state) for one in found.of(kind="notice")] == [
            (2026, None, "in-effect"),
            (2027, "if-renewed", "created"),
        ]

    def test_it_can_be_given_on_its_last_day_and_has_lapsed_on_the_next(self):
        """In time until the end of 30 September."""
        asked = {"between": ALL_2026}
        last, next_ = (
            ck.obligations(agreement({"2": tacit()}), as_of=date(*day), **asked).of(kind="notice").rows[0].state
            for day in ((2026, 9, 30), (2026, 10, 1))
        )
        assert (last, next_) == ("in-effect", "expired")

    def test_after_notice_nothing_of_a_next_term_comes_up(self):
        """Given on 1 August: the agreement ends with 2026, and the end is listed instead of the renewal."""
        given = event("fulfilled", date(2026, 8, 1), "S-1/2 notice 2026-12-31")
        found = ck.obligations(
            agreement({"2": tacit()}), between=(date(2026, 1, 1), date(2028, 12, 31)), events=[given]
        )
        assert [(one.kind, one.due.isoformat(), one.state) for one in found] == [
            ("notice", "2026-09-30", "fulfilled"),
            ("end", "2026-12-31", "created"),
        ]

    def test_notice_that_came_too_late_leaves_the_renewal_and_says_so(self):
        """A day late: it is renewed all the same."""
        late = event("fulfilled", date(2026, 10, 1), "S-1/2 notice 2026-12-31", called="L-1")
        found = ck.obligations(agreement({"2": tacit()}), between=(date(2026, 9, 1), date(2027, 1, 1)), events=[late])
        assert [(one.kind, one.state) for one in found] == [("notice", "expired"), ("renewal", "created")]
        assert "2026-10-01 came too late (L-1)" in found.rows[0].says

    def test_an_express_renewal_is_listed_as_something_to_say(self):
        """And once it was said, the next term can be prolonged too, twice at most."""
        clause = {"kind": "renewal", "renews": "expressly", "by": "1 year", "at_most": 2, "notice": "1 month"}
        asked = (date(2026, 1, 1), date(2030, 12, 31))
        before = ck.obligations(agreement({"2": clause}), between=asked)
        assert dates(before) == {"S-1/2 prolongation 2026-12-31": "2026-11-30", "S-1/2 end 2026-12-31": "2026-12-31"}
        said = [event("fulfilled", date(2026, 11, 1), "S-1/2 prolongation 2026-12-31")]
        after = ck.obligations(agreement({"2": clause}), between=asked, events=said)
        assert dates(after)["S-1/2 prolongation 2027-12-31"] == "2027-11-30"

    def test_a_date_that_the_clause_refuses_is_a_gap(self):
        """31 December less one month is no day."""
        found = ck.obligations(agreement({"2": tacit("1 month", month_end="reject")}), between=ALL_2026)
        assert dates(found, "notice") == {}
        assert "does not have" in str(found.gaps[0])

    def test_the_agreement_that_is_not_renewed_ends(self):
        """By itself, with its last day."""
        found = ck.obligations(agreement(), between=ALL_2026)
        assert [(one.kind, one.due) for one in found] == [("end", date(2026, 12, 31))]


class TestDuties:
    @pytest.mark.parametrize(
        ("clause", "expected"),
        [
            (duty(due="2026-06-01"), ["2026-06-01"]),
            (report(), ["2026-04-10", "2026-07-10", "2026-10-10"]),
            (
                duty(due="2 business days", after="quarter-end", calendar="office"),
                ["2026-04-02", "2026-07-02", "2026-10-02"],
            ),
            (duty(every="half-year"), ["2026-06-30", "2026-12-31"]),
            (duty(every="contract-year", due="60 days", before="contract-year-end"), ["2026-11-01"]),
            (duty(due="1 month", before="end"), ["2026-11-30"]),
            (duty(due="1 week", after="start"), ["2026-01-08"]),
            (duty(every="month from day 16"), [f"2026-{month:02}-15" for month in range(1, 13)]),
            (duty(due="1 month", after="half-year-end"), ["2026-07-30"]),
        ],
    )
    def test_a_duty_is_due_by_the_calendar(self, clause, expected):
        """Counted by hand: 60 days before 31 December is 1 November; a month after 30 June is 30 July."""
        found = ck.obligations(agreement({"5": clause}), between=ALL_2026)
        assert list(dates(found, "duty").values()) == expected

    def test_what_arose_in_the_last_quarter_is_still_owed_after_the_end(self):
        """The report of the fourth quarter comes in January, and none for a quarter after the end."""
        found = ck.obligations(agreement({"5": report()}), between=(date(2026, 12, 1), date(2027, 12, 31)))
        assert [(one.id, one.due.isoformat(), one.surviving) for one in found.of(kind="duty")] == [
            ("S-1/5 2026-Q4", "2027-01-10", "surviving")
        ]

    def test_a_quarter_of_which_the_agreement_has_one_day_counts(self):
        """It begins on the last day of March."""
        late = {"kind": "term", "start": "2026-03-31", "initial": "12 months"}
        found = ck.obligations(agreement({"1": late, "5": report()}), between=ALL_2026)
        assert next(iter(dates(found, "duty"))) == "S-1/5 2026-Q1"

    def test_a_hand_over_waits_for_the_end_that_tacit_renewal_may_put_off(self):
        """Owed only if somebody gives notice; once that is too late, it is not."""
        clauses = {"2": tacit(), "5": duty(due="60 days", before="end")}
        found = [
            ck.obligations(agreement(clauses), between=ALL_2026, as_of=day).of(kind="duty").rows[0]
            for day in (date(2026, 9, 30), date(2026, 10, 1))
        ]
        assert [(one.state, one.provided) for one in found] == [("created", "if-ended"), ("expired", "too-late")]
        given = event("fulfilled", date(2026, 9, 1), "S-1/2 notice 2026-12-31")
        owed = ck.obligations(agreement(clauses), between=ALL_2026, events=[given]).of(kind="duty").rows[0]
        assert (owed.state, owed.due) == ("in-effect", date(2026, 11, 1))

    def test_what_goes_on_says_until_when(self):
        """Records of a year, kept for twelve months."""
        clause = duty(after="contract-year-end", lasts="12 months")
        one = ck.obligations(agreement({"5": clause}), between=ALL_2026).of(kind="duty").rows[0]
        assert (one.due, one.until, one.surviving) == (date(2026, 12, 31), date(2027, 12, 31), "surviving")

    def test_a_moment_that_nobody_told_is_a_gap_and_an_event_tells_it(self):
        """Five days after the report was sent: on 3 March."""
        clause = duty(due="5 days", after="report-sent")
        known = agreement({"5": clause}, fields={"report-sent": "instant"})
        found = ck.obligations(known, between=ALL_2026)
        assert [(gap.why, str(gap.clause)) for gap in found.gaps] == [("not-told", "S-1/5")]
        sent = event("triggered", date(2026, 3, 3), "S-1/5 february")
        after = ck.obligations(known, between=ALL_2026, events=[sent], as_of=date(2026, 3, 4))
        assert dates(after, "duty") == {"S-1/5 february": "2026-03-08"}
        assert after.gaps == ()

    def test_moments_of_items_start_a_duty_for_each(self):
        """Both items have the instant, the third has none."""
        clause = duty(due="5 days", after="report-sent")
        known = agreement({"5": clause}, fields={"report-sent": "instant"})
        rows = [
            {"id": "A", "report-sent": datetime(2026, 3, 3, 23, 30, tzinfo=UTC)},
            {"id": "B", "report-sent": datetime(2026, 4, 1, 8, tzinfo=UTC)},
            {"id": "C", "report-sent": None},
        ]
        pandas = pytest.importorskip("pandas")
        mapping = {
            "contractkit": 1, "document": "mapping",
            "items": {"id": "id", "fields": {"report-sent": {"column": "report-sent", "type": "instant"}}},
        }  # fmt: skip
        facts = ck.Facts.from_frames(items=pandas.DataFrame(rows), mapping=mapping)
        found = ck.obligations(known, between=ALL_2026, facts=facts)
        assert dates(found, "duty") == {"S-1/5 A": "2026-03-08", "S-1/5 B": "2026-04-06"}

    def test_two_readings_of_a_moment_are_a_gap(self):
        """Every year, and after each quarter: which of the four is not said."""
        found = ck.obligations(
            agreement({"5": duty(every="year", due="3 days", after="quarter-end")}), between=ALL_2026
        )
        assert [gap.why for gap in found.gaps] == ["which-moment"]

    def test_business_days_beyond_what_the_calendar_knows_are_a_gap(self):
        """The years that public holidays are known for end somewhere."""
        office = {**OFFICE, "holidays": ["NL"]}
        clause = duty(due="10 business days", after="quarter-end", calendar="office")
        forever = {"kind": "term", "start": "2026-01-01"}
        known = agreement({"0": office, "1": forever, "5": clause})
        found = ck.obligations(known, between=(date(2190, 1, 1), date(2190, 12, 31)))
        assert dates(found, "duty") == {}
        assert {gap.why for gap in found.gaps} == {"calendar-horizon"}


class TestOthers:
    def test_prices_change_on_their_day_from_the_first_year_on(self):
        """Yearly on 1 January from 2027."""
        clause = {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 January", "first": "2027-01-01"}
        known = agreement({"2": tacit(), "5": clause})
        found = ck.obligations(known, between=(date(2025, 1, 1), date(2028, 6, 1)), as_of=date(2027, 5, 1))
        assert [(one.due.year, one.state) for one in found.of(kind="indexation")] == [
            (2027, "in-effect"),
            (2028, "created"),
        ]

    def test_29_february_comes_in_leap_years_only(self):
        """2028, and not 2026 or 2027."""
        clause = {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "29 February"}
        known = agreement({"2": tacit(), "5": clause})
        found = ck.obligations(known, between=(date(2026, 1, 1), date(2030, 6, 1)))
        assert dates(found, "indexation") == {"S-1/5 indexation 2028-02-29": "2028-02-29"}

    def test_a_certificate_ends_and_a_new_one_has_its_own_date(self):
        """Renewed in time until 2027."""
        clause = {"kind": "insurance", "cover": "cyber", "minimum": "EUR 5", "certificate_until": "2026-06-30"}
        known = agreement({"2": tacit(), "5": clause})
        new = event("fulfilled", date(2026, 6, 1), "S-1/5 insurance 2026-06-30", until=date(2027, 6, 30))
        found = ck.obligations(known, between=(date(2026, 1, 1), date(2027, 12, 31)), events=[new])
        assert [(one.due.year, one.state) for one in found.of(kind="insurance")] == [
            (2026, "fulfilled"),
            (2027, "in-effect"),
        ]

    def test_a_new_certificate_of_which_nobody_says_how_long_it_covers_is_a_gap(self):
        """Else nobody would ever be asked for the one after it."""
        known = agreement({"2": tacit(), "5": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 500 000",
                                               "certificate_until": "2026-10-31"}})  # fmt: skip
        shown = event("fulfilled", date(2026, 10, 5), "S-1/5 insurance 2026-10-31")
        found = ck.obligations(known, between=ALL_2026, as_of=date(2026, 11, 1), events=[shown])
        assert [(gap.why, str(gap.clause)) for gap in found.gaps] == [("not-told", "S-1/5")]
        until = event("fulfilled", date(2026, 10, 5), "S-1/5 insurance 2026-10-31", until=date(2027, 10, 31))
        assert ck.obligations(known, between=ALL_2026, as_of=date(2026, 11, 1), events=[until]).gaps == ()

    @pytest.mark.parametrize("until", [date(2026, 9, 30), date(2026, 10, 31)])
    def test_a_new_certificate_that_does_not_go_on_after_the_old_one_is_refused_with_both_dates(self, until):
        """The old one covers until 31 October."""
        known = agreement({"2": tacit(), "5": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 5",
                                               "certificate_until": "2026-10-31"}})  # fmt: skip
        shown = event("fulfilled", date(2026, 10, 5), "S-1/5 insurance 2026-10-31", until=until)
        with pytest.raises(ck.FactsRejected) as refused:
            ck.obligations(known, between=ALL_2026, events=[shown])
        (problem,) = refused.value.problems
        assert problem.code == "shorter-cover"
        assert f"certificate until {until}" in problem.says
        assert "covers until 2026-10-31" in problem.says

    def test_no_certificate_is_owed_after_the_end(self):
        """The agreement ends with 2026."""
        clause = {"kind": "insurance", "cover": "cyber", "minimum": "EUR 5", "certificate_until": "2027-06-30"}
        found = ck.obligations(agreement({"5": clause}), between=(date(2026, 1, 1), date(2028, 1, 1)))
        assert dates(found, "insurance") == {}

    def test_an_invoice_is_due_so_long_after_its_date(self):
        """Thirty days after 15 March is 14 April."""
        clause = {"kind": "payment", "within": "30 days", "counted_from": "invoice-date"}
        sent = event("triggered", date(2026, 3, 15), "S-1/5 payment F-17")
        found = ck.obligations(agreement({"5": clause}), between=ALL_2026, events=[sent])
        one = found.of(kind="payment").rows[0]
        assert (one.due, one.owner, one.occasion) == (date(2026, 4, 14), "customer", "F-17")

    def test_hours_run_from_an_instant_and_are_due_at_one(self):
        """Force majeure is told within 24 hours; in Amsterdam the clock moves in that night."""
        clause = {"kind": "relief", "cause": "force-majeure", "told_within": "24 hours elapsed"}
        known = agreement({"5": clause}, zone="Europe/Amsterdam")
        began = event("triggered", datetime(2026, 3, 28, 11, tzinfo=UTC), "S-1/5 report flood")
        found = ck.obligations(known, between=ALL_2026, events=[began])
        one = found.of(kind="report").rows[0]
        assert one.due_at is not None
        assert (one.due, one.due_at.isoformat()) == (date(2026, 3, 29), "2026-03-29T13:00:00+02:00")

    def test_hours_that_are_suspended_are_moved_by_hours(self):
        """24 hours from 10:00, suspended from 11:00 to 17:00 of the same day: 16:00 of the next, and not 10:00."""
        clause = {"kind": "relief", "cause": "force-majeure", "told_within": "24 hours elapsed"}
        hours = {"triggered": 10, "suspended": 11, "resumed": 17}
        told = [
            event(what, datetime(2026, 3, 2, hour, tzinfo=UTC), "S-1/5 report flood") for what, hour in hours.items()
        ]
        (one,) = ck.obligations(agreement({"5": clause}), between=ALL_2026, events=told).of(kind="report")
        assert one.due_at == datetime(2026, 3, 3, 16, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("suspended", "resumed", "due"),
        [
            (datetime(2026, 3, 6, 11, tzinfo=UTC), datetime(2026, 3, 6, 13, tzinfo=UTC), (6, 16)),
            (datetime(2026, 3, 6, 11, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC), (9, 13)),
            (datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 3, 6, 16, tzinfo=UTC), (9, 10)),
        ],
    )
    def test_working_hours_that_are_suspended_are_moved_by_working_hours(self, suspended, resumed, due):
        """Four hours from Friday 10:00 are due at 14:00; the office is open from 9 to 17, and not at the weekend.

        Two hours later 16:00. From Friday 11:00 to Monday 10:00 stand six and one hours: Monday 13:00. Four hours from
        14:00 are three on Friday and one on Monday.
        """
        clause = {"kind": "relief", "cause": "force-majeure", "told_within": "4 hours", "calendar": "office"}
        days = {"triggered": datetime(2026, 3, 6, 10, tzinfo=UTC), "suspended": suspended, "resumed": resumed}
        told = [event(what, day, "S-1/5 report flood") for what, day in days.items()]
        (one,) = ck.obligations(agreement({"5": clause}), between=ALL_2026, events=told).of(kind="report")
        assert one.due_at == datetime(2026, 3, *due, tzinfo=UTC)
        assert one.due == date(2026, 3, due[0])

    def test_a_right_has_to_be_announced_in_time_for_its_year(self):
        """Twenty days before 31 December."""
        clause = {
            "kind": "right",
            "owner": "customer",
            "may": "Audit",
            "times": 1,
            "per": "contract-year",
            "notice": "20 days",
        }
        found = ck.obligations(agreement({"5": clause}), between=ALL_2026)
        assert dates(found, "right") == {"S-1/5 right 2026": "2026-12-11"}


class TestAsked:
    def test_the_first_and_the_last_date_count(self):
        """Due on 10 April."""
        known = agreement({"5": report()})
        for first, last, many in ((10, 10, 1), (11, 30, 0), (1, 9, 0)):
            found = ck.obligations(known, between=(date(2026, 4, first), date(2026, 4, last)))
            assert len(found) == many

    @pytest.mark.parametrize(
        "asked", [(date.min, date(1, 12, 31)), (date(9999, 1, 1), date.max), (date.min, date.min), (date.max, date.max)]
    )
    def test_the_first_and_the_last_date_that_there_are_can_be_asked_for(self, asked):
        """What lies beyond them is no date, and nothing goes on for ever."""
        clauses = {
            "2": tacit(),
            "5": report(),
            "6": duty(due="10 business days", before="month-end", calendar="office"),
        }
        found = ck.obligations(agreement(clauses), between=asked)
        assert all(asked[0] <= one.due <= asked[1] for one in found)

    def test_dates_the_wrong_way_round_are_refused(self):
        """With both of them in the message."""
        with pytest.raises(ck.UsageError, match="2026-05-01 and 2026-04-01"):
            ck.obligations(agreement(), between=(date(2026, 5, 1), date(2026, 4, 1)))

    def test_an_instant_is_no_date(self):
        """Which date it is depends on a zone."""
        with pytest.raises(ck.UsageError, match="an instant has no one date"):
            ck.obligations(agreement(), between=(datetime(2026, 5, 1, tzinfo=UTC), date(2026, 6, 1)))

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"agreement": "C-1"}, "agreement is 'C-1', a str; pass an agreement"),
            ({"as_of": "2026-01-01"}, "as_of is '2026-01-01', a str; pass a date"),
            ({"events": [("E", "waived")]}, "events is a tuple; pass a list of ck.ObligationEvent"),
            ({"between": date(2026, 1, 1)}, "between takes the first date and the last"),
            ({"known_at": 2026}, "known_at is 2026, an int; pass a date"),
        ],
    )
    def test_what_is_of_another_kind_is_refused_with_what_to_pass(self, given, says):
        """At the door, and not somewhere inside."""
        with pytest.raises(ck.UsageError, match=re.escape(says)):
            obligations(**{"agreement": agreement(), "between": ALL_2026, **given})

    def test_an_amendment_changes_what_counts_from_its_date_on(self, tmp_path):
        """Ten days after the ends of quarters up to June, five after those from July on."""
        (tmp_path / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(AMENDMENT, encoding="utf-8")
        found = ck.obligations(ck.load_agreement(tmp_path), between=(date(2026, 4, 1), date(2026, 12, 1)))
        assert list(dates(found, "duty").values()) == ["2026-04-10", "2026-07-10", "2026-10-05"]

    def test_an_amendment_from_the_last_day_of_a_quarter_on_is_about_that_quarter(self, tmp_path):
        """The report of the second quarter counts from 30 June, on which the new wording holds."""
        (tmp_path / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
        sooner = AMENDMENT.replace("effective_from: 2026-07-01", "effective_from: 2026-06-30")
        (tmp_path / "amendment.yaml").write_text(sooner, encoding="utf-8")
        found = ck.obligations(ck.load_agreement(tmp_path), between=(date(2026, 4, 1), date(2026, 12, 1)))
        assert [one.due.isoformat() for one in found.of(kind="duty")] == ["2026-04-10", "2026-07-05", "2026-10-05"]

    def test_decisions_are_the_options_that_are_open(self):
        """Notice until 30 September; a report is no decision."""
        known = agreement({"2": tacit(), "5": report()})
        found = ck.obligations(known, between=(date(2026, 9, 1), date(2026, 11, 30)))
        assert [one.kind for one in found.decisions] == ["notice"]

    def test_what_is_due_soon_and_not_done_is_at_risk(self):
        """The report that is due on 10 April, asked on 1 April, and not on 20 March."""
        known = agreement({"5": report()})
        asked = [
            ck.obligations(known, between=ALL_2026, as_of=day).at_risk(days=14)
            for day in (date(2026, 4, 1), date(2026, 3, 20))
        ]
        assert [[one.id for one in some] for some in asked] == [["S-1/5 2026-Q1"], []]

    def test_plain_data_and_columns_say_the_same(self):
        """The ids, in one order."""
        found = ck.obligations(agreement({"2": tacit(), "5": report()}), between=ALL_2026)
        data = found.to_dict()
        assert [row["id"] for row in data["obligations"]] == found.table.values("id") == [one.id for one in found]
        assert data["kind"] == "obligations"
        assert [row["due"] for row in found.to_records()] == [one.due.isoformat() for one in found]


class TestEnded:
    def test_a_date_inside_of_a_term_that_was_cut_short_is_owed_no_more(self, tmp_path):
        """Ended with 20 October by notice: the duty of 1 December ends with it; one of next year was written for after."""
        clauses = """\
  "2": {kind: termination, who: customer, ground: convenience, not_before: 6 months, notice: 1 month, pays: none}
  "6": {kind: duty, owner: provider, does: Moves the mail, due: 2026-12-01}
  "7": {kind: duty, owner: provider, does: Destroys the backups, due: 2027-06-01}
"""
        notice = """\
contractkit: 1
document: notice
id: N-1
title: N
about: C-1/2
given_by: customer
sent_on: 2026-09-20
received_on: 2026-09-20
says: ends
"""
        (tmp_path / "contract.yaml").write_text(CONTRACT + clauses, encoding="utf-8")
        (tmp_path / "notice.yaml").write_text(notice, encoding="utf-8")
        known, asked = ck.load_agreement(tmp_path), (date(2026, 10, 1), date(2027, 12, 31))
        found = ck.obligations(known, between=asked, as_of=date(2026, 10, 1))
        assert [(one.id, one.state, one.surviving) for one in found] == [
            ("C-1/5 2026-Q3", "in-effect", None),
            ("C-1/1 end 2026-10-20", "created", None),
            ("C-1/6 2026-12-01", "created", None),
            ("C-1/5 2026-Q4", "created", "surviving"),
            ("C-1/7 2027-06-01", "in-effect", "surviving"),
        ]
        after = ck.obligations(known, between=asked, as_of=date(2026, 10, 21))
        assert {one.id: one.state for one in after}["C-1/6 2026-12-01"] == "terminated"
