"""An outage that is told of a month in which it does not lie decides nothing there, and the settlement says so."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

AGREEMENT = ck.load_agreement(
    text="""
contractkit: 1
document: contract
id: C-1
title: Hosting
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: EUR 1 000.00, per: month}
  "3": {kind: metric, name: uptime, measures: availability, relief: [act-of-god]}
  "4":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]}]
  "5": {kind: relief, name: act-of-god, cause: force-majeure, takes_out: overlapping-time}
  "6": {kind: settlement, per: month, order: [{step: round, to: 0.01}]}
"""
)
TEN_HOURS_IN_FEBRUARY = "2026-02-07T09:00Z/2026-02-07T19:00Z"
TEN_HOURS_IN_MARCH = "2026-03-07T09:00Z/2026-03-07T19:00Z"
OVER_MIDNIGHT = "2026-02-28T13:00Z/2026-03-01T03:00Z"
"""Ends at 04:00 in Amsterdam."""


def settled(measured: dict[str, Any], period: str = "2026-03") -> ck.Settlement:
    told = ck.SettlementFacts.from_dict({"measured": {"uptime": measured}}, agreement=AGREEMENT, period=period)
    return ck.settle(AGREEMENT, None, None, period=period, told=told)[0]


class TestOutagesOfMarch:
    def test_one_of_february_decides_nothing_and_is_named(self) -> None:
        """March has no downtime, so EUR 1 000.00 and no credit; the ten hours of 7 February are of February."""
        money = settled({"outages": [TEN_HOURS_IN_FEBRUARY]})
        assert str(money.total) == "EUR 1 000.00"
        (note,) = money.notes
        assert note == (
            "1 outage told of uptime for 2026-03 lies outside of it, 2026-02-07T10:00+01:00, and decides nothing "
            "there; tell it of the period in which it lies."
        )

    def test_several_are_counted_and_the_first_three_named(self) -> None:
        """Ten hours of March are 10 of 743 h, 98.65 %: a credit of 100."""
        days = [f"2026-02-{day:02}T09:00Z/2026-02-{day:02}T10:00Z" for day in (11, 10, 9, 8)]
        money = settled({"outages": [*days, TEN_HOURS_IN_MARCH]})
        assert str(money.total) == "EUR 900.00"
        (note,) = money.notes
        assert note == (
            "4 outages told of uptime for 2026-03 lie outside of it, 2026-02-08T10:00+01:00, 2026-02-09T10:00+01:00, "
            "2026-02-10T10:00+01:00; and 1 more, and decide nothing there; tell them of the periods in which they lie."
        )

    @pytest.mark.parametrize("inside", [TEN_HOURS_IN_MARCH, OVER_MIDNIGHT, "10 hours"])
    def test_nothing_is_said_of_one_that_lies_inside_or_reaches_in_or_has_no_date(self, inside: str) -> None:
        assert settled({"outages": [inside]}).notes == ()

    def test_the_instant_at_which_the_month_begins_is_outside_of_what_ended_there(self) -> None:
        """Midnight of 1 March in Amsterdam is 23:00Z of 28 February; a minute later one minute lies in March."""
        assert settled({"outages": ["2026-02-28T22:00Z/2026-02-28T23:00Z"]}).notes != ()
        assert settled({"outages": ["2026-02-28T22:00Z/2026-02-28T23:01Z"]}).notes == ()

    def test_nothing_is_said_of_one_that_goes_on_in_another_that_reaches_in(self) -> None:
        """Together they are one outage, and how long that is altogether can decide whether it counts."""
        both = ["2026-02-28T21:00Z/2026-02-28T22:30Z", "2026-02-28T22:30Z/2026-02-28T23:30Z"]
        assert settled({"outages": both}).notes == ()

    def test_relief_of_february_takes_nothing_out_of_march(self) -> None:
        (note,) = settled({"outages": [TEN_HOURS_IN_MARCH], "relieved": [TEN_HOURS_IN_FEBRUARY]}).notes
        assert note == (
            "1 stretch of relief told of uptime for 2026-03 lies outside of it, 2026-02-07T10:00+01:00, and takes "
            "nothing out there; tell it of the period in which it lies."
        )

    def test_what_is_told_of_february_is_that_of_february(self) -> None:
        money = settled({"2026-02": {"outages": [TEN_HOURS_IN_FEBRUARY]}, "2026-03": {"outages": []}})
        assert money.notes == ()

    def test_a_measurement_of_the_quarter_has_the_outages_of_its_months(self) -> None:
        money = settled({"2026-Q1": {"outages": [TEN_HOURS_IN_FEBRUARY]}})
        assert money.notes == ()
