"""The command that spoils documents: it finds nothing in what stands here, and it finds what is planted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator

PAPER = 'contractkit: 1\ndocument: sla\nid: S-1\ntitle: T\nnote: N\nclauses:\n  "1": {kind: text, text: x}\n'
VALIDATION = Path(__file__).parents[2] / "benchmarks" / "validation"


@pytest.fixture(scope="module")
def documents() -> Iterator[ModuleType]:
    """Return the command's module."""
    sys.path.insert(0, str(VALIDATION))
    yield import_module("documents")
    sys.path.remove(str(VALIDATION))


class TestSpoiltDocuments:
    def test_checking_them_ends_in_problems_and_in_nothing_else(self) -> None:
        command = [
            sys.executable,
            str(VALIDATION / "documents.py"),
            str(VALIDATION.parents[1] / "tests" / "cases" / "documents" / "good"),
            "--texts",
            "20",
            "--mutations",
            "30",
            "--seed",
            "7",
        ]
        environment = {"PYTHONPATH": str(VALIDATION.parents[1] / "src")}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stdout[-3000:]
        assert "20 changed texts checked" in done.stdout
        assert "30 changed trees checked" in done.stdout

    def test_a_failure_is_made_small_and_told_with_its_seed(
        self, documents: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """A planted error: documents without clauses are too much for the reader."""
        (tmp_path / "sla.yaml").write_text(PAPER, encoding="utf-8")
        read = documents.read_data

        def planted(data: dict[str, Any], name: str) -> Any:
            if "clauses" not in data:
                raise LookupError("planted")
            return read(data, name)

        monkeypatch.setattr(documents, "read_data", planted)
        assert documents.main([str(tmp_path), "--texts", "0", "--mutations", "60", "--seed", "1"]) == 1
        told = capsys.readouterr().out
        assert "seed 1, change" in told
        assert "LookupError: planted" in told
        assert "as Python data\n\n{}\n" in told
        assert "did not end in problems" in told

    def test_a_problem_with_a_code_of_another_library_is_a_failure(
        self, documents: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / "sla.yaml").write_text(PAPER, encoding="utf-8")
        monkeypatch.setattr(documents, "FOREIGN", {"missing-field"})
        assert documents.main([str(tmp_path), "--texts", "0", "--mutations", "40", "--seed", "1"]) == 1
        assert "ForeignCodeError" in capsys.readouterr().out

    def test_a_schema_that_refuses_what_the_loader_takes_is_a_failure(
        self, documents: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = partial(documents.read_text, PAPER, "sla.yaml")
        assert not isinstance(documents.failure_of([], read, "check and write"), documents.Failure)
        monkeypatch.setattr(documents, "validator", lambda: Draft7Validator({"required": ["colour"]}))
        found = documents.failure_of([], read, "check and write")
        assert (type(found).__name__, found.error) == ("Failure", "StricterSchemaError")

    def test_every_place_where_good_documents_stand_gives_some(self, documents: ModuleType) -> None:
        names = {paper.name for papers in documents.sets_of_this_repository() for paper in papers}
        assert {"notice.yaml", "framework.yaml", "time-target.yaml"} <= names

    def test_a_check_that_hangs_is_a_failure(self, documents: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "PATIENCE", 1)
        documents.signal.signal(documents.signal.SIGALRM, documents._hangs)

        def forever() -> Any:
            while True:
                pass

        found = documents.failure_of([], forever, "check")
        assert (type(found).__name__, found.error) == ("Failure", "TimeoutError")
