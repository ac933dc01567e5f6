"""A broken document gives all its problems at once, each on its line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import contractkit as ck
from contractkit.documents import read_documents, read_text
from contractkit.errors import Problem

BAD = Path(__file__).parents[1] / "cases" / "documents" / "bad"
EXPECTED = YAML(typ="safe", pure=True).load(BAD / "expected.yaml")
FILES = sorted(path.name for path in BAD.iterdir() if path.name != "expected.yaml")

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED", Path(__file__).parents[2].parent / "shared")) / "language"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the shared examples are not there ({SHARED}); set CONTRACTKIT_SHARED to their folder"
)


def found(path: Path) -> list[tuple[int | None, str]]:
    _, problems = read_documents(path)
    return sorted((problem.line, problem.code) for problem in problems)


class TestBadDocuments:
    """The broken documents of this repository, whose problems were worked out by hand."""

    @pytest.mark.parametrize("name", FILES)
    def test_it_gives_the_expected_problems_on_their_lines(self, name: str) -> None:
        assert found(BAD / name) == sorted((line, code) for line, code in EXPECTED[name])

    def test_every_broken_document_says_what_is_expected_of_it(self) -> None:
        assert sorted(EXPECTED) == FILES

    def test_all_problems_of_all_files_of_a_folder_come_at_once(self) -> None:
        _, problems = read_documents(BAD)
        files = {Path(problem.file).name for problem in problems if problem.file}
        assert files == set(FILES) - {"a-list.yaml"}, (
            "a list is no document of this language, and is left alone in a folder"
        )

    @pytest.mark.parametrize("name", FILES)
    def test_every_problem_has_its_file_and_says_what_is_wrong(self, name: str) -> None:
        _, problems = read_documents(BAD / name)
        assert all(problem.file == str(BAD / name) and problem.says and problem.line for problem in problems)
        assert [problem.line for problem in problems] == sorted(problem.line or 0 for problem in problems)


def problem_of(name: str, line: int, code: str) -> Problem:
    _, problems = read_documents(BAD / name)
    return next(problem for problem in problems if (problem.line, problem.code) == (line, code))


class TestHints:
    """A problem names the nearest right answer, and the clause in words."""

    @pytest.mark.parametrize(
        ("name", "line", "code", "where", "hint"),
        [
            ("head.yaml", 7, "unknown-currency", "currency", "did you mean 'EUR'?"),
            ("head.yaml", 8, "unknown-zone", "zone", "did you mean 'Europe/Amsterdam'?"),
            ("head.yaml", 6, "language", "language", "write nb or nn"),
            ("head.yaml", 9, "quantity", "signed_on", "write year-month-day: 2025-12-12"),
            ("head.yaml", 14, "unknown-word", "fields > hours", "did you mean 'number'?"),
            ("kinds.yaml", 6, "unknown-kind", "clause 1 > kind", "did you mean 'time-target'?"),
            ("kinds.yaml", 8, "unknown-kind", "clause 2 > kind", "write relief"),
            ("kinds.yaml", 11, "missing-kind", "clause 3", "for example kind: time-target"),
            ("kinds.yaml", 21, "unknown-kind", "clause 7 > pays > [1] > kind", "write curve"),
            ("kinds.yaml", 27, "unknown-step", "clause 8 > order > [1] > step", "did you mean 'cap'?"),
            ("words.yaml", 6, "unknown-word", "conventions > counting", "did you mean 'after-start'?"),
            ("words.yaml", 8, "quantity", "conventions > claim", "write '30 business days'"),
            ("words.yaml", 9, "unknown-field", "conventions > on_repoen", "did you mean 'on_reopen'?"),
            ("words.yaml", 14, "unknown-field", "clause 1 > mesure", "did you mean 'measure'?"),
            ("words.yaml", 17, "unknown-word", "clause 1 > assigned_by", "words: due, opened, stopped"),
            ("words.yaml", 18, "unknown-field", "clause 1 > deadline", "write due"),
            ("words.yaml", 26, "unknown-word", "clause 3 > rows > [1] > is", "did you mean 'grey'?"),
            ("words.yaml", 29, "name", "clause 4 > name", "write 'work-place'"),
            ("words.yaml", 35, "unknown-field", "clause 5 > instead_of", "known: "),
            ("names.yaml", 9, "quote-me", "clauses", 'write "4.10": other readers take it for the number 4.1'),
            ("names.yaml", 27, "quote-me", "clause 6 > for", 'write "4.1"'),
            ("texts.yaml", 5, "quote-me", "note", "between double quotes"),
            (
                "texts.yaml",
                11,
                "quote-me",
                "clause 2 > title > volume en duur",
                "quotes around a text that has a comma",
            ),
            ("calendars.yaml", 16, "string_pattern_mismatch", "clause 2 > week > Monday", "write 'mon'"),
            ("calendars.yaml", 18, "string_pattern_mismatch", "clause 2 > week > tues-thurs", "write 'tue-thu'"),
            ("calendars.yaml", 33, "holidays", "clause 4 > holidays > [1]", "write NL"),
            ("calendars.yaml", 26, "duplicate-name", "clause 3.1 > name", "its own name"),
            ("twice.yaml", 11, "duplicate-key", "clause 1", "give this one its own number"),
            ("indentation.yaml", 5, "yaml", None, "does not stand under its neighbours"),
            ("colon.yaml", 6, "yaml", None, "a text that contains ': ' needs quotes"),
            ("bracket.yaml", 6, "yaml", None, "a text that begins with [ needs quotes"),
            ("comma.json", 3, "json", None, "leave the last comma out"),
        ],
    )
    def test_it_says_what_to_write(self, name: str, line: int, code: str, where: str | None, hint: str) -> None:
        problem = problem_of(name, line, code)
        assert problem.where == where
        assert hint in str(problem.hint)

    @pytest.mark.parametrize(
        ("text", "line", "hint"),
        [
            ("a:\n  text: De dienst # x\n    stopt\n", 3, "a remark (#) ends a text"),
            ("a:\n  text: De dienst\n    # x\n    stopt\n", 4, "a remark (#) ends a text"),
            ("a: [b, c\n", 2, "a bracket is not closed"),
            ("a: {b: c}}\n", 1, "a bracket is closed that was not opened"),
            ('a: "x\n', 2, "opened and not closed"),
            ('a: "x" y\n', 1, 'a text that begins with " needs quotes around all of it'),
            ("a: 'it's'\n", 1, "a text that begins with ' needs quotes around all of it"),
            ("a: @x\n", 1, "a text may not begin with this character"),
            ("a: >= 3\n", 1, "a text may not begin with this character"),
            ("a: b: c\n", 1, "a text that contains ': ' needs quotes"),
            ("a:b\nc: d\n", 2, "a colon is followed by a space"),
            ("a: b\n c: d\n", 2, "the line stands deeper"),
            ("  a: b\nc: d\n", 2, "does not stand under its neighbours"),
            ("a: b\n- c\n", 2, "does not stand under its neighbours"),
            ("a: - b\n", 1, "a list begins on the line below its key"),
            ('a: "\\d"\n', 1, "for a backslash"),
        ],
    )
    def test_broken_yaml_is_told_in_words_that_help(self, text: str, line: int, hint: str) -> None:
        _, (problem,) = read_text(text, "a.yaml")
        assert (problem.code, problem.line) == ("yaml", line)
        assert hint in str(problem.hint)

    def test_a_kind_that_nobody_knows_lists_the_kinds_that_there_are(self) -> None:
        _, problems = read_documents(BAD / "anchors.yaml")
        assert "time-target" in str(problems[-1].hint)


@needs_shared
class TestSharedBrokenDocuments:
    """The ten broken files that came with the language."""

    NOT_READ = "this version does not read"

    @pytest.mark.parametrize(
        "name", ["1-typos", "2-numbers-and-yaml", "3-quantities", "7-anchors", "8-syntax", "9-conventions"]
    )
    def test_it_gives_every_expected_problem_and_no_other(self, name: str) -> None:
        expected: dict[str, Any] = json.loads((SHARED / "broken" / "expected.json").read_text(encoding="utf-8"))
        wanted = sorted((entry["line"], entry["code"]) for entry in expected[f"{name}.yaml"])
        assert found(SHARED / "broken" / f"{name}.yaml") == wanted

    def test_ladders_with_a_gap_an_overlap_or_two_units_are_refused_where_they_stand(self) -> None:
        expected: dict[str, Any] = json.loads((SHARED / "broken" / "expected.json").read_text(encoding="utf-8"))
        with pytest.raises(ck.DocumentRejected) as caught:
            ck.load_agreement(SHARED / "broken" / "4-bands.yaml")
        wanted = [(entry["line"], entry["code"]) for entry in expected["4-bands.yaml"]]
        assert [(problem.line, problem.code) for problem in caught.value.problems] == wanted

    @pytest.mark.parametrize("name", ["contract", "sla", "sop", "catalogue"])
    def test_the_example_agreement_has_no_problem_but_kinds_that_come_later(self, name: str) -> None:
        sources, problems = read_documents(SHARED / "agreement" / f"{name}.yaml")
        assert [problem for problem in problems if self.NOT_READ not in str(problem.hint)] == []
        assert len(sources) == 1

    def test_a_clause_for_every_mechanism_is_read_but_those_whose_form_has_changed(self) -> None:
        _, problems = read_documents(SHARED / "clauses.yaml")
        changed = {"clause C.1": "late-penalty names its instants", "clause D.9": "uplift_compounding"}
        assert {str(problem.where).split(" > ")[0] for problem in problems} == set(changed)

    def test_toml_says_the_same_as_yaml(self) -> None:
        (yaml,), _ = read_documents(SHARED / "mini.yaml")
        (toml,), _ = read_documents(SHARED / "mini.toml")
        assert yaml.model == toml.model
