"""Prepaid blocks as they compile: whose units they are, what is left open, and what contradicts the service."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.spans import Span
from contractkit.terms.provisions.prepaid import Prepaid

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
TERM = {"kind": "term", "start": "2026-01-01", "until": "2027-01-01", "end": "exclusive"}
ADVICE = {"kind": "service", "name": "advice", "price": "EUR 120 per hour"}
BLOCK = {"kind": "prepaid", "name": "retainer", "of": "advice", "units": "20 hours", "every": "month"}
ROUNDS = [{"name": "rounds", "price": "EUR 40 per round"}, {"name": "visits", "price": "EUR 90 per visit"}]


def paper(*clauses: dict[str, Any], **heads: Any) -> ck.Agreement:
    every = {str(number): one for number, one in enumerate(clauses, start=1)}
    return ck.load_agreement(data={**HEAD, **heads, "clauses": every})


def term_of(*clauses: dict[str, Any], **heads: Any) -> Prepaid:
    return paper(TERM, ADVICE, *clauses, **heads).provisions_of(Prepaid)[-1]


def problems(*clauses: dict[str, Any], **heads: Any) -> list[tuple[str, str]]:
    with pytest.raises(DocumentRejected) as told:
        paper(*clauses, **heads)
    return [(one.code, str(one).partition(" [")[0]) for one in told.value.problems]


def left_open(*clauses: dict[str, Any], **heads: Any) -> dict[str, str]:
    found = paper(TERM, ADVICE, *clauses, **heads).assumptions
    return {one.convention: one.taken for one in found if one.convention in ("drawn", "lapses_after")}


class TestMeaning:
    def test_every_field_has_its_value(self):
        own = {"price": "EUR 2 000", "lapses_after": "3 months", "carries": "50 %", "drawn": "newest-first"}
        found = term_of({**BLOCK, **own})
        assert (found.of, found.units, found.unit, found.price) == ("advice", 20, "hours", Money("2000", "EUR"))
        assert (found.every, found.bought) == ("month", None)
        assert (found.lapses_after, found.carries, found.drawn) == (Span(3, "month"), Percent(50), "newest-first")

    def test_a_date_may_be_counted_from_the_start(self):
        card = {**BLOCK, "bought": "3 months after start", "every": None}
        assert term_of({key: one for key, one in card.items() if one}).bought == date(2026, 4, 1)

    def test_units_go_on_as_a_number_of_units(self):
        assert term_of({**BLOCK, "lapses_after": "never", "carries": "2.5 hours"}).carries == Decimal("2.5")

    def test_a_part_of_a_service_is_called_with_it(self):
        guarding = {"kind": "service", "name": "guarding", "rows": ROUNDS}
        assert term_of(guarding, {**BLOCK, "of": "rounds", "units": "5 rounds"}).of == "guarding: rounds"


class TestSilence:
    def test_a_block_of_a_period_lapses_with_it(self):
        assert left_open(BLOCK) == {"lapses_after": "with-its-period", "drawn": "first-to-lapse"}

    def test_the_document_may_say_otherwise_for_all(self):
        heads = {"conventions": {"lapses_after": "3 months", "drawn": "newest-first"}}
        found = term_of(BLOCK, **heads)
        assert (found.lapses_after, found.drawn) == (Span(3, "month"), "newest-first")
        assert left_open(BLOCK, **heads) == {}

    @pytest.mark.parametrize("own", [{"carries": "10 hours"}, {"bought": "2026-03-01"}])
    def test_what_goes_on_or_is_bought_by_itself_holds_to_the_end(self, own):
        block = {**BLOCK, **own}
        if "bought" in own:
            del block["every"]
        assert left_open(block)["lapses_after"] == "never"
        assert term_of(block).lapses_after == "never"

    def test_of_one_block_alone_nobody_asks_which_is_first(self):
        card = {"kind": "prepaid", "name": "card", "of": "advice", "units": "20 hours", "bought": "2026-03-01"}
        assert "drawn" not in left_open(card)
        assert left_open(card, {**card, "name": "other"})["drawn"] == "first-to-lapse"

    def test_what_no_clause_says_of_the_order_is_left_open_once_for_a_service(self):
        found = paper(TERM, ADVICE, BLOCK, {**BLOCK, "name": "other"}).assumptions
        assert [one.clause.clause for one in found if one.convention == "drawn" and one.clause] == ["3"]

    def test_one_clause_says_the_order_for_all_blocks_of_a_service(self):
        first, second = {**BLOCK, "drawn": "newest-first"}, {**BLOCK, "name": "other"}
        assert term_of(first, second).drawn == "newest-first"
        assert "drawn" not in left_open(first, second)


class TestContradictions:
    @pytest.mark.parametrize(
        ("service", "code", "says"),
        [
            (
                {"volume": "100 hours", "price": "EUR 120 per hour per month"},
                "contradiction",
                "advice has an agreed volume",
            ),
            ({"price": "EUR 500 per month"}, "contradiction", "advice has a price of the whole"),
            ({"rows": ROUNDS}, "contradiction", "the parts of advice have prices of their own"),
            ({"price": "EUR 90 per visit"}, "unit", "a block has 20 hours, and the price of advice is for a visit"),
        ],
    )
    def test_units_that_are_charged_in_another_way_are_refused(self, service, code, says):
        ((found, told),) = problems(TERM, {"kind": "service", "name": "advice", **service}, BLOCK)
        assert found == code
        assert f"clause 3 > {'units' if code == 'unit' else 'of'}: {says}" in told

    def test_two_orders_for_the_blocks_of_one_service_are_refused(self):
        first, second = {**BLOCK, "drawn": "newest-first"}, {**BLOCK, "name": "other", "drawn": "first-to-lapse"}
        ((code, told),) = problems(TERM, ADVICE, first, second)
        assert (code, "clause 4 > drawn" in told) == ("contradiction", True)

    def test_a_service_that_is_not_there(self):
        ((code, _),) = problems(TERM, ADVICE, {**BLOCK, "of": "advise"})
        assert code == "unknown-reference"

    def test_a_name_is_given_once(self):
        ((code, _),) = problems(TERM, ADVICE, BLOCK, BLOCK)
        assert code == "duplicate-name"

    @pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
    def test_a_card_is_bought_while_the_agreement_holds(self, day):
        card = {"kind": "prepaid", "name": "card", "of": "advice", "units": "20 hours", "bought": day}
        ((code, told),) = problems(TERM, ADVICE, card)
        assert (code, f"the block begins on {day}" in told) == ("holds", True)

    @pytest.mark.parametrize("span", ["0 months", "10 business days"])
    def test_a_block_lapses_after_a_span_that_ends_on_some_date(self, span):
        ((code, told),) = problems(TERM, ADVICE, {**BLOCK, "lapses_after": span})
        assert (code, "clause 3 > lapses_after" in told) == ("quantity", True)

    def test_a_block_costs_more_than_nought(self):
        ((code, told),) = problems(TERM, ADVICE, {**BLOCK, "price": "EUR 0"})
        assert (code, "clause 3 > price" in told) == ("quantity", True)

    def test_a_convention_by_which_nothing_goes_on(self):
        both = {**BLOCK, "carries": "10 hours", "lapses_after": "with-its-period"}
        assert [code for code, _ in problems(TERM, ADVICE, both)] == ["contradiction"]

    def test_without_a_term_nobody_knows_when_the_first_block_began(self):
        ((code, told),) = problems(ADVICE, {**BLOCK, "lapses_after": "3 months"})
        assert (code, "nothing says when the first block begins" in told) == ("missing-field", True)
        assert paper(ADVICE, {**BLOCK, "lapses_after": "with-its-period"}).provisions_of(Prepaid)
        assert paper(ADVICE, {**BLOCK, "lapses_after": "never", "holds": {"from": "2026-01-01"}}).provisions_of(Prepaid)


class TestAdvice:
    def test_a_service_without_a_price_for_further_units(self, tmp_path):
        file = tmp_path / "sla.yaml"
        file.write_text(
            "contractkit: 1\ndocument: sla\nid: S-1\ntitle: Desk\ncurrency: EUR\nzone: UTC\nclauses:\n"
            '  "1": {kind: term, start: 2026-01-01}\n'
            '  "2": {kind: service, name: advice}\n'
            '  "3": {kind: prepaid, name: included, of: advice, units: 5 hours, every: month}\n'
        )
        found = [one for one in ck.check(file, "strict") if one.code == "no-price-beyond"]
        assert [one.line for one in found] == [10]
