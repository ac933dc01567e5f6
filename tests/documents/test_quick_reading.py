"""The quick readers give what the careful ones give, or leave the text to them."""

from __future__ import annotations

import gc
import json
import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contractkit.documents import json_quick, json_reader, read_text, yaml_quick, yaml_reader
from contractkit.documents.limits import MAX_DEPTH, MAX_NODES
from contractkit.documents.pausing import without_pauses
from contractkit.documents.remembering import clause_of
from contractkit.documents.tree import Leaf, MapNode, Node, Place, PlainLeaf, Scalar, place_of, plain

ROOT = Path(__file__).parents[2]
GOOD = sorted((ROOT / "tests" / "cases" / "documents" / "good").rglob("*.yaml"))
PAPERS = [*GOOD, *sorted((ROOT / "examples").rglob("s*.yaml")), *sorted((ROOT / "examples").rglob("c*.yaml"))]
TEXTS = [path.read_text(encoding="utf-8") for path in PAPERS]
few = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def facts(node: Node) -> Any:
    """Everything that a tree says, as plain data."""
    if isinstance(node, Scalar):
        return node.text, node.place, node.plain, node.cut, node.empty
    if isinstance(node, MapNode):
        return node.place, tuple((facts(entry.key), facts(entry.value)) for entry in node.entries)
    return node.place, [facts(item) for item in node.items]


def leaves(data: Any) -> Any:
    """Every text of what goes into a model, with how it was written."""
    if isinstance(data, dict):
        return [(str(key), leaves(value)) for key, value in data.items()]
    if isinstance(data, list):
        return [leaves(item) for item in data]
    return str(data), getattr(data, "plain", False), getattr(data, "cut", False)


def agree(text: str, quick: MapNode | None, careful: Any) -> bool:
    """Whether the quick reader read the text; if it did, it has to agree in everything."""
    if quick is None:
        return False
    assert careful.problems == ()
    assert careful.spoilt == frozenset()
    assert facts(quick) == facts(careful.tree)
    assert leaves(plain(quick)) == leaves(plain(careful.tree))
    return True


def yaml_agrees(text: str) -> bool:
    return agree(text, yaml_quick.read_quickly(text), yaml_reader.read_fully(text))


def json_agrees(text: str) -> bool:
    return agree(text, json_quick.read_quickly(text), json_reader.read_carefully(text))


class TestYaml:
    """One pass over the YAML that people write."""

    @pytest.mark.parametrize("path", PAPERS, ids=lambda path: "-".join(path.parts[-2:]))
    def test_every_paper_of_this_repository_is_read_in_one_pass(self, path: Path) -> None:
        assert yaml_agrees(path.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("path", PAPERS[:3], ids=lambda path: path.name)
    def test_the_line_ends_of_another_system_change_nothing(self, path: Path) -> None:
        assert yaml_agrees(path.read_text(encoding="utf-8").replace("\n", "\r\n"))

    @pytest.mark.parametrize(
        "text",
        [
            "a: b",
            "a: b # c\n",
            "a: -10 %\n",
            "a: 08:00-18:00\nb: {mon: 08:00-12:00 and 13:00-17:30}\n",
            "a: one\n  two\n  three # cut\nb: c\n",
            "a:\n- b\n- c: d\n  e: f\ng: h\n",
            "a:\n  - - b\n    - c\n  - d\n",
            "a: [b, {c: d}, [e]]\n",
            "a: [\n  b, # c\n  d\n]\n",
            "a: {}\nb: []\n",
            'a: "b \\"c\\" \\\\ \\n"\n',
            "a: 'it''s'\n",
            "a: |\n  one\n\n    two\n  three\n\n\nb: c\n",
            "a: >-\n  one\n  two\n\n  three\nb: c\n",
            "a: |+\n  one\n\n\nb: c\n",
            "# only\n\na: b\n# remarks\n",
            "a:   # remark\n  b: c\n",
            '"4.1": {"b": c}\n',
            "a: 'x' # y\n",
            "a: b#c\n",
            "a: x, y\nb: {c: x y  z}\n",
            'a: "b\n  c"\nd: "e \\\n  \\ f\\\n\n  g\n\n  h "\n',
            "a: 'it''s  \n\n\n  here'\nc: d\n",
            'a: "N\\xE9gy \\u0171 \\U0001F600 \\t\\/"\n',
            "a: {b: one\n   two, c: 0.1\n  %}\n",
            "a : b\nc: {d : e, 'f' : g}\n",
            "{a: b}\n",
            "# remark\n{a: b,\nc: d} # end\n# more\n",
            "a: [b, c,]\nd: {e: f,\n  }\n",
            "---\na: b\n",
            "# remark\n\n---\na: b\n",
        ],
    )
    def test_the_usual_forms_are_read_in_one_pass(self, text: str) -> None:
        assert yaml_agrees(text)

    @pytest.mark.parametrize(
        "text",
        [
            "a: &x b\n",
            "a: *x\n",
            "a: !!str b\n",
            "a:\n",
            "a: null\n",
            "a: ~\n",
            "a: 1\na: 2\n",
            "a: {b, c: d}\n",
            "a: {b: 1, b: 2}\n",
            "a: b: c\n",
            "a: b\n c: d\n",
            "a: b\n\n  c\n",
            "a: b # c\n  d\n",
            "a:\tb\n",
            "a: [b\n",
            "a: [b]c\n",
            "a: [b]#c\n",
            'a: "\\x07"\n',
            'a: "\\ud83d"\n',
            'a: "\\U00110000"\n',
            'a: "\\q"\n',
            'a: "b\r\n  c"\n',
            '"a\n  b": c\n',
            "{a\n  b: c}\n",
            "{a: b} c\n",
            "[a]\n",
            "? a\n: b\n",
            "<<: {a: b}\n",
            "a: |2\n    b\n",
            "a: |\n",
            "--- a\n",
            "---\na: b\n---\nc: d\n",
            "a: b\n---\n",
            "---\n---\na: b\n",
            "--- # remark\na: b\n",
            "%YAML 1.2\n---\na: b\n",
            "- a\n",
            "a\n",
            "",
            "# a\n",
            "a: b\r",
            "a: b\u2028c\n",
            "a: @b\n",
            "a: - b\n",
        ],
    )
    def test_whatever_is_unusual_or_wrong_is_left_to_the_parser(self, text: str) -> None:
        assert yaml_quick.read_quickly(text) is None

    def test_what_is_nested_too_deep_is_left_to_the_parser(self) -> None:
        assert yaml_quick.read_quickly("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n") is None
        assert yaml_quick.read_quickly("a: " + "[" * 100_000) is None

    @pytest.mark.parametrize(
        "text",
        [
            "a: {b: c, d: [e, {f: 'g'}], \"4.1\": []}\n",
            "a:\n  - {b: c,\n     d: e} # remark\n  - [ ]\n",
            "a: { # remark }\n  b: c }\n",
            "a: {b: 'it''s', c: \"d \\\" e\"}\n",
            "a: {b: c # cut\n  }\n",
        ],
    )
    def test_a_row_gives_its_data_at_once_and_its_places_when_asked(self, text: str) -> None:
        assert yaml_agrees(text)

    @pytest.mark.parametrize(
        "row",
        [
            "{a: b, a: c}",
            "{a: ~}",
            "{<<: b}",
            "[a,, b]",
            "{a}",
            "{a: b c: d}",
            "[a: b]",
            "{[a]: b}",
            "{a: b]",
            "[a] b",
            "[,]",
        ],
    )
    def test_a_row_that_is_unusual_or_wrong_is_left_to_the_parser(self, row: str) -> None:
        assert yaml_quick.read_quickly(f"a:\n  - {row}\n") is None

    def test_what_stands_in_rows_is_counted(self) -> None:
        """With the root, its key and the list there are three more than items."""
        assert yaml_quick.read_quickly("a: [" + ", ".join("b" * (MAX_NODES - 3)) + "]\n") is not None
        assert yaml_quick.read_quickly("a: [" + ", ".join("b" * (MAX_NODES - 2)) + "]\n") is None

    def test_rows_as_deep_as_can_be_are_read_and_deeper_ones_are_left_to_the_parser(self) -> None:
        deep = MAX_DEPTH - 2
        assert yaml_quick.read_quickly("a: " + "[" * deep + "]" * deep + "\n") is not None
        assert yaml_quick.read_quickly("a: " + "[" * (deep + 1) + "]" * (deep + 1) + "\n") is None

    def test_a_tree_can_be_stored(self) -> None:
        tree = yaml_quick.read_quickly("a: {b: [1, y]}\nc: [d]\n")
        assert tree is not None
        assert facts(pickle.loads(pickle.dumps(tree))) == facts(tree)

    PIECES = st.sampled_from([
        "", " ", "  ", "\n", "- ", ": ", ":", "#", " #", "'", '"', "{", "}", "[", "]", ",", "|\n", ">-\n", "\\", "null",
        "~", "&a", "*a", "!", "? ", "%", "\r\n", "\n\n", "a: b", "a:\n", "---", "\n  ", "<<: ", "é", "\u00a0", "''",
        "{}", "\n# c\n", " # c\n", "\n      more\n",
    ])  # fmt: skip

    @few
    @given(data=st.data())
    def test_a_paper_with_a_piece_put_in_or_left_out_is_read_alike_or_left_to_the_parser(
        self, data: st.DataObject
    ) -> None:
        lines = data.draw(st.sampled_from(TEXTS)).splitlines(keepends=True)
        first = data.draw(st.integers(0, len(lines) - 1))
        kept = lines[first : first + data.draw(st.integers(1, 14))]
        deep = min((len(line) - len(line.lstrip(" ")) for line in kept if line.strip()), default=0)
        text = "".join(line[deep:] for line in kept)
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(text)))
            gone = data.draw(st.sampled_from([0, 0, 1, 3]))
            text = text[:at] + data.draw(self.PIECES) + text[at + gone :]
        yaml_agrees(text)


ANY_JSON = st.recursive(
    st.text(max_size=6) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


class TestJson:
    """The standard library reads right JSON; places are worked out when somebody asks."""

    @pytest.mark.parametrize("indent", [None, 0, 2])
    @pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
    def test_every_paper_is_read_quickly(self, path: Path, indent: int | None) -> None:
        tree = yaml_reader.read_yaml(path.read_text(encoding="utf-8")).tree
        assert tree is not None
        assert json_agrees(json.dumps(plain(tree), indent=indent, ensure_ascii=indent is None))

    @few
    @given(data=st.dictionaries(st.text(max_size=4), ANY_JSON, max_size=4), indent=st.sampled_from([None, 0, 1, 3]))
    @example(data={"a": '"}{]['}, indent=None)
    @example(data={"a\\": {"\n": []}}, indent=2)
    def test_any_data_are_read_alike_or_left_to_the_careful_reader(
        self, data: dict[str, Any], indent: int | None
    ) -> None:
        json_agrees(json.dumps(data, indent=indent))
        json_agrees(json.dumps(data, indent=indent, ensure_ascii=False).encode("utf-8", "replace").decode())

    @few
    @given(data=st.data())
    def test_a_text_with_a_piece_put_in_is_read_alike_or_left_to_the_careful_reader(self, data: st.DataObject) -> None:
        text = json.dumps(
            {"a": {"b": [1, "x\ty"], "c": {}}, "d": ["e", {"f": "1.10"}]}, indent=data.draw(st.none() | st.just(1))
        )
        pieces = [
            '"',
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\r",
            "1",
            "-0",
            "1e5",
            "true",
            "null",
            "\\u00e9",
            "\\ud83d",
            "NaN",
        ]
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(text)))
            text = text[:at] + data.draw(st.sampled_from(pieces)) + text[at + data.draw(st.sampled_from([0, 0, 1])) :]
        json_agrees(text)

    @pytest.mark.parametrize(
        "text",
        [
            '{"a": 1, "a": 2}',
            '{"a": null}',
            '{"a": true}',
            '{"a": NaN}',
            '{"a": "\\ud800"}',
            '{"a": 1,}',
            "[1]",
            "1",
            "",
            '{"a": ' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}",
            '{"a": ' * 100_000,
        ],
    )
    def test_whatever_is_wrong_or_unusual_is_left_to_the_careful_reader(self, text: str) -> None:
        assert json_quick.read_quickly(text) is None

    def test_a_true_in_prose_is_not_unusual(self) -> None:
        assert json_agrees('{"a": "is it true, or null, or false?"}')

    def test_a_place_is_found_without_reading_its_neighbours(self) -> None:
        tree = json_quick.read_quickly('{"a": {"b": [\n "x", "y"]},\n "c": {"d": "e"}}')
        assert tree is not None
        assert place_of(tree, ("a", "b", 1)) == Place(2, 7)
        assert place_of(tree, ("c", "d"), "key") == Place(3, 8)

    def test_a_tree_can_be_stored(self) -> None:
        tree = json_quick.read_quickly('{"a": {"b": [1, "y"]}}')
        assert tree is not None
        assert facts(pickle.loads(pickle.dumps(tree))) == facts(tree)


class TestRemembering:
    """Clauses that are written alike are judged once."""

    def test_two_contracts_from_one_template_share_a_clause(self) -> None:
        text = '{"contractkit": 1, "document": "sla", "id": "%s", "title": "T", "clauses": {"1": {"kind": "text", "text": "Same."}}}'
        (one,), _ = read_text(text % "S-1")
        (other,), _ = read_text(text % "S-2")
        assert one.model.clauses["1"] is other.model.clauses["1"]

    def test_a_name_without_quotes_is_not_taken_for_one_with_quotes(self) -> None:
        quoted = {"kind": "pause", "while": {"status": "new"}, "for": "4.1"}
        clause_of(quoted)
        with pytest.raises(ValueError, match="quotes"):
            clause_of({**quoted, "for": PlainLeaf("4.1")})

    def test_a_clause_with_problems_is_judged_each_time(self) -> None:
        for _ in range(2):
            with pytest.raises(ValueError, match="time-targt"):
                clause_of({"kind": "time-targt"})


class TestWithoutPauses:
    """The garbage collector waits while a document is read."""

    def test_it_is_switched_on_again_also_after_an_error(self) -> None:
        seen = []
        with suppress(KeyError), without_pauses():
            seen.append(gc.isenabled())
            raise KeyError
        assert (seen, gc.isenabled()) == ([False], True)

    def test_where_it_was_off_it_stays_off(self) -> None:
        gc.disable()
        try:
            with without_pauses():
                pass
            assert not gc.isenabled()
        finally:
            gc.enable()


def test_a_text_knows_how_it_was_written() -> None:
    quoted, bare, cut = (
        Leaf.of(Scalar("x", plain=plain, cut=cut)) for plain, cut in [(False, False), (True, False), (True, True)]
    )
    assert [(leaf.plain, leaf.cut) for leaf in (quoted, bare, cut)] == [(False, False), (True, False), (True, True)]
