"""``contractkit settle``, ``price`` and ``backtest``, as somebody uses them for the first time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PAPERS = """\
contractkit: 1
document: contract
id: C-7
title: Service desk
language: en
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 1 000.00, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: always
    reach: 90 %
    per: month
    pays:
      - kind: tier-credit
        of: fixed-fee
        tiers:
          - {below: reach, credit: 5 %}
          - {below: 50 %, credit: 10 %}
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: EUR 60.00, per: quarter, caps: malus}
      - {step: round, to: 0.01, mode: half-up}
"""
MAPPING = """\
contractkit: 1
document: mapping
zone: Europe/Amsterdam
items: {id: ticket, fields: {opened_at: opened, closed_at: closed}}
"""
# January: one of two late. February: both late. So EUR 50 and EUR 100 off, of which the quarter leaves EUR 60.
ITEMS = """\
ticket,opened,closed
T-1,2026-01-12 09:00,2026-01-12 12:00
T-2,2026-01-13 09:00,2026-01-13 14:00
T-3,2026-02-12 09:00,2026-02-12 14:00
T-4,2026-02-13 09:00,2026-02-13 14:00
"""
VOLUMES = """\
contractkit: 1
document: contract
id: C-8
title: Storage
language: en
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: base, amount: EUR 100.00, per: month}
  "3":
    kind: service
    name: storage
    price:
      counts: graduated
      bands:
        - {below: 100, price: EUR 2.00 per terabyte per month}
        - {from: 100, price: EUR 1.00 per terabyte per month}
    volume_counted: peak
"""


@pytest.fixture
def desk(bare: Any) -> Any:
    bare.write("c.yaml", PAPERS)
    bare.write("mapping.yaml", MAPPING)
    bare.write("items.csv", ITEMS)
    return bare


TABLES = ("--mapping", "mapping.yaml", "--items", "items.csv", "--as-of", "2026-04-10")


def shown(result: Any) -> str:
    return " ".join(result.stdout.replace("\u00a0", " ").replace("−", "-").split())


class TestSettle:
    def test_the_lines_say_what_a_person_works_out(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01")
        assert result.exit_code == 0, result.stderr
        assert "1 of 2 in time = 50.00 %, below 90 %" in shown(result)
        assert "The customer pays 950.00 Final." in shown(result)

    def test_the_ledger_goes_from_month_to_month(self, desk: Any) -> None:
        """EUR 50 in January leave EUR 10 of the quarter's EUR 60 to February."""
        first = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger-out", "ledger.json")
        assert first.exit_code == 0, first.stderr
        ledger = ("--ledger", "ledger.json", "--ledger-out", "ledger.json")
        second = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", *ledger)
        assert "The customer pays 990.00 Final." in shown(second)
        kept = json.loads(Path("ledger.json").read_text(encoding="utf-8"))
        assert [one["period"] for one in kept["settled"]] == ["2026-01", "2026-02"]

    def test_without_the_ledger_the_cap_is_held_back_and_that_is_said(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02")
        missing = (
            "a cap on the malus of 2026-Q1 counts settlements from 2026-01-01 to 2026-01-31 that are not in the ledger"
        )
        assert f"Provisional: Earlier settlements are not known: {missing}; settle them first" in shown(result)

    def test_only_a_final_settlement_will_do(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--final", "--json-out", "s.json")
        assert result.exit_code == 1
        assert "provisional, and --final was given; nothing was written" in result.stderr
        assert "s.json" not in desk.files

    def test_json_holds_the_settlement_and_the_ledger_and_is_alone_on_standard_output(self, desk: Any) -> None:
        record = json.loads(desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--json").stdout)
        assert (record["kind"], record["settlement"]["total"]) == ("settle", "950.00")
        assert record["ledger"]["agreement"] == "C-7"

    def test_the_json_of_one_month_is_a_ledger_for_the_next(self, desk: Any) -> None:
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--json-out", "january.json")
        second = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--ledger", "january.json")
        assert "990.00" in shown(second)

    def test_other_readings_are_shown_with_what_they_move(self, desk: Any) -> None:
        """Nobody claimed the credit: if it had to be claimed, EUR 50 more."""
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--readings")
        assert "claim C-7/3 automatic 30 days +50.00" in shown(result)
        assert "would change nothing in this period" in shown(result)

    def test_where_a_charge_is_not_known_no_reading_is_said_to_change_nothing_of_it(self, desk: Any) -> None:
        """Nobody measured the terabytes: what another reading would make of them cannot be known either."""
        storage = '  "9": {kind: service, name: storage, price: EUR 2.00 per terabyte per month}\n'
        desk.write("s.yaml", Path("c.yaml").read_text(encoding="utf-8") + storage)
        result = desk.run("settle", "s.yaml", *TABLES, "--period", "2026-01", "--readings")
        assert "would change nothing of what is known of this period" in shown(result)

    def test_what_lies_ahead_is_shown(self, desk: Any) -> None:
        result = desk.run(
            "settle", "c.yaml", "--mapping", "mapping.yaml", "--items", "items.csv", "--as-of", "2026-01-20",
            "--period", "2026-01", "--ahead",
        )  # fmt: skip
        assert "Ahead in 2026-01" in shown(result)
        assert "promised 90 %" in shown(result)
        assert "malus (C-7/4) 2026-Q1 EUR 60.00" in shown(result)

    def test_items_need_their_mapping_and_their_moment(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", "--items", "items.csv", "--period", "2026-01")
        assert result.exit_code == 2
        assert "give --mapping and --as-of too" in result.stderr

    def test_a_file_that_is_no_ledger_is_said(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--ledger", "items.csv")
        assert result.exit_code == 2
        assert "items.csv is no ledger: it is not JSON" in result.stderr

    def test_the_ledger_of_another_agreement_is_refused(self, desk: Any) -> None:
        desk.write("other.json", json.dumps({"kind": "ledger", "version": 1, "agreement": "C-9", "settled": []}))
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--ledger", "other.json")
        assert result.exit_code == 2
        assert "C-9" in result.stderr

    def test_one_of_several_agreements_is_asked_for_by_its_id(self, desk: Any) -> None:
        desk.write("d/c.yaml", PAPERS)
        desk.write("d/e.yaml", VOLUMES)
        result = desk.run("settle", "d", *TABLES, "--period", "2026-01")
        assert result.exit_code == 2
        assert "say which one: --agreement C-7 or C-8" in result.stderr
        wrong = desk.run("settle", "d", *TABLES, "--period", "2026-01", "--agreement", "C-77")
        assert "did you mean 'C-7'?" in wrong.stderr

    def test_a_customer_in_the_place_of_an_agreement_is_told_with_their_agreement(self, bare: Any) -> None:
        msp = str(Path(__file__).parents[2] / "examples" / "msp")
        done = bare.run("price", msp, "--on", "2026-03-01", "--agreement", "rietland")
        assert done.exit_code == 2
        assert "'rietland' is a customer, and an agreement is asked for: --agreement C-RTL-2026" in done.stderr

    def test_an_output_never_takes_the_place_of_what_is_read(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--json-out", "items.csv")
        assert result.exit_code == 2
        assert Path("items.csv").read_text(encoding="utf-8") == ITEMS


class TestSealed:
    def test_the_other_party_makes_the_same_again(self, desk: Any) -> None:
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--seal", "sealed.json")
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--compare", "sealed.json")
        assert result.exit_code == 0
        assert "sealed.json: the same, to the last line" in result.stderr

    def test_another_table_is_told_line_by_line(self, desk: Any) -> None:
        """The customer's table has the second ticket in time."""
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--seal", "sealed.json")
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--compare", "sealed.json")
        assert result.exit_code == 1
        assert "settlement/total: sealed 950.00, recomputed 1000.00" in result.stderr

    def test_a_seal_of_another_month_is_refused(self, desk: Any) -> None:
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--seal", "sealed.json")
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--compare", "sealed.json")
        assert result.exit_code == 2
        assert "sealed.json settles 2026-01; ask for that period" in result.stderr

    def test_a_file_that_is_no_seal_is_said(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--compare", "mapping.yaml")
        assert result.exit_code == 2
        assert "no sealed settlement" in result.stderr


class TestShown:
    def test_each_line_may_say_how_it_came_about(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--why")
        assert "EUR 1 000.00 per month × 1 month = EUR 1 000.00" in shown(result)

    def test_it_says_who_told_the_figure_and_when(self, desk: Any) -> None:
        paper = """\
contractkit: 1
document: sla
id: H-1
title: Hosting
currency: EUR
zone: Europe/Amsterdam
clauses:
  "1": {kind: fee, name: fee, amount: EUR 3 000.00, per: month}
  "2": {kind: metric, name: uptime, measures: availability, relief: none}
  "3":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: fee, tiers: [{below: reach, credit: 10 %}]}]
"""
        told = "available: {value: 97.6 %, source: monitor of the provider, recorded_on: 2026-02-02}"
        Path("hosting.yaml").write_text(paper, encoding="utf-8")
        facts = f"contractkit: 1\ndocument: facts\nagreement: H-1\nfigures:\n  {told}\n"
        Path("told.yaml").write_text(facts, encoding="utf-8")
        result = desk.run("settle", "hosting.yaml", "--period", "2026-01", "--facts", "told.yaml", "--why")
        said = " ".join(shown(result).split())
        assert "from available: told for 2026-01, recorded 2026-02-02, monitor of the provider" in said

    def test_a_chart_of_each_effect_is_written_into_a_folder(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--charts", "charts")
        assert result.exit_code == 0, result.stderr
        assert Path("charts/C-7-3.svg").read_text(encoding="utf-8").startswith("<svg")
        assert "settlement of 2026-01" in Path("charts/settlement.svg").read_text(encoding="utf-8")

    def test_of_several_months_an_effect_is_drawn_as_in_the_last_month_with_a_figure(self, desk: Any) -> None:
        """On the charges of February, with its point on the line; not on those of the quarter."""
        for period, folder in (("2026-Q1", "quarter"), ("2026-02", "month")):
            result = desk.run("settle", "c.yaml", *TABLES, "--period", period, "--charts", folder)
            assert result.exit_code == 0, result.stderr
        quarter, month = (Path(folder, "C-7-3.svg").read_text(encoding="utf-8") for folder in ("quarter", "month"))
        assert "2026-02: " in month
        assert quarter == month

    def test_what_pays_nothing_is_not_told_to_have_no_chart(self, desk: Any) -> None:
        duty = '  "9": {kind: duty, owner: provider, does: Sends a report, due: 5 days, after: month-end}\n'
        desk.write("duty.yaml", Path("c.yaml").read_text(encoding="utf-8") + duty)
        result = desk.run("settle", "duty.yaml", *TABLES, "--period", "2026-01", "--charts", "charts")
        assert result.exit_code == 0, result.stderr
        assert "no chart" not in result.stderr


class TestFacts:
    FACTS = """\
contractkit: 1
document: facts
agreement: C-8
volumes: {storage: {2026-01: 40 terabytes}}
"""

    def test_volumes_from_a_facts_document_are_charged(self, desk: Any) -> None:
        desk.write("s.yaml", VOLUMES)
        desk.write("facts.yaml", self.FACTS)
        result = desk.run("settle", "s.yaml", "--period", "2026-01", "--facts", "facts.yaml")
        assert result.exit_code == 0, result.stderr
        assert "The customer pays 180.00" in shown(result)

    def test_facts_of_another_agreement_are_refused_with_their_line(self, desk: Any) -> None:
        desk.write("facts.yaml", self.FACTS)
        result = desk.run("settle", "c.yaml", "--period", "2026-01", "--facts", "facts.yaml")
        assert result.exit_code == 1
        assert "facts.yaml:3" in result.stderr
        assert "these facts are of C-8, and C-7 was asked about" in result.stderr

    def test_an_unknown_name_is_told_with_the_nearest_one(self, desk: Any) -> None:
        desk.write("s.yaml", VOLUMES)
        desk.write("facts.yaml", self.FACTS.replace("storage", "storrage"))
        result = desk.run("settle", "s.yaml", "--period", "2026-01", "--facts", "facts.yaml")
        assert result.exit_code == 1
        assert "storage" in result.stderr
        assert "facts.yaml:4" in result.stderr

    def test_a_file_that_is_no_facts_document_is_said(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", "--period", "2026-01", "--facts", "mapping.yaml")
        assert result.exit_code == 1
        assert "this is no facts document" in result.stderr

    def test_a_facts_document_may_lie_beside_the_papers(self, desk: Any) -> None:
        desk.write("d/s.yaml", VOLUMES)
        desk.write("d/facts.yaml", self.FACTS)
        result = desk.run("settle", "d", "--period", "2026-01", "--facts", "d/facts.yaml")
        assert result.exit_code == 0, result.stderr


class TestPrice:
    def test_prices_of_a_date_have_their_clause(self, desk: Any) -> None:
        result = desk.run("price", "c.yaml", "--on", "2026-03-01")
        assert "fixed-fee on 2026-03-01: EUR 1 000.00" in shown(result)
        assert "(C-7/2)" in shown(result)

    def test_a_period_is_told_charge_by_charge(self, desk: Any) -> None:
        result = desk.run("price", "c.yaml", "--period", "2026-Q1")
        assert "fixed-fee" in shown(result)
        assert "3 000.00" in shown(result)

    def test_a_charge_of_which_the_volume_is_not_known_has_no_amount(self, desk: Any) -> None:
        desk.write("s.yaml", VOLUMES)
        result = desk.run("price", "s.yaml", "--period", "2026-01")
        assert result.exit_code == 0, result.stderr
        assert "C-8/3 ?" in shown(result)

    def test_a_chart_draws_the_price_up_to_the_date(self, desk: Any) -> None:
        result = desk.run("price", "c.yaml", "fixed-fee", "--on", "2026-03-01", "--chart", "price.svg")
        assert result.exit_code == 0, result.stderr
        assert "at first: EUR 1 000.00" in Path("price.svg").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--on", "2026-03-01", "--chart", "p.svg"), "--chart draws one price; name the fee"),
            (("fixed-fee", "--period", "2026-03", "--chart", "p.svg"), "no service with a price is called 'fixed-fee'"),
            (("fixed-fee", "--on", "2026-03-01", "--chart", "c.yaml"), "give the output a name of its own"),
        ],
    )
    def test_what_cannot_be_drawn_is_said_and_nothing_is_written(self, desk: Any, words: Any, says: str) -> None:
        result = desk.run("price", "c.yaml", *words)
        assert result.exit_code != 0
        assert says in " ".join(result.stderr.split())
        assert not Path("p.svg").exists()

    def test_json_is_plain_data(self, desk: Any) -> None:
        record = json.loads(desk.run("price", "c.yaml", "fixed-fee", "--on", "2026-03-01", "--json").stdout)
        assert record["prices"][0]["price"] == "1000"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ((), "say when: --on 2026-03-01"),
            (("--on", "2026-03-01", "--period", "2026-Q1"), "say when"),
            (("--on", "1 March"), "is no date; write it as 2026-03-01"),
            (("nope", "--period", "2026-Q1"), "charged: fixed-fee"),
            (("nope", "--on", "2026-03-01"), "fixed-fee"),
        ],
    )
    def test_what_cannot_be_meant_is_told_with_what_can(self, desk: Any, words: tuple[str, ...], says: str) -> None:
        result = desk.run("price", "c.yaml", *words)
        assert result.exit_code == 2
        assert says in result.stderr


class TestBacktest:
    def test_a_grid_on_the_command_line(self, desk: Any) -> None:
        """Five hours: every ticket is in time, and nothing is taken."""
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--vary", "3 within: 4 hours; 5 hours")
        assert result.exit_code == 0, result.stderr
        assert "as signed 2 940.00 -60.00" in shown(result)
        assert "best 5 hours 3 000.00 0.00 +60.00" in shown(result)
        assert "1 variant with other allowed times: items were judged again." in shown(result)

    def test_what_is_at_stake_is_told(self, desk: Any) -> None:
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1")
        assert "EUR 60.00 of EUR 3 000.00 can be lost (2.0%)" in shown(result)

    def test_a_grid_in_a_file(self, desk: Any) -> None:
        desk.write("grid.yaml", '"3 reach": [90 %, 80 %]\n"4 order.1.limit": [EUR 60.00, EUR 20.00]\n')
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--variants", "grid.yaml", "--json")
        record = json.loads(result.stdout)
        assert [one["difference"] for one in record["backtest"]["variants"]] == ["0.00", "40.00", "0.00", "40.00"]

    def test_a_draft_is_tried_against_what_was_signed(self, desk: Any) -> None:
        desk.write("draft.yaml", PAPERS.replace("EUR 1 000.00", "EUR 900.00"))
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--against", "draft.yaml")
        assert "draft.yaml 2 640.00 -60.00 -300.00" in shown(result)

    def test_the_customer_sees_every_sign_turned(self, desk: Any) -> None:
        result = desk.run(
            "backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--vary", "3 within: 5 hours", "--for", "customer"
        )
        assert "5 hours -3 000.00 0.00 -60.00" in shown(result)

    def test_intervals_are_drawn_with_a_seed_that_is_told(self, desk: Any) -> None:
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--resamples", "100", "--seed", "7")
        assert "95% of 100 histories drawn from the items, seed 7." in shown(result)

    def test_the_chart_is_a_drawing_with_words(self, desk: Any) -> None:
        desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--vary", "3 within: 5 hours", "--svg", "b.svg")
        import xml.etree.ElementTree as ET

        drawing = ET.parse("b.svg").getroot()
        words = "".join(drawing.itertext()).replace("\u00a0", " ")
        assert "Best for the provider: C-7/3 within: 5 hours, +60.00" in words

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--vary", "3 within"), "says no values"),
            (("--vary", "9 within: 1 hour"), "there is no clause '9'"),
            (("--for", "me"), "--for takes provider or customer"),
            (("--vary", "3 within: 1 hour", "--variants", "mapping.yaml"), "two ways to say the same"),
            (("--variants", "mapping.yaml"), "write a map from places to lists"),
        ],
    )
    def test_what_cannot_be_meant_is_told_with_what_can(self, desk: Any, words: tuple[str, ...], says: str) -> None:
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", *words)
        assert result.exit_code == 2
        assert says in result.stderr


class TestUnits:
    """``contractkit price --units`` is about one thing that has a price for each unit."""

    PAPER = (
        VOLUMES.rstrip("\n")
        + """
  "9": {kind: service, name: seats, price: EUR 2.50 per seat per month}
"""
    )

    def test_what_so_many_cost_is_said_with_the_period_of_the_price(self, bare: Any) -> None:
        """Four seats at EUR 2.50 are EUR 10.00 each month."""
        bare.write("v.yaml", self.PAPER)
        result = bare.run("price", "v.yaml", "seats", "--on", "2026-03-01", "--units", "4")
        assert "4 units: EUR 10.00 per month" in shown(result)

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ((), "--units is a number of one thing; name the service"),
            (("base",), "base is a fee, which is the same for any number of units"),
        ],
    )
    def test_of_everything_or_of_a_fee_it_means_nothing(self, bare: Any, words: tuple[str, ...], says: str) -> None:
        bare.write("v.yaml", self.PAPER)
        result = bare.run("price", "v.yaml", *words, "--on", "2026-03-01", "--units", "4")
        assert (result.exit_code, says in result.stderr) == (2, True)

    def test_there_are_no_fewer_than_none(self, bare: Any) -> None:
        bare.write("v.yaml", self.PAPER)
        assert bare.run("price", "v.yaml", "seats", "--on", "2026-03-01", "--units", "-1").exit_code == 2
