"""What a table looks like where somebody types its name: never a wall, and nothing of its cells is taken as markup."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from contractkit.facts import Coded, Instants, Table
from contractkit.facts.lazy import Lazy
from contractkit.facts.texts import Texts


def table(rows: int, **more: object) -> Table:
    return Table({"id": Coded.from_words([f"T-{place}" for place in range(rows)]), "hours": np.arange(rows), **more})


class TestLine:
    @pytest.mark.parametrize(
        ("shown", "line"),
        [
            (table(3), "<Table of 3 rows, 2 columns: id, hours>"),
            (table(1).only("id"), "<Table of 1 row, 1 column: id>"),
            (table(12_000), "<Table of 12,000 rows, 2 columns: id, hours>"),
            (Table({}), "<Table of 0 rows, 0 columns>"),
            (
                Table({f"c{place}": np.arange(2) for place in range(9)}),
                "<Table of 2 rows, 9 columns: c0, c1, c2, c3, c4, c5 and 3 more>",
            ),
        ],
    )
    def test_it_says_the_shape_and_the_first_names(self, shown: Table, line: str) -> None:
        assert repr(shown) == line

    def test_no_column_is_made_for_it(self) -> None:
        def made() -> None:
            raise AssertionError

        assert repr(table(2, lazy=Lazy(2, made))) == "<Table of 2 rows, 3 columns: id, hours, lazy>"


class TestNotebook:
    def test_a_small_table_stands_there_whole(self) -> None:
        at = Instants.from_datetimes([datetime(2026, 1, 5, 8, tzinfo=UTC), None])
        shown = Table({"id": Coded.from_words(["T-1", None]), "at": at})._repr_html_()
        assert shown == (
            "<table><thead><tr><th>id</th><th>at</th></tr></thead><tbody>"
            "<tr><td>T-1</td><td>2026-01-05 08:00:00+00:00</td></tr><tr><td></td><td></td></tr></tbody></table>"
            "<p>2 rows, 2 columns</p>"
        )

    @pytest.mark.parametrize(("rows", "shown", "says"), [(10, 10, "<p>10 rows"), (11, 10, "the first 10 of 11 rows")])
    def test_a_large_one_shows_its_head_and_its_shape(self, rows: int, shown: int, says: str) -> None:
        page = table(rows)._repr_html_()
        assert page.count("<tr>") == 1 + shown
        assert says in page

    def test_what_stands_in_cells_is_no_markup_and_is_cut(self) -> None:
        page = Table({"<b>": Coded.from_words(["<script>" + "x" * 100])})._repr_html_()
        assert "<script>" not in page
        assert "<th>&lt;b&gt;</th><td>" not in page
        assert "&lt;script&gt;" + "x" * 49 + "...</td>" in page

    def test_of_a_million_words_only_those_of_the_head_are_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ids = Texts.of(f"T-{place}" for place in range(1000))
        made: list[int] = []
        one = Texts.__getitem__
        monkeypatch.setattr(Texts, "__getitem__", lambda self, place: made.append(place) or one(self, place))
        page = Table({"id": Coded(np.arange(1000), ids)})._repr_html_()
        assert "<td>T-9</td>" in page
        assert made == list(range(10))
