"""Agreed against delivered per service and period: volumes against their bands, and work on services nobody agreed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.money import Money

MAIL = ("T-1", "mail", "spam", "2026-02-10 10:00", "2026-02-10 11:00")
REPORTS = [
    (f"R-{month}", "reporting", "monthly-report", f"2026-0{month}-28 09:00", f"2026-0{month}-28 11:00")
    for month in (1, 2, 3)
]


def counted(*numbers: int) -> ck.ChargingFacts:
    """Return what was counted of mail in each month from January on."""
    months = ("2026-01", "2026-02", "2026-03")
    return ck.ChargingFacts(
        volumes=tuple(ck.CountedVolume("mail", ck.Period.parse(m), n) for m, n in zip(months, numbers, strict=False))
    )


class TestVolumes:
    """100 mailboxes, 5 %: 95 to 105 lie inside, both ends included."""

    @pytest.mark.parametrize(
        ("number", "state", "worth"),
        [
            (94, "below", "0.00"),
            (95, "inside", "0.00"),
            (105, "inside", "0.00"),
            (106, "above", "4.00"),  # one beyond the edge, EUR 4.00
            (112, "above", "28.00"),
        ],
    )
    def test_only_what_lies_beyond_the_edge_is_worth_anything(
        self, deliver: Any, number: int, state: str, worth: str
    ) -> None:
        delivery = deliver([MAIL], period="2026-01", known=counted(number))
        line = delivery.services[0]
        assert (line.state, str(line.worth.amount)) == (state, worth)
        assert (line.low, line.high) == (95, 105)

    def test_a_quarter_adds_up_its_months_and_shows_the_last_volume(self, deliver: Any) -> None:
        # 106: 1 × 4.00; 110: 5 × 4.00; 100: nothing
        line = deliver([MAIL], known=counted(106, 110, 100)).services[0]
        assert (line.delivered, line.state, str(line.worth.amount)) == (100, "above", "24.00")
        assert line.formula == "1 × EUR 4.00 + 5 × EUR 4.00"

    def test_each_month_is_held_against_what_was_agreed_in_it(self, deliver: Any, amended: Any) -> None:
        """100 mailboxes, from March on 150: 140 in January and in February are 35 beyond 105 each, 150 in March none."""
        found = deliver([MAIL], under=amended("2026-03-01"), known=counted(140, 140, 150))
        line = found.services[0]
        assert (line.state, str(line.worth.amount)) == ("above", "280.00")
        assert (line.low, line.high, line.formula) == (
            Fraction(285, 2),
            Fraction(315, 2),
            "35 × EUR 4.00 + 35 × EUR 4.00",
        )
        assert sum(one.worth.amount for one in found.months) == 280

    def test_a_month_that_nobody_counted_is_told(self, deliver: Any) -> None:
        line = deliver([MAIL], known=counted(106)).services[0]
        assert line.missing == (
            "no volume of mail is measured in 2026-02",
            "no volume of mail is measured in 2026-03",
        )
        assert str(line.worth.amount) == "4.00"

    def test_nothing_measured_is_no_nought(self, deliver: Any) -> None:
        line = deliver([MAIL]).services[0]
        assert (line.delivered, line.state) == (None, "not-measured")

    def test_what_the_clause_itself_charges_outside_its_band_is_not_done_for_nothing(self, deliver: Any) -> None:
        priced = {
            "kind": "service",
            "name": "mail",
            "volume": "100 mailboxes",
            "price": "EUR 4.00 per mailbox per month",
            "band": "5 %",
            "outside_band": {"above": "EUR 3.00 per mailbox per month", "priced": "excess"},
        }
        line = deliver([MAIL], period="2026-01", clauses={"3.1": priced}, known=counted(112)).services[0]
        # 7 beyond 105, EUR 3.00 each
        assert (str(line.worth.amount), str(line.charged)) == ("0.00", "EUR 21.00")

    def test_a_volume_without_a_band_differs_from_the_first_unit_on(self, deliver: Any) -> None:
        plain = {k: v for k, v in PAPERS["3.1"].items() if k != "band"}
        line = deliver([MAIL], period="2026-01", clauses={"3.1": plain}, known=counted(102)).services[0]
        assert (line.state, str(line.worth.amount)) == ("above", "8.00")


class TestServicesNobodyAgreed:
    """The story of the monthly report, in a small agreement."""

    def test_agreed_nought_delivered_three_worth_all_three(self, deliver: Any) -> None:
        work = [ck.WorkDone(row[0], timedelta(minutes=95)) for row in REPORTS]
        delivery = deliver([MAIL, *REPORTS], work=work)
        line = next(one for one in delivery.services if one.service == "reporting")
        # 95 / 60 × 90.00 = 142.50
        assert (line.agreed, line.delivered, str(line.worth)) == (0, 3, "EUR 427.50")
        assert (line.clause, line.state) == (None, "nobody-agreed")
        assert line.says == "reporting in 2026-Q1: agreed 0, delivered 3, worth EUR 427.50"

    def test_the_months_add_up_to_the_period(self, deliver: Any) -> None:
        delivery = deliver([MAIL, *REPORTS], work=[ck.WorkDone("R-1", timedelta(minutes=10))])
        for line in delivery.services:
            own = [one for one in delivery.months if one.service == line.service]
            assert sum(one.items for one in own) == line.items
            assert sum(one.outside for one in own) == line.outside
            assert sum(one.worth.amount for one in own if one.worth is not None) == line.worth.amount

    def test_work_whose_service_nobody_says_stands_at_the_end(self, deliver: Any) -> None:
        rows = [MAIL, ("T-9", "", "other", "2026-02-01 09:00", None)]
        assert deliver(rows).services[-1].service is None

    def test_an_item_belongs_to_the_period_in_which_it_was_opened(self, deliver: Any) -> None:
        rows = [
            ("T-1", "reporting", "report", "2026-03-31 23:59", None),
            ("T-2", "reporting", "report", "2026-04-01 00:00", None),
        ]
        delivery = deliver(rows, as_of="2026-04-02 00:00")
        assert [one.item for one in delivery.outside] == ["T-1"]
        assert [one.items for one in delivery.services if one.service == "reporting"] == [1]


class TestNoPaper:
    """Work before the start, after the end and before the signature."""

    def test_work_before_the_start_is_counted_and_priced(self, deliver: Any) -> None:
        rows = [("T-1", "mail", "spam", "2025-12-31 23:00", None), MAIL]
        work = [ck.WorkDone("T-1", timedelta(minutes=60))]
        found = deliver(rows, period="2025-Q4", work=work).no_paper
        assert [(one.why, one.items, str(one.worth)) for one in found] == [("before-term", 1, "EUR 90.00")]

    def test_work_after_the_end_is_counted(self, deliver: Any) -> None:
        rows = [("T-1", "mail", "spam", "2027-01-01 00:00", None), MAIL]
        found = deliver(rows, period="2027-Q1", as_of="2027-02-01 00:00").no_paper
        assert [(one.why, one.items, one.since) for one in found] == [("after-term", 1, date(2027, 1, 1))]

    def test_work_before_the_signature_is_counted_although_the_term_runs(self, deliver: Any) -> None:
        rows = [
            ("T-1", "mail", "spam", "2026-01-19 23:59", None),
            ("T-2", "mail", "spam", "2026-01-20 00:00", None),
        ]
        found = deliver(rows, head={"signed_on": "2026-01-20"}).no_paper
        assert [(one.why, one.items) for one in found] == [("before-signature", 1)]


class TestWholes:
    """What belongs together."""

    def test_the_worth_of_all_is_that_of_items_and_volumes(self, deliver: Any) -> None:
        rows = [MAIL, ("T-2", "mail", "phone", "2026-01-05 10:00", None), ("T-3", "fax", "x", "2026-03-05 10:00", None)]
        work = [ck.WorkDone(item, timedelta(minutes=20)) for item in ("T-2", "T-3")]
        delivery = deliver(rows, work=work, known=counted(106, 100, 100))
        assert delivery.worth.amount == 30 + 30 + 4
        assert delivery.unpriced == 0

    def test_an_item_that_nobody_knows_when_it_was_opened_is_counted(self, deliver: Any) -> None:
        delivery = deliver([MAIL, ("T-2", "fax", "x", None, None)])
        assert (delivery.undated, delivery.outside) == (1, ())

    def test_an_evaluation_of_another_agreement_is_refused(self) -> None:
        head = {"contractkit": 1, "document": "sla", "title": "Mail", "currency": "EUR", "zone": "UTC"}
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}}
        one, other = (ck.load_agreement(data={**head, "id": name, "clauses": clauses}) for name in ("S-1", "S-2"))
        mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "opened"}}}
        facts = ck.Facts.from_frames(items={"id": ["T-1"], "opened": ["2026-01-05T09:00+01:00"]}, mapping=mapping)
        evaluation = ck.evaluate(one, facts, as_of=1_775_000_000_000_000)
        with pytest.raises(ck.UsageError, match="the evaluation is of S-1, and S-2 was asked about"):
            ck.delivered(other, evaluation, period="2026-Q1")

    def test_what_is_not_what_it_should_be_is_named(self, deliver: Any) -> None:
        with pytest.raises(ck.UsageError, match="known is a ChargingFacts"):
            deliver([MAIL], known={"volumes": []})

    def test_a_period_that_has_not_begun_is_refused(self, deliver: Any) -> None:
        with pytest.raises(ck.PeriodError, match="begins after the moment of judging"):
            deliver([MAIL], as_of="2026-03-01 00:00", period="2026-Q2")

    def test_columns_go_to_frames(self, deliver: Any) -> None:
        frame = deliver([MAIL], known=counted(100, 100, 100)).table("services").to_pandas()
        assert frame["worth"].tolist() == ["0.00"]
        assert frame["items"].tolist() == [1]

    def test_a_part_that_is_not_there_is_refused_with_the_nearest(self, deliver: Any) -> None:
        with pytest.raises(ck.UsageError, match="favours"):
            deliver([MAIL]).table("favors")

    def test_numbers_are_exact(self, deliver: Any) -> None:
        assert deliver([MAIL], known=counted(100)).services[0].delivered == Fraction(100)


PAPERS: dict[str, Any] = {
    "3.1": {
        "kind": "service",
        "name": "mail",
        "volume": "100 mailboxes",
        "price": "EUR 4.00 per mailbox per month",
        "band": "5 %",
    }
}


class TestNotPriced:
    """What nobody could price is no EUR 0.00, neither in a sentence nor as data."""

    def test_without_any_price_there_is_no_worth_and_the_reason(self, deliver: Any) -> None:
        found = deliver([MAIL, *REPORTS])
        line = next(one for one in found.services if one.service == "reporting")
        why = "how long it took is not told (EUR 90.00 per hour)"
        assert (line.worth, line.unpriced, line.why_unpriced) == (None, 3, (why,))
        assert line.says == f"reporting in 2026-Q1: agreed 0, delivered 3, worth not known, 3 not priced: {why}"
        assert (found.worth, found.repeats[0].worth) == (None, None)
        record = found.to_dict()
        assert (record["worth"], record["services"][1]["worth"], record["repeats"][0]["worth"]) == (None, None, None)
        assert record["why_unpriced"] == [why]
        assert "EUR 0.00" not in found.says
        rows = found.table("services").only("service", "worth", "why_unpriced").to_records()
        assert rows[1] == {"service": "reporting", "worth": None, "why_unpriced": why}

    def test_where_a_part_is_priced_it_is_at_least_that(self, deliver: Any) -> None:
        """Ten minutes at EUR 90.00 an hour are EUR 15.00; the two others took a time that nobody told."""
        found = deliver([MAIL, *REPORTS], work=[ck.WorkDone("R-1", timedelta(minutes=10))])
        assert found.worth == Money("15.00", "EUR")
        assert "worth at least EUR 15.00, 2 not priced" in found.says

    def test_where_nothing_lies_outside_it_is_worth_nothing(self, deliver: Any) -> None:
        assert (deliver([MAIL]).worth, deliver([MAIL]).why_unpriced) == (Money("0.00", "EUR"), ())

    def test_a_volume_above_the_band_without_a_price_is_not_known(self, deliver: Any) -> None:
        service = {"kind": "service", "name": "mail", "volume": "100 mailboxes", "band": "5 %"}
        known = ck.ChargingFacts(volumes=(ck.CountedVolume("mail", ck.Period.parse("2026-03"), 110),))
        line = deliver([MAIL], clauses={"3.1": service}, known=known).services[0]
        assert (line.state, line.worth, line.unpriced) == ("above", None, 0)
        assert any("neither the service nor the catalogue has a price" in one for one in line.why_unpriced)

    def test_work_without_a_paper_that_nobody_priced_has_no_worth(self, deliver: Any) -> None:
        early = ("T-9", "mail", "spam", "2025-12-30 10:00", None)
        found = deliver([early], period="2025-12")
        assert [(one.why, one.worth, one.unpriced) for one in found.no_paper] == [("before-term", None, 1)]
