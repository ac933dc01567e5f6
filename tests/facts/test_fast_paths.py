"""Frames that are read by arrays give the facts that plain sequences, read cell by cell, give: odd rows and all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.facts import Facts, arrow_tables
from contractkit.facts.mapping import FactsMapping

MAPPING = FactsMapping.of(
    {
        "contractkit": 1,
        "document": "mapping",
        "zone": "Europe/Amsterdam",
        "missing": ["?", "none"],
        "items": {"id": "id", "fields": {"opened_at": "opened", "priority": {"column": "prio", "holds": "at-opening"}}},
        "events": {
            "item": "item", "at": "at", "recorded_at": "noted", "form": "change", "field": "what", "value": "new",
            "fields": {
                "status": {"name": "State"},
                "priority": {"name": "Prio", "values": {"1 - High": "P1", "nothing": None}},
                "restored": {"name": "Up", "type": "yes-no"},
            },
        },
    }
)  # fmt: skip
MON_2026_10_19 = datetime(2026, 10, 19, tzinfo=UTC)
IDS = st.sampled_from(["T-1", "T-2", " T-2", "T-30", "INC0000001", "café", "", "?", None, "T-1 ", "T-9"])
# Hours around the one that the clocks of Amsterdam repeat; a missing time, and one in a year that is not read.
TIMES = st.one_of(
    st.none(),
    st.builds(lambda hours: MON_2026_10_19 + timedelta(hours=hours), st.integers(0, 150)),
    st.just(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
)
EVENT = st.tuples(
    IDS,
    TIMES,
    TIMES,
    st.sampled_from(["State", "Prio", "Up", "Else", None, " State"]),
    st.sampled_from(["new", "solved", "1 - High", "P2", "nothing", "yes", "f", "maybe", "", None, " new "]),
)
FINE = [("T-2", MON_2026_10_19, None, "Up", yes) for yes in ("yes", "no")]  # else no cell of the column may be fine
EVENTS = st.lists(EVENT, max_size=14).map(lambda rows: [*rows, *FINE])
ITEM = st.tuples(IDS, TIMES, st.sampled_from(["P1", "P3", "?", None]))


def columns(names: str, rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    cells = zip(*rows, strict=True) if rows else [()] * len(names.split())
    return {name: list(column) for name, column in zip(names.split(), cells, strict=True)}


def arrow(table: dict[str, list[Any]]) -> pa.Table:
    stamps = ("opened", "at", "noted")
    kinds = {name: pa.timestamp("us", "UTC") if name in stamps else pa.string() for name in table}
    return pa.table({name: pa.array(cells, kinds[name]) for name, cells in table.items()})


def chunked(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table.slice(0, 1), table.slice(1, 2), table.slice(3)])


def in_dictionaries(table: pa.Table) -> pa.Table:
    cells = (column.dictionary_encode() if pa.types.is_string(column.type) else column for column in table.columns)
    return pa.table(list(cells), names=table.column_names)


KINDS = {
    "arrow": lambda table: table,
    "arrow-chunks": chunked,
    "arrow-dictionaries": in_dictionaries,
    "arrow-views": lambda table: table.cast(
        pa.schema([pa.field(f.name, pa.string_view() if pa.types.is_string(f.type) else f.type) for f in table.schema])
    ),
    "arrow-large": lambda table: table.cast(
        pa.schema([pa.field(f.name, pa.large_string() if pa.types.is_string(f.type) else f.type) for f in table.schema])
    ),
    "polars": pl.from_arrow,
    "polars-lazy": lambda table: pl.from_arrow(table).lazy(),
    "pandas": lambda table: table.to_pandas(),
    "pandas-object": lambda table: table.to_pandas().astype(
        {name: object for name in table.column_names if pa.types.is_string(table.schema.field(name).type)}
    ),
    "pandas-category": lambda table: table.to_pandas(strings_to_categorical=True),
    "duckdb": lambda table: duckdb.from_arrow(table),
}


def same(facts: Facts, plain: Facts) -> None:
    """Check all but the spelling of cells in messages: a timestamp has one in each library."""
    assert facts.items == plain.items
    assert facts.events == plain.events
    ours, theirs = ([attrs.evolve(note, values=None) for note in one.notes] for one in (facts, plain))
    assert ours == theirs
    assert [words(note) for note in facts.notes if note.where == "events"] == [
        words(note) for note in plain.notes if note.where == "events"
    ]
    assert facts.assumptions == plain.assumptions
    assert facts.counts == plain.counts


def words(note: Any) -> list[str | None] | None:
    return None if note.values is None else note.values.words()


def facts_of(items: Any, events: Any) -> Facts:
    return Facts.from_frames(items=items, events=events, mapping=MAPPING)


class TestTheSameFacts:
    """Whatever stands in the rows, every kind of table gives the facts of plain sequences."""

    @pytest.mark.parametrize("kind", KINDS)
    @settings(max_examples=30, deadline=None)
    @given(items=st.lists(ITEM, min_size=1, max_size=8), events=EVENTS)
    def test_through_every_kind_of_frame(self, kind, items, events):
        items, events = (
            columns("id opened prio", [*items, ("T-1", MON_2026_10_19, "P1")]),
            columns("item at noted what new", events),
        )
        plain = facts_of(items, events)
        make = KINDS[kind]
        same(facts_of(make(arrow(items)), make(arrow(events))), plain)

    @settings(max_examples=30, deadline=None)
    @given(EVENTS)
    def test_through_a_file_that_is_read_in_pieces(self, tmp_path_factory, events):
        """Two rows at a time: words, ids and notes of all pieces come together."""
        folder = tmp_path_factory.mktemp("parquet")
        items = columns("id opened prio", [("T-1", MON_2026_10_19, "P1"), ("T-2", MON_2026_10_19, None)])
        plain = facts_of(items, columns("item at noted what new", events))
        table = arrow(columns("item at noted what new", events))
        pq.write_table(arrow(items), folder / "items.parquet")
        pq.write_table(table, folder / "events.parquet", row_group_size=3)
        batch = arrow_tables._BATCH
        arrow_tables._BATCH = 2
        try:
            told: list[tuple[str, int, int]] = []
            paths = {"items": folder / "items.parquet", "events": folder / "events.parquet"}
            facts = Facts.from_files(**paths, mapping=MAPPING, progress=lambda *step: told.append(step))
        finally:
            arrow_tables._BATCH = batch
        assert told[-1] == ("reading events", len(events), len(events))
        notes = tuple(attrs.evolve(note, file=None) for note in facts.notes)
        assert facts.events is not None
        whole = attrs.evolve(facts, notes=notes, events=attrs.evolve(facts.events, file=None))
        same(attrs.evolve(whole, items=attrs.evolve(facts.items, file=None)), plain)

    @settings(max_examples=50, deadline=None)
    @given(EVENTS, st.randoms(use_true_random=False))
    def test_the_order_of_rows_decides_nothing_but_row_numbers(self, events, random):
        items = columns("id opened prio", [("T-1", MON_2026_10_19, "P1"), ("T-2", MON_2026_10_19, None)])
        shuffled = random.sample(events, len(events))
        one, other = (facts_of(items, columns("item at noted what new", rows)) for rows in (events, shuffled))
        assert one.events is not None
        assert other.events is not None
        assert one.counts == other.counts
        assert one.items.doubt.astype(bool).tolist() == other.items.doubt.astype(bool).tolist()
        rows = [
            sorted(zip(e.item.tolist(), e.at.tolist(), *(w.tolist() for w in e.values.values()), strict=True))
            for e in (one.events, other.events)
        ]
        assert rows[0] == rows[1]


class TestIds:
    """An id is the text without spaces around it, of whatever type its column is."""

    @pytest.mark.parametrize("kind", [pa.int64(), pa.uint16(), pa.int8()])
    def test_whole_numbers_are_ids(self, kind):
        items = pa.table({"id": pa.array([7, 30, None], kind), "opened": pa.nulls(3, pa.timestamp("us", "UTC"))})
        items = items.append_column("prio", pa.nulls(3, pa.string()))
        facts = Facts.from_frames(items=items, mapping=attrs.evolve(MAPPING, events=None))
        assert facts.items.ids == ("7", "30")
        assert facts.counts["blank-rows"] == 1

    def test_ids_with_spaces_around_them_are_one_with_those_without(self):
        names = [f"T-{number}" for number in range(50)]
        items = {"id": [*names, " T-3"], "opened": [MON_2026_10_19] * 51, "prio": ["P1"] * 51}
        facts = facts_of(arrow(items), arrow(columns("item at noted what new", [])))
        assert facts.items.ids == tuple(names)
        assert facts.counts["exact-duplicate-items"] == 1

    def test_the_events_stand_in_the_order_of_item_and_time(self):
        said = zip("baba", (5, 3, 1, 1), ("w", "x", "y", "z"), strict=True)
        rows = [(name, MON_2026_10_19 + timedelta(hours=hour), None, "State", word) for name, hour, word in said]
        items = columns("id opened prio", [("a", None, None), ("b", None, None)])
        events = facts_of(items, columns("item at noted what new", rows)).events
        assert events is not None
        assert events.ordered
        assert events.item.tolist() == [0, 0, 1, 1]
        assert events.words("status").words() == ["z", "x", "y", "w"]
        assert events.rows.tolist() == [4, 2, 3, 1]


class TestRecordedAt:
    """When an event was recorded is kept; nothing is doubtful because it cannot be read."""

    def test_it_is_kept_in_the_order_of_the_events(self):
        later = MON_2026_10_19 + timedelta(hours=9)
        rows = [("a", later, MON_2026_10_19, "State", "x"), ("a", MON_2026_10_19, None, "State", "y")]
        facts = facts_of(columns("id opened prio", [("a", None, None)]), columns("item at noted what new", rows))
        events = facts.events
        assert events is not None
        assert events.recorded_at is not None
        monday = int(MON_2026_10_19.timestamp()) * 1_000_000
        assert events.recorded_at.tolist() == [np.iinfo(np.int64).min, monday]
        assert events.known_by(monday) is None
        known = events.known_by(monday - 1)
        assert known is not None
        assert known.tolist() == [True, False]

    def test_a_cell_that_cannot_be_read_casts_no_doubt(self):
        rows = [("a", MON_2026_10_19, "soon", "State", "x"), ("a", MON_2026_10_19, MON_2026_10_19, "State", "y")]
        facts = facts_of(columns("id opened prio", [("a", None, None)]), columns("item at noted what new", rows))
        assert facts.counts["bad-values"] == 1
        assert facts.items.doubt.tolist() == [0]
