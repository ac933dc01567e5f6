"""Amounts below nought: no share is taken of them, so that a missed target never pays the provider."""

from __future__ import annotations

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected, FactsRejected

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
TARGET = {"kind": "figure-target", "name": "av", "metric": "uptime", "reach": "at least 99 %", "per": "month"}
TIERS = {"kind": "tier-credit", "of": "desk", "tiers": [{"below": "reach", "credit": "10 %"}]}
CLAUSES = {
    "1": {"kind": "term", "start": "2026-01-01"},
    "2": {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"},
    "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
    "4": TARGET | {"pays": [TIERS]},
}


class TestAmountsBelowNought:
    def test_a_credit_of_an_amount_below_nought_is_not_known(self):
        agreement = ck.load_agreement(data=HEAD | {"clauses": CLAUSES})
        data = {"figures": {"av": "98 %"}, "amounts": {"desk": "-EUR 100.00"}}
        told = ck.SettlementFacts.from_dict(data, agreement=agreement, period="2026-01")
        money, _ = ck.settle(agreement, None, None, period="2026-01", told=told)
        assert (str(money.total), money.status) == ("EUR 1 000.00", "provisional")
        assert "desk is told as EUR -100.00, and of less than nothing no share is taken" in money.lines[-1].says

    @pytest.mark.parametrize("word", ["credits", "charges"])
    def test_what_earlier_periods_left_is_told_by_its_size(self, word):
        agreement = ck.load_agreement(data=HEAD | {"clauses": CLAUSES})
        data = {"ledger": {word: {"rolling 11 months": "-EUR 100.00"}}}
        with pytest.raises(FactsRejected) as refused:
            ck.SettlementFacts.from_dict(data, agreement=agreement, period="2026-01")
        (problem,) = refused.value.problems
        assert (problem.code, problem.hint) == ("quantity", "write EUR 100.00")

    @pytest.mark.parametrize("least", ["-EUR 500", "EUR 0", "0 calls", "0 % of desk"])
    def test_a_minimum_of_nought_or_less_is_refused(self, least):
        clause = {"kind": "minimum-commitment", "at_least": least, "per": "year"}
        with pytest.raises(DocumentRejected) as refused:
            ck.load_agreement(data=HEAD | {"clauses": CLAUSES | {"5": clause}})
        assert [problem.code for problem in refused.value.problems] == ["quantity"]
