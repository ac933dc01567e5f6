"""Prices that amendments and indices change, in the middle of what is charged too."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import ChargingFacts, IndexSeries, price_history
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.records.in_force import InForce

Q = Fraction
HEAD = "contractkit: 1\ndocument: sla\nid: S-1\ntitle: Desk\ncurrency: EUR\nzone: UTC\n"
CPI = IndexSeries.of("cpi", {"2024-12": "100", "2025-12": "102", "2026-12": "105.06", "2027-12": "107.1612"})
INDEX = (
    '"3": {kind: indexation, by: {series: cpi, base: 2024-12, method: base}, every: 1 January, first: 2026-01-01, '
    "round_price: {to: 0.01, scope: line}, applies_to: [plan]SAID}"
)


def agreement(
    folder: Path, *clauses: str, amended: str = "", on: str = "2026-07-01", mid: str = "split"
) -> ck.Agreement:
    """Return an agreement from 2025 with a fee of EUR 900 a month, and an amendment of one clause where one is given."""
    own = ('"1": {kind: term, start: 2025-01-01}', *clauses)
    settled = f'"9": {{kind: settlement, per: quarter, amended_mid_period: {mid}, order: []}}'
    (folder / "sla.yaml").write_text(HEAD + "clauses:\n" + "".join(f"  {one}\n" for one in (*own, settled)))
    if amended:
        (folder / "amendment.yaml").write_text(
            "contractkit: 1\ndocument: amendment\nid: A-1\ntitle: More\namends: S-1\n"
            f"effective_from: {on}\nsigned_on: 2026-02-01\nrecorded_on: 2026-02-02\nreason: Agreed\n"
            f"changes:\n  - {amended}\n"
        )
    return ck.load_agreement(folder)


def plan(per: str = "month", amount: str = "900") -> str:
    return f'"2": {{kind: fee, name: plan, amount: EUR {amount}, per: {per}}}'


def becomes(was: str, now: str) -> str:
    return f"{{clause: S-1/2, action: change, fields: {{amount: {{was: EUR {was}, becomes: EUR {now}}}}}}}"


def charge(found: ck.Agreement, period: str, facts: ChargingFacts | None = None) -> Any:
    return ck.charges(found, Period.parse(period), facts or ChargingFacts())[0]


class TestAmendments:
    def test_a_quarter_in_which_a_fee_changes_counts_days_of_each(self, tmp_path):
        """From 16 August: 46 and 46 of the 92 days of the third quarter."""
        found = agreement(tmp_path, plan("quarter", "920"), amended=becomes("920", "1 840"), on="2026-08-16")
        one = charge(found, "2026-Q3")
        assert one.exact == 46 * 10 + 46 * 20
        assert one.formula == (
            "EUR 920.00 per quarter × 1/2 quarter (46 of 92 days) + EUR 1 840.00 per quarter × 1/2 quarter (46 of 92 days)"
            " = EUR 1 380.00"
        )
        assert one.inputs == {
            "price": "920", "periods": "0.5", "price from 2026-08-16": "1840", "periods from 2026-08-16": "0.5"
        }  # fmt: skip

    def test_its_months_add_up_to_the_quarter(self, tmp_path):
        found = agreement(tmp_path, plan("quarter", "920"), amended=becomes("920", "1 840"), on="2026-08-16")
        months = [charge(found, month).exact for month in ("2026-07", "2026-08", "2026-09")]
        assert months == [310, 150 + 320, 600]

    @pytest.mark.parametrize(("mid", "expected"), [("split", 1380), ("new-terms", 1840), ("old-terms", 920)])
    def test_the_settlement_clause_may_give_the_whole_period_to_one_of_them(self, tmp_path, mid, expected):
        found = agreement(tmp_path, plan("quarter", "920"), amended=becomes("920", "1 840"), on="2026-08-16", mid=mid)
        assert charge(found, "2026-Q3").exact == expected
        assert charge(found, "2026-Q4").exact == 1840

    def test_what_was_not_recorded_yet_is_not_charged(self, tmp_path):
        found = agreement(tmp_path, plan(), amended=becomes("900", "1 000"))
        before, after = (ChargingFacts(known_at=date(2026, 2, day)) for day in (1, 2))
        assert (charge(found, "2026-07", before).exact, charge(found, "2026-07", after).exact) == (900, 1000)

    def test_a_volume_that_is_amended_splits_a_month_by_its_days(self, tmp_path):
        """From 11 April: 10 days of 30 with 3 seats and 20 with 6, at EUR 30."""
        seats = '"2": {kind: service, name: desk, volume: 3 seats, price: EUR 30 per seat per month}'
        change = "{clause: S-1/2, action: change, fields: {volume: {was: 3 seats, becomes: 6 seats}}}"
        one = charge(agreement(tmp_path, seats, amended=change, on="2026-04-11"), "2026-04")
        assert one.exact == 30 + 120
        assert one.inputs["volume from 2026-04-11"] == "6"

    def test_a_fee_that_begins_with_an_amendment_is_charged_from_its_date_on(self, tmp_path):
        before = agreement(tmp_path, plan())
        after = agreement(tmp_path, plan(), '"4": {kind: fee, name: extra, amount: EUR 60, per: month}')
        history = InForce.of(before).recording(date(2026, 6, 16), date(2026, 6, 1), after)
        found = attrs.evolve(after, versions=history)
        extra = ck.charges(found, Period.parse("2026-06"))[1]
        assert (extra.name, extra.exact) == ("extra", 30)

    def test_what_an_amendment_takes_out_is_charged_up_to_its_date(self, tmp_path):
        """To 15 June: 15 of 30 days of EUR 60, and of 20 units in a band at EUR 3."""
        extra = '"4": {kind: fee, name: extra, amount: EUR 60, per: month}'
        price = "{counts: all-units, bands: [{below: 90, price: EUR 3 per seat per month}]}"
        desk = f'"5": {{kind: service, name: desk, price: {price}}}'
        before, after = agreement(tmp_path, plan(), extra, desk), agreement(tmp_path, plan())
        history = InForce.of(before).recording(date(2026, 6, 16), date(2026, 6, 1), after)
        june = Period.parse("2026-06")
        facts = ChargingFacts(volumes=[ck.CountedVolume("desk", june, 20)])
        found = ck.charges(attrs.evolve(after, versions=history), june, facts)
        assert [(one.name, one.exact) for one in found] == [("plan", 900), ("extra", 30), ("desk", 30)]
        assert found[1].formula == "EUR 60.00 per month × 1/2 month (15 of 30 days) = EUR 30.00"


SEATS = '"2": {kind: service, name: plan, VOLUME price: EUR 10 per seat per month}'


def amends(field: str, was: str, now: str) -> str:
    return f"{{clause: S-1/2, action: change, fields: {{{field}: {{was: {was}, becomes: {now}}}}}}}"


class TestAnotherWayOfCharging:
    """EUR 10.00 in 2025, × 102 / 100 = 10.20 in 2026, × 105.06 / 100 = 10.506, rounded 10.51, in 2027; amended in July."""

    FACTS = ChargingFacts(
        index=[CPI], volumes=[ck.CountedVolume("plan", Period.parse(month), 40) for month in ("2026-07", "2027-01")]
    )

    @pytest.mark.parametrize(
        ("before", "was", "now"), [("volume: 40 seats,", "40 seats", "left-out"), ("", "left-out", "40 seats")]
    )
    def test_a_price_goes_on_where_only_its_volume_is_taken_out_or_put_in(self, tmp_path, before, was, now):
        """40 seats, agreed or counted: 408.00 from January 2026 on, and 420.40 from January 2027 on."""
        clauses = (SEATS.replace("VOLUME", before), INDEX.replace("SAID", ""))
        found = agreement(tmp_path, *clauses, amended=amends("volume", was, now))
        assert [charge(found, month, self.FACTS).exact for month in ("2026-07", "2027-01")] == [408, Q("420.4")]
        history = price_history(found, "plan", date(2027, 1, 31), self.FACTS)
        assert [point.price for point in history] == [10, Q("10.2"), Q("10.51")]

    def test_the_month_in_which_it_changes_costs_what_it_would_have_cost(self, tmp_path):
        """40 seats agreed up to 15 July and 40 counted after that, at EUR 10.20: 16 and 15 of 31 days."""
        clauses = (SEATS.replace("VOLUME", "volume: 40 seats,"), INDEX.replace("SAID", ""))
        found = agreement(tmp_path, *clauses, amended=amends("volume", "40 seats", "left-out"), on="2026-07-16")
        july = ck.charges(found, Period.parse("2026-07"), self.FACTS)
        assert sum(one.exact for one in july) == 408

    def test_the_same_sum_for_another_period_is_another_price_and_begins_anew(self, tmp_path):
        """EUR 900.00 per quarter from July 2026 on: 300 a month; × 105.06 / 102 = 927.00 per quarter in 2027."""
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""), amended=amends("per", "month", "quarter"))
        months = ("2026-06", "2026-07", "2027-01")
        assert [charge(found, month, self.FACTS).exact for month in months] == [918, 300, 309]

    def test_of_a_price_that_becomes_one_in_bands_the_words_that_stay_go_on(self, tmp_path):
        """EUR 10.00 stands as it did, so it is 10.20; EUR 8.00 is new in July: 140 seats are 1 020.00 + 320.00."""
        bands = (
            "{counts: graduated, bands: [{below: 100, price: EUR 10 per seat per month}, "
            "{from: 100, price: EUR 8 per seat per month}]}"
        )
        clauses = (SEATS.replace("VOLUME", ""), INDEX.replace("SAID", ""))
        found = agreement(tmp_path, *clauses, amended=amends("price", "EUR 10 per seat per month", bands))
        facts = ChargingFacts(index=[CPI], volumes=[ck.CountedVolume("plan", Period.parse("2026-07"), 140)])
        assert charge(found, "2026-07", facts).exact == 1340


class TestIndices:
    FACTS = ChargingFacts(index=[CPI])

    def test_a_price_of_each_year_follows_the_index(self, tmp_path):
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""))
        months = ("2025-12", "2026-01", "2027-01")
        assert [charge(found, month, self.FACTS).exact for month in months] == [900, 918, Q("945.54")]

    def test_a_charge_says_which_figures_it_was_taken_from(self, tmp_path):
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""))
        one = charge(found, "2026-03", self.FACTS)
        assert one.formula == "EUR 918.00 per month × 1 month = EUR 918.00"
        assert one.steps[-1].formula == "EUR 900.00 × 102 / 100 = EUR 918.00"
        assert one.evidence == ("cpi 2024-12: 100 (as published), final", "cpi 2025-12: 102 (as published), final")

    def test_prices_and_charges_are_plain_data_too(self, tmp_path):
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""))
        one = json.loads(json.dumps(charge(found, "2026-03", self.FACTS).to_dict()))
        assert (one["exact"], one["state"], one["steps"][0]["inputs"]) == (
            "918", "final", {"price": "900", "cpi 2024-12": "100", "cpi 2025-12": "102", "change": "0.02", "rate": "0.02"}
        )  # fmt: skip
        price = json.loads(json.dumps(ck.price_on(found, "plan", date(2026, 3, 1), self.FACTS, units=2).to_dict()))
        assert (price["price"], price["amount"], price["since"], price["clause"]) == (
            "918",
            "1836",
            "2026-01-01",
            "S-1/2",
        )

    def test_without_the_figure_nothing_is_charged_and_it_says_so(self, tmp_path):
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""))
        one = charge(found, "2026-01")
        assert one.price == "EUR 900.00 per month"
        assert (one.exact, one.state) == (0, "undetermined")
        assert one.missing == "no figures of cpi are given, so nothing is charged"
        assert (charge(found, "2025-12").exact, charge(found, "2025-12").state) == (900, "final")

    def test_an_amended_price_begins_anew_at_the_figure_of_its_date(self, tmp_path):
        """EUR 1 000 from 1 July 2026: its base is December 2025, so 2027 is 1 000 × 105.06 / 102 = 1 030."""
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ""), amended=becomes("900", "1 000"))
        months = ("2026-06", "2026-07", "2027-01", "2028-01")
        expected = [918, 1000, 1030, Q("1050.60")]
        assert [charge(found, month, self.FACTS).exact for month in months] == expected
        history = price_history(found, "plan", date(2027, 6, 1), self.FACTS)
        told = [(str(point.since), point.turned_by, point.price) for point in history]
        assert told == [
            ("None", "start", 900), ("2026-01-01", "index", 918), ("2026-07-01", "amendment", 1000),
            ("2027-01-01", "index", 1030),
        ]  # fmt: skip

    def test_an_amended_cap_leaves_the_price_and_holds_from_its_date_on(self, tmp_path):
        """3 % in 2027 is cut to 2; the price before stays as it was."""
        cap = "{clause: S-1/3, action: change, fields: {cap: {was: 5 %, becomes: 2 %}}}"
        found = agreement(tmp_path, plan(), INDEX.replace("SAID", ", cap: 5 %"), amended=cap)
        months = ("2026-06", "2026-07", "2027-01")
        assert [charge(found, month, self.FACTS).exact for month in months] == [918, 918, Q("936.36")]

    def test_the_old_price_may_stand_to_the_end_of_its_period(self, tmp_path):
        """A contract year from April: the change of 1 January counts from the next April on."""
        own = INDEX.replace("SAID", ", mid_period: next-period")
        (tmp_path / "sla.yaml").write_text(
            HEAD + 'clauses:\n  "1": {kind: term, start: 2025-04-01}\n  ' + plan("year", "1 200") + f"\n  {own}\n"
        )
        found = ck.load_agreement(tmp_path)
        quarters = ("2025-Q4", "2026-Q1", "2026-Q2", "2027-Q1", "2027-Q2")
        expected = [300, 300, 306, 306, Q("1260.72") / 4]
        assert [charge(found, quarter, self.FACTS).exact for quarter in quarters] == expected

    def test_the_true_up_is_the_difference_of_the_same_question_at_two_dates(self, tmp_path):
        early = IndexSeries.of("cpi", {"2025-12": "103"}, status="provisional", published_on=date(2026, 1, 20))
        final = IndexSeries.of("cpi", {"2025-12": "102"}, published_on=date(2026, 3, 20))
        series = IndexSeries.of("cpi", {"2024-12": "100"}).joined(early).joined(final)
        own = INDEX.replace("method: base", "method: base, figure: final-with-true-up").replace("SAID", "")
        found = agreement(tmp_path, plan(), own)
        now, later = (
            charge(found, "2026-Q1", ChargingFacts(index=[series], known_at=day))
            for day in (date(2026, 3, 1), date(2026, 4, 1))
        )
        assert (now.exact, now.state, later.exact, later.state) == (2781, "provisional", 2754, "final")

    def test_a_name_that_has_no_price_is_refused_with_those_that_have(self, tmp_path):
        found = agreement(tmp_path, plan())
        with pytest.raises(UsageError, match="S-1: nothing with a price is called 'plans'; known are plan"):
            ck.price_on(found, "plans", date(2026, 1, 1))


@settings(max_examples=60, deadline=None)
@given(
    per=st.sampled_from(["month", "quarter", "half-year", "year", "contract-year"]),
    on=st.dates(date(2025, 12, 25), date(2027, 1, 5)),
    rule=st.sampled_from(
        [None, "days-of-whole-period", "days-of-each-month", "days-of-year", "thirty-day-months", "none"]
    ),
    whole=st.sampled_from(["billed-whole", "by-days"]),
    start=st.sampled_from(["2025-01-01", "2025-01-17", "2024-02-29", "2025-07-31"]),
    later=st.sampled_from(["by-days", "next-period"]),
)
def test_a_year_folded_month_by_month_equals_the_year(per, on, rule, whole, start, later):
    """Whatever changes inside of it: an amendment on any day, an index on two, a term from any day."""
    before, after = (written(per, rule, whole, start, later, amount) for amount in ("EUR 920", "EUR 1 840"))
    found = attrs.evolve(after, versions=InForce.of(before).recording(on, on, after))
    months = [charge(found, month.label, TestIndices.FACTS).exact for month in Period.parse("2026").months()]
    assert sum(months) == charge(found, "2026", TestIndices.FACTS).exact
    assert all(month >= 0 for month in months)


def written(per: str, rule: str | None, whole: str, start: str, later: str, amount: str) -> ck.Agreement:
    """Return an agreement with a fee, an index that changes it twice a year, and a rule for parts of its period."""
    index = {"kind": "indexation", "by": {"series": "cpi", "base": "2024-12"}, "every": ["1 January", "10 May"]}
    clauses = {
        "1": {"kind": "term", "start": start},
        "2": {"kind": "fee", "name": "plan", "amount": amount, "per": per},
        "3": index | {"first": "2026-01-01", "mid_period": later},
    }
    if rule is not None:
        clauses["4"] = {"kind": "proration", "by": rule} | ({} if rule == "none" else {"whole_periods": whole})
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
    return ck.load_agreement(data={**head, "clauses": clauses})


class TestWordsOfAnIndexation:
    """EUR 900 a month; 102 of 100 make 918.00 of it in 2026. What an amendment of July 2026 makes of the indexation."""

    SECOND = IndexSeries.of("other", {"2024-12": "50", "2025-12": "51", "2026-12": "52.02"})
    FACTS = ChargingFacts(index=[CPI, SECOND])

    def prices(self, folder: Path, amended: str, *clauses: str) -> list[Q]:
        found = agreement(folder, plan(), *clauses, amended=amended)
        return [charge(found, month, self.FACTS).exact for month in ("2026-06", "2026-07", "2027-01")]

    def test_one_that_is_taken_away_leaves_the_price_as_it_stands(self, tmp_path):
        own = INDEX.replace("SAID", "")
        assert self.prices(tmp_path, "{clause: S-1/3, action: remove}", own) == [918, 918, 918]

    def test_so_does_one_that_is_no_longer_for_the_price(self, tmp_path):
        other = '"2.1": {kind: fee, name: other-fee, amount: EUR 10, per: month}'
        narrowed = "{clause: S-1/3, action: change, fields: {applies_to: {was: plan, becomes: other-fee}}}"
        own = INDEX.replace("[plan]SAID", "plan")
        assert self.prices(tmp_path, narrowed, other, own) == [918, 918, 918]

    def test_another_series_goes_on_from_the_price_as_it_stands(self, tmp_path):
        """918 × 52.02 / 51 = 936.36: the rise up to 2025 is in the 918 already."""
        changed = "{clause: S-1/3, action: change, fields: {by.series: {was: cpi, becomes: other}}}"
        assert self.prices(tmp_path, changed, INDEX.replace("SAID", "")) == [918, 918, Q("936.36")]

    def test_one_that_is_added_counts_from_its_written_base(self, tmp_path):
        """900 × 105.06 / 100: the price never rose, and the words say which figure belongs to it."""
        added = INDEX.replace('"3": ', "").replace("SAID", "")
        amended = f"{{clause: S-1/3, action: add, to: {added}}}"
        assert self.prices(tmp_path, amended) == [900, 900, Q("945.54")]

    def test_one_that_is_added_on_a_date_of_its_own_changes_prices_on_that_date(self, tmp_path):
        """From 1 July 2026 on, every 1 July: the figure of December 2025 is read at once."""
        added = INDEX.replace('"3": ', "").replace("SAID", "").replace("1 January", "1 July")
        amended = f"{{clause: S-1/3, action: add, to: {added.replace('2026-01-01', '2026-07-01')}}}"
        assert self.prices(tmp_path, amended) == [900, 918, 918]


def test_a_change_on_29_february_comes_every_year(tmp_path):
    """In years that have none it is the 28th: 1 % more each year from 2025 on, 2028 again on the 29th."""
    index = '"3": {kind: indexation, by: {fixed: 1 %}, every: 29 February, first: 2025-02-28, applies_to: [plan]}'
    found = agreement(tmp_path, plan(), index)
    days = [step.on for step in ck.price_on(found, "plan", date(2028, 12, 31)).steps]
    assert days == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]
