"""What earlier periods left of prepaid blocks, told: by first dates, in rows, as nothing; and what cannot be meant."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging import BlocksLeft, CarryLimit
from contractkit.errors import FactsRejected, UsageError

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
CLAUSES: dict[str, Any] = {
    "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
    "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
    "3": {
        "kind": "prepaid",
        "name": "retainer",
        "of": "advice",
        "units": "20 hours",
        "price": "EUR 2 000.00",
        "every": "month",
        "lapses_after": "3 months",
        "carries": "10 hours",
        "drawn": "first-to-lapse",
    },
    "4": {"kind": "service", "name": "training", "price": "EUR 900.00 per session"},
    "5": {
        "kind": "prepaid",
        "name": "course-card",
        "of": "training",
        "units": "12 sessions",
        "price": "EUR 9 600.00",
        "bought": "2026-02-10",
        "lapses_after": "12 months",
    },
    "6": {"kind": "service", "name": "calls", "price": "EUR 3.00 per call"},
    "7": {
        "kind": "prepaid",
        "name": "bundle",
        "of": "calls",
        "units": "100 calls",
        "price": "EUR 200.00",
        "bought": "as-ordered",
        "lapses_after": "6 months",
        "drawn": "first-to-lapse",
    },
}


@pytest.fixture(scope="module")
def agreement() -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "clauses": CLAUSES})


def told(agreement: ck.Agreement, blocks: Any, period: str = "2026-03") -> ck.SettlementFacts:
    return ck.SettlementFacts.from_dict({"blocks": blocks}, agreement=agreement, period=period)


class TestRead:
    def test_by_first_dates_the_rest_is_in_the_papers(self, agreement):
        """Of January's and February's 20 hours 6 and 10 are left on 1 March; they lapse three months after they began."""
        (left,) = told(agreement, {"retainer": {"2026-01-01": "6 hours", "2026-02-01": 10}}).blocks.values()
        assert left.on == date(2026, 3, 1)
        found = [(one.holds_from, one.units, one.bought, one.lapses_on, str(one.clause)) for one in left.blocks]
        assert found == [
            (date(2026, 1, 1), 6, 20, date(2026, 4, 1), "R-1/3"),
            (date(2026, 2, 1), 10, 20, date(2026, 5, 1), "R-1/3"),
        ]
        assert [one.carries for one in left.blocks] == [None, None]  # both are past their own month

    @pytest.mark.parametrize("nothing", ["none", None, 0])
    def test_nothing_left_is_known_to_be_nothing(self, agreement, nothing):
        assert told(agreement, {"retainer": nothing}).blocks["retainer"] == BlocksLeft(date(2026, 3, 1))

    def test_a_block_may_be_left_whole(self, agreement):
        (block,) = told(agreement, {"retainer": {"2026-02-01": "20 hours"}}).blocks["retainer"].blocks
        assert block.units == block.bought == 20

    def test_inside_of_a_block_s_own_period_its_limit_still_lies_ahead(self, agreement):
        """On 15 March 17 of March's 20 hours are left; at the end of March at most 10 of them go on."""
        left = told(agreement, {"retainer": {"on": "2026-03-15", "blocks": {"2026-03-01": "17 hours"}}}).blocks
        (block,) = left["retainer"].blocks
        assert (left["retainer"].on, block.units) == (date(2026, 3, 15), 17)
        assert block.carries == CarryLimit(date(2026, 4, 1), Fraction(10))

    def test_of_the_one_block_of_a_card_the_units_alone_say_enough(self, agreement):
        (block,) = told(agreement, {"course-card": "7.5 sessions"}).blocks["course-card"].blocks
        assert (block.holds_from, block.units, block.lapses_on) == (
            date(2026, 2, 10),
            Fraction(15, 2),
            date(2027, 2, 10),
        )

    def test_of_ordered_blocks_how_many_were_ordered_may_be_told(self, agreement):
        """350 of 400 calls ordered on 3 February: more are left than one block has."""
        row = {"from": "2026-02-03", "left": 350, "bought": "400 calls"}
        (block,) = told(agreement, {"bundle": [row]}).blocks["bundle"].blocks
        assert (block.units, block.bought, block.lapses_on) == (350, 400, date(2026, 8, 3))
        (block,) = told(agreement, {"bundle": {"2026-02-03": 350}}).blocks["bundle"].blocks
        assert block.bought is None

    def test_a_lapse_that_was_agreed_otherwise_is_taken_as_told(self, agreement):
        rows = [
            {"from": "2026-01-01", "left": "2 hours", "lapses": "never"},
            {"from": "2026-02-01", "left": "31/3 hours", "lapses": "2026-06-30"},
        ]
        left = told(agreement, {"retainer": rows}).blocks["retainer"]
        assert [one.lapses_on for one in left.blocks] == [None, date(2026, 6, 30)]
        assert left.units == Fraction(37, 3)

    @pytest.mark.parametrize(
        "blocks",
        [
            {"retainer": {"2026-01-01": "6 hours", "2026-02-01": 10}, "course-card": 3, "bundle": "none"},
            {"retainer": {"on": "2026-03-15", "blocks": {"2026-03-01": "17 hours"}}},
            {"retainer": [{"from": "2026-02-01", "left": "31/3 hours", "lapses": "never"}]},
            {"bundle": [{"from": "2026-02-03", "left": 350, "bought": 400}]},
        ],
    )
    def test_what_is_written_reads_as_the_same(self, agreement, blocks):
        facts = told(agreement, blocks)
        assert ck.SettlementFacts.from_dict(facts.to_dict(), agreement=agreement, period="2026-03") == facts


class TestRefused:
    @pytest.mark.parametrize(
        ("blocks", "code", "says"),
        [
            ({"retainers": "none"}, "unknown-reference", "did you mean 'retainer'"),
            ({"retainer": "8 hours"}, "missing-field", "has more than one block"),
            ({"retainer": {"2026-02-02": 8}}, "unknown-reference", "such as 2026-02-01"),
            ({"retainer": {"2025-12-01": 8}}, "unknown-reference", "no block of 'retainer' begins on 2025-12-01"),
            ({"retainer": {"2026-03-01": 8}}, "quantity", "begins on 2026-03-01 or later"),
            ({"retainer": {"2026-02-01": 21}}, "quantity", "21 units are left of a block of 'retainer' that had 20"),
            ({"retainer": {"2026-02-01": "8 days"}}, "unit", "for example 8 hours"),
            ({"retainer": {"2026-02-01": "-1 hours"}}, "quantity", "is no volume"),
            ({"retainer": {"2026-02-01": 7.5}}, "quantity", "is a float"),
            ({"retainer": [{"left": 3}]}, "missing-field", "'from' is missing"),
            ({"retainer": [{"from": "2026-02-01"}]}, "missing-field", "'left' is missing"),
            ({"retainer": [{"from": "2026-02-01", "left": 3, "used": 2}]}, "unknown-field", "'used' means nothing"),
            ({"retainer": [3]}, "wrong-shape", "a mapping of names to values belongs here"),
            ({"retainer": {"on": "soon", "blocks": "none"}}, "wrong-shape", "'soon' is not a date"),
            (
                {"retainer": [{"from": "2026-02-01", "left": 3}, {"from": "2026-02-01", "left": 2}]},
                "contradiction",
                "two blocks of 'retainer' begin on 2026-02-01",
            ),
        ],
    )
    def test_what_cannot_be_meant_says_why_and_where(self, agreement, blocks, code, says):
        with pytest.raises(FactsRejected) as rejected:
            told(agreement, blocks)
        (problem,) = rejected.value.problems
        assert problem.code == code
        assert says in str(problem)
        assert problem.path[:1] == ("blocks",)

    def test_a_block_that_has_lapsed_has_nothing_left(self, agreement):
        with pytest.raises(FactsRejected, match="has lapsed on 2026-04-01"):
            told(agreement, {"retainer": {"2026-01-01": 3}}, "2026-04")

    def test_values_of_a_clause_that_nobody_knows_are_refused_when_settling(self, agreement):
        facts = ck.SettlementFacts(blocks={"cards": BlocksLeft(date(2026, 3, 1))})
        with pytest.raises(UsageError, match="no prepaid clause 'cards'"):
            ck.settle(agreement, None, None, period="2026-03", told=facts)
