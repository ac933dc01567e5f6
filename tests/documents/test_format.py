"""Formatting changes no meaning and loses no comment; what is dumped is read as what it was."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from contractkit.documents import DocumentSource, read_documents, read_text
from contractkit.documents.tree import ListNode, MapNode, Node, Scalar
from contractkit.documents.writing import FormatError, dump, format_text, formatting
from contractkit.documents.writing.commented import commented_page
from contractkit.documents.writing.pages import Group, Part, Text, comments_of, page_of
from contractkit.documents.writing.quoting import block_of, written
from contractkit.documents.writing.yaml_writer import yaml_text
from contractkit.documents.yaml_reader import read_fully

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "documents"
PAPERS = [*sorted((CASES / "good").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]
OTHER = re.compile(r"^document: (mapping|facts)$", re.MULTILINE)
PAPERS = [path for path in PAPERS if not OTHER.search(path.read_text(encoding="utf-8"))]
TEXTS = [path.read_text(encoding="utf-8") for path in PAPERS]
SHARED = Path(os.environ.get("CONTRACTKIT_SHARED", ROOT.parent / "shared")) / "language"
few = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))

HEAD = "contractkit: 1\ndocument: sla\nid: S-1\ntitle: T\n"


def said(node: Node | None) -> Any:
    """What a tree says, whatever the order of its keys and the quotes of its texts."""
    if isinstance(node, MapNode):
        return {entry.key.text: said(entry.value) for entry in node.entries}
    if isinstance(node, ListNode):
        return [said(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def cuts(node: Node | None, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Where a comment follows a text without quotes, which in prose is a lost half of a sentence."""
    if isinstance(node, MapNode):
        return {cut for entry in node.entries for cut in cuts(entry.value, (*path, entry.key.text))}
    if isinstance(node, ListNode):
        return {cut for number, item in enumerate(node.items) for cut in cuts(item, (*path, number))}
    return {path} if node is not None and node.cut else set()


def formatted(text: str) -> str:
    done = format_text(text, "a.yaml")
    assert done.problems == ()
    return done.text


class TestCanonicalStyle:
    """One form for everything that can be written in several."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("clauses: {A.1: {text: x, kind: text}}", "clauses:\n  A.1:\n    kind: text\n    text: x\n"),
            ("note: 'T'", "note: T\n"),
            ("fields:\n    a:\n    - b\n    - c", "fields:\n  a: [b, c]\n"),
            ("currency: EUR   # y", "currency: EUR  # y\n"),
            ('note: "15:00"', 'note: "15:00"\n'),
            ("note: 15:00", 'note: "15:00"\n'),
            ("note: yes", 'note: "yes"\n'),
            ("note: 2026-01-01", "note: 2026-01-01\n"),
            ("note: 4.10", "note: 4.10\n"),
            ("note: '4.10'", 'note: "4.10"\n'),
            ("note: 'a: b'", 'note: "a: b"\n'),
            ("note: 'say \"no\"'", 'note: say "no"\n'),
            ("note: '\"no\" was said'", 'note: "\\"no\\" was said"\n'),
            ("clauses:\n  '4.1': {kind: text, text: x}", 'clauses:\n  "4.1":\n    kind: text\n    text: x\n'),
            ("note: one\n  two\n  three", "note: one two three\n"),
            ('note: "one\\ntwo\\n"', "note: |\n  one\n  two\n"),
            ('note: "one\\ntwo"', "note: |-\n  one\n  two\n"),
            (
                "note: " + "word " * 30 + "end",
                "note: >-\n  " + " ".join(["word"] * 23) + "\n  " + "word " * 7 + "end\n",
            ),
            ("note: " + "x" * 130, "note: >-\n  " + "x" * 130 + "\n"),
            ('note: "' + "two  blanks " * 12 + '"', 'note: "' + "two  blanks " * 12 + '"\n'),
            ("\n\n\nnote: x\n\n\n\ncurrency: EUR", "\nnote: x\n\ncurrency: EUR\n"),
        ],
    )
    def test_it_is_written_in_one_way(self, before: str, after: str) -> None:
        assert formatted(HEAD + before + "\n") == HEAD + after

    def test_a_kind_comes_first_and_rows_stand_on_one_line_each(self) -> None:
        clause = """\
clauses:
  A.1:
    measure: response
    kind: time-target
    rows:
      - name: p1
        when:
          priority:
          - P1
        within: 15 minutes
      - name: p2   # the others
        within: 1 hour
    pays:
      - {for: x, tiers: [{below: 95 %, credit: 2 %}], kind: tier-credit}
"""
        assert (
            formatted(HEAD + clause)
            == HEAD
            + """\
clauses:
  A.1:
    kind: time-target
    measure: response
    rows:
      - {name: p1, when: {priority: [P1]}, within: 15 minutes}
      - name: p2  # the others
        within: 1 hour
    pays:
      - kind: tier-credit
        for: x
        tiers:
          - {below: 95 %, credit: 2 %}
"""
        )

    def test_a_row_that_is_too_long_is_written_in_lines(self) -> None:
        name = "a-very-long-name" * 6
        text = (
            HEAD
            + f"clauses:\n  A.1: {{kind: time-target, measure: m, rows: [{{name: {name}, within: 1 hour, reach: 95 %}}]}}\n"
        )
        assert f"      - name: {name}\n        within: 1 hour\n        reach: 95 %\n" in formatted(text)

    def test_the_head_begins_with_what_the_document_is(self) -> None:
        text = "title: T\nid: S-1\n# of the parties\nlanguage: en\ndocument: sla\ncontractkit: 1\n"
        assert formatted(text) == "contractkit: 1\ndocument: sla\nid: S-1\ntitle: T\n# of the parties\nlanguage: en\n"

    def test_json_is_written_with_two_spaces_and_its_numbers_as_they_stand(self) -> None:
        text = '{"document": "sla", "contractkit": 1, "id": "S", "title": "T", "clauses": {"1": {"amount": 12.50, "kind": "fee", "name": "f", "per": "month"}}}'
        done = format_text(text, "a.json")
        assert done.problems == ()
        assert done.text.startswith('{\n  "contractkit": 1,\n  "document": "sla",\n')
        assert '"kind": "fee",\n      "amount": 12.50,' in done.text

    def test_toml_is_left_as_it_stands(self) -> None:
        text = 'contractkit  = 1\ndocument = "sla"\nid = "S"\ntitle = "T"\n'
        assert format_text(text, "a.toml").text == text

    def test_the_line_ends_of_another_system_become_plain_ones(self) -> None:
        assert formatted(HEAD.replace("\n", "\r\n")) == HEAD

    def test_a_document_with_problems_is_left_as_it_is(self) -> None:
        text = HEAD + "colour:   blue\n"
        done = format_text(text, "a.yaml")
        assert (done.text, [problem.code for problem in done.problems]) == (text, ["unknown-field"])


COMMENTED = """\
# The paper of the department.

# It has two comments at its top.
contractkit: 1
document: sla   # which document
id: S-1
title: T

# What a ticket has.
fields:   # of the desk
  # how urgent
  priority: [P1,   # at once
             P2]
  # no more fields
clauses:
  # ---- group A
  A.1:
    # about the kind
    kind: time-target
    measure: response
    rows:
      # the urgent ones
      - {name: p1, within: 1 hour}   # by contract
      -   # the rest
        name: p2
        within: 4 hours
      # no more rows

  # ---- group B
  B.1: {kind: text, text: x}
# the end
"""


class TestComments:
    """A comment stays beside what it speaks of."""

    def test_it_stays_where_it_was(self) -> None:
        assert (
            formatted(COMMENTED)
            == """\
# The paper of the department.

# It has two comments at its top.
contractkit: 1
document: sla  # which document
id: S-1
title: T

# What a ticket has.
fields:  # of the desk
  # how urgent
  priority:
    # at once
    - P1
    - P2
  # no more fields
clauses:
  # ---- group A
  A.1:
    # about the kind
    kind: time-target
    measure: response
    rows:
      # the urgent ones
      - {name: p1, within: 1 hour}  # by contract
      # the rest
      - {name: p2, within: 4 hours}
      # no more rows

  # ---- group B
  B.1:
    kind: text
    text: x
# the end
"""
        )

    def test_what_looks_like_a_comment_in_a_text_is_none(self) -> None:
        text = HEAD + 'note: |\n  # one\n  two # three\nclauses:\n  "1": {kind: text, text: "a # b"}\n'
        assert list(comments_of(commented_page(text))) == []
        assert (
            formatted(text)
            == HEAD + 'note: |\n  # one\n  two # three\nclauses:\n  "1":\n    kind: text\n    text: "a # b"\n'
        )

    def test_behind_a_text_that_had_quotes_it_does_not_cut_it(self) -> None:
        assert formatted(HEAD + "note: 'x'   # why\n") == HEAD + 'note: "x"  # why\n'
        assert formatted(HEAD + "note:   # why\n  x\n") == HEAD + "# why\nnote: x\n"

    def test_a_remark_at_the_head_of_a_block_text_is_kept(self) -> None:
        assert formatted(HEAD + "note: |   # why\n  one\n  two\n") == HEAD + "note: |  # why\n  one\n  two\n"

    def test_a_comment_that_would_be_lost_is_an_error_and_nothing_is_written(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(formatting, "yaml_text", lambda page: HEAD)
        with pytest.raises(FormatError, match="lose a comment"):
            format_text(HEAD + "# a comment\n", "a.yaml")

    def test_a_meaning_that_would_change_is_an_error_and_nothing_is_written(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(formatting, "yaml_text", lambda page: HEAD.replace("S-1", "S-2"))
        with pytest.raises(FormatError, match="change what it says"):
            format_text(HEAD, "a.yaml")


def spoiled(data: st.DataObject) -> str:
    """Part of a paper, with comments, blank lines and other styles put in."""
    lines = data.draw(st.sampled_from(TEXTS)).splitlines()
    first = data.draw(st.integers(0, len(lines) - 1))
    kept = lines[first : first + data.draw(st.integers(1, 25))]
    deep = min((len(line) - len(line.lstrip()) for line in kept if line.strip()), default=0)
    kept = [line[deep:] for line in kept]
    for number in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(kept) - 1))
        what = data.draw(st.integers(0, 8))
        if what == 0:
            kept.insert(at, " " * data.draw(st.integers(0, 12)) + f"# own {number}")
        elif what == 1:
            kept[at] += f"  # end {number}"
        elif what == 2:
            kept.insert(at, "")
        elif what == 3:
            kept[at] = kept[at].replace(", ", f",   # in {number}\n" + " " * data.draw(st.integers(2, 14)), 1)
        elif what == 4:
            kept[at] = kept[at].replace("{", f"{{ # open {number}\n   ", 1)
        elif what == 5:
            kept[at] = kept[at].replace("- ", f"-   # dash {number}\n      ", 1)
        elif what == 6:
            kept.insert(
                at,
                " " * data.draw(st.sampled_from([0, 2, 4]))
                + "note: >\n"
                + " " * 8
                + "some text\n\n"
                + " " * 8
                + "# more\n",
            )
        elif what == 7:
            kept[at] += " word" * 40
        else:
            kept[at] = kept[at].replace("kind", "other", 1)
    return "\n".join(kept) + "\n"


class TestLaws:
    """Formatting is idempotent, and changes neither what is said nor the comments."""

    @pytest.mark.parametrize("path", PAPERS, ids=lambda path: "-".join(path.parts[-2:]))
    def test_of_every_paper_of_this_repository(self, path: Path) -> None:
        once = formatted(path.read_text(encoding="utf-8"))
        assert formatted(once) == once
        assert [paper.model for paper in read_text(once)[0]] == [paper.model for paper in read_documents(path)[0]]

    @pytest.mark.skipif(
        not SHARED.is_dir(), reason=f"the shared examples are not there ({SHARED}); set CONTRACTKIT_SHARED"
    )
    def test_of_every_paper_that_is_shared_also_of_those_with_problems_in_what_they_say(self) -> None:
        checked = 0
        for path in sorted(SHARED.rglob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            reading = read_fully(text)
            if reading.problems:
                continue
            checked += 1
            page = commented_page(text)
            once = yaml_text(page)
            again = commented_page(once)
            assert (path.name, said(read_fully(once).tree)) == (path.name, said(reading.tree))
            assert (path.name, Counter(comments_of(again))) == (path.name, Counter(comments_of(page)))
            assert (path.name, yaml_text(again)) == (path.name, once)
        assert checked > 80

    @few
    @given(data=st.data())
    def test_of_any_part_of_one_in_any_style(self, data: st.DataObject) -> None:
        text = spoiled(data)
        reading = read_fully(text)
        if reading.problems or not isinstance(reading.tree, MapNode | ListNode):
            return
        page = commented_page(text)
        comments = Counter(comments_of(page))
        once = yaml_text(page)
        assert said(read_fully(once).tree) == said(reading.tree)
        assert cuts(read_fully(once).tree) <= cuts(reading.tree)
        again = commented_page(once)
        assert Counter(comments_of(again)) == comments
        assert yaml_text(again) == once

    @few
    @given(
        text=st.text(max_size=30) | st.text(" \n:#'\"-ab{},[]&*!|>%@`?", max_size=12),
        was=st.sampled_from(["plain", "quoted"]),
    )
    @example(text="<<", was="plain")
    @example(text="null", was="plain")
    @example(text="1_000", was="plain")
    @example(text="a\u2028b", was="quoted")
    @example(text=" a\n b\n", was="quoted")
    @example(text="a\n\n\nb\n\n", was="quoted")
    def test_of_any_text_as_a_key_a_value_and_an_item(self, text: str, was: Any) -> None:
        if not text.isprintable() and any(
            (ord(c) < 32 and c != "\n") or "\ud800" <= c <= "\udfff" or c in "\x7f\ufffe\uffff" for c in text
        ):
            return
        value = Text(text, plain=False)
        page = Group(
            "map",
            [
                Part(Text("a"), value),
                Part(Text("b"), Group("list", [Part(None, value), Part(None, Group("map", [Part(Text("c"), value)]))])),
            ],
        )
        tree = read_fully(yaml_text(page)).tree
        assert said(tree) == {"a": text, "b": [text, {"c": text}]}
        if "\n" not in text:
            assert said(read_fully(f"{written(text, was, 'block')}: {{{written(text, was, 'flow')}: x}}\n").tree) == {
                text: {text: "x"}
            }

    @few
    @given(
        words=st.lists(st.text("abc#:-'\"", min_size=1, max_size=9), min_size=1, max_size=40), width=st.integers(1, 60)
    )
    def test_a_text_that_is_folded_is_the_same_text(self, words: list[str], width: int) -> None:
        text = " ".join(words)
        block = block_of(text, width)
        assert block is not None
        page = "a: " + block.header + "\n" + "".join(f"  {line}\n" for line in block.lines)
        assert said(read_fully(page).tree) == {"a": text}
        assert all(len(line) <= width or " " not in line for line in block.lines)


class TestDump:
    """Load, dump, load is identity."""

    @pytest.mark.parametrize("form", ["yaml", "json"])
    @pytest.mark.parametrize("path", PAPERS, ids=lambda path: "-".join(path.parts[-2:]))
    def test_what_is_dumped_is_read_as_what_it_was(self, path: Path, form: Any) -> None:
        (paper,), problems = read_documents(path)
        assert problems == ()
        for text in (dump(paper, form), dump(paper.model, form)):
            (again,), wrong = read_text(text, f"a.{form}")
            assert wrong == ()
            assert again.model == paper.model

    def test_it_is_dumped_in_the_order_of_the_page(self) -> None:
        text = HEAD + 'clauses:\n  B.1:\n    kind: text\n    text: x\n  "1":\n    kind: text\n    text: z\n'
        (paper,), _ = read_text(text)
        assert isinstance(paper, DocumentSource)
        assert dump(paper) == text

    def test_what_is_dumped_is_in_canonical_style(self) -> None:
        (paper,), _ = read_documents(PAPERS[0])
        text = dump(paper)
        assert formatted(text) == text

    def test_other_readers_see_the_same_texts(self) -> None:
        text = HEAD + 'note: "15:00"\nfields:\n  a: ["yes", "NO", "1_000", "null", "010"]\n'
        (paper,), _ = read_text(text)
        other = YAML(typ="safe", pure=True)
        other.version = (1, 1)  # type: ignore[assignment]
        seen = other.load(dump(paper))
        assert (seen["note"], seen["fields"]["a"]) == ("15:00", ["yes", "NO", "1_000", "null", "010"])

    def test_a_page_of_a_text_is_that_text(self) -> None:
        assert page_of(Scalar("x", plain=True)) == Text("x", plain=True)
