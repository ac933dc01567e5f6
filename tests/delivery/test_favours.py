"""Favours: worth, told in time or not, how much of what is agreed they use. Dates counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.quantities.money import Money

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLAUSE = {
    "8.2": {
        "kind": "favours",
        "at_most": "2 hours per month",
        "valued_at": "engineer",
        "told_within": "5 business days",
        "calendar": "office",
        "above": "quote",
    }
}
PHONE = ("T-1", "mail", "phone", "2026-02-11 13:15", "2026-02-11 13:50")
SPAM = ("T-2", "mail", "spam", "2026-02-11 13:15", "2026-02-11 13:50")
# Tuesday 10 March 2026; five business days later (11, 12, 13, 16, 17) is Tuesday 17 March.
TUE_2026_03_10 = date(2026, 3, 10)


def favour(**more: Any) -> ck.Favour:
    """Return a favour of 45 minutes on 10 March."""
    return ck.Favour(**{"what": "moved a printer", "on": TUE_2026_03_10, "time": timedelta(minutes=45), **more})


class TestWorth:
    """At the rate that the clause names."""

    def test_three_quarters_of_an_hour_at_90_euros(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour()]).favours[0]
        assert str(found.worth.amount) == "EUR 67.50"

    def test_the_time_spent_on_its_item_counts_where_it_tells_none(self, deliver: Any) -> None:
        work = [ck.WorkDone("T-1", timedelta(minutes=30))]
        favours = [favour(item="T-1", time=None)]
        found = deliver([PHONE], clauses=CLAUSE, favours=favours, work=work).favours[0]
        assert (str(found.worth.amount), found.service) == ("EUR 45.00", "mail")

    def test_two_favours_share_the_time_of_one_item_only_where_somebody_divides_it(self, deliver: Any) -> None:
        """60 minutes: EUR 90.00 once; of two without a time nobody knows which part is whose."""
        work = [ck.WorkDone("T-1", timedelta(minutes=60))]
        favours = [favour(item="T-1", time=None, what=what) for what in ("a tablet", "a printer")]
        found = deliver([PHONE], clauses=CLAUSE, favours=favours, work=work).favours
        assert [(one.worth.amount, one.spent) for one in found] == [(None, None), (None, None)]
        assert found[0].worth.missing == "1 h on T-1 is told for 2 favours together; tell the time of each"

    @pytest.mark.parametrize(("own", "worth"), [(20, "EUR 60.00"), (60, "None"), (75, "None")])
    def test_beside_one_with_its_own_time_the_rest_is_left(self, deliver: Any, own: int, worth: str) -> None:
        """Of 60 minutes 20 are told: 40 are left, EUR 60.00; of 60 or 75 nothing is, and that is not EUR 0.00."""
        favours = [favour(item="T-1", time=None, what="b"), favour(item="T-1", time=timedelta(minutes=own), what="a")]
        found = deliver([PHONE], favours=favours, work=[ck.WorkDone("T-1", timedelta(minutes=60))]).favours
        assert {one.what: str(one.worth.amount) for one in found}["b"] == worth

    def test_a_figure_that_was_told_stands(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(worth=Money("10.00", "EUR"))]).favours[0]
        assert str(found.worth.amount) == "EUR 10.00"

    def test_a_favour_of_another_customer_is_not_ours(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(item="T-77")])
        assert (found.favours, found.set_aside) == ((), ("T-77",))

    def test_what_is_in_scope_is_perhaps_no_favour(self, deliver: Any) -> None:
        found = {one.item: one.doubt for one in deliver([PHONE, SPAM], clauses=CLAUSE, favours=[
            favour(item="T-1"), favour(item="T-2"),
        ]).favours}  # fmt: skip
        assert found["T-1"] is None
        assert "in scope" in str(found["T-2"])


class TestTelling:
    """Five business days to tell it."""

    @pytest.mark.parametrize(
        ("told_on", "telling"),
        [(date(2026, 3, 17), "in-time"), (date(2026, 3, 18), "late"), (None, "overdue")],
    )
    def test_the_last_date_is_still_in_time(self, deliver: Any, told_on: date | None, telling: str) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(told_on=told_on)]).favours[0]
        assert (found.tell_by, found.telling) == (date(2026, 3, 17), telling)

    def test_while_there_is_time_it_is_untold_and_not_overdue(self, deliver: Any) -> None:
        found = deliver([PHONE], as_of="2026-03-18 00:00", clauses=CLAUSE, favours=[favour()]).favours[0]
        assert found.telling == "untold"

    def test_what_was_told_of_its_item_counts(self, deliver: Any) -> None:
        told = [ck.CustomerTold("favour", "T-1", datetime(2026, 3, 12, 9, tzinfo=AMSTERDAM))]
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(item="T-1")], told=told)
        assert (found.favours[0].told_on, found.told.favours_untold) == (date(2026, 3, 12), 0)

    def test_without_a_clause_nothing_is_overdue(self, deliver: Any) -> None:
        found = deliver([PHONE], favours=[favour()])
        assert (found.favours[0].telling, found.told.favours_untold) == ("untold", 1)


class TestQuota:
    """Two hours a month."""

    def test_what_goes_beyond_is_told_of_the_favour_that_passed_it(self, deliver: Any) -> None:
        favours = [favour(), favour(on=date(2026, 3, 18), time=timedelta(minutes=90), what="set up a tablet")]
        found = deliver([PHONE], clauses=CLAUSE, favours=favours)
        assert [one.beyond for one in found.favours] == [0, Fraction(1, 4)]
        assert [(one.used, one.left) for one in found.quotas] == [(Fraction(9, 4), Fraction(-1, 4))]

    def test_exactly_all_of_it_is_not_beyond(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(time=timedelta(hours=2))])
        assert (found.favours[0].beyond, found.quotas[0].left) == (0, 0)

    def test_each_month_begins_anew(self, deliver: Any) -> None:
        favours = [favour(on=date(2026, 2, 28), time=timedelta(hours=2)), favour(on=date(2026, 3, 1))]
        found = deliver([PHONE], clauses=CLAUSE, favours=favours)
        assert [one.beyond for one in found.favours] == [0, 0]
        assert [str(one.period) for one in found.quotas] == ["2026-02", "2026-03"]

    def test_a_grey_item_that_became_a_favour_in_an_earlier_month_has_used_it_too(self, deliver: Any) -> None:
        """Four hours a quarter: 2.5 in February and 2 in March are half an hour more, also on the page of March alone."""
        quarterly = {"8.2": {**CLAUSE["8.2"], "at_most": "4 hours per quarter"}}
        found = deliver(
            [PHONE],
            period="2026-03",
            clauses=quarterly,
            favours=[favour(time=timedelta(hours=2))],
            decisions=[ck.GreyDecision("T-1", "favour", date(2026, 2, 20), "once")],
            work=[ck.WorkDone("T-1", timedelta(minutes=150))],
        )
        assert [(one.used, one.left) for one in found.quotas] == [(Fraction(9, 2), Fraction(-1, 2))]
        assert [(one.on, one.beyond) for one in found.favours] == [(TUE_2026_03_10, Fraction(1, 2))]

    def test_a_favour_of_unknown_length_is_counted_apart(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses=CLAUSE, favours=[favour(time=None)])
        assert (found.quotas[0].used, found.quotas[0].unknown) == (0, 1)


class TestGreyFavours:
    """A grey item of which the parties made a favour."""

    def test_it_is_a_favour_of_the_day_on_which_it_was_decided(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        work = [ck.WorkDone("T-1", timedelta(minutes=40))]
        found = deliver([PHONE], clauses=CLAUSE, decisions=decisions, work=work).favours
        assert [(one.item, one.on, str(one.worth.amount)) for one in found] == [("T-1", date(2026, 2, 25), "EUR 60.00")]

    def test_of_january_and_decided_in_february_it_is_a_favour_on_one_page_only(self, deliver: Any) -> None:
        asked = ("T-1", "mail", "phone", "2026-01-20 10:00", "2026-01-20 11:00")
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 10))]
        pages = [deliver([asked], period=month, decisions=decisions) for month in ("2026-01", "2026-02", "2026-03")]
        assert [[(one.item, one.on) for one in page.favours] for page in pages] == [
            [], [("T-1", date(2026, 2, 10))], []
        ]  # fmt: skip
        assert [[one.outcome for one in page.grey] for page in pages] == [["favour"], ["favour"], []]

    def test_the_same_decision_said_again_does_not_move_it(self, deliver: Any) -> None:
        days = (date(2026, 2, 20), date(2026, 3, 5))
        found = deliver([PHONE], decisions=[ck.GreyDecision("T-1", "favour", day) for day in days]).favours
        assert [one.on for one in found] == [date(2026, 2, 20)]

    def test_decided_otherwise_in_between_it_is_a_favour_of_the_last_decision(self, deliver: Any) -> None:
        made = (("favour", date(2026, 2, 20)), ("priced", date(2026, 3, 2)), ("favour", date(2026, 3, 5)))
        found = deliver([PHONE], decisions=[ck.GreyDecision("T-1", outcome, day) for outcome, day in made]).favours
        assert [one.on for one in found] == [date(2026, 3, 5)]

    def test_it_is_priced_as_on_the_day_on_which_it_was_asked(self, deliver: Any, dearer: ck.Agreement) -> None:
        """EUR 90.00 an hour in February and EUR 120.00 from March: half an hour of February is EUR 45.00."""
        found = deliver(
            [PHONE],
            under=dearer,
            decisions=[ck.GreyDecision("T-1", "favour", date(2026, 3, 10))],
            work=[ck.WorkDone("T-1", timedelta(minutes=30))],
        ).favours[0]
        assert (found.on, str(found.worth.amount)) == (date(2026, 3, 10), "EUR 45.00")

    def test_the_days_to_tell_it_run_from_the_decision(self, deliver: Any) -> None:
        asked = ("T-1", "mail", "phone", "2026-01-20 10:00", "2026-01-20 11:00")
        found = deliver(
            [asked],
            clauses=CLAUSE,
            decisions=[ck.GreyDecision("T-1", "favour", date(2026, 2, 10))],
            work=[ck.WorkDone("T-1", timedelta(minutes=30))],
        ).favours[0]
        # Five business days after Tuesday 10 February (11, 12, 13, 16, 17) is Tuesday 17 February.
        assert (str(found.worth.amount), found.tell_by) == ("EUR 45.00", date(2026, 2, 17))

    def test_decided_with_an_earlier_one_it_is_a_favour_of_its_opening(self, deliver: Any) -> None:
        later = ("T-3", "mail", "phone", "2026-03-03 10:00", "2026-03-03 11:00")
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        found = deliver([PHONE, later], decisions=decisions).favours
        assert [(one.item, one.on) for one in found] == [("T-1", date(2026, 2, 25)), ("T-3", date(2026, 3, 3))]

    def test_it_is_not_counted_twice_where_it_was_told(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        assert len(deliver([PHONE], clauses=CLAUSE, decisions=decisions, favours=[favour(item="T-1")]).favours) == 1
