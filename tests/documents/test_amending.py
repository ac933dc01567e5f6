"""The tree of a changed clause: what differs is new, the rest is the old nodes, and every node knows its paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.documents import read_text
from contractkit.documents.meaning import shown
from contractkit.documents.overlays import standing_in, with_clause, without_clause
from contractkit.documents.reader import read_tree
from contractkit.documents.source import DocumentSource
from contractkit.documents.surgery import find, remove, same_node, write
from contractkit.documents.tree import ListNode, MapNode, Node, Place, Scalar, in_file, place_of, plain

CLAUSE = """\
kind: time-target
outside_band: {above: 29, below: 24}
week.end: closed
rows:
  - {name: p1, reach: 98}
  - {name: gold.p2, reach: 95}
  - reach: 90
"""


def tree(text: str = CLAUSE) -> MapNode:
    node = read_tree(text, "clause.yaml").tree
    assert isinstance(node, MapNode)
    return node


def steps(name: str) -> tuple[object, ...]:
    return find(tree(), name).steps


class TestFind:
    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("kind", ("kind",)),
            ("outside_band.below", ("outside_band", "below")),
            ("week.end", ("week.end",)),
            ("rows", ("rows",)),
            ("rows.p1.reach", ("rows", 0, "reach")),
            ("rows.gold.p2.reach", ("rows", 1, "reach")),
        ],
    )
    def test_dots_lead_into_maps_and_names_into_lists(self, name: str, path: tuple[object, ...]) -> None:
        assert (steps(name), find(tree(), name).missing) == (path, ())

    @pytest.mark.parametrize(
        ("name", "path", "missing", "can_be_written"),
        [
            ("cap", (), ("cap",), True),
            ("cap.limit.of", (), ("cap", "limit", "of"), True),
            ("outside_band.priced", ("outside_band",), ("priced",), True),
            ("kind.of", ("kind",), ("of",), False),
            ("rows.p3", ("rows",), ("p3",), True),
            ("rows.p3.reach", ("rows",), ("p3", "reach"), False),
            ("", (), ("",), True),
        ],
    )
    def test_it_says_how_far_a_name_leads(
        self, name: str, path: tuple[object, ...], missing: tuple[str, ...], can_be_written: object
    ) -> None:
        found = find(tree(), name)
        assert (found.steps, found.missing, found.can_be_written) == (path, missing, can_be_written)


class TestWrite:
    def changed(self, name: str, value: Node) -> MapNode:
        return write(tree(), find(tree(), name), Scalar(name, Place(9, 3, "amendment.yaml")), value)

    def test_a_value_is_put_in_the_place_of_another(self) -> None:
        assert plain(self.changed("outside_band.below", Scalar("23")))["outside_band"] == {"above": "29", "below": "23"}

    def test_keys_that_are_missing_are_written(self) -> None:
        assert plain(self.changed("cap.limit", Scalar("10 %")))["cap"] == {"limit": "10 %"}

    def test_a_new_row_stands_last_and_has_the_name_of_its_place(self) -> None:
        row = read_tree("reach: 80", "row.yaml").tree
        assert row is not None
        assert plain(self.changed("rows.p3", row))["rows"][-1] == {"name": "p3", "reach": "80"}

    def test_a_key_that_is_written_knows_the_paper_that_wrote_it(self) -> None:
        node = self.changed("cap", Scalar("none", Place(9, 20, "amendment.yaml")))
        assert place_of(node, ("cap",), "key") == Place(9, 3, "amendment.yaml")
        assert place_of(node, ("cap",)) == Place(9, 20, "amendment.yaml")
        assert place_of(node, ("kind",)).file is None

    def test_what_does_not_change_is_the_same_node(self) -> None:
        before = tree()
        after = write(before, find(before, "rows.p1.reach"), None, Scalar("99"))
        rows, old = after.get("rows"), before.get("rows")
        assert rows is not None
        assert old is not None
        assert isinstance(rows.value, ListNode)
        assert isinstance(old.value, ListNode)
        assert rows.value.items[1] is old.value.items[1]
        assert plain(before)["rows"][0]["reach"] == "98"

    @pytest.mark.parametrize("name", ["outside_band.below", "rows.p1", "rows.gold.p2.reach", "week.end"])
    def test_what_is_removed_is_not_found_any_more(self, name: str) -> None:
        before = tree()
        after = remove(before, find(before, name))
        assert find(after, name).node is None
        assert len(shown(after)) < len(shown(before))


@given(
    st.sampled_from(["kind", "outside_band.above", "rows.p1.reach", "cap", "outside_band.priced", "a.b.c"]),
    st.text(st.characters(categories=("Ll", "Nd")), min_size=1),
)
def test_what_is_written_is_found_where_it_was_written(name: str, text: str) -> None:
    before = tree()
    after = write(before, find(before, name), None, Scalar(text))
    found = find(after, name).node
    assert isinstance(found, Scalar)
    assert found.text == text
    assert same_node(before, tree())


class TestSameNode:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("{a: 1, b: 2}", "{b: 2, a: 1}", True),
            ("{a: 1}", "{a: 1, b: 2}", False),
            ("[1, 2]", "[2, 1]", False),
            ("[1]", "[1, 2]", False),
            ("a: {b: [1, {c: 2}]}", "a: {b: [1, {c: 3}]}", False),
            ("a: '1'", "a: 1", True),
        ],
    )
    def test_it_is_about_what_they_say(self, one: str, other: str, same: object) -> None:
        left, right = read_tree(one, "x.yaml").tree, read_tree(other, "y.yaml").tree
        assert left is not None
        assert right is not None
        assert same_node(left, right) is same


def document(text: str) -> DocumentSource:
    (source,), problems = read_text(text, "sla.yaml")
    assert problems == ()
    assert isinstance(source, DocumentSource)
    return source


class TestOverlays:
    HEAD = "contractkit: 1\ndocument: sla\nid: S\ntitle: T\nclauses:\n"
    TEXT = HEAD + '  "4.1": {kind: text, text: a}\n  "4.9": {kind: text, text: b}\n  "5": {kind: text, text: c}\n'

    @pytest.mark.parametrize(
        ("number", "order"),
        [
            ("4.10", ["4.1", "4.9", "4.10", "5"]),
            ("4.2", ["4.1", "4.2", "4.9", "5"]),
            ("6", ["4.1", "4.9", "5", "6"]),
            ("3", ["4.1", "4.9", "5", "3"]),
            ("A.1", ["4.1", "4.9", "5", "A.1"]),
            ("9" * 5000, ["4.1", "4.9", "5", "9" * 5000]),
        ],
    )
    def test_a_new_clause_stands_behind_the_last_that_comes_before_it(self, number: str, order: list[str]) -> None:
        paper = document(self.TEXT)
        standing = standing_in(paper, "4.1")
        assert standing is not None
        after = with_clause(paper, number, standing)
        assert list(after.model.clauses) == order
        assert list(paper.model.clauses) == ["4.1", "4.9", "5"]

    def test_a_clause_is_taken_away(self) -> None:
        paper = document(self.TEXT)
        after = without_clause(paper, "4.9")
        assert (list(after.model.clauses), standing_in(after, "4.9")) == (["4.1", "5"], None)
        assert after.model.clauses["5"] is paper.model.clauses["5"]

    def test_the_place_of_a_node_of_another_paper_names_that_paper(self) -> None:
        paper = document(self.TEXT)
        standing = standing_in(document(self.HEAD + '  "1": {kind: text, text: z}\n'), "1")
        assert standing is not None
        node = in_file(standing.node, "amendment.yaml")
        assert isinstance(node, MapNode)
        after = with_clause(paper, "4.1", type(standing)(node, standing.model, "amendment.yaml"))
        assert after.place("clauses", "4.1", "text") == Place(6, 27, "amendment.yaml")
        assert after.place("clauses", "4.9", "text") == Place(7, 29, "sla.yaml")
        assert after.place("clauses", "4.1", side="key") == Place(6, 3, "sla.yaml")
