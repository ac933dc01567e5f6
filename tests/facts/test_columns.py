"""Typed columns and tables: what is missing stays missing, on every way out."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import MissingExtraError, NaiveDatetimeError, UsageError
from contractkit.facts import NAT, Coded, Instants, Integers, Numbers, Table

MON_2026_01_05_0900 = datetime(2026, 1, 5, 9, tzinfo=UTC)


def table() -> Table:
    return Table(
        {
            "id": Coded.from_words(["T-2", None, "T-1"]),
            "at": Instants.from_datetimes([MON_2026_01_05_0900, None, MON_2026_01_05_0900]),
            "score": Numbers([1.5, np.nan, 3.0]),
            "days": Integers([1, 0, 3], [False, True, False]),
            "due": np.array(["2026-01-05T09:00", "NaT", "2026-01-06"], dtype="M8[s]"),
            "used": np.array([60, "NaT", 1], dtype="m8[s]"),
            "row": np.array([1, 2, 3], dtype=np.int32),
            "late": np.array([True, False, True]),
            "ratio": np.array([0.5, np.nan, 1.0]),
        }
    )


RECORDS: list[dict[str, Any]] = [
    {"id": "T-2", "at": MON_2026_01_05_0900, "score": 1.5, "days": 1, "due": MON_2026_01_05_0900,
     "used": timedelta(minutes=1), "row": 1, "late": True, "ratio": 0.5},
    {"id": None, "at": None, "score": None, "days": None, "due": None,
     "used": None, "row": 2, "late": False, "ratio": None},
    {"id": "T-1", "at": MON_2026_01_05_0900, "score": 3.0, "days": 3, "due": datetime(2026, 1, 6, tzinfo=UTC),
     "used": timedelta(seconds=1), "row": 3, "late": True, "ratio": 1.0},
]  # fmt: skip


class TestCoded:
    """Words are stored once, in code-point order, and come back as they went in."""

    @given(st.lists(st.none() | st.text(max_size=3)))
    def test_words_come_back(self, words: list[str | None]) -> None:
        """From words to codes and back is the identity, and codes are in the order of the words."""
        column = Coded.from_words(words)
        assert column.words() == words
        assert list(column.categories) == sorted(set(words) - {None})

    def test_a_missing_word_is_smallest(self) -> None:
        """P1 comes before P4, upper case before lower case, and nothing before all of them."""
        assert Coded.from_words(["P4", "a", None, "P1"]).codes.tolist() == [1, 2, -1, 0]

    def test_a_constant_needs_no_list(self) -> None:
        """A column of one word, and one of nothing."""
        assert Coded.constant("x", 2).words() == ["x", "x"]
        assert Coded.constant(None, 2).words() == [None, None]

    def test_a_word_that_no_row_holds_has_no_code(self) -> None:
        """Asking for it is no mistake."""
        column = Coded.from_words(["x"])
        assert (column.code_of("x"), column.code_of("y")) == (0, None)

    def test_it_cannot_be_changed(self) -> None:
        """The arrays of a value are read-only."""
        with pytest.raises(ValueError, match="read-only"):
            Coded.from_words(["x"]).codes[0] = 5


class TestInstants:
    """Instants are aware at the door and microseconds inside."""

    def test_they_come_back_in_utc(self) -> None:
        """One hour of offset is one hour less of UTC; to the microsecond."""
        late = datetime.fromisoformat("2026-01-05T10:00:00.000001+01:00")
        assert Instants.from_datetimes([late, None]).datetimes() == [late, None]
        assert Instants.from_datetimes([datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), None]).us.tolist() == [
            -1,
            NAT,
        ]

    def test_a_naive_datetime_is_refused(self) -> None:
        """The message holds the value."""
        with pytest.raises(NaiveDatetimeError, match="2026-01-05T09:00:00"):
            Instants.from_datetimes([datetime(2026, 1, 5, 9)])  # noqa: DTZ001


class TestTable:
    """A table gives the same rows to every library."""

    def test_records_are_plain(self) -> None:
        """Words, datetimes in UTC, timedeltas, numbers; what is missing is None."""
        assert table().to_records() == RECORDS
        assert list(table()) == RECORDS

    def test_a_dict_is_ready_for_json(self) -> None:
        """Instants are ISO 8601 in UTC, durations whole microseconds."""
        data = table().to_dict()
        assert data["at"] == ["2026-01-05T09:00:00+00:00", None, "2026-01-05T09:00:00+00:00"]
        assert data["used"] == [60_000_000, None, 1_000_000]
        assert data["days"] == [1, None, 3]

    def test_pandas_gets_sensible_types(self) -> None:
        """Words are categorical, instants aware in microseconds, whole numbers with gaps stay whole."""
        frame = table().to_pandas()
        assert [str(kind) for kind in frame.dtypes] == [
            "category", "datetime64[us, UTC]", "float64", "Int64", "datetime64[us, UTC]",
            "timedelta64[us]", "int32", "bool", "float64",
        ]  # fmt: skip
        assert frame["id"].tolist()[0::2] == ["T-2", "T-1"]
        assert frame["at"].tolist()[0] == MON_2026_01_05_0900
        assert frame.isna().sum().tolist() == [1, 1, 1, 1, 1, 1, 0, 0, 1]

    def test_polars_gets_the_same_rows(self) -> None:
        """The rows are the records, and the types hold the zone and the resolution."""
        frame = table().to_polars()
        assert frame.to_dicts() == RECORDS
        assert str(frame.schema["at"]) == "Datetime(time_unit='us', time_zone='UTC')"
        assert str(frame.schema["used"]) == "Duration(time_unit='us')"
        assert str(frame.schema["id"]).startswith("Categorical")

    def test_arrow_gets_the_same_rows(self) -> None:
        """The rows are the records, and the types hold the zone and the resolution."""
        frame = table().to_arrow()
        assert frame.to_pylist() == RECORDS
        kinds = [str(frame.schema.field(name).type) for name in ("at", "used", "days", "row")]
        assert kinds == ["timestamp[us, tz=UTC]", "duration[us]", "int64", "int32"]

    @pytest.mark.parametrize("way", ["to_pandas", "to_polars", "to_arrow"])
    def test_an_empty_table_keeps_its_types(self, way: str) -> None:
        """No rows are a table too."""
        empty = table().select(np.zeros(3, dtype=np.bool_))
        full, none = getattr(table(), way)(), getattr(empty, way)()
        assert len(none) == 0
        assert str(getattr(none, "schema", none.columns)) == str(getattr(full, "schema", full.columns))

    def test_columns_of_nothing_are_columns(self) -> None:
        """Where every cell is missing, it is missing on every way out."""
        nothing = Table({"w": Coded.constant(None, 2), "i": Integers([0, 0], [True, True]), "t": Instants([NAT, NAT])})
        assert nothing.to_polars().to_dicts() == [{"w": None, "i": None, "t": None}] * 2
        assert nothing.to_arrow().to_pylist() == [{"w": None, "i": None, "t": None}] * 2
        assert nothing.to_pandas().isna().all().all()

    @pytest.mark.parametrize(
        ("library", "way", "extra"),
        [("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars"), ("pyarrow", "to_arrow", "arrow")],
    )
    def test_a_missing_library_is_named(
        self, library: str, way: str, extra: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The error says what to install."""
        monkeypatch.setitem(__import__("sys").modules, library, None)
        with pytest.raises(MissingExtraError, match=rf"pip install 'contractkit\[{extra}\]'"):
            getattr(table(), way)()

    def test_selecting_keeps_the_order_asked_for(self) -> None:
        """Places may be given in any order, a mask keeps the order of the rows."""
        assert table().select(np.array([2, 0])).values("id") == ["T-1", "T-2"]
        assert table().select(np.array([True, False, True])).values("row") == [1, 3]

    def test_columns_are_picked_replaced_and_added(self) -> None:
        """The order is that of the question, and new ones stand at the end."""
        picked = table().only("row", "id").with_columns(row=np.array([4, 5, 6]), new=Numbers([1, 2, 3]))
        assert picked.names == ("row", "id", "new")
        assert picked.array("row").tolist() == [4, 5, 6]

    def test_a_wrong_name_gets_the_nearest(self) -> None:
        """A slip of the pen is told."""
        with pytest.raises(UsageError, match="did you mean 'score'"):
            table().column("scor")

    @pytest.mark.parametrize("column", [np.array(["x"]), np.array([[1]]), [object()]])
    def test_what_is_no_column_is_refused(self, column: Any) -> None:
        """Texts must be words, and a column has one dimension."""
        with pytest.raises(UsageError, match="'bad'"):
            Table({"bad": column})

    def test_columns_of_different_length_are_refused(self) -> None:
        """All columns have a cell for each row."""
        with pytest.raises(UsageError, match="length"):
            Table({"a": Numbers([1]), "b": Numbers([1, 2])})

    def test_equal_tables_are_equal(self) -> None:
        """Missing cells are equal to missing cells, and the order of the columns matters."""
        assert table() == table()
        assert table() != table().select(np.array([0, 1]))
        assert table().only("id", "row") != table().only("row", "id")
        assert pickle.loads(pickle.dumps(table())) == table()
