"""A seal covers the verdicts that its settlement rests on; what becomes of other periods' items does not break it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

import contractkit as ck
from contractkit.settlement.sealing.canonical import digest_of

AS_OF = datetime(2026, 4, 2, tzinfo=UTC)
PAPER = """
contractkit: 1
document: contract
id: C-9
title: Desk
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: desk, amount: EUR 100.00, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: always
    reach: 90 %
    per: month
    pays: [{kind: tier-credit, of: desk, tiers: [{below: reach, credit: 10 %}]REPEAT}]
  "4": {kind: settlement, per: month, order: [{step: round, to: 0.01}]}
"""
JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"
IN_JANUARY = ("T1", "2026-01-12T09:00Z", "2026-01-12T10:00Z")
IN_FEBRUARY = ("T2", "2026-02-03T09:00Z", "2026-02-03T16:00Z")
OPENED_IN_JANUARY_DUE_IN_FEBRUARY = ("T3", "2026-01-31T22:00Z", "2026-02-01T03:00Z")
LATE_IN_MARCH = ("T4", "2026-03-30T09:00Z", "2026-03-30T17:00Z")


def agreed(repeat: str = "") -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("REPEAT", repeat))


def judged(agreement: ck.Agreement, *items: tuple[str, str, str]) -> tuple[ck.Evaluation, ck.Facts]:
    columns = dict(zip(("id", "opened", "closed"), zip(*items, strict=True), strict=True))
    fields = {"opened_at": "opened", "closed_at": "closed"}
    mapping: Any = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": fields}}
    facts = ck.Facts.from_frames(items={name: list(column) for name, column in columns.items()}, mapping=mapping)
    return ck.evaluate(agreement, facts, as_of=AS_OF), facts


def seal_of(agreement: ck.Agreement, month: str, *items: tuple[str, str, str]) -> ck.SealedSettlement:
    evaluation, facts = judged(agreement, *items)
    money, _ = ck.settle(agreement, evaluation, facts, period=month)
    return ck.seal(money, agreement, evaluation, facts)


def differing(sealed: ck.SealedSettlement, agreement: ck.Agreement, *items: tuple[str, str, str]) -> list[str]:
    found = ck.recompute(sealed, agreement, *judged(agreement, *items))
    return [one.where for one in found.differences]


class TestRecompute:
    @pytest.mark.parametrize("later", [LATE_IN_MARCH, IN_FEBRUARY, OPENED_IN_JANUARY_DUE_IN_FEBRUARY])
    def test_items_that_are_due_in_a_later_month_are_no_difference(self, later: tuple[str, str, str]) -> None:
        """January has T1, in time. What is due after January, in whatever month it was opened, decides nothing there."""
        sealed = seal_of(agreed(), JANUARY, IN_JANUARY)
        assert differing(sealed, agreed(), IN_JANUARY, later) == []

    def test_an_earlier_month_on_which_nothing_rests_is_no_difference(self) -> None:
        sealed = seal_of(agreed(), MARCH, IN_JANUARY, LATE_IN_MARCH)
        late = (*IN_JANUARY[:2], "2026-01-12T15:00Z")
        assert differing(sealed, agreed(), late, LATE_IN_MARCH) == []

    def test_an_earlier_month_that_a_repeat_looks_back_on_is_one(self) -> None:
        """Late in February and in March: the second in a row costs twice as much, so March rests on T2."""
        paper = agreed(", repeat: {multiply_by: 2, when: previous-period-failed}")
        sealed = seal_of(paper, MARCH, IN_FEBRUARY, LATE_IN_MARCH)
        later = (*IN_FEBRUARY[:2], "2026-02-03T16:01Z")
        assert differing(sealed, paper, later, LATE_IN_MARCH) == ["inputs/evaluation/verdicts"]

    def test_an_item_of_the_month_itself_is_one_even_where_it_moves_no_amount(self) -> None:
        sealed = seal_of(agreed(), JANUARY, IN_JANUARY)
        more = ("T5", "2026-01-20T09:00Z", "2026-01-20T10:00Z")
        places = differing(sealed, agreed(), IN_JANUARY, more)
        assert {"inputs/evaluation/outcomes", "inputs/evaluation/verdicts"} <= set(places)


class TestTheFormerForm:
    def test_a_seal_of_the_first_version_is_compared_as_it_was_made(self) -> None:
        """It has the verdicts of all items, so that it is the same with the same items only."""
        every = (IN_JANUARY, IN_FEBRUARY)
        rows = sorted(
            "\x1f".join(str(row[name]) for name in ("item", "target", "verdict", "reason", "stopped", "due"))
            for row in judged(agreed(), *every)[0].outcomes.to_records()
        )
        record = dict(seal_of(agreed(), JANUARY, *every).record)
        inputs = record["inputs"]
        judged_then = {**inputs["evaluation"], "outcomes": 2, "verdicts": digest_of(rows)}
        record |= {"version": 1, "inputs": {**inputs, "evaluation": judged_then}}
        sealed = ck.SealedSettlement.from_dict({**record, "digest": digest_of(record)})
        assert differing(sealed, agreed(), *every) == []
        assert "inputs/evaluation/outcomes" in differing(sealed, agreed(), *every, LATE_IN_MARCH)

    def test_seals_are_made_in_the_second(self) -> None:
        sealed = seal_of(agreed(), JANUARY, IN_JANUARY)
        assert (sealed.record["version"], sealed.whole) == (2, True)
        assert not attrs.evolve(sealed, record={**sealed.record, "version": 1}).whole
