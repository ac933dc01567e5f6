"""Every form of the process fits the schema that is published for it, and what is no such form does not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"
AS_OF = datetime.fromisoformat("2026-03-05T12:00+01:00")


def valid(schema: Callable[[], dict[str, Any]]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.fixture(scope="module")
def result() -> ck.Evaluation:
    agreement = next(one for one in ck.load_agreements(MSP) if one.id == "C-HVK-2025")
    tables = {name: MSP / f"{name}.csv" for name in ("items", "events")}
    facts = ck.Facts.from_files(**tables, mapping=MSP / "mapping.yaml").of_customer("havenkroon")
    return ck.evaluate(agreement, facts, as_of=AS_OF)


def ids(result: ck.Evaluation) -> list[str]:
    return [row["id"] for row in result.items.to_records()]


class TestForms:
    def test_the_steps_of_every_item_of_the_example_fit(self, result: ck.Evaluation) -> None:
        check, some = valid(ck.process_schema), 0
        for item in ids(result):
            record = ck.process_of(result, item).to_dict()
            check.validate(record)
            some += len(record["steps"])
        assert some > 0

    def test_the_requests_of_every_item_of_the_example_fit(self, result: ck.Evaluation) -> None:
        check = valid(ck.open_request_schema)
        for item in ids(result):
            check.validate(ck.open_request(result, item).to_dict())

    def test_allocations_fit_also_where_nothing_can_be_allocated(self, result: ck.Evaluation) -> None:
        check, whys = valid(ck.allocation_schema), set()
        for row in result.outcomes.to_records():
            record = ck.allocation_of(result, row["item"], row["target"]).to_dict()
            check.validate(record)
            whys.add(record["why_not"] is None)
        assert whys == {True, False}

    def test_proofs_fit_whatever_they_prove(self) -> None:
        check = valid(ck.chain_proof_schema)
        step = {"kind": "step", "name": "mend", "for": "4", "calendar": "office"}
        verdicts = set()
        for within in ("3 hours", "5 hours", None):
            last = {"within": within} if within else {"before": "opened_at"}
            agreement = ck.load_agreement(
                data={
                    "contractkit": 1,
                    "document": "sla",
                    "id": "SLA-7",
                    "title": "Desk",
                    "currency": "EUR",
                    "zone": "UTC",
                    "fields": {"opened_at": "instant", "solved_at": "instant"},
                    "clauses": {
                        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
                        "4": {
                            "kind": "time-target",
                            "within": "4 hours",
                            "calendar": "office",
                            "starts": {"field": "opened_at"},
                            "stops": {"field": "solved_at"},
                        },
                        "8": {**step, **last},
                    },
                }
            )
            (proof,) = ck.chain_proofs(agreement)
            check.validate(proof.to_dict())
            verdicts.add(proof.verdict)
        assert verdicts == {"fits", "too-long", "not-proved"}

    @pytest.mark.parametrize("change", [{"scope": "maybe"}, {"more": 1}, {"steps": [{"name": "mend"}]}])
    def test_what_is_no_process_does_not_fit(self, result: ck.Evaluation, change: dict[str, Any]) -> None:
        record = ck.process_of(result, ids(result)[0]).to_dict()
        assert list(valid(ck.process_schema).iter_errors({**record, **change}))

    @pytest.mark.parametrize(
        ("change", "schema"),
        [
            ({"state": "perhaps"}, ck.allocation_schema),
            ({"parts": [{"kind": "luck"}]}, ck.allocation_schema),
            ({"share": "half"}, ck.chain_proof_schema),
            ({"verdict": "maybe"}, ck.chain_proof_schema),
            ({"is_open": "yes"}, ck.open_request_schema),
            ({"promises": [{"standing": "lost"}]}, ck.open_request_schema),
            ({"steps": [{"state": "lost"}]}, ck.item_steps_schema),
        ],
    )
    def test_each_form_is_closed(self, change: dict[str, Any], schema: Callable[[], dict[str, Any]]) -> None:
        (name,) = change
        errors = [next(iter(error.path)) for error in valid(schema).iter_errors(change) if error.path]
        assert name in errors


class TestCommands:
    """What the commands write as JSON fits, and `contractkit schema` writes the schemas themselves."""

    FACTS = tuple(
        word
        for name in ("mapping", "items", "events")
        for word in (f"--{name}", str(MSP / f"{name}.{'yaml' if name == 'mapping' else 'csv'}"))
    )

    def written(self, *words: str) -> Any:
        told = subprocess.run(
            [sys.executable, "-m", "contractkit.cli", *words], capture_output=True, text=True, check=True
        )
        return json.loads(told.stdout)

    def test_the_steps_of_all_items_fit(self) -> None:
        rows = self.written("process", str(MSP), *self.FACTS, "--as-of", "2026-03-05", "--json")["processes"]
        check = valid(ck.item_steps_schema)
        for one in rows:
            check.validate(one)
        assert any(one["steps"] for one in rows)

    @pytest.mark.parametrize("form", ["item-process", "item-steps", "allocation", "chain-proof", "open-request"])
    def test_the_schema_command_writes_it(self, form: str) -> None:
        assert self.written("schema", "--document", form)["properties"]["document"] == {"const": form}
