"""What is kept of settlements is valid under its schema, and what is not is refused."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

import contractkit as ck
from contractkit.settlement import SettledPeriod
from contractkit.settlement.kept_schema import correction_schema, ledger_schema, sealed_schema
from contractkit.settlement.remembered import CameIn, Carried

sys.path.insert(0, str(Path(__file__).parent))

from test_correcting import settled
from test_history import FEB, JAN, NOTHING, malus, whole
from test_sealing import paper, sealed


def valid(data: object, schema: object) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(json.loads(json.dumps(data)))


class TestSchemas:
    def test_a_ledger_with_everything_in_it_is_valid(self):
        """And so is the empty one; one with a word too many is not."""
        assert valid(whole().to_dict(), ledger_schema())
        assert valid(ck.Ledger.empty().to_dict(), ledger_schema())
        data = whole().to_dict()
        data["settled"][0]["entries"][0]["verdict"] = "met"
        assert not valid(data, ledger_schema())

    def test_what_was_paid_of_what_waited_says_what_it_was(self):
        """It goes through JSON and back, and is valid."""
        before = (CameIn(0, "minimum-issue", JAN.last),)
        waited = Carried("x 2026-01", 1, "cap", Fraction(-60), JAN.last, "x", "C/4", by="C/9", came_in=before)
        record = SettledPeriod(FEB, "final", NOTHING, (malus(FEB, "-40", earned=Fraction(0), waited=waited),))
        ledger = ck.Ledger.empty().with_period("C", record)
        assert valid(ledger.to_dict(), ledger_schema())
        assert ck.Ledger.from_dict(json.loads(json.dumps(ledger.to_dict()))) == ledger

    def test_a_correction_is_valid(self):
        """With lines that changed and lines that are gone."""
        first, ledger = settled("90 %")
        later, _ = settled("98 %", ledger)
        assert valid(ck.correction(first, later).to_dict(), correction_schema())

    @pytest.mark.parametrize("number", [0, 1])
    def test_a_sealed_record_is_valid(self, number):
        """With and without a ledger before it."""
        data = sealed(paper())[number].to_dict()
        assert valid(data, sealed_schema())
        assert not valid({**data, "digest": "abc"}, sealed_schema())
