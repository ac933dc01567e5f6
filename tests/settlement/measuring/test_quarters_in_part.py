"""A promise per quarter where the term begins or ends inside of one, and things that are older than the agreement.

The fee is EUR 1 000.00 a month. From 10 February on 19 of 28 days of February are charged, EUR 678.57, and all of March:
EUR 1 678.5714… for the first quarter, of which a credit of 10 % is EUR 167.86. The quarter has 19 + 31 = 50 days or 1 200
hours; 0.3 % of them are 3.6 hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

AS_OF = datetime(2026, 7, 1, tzinfo=UTC)
BEGINS = {"start": "2026-02-10"}
ENDS = {"start": "2026-01-01", "until": "2026-02-10", "end": "last-day"}


def papers(
    term: Mapping[str, str],
    *,
    per: str = "quarter",
    settled: str = "quarter",
    reach: str = "99.7 %",
    scope: Any = None,
    **metric: Any,
) -> ck.Agreement:
    credit = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
    uptime = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none", **metric}
    target = {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": f"at least {reach}"}
    return ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "S-1",
            "title": "Hosting",
            "currency": "EUR",
            "zone": "UTC",
            "fields": {"opened_at": "instant", "status": ["up", "down"], "site": "text"},
            "clauses": {
                "1": {"kind": "term", **term},
                "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
                "3": uptime,
                "4": {**target, "per": per, "pays": [credit]},
                "5": {"kind": "settlement", "per": settled, "order": [{"step": "round", "to": "0.01"}]},
                **({} if scope is None else {"6": scope}),
            },
        }
    )


def told(agreement: ck.Agreement, period: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    read = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=period)
    money, _ = ck.settle(agreement, None, None, period=period, told=read)
    return str(money.effects), money.status


def outages(**months: int) -> dict[str, Any]:
    """Minutes of outages by month of 2026, as they are told."""
    return {"measured": {"uptime": {f"2026-{word[1:]}": {"outages": [f"{n} minutes"]} for word, n in months.items()}}}


class TestToldByMonth:
    @pytest.mark.parametrize(("minutes", "credit"), [(216, "0.00"), (217, "-167.86")])
    def test_the_months_of_a_part_quarter_make_its_figure(self, minutes: int, credit: str) -> None:
        """3.6 of 1 200 hours are 216 minutes."""
        assert told(papers(BEGINS), "2026-Q1", outages(m02=minutes, m03=0)) == (f"EUR {credit}", "final")

    @pytest.mark.parametrize(("minutes", "credit"), [(216, "0.00"), (217, "-167.86")])
    def test_so_it_is_where_every_month_is_settled(self, minutes: int, credit: str) -> None:
        """The quarter stands in March, and its share is of what the quarter was charged."""
        agreement = papers(BEGINS, settled="month")
        assert told(agreement, "2026-03", outages(m02=minutes, m03=0))[0] == f"EUR {credit}"

    def test_a_month_before_the_term_is_nobodys(self) -> None:
        """January was told too: the figure is that of February and March."""
        assert told(papers(BEGINS), "2026-Q1", outages(m01=9000, m02=216, m03=0)) == ("EUR 0.00", "final")

    def test_a_month_of_the_term_that_is_missing_keeps_the_quarter_open(self) -> None:
        """Nothing was told of March."""
        assert told(papers(BEGINS), "2026-Q1", outages(m02=0))[1] == "provisional"

    def test_the_quarter_in_which_the_term_ends_is_settled_with_its_last_month(self) -> None:
        """1 January to 10 February: 41 days are 984 hours, of which 0.3 % are 177.12 minutes; charged are 1 357.14."""
        agreement = papers(ENDS, settled="month")
        assert told(agreement, "2026-02", outages(m01=177, m02=0))[0] == "EUR 0.00"
        assert told(agreement, "2026-02", outages(m01=178, m02=0))[0] == "EUR -135.71"

    def test_the_only_month_of_the_term_in_a_quarter_is_the_quarter(self) -> None:
        """From 10 March 22 of 31 days are charged, EUR 709.677…: 10 % of it are EUR 70.97. March is the quarter."""
        agreement = papers({"start": "2026-03-10"})
        for name in ("available", "uptime"):
            assert told(agreement, "2026-Q1", {"figures": {name: {"2026-03": "99.69 %"}}}) == ("EUR -70.97", "final")

    def test_a_mean_of_months_is_one_of_the_months_of_the_term(self) -> None:
        """(99.5 + 99.9) / 2 = 99.7, which is reached; 99.8 % in March makes 99.65 %."""
        agreement = papers(BEGINS, aggregate="mean-of-months")
        for march, credit in (("99.9 %", "0.00"), ("99.8 %", "-167.86")):
            facts = {"figures": {"uptime": {"2026-02": "99.5 %", "2026-03": march}}}
            assert told(agreement, "2026-Q1", facts) == (f"EUR {credit}", "final")


def seen(*changes: tuple[str, str], opened: str = "2025-01-01T00:00Z") -> ck.Facts:
    """One machine, up since it was opened, and what changed."""
    every: Sequence[tuple[str, str]] = [(opened, "up"), *changes]
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "items": {"id": "id", "fields": {"opened_at": "opened", "site": "site"}},
        "events": {"form": "snapshot", "item": "item", "at": "at", "fields": {"status": "status"}},
    }
    return ck.Facts.from_frames(
        items={"id": ["M"], "opened": [opened], "site": ["north"]},
        events={
            "item": ["M"] * len(every),
            "at": [at for at, _ in every],
            "status": [status for _, status in every],
        },
        mapping=mapping,
    )


def counted(agreement: ck.Agreement, facts: ck.Facts, period: str) -> str:
    money, _ = ck.settle(agreement, ck.evaluate(agreement, facts, AS_OF), facts, period=period)
    return str(money.effects)


class TestThingsOlderThanTheAgreement:
    def availability(self, term: Mapping[str, str], **more: Any) -> ck.Agreement:
        return papers(term, down_when={"status": "down"}, **more)

    @pytest.mark.parametrize(("until", "credit"), [("04:33", "0.00"), ("04:34", "-67.86")])
    def test_the_downtime_of_an_older_machine_counts_in_the_dates_of_the_term(self, until: str, credit: str) -> None:
        """1 % of 19 days is 273.6 minutes; ten hours on 5 February were before the term. 10 % of 678.57 is 67.86."""
        facts = seen(
            ("2026-02-05T00:00Z", "down"),
            ("2026-02-05T10:00Z", "up"),
            ("2026-02-20T00:00Z", "down"),
            (f"2026-02-20T{until}Z", "up"),
        )
        agreement = self.availability(BEGINS, per="month", settled="month", reach="99 %")
        assert counted(agreement, facts, "2026-02") == f"EUR {credit}"

    @pytest.mark.parametrize(("until", "credit"), [("03:36", "0.00"), ("03:37", "-167.86")])
    def test_a_part_quarter_is_measured_over_its_own_dates(self, until: str, credit: str) -> None:
        """3 hours and 36 minutes are 0.3 % of the 1 200 hours from 10 February to 31 March."""
        facts = seen(("2026-02-20T00:00Z", "down"), (f"2026-02-20T{until}Z", "up"))
        assert counted(self.availability(BEGINS), facts, "2026-Q1") == f"EUR {credit}"

    @pytest.mark.parametrize(("until", "credit"), [("04:33", "0.00"), ("04:34", "-67.86")])
    def test_an_outage_over_the_first_midnight_counts_from_there(self, until: str, credit: str) -> None:
        """It began two days before the term; 273.6 minutes of 10 February are 1 % of the month's part."""
        facts = seen(("2026-02-08T00:00Z", "down"), (f"2026-02-10T{until}Z", "up"))
        agreement = self.availability(BEGINS, per="month", settled="month", reach="99 %")
        assert counted(agreement, facts, "2026-02") == f"EUR {credit}"

    def test_what_happens_after_the_last_day_is_nobodys(self) -> None:
        """1 % of 1 to 10 February is 144 minutes; the outage of 20 February is after the term. 10 % of 357.14."""
        agreement = self.availability(ENDS, per="month", settled="month", reach="99 %")
        after = [("2026-02-20T00:00Z", "down"), ("2026-02-20T20:00Z", "up")]
        for until, credit in (("02:24", "0.00"), ("02:25", "-35.71")):
            facts = seen(("2026-02-05T00:00Z", "down"), (f"2026-02-05T{until}Z", "up"), *after)
            assert counted(agreement, facts, "2026-02") == f"EUR {credit}"

    def test_each_place_of_an_older_machine_has_its_figure(self) -> None:
        """The machine is from 2025, and the agreement from 2026."""
        agreement = self.availability(BEGINS, each=["site"])
        facts = seen(("2026-02-20T00:00Z", "down"), ("2026-02-20T12:00Z", "up"))
        found = ck.figures(agreement, ck.evaluate(agreement, facts, AS_OF), facts, period="2026-Q1", of="uptime")
        assert [(dict(one.where), one.value) for one in found] == [({"site": "north"}, 99)]

    def test_a_machine_that_is_out_of_scope_stays_out(self) -> None:
        """It is older than the agreement, and a clause says that it is not covered."""
        facts = seen(("2026-02-20T00:00Z", "down"), ("2026-02-20T12:00Z", "up"))
        assert counted(self.availability(BEGINS), facts, "2026-Q1") == "EUR -167.86"
        rows = [{"name": "north", "when": {"site": "north"}, "is": "out"}, {"name": "rest", "otherwise": "in"}]
        agreement = self.availability(BEGINS, scope={"kind": "scope", "rows": rows})
        assert counted(agreement, facts, "2026-Q1") == "EUR 0.00"
