"""The JSON Schema of a delivery: what comes out is what it says, and nothing else passes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """Return what was delivered to each customer of examples/msp, as JSON has it."""
    facts = ck.Facts.from_files(items=MSP / "items.csv", events=MSP / "events.csv", mapping=MSP / "mapping.yaml")
    names = ("work", "favours", "decisions", "told", "quotes")
    told = ck.DeliveryFacts.from_tables(
        zone="Europe/Amsterdam", currency="EUR", **{name: MSP / f"{name}.csv" for name in names}
    )
    found = []
    for agreement in ck.load_agreements(MSP):
        own = facts.of_customer(agreement.customer)
        evaluation = ck.evaluate(agreement, own, as_of=datetime(2026, 4, 10, tzinfo=ZoneInfo("Europe/Amsterdam")))
        delivery = ck.delivered(agreement, evaluation, period="2026-Q1", told=told)
        found.append(json.loads(json.dumps(delivery.to_dict())))
    return found


class TestSchema:
    """Draft 2020-12."""

    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(ck.delivery_schema())

    def test_what_was_delivered_to_each_customer_is_what_it_says(self, records: list[dict[str, Any]]) -> None:
        validator = Draft202012Validator(ck.delivery_schema())
        for record in records:
            assert [(error.json_path, error.message) for error in validator.iter_errors(record)] == []
        parts = ("services", "months", "outside", "no_paper", "repeats", "grey", "favours", "quotas", "quotes", "ahead")
        assert [name for name in (*parts, "proposals") if not any(record[name] for record in records)] == []

    @pytest.mark.parametrize(
        ("part", "field", "value"),
        [("services", "state", "more"), ("grey", "outcome", "perhaps"), ("quotes", "price", 42.5), ("outside", "x", 1)],
    )
    def test_anything_else_does_not_pass(
        self, records: list[dict[str, Any]], part: str, field: str, value: object
    ) -> None:
        record = json.loads(json.dumps(next(record for record in records if record[part])))
        record[part][0][field] = value
        assert list(Draft202012Validator(ck.delivery_schema()).iter_errors(record))
