"""Of a long document with a few unusual places only those are read by the full parser, and it finds what it would find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.documents import yaml_parts
from contractkit.documents.reading import Reading
from contractkit.documents.tree import MapNode, Node, Scalar
from contractkit.documents.yaml_events import yaml_events
from contractkit.documents.yaml_parts import read_in_parts
from contractkit.documents.yaml_reader import read_fully, read_yaml

ROOT = Path(__file__).parents[2]
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "cases" / "documents" / "good").glob("*.yaml"))
]
PAPER = """\
id: S-1
clauses:
  "1":
    kind: text
    text: one
  "2":
    rows:
      - {name: a, when: {b: c}}
      - name: b
        when: d
    pays:
    - kind: curve
    - kind: text
# remark
  "3": {kind: text}
note: the end
"""
few = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _short_documents_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries may be as large a part of their document as they like."""
    monkeypatch.setattr(yaml_parts, "_SHARE", 1)


def facts(node: Node | None) -> Any:
    """Everything that a tree says, as plain data."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text, node.place, node.plain, node.cut, node.empty
    if isinstance(node, MapNode):
        return node.place, tuple((facts(entry.key), facts(entry.value)) for entry in node.entries)
    return node.place, [facts(item) for item in node.items]


def same(reading: Reading, other: Reading) -> bool:
    return (facts(reading.tree), reading.problems, reading.spoilt) == (facts(other.tree), other.problems, other.spoilt)


class TestParts:
    """What is found in a part is what is found in the whole."""

    @pytest.mark.parametrize(
        ("old", "new", "codes"),
        [
            ("text: one", "text:", ["empty-value"]),
            ("text: one", "text: null", ["empty-value"]),
            ("text: one", "text: &a one", ["alias"]),
            ("text: one", "text: !!str one", ["tag"]),
            ("text: one", 'text: "\\a"', []),
            ("text: one", "text: one\n    text: two", ["duplicate-key"]),
            ("text: one", "<<: {a: b}", ["alias"]),
            ("when: {b: c}", "when: {b, c: d}", ["quote-me"]),
            ("name: b", "name:", ["empty-value"]),
            ("name: b", "? name\n        : b", []),
            ("    - kind: curve", "    -", ["empty-value"]),
            ("    - kind: curve", "    - ? kind\n      : curve", []),
            ("  pays:\n", "  pays: \n    # remark\n\n", []),
            ("note: the end", "note:", ["empty-value"]),
            ("note: the end\n", "note:", ["empty-value"]),
            ('"3": {kind: text}', '"3":', ["empty-value"]),
            ('"3": {kind: text}', '"3": {kind: text, kind: text}', ["duplicate-key"]),
            ("id: S-1", "id: &b\n  S-1", ["alias"]),
        ],
    )
    def test_each_is_told_as_in_the_whole(self, old: str, new: str, codes: list[str]) -> None:
        assert old in PAPER
        text = PAPER.replace(old, new)
        reading = read_in_parts(text, "a.yaml")
        assert reading is not None
        assert [problem.code for problem in reading.problems] == codes
        assert same(reading, read_fully(text, "a.yaml"))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("text: one", 'text: "one'),
            ("text: one", "text: [one"),
            ("text: one", "? text\n: one"),
            ("text: one", "text: one: two"),
            ("id: S-1", "? id\n: S-1"),
            ("id: S-1", "id: S-1\n{a: b}"),
            ("id: S-1", "id: S-1\n\tb: c"),
            ("note: the end", 'id: S-2\n"note: the end'),
            ('"3": {kind: text}', '"2": {kind: text}'),
            ("id: S-1", "next entry:"),
        ],
    )
    def test_what_is_not_whole_by_itself_is_left_to_the_full_parser(self, old: str, new: str) -> None:
        assert old in PAPER
        text = PAPER.replace(old, new)
        reading = read_in_parts(text)
        assert reading is None or same(reading, read_fully(text))
        assert same(read_yaml(text), read_fully(text))

    PIECES = st.sampled_from([
        ":\n", " &x ", " *x", "!t ", "''", "<<: {a: b}\n", "~", "null", "{a, b: c}", "? a\n", "- \n", "-\n", "a:\n", "'",
        '"', "[a", "}", ": ", "#", " # c", "\n\n", "\n# c\n", " |2\n", "|\n", "a: b: c", "\\", "%", "  ", "\n",
    ])  # fmt: skip

    @few
    @given(data=st.data())
    def test_of_any_paper_with_pieces_put_in_or_left_out(self, data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(TEXTS))
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(text)))
            begin = text.rfind(data.draw(st.sampled_from(["\n", ": ", ", ", "- "])), 0, at) + 1
            gone = data.draw(st.sampled_from([0, 0, 1, 3, text.find("\n", begin) - begin]))
            text = text[:begin] + data.draw(self.PIECES | st.just("")) + text[begin + max(gone, 0) :]
        reading = read_in_parts(text, "a.yaml")
        assert reading is None or same(reading, read_fully(text, "a.yaml"))


class TestLongDocuments:
    """One mistake costs one entry."""

    ROWS = 3_000

    def test_of_a_long_text_with_a_mistake_on_the_last_line_little_is_read_fully(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = "".join(f"      - {{name: r{n}, within: {n} hours, reach: 95 %}}\n" for n in range(self.ROWS))
        text = f'clauses:\n  "1":\n    rows:\n{rows}note:\n'
        fully = []

        def counted(part: str, *rest: Any, **others: Any) -> Any:
            fully.append(len(part))
            return yaml_events(part, *rest, **others)

        monkeypatch.setattr(yaml_parts, "yaml_events", counted)
        (problem,) = read_yaml(text, "a.yaml").problems
        assert (problem.code, problem.line, problem.where) == ("empty-value", self.ROWS + 5, "note")
        assert fully
        assert sum(fully) < len(text) / 20

    def test_where_too_much_is_unusual_the_whole_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(yaml_parts, "_SHARE", 20)
        text = "".join(f"key-{number}: &a {number} {'x' * 400}\n" for number in range(19))
        assert read_in_parts(text) is None
        assert same(read_yaml(text), read_fully(text))
