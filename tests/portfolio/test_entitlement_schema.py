"""Every answer fits the schema that is published for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from call_papers import SCOPE, paper

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"
VALID = jsonschema.Draft202012Validator(ck.entitlement_schema())
AT = "2026-02-17T10:05+01:00"


class TestSchema:
    def test_it_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(ck.entitlement_schema())

    @pytest.mark.parametrize("customer", ["havenkroon", "graanmolen", "rietland"])
    @pytest.mark.parametrize("category", ["broken-pc", "private-phone", "office-move", None])
    @pytest.mark.parametrize("kind", ["incident", "order", None])
    def test_answers_of_the_examples_fit(self, customer: str, category: str | None, kind: str | None) -> None:
        portfolio = ck.Portfolio.of(ck.load_agreements(MSP))
        item = {"customer": customer, "service": "workplace", "category": category, "type": kind, "priority": "P1"}
        VALID.validate(ck.entitlement(portfolio, item=item, at=AT).to_dict())

    def test_answers_of_several_contracts_fit(self) -> None:
        papers = [paper(1), paper(2, c7_1=SCOPE)]
        portfolio = ck.Portfolio.of(ck.load_agreement(data=one) for one in papers)
        found = ck.entitlement(portfolio, item={"customer": "bakery", "service": "desk"}, at=AT)
        assert found.alternatives
        VALID.validate(found.to_dict())

    @pytest.mark.parametrize("change", [{"scope": "maybe"}, {"more": 1}, {"promises": [{"name": "p"}]}])
    def test_what_is_no_answer_does_not_fit(self, change: dict[str, Any]) -> None:
        record = ck.entitlement(ck.load_agreement(data=paper()), item={"priority": "P1"}, at=AT).to_dict()
        VALID.validate(record)
        assert list(VALID.iter_errors({**record, **change}))
