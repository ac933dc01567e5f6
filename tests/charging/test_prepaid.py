"""Prepaid blocks of an agreement: amendments, what was told to be left, what is not known, prices of a date, bases."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

import contractkit as ck
from contractkit.charging import (
    BlocksLeft,
    CarryLimit,
    Charge,
    ChargingFacts,
    CountedVolume,
    PrepaidBlock,
    amount_of,
    price_on,
    taxes,
)
from contractkit.charging.charges import agreed_charges
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period

HEAD = {"contractkit": 1, "document": "contract", "id": "C-1", "title": "Advice", "currency": "EUR", "zone": "UTC"}
PARTIES = {"provider": {"name": "Kade IT B.V."}, "customer": {"name": "Brouwerij De Linde"}}
TERM = {"kind": "term", "start": "2026-01-01", "until": "2028-01-01", "end": "exclusive"}
ADVICE = {"kind": "service", "name": "consulting", "price": "EUR 120.00 per hour"}
RETAINER = {
    "kind": "prepaid",
    "name": "retainer",
    "of": "consulting",
    "units": "20 hours",
    "price": "EUR 2 000.00",
    "every": "month",
    "lapses_after": "with-its-period",
    "drawn": "first-to-lapse",
}
KEPT = {**RETAINER, "lapses_after": "3 months", "carries": "10 hours"}
CARD = {
    "kind": "prepaid",
    "name": "hours-card",
    "of": "consulting",
    "units": "40 hours",
    "price": "EUR 4 200.00",
    "bought": "2026-03-01",
    "lapses_after": "2 months",
}
PACK = {**CARD, "name": "pack", "units": "10 hours", "price": "EUR 1 000.00", "bought": "as-ordered"}


def paper(*clauses: dict[str, Any], **heads: Any) -> dict[str, Any]:
    every = {"1": TERM, "2": ADVICE} | {str(number): one for number, one in enumerate(clauses, start=3)}
    return {**HEAD, "parties": PARTIES, **heads, "clauses": every}


def agreement(*clauses: dict[str, Any]) -> Any:
    return ck.load_agreement(data=paper(*clauses))


def amended(folder: Path, *clauses: dict[str, Any], on: str, changes: list[dict[str, Any]]) -> Any:
    """Return an agreement with an amendment of some of its clauses from a date on."""
    amendment = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A-1",
        "title": "Amendment 1",
        "amends": "C-1",
        "effective_from": on,
        "signed_on": "2026-02-01",
        "recorded_on": "2026-02-01",
        "reason": "Agreed",
        "changes": changes,
    }
    for name, data in (("contract", paper(*clauses)), ("amendment", amendment)):
        (folder / f"{name}.yaml").write_text(json.dumps(data), encoding="utf-8")  # what is JSON is YAML
    return ck.load_agreement(folder)


def change(clause: str, **fields: tuple[str, str]) -> dict[str, Any]:
    own = {field: {"was": was, "becomes": becomes} for field, (was, becomes) in fields.items()}
    return {"clause": f"C-1/{clause}", "action": "change", "fields": own}


def hours(**months: int) -> ChargingFacts:
    """Return counts of consulting: ``m01=6`` are 6 hours in January 2026."""
    return ChargingFacts(volumes=[count(f"2026-{month[1:]}", number) for month, number in months.items()])


def count(when: str, number: int, service: str = "consulting") -> CountedVolume:
    return CountedVolume(service, Period.parse(when), number)


def charged(found: tuple[Charge, ...]) -> dict[str, Fraction | None]:
    return {one.name: None if one.missing else one.exact for one in found}


MARCH = Period.parse("2026-03")


class TestWhatIsTold:
    LEFT = BlocksLeft(date(2026, 3, 1), (PrepaidBlock("retainer", 7, date(2026, 2, 1), date(2026, 5, 1)),))

    def test_what_earlier_periods_left_is_taken_as_it_is_told(self):
        """7 hours are left of February, 20 begin in March; of 30 used, 3 lie beyond: EUR 360.00."""
        facts = ChargingFacts(volumes=[count("2026-03", 30)], blocks={"retainer": self.LEFT})
        blocks, beyond = ck.charges(agreement(KEPT), MARCH, facts)
        assert beyond.exact == 360
        assert beyond.formula == (
            "30 used, 7 from retainer of 2026-02-01, 20 from retainer of 2026-03-01; 3 × EUR 120.00 = EUR 360.00"
        )
        assert blocks.inputs == {
            "blocks": "1",
            "price": "2000",
            "bought": "20",
            "before": "7",
            "used": "27",
            "lapsed": "0",
            "left": "0",
        }
        assert blocks.blocks == BlocksLeft(date(2026, 4, 1))

    def test_what_was_told_of_an_earlier_date_is_followed_from_there_on(self):
        """On 1 March 7 are left; March uses 10 (7 and 3), so 17 are left, of which 10 go on: April has 30."""
        facts = ChargingFacts(volumes=[count("2026-03", 10), count("2026-04", 31)], blocks={"retainer": self.LEFT})
        assert charged(ck.charges(agreement(KEPT), Period.parse("2026-04"), facts))["consulting"] == 120

    def test_what_is_told_of_a_later_date_says_nothing_about_an_earlier_one(self):
        facts = ChargingFacts(volumes=[count("2026-02", 10)], blocks={"retainer": self.LEFT})
        _, beyond = ck.charges(agreement(KEPT), Period.parse("2026-02"), facts)
        assert "what is left of prepaid units of consulting on 2026-02-01 is not known" in str(beyond.missing)

    def test_a_limit_on_what_goes_on_is_handed_on_with_a_block_whose_period_runs(self):
        """On 15 March 18 of 20 are left in the block of March; 4 more are used, and of 14 only 10 go on."""
        running = PrepaidBlock(
            "retainer", 18, date(2026, 3, 1), date(2026, 6, 1), carries=CarryLimit(date(2026, 4, 1), 10)
        )
        facts = ChargingFacts(
            volumes=[count("2026-03-15..2026-03-31", 4), count("2026-04", 30)],
            blocks={"retainer": BlocksLeft(date(2026, 3, 15), (running,))},
        )
        blocks, beyond = ck.charges(agreement(KEPT), Period.parse("2026-04"), facts)
        assert (beyond.exact, blocks.inputs["before"]) == (0, "10")

    def test_nothing_left_is_something_that_can_be_told(self):
        """The card is used up: all 5 hours of April are EUR 600.00."""
        facts = ChargingFacts(volumes=[count("2026-04", 5)], blocks={"hours-card": BlocksLeft(date(2026, 4, 1))})
        found = charged(ck.charges(agreement(CARD), Period.parse("2026-04"), facts))
        assert found == {"consulting: hours-card": 0, "consulting": 600}

    @pytest.mark.parametrize(
        ("block", "says"),
        [
            (PrepaidBlock("retainer", 7, date(2026, 3, 1)), "only blocks that began before are told"),
            (PrepaidBlock("retainer", 7, date(2026, 1, 1), date(2026, 3, 1)), "leave it out"),
        ],
    )
    def test_a_block_that_does_not_hold_on_the_date_is_refused(self, block, says):
        with pytest.raises(UsageError, match=says):
            BlocksLeft(date(2026, 3, 1), (block,))


class TestWhatIsNotKnown:
    def test_a_block_is_charged_although_nobody_knows_what_was_used(self):
        blocks, beyond = ck.charges(agreement(RETAINER), MARCH)
        assert (blocks.exact, blocks.missing, blocks.blocks) == (2000, None, None)
        assert beyond.missing == (
            "the counts of consulting do not make 2026-03: what was delivered from 2026-03-01 on is not known, so "
            "nothing is charged"
        )

    def test_earlier_months_are_asked_for_where_blocks_go_on(self):
        _, beyond = ck.charges(agreement(KEPT), MARCH, hours(m03=5))
        assert beyond.missing == (
            "what is left of prepaid units of consulting on 2026-03-01 is not known: tell it, or the units used from "
            "2026-01-01 on, so nothing is charged"
        )

    def test_no_earlier_month_is_asked_for_where_blocks_lapse_with_their_period(self):
        assert charged(ck.charges(agreement(RETAINER), MARCH, hours(m03=5)))["consulting"] == 0

    @pytest.mark.parametrize(
        ("clause", "dates", "turn"),
        [
            (CARD, "2026-02..2026-04", "2026-03-01"),  # the card begins
            ({**CARD, "bought": "2026-02-15"}, "2026-04", "2026-04-15"),  # it lapses
            (KEPT, "2026-01..2026-02", "2026-02-01"),  # a block begins, and of another only a part goes on
            ({**CARD, "bought": "2026-01-02"}, "2026-03", "2026-03-02"),  # it holds one more day
        ],
    )
    def test_a_count_across_a_date_on_which_blocks_change_says_too_little(self, clause, dates, turn):
        first, _, last = dates.partition("..")
        whole = Period(Period.parse(first).start, Period.parse(last or first).end, dates)
        volumes = [CountedVolume("consulting", whole, 5)]
        before = Period(date(2026, 1, 1), whole.start, "before") if whole.start > date(2026, 1, 1) else None
        edges = [] if before is None else [count("2026-01", 0), count("2026-02", 0), count("2026-03", 0)]
        own = [one for one in edges if one.during.end <= whole.start]
        found = ck.charges(agreement(clause), whole, ChargingFacts(volumes=[*volumes, *own]))
        (beyond,) = (one for one in found if one.kind == "service")
        assert f"crosses {turn}, on which prepaid units begin or lapse, or are asked for" in str(beyond.missing)

    def test_a_count_of_nought_may_cross_any_date(self):
        facts = ChargingFacts(volumes=[count("2026-Q1", 0)])
        found = charged(ck.charges(agreement(KEPT), Period.parse("2026-Q1"), facts))
        assert found == {"consulting: retainer": 6000, "consulting": 0}

    @pytest.mark.parametrize(
        ("orders", "says"),
        [
            ([], "how many blocks of pack were ordered in 2026-03 is not told; 0 says that none were"),
            ([count("2026-03", 2, "pack")], "on which date of 2026-03 blocks of pack were ordered is not told"),
        ],
    )
    def test_orders_are_told_by_their_day(self, orders, says):
        facts = ChargingFacts(volumes=[count("2026-01", 0), count("2026-02", 0), count("2026-03", 4), *orders])
        early = [count("2026-01", 0, "pack"), count("2026-02", 0, "pack")]
        found = ck.charges(agreement(PACK), MARCH, ChargingFacts(volumes=[*facts.volumes, *early]))
        assert [str(one.missing).startswith(says) for one in found] == [True, True]

    def test_orders_of_earlier_months_are_asked_for_as_long_as_their_blocks_may_hold(self):
        """A pack lapses after two months: of March, orders of January decide, and those of December would not."""
        facts = ChargingFacts(volumes=[count("2026-03", 4), count("2026-03", 0, "pack"), count("2026-02", 0, "pack")])
        _, beyond = ck.charges(agreement(PACK), MARCH, facts)
        assert "how many blocks of pack were ordered in 2026-01" in str(beyond.missing)
        more = [*facts.volumes, count("2026-04", 4), count("2026-04", 0, "pack")]
        found = ck.charges(agreement(PACK), Period.parse("2026-04"), ChargingFacts(volumes=more))
        assert charged(found) == {"consulting: pack": 0, "consulting": 480}

    def test_what_was_recorded_later_is_not_known_before(self):
        late = CountedVolume("consulting", MARCH, 25, recorded_on=date(2026, 4, 2))
        known = [ChargingFacts(volumes=[late], known_at=day) for day in (date(2026, 4, 1), date(2026, 4, 2))]
        found = [charged(ck.charges(agreement(RETAINER), MARCH, one))["consulting"] for one in known]
        assert found == [None, 600]


class TestAmendments:
    def test_a_block_keeps_the_units_and_the_price_of_its_first_day(self, tmp_path):
        """From 16 March on a block has 30 hours for EUR 2 700.00: March keeps 20, April has 30."""
        more = change("3", units=("20 hours", "30 hours"), price=("EUR 2 000.00", "EUR 2 700.00"))
        both = amended(tmp_path, RETAINER, on="2026-03-16", changes=[more])
        facts = hours(m03=25, m04=25)
        assert charged(ck.charges(both, MARCH, facts)) == {"consulting: retainer": 2000, "consulting": 600}
        found = charged(ck.charges(both, Period.parse("2026-04"), facts))
        assert found == {"consulting: retainer": 2700, "consulting": 0}

    def test_another_price_of_further_hours_counts_from_its_date_on(self, tmp_path):
        """EUR 130.00 from 16 March on: 22 hours before it, 2 beyond at 120; 3 more after it at 130: 240 + 390."""
        dearer = change("2", price=("EUR 120.00 per hour", "EUR 130.00 per hour"))
        both = amended(tmp_path, RETAINER, on="2026-03-16", changes=[dearer])
        volumes = [count("2026-03-01..2026-03-15", 22), count("2026-03-16..2026-03-31", 3)]
        assert charged(ck.charges(both, MARCH, ChargingFacts(volumes=volumes)))["consulting"] == 630

    def test_blocks_go_on_after_their_clause_is_taken_away(self, tmp_path):
        """The card of 1 March holds until 1 May; without its clause April still has its 40 hours, and nothing is charged."""
        both = amended(tmp_path, CARD, on="2026-04-01", changes=[{"clause": "C-1/3", "action": "remove"}])
        facts = hours(m03=0, m04=42, m05=1)
        assert charged(ck.charges(both, Period.parse("2026-04"), facts))["consulting"] == 240
        assert charged(ck.charges(both, Period.parse("2026-05"), facts)) == {"consulting": 120}

    def test_a_clause_that_an_amendment_gives_to_another_service_leaves_its_blocks_where_they_are(self, tmp_path):
        """February's hours are of consulting; from March on blocks are of training, which costs EUR 90.00 an hour."""
        training = {"kind": "service", "name": "training", "price": "EUR 90.00 per hour"}
        both = amended(tmp_path, KEPT, training, on="2026-03-01", changes=[change("3", of=("consulting", "training"))])
        volumes = [count("2026-01", 20), count("2026-02", 15), count("2026-03", 7), count("2026-03", 21, "training")]
        found = ck.charges(both, MARCH, ChargingFacts(volumes=volumes))
        assert [(one.name, one.exact) for one in found] == [
            ("consulting: retainer", 0),
            ("consulting", 240),
            ("training: retainer", 2000),
            ("training", 90),
        ]

    def test_a_clause_that_begins_in_the_middle_of_a_month_has_a_part_of_a_block(self):
        """From 17 March, 15 of 31 days: 300/31 hours for EUR 30 000/31. Of 10 hours 10/31 lie beyond: EUR 1 200/31."""
        later = {**RETAINER, "holds": {"from": "2026-03-17"}}
        volumes = [count("2026-03-01..2026-03-16", 0), count("2026-03-17..2026-03-31", 10)]
        found = charged(ck.charges(agreement(later), MARCH, ChargingFacts(volumes=volumes)))
        assert found == {"consulting: retainer": Fraction(30000, 31), "consulting": Fraction(1200, 31)}

    def test_the_formula_of_a_part_shows_its_days(self):
        later = {**RETAINER, "holds": {"from": "2026-03-17"}}
        blocks, _ = ck.charges(agreement(later), MARCH)
        assert blocks.formula == (
            "EUR 2 000.00 for 20 hours × 15/31 month (15 of 31 days), from 2026-03-17 on = EUR 967.7419…"
        )


class TestPricesOfADate:
    def test_a_service_says_what_is_paid_beforehand_and_the_price_of_further_units(self):
        """January leaves 14, of which 10 go on; February uses them and 15 of its own 20: 5 and 20 on 1 March."""
        found = price_on(agreement(KEPT), "consulting", date(2026, 3, 1), hours(m01=6, m02=25), units=27)
        assert found.price == 120
        assert found.prepaid is not None
        assert found.prepaid.units == 25
        assert found.amount == 240
        assert str(found) == (
            "consulting on 2026-03-01: EUR 120.00 per hour (C-1/2); paid beforehand are 5 hours of retainer of "
            "2026-02-01 (which lapse on 2026-05-01), 20 hours of retainer of 2026-03-01 (which lapse on 2026-06-01); "
            "this is the price beyond them"
        )

    def test_where_nobody_knows_what_is_left_the_price_is_told_with_what_is_not_known(self):
        found = price_on(agreement(KEPT), "consulting", date(2026, 3, 1), units=27)
        assert (found.price, found.amount, found.missing) == (120, None, None)
        assert found.notes == (
            (
                "units paid beforehand come first; what is left of prepaid units of consulting on 2026-03-01 is not "
                "known: tell it, or the units used from 2026-01-01 on"
            ),
        )

    def test_nothing_is_left_after_the_last_block_lapsed(self):
        found = price_on(agreement(CARD), "consulting", date(2026, 5, 1), hours(m03=1, m04=1), units=2)
        assert (found.amount, found.notes) == (240, ("no units paid beforehand are left",))

    def test_a_block_has_a_price_of_its_own(self):
        found = price_on(agreement(RETAINER), "retainer", date(2026, 3, 1))
        assert str(found) == "retainer on 2026-03-01: EUR 2 000.00 per 20 hours (C-1/3)"

    def test_a_block_without_a_price_has_none(self):
        free = {key: value for key, value in RETAINER.items() if key != "price"}
        with pytest.raises(UsageError, match="nothing with a price is called 'retainer'"):
            price_on(agreement(free), "retainer", date(2026, 3, 1))


class TestBases:
    FEE: ClassVar[dict[str, Any]] = {"kind": "fee", "name": "base", "amount": "EUR 100.00", "per": "month"}

    def test_yearly_fees_have_the_blocks_of_each_period(self):
        """12 × 2 000 and 12 × 100; a card that is bought by itself is in no year."""
        both = agreement(RETAINER, CARD, self.FEE)
        assert amount_of(both, "yearly-fees", MARCH).exact == 25200

    def test_what_is_charged_for_a_service_has_its_blocks_and_what_lies_beyond(self):
        """EUR 2 000.00 for the block and 5 × EUR 120.00."""
        found = amount_of(agreement(RETAINER), "affected-line", MARCH, facts=hours(m03=25), services=("consulting",))
        assert found.exact == 2600

    def test_agreed_charges_have_blocks_whatever_is_used_and_none_that_are_ordered(self):
        """March has a block of EUR 2 000.00 and the card of EUR 4 200.00."""
        found = charged(agreed_charges(agreement(RETAINER, CARD, PACK), MARCH))
        assert found == {"consulting: retainer": 2000, "consulting: hours-card": 4200}

    def test_a_block_that_is_not_charged_is_no_part_of_a_year(self):
        free = {"kind": "no-charge", "what": "retainer"}
        both = agreement(RETAINER, self.FEE, free)
        assert amount_of(both, "yearly-fees", MARCH).exact == 1200
        assert charged(ck.charges(both, MARCH, hours(m03=21))) == {
            "base": 100,
            "consulting: retainer": 0,
            "consulting": 120,
        }

    def test_a_service_that_is_not_charged_has_blocks_that_are_not(self):
        free = {"kind": "no-charge", "what": "consulting"}
        found = charged(ck.charges(agreement(RETAINER, free), MARCH, hours(m03=21)))
        assert found == {"consulting: retainer": 0, "consulting": 0}

    def test_blocks_and_what_lies_beyond_them_count_toward_a_minimum(self):
        """At least EUR 3 000.00 a month: 2 000 and 5 × 120 = 2 600, so 400 are short."""
        least = {
            "kind": "minimum-commitment",
            "at_least": "EUR 3 000.00",
            "per": "month",
            "settled": "each-period",
            "applies_to": "consulting",
        }
        found = ck.charges(agreement(RETAINER, least), MARCH, hours(m03=25))
        assert [one.exact for one in found if one.kind == "minimum"] == [400]

    def test_a_tax_on_the_service_is_on_its_blocks_and_one_on_the_blocks_on_them_alone(self):
        """21 % of 2 000 and of 600; 10 % of 2 000."""
        vat = {"kind": "tax", "name": "vat", "on_top": "21 %", "applies_to": "consulting"}
        levy = {"kind": "tax", "name": "levy", "on_top": "10 %", "applies_to": "retainer"}
        both = agreement(RETAINER, vat, levy)
        found = taxes(both, ck.charges(both, MARCH, hours(m03=25)))
        assert [(one.name, one.exact) for one in found] == [("vat", 420), ("vat", 126), ("levy", 200)]


class TestOrderOfSeveralClauses:
    def test_all_blocks_of_a_service_are_drawn_from_together(self):
        """In April the retainer's 20 lapse first, on 1 May with the card; the older card goes before it."""
        found = ck.charges(agreement(RETAINER, CARD), Period.parse("2026-04"), hours(m03=30, m04=35))
        retainer, card, beyond = found
        assert beyond.exact == 0
        assert (retainer.inputs["used"], card.inputs["before"], card.inputs["used"]) == ("5", "30", "30")
        assert card.blocks == BlocksLeft(date(2026, 5, 1))


class TestPricesForEachPeriod:
    """Seats are counted on the last day of each month; 10 of them are in the fee."""

    SEATS: ClassVar[dict[str, Any]] = {"kind": "service", "name": "seats", "price": "EUR 30.00 per seat per month"}
    TEN: ClassVar[dict[str, Any]] = {
        "kind": "prepaid",
        "name": "ten",
        "of": "seats",
        "units": "10 seats",
        "every": "month",
        "lapses_after": "with-its-period",
    }

    def of(self, *clauses: dict[str, Any], start: str = "2026-01-01") -> Any:
        data = paper(self.SEATS, *clauses)
        data["clauses"]["1"] = {**TERM, "start": start}
        return ck.load_agreement(data=data)

    def test_only_units_beyond_the_block_have_the_price(self):
        """12 and 9 seats: 2 × EUR 30.00 and nothing."""
        levels = [ck.LevelVolume("seats", date(2026, 1, 1), 12), ck.LevelVolume("seats", date(2026, 2, 10), 9)]
        found = [
            ck.charges(self.of(self.TEN), Period.parse(month), ChargingFacts(volumes=levels))
            for month in ("2026-01", "2026-02")
        ]
        assert [charged(one)["seats"] for one in found] == [60, 0]

    def test_a_quarter_is_its_months(self):
        """12, 9 and 14 seats: 2 + 0 + 4 beyond, EUR 180.00."""
        volumes = [count("2026-01", 12, "seats"), count("2026-02", 9, "seats"), count("2026-03", 14, "seats")]
        found = ck.charges(self.of(self.TEN), Period.parse("2026-Q1"), ChargingFacts(volumes=volumes))
        assert charged(found)["seats"] == 180

    def test_what_a_month_leaves_may_go_on(self):
        """January uses 4 of 10 seats, and 6 go on: February has 16 for 17, one beyond: EUR 30.00."""
        kept = {**self.TEN, "lapses_after": "2 months"}
        volumes = [count("2026-01", 4, "seats"), count("2026-02", 17, "seats")]
        found = ck.charges(self.of(kept), Period.parse("2026-02"), ChargingFacts(volumes=volumes))
        assert charged(found)["seats"] == 30

    def test_half_a_month_has_half_of_both(self):
        """From 15 February, half of the month: 12 seats are 6 seat-months, the block 5: 1 × EUR 30.00."""
        levels = [ck.LevelVolume("seats", date(2026, 2, 1), 12)]
        agreed = self.of(self.TEN, start="2026-02-15")
        found = ck.charges(agreed, Period.parse("2026-02"), ChargingFacts(volumes=levels))
        assert charged(found)["seats"] == 30

    def test_a_block_that_begins_inside_of_a_month_leaves_its_seats_unknown(self):
        card = {**{key: one for key, one in self.TEN.items() if key != "every"}, "bought": "2026-01-10"}
        card["lapses_after"] = "never"
        levels = [ck.LevelVolume("seats", date(2026, 1, 1), 12)]
        found = ck.charges(self.of(card), Period.parse("2026-01"), ChargingFacts(volumes=levels))
        assert "begin or lapse, or are asked for, inside of 2026-01" in str(found[-1].missing)


class TestOtherReadings:
    def test_what_the_text_leaves_open_has_its_difference_in_money(self, tmp_path):
        """January uses 5 hours, February 18, March 45; the retainer lapses after two months, two more with their month.

        First what lapses first: January takes 2 and 3, so 17 are left; February takes these and 1 of its two; March has
        20 + 20 + 2 for 45, 3 beyond. The newest first: February takes 2 and 16 of its own, and 17 lapse; March has
        20 + 2 + 4, 19 beyond: 16 × EUR 120.00 more. If the two never lapse, March has 17 + 20 + 6, 2 beyond: one less.
        """
        retainer = {**RETAINER, "lapses_after": "2 months"}
        two = {"kind": "prepaid", "name": "two", "of": "consulting", "units": "2 hours", "every": "month"}
        del retainer["drawn"]
        (tmp_path / "contract.yaml").write_text(json.dumps(paper(retainer, two)), encoding="utf-8")
        papers = ck.Papers.of(tmp_path)
        used = {"2026-01": "5 hours", "2026-02": "18 hours", "2026-03": "45 hours"}
        told = ck.SettlementFacts.from_dict(
            {"volumes": {"consulting": used}}, agreement=papers.agreement, period="2026-Q1"
        )
        found = ck.other_readings(papers.agreement, None, None, papers.readings(), period="2026-Q1", told=told)
        assert [str(one) for one in found.that_matter] == [
            "C-1/3: drawn newest-first for first-to-lapse: EUR 1 920.00",
            "C-1/4: lapses_after never for with-its-period: EUR -120.00",
            "C-1/4: lapses_after 3 months for with-its-period: EUR -120.00",
        ]
