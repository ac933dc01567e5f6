"""A document of an older version of the language is brought up step by step; one of a newer version is a clear problem."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from contractkit.documents import read_documents, read_text
from contractkit.documents.migrations import LANGUAGE, STEPS, Step, brought_up
from contractkit.documents.tree import Entry, MapNode, Place, Scalar
from contractkit.documents.yaml_reader import read_yaml

BAD = Path(__file__).parents[1] / "cases" / "documents" / "bad"


def tree(text: str) -> MapNode:
    found = read_yaml(text).tree
    assert isinstance(found, MapNode)
    return found


def renamed(old: str, new: str, version: str) -> Step:
    """A step of the kind that versions will have: one field has another name."""

    def step(document: MapNode) -> MapNode:
        entries = []
        for entry in document.entries:
            key, value = entry.key, entry.value
            if key.text == "contractkit":
                value = Scalar(version, value.place, plain=True)
            if key.text == old:
                key = Scalar(new, key.place)
            entries.append(Entry(key, value))
        return MapNode(tuple(entries), document.place)

    return step


STEPS_TO_3: Mapping[int, Step] = {1: renamed("colour", "color", "2"), 2: renamed("color", "hue", "3")}


class TestBroughtUp:
    """From version to version, in their order."""

    def test_version_1_is_the_first_and_the_present_one(self) -> None:
        assert (LANGUAGE, dict(STEPS)) == (1, {})

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("contractkit: 1\ncolour: x\n", "hue"),
            ("contractkit: 2\ncolor: x\n", "hue"),
            ("contractkit: 3\ncolor: x\n", "color"),
        ],
    )
    def test_each_step_is_taken_once(self, text: str, key: str) -> None:
        found, problem = brought_up(tree(text), "a.yaml", STEPS_TO_3)
        assert (found.text("contractkit"), found.text(key), problem) == ("3", "x", None)

    def test_what_is_taken_over_keeps_its_place(self) -> None:
        found, _ = brought_up(tree("contractkit: 1\ncolour: x\n"), None, STEPS_TO_3)
        entry = found.get("hue")
        assert entry is not None
        assert (entry.key.place, entry.value.place) == (Place(2, 1), Place(2, 9))

    @pytest.mark.parametrize(
        ("version", "says", "hint"),
        [
            ("4", "version 4 of the language, and this library reads up to version 3", "install a newer contractkit"),
            ("0", "version 0 of the language", "version 1 is the first: write contractkit: 1"),
        ],
    )
    def test_a_version_that_nobody_knows_is_a_problem_at_its_place(self, version: str, says: str, hint: str) -> None:
        _, problem = brought_up(tree(f"document: sla\ncontractkit: {version}\n"), "a.yaml", STEPS_TO_3)
        assert problem is not None
        assert (problem.code, problem.file, problem.line, problem.column) == ("version", "a.yaml", 2, 14)
        assert says in problem.says
        assert problem.hint == hint

    @pytest.mark.parametrize(
        "text", ["document: sla\n", "contractkit: 1.0\n", "contractkit: one\n", "contractkit: {a: 1}\n"]
    )
    def test_a_version_that_is_none_is_left_to_the_judge_of_the_head(self, text: str) -> None:
        document = tree(text)
        assert brought_up(document, None, STEPS_TO_3) == (document, None)


class TestReading:
    """What a reader meets."""

    def test_of_a_document_of_the_future_nothing_else_is_told(self) -> None:
        sources, (problem,) = read_documents(BAD / "newer-version.yaml")
        assert (sources, problem.code, problem.line) == ((), "version", 1)
        assert problem.hint == "install a newer contractkit"

    def test_a_version_that_is_no_whole_number_is_told_with_the_rest(self) -> None:
        _, problems = read_text("contractkit: 1.0\ndocument: sla\nid: S 1\ntitle: T\n")
        assert [(problem.line, problem.code) for problem in problems] == [(1, "version"), (3, "name")]
        assert problems[0].hint == "versions are whole numbers: write contractkit: 1"
