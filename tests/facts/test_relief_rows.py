"""A table of relief: stretches with a cause; odd rows are noted and counted, and may put their item in doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.errors import FactsRejected

MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {"id": "id", "fields": {"opened_at": "opened"}},
    "relief": {
        "item": "id",
        "from": "began",
        "to": "ended",
        "cause": {"column": "why", "values": {"klant": "customer"}},
        "recorded_at": "written",
        "evidence": "proof",
    },
}
ITEMS = {"id": ["A", "B"], "opened": ["2026-01-05 09:00", "2026-01-05 09:00"]}
NAMES = ("id", "began", "ended", "why", "written", "proof")


def read(*rows, mapping=MAPPING):
    table = {name: [row[place] for row in rows] for place, name in enumerate(NAMES)}
    return ck.Facts.from_frames(items=ITEMS, relief=table, mapping=mapping)


def at(hour):
    return datetime(2026, 1, 5, hour, tzinfo=UTC)


class TestRows:
    def test_a_stretch_has_its_item_instants_and_cause(self) -> None:
        facts = read(
            ("B", "2026-01-05 10:00", "2026-01-05 12:00", "klant", "2026-01-05 13:00", "mail"),
            ("A", "2026-01-05 11:00", "", "third-party", "", ""),
        )
        assert facts.relief is not None
        assert facts.relief.to_records() == [
            {
                "item": 1, "begin": at(9), "end": at(11), "cause": "customer", "recorded_at": at(12),
                "evidence": "mail", "row": 1,
            },
            {
                "item": 0, "begin": at(10), "end": None, "cause": "third-party", "recorded_at": None,
                "evidence": None, "row": 2,
            },
        ]  # fmt: skip
        assert facts.counts["relief"] == 2
        assert facts.problems == ()

    def test_equal_rows_count_once(self) -> None:
        row = ("A", "2026-01-05 10:00", "2026-01-05 12:00", "klant", "", "")
        facts = read(row, row)
        assert facts.relief is not None
        assert (len(facts.relief), facts.counts["exact-duplicate-relief"]) == (1, 1)

    def test_odd_rows_are_counted_and_put_their_item_in_doubt(self) -> None:
        facts = read(
            ("A", "", "2026-01-05 12:00", "klant", "", ""),
            ("A", "2026-01-05 10:00", "2026-01-05 09:59", "klant", "", ""),
            ("A", "2026-01-05 10:00", "2026-01-05 12:00", "", "", ""),
            ("Z", "2026-01-05 10:00", "2026-01-05 12:00", "klant", "", ""),
            ("", "2026-01-05 10:00", "2026-01-05 12:00", "klant", "", ""),
            ("B", "2026-01-05 10:00", "2026-01-05 10:00", "klant", "", ""),
        )
        assert [(problem.code, problem.line) for problem in facts.problems] == [
            ("relief-without-begin", 1),
            ("relief-end-before-begin", 2),
            ("relief-without-cause", 3),
            ("relief-of-unknown-item", 4),
            ("blank-id", 5),
        ]
        assert [facts.items.doubts[code] for code in facts.items.doubt.tolist()] == ["relief-without-begin", ""]
        assert facts.counts["relief-ends-before-begins"] == 1

    def test_the_facts_of_some_items_have_their_relief(self) -> None:
        facts = read(
            ("A", "2026-01-05 10:00", "2026-01-05 12:00", "klant", "", ""),
            ("B", "2026-01-05 11:00", "2026-01-05 12:00", "klant", "", ""),
        )
        part = facts.where([False, True])
        assert part.relief is not None
        assert [(row["item"], row["begin"]) for row in part.relief] == [(0, at(10))]

    def test_a_cause_may_be_that_of_the_whole_table(self) -> None:
        relief = {"item": "id", "from": "began", "to": "ended", "cause": {"always": "planned-maintenance"}}
        facts = read(("A", "2026-01-05 10:00", "", "x", "", ""), mapping={**MAPPING, "relief": relief})
        assert facts.relief is not None
        assert facts.relief.words("cause").words() == ["planned-maintenance"]

    def test_a_file_is_read_as_a_frame_is(self, tmp_path: Path) -> None:
        items, relief = tmp_path / "items.csv", tmp_path / "relief.csv"
        items.write_text("id,opened\nA,2026-01-05 09:00\n")
        relief.write_text("id,began,ended,why,written,proof\nA,2026-01-05 10:00,2026-01-05 09:00,klant,,\n")
        facts = ck.Facts.from_files(items, relief=relief, mapping=MAPPING)
        assert [(p.file, p.line, p.code) for p in facts.problems] == [(str(relief), 2, "relief-end-before-begin")]


class TestMapping:
    @pytest.mark.parametrize(
        ("relief", "says"),
        [
            ({"item": "id", "cause": "why"}, "`from` is missing"),
            ({"item": "id", "from": "began"}, "`cause` is missing"),
            ({"item": "id", "from": "began", "cause": "why", "until": "ended"}, "`until` means nothing here"),
        ],
    )
    def test_what_is_wrong_in_it_is_told(self, relief, says) -> None:
        with pytest.raises(FactsRejected, match=says):
            read(mapping={**MAPPING, "relief": relief})

    def test_a_table_that_the_mapping_does_not_know_is_refused(self) -> None:
        mapping = {name: part for name, part in MAPPING.items() if name != "relief"}
        with pytest.raises(ck.UsageError, match="says nothing of `relief`"):
            read(mapping=mapping)
