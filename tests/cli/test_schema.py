"""``contractkit schema`` writes JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from contractkit.cli.schema import RESULTS
from contractkit.documents.heads import DOCUMENTS


class TestSchema:
    def test_it_is_the_schema_of_all_documents(self, desk: Any) -> None:
        done = desk.run("schema")
        assert done.exit_code == 0
        schema = json.loads(done.stdout)
        Draft7Validator.check_schema(schema)
        assert schema["properties"]["document"]["enum"][:2] == ["contract", "sla"]

    def test_of_one_kind_of_document(self, desk: Any) -> None:
        schema = json.loads(desk.run("schema", "--document", "sla").stdout)
        assert schema["title"] == "A document of contractkit: sla"

    def test_of_one_kind_of_clause(self, desk: Any) -> None:
        schema = json.loads(desk.run("schema", "--kind", "fee").stdout)
        assert Draft7Validator(schema).is_valid({"kind": "fee", "name": "f", "amount": "EUR 1", "per": "month"})
        assert not Draft7Validator(schema).is_valid({"kind": "fee", "name": "f", "amount": "1 €", "per": "month"})

    @pytest.mark.parametrize("document", ["evaluation", "attainment"])
    def test_results_as_data_have_one_too(self, desk: Any, document: str) -> None:
        schema = json.loads(desk.run("schema", "--document", document).stdout)
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]["document"] == {"const": document}

    def test_its_help_lists_every_word_that_it_takes(self, desk: Any) -> None:
        """Each word that stands there has a schema, and each that has one stands there."""
        told = " ".join(desk.run("schema", "--help").stdout.replace("│", " ").split()).replace("- ", "-")
        for word in (*DOCUMENTS, *RESULTS):
            assert re.search(rf"[ :]{word}[,;.]", told), word
            assert desk.run("schema", "--document", word).exit_code == 0

    def test_an_unknown_document_gets_the_nearest_word(self, desk: Any) -> None:
        done = desk.run("schema", "--document", "settlment")
        assert done.exit_code == 2
        assert "there is no document 'settlment'; did you mean 'settlement'?" in done.stderr

    def test_an_unknown_kind_is_wrong_use(self, desk: Any) -> None:
        done = desk.run("schema", "--kind", "fees")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "there is no kind 'fees'; did you mean 'fee'?" in done.stderr

    def test_a_clause_of_a_document_is_wrong_use(self, desk: Any) -> None:
        done = desk.run("schema", "--kind", "fee", "--document", "sla")
        assert done.exit_code == 2
        assert "do not go together" in done.stderr
