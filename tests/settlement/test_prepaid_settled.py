"""Prepaid blocks through settlements: what one month leaves the next one has, and what nobody knows is not guessed."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

import contractkit as ck
from contractkit.settlement.kept_schema import ledger_schema

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "R-1",
    "title": "Advice",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Lindhof"}, "customer": {"name": "Rietland"}},
}
RETAINER = {
    "kind": "prepaid",
    "name": "retainer",
    "of": "advice",
    "units": "20 hours",
    "price": "EUR 2 000.00",
    "every": "month",
    "lapses_after": "3 months",
    "carries": "10 hours",
    "drawn": "first-to-lapse",
}
USES = {"2026-01": 6, "2026-02": 4, "2026-03": 3, "2026-04": 25, "2026-05": 34}

# Each month has 20 new hours; at most 10 of what is left of them go on, until three months after they began.
#   January: 6 of 20. Of the other 14 10 go on and 4 lapse.
#   February: 4 of January's 10. Of February's 20 10 go on and 10 lapse.
#   March: 3 of January's 6; the other 3 lapse on 1 April. Of March's 20 10 lapse.
#   April: February's 10, March's 10 and 5 of April's. Of the other 15 10 go on and 5 lapse.
#   May: April's 10, May's 20, and 4 beyond for EUR 120.00 each.
MOVES = {
    "2026-01": [("2026-01", 0, 20, 6, 4, 10)],
    "2026-02": [("2026-01", 10, 0, 4, 0, 6), ("2026-02", 0, 20, 0, 10, 10)],
    "2026-03": [("2026-01", 6, 0, 3, 3, 0), ("2026-02", 10, 0, 0, 0, 10), ("2026-03", 0, 20, 0, 10, 10)],
    "2026-04": [("2026-02", 10, 0, 10, 0, 0), ("2026-03", 10, 0, 10, 0, 0), ("2026-04", 0, 20, 5, 5, 10)],
    "2026-05": [("2026-04", 10, 0, 10, 0, 0), ("2026-05", 0, 20, 20, 0, 0)],
}
TOTALS = {"2026-01": 2000, "2026-02": 2000, "2026-03": 2000, "2026-04": 2000, "2026-05": 2480}


def paper(**retainer: Any) -> dict[str, Any]:
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
        "3": {**RETAINER, **retainer},
        "9": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
    }
    return {**HEAD, "clauses": clauses}


def agreed(**retainer: Any) -> ck.Agreement:
    return ck.load_agreement(data=paper(**retainer))


def told(agreement: ck.Agreement, period: str, *months: str, **more: Any) -> ck.SettlementFacts:
    """Return the hours of some months, of the period itself where none are named."""
    hours = {month: USES[month] for month in months or (period,)}
    return ck.SettlementFacts.from_dict({"volumes": {"advice": hours}, **more}, agreement=agreement, period=period)


def moved(settlement: ck.Settlement) -> list[tuple[Any, ...]]:
    numbers = ("before", "bought", "used", "lapsed", "left")
    return [(f"{one.block.holds_from:%Y-%m}", *(getattr(one, word) for word in numbers)) for one in settlement.blocks]


def month(
    agreement: ck.Agreement, label: str, before: ck.Ledger | None = None, **more: Any
) -> tuple[ck.Settlement, ck.Ledger]:
    return ck.settle(
        agreement, None, None, period=label, before=before or ck.Ledger.empty(), told=told(agreement, label, **more)
    )


def until(agreement: ck.Agreement, last: str) -> ck.Ledger:
    """Return the ledger of January to a month."""
    ledger = ck.Ledger.empty()
    for label in (one for one in USES if one <= last):
        _, ledger = month(agreement, label, ledger)
    return ledger


class TestMonthByMonth:
    def test_each_month_has_what_the_one_before_left(self):
        agreement, ledger = agreed(), ck.Ledger.empty()
        for label in USES:
            money, ledger = month(agreement, label, ledger)
            assert (moved(money), money.total.amount) == (MOVES[label], TOTALS[label]), label
            assert (money.status, money.problems, money.notes) == ("final", (), ())

    def test_several_months_at_once_have_one_row_for_each_block(self):
        """February to April: of January's 10 hours 7 are used and 3 lapse; of April's 20 5 are used and 5 lapse."""
        agreement = agreed()
        facts = told(agreement, "2026-02-01..2026-04-30", "2026-02", "2026-03", "2026-04")
        before = until(agreement, "2026-01")
        money, ledger = ck.settle(agreement, None, None, period="2026-02-01..2026-04-30", before=before, told=facts)
        assert moved(money) == [
            ("2026-01", 10, 0, 7, 3, 0),
            ("2026-02", 0, 20, 10, 10, 0),
            ("2026-03", 0, 20, 10, 10, 0),
            ("2026-04", 0, 20, 5, 5, 10),
        ]
        assert ledger.settled == until(agreement, "2026-04").settled

    def test_the_lines_say_where_the_hours_came_from(self):
        agreement = agreed()
        money, _ = month(agreement, "2026-05", until(agreement, "2026-04"))
        block, beyond = money.lines
        assert (str(block.clause), str(block.amount)) == ("R-1/3", "EUR 2 000.00")
        assert (block.inputs["before"], block.inputs["used"], block.inputs["left"]) == ("10", "30", "0")
        assert (str(beyond.clause), str(beyond.amount)) == ("R-1/2", "EUR 480.00")
        for words in ("10 from retainer of 2026-04-01", "20 from retainer of 2026-05-01", "4 × EUR 120.00"):
            assert words in beyond.formula

    def test_blocks_stay_as_they_were_bought_when_an_amendment_divides_a_month(self, tmp_path):
        """From 16 March a block has 30 hours for EUR 2 700.00: March keeps its 20; April begins the first one of 30."""
        fields = {
            "units": {"was": "20 hours", "becomes": "30 hours"},
            "price": {"was": "EUR 2 000.00", "becomes": "EUR 2 700.00"},
        }
        amendment = {
            "contractkit": 1,
            "document": "amendment",
            "id": "A-1",
            "title": "More hours",
            "amends": "R-1",
            "signed_on": "2026-03-02",
            "effective_from": "2026-03-16",
            "changes": [{"clause": "3", "action": "change", "fields": fields}],
        }
        for name, document in (("contract", paper()), ("amendment", amendment)):
            (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        ledger = ck.Ledger.empty()
        found = {}
        for label in ("2026-01", "2026-02", "2026-03", "2026-04"):
            found[label], ledger = month(agreement, label, ledger)
        assert moved(found["2026-03"]) == MOVES["2026-03"]
        assert str(found["2026-03"].total) == "EUR 2 000.00"
        assert moved(found["2026-04"])[2] == ("2026-04", 0, 30, 5, 15, 10)
        assert str(found["2026-04"].total) == "EUR 2 700.00"


class TestWithoutThePast:
    def test_without_a_ledger_what_lies_beyond_is_not_known(self):
        """April's block costs what it costs; whether 25 hours were too many is not known without March."""
        money, ledger = month(agreed(), "2026-04")
        (problem,) = money.problems
        assert (money.status, problem.code) == ("provisional", "missing-history")
        assert problem.hint == "settle these periods first and hand on the ledger, or tell what they left under blocks"
        assert [(str(line.amount), line.state) for line in money.lines] == [
            ("EUR 2 000.00", "settled"),
            ("EUR 0.00", "undetermined"),
        ]
        assert money.blocks == ()
        assert ledger.settled[0].blocks == {}

    def test_what_was_used_in_the_month_itself_is_no_history(self):
        facts = ck.SettlementFacts()
        money, _ = ck.settle(agreed(), None, None, period="2026-01", told=facts)
        assert [one.code for one in money.problems] == ["not-known"]

    def test_with_the_hours_of_all_months_it_is_worked_out(self):
        agreement = agreed()
        facts = told(agreement, "2026-04", "2026-01", "2026-02", "2026-03", "2026-04")
        money, _ = ck.settle(agreement, None, None, period="2026-04", told=facts)
        assert (moved(money), money.status, money.problems) == (MOVES["2026-04"], "final", ())

    def test_what_is_told_to_be_left_takes_the_place_of_a_ledger(self):
        agreement = agreed()
        left = {"retainer": {"2026-02-01": "10 hours", "2026-03-01": "10 hours"}}
        money, _ = month(agreement, "2026-04", blocks=left)
        assert (moved(money), money.status) == (MOVES["2026-04"], "final")

    def test_a_month_that_is_missing_in_the_ledger_is_asked_for(self):
        agreement = agreed()
        money, _ = month(agreement, "2026-04", until(agreement, "2026-02"))
        (problem,) = money.problems
        assert problem.code == "missing-history"
        assert "2026-03" in problem.says

    def test_what_was_told_at_the_beginning_of_several_months_holds_for_the_first_of_them(self):
        agreement = agreed()
        facts = told(
            agreement,
            "2026-03-01..2026-05-31",
            "2026-03", "2026-04", "2026-05",
            blocks={"retainer": {"2026-01-01": 6, "2026-02-01": 10}},
        )  # fmt: skip
        money, _ = ck.settle(agreement, None, None, period="2026-03-01..2026-05-31", told=facts)
        assert str(money.total) == "EUR 6 480.00"
        assert money.notes == ()


class TestProvisional:
    def test_a_month_whose_hours_nobody_told_leaves_the_next_one_open(self):
        agreement = agreed()
        february, ledger = ck.settle(
            agreement, None, None, period="2026-02", before=until(agreement, "2026-01"), told=ck.SettlementFacts()
        )
        assert (str(february.total), february.status) == ("EUR 2 000.00", "provisional")
        march, _ = month(agreement, "2026-03", ledger)
        assert march.status == "provisional"
        assert "2026-02 was settled provisionally, and may leave prepaid units to 2026-03." in march.reasons

    def test_a_month_seen_halfway_does_too(self):
        """January as it was known on the 20th: hours of its last days may still be written down."""
        agreement = agreed()
        _, ledger = month(agreement, "2026-01", known_at="2026-01-20")
        february, _ = month(agreement, "2026-02", ledger)
        assert "2026-01 was settled provisionally, and may leave prepaid units to 2026-02." in february.reasons

    def test_a_month_seen_up_to_its_last_date_does_not(self):
        """It may be provisional for another reason; all hours of it were known."""
        agreement = agreed()
        _, ledger = month(agreement, "2026-01", known_at="2026-01-31")
        ledger = ledger.with_status(ledger.settled[-1].period, "provisional")
        february, _ = month(agreement, "2026-02", ledger)
        assert (february.status, moved(february)) == ("final", MOVES["2026-02"])

    def test_a_month_that_waits_for_something_else_does_not(self):
        """Such as the index figure of a price: how many hours are left of February's is known all the same."""
        agreement = agreed()
        ledger = until(agreement, "2026-02")
        ledger = ledger.with_status(ledger.settled[-1].period, "provisional")
        march, _ = month(agreement, "2026-03", ledger)
        assert (march.status, moved(march)) == ("final", MOVES["2026-03"])


class TestCorrected:
    def test_the_months_after_a_corrected_one_are_asked_for_again(self):
        """January was 9 hours and not 6: 10 of 11 go on all the same; with 12 hours it is 8, and February leaves 4."""
        agreement = agreed()
        ledger = until(agreement, "2026-03")
        facts = ck.SettlementFacts.from_dict({"volumes": {"advice": 12}}, agreement=agreement, period="2026-01")
        january, ledger = ck.settle(agreement, None, None, period="2026-01", before=ledger, told=facts)
        assert (january.status, moved(january)) == ("corrected", [("2026-01", 0, 20, 12, 0, 8)])
        april, _ = month(agreement, "2026-04", ledger)
        assert any("settle 2026-02 again first" in reason for reason in april.reasons)
        february, ledger = month(agreement, "2026-02", ledger)
        assert moved(february)[0] == ("2026-01", 8, 0, 4, 0, 4)
        march, ledger = month(agreement, "2026-03", ledger)
        assert moved(march)[0] == ("2026-01", 4, 0, 3, 1, 0)
        april, _ = month(agreement, "2026-04", ledger)
        assert (april.status, moved(april)) == ("final", MOVES["2026-04"])

    def test_hours_recorded_late_are_paid_as_a_difference(self):
        """May had 36 hours: two more beyond its blocks."""
        agreement = agreed()
        first, ledger = month(agreement, "2026-05", until(agreement, "2026-04"))
        facts = ck.SettlementFacts.from_dict({"volumes": {"advice": 36}}, agreement=agreement, period="2026-05")
        later, _ = ck.settle(agreement, None, None, period="2026-05", before=ledger, told=facts)
        (line,) = ck.correction(first, later).lines
        assert (line.id, str(line.amount)) == ("charge advice 2026-05", "EUR 240.00")


class TestKept:
    def test_through_json_a_ledger_keeps_every_block(self):
        ledger = until(agreed(), "2026-03")
        data = json.loads(json.dumps(ledger.to_dict()))
        jsonschema.validate(data, ledger_schema())
        assert ck.Ledger.from_dict(data) == ledger
        february, march = (
            {"holds_from": f"2026-0{n}-01", "units": "10", "lapses_on": f"2026-0{n + 3}-01", "bought": "20", "unit": "hours"}
            for n in (2, 3)
        )  # fmt: skip
        assert data["settled"][-1]["blocks"] == {"retainer": {"on": "2026-04-01", "blocks": [february, march]}}

    def test_settled_from_a_ledger_in_a_file_it_comes_to_the_same(self):
        agreement = agreed()
        ledger = until(agreement, "2026-03")
        stored = ck.Ledger.from_dict(json.loads(json.dumps(ledger.to_dict())))
        assert month(agreement, "2026-04", stored)[0] == month(agreement, "2026-04", ledger)[0]

    def test_a_ledger_of_before_there_were_blocks_is_read(self):
        data = until(agreed(), "2026-01").to_dict()
        for record in data["settled"]:
            del record["blocks"]
        assert ck.Ledger.from_dict(data).settled[0].blocks == {}

    def test_a_broken_block_is_no_ledger(self):
        data = until(agreed(), "2026-01").to_dict()
        data["settled"][0]["blocks"]["retainer"]["blocks"][0]["units"] = "-3"
        with pytest.raises(ck.UsageError, match="the ledger cannot be read"):
            ck.Ledger.from_dict(data)

    def test_sealed_and_made_again_it_is_the_same(self):
        agreement = agreed()
        before, facts = until(agreement, "2026-03"), told(agreement, "2026-04")
        money, _ = ck.settle(agreement, None, None, period="2026-04", before=before, told=facts)
        sealed = ck.seal(money, agreement, told=facts, before=before)
        stored = ck.SealedSettlement.from_dict(json.loads(json.dumps(sealed.to_dict())))
        assert ck.recompute(stored, agreement).same
        other = agreed(units="21 hours")
        assert any("blocks" in one.where for one in ck.recompute(stored, other).differences)

    def test_the_settlement_as_data_is_valid_and_has_its_blocks(self):
        money, _ = month(agreed(), "2026-01")
        data = json.loads(json.dumps(money.to_dict()))
        jsonschema.validate(data, ck.settlement_schema())
        (row,) = data["blocks"]
        assert (row["used"], row["lapsed"], row["left"], row["block"]["lapses_on"]) == ("6", "4", "10", "2026-04-01")


class TestTold:
    def test_what_is_told_beside_a_ledger_counts_and_says_so(self):
        agreement = agreed()
        money, _ = month(agreement, "2026-04", until(agreement, "2026-03"), blocks={"retainer": {"2026-03-01": 4}})
        assert moved(money) == [("2026-03", 4, 0, 4, 0, 0), ("2026-04", 0, 20, 20, 0, 0)]
        assert money.notes == (
            "Of retainer, 4 units are told to be left on 2026-04-01, which counts; in the ledger there are 20.",
        )

    def test_the_same_as_the_ledger_has_needs_no_word(self):
        agreement = agreed()
        left = {"retainer": {"2026-02-01": "10 hours", "2026-03-01": "10 hours"}}
        money, _ = month(agreement, "2026-04", until(agreement, "2026-03"), blocks=left)
        assert (moved(money), money.notes) == (MOVES["2026-04"], ())

    def test_what_is_told_of_a_later_date_decides_nothing(self):
        agreement = agreed()
        left = {"retainer": {"on": "2026-05-01", "blocks": "none"}}
        money, _ = month(agreement, "2026-04", until(agreement, "2026-03"), blocks=left)
        assert moved(money) == MOVES["2026-04"]
        assert money.notes == (
            "What was told to be left of retainer on 2026-05-01 decides nothing for 2026-04, which begins before it.",
        )

    def test_an_order_of_blocks_that_come_every_month_decides_nothing(self):
        agreement = agreed()
        facts = ck.SettlementFacts.from_dict(
            {"volumes": {"advice": 6, "retainer": 2}}, agreement=agreement, period="2026-01"
        )
        money, _ = ck.settle(agreement, None, None, period="2026-01", told=facts)
        assert str(money.total) == "EUR 2 000.00"
        (note,) = money.notes
        assert note.startswith("The volume told of retainer for 2026-01 decides nothing; it is billed as agreed")


class TestOtherReadings:
    def test_which_block_is_used_first_shows_what_it_comes_to(self):
        """Newest first: February's 4 hours are its own, and nothing of January's is used before it lapses.

        January 10 (lapses 1 April), February 20 - 4 = 16, of which 10 go on; March 20 - 3 = 17, of which 10 go on, and
        January's 10 lapse. April: its own 20 and 5 of March's: March 5, February 10 (lapses 1 May). May: 20 and 5 of
        March's, so that 9 of its 34 hours lie beyond: EUR 2 000.00 + 9 × EUR 120.00.
        """
        agreement = agreed(drawn="newest-first")
        ledger = ck.Ledger.empty()
        for label in USES:
            money, ledger = month(agreement, label, ledger)
        assert moved(money) == [("2026-03", 5, 0, 5, 0, 0), ("2026-05", 0, 20, 20, 0, 0)]
        assert str(money.total) == "EUR 3 080.00"

    @pytest.mark.parametrize(
        ("silent", "convention", "alternative", "difference"),
        [
            # As above: newest first comes to EUR 600.00 more in May.
            (("drawn",), "drawn", "newest-first", "EUR 600.00"),
            # Silent about both, each month's hours lapse with it: April is 5 beyond, May 14. Kept to the end of the
            # agreement, January's 14, February's 16 and March's 17 are there for them.
            (("drawn", "lapses_after", "carries"), "lapses_after", "never", "EUR -2 280.00"),
        ],
    )
    def test_a_silence_says_what_the_other_reading_comes_to(self, silent, convention, alternative, difference):
        data = paper()
        for field in silent:
            del data["clauses"]["3"][field]
        papers = ck.Papers.of(data=data)
        facts = told(papers.agreement, "2026-01-01..2026-05-31", *USES)
        found = ck.other_readings(
            papers.agreement, None, None, papers.readings(), period="2026-01-01..2026-05-31", told=facts
        )
        (one,) = [
            one for one in found.readings if (one.assumption.convention, one.alternative) == (convention, alternative)
        ]
        assert str(one.difference) == difference


class TestGrounds:
    def test_what_lies_beyond_rests_on_the_service_and_on_its_blocks(self):
        agreement = agreed()
        before = until(agreement, "2026-04")
        facts = told(agreement, "2026-05")
        money, _ = ck.settle(agreement, None, None, period="2026-05", before=before, told=facts)
        for line, clauses in (
            ("charge advice 2026-05", ["R-1/2", "R-1/3"]),
            ("charge advice: retainer 2026-05", ["R-1/3"]),
        ):
            found = ck.grounds_of(money, line, agreement, told=facts, before=before)
            assert [str(one.ref) for one in found.clauses] == clauses
