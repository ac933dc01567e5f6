"""Which items belong to which agreement."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from contractkit.cli.dividing import divide
from contractkit.compiling import load_agreement
from contractkit.facts import Coded, Facts, Items
from contractkit.terms import Agreement


def agreement(code: str | None, name: str = "Acme") -> Agreement:
    document = {
        "contractkit": "1", "document": "sla", "id": "SLA-7", "title": "Levels", "zone": "UTC", "currency": "EUR",
        "fields": {"closed_at": "instant"},
        "clauses": {"1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
                          "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always"}},
    }  # fmt: skip
    from contractkit.terms import Party

    return attrs.evolve(load_agreement(data=document), id=f"C-{code}", parties=(Party("customer", name, code),))


def facts(*customers: str | None, field: str = "customer") -> Facts:
    return Facts(Items([f"T-{n}" for n, _ in enumerate(customers)], {field: Coded.from_words(customers)}))


def ids(division: Any) -> list[list[str]]:
    return [list(part.items.ids) for part in division.parts]


class TestDivide:
    """Items go to the agreement whose code their customer field holds."""

    def test_each_agreement_gets_the_items_of_its_customer(self) -> None:
        division = divide([agreement("a", "A"), agreement("b", "B")], facts("a", "b", "a", "c", None))
        assert ids(division) == [["T-0", "T-2"], ["T-1"]]
        assert division.others == {"c": 1, None: 1}

    def test_one_agreement_among_other_customers_gets_its_own_items(self) -> None:
        division = divide([agreement("a")], facts("a", "b"))
        assert (ids(division), division.others) == ([["T-0"]], {"b": 1})

    def test_two_agreements_with_one_customer_judge_the_same_items(self) -> None:
        assert ids(divide([agreement("a"), agreement("a")], facts("a", "b"))) == [["T-0"], ["T-0"]]

    @pytest.mark.parametrize(
        ("code", "field"),
        [(None, "customer"), ("a", "service"), (None, "service")],
        ids=["no-code", "no-field", "neither"],
    )
    def test_one_agreement_gets_all_items_where_facts_or_contract_do_not_speak_of_customers(
        self, code: str | None, field: str
    ) -> None:
        division = divide([agreement(code)], facts("a", "b", field=field))
        assert (ids(division), division.others) == ([["T-0", "T-1"]], {})

    def test_several_customers_and_no_field_is_a_problem(self) -> None:
        division = divide([agreement("a", "A"), agreement("b", "B")], facts("a", "b", field="service"))
        assert [problem.code for problem in division.problems] == ["no-customer-field"]

    def test_several_customers_of_whom_one_has_no_code_is_a_problem_that_names_the_contract(self) -> None:
        division = divide([agreement("a", "A"), agreement(None, "B")], facts("a", "b"))
        assert [(problem.code, "C-None" in problem.says) for problem in division.problems] == [
            ("no-customer-code", True)
        ]
