"""Bad input: what means nothing as a whole refuses the facts, what is wrong in single rows is listed with its row."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from ruamel.yaml import YAML

from contractkit.errors import FactsRejected, UsageError
from contractkit.facts import Facts
from contractkit.facts.mapping import FactsMapping

CASES = Path(__file__).parent / "cases"
ITEMS = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "opened"}}}
BOTH = {
    **ITEMS,
    "zone": "Europe/Amsterdam",
    "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"status": "status"}},
}


def cases(name: str) -> list[Any]:
    found = YAML(typ="safe", pure=True).load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in found]


def write(folder: Path, text: str, written_as: str = "utf-8") -> Path:
    if written_as == "gzip-cut-off":
        path = folder / "items.csv.gz"
        path.write_bytes(gzip.compress(text.encode())[:-9])
    elif written_as == "plain-named-gz":
        path = folder / "items.csv.gz"
        path.write_bytes(text.encode())
    else:
        path = folder / "items.csv"
        path.write_bytes(text.encode(written_as))
    return path


class TestFiles:
    def test_a_frame_in_the_place_of_a_path_is_told_where_frames_belong(self) -> None:
        says = r"items of from_files is the path of a file, not a dict; Facts\.from_frames takes frames"
        with pytest.raises(UsageError, match=says):
            Facts.from_files(items={"id": ["T-1"]}, mapping=ITEMS)  # type: ignore[arg-type]


class TestShown:
    def test_facts_are_shown_on_one_line(self) -> None:
        facts = Facts.from_frames(items={"id": ["T-1"], "opened": ["2026-02-03T09:00Z"]}, mapping=ITEMS)
        assert repr(facts) == "<Facts: 1 item; 0 problems>"

    def test_what_is_odd_is_counted_in_it(self) -> None:
        items = {"id": ["T-1", "T-2"], "opened": ["2026-02-03T09:00Z", "tomorrow"]}
        assert repr(Facts.from_frames(items=items, mapping=ITEMS)) == "<Facts: 2 items; 1 problem>"


class TestTablesThatMeanNothing:
    """A table that means nothing as a whole is refused with all that is wrong, its file and its row."""

    @pytest.mark.parametrize("case", cases("rejected.yaml"))
    def test_it_is_refused_with_code_file_and_row(self, case: dict[str, Any], tmp_path: Path) -> None:
        """Each case names its code and its row as a text editor shows it, and the hint shows the way out."""
        path = write(tmp_path, case["table"], case.get("written_as", "utf-8"))
        with pytest.raises(FactsRejected) as refused:
            Facts.from_files(items=path, mapping=ITEMS)
        problems = refused.value.problems
        assert [(problem.code, problem.line) for problem in problems] == [
            (expected["code"], expected["row"]) for expected in case["expected"]
        ]
        for problem, expected in zip(problems, case["expected"], strict=True):
            assert problem.file == str(path)
            assert problem.fatal
            assert expected.get("hint", "") in (problem.hint or "")

    def test_all_tables_are_named_at_once(self, tmp_path: Path) -> None:
        """An empty table of items does not hide a missing column of the events."""
        (tmp_path / "items.csv").write_text("", encoding="utf-8")
        (tmp_path / "events.csv").write_text("item,at\nT-1,2026-01-05 09:00\n", encoding="utf-8")
        with pytest.raises(FactsRejected) as refused:
            Facts.from_files(items=tmp_path / "items.csv", events=tmp_path / "events.csv", mapping=BOTH)
        assert [problem.code for problem in refused.value.problems] == ["empty-file", "missing-column"]

    def test_an_empty_log_of_events_is_fine(self, tmp_path: Path) -> None:
        """A quarter in which nothing happened is no mistake."""
        (tmp_path / "items.csv").write_text("id,opened\nT-1,2026-01-05 09:00\n", encoding="utf-8")
        (tmp_path / "events.csv").write_text("item,at,status\n", encoding="utf-8")
        facts = Facts.from_files(items=tmp_path / "items.csv", events=tmp_path / "events.csv", mapping=BOTH)
        assert facts.counts == {"items": 1, "events": 0}

    def test_a_table_without_items_is_a_period_without_items(self, tmp_path: Path) -> None:
        """A quiet month is an honest month; that an export may have failed is said."""
        (tmp_path / "items.csv").write_text("id,opened\n", encoding="utf-8")
        (tmp_path / "events.csv").write_text("item,at,status\nT-1,2026-01-05 09:00,new\n", encoding="utf-8")
        facts = Facts.from_files(items=tmp_path / "items.csv", events=tmp_path / "events.csv", mapping=BOTH)
        assert facts.counts == {"items": 0, "events": 0, "events-of-unknown-items": 1}
        (taken,) = (one for one in facts.assumptions if one.convention == "no-items")
        file = tmp_path / "items.csv"
        assert taken.says == f"The table of items has a header and no row ({file}): it is read as no items at all."

    def test_a_broken_parquet_file_is_refused(self, tmp_path: Path) -> None:
        """A file that only begins like Parquet cannot be read."""
        path = tmp_path / "items.parquet"
        path.write_bytes(b"PAR1 and then nothing of the kind")
        with pytest.raises(FactsRejected) as refused:
            Facts.from_files(items=path, mapping=ITEMS)
        assert [(problem.code, problem.file) for problem in refused.value.problems] == [("broken-parquet", str(path))]


class TestRowsThatAreWrong:
    """A row that contradicts itself is listed with its row, and its item is in doubt; nothing else is lost."""

    @pytest.mark.parametrize("case", cases("row_problems.yaml"))
    def test_it_is_listed_counted_and_doubted(self, case: dict[str, Any], tmp_path: Path) -> None:
        """Each case names its problems with file and row, all its counts, and the items in doubt."""
        for name in ("items", "events"):
            if name in case:
                (tmp_path / f"{name}.csv").write_text(case[name], encoding="utf-8")
        events = tmp_path / "events.csv" if "events" in case else None
        facts = Facts.from_files(items=tmp_path / "items.csv", events=events, mapping=BOTH)
        found = [(problem.code, problem.file, problem.line) for problem in facts.problems]
        expected = [(one["code"], str(tmp_path / one["file"]), one["row"]) for one in case["problems"]]
        assert sorted(found) == sorted(expected)
        assert not any(problem.fatal for problem in facts.problems)
        assert facts.counts == case["counts"]
        doubted = {
            facts.items.ids[place]: facts.items.doubts[code]
            for place, code in enumerate(facts.items.doubt.tolist())
            if code
        }
        assert doubted == case["doubts"]

    def test_the_problem_shows_the_value(self, tmp_path: Path) -> None:
        """A reader sees what stood in the cell without opening the file."""
        path = tmp_path / "items.csv"
        path.write_text("id,opened\nT-1,next week\nT-2,2026-01-05T09:00Z\n", encoding="utf-8")
        (problem,) = Facts.from_files(items=path, mapping=ITEMS).problems
        assert "`next week`" in problem.says
        assert problem.where == "items > fields > opened_at"

    def test_a_date_alone_is_called_one(self) -> None:
        """Whoever wrote a date learns that the time of day is missing, and whoever wrote no date what one is."""
        items = {"id": ["T-1", "T-2", "T-3"], "opened": ["2026-01-05", "next week", "2026-01-05T09:00Z"]}
        says = [problem.says for problem in Facts.from_frames(items=items, mapping=ITEMS).problems]
        assert says == [
            "`2026-01-05` is a date without a time of day",
            "`next week` is not a date and time in ISO 8601, such as 2026-01-31T09:00",
        ]

    NONE = "0001-01-01T00:00:00"
    CLOSED: ClassVar[dict[str, Any]] = {
        **ITEMS,
        "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
    }

    def closed(self, *cells: Any, **more: Any) -> Facts:
        items = {"id": ["T-1", "T-2", "T-3"], "opened": ["2026-01-05T09:00Z"] * 3, "closed": list(cells)}
        return Facts.from_frames(items=items, mapping={**self.CLOSED, **more})

    def test_what_net_writes_for_no_date_is_called_so_and_how_it_becomes_missing(self) -> None:
        """Whoever exports from .NET learns what the cell is, and the line for the mapping."""
        (problem,) = self.closed(self.NONE, "2026-01-05T10:00Z", "").problems
        assert problem.says == f"`{self.NONE}` is no date: it is what .NET writes where there is none"
        assert problem.hint == (
            f'say `missing: ["{self.NONE}"]` in the mapping, or under this field alone `values: {{"{self.NONE}": null}}`'
        )

    def test_the_hint_works(self) -> None:
        """Both ways make it a missing date."""
        field = {"column": "closed", "values": {self.NONE: None}}
        by_field = {"id": "id", "fields": {"opened_at": "opened", "closed_at": field}}
        for facts in (
            self.closed(self.NONE, "2026-01-05T10:00Z", "", missing=[self.NONE]),
            self.closed(self.NONE, "2026-01-05T10:00Z", "", items=by_field),
        ):
            assert facts.problems == ()
            assert facts.items.instants("closed_at").missing.tolist() == [True, False, True]

    def test_a_column_that_never_says_anything_else_is_refused_with_the_same_hint(self) -> None:
        """No form of dates is proposed, for it is not the form that is wrong."""
        with pytest.raises(FactsRejected) as refused:
            self.closed(self.NONE, self.NONE, "")
        (problem,) = refused.value.problems
        assert "which is no date: it is what .NET writes where there is none" in problem.says
        assert (problem.hint or "").startswith(f'say `missing: ["{self.NONE}"]`')

    def test_a_form_of_ones_own_reads_it_as_little(self) -> None:
        """The same midnight in another spelling, and in ISO 8601 among dates of that form."""
        items = {
            "id": ["T-1", "T-2", "T-3"],
            "opened": ["01/01/0001 00:00:00", "05/01/2026 09:00:00", self.NONE],
        }
        mapping = {**ITEMS, "instants": "%d/%m/%Y %H:%M:%S", "zone": "UTC"}
        says = [problem.says for problem in Facts.from_frames(items=items, mapping=mapping).problems]
        assert [".NET" in one for one in says] == [True, True]

    @pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam", "America/New_York"])
    def test_in_a_typed_column_the_cell_itself_is_to_be_empty(self, zone: str) -> None:
        """No text of the mapping can name it there."""
        stamps = np.array([self.NONE, "2026-01-05T10:00:00", "NaT"], "datetime64[us]")
        facts = Facts.from_frames(
            items={"id": ["T-1", "T-2", "T-3"], "opened": stamps}, mapping={**ITEMS, "zone": zone}
        )
        (problem,) = facts.problems
        assert (problem.line, problem.hint) == (1, "make these cells empty (null) in the table")

    def test_a_duplicate_names_both_rows(self) -> None:
        """The row that contradicts, and the earlier one that it contradicts."""
        items = {"id": ["T-1", "T-2", "T-2"], "opened": ["2026-01-05T09:00Z", "2026-01-05T09:00Z", ""]}
        (problem,) = Facts.from_frames(items=items, mapping=ITEMS).problems
        assert (problem.line, problem.says) == (3, "`T-2` stands in row 2 too, with other content")

    def test_of_very_many_rows_the_rest_is_counted(self) -> None:
        """A thousand rows are listed one by one, and one more problem says how many there are besides."""
        opened = ["never"] * 1500 + ["2026-01-05T09:00Z"]
        facts = Facts.from_frames(items={"id": range(1501), "opened": opened}, mapping=ITEMS)
        assert len(facts.problems) == 1001
        assert "500 more" in facts.problems[-1].says
        assert facts.counts["bad-values"] == 1500


class TestMappingsThatAreWrong:
    """A mapping with mistakes is refused with all of them, each with its line."""

    @pytest.mark.parametrize("case", cases("mappings.yaml"))
    def test_every_mistake_is_listed(self, case: dict[str, Any], tmp_path: Path) -> None:
        """Each case names the code and the line of every mistake."""
        path = tmp_path / "mapping.yaml"
        path.write_text(case["mapping"], encoding="utf-8")
        with pytest.raises(FactsRejected) as refused:
            FactsMapping.of(path)
        problems = refused.value.problems
        assert [(problem.code, problem.line) for problem in problems] == [
            (expected["code"], expected["line"]) for expected in case["expected"]
        ]
        for problem, expected in zip(problems, case["expected"], strict=True):
            assert problem.file == str(path)
            assert expected.get("hint", "") in (problem.hint or "")
            assert expected.get("says", "") in problem.says

    def test_json_has_lines_too(self, tmp_path: Path) -> None:
        """A mapping in JSON is read without YAML, and its mistakes have lines."""
        path = tmp_path / "mapping.json"
        text = '{"contractkit": 1,\n "document": "mapping",\n "items": {\n  "idd": "id", "fields": {"a": ["x"]}\n }}'
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FactsRejected) as refused:
            FactsMapping.of(path)
        assert [(problem.code, problem.line) for problem in refused.value.problems] == [
            ("missing-field", 3),
            ("unknown-field", 4),
            ("not-a-word", 4),
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b" ", "empty-file"),
            (b'{"contractkit": 1,,}', "json"),
            (b'{"a": "\xff"}', "encoding"),
            (b"[" * 100_000, "too-deep"),
        ],
    )
    def test_broken_json_is_refused(self, content: bytes, code: str, tmp_path: Path) -> None:
        """What is no JSON, no UTF-8, or nested without end, is refused in these words."""
        path = tmp_path / "mapping.json"
        path.write_bytes(content)
        with pytest.raises(FactsRejected) as refused:
            FactsMapping.of(path)
        assert [problem.code for problem in refused.value.problems] == [code]

    @pytest.mark.parametrize("content", [b"[" * 1_000, b"a: " + b"{b: " * 40 + b"}" * 40])
    def test_deep_yaml_is_refused(self, content: bytes, tmp_path: Path) -> None:
        """Nesting without end neither crashes nor passes."""
        path = tmp_path / "mapping.yaml"
        path.write_bytes(content)
        with pytest.raises(FactsRejected):
            FactsMapping.of(path)

    def test_plain_data_is_checked_alike(self) -> None:
        """A dict has no lines, but the same mistakes."""
        with pytest.raises(FactsRejected) as refused:
            FactsMapping.of({"contractkit": 1, "document": "mapping", "items": {"id": "id", "felds": {}}})
        assert [(problem.code, problem.line) for problem in refused.value.problems] == [("unknown-field", None)]


class TestWrongUse:
    """Asking for what cannot be meant is misuse, not bad data."""

    def test_a_file_that_is_not_there(self) -> None:
        """The message names the file."""
        with pytest.raises(UsageError, match=r"nowhere\.csv"):
            Facts.from_files(items="nowhere.csv", mapping=ITEMS)

    def test_a_mapping_that_is_not_there(self) -> None:
        """The message names the mapping."""
        with pytest.raises(UsageError, match=r"nowhere\.yaml"):
            Facts.from_files(items="nowhere.csv", mapping="nowhere.yaml")

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        """A folder cannot be read."""
        with pytest.raises(UsageError, match="cannot be read"):
            Facts.from_files(items=tmp_path, mapping=ITEMS)

    def test_no_items_at_all(self) -> None:
        """Without items, and a mapping that takes them from the events, there is nothing to judge."""
        with pytest.raises(UsageError, match="from: events"):
            Facts.from_frames(mapping=ITEMS)

    def test_events_that_the_mapping_does_not_know(self) -> None:
        """Events would be left out in silence."""
        with pytest.raises(UsageError, match="nothing of `events`"):
            Facts.from_frames(items={"id": [], "opened": []}, events={"item": []}, mapping=ITEMS)

    def test_columns_of_different_length(self) -> None:
        """A dict of sequences is a table only if all are of one length."""
        with pytest.raises(UsageError, match="length"):
            Facts.from_frames(items={"id": ["a"], "opened": []}, mapping=ITEMS)

    @pytest.mark.parametrize(
        ("thing", "says"),
        [
            (5, r"^items must be a table, and this is int: give a dict of columns such as .*, Arrow or DuckDB$"),
            ([{"id": "T-1", "opened": ""}], r"this is a list of dicts: .*; pandas\.DataFrame\(rows\) .* of dicts$"),
            ([("T-1", "")], r"this is a list of rows: give a dict of columns .*\(rows\) makes one of rows$"),
            ((row for row in [{"id": "T-1"}]), r"this is a generator of dicts: "),
            ([], r"this is list: give a dict of columns"),
            ("items.csv", r"this is a path \(str\): Facts\.from_files reads files; or give a dict of columns"),
            (Path("items.csv"), r"this is a path \(\w+\): Facts\.from_files"),
            (object(), r"this is object: give"),
        ],
    )
    def test_something_that_is_no_frame(self, thing: Any, says: str) -> None:
        """It is said what it is, what is taken, and how to get there."""
        with pytest.raises(UsageError, match=says):
            Facts.from_frames(items=thing, mapping=ITEMS)

    def test_a_frame_of_nobody_we_know_is_named(self) -> None:
        """Something of another library, too, learns what is taken."""
        with pytest.raises(UsageError, match="events must be a table, and this is Decimal: give a dict"):
            Facts.from_frames(items={"id": ["T-1"], "opened": [""]}, events=Decimal(1), mapping=BOTH)
