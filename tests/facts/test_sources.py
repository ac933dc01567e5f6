"""The same facts from every kind of table: text, compressed text, Parquet, frames of three libraries, plain sequences."""

from __future__ import annotations

import csv
import gzip
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import FactsRejected, MissingExtraError, UsageError
from contractkit.facts import Facts
from contractkit.facts.csv_limit import LARGEST_CELL, large_cells
from contractkit.facts.mapping import FactsMapping

MAPPING = FactsMapping.of(
    {
        "contractkit": 1,
        "document": "mapping",
        "zone": "Europe/Amsterdam",
        "missing": ["?"],
        "items": {
            "id": "id",
            "fields": {
                "opened_at": "opened",
                "closed_at": "closed",
                "customer": "customer",
                "hours": {"column": "hours", "type": "number"},
                "restored": {"column": "restored", "type": "yes-no"},
            },
            "becomes": [{"field": "status", "value": "closed", "at": "closed_at"}],
        },
        "events": {"item": "id", "at": "at", "sequence": "n", "form": "snapshot", "fields": {"status": "status"}},
        "feedback": {"item": "id", "score": "score"},
    }
)
# 2026-10-25 02:30 was twice in Amsterdam, 2026-03-29 02:30 never was; the customer of the last one is missing.
ITEMS: dict[str, list[Any]] = {
    "id": ["T-1", "T-2", "T-3", "T-4"],
    "opened": ["2026-01-05 09:00:00.000001", "2026-10-25 02:30:00", "2026-03-29 02:30:00", None],
    "closed": ["2026-01-05T12:00:00Z", None, None, "2026-01-07T12:00:00Z"],
    "customer": ["Café", "acme, best", "?", None],
    "hours": [1.5, None, 3.0, 0.0],
    "restored": [True, False, None, True],
    "note": ["x", None, "y", "z"],
}
EVENTS: dict[str, list[Any]] = {
    "id": ["T-1", "T-2", "T-2", "T-9", "T-2"],
    "at": ["2026-01-05T09:00:00Z", "2026-10-25T08:00:00Z", "2026-10-25T09:00:00Z", "2026-10-25T09:00:00Z", "2026-10-25T08:00:00Z"],
    "n": [0, 7, None, 1, 7],
    "status": ["new", "solved", None, "new", "solved"],
}  # fmt: skip
FEEDBACK: dict[str, list[Any]] = {"id": ["T-1", "T-1"], "score": [8, 9]}
TABLES = {"items": ITEMS, "events": EVENTS, "feedback": FEEDBACK}


def naive(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def aware(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def typed() -> dict[str, dict[str, list[Any]]]:
    """Return the tables with real datetimes: those with an offset aware, the others naive."""
    items = {**ITEMS, "opened": [naive(t) for t in ITEMS["opened"]], "closed": [aware(t) for t in ITEMS["closed"]]}
    return {"items": items, "events": {**EVENTS, "at": [aware(t) for t in EVENTS["at"]]}, "feedback": FEEDBACK}


def as_csv(columns: dict[str, list[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in zip(*columns.values(), strict=True))
    return text.getvalue()


def content(facts: Facts) -> Facts:
    """Return the facts without the places where they stood."""
    assert facts.events is not None
    places = np.arange(len(facts.items))
    notes = tuple(attrs.evolve(note, file=None, rows=np.zeros(len(note.rows)), values=None) for note in facts.notes)
    return attrs.evolve(
        facts,
        items=attrs.evolve(facts.items, rows=places, file=None),
        events=attrs.evolve(facts.events, rows=np.zeros(len(facts.events)), file=None),
        notes=notes,
    )


def from_files(folder: Path, name: str, make: Any) -> Facts:
    paths = {}
    for table, columns in TABLES.items():
        paths[table] = folder / f"{table}{name}"
        paths[table].write_bytes(make(as_csv(columns)))
    return Facts.from_files(**paths, mapping=MAPPING)


PLAIN = content(Facts.from_frames(**TABLES, mapping=MAPPING))


class TestTheFactsThemselves:
    """What all kinds of tables must agree on, worked out by hand."""

    def test_by_hand(self) -> None:
        """The skipped hour casts doubt, the repeated one is its first, an unknown item's event is left out."""
        items, events = PLAIN.items, PLAIN.events
        assert items.instants("opened_at").datetimes() == [
            datetime(2026, 1, 5, 8, 0, 0, 1, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None, None,
        ]  # fmt: skip
        assert [items.doubts[code] for code in items.doubt.tolist()] == ["", "", "skipped-local-time", ""]
        assert items.words("customer").words() == ["Café", "acme, best", None, None]
        assert items.words("restored").words() == ["yes", "no", None, "yes"]
        assert np.array_equal(items.numbers("hours").values, [1.5, np.nan, 3.0, 0.0], equal_nan=True)
        assert events is not None
        assert events.item.tolist() == [0, 1, 1, 3]
        assert events.words("status").words() == ["new", "solved", None, "closed"]
        assert PLAIN.feedback is not None
        assert PLAIN.feedback.to_records() == [{"item": 0, "score": 8.0}, {"item": 0, "score": 9.0}]
        assert PLAIN.counts == {
            "items": 4, "events": 3, "made-events": 1, "feedback": 2, "skipped-local-times": 1, "repeated-local-times": 1,
            "events-of-unknown-items": 1, "exact-duplicate-events": 1,
        }  # fmt: skip


class TestTextFiles:
    """Text is text, however it is stored."""

    @pytest.mark.parametrize(
        ("name", "make"),
        [
            (".csv", str.encode),
            (".csv", lambda text: b"\xef\xbb\xbf" + text.encode()),
            (".csv", lambda text: text.replace("\r\n", "\n").encode()),
            (".csv", lambda text: text.replace("\r\n", "\r").encode()),
            (".csv.gz", lambda text: gzip.compress(text.encode())),
            (".export", lambda text: gzip.compress(text.encode())),
        ],
        ids=["crlf", "with-mark", "lf", "cr", "gzip", "gzip-without-the-name"],
    )
    def test_the_facts_are_the_same(self, name: str, make: Any, tmp_path: Path) -> None:
        """Line ends, a byte-order mark and compression change nothing."""
        assert content(from_files(tmp_path, name, make)) == PLAIN

    @pytest.mark.parametrize(
        ("encoding", "name"), [("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", "UTF-16LE")]
    )
    def test_another_encoding_is_read_where_the_mapping_names_it(
        self, encoding: str, name: str, tmp_path: Path
    ) -> None:
        """The accent of Café is one letter in each of them."""
        path = tmp_path / "items.csv"
        path.write_bytes(as_csv(ITEMS).encode(encoding))
        known = FactsMapping.of(
            {
                "contractkit": 1,
                "document": "mapping",
                "encoding": name,
                "items": {"id": "id", "fields": {"c": "customer"}},
            }
        )
        assert Facts.from_files(items=path, mapping=known).items.words("c").words()[0] == "Café"

    @pytest.mark.parametrize(("delimiter", "char"), [(";", ";"), ("tab", "\t"), ("|", "|")])
    def test_another_delimiter_is_read_where_the_mapping_names_it(
        self, delimiter: str, char: str, tmp_path: Path
    ) -> None:
        """A comma is then no delimiter."""
        path = tmp_path / "items.csv"
        path.write_text(f"id{char}c\nT-1{char}a,b\n", encoding="utf-8")
        known = {
            "contractkit": 1,
            "document": "mapping",
            "delimiter": delimiter,
            "items": {"id": "id", "fields": {"c": "c"}},
        }
        assert Facts.from_files(items=path, mapping=known).items.words("c").words() == ["a,b"]

    def test_columns_of_one_name_that_nobody_maps_are_fine(self, tmp_path: Path) -> None:
        """Only what is mapped must be there once."""
        path = tmp_path / "items.csv"
        path.write_text("id,category,category\nT-1,a,b\n", encoding="utf-8")
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        assert len(Facts.from_files(items=path, mapping=known).items) == 1

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_rows_are_counted_as_an_editor_counts_lines(self, end: str, tmp_path: Path) -> None:
        """Over many rows, with cells of several lines and empty lines between, whatever ends a line."""
        path = tmp_path / "items.csv"
        lines = ["id,note"]
        expected = []
        for number in range(10_000):
            expected.append(len(lines) + 1)
            if number % 7 == 0:
                lines += [f'T-{number},"one', "two", 'three"']
            else:
                lines.append(f"T-{number},x")
            if number % 11 == 0:
                lines.append("")
        path.write_bytes((end.join(lines) + end).encode())
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        facts = Facts.from_files(items=path, mapping=known)
        assert facts.items.rows.tolist() == expected
        assert facts.counts["blank-rows"] == sum(number % 11 == 0 for number in range(10_000))

    def test_it_says_how_far_it_is(self, tmp_path: Path) -> None:
        """Progress goes up to the size of the file."""
        path = tmp_path / "items.csv"
        path.write_text("id\n" + "".join(f"T-{number}\n" for number in range(50_000)), encoding="utf-8")
        told: list[tuple[str, int, int]] = []
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        Facts.from_files(items=path, mapping=known, progress=lambda *now: told.append(now))
        size = path.stat().st_size
        assert len(told) > 5
        assert {(step, total) for step, _, total in told} == {("reading items", size)}
        done = [one for _, one, _ in told]
        assert done == sorted(done)
        assert done[-1] == size


class TestLongCells:
    """A cell may be as long as a pasted log, in a column that is mapped or in one that is not."""

    KNOWN: ClassVar[dict[str, Any]] = {
        "contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"note": "note"}},
    }  # fmt: skip
    TEXT = f"id,text,note\nT-1,{'a' * 140_000},{'b' * 200_000}\nT-2,x,y\n"

    def test_it_is_read(self, tmp_path: Path) -> None:
        """Past the 131,072 characters of the csv module, whose limit is afterwards what it was."""
        path = tmp_path / "items.csv"
        path.write_text(self.TEXT, encoding="utf-8")
        before = csv.field_size_limit()
        facts = Facts.from_files(items=path, mapping=self.KNOWN)
        assert facts.items.words("note").words() == ["b" * 200_000, "y"]
        assert csv.field_size_limit() == before == 131_072

    def test_the_limit_lasts_as_long_as_anybody_reads(self) -> None:
        """Whoever began first may be done first."""
        before = csv.field_size_limit()
        first, second = large_cells(), large_cells()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert csv.field_size_limit() == LARGEST_CELL
        second.__exit__(None, None, None)
        assert csv.field_size_limit() == before

    def test_many_threads_read_at_once(self, tmp_path: Path) -> None:
        """None lowers the limit under another."""
        path = tmp_path / "items.csv"
        path.write_text(self.TEXT, encoding="utf-8")
        known = FactsMapping.of(self.KNOWN)
        before = csv.field_size_limit()
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: len(Facts.from_files(items=path, mapping=known).items), range(40)))
        assert found == [2] * 40
        assert csv.field_size_limit() == before

    def test_a_cell_without_end_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the row on which it begins."""
        monkeypatch.setattr("contractkit.facts.csv_limit.LARGEST_CELL", 150_000)
        path = tmp_path / "items.csv"
        path.write_text(self.TEXT, encoding="utf-8")
        with pytest.raises(FactsRejected, match="a cell is longer than") as refused:
            Facts.from_files(items=path, mapping=self.KNOWN)
        assert [(problem.code, problem.line) for problem in refused.value.problems] == [("csv", 2)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
class TestPipes:
    """What can be read only once is read once, and gives what a file gives."""

    KNOWN: ClassVar[dict[str, Any]] = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}

    @pytest.mark.parametrize("make", [str.encode, lambda text: gzip.compress(text.encode())], ids=["plain", "gzip"])
    def test_text_is_read(self, make: Any, tmp_path: Path) -> None:
        """Compressed or not; rows are counted as ever."""
        facts = self.read(make("id,x\n\nT-1,y\n"), tmp_path)
        assert (facts.items.ids.tolist(), facts.items.rows.tolist()) == (["T-1"], [3])

    def test_parquet_is_read(self, tmp_path: Path) -> None:
        """Though its end must be known first."""
        made = io.BytesIO()
        pq.write_table(pa.table({"id": ["T-1", "T-2"]}), made)
        assert self.read(made.getvalue(), tmp_path).items.ids.tolist() == ["T-1", "T-2"]

    @pytest.mark.parametrize(
        ("content", "code", "line"),
        [(b"", "empty-file", None), (b"id\nT-1\n\xff\n", "encoding", 3), (b'id\nT-1\n"T-2\nT-3\n', "csv", 3)],
    )
    def test_what_is_wrong_is_found(self, content: bytes, code: str, line: int | None, tmp_path: Path) -> None:
        """With its line, which a second look at the content tells."""
        with pytest.raises(FactsRejected) as refused:
            self.read(content, tmp_path)
        assert [(problem.code, problem.line) for problem in refused.value.problems] == [(code, line)]

    def read(self, content: bytes, folder: Path) -> Facts:
        pipe = folder / "pipe"
        os.mkfifo(pipe)
        with ThreadPoolExecutor(1) as pool:
            written = pool.submit(pipe.write_bytes, content)
            try:
                return Facts.from_files(items=pipe, mapping=self.KNOWN)
            finally:
                written.result(10)


class TestFrames:
    """Frames give the facts that text gives."""

    @pytest.mark.parametrize("tables", [TABLES, typed()], ids=["texts", "datetimes"])
    @pytest.mark.parametrize(
        "make",
        [
            dict,
            pd.DataFrame,
            lambda columns: pd.DataFrame(columns).convert_dtypes(),
            lambda columns: pd.DataFrame(columns, dtype=object),
            lambda columns: pd.DataFrame(columns).astype({"id": "category"}),
            lambda columns: pd.DataFrame(columns).set_index("id", drop=False).add_prefix(""),
            pl.DataFrame,
            lambda columns: pl.DataFrame(columns).lazy(),
            lambda columns: pl.DataFrame(columns).with_columns(pl.col("id").cast(pl.Categorical)),
            pa.table,
            lambda columns: pa.concat_tables([pa.table(columns).slice(0, 2), pa.table(columns).slice(2)]),
            lambda columns: pa.table(columns).to_batches()[0],
            lambda columns: pa.table({n: pa.array(c).dictionary_encode() if n == "id" else c for n, c in columns.items()}),
        ],
        ids=[
            "dict", "pandas", "pandas-nullable", "pandas-object", "pandas-category", "pandas-index", "polars",
            "polars-lazy", "polars-category", "arrow", "arrow-chunks", "arrow-batch", "arrow-dictionary",
        ],
    )  # fmt: skip
    def test_the_facts_are_the_same(self, make: Any, tables: dict[str, Any]) -> None:
        """Nulls of every kind are missing, naive times are in the zone of the mapping, aware ones keep their instant."""
        facts = Facts.from_frames(**{name: make(columns) for name, columns in tables.items()}, mapping=MAPPING)
        assert content(facts) == PLAIN

    @pytest.mark.parametrize("tables", [TABLES, typed()], ids=["texts", "datetimes"])
    def test_parquet_gives_the_same(self, tables: dict[str, Any], tmp_path: Path) -> None:
        """A file of Arrow's types, with the rows in groups."""
        paths = {}
        for name, columns in tables.items():
            paths[name] = tmp_path / f"{name}.parquet"
            pq.write_table(pa.table(columns), paths[name], row_group_size=2)
        assert content(Facts.from_files(**paths, mapping=MAPPING)) == PLAIN

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    def test_every_resolution_of_arrow_is_read(self, unit: str) -> None:
        """Whole seconds are the same instant in each unit, before 1970 too."""
        moments = [datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), None]
        table = pa.table({"id": ["a", "b", "c"], "t": pa.array(moments, pa.timestamp(unit, "America/New_York"))})
        known = {
            "contractkit": 1,
            "document": "mapping",
            "items": {"id": "id", "fields": {"t": {"column": "t", "type": "instant"}}},
        }
        assert Facts.from_frames(items=table, mapping=known).items.instants("t").datetimes() == moments

    def test_numbers_as_ids_are_as_their_text(self) -> None:
        """An id that a frame made a float of, because one was missing, is still the same id."""
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        frame = pd.DataFrame({"id": [101.0, 102.0]})
        assert Facts.from_frames(items=frame, mapping=known).items.ids.tolist() == ["101", "102"]

    def test_naive_timestamps_without_a_zone_are_refused(self) -> None:
        """Also where they are no text."""
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "o"}}}
        naive_times = np.array(["2026-01-05T09:00"], dtype="M8[us]")
        for frame in ({"id": ["a"], "o": naive_times}, pd.DataFrame({"id": ["a"], "o": naive_times})):
            with pytest.raises(FactsRejected) as refused:
                Facts.from_frames(items=frame, mapping=known)
            assert [problem.code for problem in refused.value.problems] == ["naive-times"]

    def test_datetimes_in_lists_keep_their_instant(self) -> None:
        """Both readings of a repeated hour are told apart by their fold, and an offset of its own counts."""
        zone = ZoneInfo("Europe/Amsterdam")
        moments = [
            datetime(2026, 10, 25, 2, 30, tzinfo=zone),
            datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=zone),
            datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        ]
        known = {
            "contractkit": 1, "document": "mapping", "instants": "%d/%m/%Y",
            "items": {"id": "id", "fields": {"opened_at": "o"}},
        }  # fmt: skip
        items = Facts.from_frames(items={"id": ["a", "b", "c"], "o": moments}, mapping=known).items
        assert items.instants("opened_at").datetimes() == [moment.astimezone(UTC) for moment in moments]

    def test_a_mapped_column_twice_is_refused(self) -> None:
        """Frames of pandas and Arrow may hold two columns of one name."""
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        twice = pd.DataFrame([["a", "b"]], columns=["id", "id"])
        for frame in (twice, pa.table([["a"], ["b"]], names=["id", "id"])):
            with pytest.raises(FactsRejected) as refused:
                Facts.from_frames(items=frame, mapping=known)
            assert [problem.code for problem in refused.value.problems] == ["duplicate-column"]
        fine = pd.DataFrame([["a", "b", "c"]], columns=["id", "x", "x"])
        assert len(Facts.from_frames(items=fine, mapping=known).items) == 1

    def test_a_text_is_no_column(self) -> None:
        """Its letters are not meant."""
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id"}}
        with pytest.raises(UsageError, match="no sequence"):
            Facts.from_frames(items={"id": "abc"}, mapping=known)

    @given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.binary(max_size=4))))
    def test_cells_of_any_kind_are_taken(self, cells: list[Any]) -> None:
        """Whatever stands in a list, each cell is a word or missing, and none is another's."""
        known = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"c": "c"}}}
        if cells:
            items = Facts.from_frames(items={"id": range(len(cells)), "c": cells}, mapping=known).items
            for cell, word in zip(cells, items.words("c").words(), strict=True):
                if isinstance(cell, bool):
                    assert word == str(cell).lower()
                elif isinstance(cell, str):
                    assert word == (cell.strip() or None)


class TestOptionalLibraries:
    """Each library is loaded only where it is needed, and its absence names what to install."""

    def test_plain_sequences_need_the_core_alone(self) -> None:
        """In a fresh process, a dict and a mapping as data load no frame library, no YAML, and no pydantic."""
        code = (
            "import sys\n"
            "from contractkit.facts import Facts\n"
            "known = {'contractkit': 1, 'document': 'mapping', 'items': {'id': 'id'}}\n"
            "Facts.from_frames(items={'id': ['a']}, mapping=known)\n"
            "loaded = {'pandas', 'polars', 'pyarrow', 'narwhals', 'ruamel.yaml', 'pydantic', 'workalendar'} & set(sys.modules)\n"
            "sys.exit(f'loaded {loaded}' if loaded else 0)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize(
        ("library", "extra", "use"),
        [
            (
                "narwhals",
                "frames",
                lambda folder: Facts.from_frames(items=pl.DataFrame({"id": ["a"]}), mapping=MAPPING),
            ),
            ("pyarrow", "arrow", lambda folder: Facts.from_files(items=folder / "x.parquet", mapping=MAPPING)),
            ("ruamel.yaml", "yaml", lambda folder: FactsMapping.of(folder / "x.yaml")),
        ],
    )
    def test_a_missing_one_is_named(
        self, library: str, extra: str, use: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The error says what to install."""
        (tmp_path / "x.parquet").write_bytes(b"PAR1")
        (tmp_path / "x.yaml").write_bytes(b"a: b")
        monkeypatch.setitem(sys.modules, library, None)
        if library == "narwhals":  # where there is pyarrow it is not needed
            monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtraError, match=rf"pip install 'contractkit\[{extra}\]'"):
            use(tmp_path)
