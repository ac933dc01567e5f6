"""Sealed settlements, and the other party that makes them again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.settlement.sealing.canonical import canonical, digest_of

TEXT = """
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
  "0": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: desk, amount: 100.00, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: office
    reach: 90 %
    per: month
    pays: [{kind: tier-credit, of: desk, tiers: [{below: reach, credit: CREDIT}]}]
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 15 % of charges, per: year, caps: malus}
      - {step: round, to: 0.01}
"""
LONGER_HOURS = """
contractkit: 1
document: amendment
id: A-1
title: Longer hours
amends: C-9
signed_on: 2026-01-02
effective_from: 2026-01-16
changes:
  - {clause: "0", action: change, fields: {week: {was: {mon-fri: 09:00-17:00}, becomes: {mon-fri: 08:00-18:00}}}}
"""
MONTHS = ("2026-01", "2026-02")


def paper(credit: str = "10 %", hours: str = "09:00-17:00") -> ck.Agreement:
    return ck.load_agreement(text=TEXT.replace("CREDIT", credit).replace("09:00-17:00", hours))


def evaluated(agreement: ck.Agreement, closed: str = "17:00") -> tuple[ck.Evaluation, ck.Facts]:
    items = {
        "id": ["T1", "T2"],
        "opened": ["2026-01-12T09:00+01:00", "2026-02-03T09:00+01:00"],
        "closed": [f"2026-01-12T{closed}+01:00", "2026-02-03T16:00+01:00"],
    }
    fields = {"opened_at": "opened", "closed_at": "closed"}
    mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": fields}}
    facts = ck.Facts.from_frames(items=items, mapping=mapping)
    return ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 2, tzinfo=UTC)), facts


def sealed(agreement: ck.Agreement) -> list[ck.SealedSettlement]:
    evaluation, facts = evaluated(agreement)
    ledger, found = ck.Ledger.empty(), []
    for period in MONTHS:
        settlement, after = ck.settle(agreement, evaluation, facts, period=period, before=ledger)
        found.append(ck.seal(settlement, agreement, evaluation, before=ledger))
        ledger = after.with_status(ck.Period.parse(period), "final", digest=found[-1].digest)
    return found


def places(recomputed: ck.Recomputed) -> set[str]:
    return {difference.where for difference in recomputed.differences}


class TestRecompute:
    def test_settling_sealing_and_making_it_again_changes_nothing(self):
        """Through JSON and back, from the other party's own papers and facts, also with a ledger."""
        for one in sealed(paper()):
            evaluation, facts = evaluated(paper())
            read = ck.SealedSettlement.from_json(one.to_json())
            assert read == one
            assert read.whole
            found = ck.recompute(read, paper(), evaluation, facts)
            assert found.same, str(found)

    def test_another_wording_is_named_with_the_line_that_it_changes(self):
        """The terms differ, and so does the malus."""
        evaluation, facts = evaluated(paper("5 %"))
        found = ck.recompute(sealed(paper())[0], paper("5 %"), evaluation, facts)
        assert {"agreement/terms", "settlement/total"} <= places(found)
        assert any(place.startswith("settlement/lines/") and place.endswith("/amount") for place in places(found))
        assert not found.same

    def test_another_calendar_is_named_by_its_edition(self):
        """The other party's office closes later."""
        other = paper(hours="09:00-18:00")
        evaluation, facts = evaluated(other)
        found = ck.recompute(sealed(paper())[0], other, evaluation, facts)
        assert {"calendars/office", "agreement/terms"} <= places(found)

    def test_another_verdict_is_named_even_where_it_moves_no_amount(self):
        """T1 was closed at another minute; it was breached and stays so."""
        evaluation, facts = evaluated(paper(), closed="16:59")
        found = ck.recompute(sealed(paper())[0], paper(), evaluation, facts)
        assert places(found) == {"inputs/evaluation/verdicts"}

    def test_a_record_that_somebody_changed_has_another_digest(self):
        """One cent in one line."""
        data = json.loads(sealed(paper())[0].to_json())
        data["settlement"]["total"] = "90.01"
        changed = ck.SealedSettlement.from_dict(data)
        evaluation, facts = evaluated(paper())
        found = ck.recompute(changed, paper(), evaluation, facts)
        assert not changed.whole
        assert places(found) == {"digest", "settlement/total"}

    def test_one_s_own_ledger_takes_the_place_of_that_of_the_record(self):
        """Without January the cap of the year does not know what is left."""
        evaluation, facts = evaluated(paper())
        found = ck.recompute(sealed(paper())[1], paper(), evaluation, facts, before=ck.Ledger.empty())
        assert any(place.startswith("inputs/before") for place in places(found))
        assert "settlement/status" in places(found)


class TestSeal:
    def test_the_settlement_of_another_agreement_is_refused(self):
        """A seal says under which papers."""
        settlement, _ = ck.settle(paper(), *evaluated(paper()), period="2026-01")
        other = ck.load_agreement(text=TEXT.replace("CREDIT", "10 %").replace("id: C-9", "id: C-10"))
        with pytest.raises(UsageError, match="of C-9, and the agreement is C-10"):
            ck.seal(settlement, other)

    def test_it_knows_nothing_of_where_the_papers_lie(self, tmp_path):
        """Two folders, one digest."""
        digests = set()
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "paper.yaml").write_text(TEXT.replace("CREDIT", "10 %"), encoding="utf-8")
            agreement = ck.load_agreement(tmp_path / folder)
            evaluation, facts = evaluated(agreement)
            settlement, _ = ck.settle(agreement, evaluation, facts, period="2026-02")
            digests.add(ck.seal(settlement, agreement, evaluation).digest)
        assert len(digests) == 1


class TestFromDict:
    @pytest.mark.parametrize(
        ("data", "message"),
        [({}, "kind is not"), ({"kind": "sealed-settlement", "version": 9, "digest": "x"}, "version 9")],
    )
    def test_what_is_no_sealed_settlement_is_refused(self, data, message):
        """Rather than compare it with anything."""
        with pytest.raises(UsageError, match=message):
            ck.SealedSettlement.from_dict(data)

    @pytest.mark.parametrize("part", [None, [], "EUR 100", 3])
    def test_one_whose_settlement_is_something_else_is_refused(self, part):
        """A record that somebody cut to pieces is told as such, and never ends in an error of Python."""
        data = json.loads(sealed(paper())[0].to_json()) | {"settlement": part}
        with pytest.raises(UsageError, match="no whole sealed settlement"):
            ck.SealedSettlement.from_dict(data)

    def test_text_that_is_no_json_is_refused(self):
        """With the place where it breaks."""
        with pytest.raises(UsageError, match="line 1"):
            ck.SealedSettlement.from_json("{")


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


class TestCanonical:
    @settings(max_examples=60, deadline=None)
    @drawn(data=JSON, seed=st.randoms())
    def test_the_order_of_keys_decides_nothing_and_reading_gives_it_back(self, data, seed):
        """Equal data has equal bytes."""

        def shuffled(part: Any) -> Any:
            if isinstance(part, dict):
                keys = list(part)
                seed.shuffle(keys)
                return {key: shuffled(part[key]) for key in keys}
            return [shuffled(one) for one in part] if isinstance(part, list) else part

        assert canonical(shuffled(data)) == canonical(data)
        assert json.loads(canonical(data)) == data
        assert len(digest_of(data)) == 64

    @pytest.mark.parametrize("data", [{"a": 0.1}, [Decimal(1)], {1: "a"}])
    def test_what_two_machines_may_write_differently_is_refused(self, data):
        """Floats, and keys that are no text."""
        with pytest.raises(UsageError):
            canonical(data)


class TestSealWhatWasMade:
    """A seal says that these inputs make this settlement; it is made again before it is sealed."""

    def test_facts_that_did_not_make_the_settlement_are_refused(self):
        """Made with the default of nothing told, and sealed with a correction that was told later."""
        agreement = paper()
        evaluation, facts = evaluated(agreement)
        settlement, _ = ck.settle(agreement, evaluation, facts, period="2026-01")
        told = ck.SettlementFacts.from_dict({"amounts": {"desk": "EUR 200.00"}}, agreement=agreement, period="2026-01")
        with pytest.raises(UsageError, match="was not made from what is handed") as refused:
            ck.seal(settlement, agreement, evaluation, facts, told=told)
        assert refused.value.differences

    def test_another_evaluation_is_refused(self):
        agreement = paper()
        evaluation, facts = evaluated(agreement)
        settlement, _ = ck.settle(agreement, evaluation, facts, period="2026-01")
        with pytest.raises(UsageError, match="made from what is handed"):
            ck.seal(settlement, agreement, evaluated(agreement, closed="10:00")[0], facts)

    def test_the_ledger_after_it_is_not_the_one_before_it(self):
        """A cap over the year: with January in the ledger that was handed, February came to less."""
        agreement = paper(credit="12 %")
        evaluation, facts = evaluated(agreement)
        _, ledger = ck.settle(agreement, evaluation, facts, period="2026-01")
        february, _ = ck.settle(agreement, evaluation, facts, period="2026-02", before=ledger)
        assert ck.seal(february, agreement, evaluation, facts, before=ledger).whole
        with pytest.raises(UsageError, match="before="):
            ck.seal(february, agreement, evaluation, facts)

    def test_an_amount_that_was_changed_by_hand_is_refused(self):
        agreement = paper()
        evaluation, facts = evaluated(agreement)
        settlement, _ = ck.settle(agreement, evaluation, facts, period="2026-01")
        cheaper = attrs.evolve(settlement, total=ck.Money("1.00", "EUR"))
        with pytest.raises(UsageError, match=r"total is 1\.00, and they come to 90\.00"):
            ck.seal(cheaper, agreement, evaluation, facts)

    def test_what_was_agreed_is_sealed_as_agreed_and_made_again(self):
        """Parties agree, inputs do not: the status alone is no difference."""
        agreement = paper()
        evaluation, facts = evaluated(agreement)
        settlement, ledger = ck.settle(agreement, evaluation, facts, period="2026-01")
        agreed, _ = ck.agree(settlement, ledger)
        made = ck.seal(agreed, agreement, evaluation, facts)
        assert made.record["settlement"]["status"] == "agreed"
        assert ck.recompute(made, agreement, evaluation, facts).same

    def test_the_edition_of_a_calendar_that_an_amendment_changed_is_sealed_with_the_one_before(self, tmp_path):
        (tmp_path / "contract.yaml").write_text(TEXT.replace("CREDIT", "10 %"), encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(LONGER_HOURS, encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        evaluation, facts = evaluated(agreement)
        settlement, _ = ck.settle(agreement, evaluation, facts, period="2026-01")
        editions = ck.seal(settlement, agreement, evaluation, facts).record["calendars"]["office"].split(", ")
        assert len(set(editions)) == 2
