"""Tables of what was told beside the items: every bad cell is told with its row, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck


def read(**tables: Any) -> ck.DeliveryFacts:
    """Return what tables tell, in Amsterdam and in euros."""
    return ck.DeliveryFacts.from_tables(zone="Europe/Amsterdam", currency="EUR", **tables)


def problems(**tables: Any) -> list[tuple[str, int | None, str | None]]:
    """Return code, row and place of each problem."""
    with pytest.raises(ck.FactsRejected) as rejected:
        read(**tables)
    return [(one.code, one.line, one.where) for one in rejected.value.problems]


class TestReading:
    """What stands there is what comes out."""

    def test_minutes_and_hours_are_times(self) -> None:
        found = read(work=[{"item": "T-1", "minutes": "90"}, {"item": "T-1", "hours": "1.25", "on": "2026-02-03"}])
        assert [one.time for one in found.work] == [timedelta(minutes=90), timedelta(minutes=75)]
        assert found.work[1].on == date(2026, 2, 3)

    def test_an_instant_without_an_offset_is_read_in_the_zone(self) -> None:
        rows = [
            {"about": "warning", "item": "T-1", "at": "2026-02-11 14:10"},
            {"about": "warning", "item": "T-1", "at": "2026-07-11T14:10+00:00"},
        ]
        found = read(told=rows).told
        assert [one.at.astimezone(UTC) for one in found] == [
            datetime(2026, 2, 11, 13, 10, tzinfo=UTC),
            datetime(2026, 7, 11, 14, 10, tzinfo=UTC),
        ]

    def test_csv_files_dicts_of_lists_and_frames_are_one(self, tmp_path: Path) -> None:
        import pandas as pd

        columns = {"item": ["T-1", "T-2"], "outcome": ["in", "priced"], "on": ["2026-02-11", "2026-02-12"]}
        file = tmp_path / "decisions.csv"
        pd.DataFrame(columns).to_csv(file, index=False)
        found = [read(decisions=one).decisions for one in (file, columns, pd.DataFrame(columns))]
        assert found[0] == found[1] == found[2]
        assert [one.outcome for one in found[0]] == ["in", "priced"]

    def test_a_spreadsheet_may_write_semicolons(self, tmp_path: Path) -> None:
        file = tmp_path / "work.csv"
        file.write_text("item;minutes\nT-1;90\n", encoding="utf-8-sig")
        assert [one.item for one in read(work=file).work] == ["T-1"]

    def test_a_cell_in_quotes_may_hold_a_line_end(self, tmp_path: Path) -> None:
        file = tmp_path / "favours.csv"
        file.write_text('what,on\n"two\nlines",2026-02-11\nx,11 February\n', encoding="utf-8")
        assert problems(favours=file) == [("bad-value", 4, "favours > on")]

    def test_nothing_told_is_nothing(self) -> None:
        assert read(work=[], told=None) == ck.DeliveryFacts()

    def test_an_empty_cell_says_nothing(self) -> None:
        (favour,) = read(favours=[{"what": "x", "on": "2026-02-11", "item": "", "worth": " ", "told_on": None}]).favours
        assert (favour.item, favour.worth, favour.told_on, favour.time) == (None, None, None, None)

    def test_an_amount_without_a_currency_is_in_that_of_the_agreement(self) -> None:
        found = read(favours=[{"what": "x", "on": "2026-02-11", "worth": "42.50"}]).favours[0]
        assert str(found.worth) == "EUR 42.50"


class TestProblems:
    """What means nothing is refused, all of it at once."""

    def test_every_bad_cell_is_told_with_its_row(self, tmp_path: Path) -> None:
        file = tmp_path / "work.csv"
        file.write_text("item,minutes,on\nT-1,ninety,2026-02-11\n,30,\nT-3,30,11-02-2026\nT-4,-5,\n", encoding="utf-8")
        assert problems(work=file) == [
            ("bad-value", 2, "work > minutes"),
            ("bad-value", 3, "work > item"),
            ("bad-value", 4, "work > on"),
            ("bad-value", 5, "work > minutes"),
        ]

    def test_a_missing_column_names_the_one_that_was_perhaps_meant(self) -> None:
        with pytest.raises(ck.FactsRejected, match="is it 'itm'"):
            read(work=[{"itm": "T-1", "minutes": "5"}])

    def test_a_column_under_almost_the_right_name_is_not_overlooked(self) -> None:
        assert problems(favours=[{"what": "x", "on": "2026-02-11", "toldon": "2026-02-12"}])[0][0] == "unknown-field"

    def test_other_columns_are_left_alone(self) -> None:
        assert len(read(work=[{"item": "T-1", "minutes": "5", "engineer": "Sjoerd"}]).work) == 1

    def test_a_row_that_tells_no_time_is_refused(self) -> None:
        assert problems(work=[{"item": "T-1", "minutes": ""}]) == [("bad-value", 1, "work > minutes")]

    def test_a_row_that_tells_it_twice_is_refused(self) -> None:
        assert problems(work=[{"item": "T-1", "minutes": "60", "hours": "1"}])[0][0] == "bad-value"

    def test_a_word_that_nobody_knows_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(ck.FactsRejected, match="did you mean priced"):
            read(decisions=[{"item": "T-1", "outcome": "price", "on": "2026-02-11"}])

    def test_an_hour_that_the_clocks_skipped_is_refused(self) -> None:
        rows = [{"about": "grey", "item": "T-1", "at": "2026-03-29 02:30"}]
        assert problems(told=rows) == [("bad-value", 1, "told > at")]

    def test_a_date_alone_is_no_instant(self) -> None:
        assert problems(told=[{"about": "grey", "item": "T-1", "at": "2026-03-29"}])[0][2] == "told > at"

    def test_another_currency_is_never_converted(self) -> None:
        assert (
            problems(quotes=[{"item": "T-1", "at": "2026-02-11 10:00", "amount": "USD 5"}])[0][2] == "quotes > amount"
        )

    def test_an_answer_before_the_quote_is_told_with_its_row(self) -> None:
        row = {"item": "T-1", "at": "2026-02-11 10:00", "answer": "accepted", "answered_at": "2026-02-11 09:00"}
        assert problems(quotes=[row]) == [("bad-value", 1, "quotes > answer")]

    def test_a_row_with_too_many_cells_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "work.csv"
        file.write_text("item,minutes\nT-1,5,6\n", encoding="utf-8")
        assert problems(work=file) == [("ragged-row", 2, "work")]

    def test_a_table_that_is_not_there_is_named(self) -> None:
        with pytest.raises(ck.UsageError, match="did you mean favours"):
            read(favors=[])

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ck.UsageError, match=r"work\.csv"):
            read(work=tmp_path / "work.csv")


class TestCopies:
    """A row that stands there twice counts once, and is told; as in every table of facts."""

    def test_an_equal_row_counts_once_and_is_listed_with_its_row(self, tmp_path: Path) -> None:
        file = tmp_path / "work.csv"
        file.write_text("item,minutes\nT-1,90\nT-2,30\nT-1,90\n", encoding="utf-8")
        found = read(work=file)
        assert [(one.item, one.time) for one in found.work] == [
            ("T-1", timedelta(minutes=90)),
            ("T-2", timedelta(minutes=30)),
        ]
        assert [(one.problem.code, one.problem.line, one.problem.fatal) for one in found.copies] == [
            ("exact-duplicate-row", 4, False)
        ]
        assert found.copies[0].problem.says == "the row says what row 2 says, in every column, and counts once"

    def test_rows_that_any_column_tells_apart_count_each(self) -> None:
        rows = [{"item": "T-1", "minutes": 30, "engineer": who} for who in ("Joris", "Anneloes")]
        assert len(read(work=rows).work) == 2

    def test_a_favour_that_is_told_twice_is_one(self) -> None:
        rows = [{"what": "a phone", "on": "2026-02-11", "minutes": "30", "worth": None}] * 2
        found = read(favours=rows)
        assert (len(found.favours), len(found.copies)) == (1, 1)

    def test_copies_of_other_customers_are_theirs(self) -> None:
        found = read(work=[{"item": item, "minutes": "90"} for item in ("T-1", "T-1", "T-2", "T-2")])
        assert [one.row.item for one in found.of_items({"T-2"}).copies] == ["T-2"]


def test_a_time_that_nobody_can_have_spent_is_a_bad_value() -> None:
    """A date written as a number (20260211) is 38 years of minutes; a key of seventeen digits is none."""
    rows = [{"item": "T-1", "minutes": "99999999999999999"}, {"item": "T-1", "hours": "9e40"}]
    assert problems(work=rows) == [("bad-value", 1, "work > minutes"), ("bad-value", 2, "work > hours")]
