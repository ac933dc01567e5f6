"""The schema takes every good document, and refuses bad ones where the loader does, as far as a schema can see."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from contractkit.documents import CONVENTIONS, read_documents
from contractkit.documents.clauses.registry import effects, kinds, steps
from contractkit.documents.heads import DOCUMENTS
from contractkit.documents.schema import clause_schema, document_schema, language_schema
from contractkit.documents.tree import ListNode, MapNode, Node, place_of
from contractkit.documents.yaml_reader import read_fully
from contractkit.errors import UsageError

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "documents"
GOOD = [*sorted((CASES / "good").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]
OTHER = re.compile(r"^document: (mapping|facts)$", re.MULTILINE)
GOOD = [path for path in GOOD if not OTHER.search(path.read_text(encoding="utf-8"))]
BAD = sorted((CASES / "bad").rglob("*.yaml"))
BAD = [path for path in BAD if path.name != "newer-version.yaml"]  # of which the loader tells nothing but its version
SHARED = Path(os.environ.get("CONTRACTKIT_SHARED", ROOT.parent / "shared")) / "language"
SCHEMA = language_schema()
VALIDATOR = Draft7Validator(SCHEMA)
SEEN_AT_ONCE = {
    "holidays",
    "language",
    "missing-kind",
    "missing-step",
    "string_pattern_mismatch",
    "unknown-currency",
    "unknown-field",
    "unknown-kind",
    "unknown-step",
    "unknown-word",
    "wrong-shape",
}
"""The codes of problems that one place is enough to see."""
WRONG = (CASES / "schema" / "wrong.yaml").read_text(encoding="utf-8")


def seen(node: Node) -> Any:
    """A tree as a reader of YAML 1.2 sees it, which is what generic validators get."""
    if isinstance(node, MapNode):
        return {entry.key.text: seen(entry.value) for entry in node.entries}
    if isinstance(node, ListNode):
        return [seen(item) for item in node.items]
    if node.plain and re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", node.text):
        return float(node.text)
    return {"true": True, "false": False}.get(node.text, node.text) if node.plain else node.text


@cache
def tree_of(path: Path) -> Node | None:
    return read_fully(path.read_text(encoding="utf-8")).tree


@cache
def validator_of(document: str) -> Draft7Validator:
    return Draft7Validator(document_schema(document))


@cache
def lines_refused(text: str) -> set[int | None]:
    """The lines at which the schema finds something: of an unknown field its key, of a missing one its map."""
    tree = read_fully(text).tree
    if not isinstance(tree, MapNode):
        return set()
    lines = set()
    for error in VALIDATOR.iter_errors(seen(tree)):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            unknown = set(error.instance) - set(error.schema["properties"])
            lines |= {place_of(tree, (*path, name), "key").line for name in unknown}
        elif "propertyNames" in error.absolute_schema_path:
            lines.add(place_of(tree, (*path, error.instance), "key").line)
        else:
            lines.add(place_of(tree, path).line)
    return lines


@cache
def lines_told(path: Path) -> set[int | None]:
    return {problem.line for problem in read_documents(path)[1]}


class TestGoodDocuments:
    """What the loader takes, the schema takes."""

    def test_the_schema_is_one(self) -> None:
        Draft7Validator.check_schema(SCHEMA)
        assert json.loads(json.dumps(SCHEMA)) == SCHEMA

    @pytest.mark.parametrize("path", GOOD, ids=lambda path: "-".join(path.parts[-2:]))
    def test_a_good_document_is_valid(self, path: Path) -> None:
        tree = tree_of(path)
        assert tree is not None
        assert [(list(e.absolute_path), e.message) for e in VALIDATOR.iter_errors(seen(tree))] == []

    @pytest.mark.parametrize("path", GOOD, ids=lambda path: "-".join(path.parts[-2:]))
    def test_it_is_valid_under_the_schema_of_its_kind_of_document(self, path: Path) -> None:
        tree = tree_of(path)
        assert isinstance(tree, MapNode)
        assert list(validator_of(str(tree.text("document"))).iter_errors(seen(tree))) == []

    def test_its_clauses_are_valid_under_the_schemas_of_their_kinds(self) -> None:
        checked = set()
        for path in sorted((CASES / "good").rglob("*.yaml")):
            tree = tree_of(path)
            assert tree is not None
            for clause in seen(tree).get("clauses", {}).values():
                Draft7Validator(clause_schema(clause["kind"])).validate(clause)
                checked.add(clause["kind"])
        assert len(checked) >= len(kinds()) // 2


class TestBadDocuments:
    """What the loader refuses, the schema refuses at the same line, or does not see."""

    @pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
    def test_it_never_complains_of_a_line_that_the_loader_takes(self, path: Path) -> None:
        assert lines_refused(path.read_text(encoding="utf-8")) - lines_told(path) == set()

    @pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
    def test_words_fields_kinds_and_shapes_are_seen_at_the_lines_that_the_loader_names(self, path: Path) -> None:
        told = read_documents(path)[1]
        if "unknown-document" in {problem.code for problem in told} or path.name == "a-list.yaml":
            pytest.skip("of what is no document of the language nothing more can be seen")
        at_once = {problem.line for problem in told if problem.code in SEEN_AT_ONCE}
        assert at_once - lines_refused(path.read_text(encoding="utf-8")) == set()

    def test_kinds_steps_fields_words_and_quantities_are_seen_in_every_form(self) -> None:
        assert lines_refused(WRONG) == {6, 7, 9, 10, 11, 14, 15, 16, 19, 20, 21, 24, 26, 28, 29, 32, 33, 36}

    @pytest.mark.skipif(
        not SHARED.is_dir(), reason=f"the shared examples are not there ({SHARED}); set CONTRACTKIT_SHARED"
    )
    @pytest.mark.parametrize("name", ["1-typos", "3-quantities", "9-conventions"])
    def test_of_the_broken_files_of_the_language_every_expected_line_is_seen(self, name: str) -> None:
        expected = json.loads((SHARED / "broken" / "expected.json").read_text(encoding="utf-8"))
        lines = {entry["line"] for entry in expected[f"{name}.yaml"]}
        assert lines_refused((SHARED / "broken" / f"{name}.yaml").read_text(encoding="utf-8")) == lines

    @pytest.mark.skipif(
        not SHARED.is_dir(), reason=f"the shared examples are not there ({SHARED}); set CONTRACTKIT_SHARED"
    )
    def test_in_no_paper_that_is_shared_a_line_is_refused_that_the_loader_takes(self) -> None:
        for path in sorted(SHARED.rglob("*.yaml")):
            refused = lines_refused(path.read_text(encoding="utf-8"))
            assert (path.name, refused - lines_told(path)) == (path.name, set())


class TestCompleteness:
    """The schema knows every word of the language."""

    def test_every_kind_effect_step_and_document_is_a_branch(self) -> None:
        definitions = SCHEMA["definitions"]
        lists = [
            union["properties"][word]["enum"]
            for union in definitions.values()
            for word in ("kind", "step")
            if "allOf" in union and word in union.get("properties", {}) and "enum" in union["properties"][word]
        ]
        assert sorted(lists, key=len) == sorted([list(steps()), list(effects()), list(kinds())], key=len)
        assert SCHEMA["properties"]["document"]["enum"] == list(DOCUMENTS)

    def test_every_kind_says_what_it_is(self) -> None:
        for word in kinds():
            schema = clause_schema(word)
            name = schema["allOf"][0]["$ref"].rpartition("/")[2]
            assert schema["definitions"][name]["description"]

    def test_no_choice_between_maps_is_left_to_trial(self) -> None:
        """A map that several forms could be would be told as none of them, and not at the place of its mistake."""

        def trials(schema: Any) -> list[Any]:
            if isinstance(schema, list):
                return [found for part in schema for found in trials(part)]
            if not isinstance(schema, dict):
                return []
            maps = [form for form in schema.get("anyOf", ()) if "$ref" in form or form.get("type") == "object"]
            return [maps, *trials(list(schema.values()))] if len(maps) > 1 else trials(list(schema.values()))

        assert trials(SCHEMA) == []

    def test_usual_fields_are_explained_where_the_model_does_not(self) -> None:
        target = SCHEMA["definitions"]["TimeTarget"]["properties"]
        assert target["rows"]["description"] == "The rows of the table, each with its name."
        assert target["within"]["description"] != ""

    def test_every_convention_can_be_completed_and_says_what_it_settles(self) -> None:
        settled = SCHEMA["definitions"]["Conventions"]["properties"]
        assert list(settled) == list(CONVENTIONS)
        told = settled["counting"]
        assert (told["enum"], told["x-default"]) == (["after-start", "from-start"], "after-start")
        assert told["description"] == "Settles the day of the start. Left out: after-start; else from-start."

    def test_a_quantity_has_the_one_pattern_of_its_notation(self) -> None:
        from contractkit.quantities.notation import WITHIN

        within = clause_schema("time-target")["definitions"]["TimeTarget"]["properties"]["within"]
        assert (within["pattern"], within["examples"]) == (WITHIN.pattern, list(WITHIN.examples))
        assert within["patternErrorMessage"] == "This is not a time limit; for example '4 hours' or '1 hour 30 minutes'"

    def test_a_number_without_quotes_is_taken_where_the_loader_takes_it(self) -> None:
        def takes(schema: Any, value: Any) -> bool:
            return Draft7Validator({**schema, "definitions": SCHEMA["definitions"]}).is_valid(value)

        target = SCHEMA["definitions"]["TimeTarget"]["properties"]
        assert not takes(target["within"], 4)
        assert not takes(target["name"], 4)
        assert takes(SCHEMA["definitions"]["Fee"]["properties"]["amount"], 900)
        assert takes(SCHEMA["definitions"]["FieldTest"]["properties"]["at_least"], 2)
        assert [takes(SCHEMA["definitions"]["Sla"]["properties"]["contractkit"], value) for value in (1, "1", 2)] == [
            True,
            True,
            False,
        ]

    def test_a_wrong_text_is_told_by_its_pattern_also_where_a_number_might_stand(self) -> None:
        price = SCHEMA["definitions"]["Service"]["properties"]["price"]
        (error,) = Draft7Validator({**price, "definitions": SCHEMA["definitions"]}).iter_errors("31,50 per seat")
        assert error.validator == "pattern"

    def test_no_branch_is_a_one_of_which_would_tell_everything_at_the_root(self) -> None:
        assert '"oneOf"' not in json.dumps(SCHEMA)

    @pytest.mark.parametrize(("make", "word"), [(clause_schema, "time-targt"), (document_schema, "slaa")])
    def test_an_unknown_word_is_answered_with_the_nearest(self, make: Any, word: str) -> None:
        with pytest.raises(UsageError, match="did you mean"):
            make(word)


class TestCheckJsonschema:
    """A validator that knows nothing of contracts, from its command line."""

    @staticmethod
    def run(folder: Path, *papers: Path) -> subprocess.CompletedProcess[str]:
        schema = folder / "schema.json"
        schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--schemafile",
            str(schema),
            "-o",
            "JSON",
            *map(str, papers),
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_it_takes_the_good_documents(self, tmp_path: Path) -> None:
        done = self.run(tmp_path, *GOOD)
        assert (json.loads(done.stdout)["status"], done.returncode) == ("ok", 0)

    def test_it_names_the_exact_path_of_what_is_wrong(self, tmp_path: Path) -> None:
        done = self.run(tmp_path, CASES / "bad" / "kinds.yaml")
        paths = {error["path"] for error in json.loads(done.stdout)["errors"]}
        assert done.returncode == 1
        assert {"$.clauses['1'].kind", "$.clauses['7'].pays[0].kind", "$.clauses['8'].order[0].step"} <= paths
