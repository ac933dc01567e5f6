"""Settled, sealed, written down, read and made again: the same."""

from __future__ import annotations

import json

from drawn_cases import AS_OF, MONTHS, Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck


@settings(max_examples=20, deadline=None)
@given(case=cases())
def test_what_was_sealed_is_found_again_by_whoever_has_the_same_papers(case: Case) -> None:
    """Month after month; facts and ledger are read from the record, papers from the other party's own copy."""
    agreement, theirs = case.agreement(), case.agreement()
    facts, told = case.facts(), case.known(agreement)
    evaluation, judged = (ck.evaluate(one, facts, AS_OF) for one in (agreement, theirs))
    ledger = ck.Ledger.empty()
    for month in MONTHS:
        money, after = ck.settle(agreement, evaluation, facts, period=month, before=ledger, told=told)
        sealed = ck.SealedSettlement.from_json(
            ck.seal(money, agreement, evaluation, facts, told=told, before=ledger).to_json()
        )
        recomputed = ck.recompute(sealed, theirs, judged, facts)
        assert recomputed.same, str(recomputed)
        assert recomputed.settlement == money
        ledger = after


@settings(max_examples=15, deadline=None)
@given(case=cases(), cents=st.sampled_from(["0.01", "-0.01"]))
def test_a_cent_on_any_line_of_a_sealed_record_is_found(case: Case, cents: str) -> None:
    agreement, facts = case.agreement(), case.facts()
    evaluation, told = ck.evaluate(agreement, facts, AS_OF), case.known(agreement)
    money, _ = ck.settle(agreement, evaluation, facts, period=MONTHS[0], told=told)
    record = json.loads(ck.seal(money, agreement, evaluation, facts, told=told).to_json())
    for line in record["settlement"]["lines"]:
        line["amount"] = str(ck.Money(line["amount"].split()[-1], "EUR").amount + ck.Money(cents, "EUR").amount)
    recomputed = ck.recompute(ck.SealedSettlement.from_dict(record), agreement, evaluation, facts)
    assert not recomputed.same
    assert recomputed.settlement == money
