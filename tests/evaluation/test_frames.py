"""From frames to outcomes and back: the same outcomes through every library, in parts or whole, shuffled or not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.evaluation import attainment_schema, evaluate_to, evaluation_schema, gathering
from contractkit.evaluation.attainment import Attainment
from contractkit.facts import Table

DOCUMENT: dict[str, Any] = {
    "contractkit": 1, "document": "sla", "id": "S", "title": "Desk", "currency": "EUR", "zone": "Europe/Amsterdam",
    "fields": {"status": ["new", "busy", "waiting", "solved", "closed"], "priority": ["P1", "P2"], "opened_at": "instant"},
    "clauses": {
        "0": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "1": {"kind": "pause", "while": {"status": "waiting"}},
        "2": {
            "kind": "time-target", "starts": {"field": "opened_at"}, "stops": {"status": ["solved", "closed"]},
            "calendar": "office",
            "rows": [
                {"name": "high", "when": {"priority": "P1"}, "within": "4 hours"},
                {"name": "low", "when": {"priority": "P2"}, "within": "16 hours"},
            ],
        },
        "3": {
            "kind": "time-target", "starts": {"field": "opened_at"}, "stops": {"status": ["closed"]},
            "calendar": "office", "within": "5 business days",
        },
    },
}  # fmt: skip
MAPPING: dict[str, Any] = {
    "contractkit": 1, "document": "mapping",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "status": {"column": "status", "holds": "at-opening"},
            "priority": {"column": "priority", "holds": "at-opening"},
        },
    },
    "events": {
        "item": "item", "at": "at", "form": "change", "field": "field", "value": "value",
        "fields": {"status": {"name": "status"}, "priority": {"name": "priority"}},
    },
}  # fmt: skip
AS_OF = datetime(2026, 3, 1, tzinfo=UTC)
ITEMS, EVENTS = 300, 1800


def log() -> tuple[pa.Table, pa.Table]:
    """Return tickets of January 2026 with events on whole hours, so that many stand at one instant."""
    draws = np.random.default_rng(5)
    stamp = pa.timestamp("us", "UTC")
    hour = 3_600_000_000
    opened = 1_767_225_600_000_000 + draws.integers(0, 31 * 24, ITEMS) * hour
    item = draws.integers(0, ITEMS + 3, EVENTS)  # the last three are nobody's
    at = np.append(opened, opened[:3])[item] + draws.integers(0, 60, EVENTS) * hour
    what = np.where(draws.random(EVENTS) < 0.2, "priority", "status")
    said = draws.choice(["busy", "waiting", "solved", "closed"], EVENTS, p=[0.4, 0.3, 0.2, 0.1])
    words = np.where(what == "priority", draws.choice(["P1", "P2", "P9"], EVENTS, p=[0.5, 0.45, 0.05]), said)
    items = pa.table(
        {
            "id": [f"T-{number}" for number in range(ITEMS)],
            "opened_at": pa.array(opened, pa.int64()).cast(stamp),
            "status": ["new"] * ITEMS,
            "priority": draws.choice(["P1", "P2"], ITEMS),
        }
    )
    ids = pa.array([f"T-{number}" for number in item.tolist()])
    return items, pa.table({"item": ids, "at": pa.array(at).cast(stamp), "field": what, "value": words})


ITEM_TABLE, EVENT_TABLE = log()
AGREEMENT = ck.load_agreement(data=DOCUMENT)


def outcomes(items: Any, events: Any, order: Any = None) -> Table:
    return ck.evaluate(AGREEMENT, ck.Facts.from_frames(items=items, events=events, mapping=MAPPING), AS_OF).outcomes


PLAIN = outcomes(ITEM_TABLE, EVENT_TABLE)


class TestTheSameOutcomes:
    """The library that holds the log, and the order of its rows, decide nothing."""

    def test_there_is_something_to_compare(self):
        verdicts = set(PLAIN.values("verdict"))
        assert {"met", "breached", "undetermined"} <= verdicts
        assert len(PLAIN) >= 2 * ITEMS
        assert EVENT_TABLE.group_by(["item", "at", "field"]).aggregate([]).num_rows < EVENTS  # there are ties

    @pytest.mark.parametrize(
        "kind",
        [
            pl.from_arrow,
            lambda table: pl.from_arrow(table).lazy(),
            lambda table: table.to_pandas(),
            lambda table: duckdb.from_arrow(table),
            lambda table: {name: table.column(name).to_pylist() for name in table.column_names},
        ],
        ids=["polars", "polars-lazy", "pandas", "duckdb", "dict"],
    )
    def test_through_every_kind_of_frame(self, kind):
        assert outcomes(kind(ITEM_TABLE), kind(EVENT_TABLE)) == PLAIN

    @pytest.mark.parametrize(
        ("ending", "write"), [("parquet", pq.write_table), ("csv", pc.write_csv)], ids=["parquet", "csv"]
    )
    def test_through_files(self, tmp_path: Path, ending, write):
        paths = {"items": tmp_path / f"items.{ending}", "events": tmp_path / f"events.{ending}"}
        write(ITEM_TABLE, paths["items"])
        write(EVENT_TABLE, paths["events"])
        found = ck.evaluate(AGREEMENT, ck.Facts.from_files(**paths, mapping=MAPPING), AS_OF).outcomes
        rows = {"row"}  # a file of text has a line for its header
        assert found.only(*(name for name in found.names if name not in rows)) == PLAIN.only(
            *(name for name in PLAIN.names if name not in rows)
        )

    @pytest.mark.parametrize("seed", range(5))
    def test_shuffled(self, seed):
        rows = np.random.default_rng(seed).permutation(EVENTS)
        assert outcomes(ITEM_TABLE, EVENT_TABLE.take(pa.array(rows))) == PLAIN

    @pytest.mark.parametrize("rows", [1, 7, 500])
    def test_in_parts_of_any_size(self, rows, monkeypatch):
        monkeypatch.setattr(gathering, "_ROWS", rows)
        assert outcomes(ITEM_TABLE, EVENT_TABLE) == PLAIN

    @pytest.mark.parametrize("rows", [7, 1 << 17])
    def test_parts_say_and_count_what_the_whole_does(self, rows, monkeypatch):
        facts = ck.Facts.from_frames(items=ITEM_TABLE, events=EVENT_TABLE, mapping=MAPPING)
        whole = ck.evaluate(AGREEMENT, facts, AS_OF)
        monkeypatch.setattr(gathering, "_ROWS", rows)
        parts = ck.evaluate(AGREEMENT, facts, AS_OF)
        assert (parts.counts, parts.problems, parts.assumptions) == (whole.counts, whole.problems, whole.assumptions)
        assert parts.items == whole.items


class TestTheSameKindOut:
    """Outcomes go back into the library that the log came from, with the types that fit."""

    def test_pandas(self):
        frame = PLAIN.like(pd.DataFrame())
        kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
        assert kinds["item"] in ("str", "string")
        assert kinds["verdict"] == "category"
        assert kinds["due"] == "datetime64[us, UTC]"
        assert kinds["used"] == "timedelta64[us]"
        assert kinds["used_days"] == "Int64"
        assert frame["item"].tolist() == PLAIN.values("item")

    def test_polars(self):
        frame = PLAIN.like(pl.DataFrame())
        kinds = dict(frame.schema)
        assert kinds["item"] == pl.String
        assert kinds["verdict"] == pl.Categorical
        assert kinds["due"] == pl.Datetime("us", "UTC")
        assert kinds["used"] == pl.Duration("us")
        assert frame["used_days"].to_list() == PLAIN.values("used_days")
        assert isinstance(PLAIN.like(pl.LazyFrame()), pl.LazyFrame)

    def test_arrow(self):
        table = PLAIN.like(pa.table({}))
        assert table.schema.field("item").type == pa.string()
        assert pa.types.is_dictionary(table.schema.field("verdict").type)
        assert table.schema.field("due").type == pa.timestamp("us", "UTC")
        assert table.to_pylist()[:20] == PLAIN.to_records()[:20]

    def test_duckdb(self):
        relation = PLAIN.to_duckdb(duckdb.connect())
        late = relation.filter("verdict = 'breached'").count("*").fetchall()[0][0]
        assert late == PLAIN.values("verdict").count("breached")
        assert PLAIN.like(relation).columns == list(PLAIN.names)

    def test_a_dict_of_lists(self):
        assert PLAIN.like({})["due"] == PLAIN.values("due")

    def test_of_something_else_the_way_out_is_told(self):
        with pytest.raises(UsageError, match="to_pandas"):
            PLAIN.like([])


class TestAsData:
    """An evaluation as data has a form that is written down."""

    def test_it_is_valid_and_every_column_is_known(self):
        found = ck.evaluate(AGREEMENT, facts(), AS_OF)
        told = json.loads(json.dumps(found.to_dict()))
        schema = evaluation_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(told, schema)
        for name, table in (("outcomes", found.outcomes), ("items", found.items), ("relief", found.relief)):
            assert tuple(schema["properties"][name]["properties"]) == table.names

    @pytest.mark.parametrize("by", ["target", ["priority", "month"], []])
    def test_so_is_attainment_with_its_version(self, by):
        found = ck.evaluate(AGREEMENT, facts(), AS_OF).attainment("2026-Q1", by=by)
        told = json.loads(json.dumps(found.to_dict()))
        schema = attainment_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(told, schema)
        assert (told["document"], told["version"], told["agreement"]) == ("attainment", 1, AGREEMENT.id)
        assert (told["period"], told["start"], told["end"]) == ("2026-Q1", "2026-01-01", "2026-04-01")
        assert told["by"] == ([by] if isinstance(by, str) else by)
        assert tuple(told["rows"]) == found.names
        assert told["rows"]["met"] == found.values("met")
        jsonschema.validate(Attainment(found.columns).to_dict(), schema)

    def test_a_share_above_one_is_not_valid(self):
        told = ck.evaluate(AGREEMENT, facts(), AS_OF).attainment("2026-Q1").to_dict()
        told["rows"]["high"][0] = 1.5
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(told, attainment_schema())

    def test_another_verdict_is_not_valid(self):
        told = ck.evaluate(AGREEMENT, facts(), AS_OF).to_dict()
        told["outcomes"]["verdict"][0] = "fine"
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(told, evaluation_schema())


class TestShown:
    """What a person sees who types the name of an evaluation, in a terminal or in a notebook."""

    def test_an_evaluation_is_one_line_whatever_it_holds(self):
        found = ck.evaluate(AGREEMENT, facts(), AS_OF)
        line = repr(found)
        assert "\n" not in line
        assert len(line) < 300
        verdicts = found.outcomes.values("verdict")
        assert f"{AGREEMENT.id} as of " in line
        assert f"{verdicts.count('met')} met" in line
        assert f"{len(found.items)} items" in line

    def test_a_notebook_shows_that_and_the_first_outcomes(self):
        found = ck.evaluate(AGREEMENT, facts(), AS_OF)
        page = found._repr_html_()
        assert page.startswith(f"<p>Evaluation of {AGREEMENT.id} as of ")
        assert page.count("<tr>") == 11
        assert f"the first 10 of {len(found.outcomes)} rows" in page


def facts() -> ck.Facts:
    return ck.Facts.from_frames(items=ITEM_TABLE, events=EVENT_TABLE, mapping=MAPPING)


class TestHandedOn:
    """`evaluate_to` gives what `evaluate` gives, in tables of whole items, and keeps none of it."""

    @pytest.mark.parametrize("rows", [50, 1 << 17])
    def test_a_function_gets_all_outcomes_in_order(self, rows, monkeypatch):
        monkeypatch.setattr(gathering, "_ROWS", rows)
        found: list[Table] = []
        told: list[tuple[str, int, int]] = []
        written = evaluate_to(AGREEMENT, facts(), found.append, AS_OF, progress=lambda *step: told.append(step))
        whole = ck.evaluate(AGREEMENT, facts(), AS_OF)
        assert [row for table in found for row in table.to_records()] == whole.outcomes.to_records()
        assert (written.counts, written.problems, written.items) == (whole.counts, whole.problems, whole.items)
        assert written.rows == len(whole.outcomes)
        assert told[0] == ("evaluate", 0, ITEMS)
        assert told[-1] == ("evaluate", ITEMS, ITEMS)

    @pytest.mark.parametrize("rows", [50, 1 << 17])
    def test_a_file_holds_all_outcomes(self, rows, tmp_path: Path, monkeypatch):
        monkeypatch.setattr(gathering, "_ROWS", rows)
        path = tmp_path / "outcomes.parquet"
        written = evaluate_to(AGREEMENT, facts(), path, AS_OF)
        assert written.path == str(path)
        assert pq.read_table(path).to_pylist() == PLAIN.to_arrow().to_pylist()
        assert [one.name for one in tmp_path.iterdir()] == ["outcomes.parquet"]

    def test_a_file_without_outcomes_has_its_columns(self, tmp_path: Path):
        evaluate_to(AGREEMENT, facts(), tmp_path / "none.parquet", datetime(2020, 1, 1, tzinfo=UTC))
        table = pq.read_table(tmp_path / "none.parquet")
        assert (table.num_rows, table.column_names) == (0, list(PLAIN.names))

    def test_what_goes_wrong_leaves_nothing_half_written(self, tmp_path: Path):
        path = tmp_path / "outcomes.parquet"
        path.write_bytes(b"as it was")

        def fails(step: str, done: int, total: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            evaluate_to(AGREEMENT, facts(), path, AS_OF, progress=fails)
        assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("outcomes.parquet", b"as it was")]

    def test_a_sink_must_be_a_path_or_a_function(self, tmp_path: Path):
        with pytest.raises(UsageError, match="path of a Parquet file or to a function"):
            evaluate_to(AGREEMENT, facts(), 7, AS_OF)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="cannot be written"):
            evaluate_to(AGREEMENT, facts(), tmp_path / "nowhere" / "x.parquet", AS_OF)

    def test_what_is_left_can_be_told_as_json(self):
        told = evaluate_to(AGREEMENT, facts(), lambda table: None, AS_OF).to_dict()
        assert told["document"] == "written-outcomes"
        assert told["version"] == 1
        assert told["rows"] == len(PLAIN)


MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)  # 09:00 in Amsterdam


def judged(items: list[tuple[Any, ...]], events: list[tuple[Any, ...]], **more: Any) -> ck.Evaluation:
    tables = {
        "items": dict(zip(("id", "opened_at", "status", "priority"), map(list, zip(*items, strict=True)), strict=True)),
        "events": dict(zip(("item", "at", "field", "value"), map(list, zip(*events, strict=True)), strict=True)),
    }
    return ck.evaluate(AGREEMENT, ck.Facts.from_frames(**tables, mapping=MAPPING), AS_OF, **more)


class TestBadInput:
    """What is odd in single rows is listed and counted, and judged as far as the terms allow."""

    TICKET = ("T-1", MONDAY, "new", "P1")

    def test_an_event_without_an_item_an_item_without_events_and_a_null_id(self):
        solved = ("T-1", MONDAY + timedelta(hours=3), "status", "solved")
        found = judged(
            [self.TICKET, ("T-2", MONDAY, "new", "P1")],
            [solved, ("T-9", MONDAY, "status", "busy"), (None, MONDAY, "status", "busy")],
        )
        high = [row for row in found.outcomes if row["target"] == "S/2 high"]
        assert [(row["item"], row["verdict"]) for row in high] == [("T-1", "met"), ("T-2", "breached")]
        assert found.counts["events-of-unknown-items"] == 1
        assert found.counts["blank-ids"] == 1
        assert {problem.code for problem in found.problems} >= {"event-of-unknown-item", "blank-id"}

    def test_a_duplicate_event_and_one_after_the_moment_of_judging(self):
        waits = ("T-1", MONDAY + timedelta(hours=1), "status", "waiting")
        late = ("T-1", AS_OF + timedelta(hours=1), "status", "solved")
        found = judged([self.TICKET], [waits, waits, late])
        assert found.counts["exact-duplicate-events"] == 1
        assert found.counts["events-after-as-of"] == 1
        (high,) = (row for row in found.outcomes if row["target"] == "S/2 high")
        assert (high["verdict"], high["due"], high["used"]) == ("running", None, timedelta(hours=1))

    def test_a_hundred_thousand_events_on_one_item(self):
        """Busy and waiting in turn, a minute each, from Monday 09:00: of 1,440 working minutes half are used."""
        count = 100_000
        words = ["waiting" if place % 2 else "busy" for place in range(count)]
        minutes = [(MONDAY + timedelta(minutes=place)) for place in range(count)]
        events = {"item": ["T-1"] * count, "at": minutes, "field": ["status"] * count, "value": words}
        items = {"id": ["T-1", "T-2"], "opened_at": [MONDAY] * 2, "status": ["new"] * 2, "priority": ["P2"] * 2}
        facts = ck.Facts.from_frames(items=items, events=pa.table(events), mapping=MAPPING)
        found = ck.evaluate(AGREEMENT, facts, MONDAY + timedelta(days=3))
        used = {row["item"]: row["used"] for row in found.outcomes if row["target"] == "S/2 low"}
        assert used == {"T-1": timedelta(hours=12), "T-2": timedelta(hours=24)}

    def test_times_of_several_zones_are_instants_all_the_same(self):
        items = {"id": ["T-1", "T-2"], "opened_at": ["2026-01-05T09:00+01:00", "2026-01-05T03:00-05:00"]}
        items |= {"status": ["new"] * 2, "priority": ["P1"] * 2}
        events = {"item": ["T-1"], "at": ["2026-01-05T08:00Z"], "field": ["status"], "value": ["busy"]}
        found = ck.evaluate(AGREEMENT, ck.Facts.from_frames(items=items, events=events, mapping=MAPPING), AS_OF)
        assert set(found.outcomes.values("started")) == {MONDAY}

    def test_times_without_a_zone_among_them_are_refused_as_a_whole(self):
        items = {"id": ["T-1", "T-2"], "opened_at": ["2026-01-05T09:00+01:00", "2026-01-05T03:00"]}
        items |= {"status": ["new"] * 2, "priority": ["P1"] * 2}
        with pytest.raises(ck.FactsRejected, match="has no zone"):
            ck.Facts.from_frames(items=items, mapping={**MAPPING, "events": MAPPING["events"]})


class TestKnownAt:
    """`as_of` cuts on when things happened, `known_at` on when they were recorded."""

    def test_an_event_that_was_recorded_later_is_set_aside(self):
        noted = MONDAY + timedelta(days=30)
        mapping = {**MAPPING, "events": {**MAPPING["events"], "recorded_at": "noted"}}
        items = {"id": ["T-1"], "opened_at": [MONDAY], "status": ["new"], "priority": ["P1"]}
        events = {
            "item": ["T-1", "T-1"], "at": [MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=3)],
            "field": ["status"] * 2, "value": ["busy", "solved"], "noted": [None, noted],
        }  # fmt: skip
        facts = ck.Facts.from_frames(items=items, events=events, mapping=mapping)

        def verdict(known_at: datetime | None) -> str:
            found = ck.evaluate(AGREEMENT, facts, AS_OF, known_at=known_at)
            (row,) = (row for row in found.outcomes if row["target"] == "S/2 high")
            return str(row["verdict"])

        assert [verdict(known_at) for known_at in (None, noted, noted - timedelta(microseconds=1))] == [
            "met", "met", "breached",
        ]  # fmt: skip
        before = ck.evaluate(AGREEMENT, facts, AS_OF, known_at=noted - timedelta(seconds=1))
        assert before.counts["events-recorded-later"] == 1
