"""Files, texts and data become one tree in which every key and value knows its place."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from contractkit.documents import read_data, read_documents, read_text
from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES
from contractkit.documents.reader import read_bytes, read_tree
from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar, plain
from contractkit.errors import MissingExtraError

GOOD = Path(__file__).parents[1] / "cases" / "documents" / "good"

SLA = """\
contractkit: 1
document: sla   # a remark behind a word
id: SLA-1
title: Places
clauses:
  "4.1":
    kind: time-target
    measure: response
    within: 4 hours
    rows:
      - {name: p1, when: {priority: [P1, P2]}, within: 15 minutes}
      - name: p2
        within: 1 hour
"""

JSON = """\
{"contractkit": 1,
 "document": "sla", "id": "SLA-1",
 "title": "Places",
 "clauses": {
\t"4.1": {"kind": "time-target", "measure": "response", "within": "4 hours",
   "rows": [
     {"name": "p1", "when": {"priority": ["P1", "P2"]}, "within": "15 minutes"},
     {"name": "p2", "within": "1 hour"}]}}}
"""

TOML = """\
contractkit = 1
document = "sla"
id = "SLA-1"
title = "Places"

[clauses."4.1"]
kind = "time-target"
measure = "response"
within = "4 hours"

[[clauses."4.1".rows]]
name = "p1"
when = { priority = ["P1", "P2"] }
within = "15 minutes"

[[clauses."4.1".rows]]
name = "p2"
within = "1 hour"
"""


def values(node: Node) -> Any:
    return plain(node)


def codes(text: str, name: str | None = None) -> list[tuple[int | None, int | None, str]]:
    return [(problem.line, problem.column, problem.code) for problem in read_text(text, name)[1]]


class TestFormats:
    """YAML, JSON, TOML and Python data say the same."""

    def test_the_four_forms_give_the_same_model(self) -> None:
        models = [
            read_text(SLA)[0][0].model,
            read_text(JSON)[0][0].model,
            read_text(JSON, "a.json")[0][0].model,
            read_text(TOML, "a.toml")[0][0].model,
            read_data(json.loads(JSON))[0][0].model,
        ]
        assert all(model == models[0] for model in models)

    @pytest.mark.parametrize("name", ["contract", "sla", "sop", "catalogue"])
    def test_a_document_stored_as_json_is_the_same_document(self, name: str) -> None:
        (yaml,), _ = read_documents(GOOD / f"{name}.yaml")
        text = json.dumps(
            yaml.model.model_dump(mode="json", by_alias=True, exclude_unset=True), ensure_ascii=True, indent=1
        )
        (again,), problems = read_text(text, f"{name}.json")
        assert problems == ()
        assert again.model == yaml.model

    def test_every_scalar_stays_the_text_that_it_is(self) -> None:
        reading = read_tree("a: [NO, 08:00, 1.10, 2026-07, 0x1F, 1e3, 2026-07-01, true, 010]\n")
        assert reading.tree is not None
        assert values(reading.tree) == {
            "a": ["NO", "08:00", "1.10", "2026-07", "0x1F", "1e3", "2026-07-01", "true", "010"]
        }

    def test_numbers_of_json_keep_their_zeros(self) -> None:
        reading = read_tree('{"a": [1.10, 4.10, true, 1e3]}', "x.json")
        assert reading.tree is not None
        assert values(reading.tree) == {"a": ["1.10", "4.10", "true", "1e3"]}

    def test_numbers_of_toml_keep_their_zeros(self) -> None:
        reading = read_tree("a = [1.10, 4.10]\nb = 2026-01-01\nc = 08:00:00\nd = true\ne = 1_000\n", "x.toml")
        assert reading.tree is not None
        assert values(reading.tree) == {
            "a": ["1.10", "4.10"],
            "b": "2026-01-01",
            "c": "08:00",
            "d": "true",
            "e": "1000",
        }

    def test_json_reads_its_escapes(self) -> None:
        reading = read_tree('{"a": "\\u00e9 \\ud83d\\ude00 \\/ \\n"}', "x.json")
        assert reading.tree is not None
        assert values(reading.tree) == {"a": "é 😀 / \n"}

    def test_a_byte_order_mark_is_no_part_of_the_document(self) -> None:
        (source,), problems = read_text(SLA)
        with_mark = read_bytes(b"\xef\xbb\xbf" + SLA.encode(), "a.yaml")
        assert with_mark.problems == problems == ()
        assert with_mark.tree is not None
        assert values(with_mark.tree) == values(source.tree)

    @pytest.mark.parametrize("ends", ["\r\n", "\r"])
    def test_line_ends_of_other_systems_count_as_one(self, ends: str) -> None:
        (source,), _ = read_text(SLA.replace("\n", ends))
        assert source.position("clauses", "4.1", "within") == (9, 13)


class TestPosition:
    """Every key and every value has its line and column, counted from 1."""

    @pytest.mark.parametrize(
        ("text", "name", "path", "value", "key"),
        [
            (SLA, "a.yaml", ("title",), (4, 8), (4, 1)),
            (SLA, "a.yaml", ("clauses", "4.1"), (7, 5), (6, 3)),
            (SLA, "a.yaml", ("clauses", "4.1", "within"), (9, 13), (9, 5)),
            (SLA, "a.yaml", ("clauses", "4.1", "rows", 0), (11, 9), (11, 9)),
            (SLA, "a.yaml", ("clauses", "4.1", "rows", 0, "within"), (11, 56), (11, 48)),
            (SLA, "a.yaml", ("clauses", "4.1", "rows", 0, "when", "priority", 1), (11, 42), (11, 42)),
            (SLA, "a.yaml", ("clauses", "4.1", "rows", 1), (12, 9), (12, 9)),
            (SLA, "a.yaml", ("clauses", "4.1", "rows", 1, "within"), (13, 17), (13, 9)),
            (JSON, "a.json", ("title",), (3, 11), (3, 2)),
            (JSON, "a.json", ("clauses", "4.1"), (5, 9), (5, 2)),
            (JSON, "a.json", ("clauses", "4.1", "rows", 1, "within"), (8, 31), (8, 21)),
            (TOML, "a.toml", ("clauses", "4.1"), (None, None), (None, None)),
        ],
    )
    def test_it_is_where_a_text_editor_shows_it(
        self, text: str, name: str, path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
    ) -> None:
        (source,), _ = read_text(text, name)
        assert source.position(*path) == value
        assert source.key_position(*path) == key

    def test_of_a_path_that_is_not_there_it_is_what_there_is_of_it(self) -> None:
        (source,), _ = read_text(SLA)
        assert source.position("clauses", "4.1", "reach") == source.position("clauses", "4.1")
        assert source.position("clauses", "9.9", "rows", 3) == source.position("clauses")

    def test_a_reference_to_a_clause_has_the_line_of_its_number(self) -> None:
        (source,), _ = read_text(SLA, "a.yaml")
        ref = source.clause_ref("4.1")
        assert (str(ref), ref.file, ref.line) == ("SLA-1/4.1", "a.yaml", 6)

    def test_a_reference_to_a_row_has_the_line_of_the_row(self) -> None:
        (source,), _ = read_text(SLA, "a.yaml")
        ref = source.clause_ref("4.1", "p2", 1)
        assert (str(ref), ref.line) == ("SLA-1/4.1 p2", 12)

    def test_a_reference_to_the_head_has_no_clause(self) -> None:
        (source,), _ = read_text(SLA, "a.yaml")
        assert str(source.clause_ref()) == "SLA-1"

    def test_a_problem_of_another_check_gets_its_place_and_its_clause_in_words(self) -> None:
        (source,), _ = read_text(SLA, "a.yaml")
        problem = source.problem("x", "is wrong", "clauses", "4.1", "rows", 0, "within", hint="do this")
        assert str(problem) == "a.yaml:11: clause 4.1 > rows > [1] > within: is wrong [x]; do this"


class TestYaml:
    """What YAML can say and the language does not take."""

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("a: &x 1\n", [(1, 4, "alias")]),
            ("a: [*x]\n", [(1, 5, "alias")]),
            ("a: !!int 1\n", [(1, 4, "tag")]),
            ("a: !own {b: c}\n", [(1, 4, "tag")]),
            ("a: 1\na: 2\n", [(2, 1, "duplicate-key")]),
            ("a: {b: 1, b: 2}\n", [(1, 11, "duplicate-key")]),
            ("? [a]\n: b\n", [(1, 3, "key")]),
            (": b\n", [(1, 1, "key")]),
            ("a: 1\n---\nb: 2\n", [(2, 1, "several-documents")]),
            ("a: x\ty\n", [(1, 5, "tab")]),
            ("a: 'x\ty'\n", []),
            ("a: x # a\ty\n", []),
            ("a: null\n", [(1, 4, "empty-value")]),
            ("a: 'null'\n", []),
            ("a: ''\n", []),
            ("a:\nb: 1\n", [(2, 1, "empty-value")]),
            ("a:\n\n\nb: 1\n", [(2, 1, "empty-value")]),
            ("a: {b, c: d}\n", [(1, 5, "quote-me")]),
            ("a: {b: , c: d}\n", [(1, 7, "empty-value")]),
            ("a: \x01\n", [(1, 4, "character")]),
            ("a: \ud800\n", [(1, 4, "character")]),
            ("", [(1, 1, "empty-file")]),
            ("# only a remark\n", [(1, 1, "empty-file")]),
            ("---\n...\n", [(1, 1, "empty-file")]),
            ('a: "\\UFFFFFFFF"\n', [(None, None, "yaml")]),
        ],
    )
    def test_it_is_refused_at_its_place(self, text: str, found: list[tuple[int, int, str]]) -> None:
        assert [(problem.line, problem.column, problem.code) for problem in read_tree(text).problems] == found

    def test_of_a_key_that_stands_twice_the_first_is_kept(self) -> None:
        reading = read_tree("a: 1\na: 2\n")
        assert reading.tree is not None
        assert values(reading.tree) == {"a": "1"}

    def test_a_text_knows_whether_a_remark_cuts_it_off(self) -> None:
        tree = read_tree("a: x # y\nb: 'x' # y\nc: x#y\nd: |\n  x # y\ne: [x, y # z\n  ]\n").tree
        assert isinstance(tree, MapNode)
        cut = {entry.key.text: getattr(entry.value, "cut", None) for entry in tree.entries}
        assert {name: cut[name] for name in "abcd"} == {"a": True, "b": False, "c": False, "d": False}
        inner = tree.get("e")
        assert isinstance(inner, Entry)
        assert isinstance(inner.value, ListNode)
        assert [item.cut for item in inner.value.items if isinstance(item, Scalar)] == [False, True]

    def test_without_ruamel_the_missing_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
        with pytest.raises(MissingExtraError, match=r"contractkit\[yaml\]"):
            read_tree("a: 1\n")


class TestLimits:
    """No document takes a machine down."""

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("[" * (MAX_DEPTH + 5), "a.yaml"),
            ("".join(" " * depth + "a:\n" for depth in range(MAX_DEPTH + 5)), "a.yaml"),
            ("- " * (MAX_DEPTH + 5) + "a", "a.yaml"),
            ('{"a":' * (MAX_DEPTH + 5), "a.json"),
            ("[" * 100_000, "a.yaml"),
            ('{"a":' * 100_000, "a.json"),
        ],
    )
    def test_a_document_that_is_too_deep_is_refused(self, text: str, name: str) -> None:
        assert "too-deep" in [code for _, _, code in codes(text, name)]

    def test_a_document_of_the_deepest_kind_is_read(self) -> None:
        reading = read_tree("[" * MAX_DEPTH + "]" * MAX_DEPTH, "a.yaml")
        assert reading.problems == ()

    def test_data_that_contain_themselves_are_refused(self) -> None:
        data: dict[str, Any] = {}
        data["a"] = data
        assert [problem.code for problem in read_data_tree(data).problems] == ["too-deep"]

    def test_too_many_values_are_refused(self) -> None:
        text = '{"a": [' + "1," * MAX_NODES + "1]}"
        assert [code for _, _, code in codes(text, "a.json")] == ["too-many"]

    def test_data_with_too_many_values_are_refused(self) -> None:
        assert [problem.code for problem in read_data_tree({"a": [1] * MAX_NODES}).problems] == ["too-many"]

    def test_a_text_that_is_too_long_is_refused(self) -> None:
        assert [code for _, _, code in codes("a" * (MAX_BYTES + 1))] == ["too-large"]

    def test_a_message_stays_short_however_long_the_value(self) -> None:
        _, problems = read_text(SLA.replace("within: 4 hours", "within: " + "x" * 10_000))
        assert len(str(problems[0])) < 1000


class TestFiles:
    """Files and folders."""

    def test_a_folder_is_read_with_the_folders_in_it_in_the_order_of_the_names(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "one.yml").write_text(SLA.replace("SLA-1", "SLA-B"))
        (tmp_path / "a.yaml").write_text(SLA)
        (tmp_path / "c.json").write_text(JSON.replace("SLA-1", "SLA-C"))
        sources, problems = read_documents(tmp_path)
        assert [source.model.id for source in sources] == ["SLA-1", "SLA-B", "SLA-C"]
        assert problems == ()

    def test_files_that_are_no_documents_are_left_alone_in_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(SLA)
        (tmp_path / "mapping.yaml").write_text("contractkit: 1\ndocument: mapping\nzone: UTC\n")
        (tmp_path / "other.json").write_text('{"some": "data"}')
        (tmp_path / ".hidden.yaml").write_text("[")
        (tmp_path / "notes.txt").write_text("[")
        sources, problems = read_documents(tmp_path)
        assert ([source.model.id for source in sources], problems) == (["SLA-1"], ())

    def test_a_file_that_is_named_is_never_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "mapping.yaml"
        path.write_text("contractkit: 1\ndocument: mapping\nzone: UTC\n")
        assert [problem.code for problem in read_documents(path)[1]] == ["unknown-document"]

    def test_a_document_that_lacks_its_first_line_is_not_taken_for_another_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(SLA.replace("contractkit: 1\n", ""))
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["missing-field"]

    def test_two_documents_with_one_id_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(SLA)
        (tmp_path / "b.yaml").write_text(SLA)
        (problem,) = read_documents(tmp_path)[1]
        assert (problem.code, Path(str(problem.file)).name, problem.line) == ("duplicate-name", "b.yaml", 3)

    def test_a_folder_without_documents_is_a_problem(self, tmp_path: Path) -> None:
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["no-documents"]
        (tmp_path / "mapping.yaml").write_text("document: mapping\n")
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["no-documents"]

    @pytest.mark.parametrize("name", ["nothing", "no\0thing", "x" * 5000])
    def test_a_path_that_leads_nowhere_is_a_problem(self, tmp_path: Path, name: str) -> None:
        sources, problems = read_documents(str(tmp_path) + "/" + name)
        assert (sources, [problem.code for problem in problems]) == ((), ["unreadable"])

    def test_a_broken_link_is_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").symlink_to(tmp_path / "gone")
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["unreadable"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe_in_a_folder_is_a_problem_and_does_not_wait(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.yaml")
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["unreadable"]

    def test_a_file_that_is_too_large_is_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
        assert [problem.code for problem in read_documents(tmp_path)[1]] == ["too-large"]

    @pytest.mark.parametrize(
        ("data", "line", "column"),
        [(b"a: 1\nb: caf\xe9\n", 2, 7), (SLA.encode("utf-16"), 1, 1), (SLA.encode("utf-16-le"), 1, 2), (b"\xff", 1, 1)],
    )
    def test_another_encoding_is_a_problem_at_its_first_byte(
        self, tmp_path: Path, data: bytes, line: int, column: int
    ) -> None:
        (tmp_path / "a.yaml").write_bytes(data)
        (problem,) = read_documents(tmp_path)[1]
        assert problem.code in ("encoding", "character")
        assert (problem.line, problem.column) == (line, column)

    def test_a_problem_names_its_file_as_the_caller_did(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("a.yaml").write_text("contractkit: 1\n")
        assert [problem.file for problem in read_documents("a.yaml")[1]] == ["a.yaml"]

    def test_text_never_names_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(SLA)
        sources, problems = read_text(str(tmp_path / "a.yaml"))
        assert (sources, [problem.code for problem in problems]) == ((), ["wrong-shape"])


class TestBroken:
    """What is right in a document is read, whatever is wrong beside it."""

    def test_a_clause_with_problems_is_left_out_and_named(self) -> None:
        text = SLA + '  "4.2":\n    kind: tekst\n  "4.3": {kind: text, text: x}\n'
        (source,), problems = read_text(text)
        assert (list(source.model.clauses), source.broken) == (["4.1", "4.3"], {"4.2"})
        assert [problem.code for problem in problems] == ["unknown-kind"]

    def test_a_head_with_a_wrong_field_is_read_without_it(self) -> None:
        (source,), problems = read_text(SLA.replace("title: Places", "title: Places\ncurrency: EURO"))
        assert (source.model.id, source.model.currency) == ("SLA-1", None)
        assert [problem.code for problem in problems] == ["unknown-currency"]

    def test_without_an_id_there_is_no_document_but_all_problems(self) -> None:
        sources, problems = read_text(SLA.replace("id: SLA-1\n", "").replace("4 hours", "4h"))
        assert sources == ()
        assert [problem.code for problem in problems] == ["missing-field", "quantity"]
