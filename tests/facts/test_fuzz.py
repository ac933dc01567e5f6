"""Whatever the bytes are: facts, or a refusal in words. Never another error."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.errors import FactsRejected, UsageError
from contractkit.facts import Facts
from contractkit.facts.mapping import FactsMapping

LOG = {
    "contractkit": 1, "document": "mapping", "zone": "Europe/Amsterdam",
    "items": {"from": "events", "fields": {"opened_at": "c", "closed_at": "c", "hours": {"column": "s", "type": "number"}}},
    "events": {"item": "i", "at": "t", "sequence": "n", "form": "snapshot", "fields": {"status": "s"}},
}  # fmt: skip
CHANGES = {
    "contractkit": 1, "document": "mapping",
    "items": {"from": "events"},
    "events": {
        "item": "i", "at": {"column": "t", "format": "epoch-s"}, "form": "change", "field": "n", "value": "s", "was": "c",
        "fields": {"status": "x", "restored": {"name": "", "type": "yes-no"} | {"name": "0"}},
    },
}  # fmt: skip
HEADER = b"i,t,n,s,c\n"
CELLS = st.sampled_from(
    [b"", b"0", b"1", b"x", b"?", b" ", b"2026-01-05 09:00", b"2026-10-25T02:30", b"2026-03-29 02:30", b"9999-12-31 23:59",
     b"0001-01-01 00:00", b"2026-01-05T09:00+23:59", b'"', b'""', b'"a\nb"', b"\r", b"\n", b"\x00", b"\xff", b"1e999", b"nan",
     b"999999999999999999999999", "é".encode(), b"\xe9", b"-1", b"yes", b",", b",,,"]
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=6).map(b",".join), max_size=8).map(b"\n".join)
WORDS = st.sampled_from(
    ["contractkit", "document", "mapping", "1", "items", "events", "id", "from", "fields", "x", "at", "at_", "form",
     "snapshot", "change", "item", "values", "column", "always", "zone", "UTC", "instants", "%Y", "becomes", "holds",
     "latest", "missing", "encoding", "hex", "idna", "feedback", "score", "delimiter", "", "null", "name", "type"]
)  # fmt: skip
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)
FAST = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def read(path: Path, content: bytes, mapping: dict[str, Any]) -> None:
    path.write_bytes(content)
    try:
        facts = Facts.from_files(events=path, mapping=mapping)
    except (FactsRejected, UsageError):
        return
    assert facts.events is not None
    assert ((facts.events.item >= 0) & (facts.events.item < len(facts.items))).all()
    assert all(problem.line is None or problem.line > 1 for problem in facts.problems)
    assert len(facts.where(facts.items.doubt == 0).items) == (facts.items.doubt == 0).sum()


class TestNothingIsLost:
    """Every row is an event, or is noted; an item in doubt has a problem, and an item without one is in no doubt."""

    @pytest.mark.parametrize("mapping", [LOG, CHANGES], ids=["snapshot", "change"])
    @FAST
    @given(rows=st.lists(st.lists(CELLS.filter(lambda cell: cell.isalnum() or b":" in cell), min_size=4, max_size=6)))
    def test_every_row_is_somewhere(self, mapping: dict[str, Any], rows: list[list[bytes]], tmp_path: Path) -> None:
        """By its line in the file."""
        path = tmp_path / "x.csv"
        lines = [b",".join(row) for row in rows if all(cell.isascii() for cell in row)]
        path.write_bytes(HEADER + b"\n".join(lines))
        try:
            facts = Facts.from_files(events=path, mapping=mapping)
        except FactsRejected:
            return
        assert facts.events is not None
        noted = {row for note in facts.notes for row in note.rows.tolist()}
        assert noted | set(facts.events.rows.tolist()) == set(range(2, len(lines) + 2))
        doubted = {item for note in facts.notes if note.weight == "problem" for item in note.items.tolist()} - {-1}
        assert doubted == set((facts.items.doubt > 0).nonzero()[0].tolist())


class TestAnyBytes:
    """Bytes that no program wrote are refused or read, and nothing else happens."""

    @FAST
    @given(content=st.binary(max_size=200))
    def test_any_bytes(self, content: bytes, tmp_path: Path) -> None:
        """Without a header that fits, hardly anything can be read."""
        read(tmp_path / "x.csv", content, LOG)

    @FAST
    @given(rows=ROWS)
    def test_any_rows_under_a_good_header(self, rows: bytes, tmp_path: Path) -> None:
        """With a header that fits, every cell may be anything."""
        read(tmp_path / "x.csv", HEADER + rows, LOG)

    @FAST
    @given(rows=ROWS)
    def test_any_rows_of_a_log_of_changes(self, rows: bytes, tmp_path: Path) -> None:
        """The other form of a log, with other kinds of cells."""
        read(tmp_path / "x.csv", HEADER + rows, CHANGES)

    @FAST
    @given(rows=ROWS, cut=st.integers(0, 60), flip=st.integers(0, 400))
    def test_any_harm_to_a_compressed_file(self, rows: bytes, cut: int, flip: int, tmp_path: Path) -> None:
        """Cut off, or with a byte turned over."""
        packed = bytearray(gzip.compress(HEADER + rows))
        packed = packed[: max(len(packed) - cut, 2)]
        if 2 <= flip < len(packed):
            packed[flip] ^= 0xFF
        read(tmp_path / "x.csv.gz", bytes(packed), LOG)

    @FAST
    @given(
        content=st.binary(max_size=100),
        encoding=st.sampled_from(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "shift_jis"]),
    )
    def test_any_bytes_in_any_encoding(self, content: bytes, encoding: str, tmp_path: Path) -> None:
        """An encoding that the mapping names may not fit."""
        read(tmp_path / "x.csv", content, {**LOG, "encoding": encoding})


class TestAnyMapping:
    """A mapping is data from outside too."""

    @FAST
    @given(data=st.dictionaries(WORDS, DATA, max_size=6))
    def test_any_data(self, data: dict[str, Any]) -> None:
        """Words in wrong places are problems."""
        whole = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}, **data}
        with suppress(FactsRejected):
            assert FactsMapping.of(whole).items.id

    @FAST
    @given(data=DATA)
    def test_any_json_is_read_like_the_data(self, data: Any, tmp_path: Path) -> None:
        """The lines of a file are all that JSON adds."""
        path = tmp_path / "m.json"
        path.write_text(json.dumps(data, indent=1), encoding="utf-8")
        with pytest.raises(FactsRejected) as from_file:
            FactsMapping.of(path)
        if isinstance(data, dict):
            with pytest.raises(FactsRejected) as from_data:
                FactsMapping.of(data)
            ours = sorted(problem.says for problem in from_data.value.problems)
            assert sorted(problem.says for problem in from_file.value.problems) == ours

    @FAST
    @given(content=st.binary(max_size=120), name=st.sampled_from(["m.json", "m.yaml"]))
    def test_any_bytes(self, content: bytes, name: str, tmp_path: Path) -> None:
        """Bytes that are no text are no mapping."""
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FactsRejected):
            FactsMapping.of(path)

    @FAST
    @given(content=st.text(alphabet="{}[]:,&*!|>-'\"# \n\tab1%@?", max_size=60))
    def test_any_yaml_signs(self, content: str, tmp_path: Path) -> None:
        """Nor are the signs of YAML in any order."""
        path = tmp_path / "m.yaml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(FactsRejected):
            FactsMapping.of(path)
