"""A settlement as data has a form that is written down."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema
import pytest

import contractkit as ck
from contractkit.settlement import Line, settle

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


def settled(given: Any, *counts: int) -> ck.Settlement:
    agreement = given.agreement(
        given.target("a", "month", given.curve("base", ("0", "-20"), ("60", "0"), ("100", "10"))),
        fees=[given.fee("base", "1000.00", "quarter")],
        steps=[given.cap("50.00", "quarter", "both"), given.rounding()],
    )
    return settle(agreement, given.counted(agreement, {"2026-01": {"a": counts}}), None, period="2026-Q1")[0]


@pytest.mark.parametrize("counts", [(9, 1), (1, 9), (5, 1, 4), (0, 0, 0, 3)])
def test_it_is_valid_and_every_key_is_known(given: Any, counts: tuple[int, ...]) -> None:
    told = json.loads(json.dumps(settled(given, *counts).to_dict()))
    schema = ck.settlement_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)
    assert set(told) == set(schema["required"]) == set(schema["properties"]) - {"blocks"}  # no block was prepaid
    assert set(told["lines"][0]) == set(schema["properties"]["lines"]["items"]["properties"])


def test_what_is_told_by_nobody_is_valid_too() -> None:
    clauses = {"1": {"kind": "service", "name": "calls", "price": "EUR 2 per call"}}
    money, _ = ck.settle(ck.load_agreement(data=HEAD | {"clauses": clauses}), None, None, period="2026-01")
    assert money.lines[0].state == "undetermined"
    jsonschema.validate(money.to_dict(), ck.settlement_schema())


def test_every_attribute_of_a_line_is_written_down(given: Any) -> None:
    names = {field.name for field in attrs.fields(Line)}
    assert names <= set(settled(given, 1, 1).lines[0].to_dict())


def test_another_status_is_not_valid(given: Any) -> None:
    told = settled(given, 1, 1).to_dict() | {"status": "fine"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, ck.settlement_schema())
