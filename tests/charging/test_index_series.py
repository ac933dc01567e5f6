"""Index series from tables as offices publish them."""

from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal

import pytest

from contractkit.charging.indexation import IndexSeries
from contractkit.errors import UsageError
from contractkit.quantities.rounding import Rounding

SDMX = (
    "DATAFLOW,LAST UPDATE,freq,unit,coicop,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:PRC_HICP_MIDX(1.0),16/01/26 11:00:00,M,I15,CP00,NL,2025-11,131.02,\n"
    "ESTAT:PRC_HICP_MIDX(1.0),16/01/26 11:00:00,M,I15,CP00,NL,2025-12,131.30,p\n"
    "ESTAT:PRC_HICP_MIDX(1.0),16/01/26 11:00:00,M,I15,CP01,NL,2025-12,140.10,\n"
    "ESTAT:PRC_HICP_MIDX(1.0),16/01/26 11:00:00,M,I15,CP00,NL,2026-01,,\n"
)
TSV = (
    "freq,unit,coicop,geo\\TIME_PERIOD\t2025-11 \t2025-12 \t2026-01 \n"
    "M,I15,CP00,NL\t131.02 \t131.30 p\t: \n"
    "M,I15,CP01,NL\t139.00 \t140.10 \t140.20 \n"
)
WIDE = "geo,year,coicop,time,index,ar\nEA,2024,CP00,2024-12,100.0,2.4\nEA,2025,CP00,2025-12,102.45,2.5\n"
NL_CP00 = {"geo": "NL", "coicop": "CP00"}


def told(series: IndexSeries) -> list[tuple[tuple[int, int], str, str, str]]:
    return [(one.period, str(one.value), one.base, one.status) for one in series.values]


class TestTables:
    @pytest.mark.parametrize("text", [SDMX, TSV], ids=["sdmx-csv", "tsv"])
    def test_eurostat_s_tables_give_the_same_figures(self, text):
        """The empty cell and the colon are no figure; p is provisional."""
        series = IndexSeries.from_csv(text=text, name="hicp", where=NL_CP00)
        assert told(series) == [((2025, 11), "131.02", "I15", "final"), ((2025, 12), "131.30", "I15", "provisional")]

    def test_the_date_of_the_last_update_is_that_of_publication(self):
        series = IndexSeries.from_csv(text=SDMX, name="hicp", where=NL_CP00, published_on=date(2020, 1, 1))
        assert {one.published_on for one in series.values} == {date(2026, 1, 16)}

    def test_a_table_with_two_columns_is_a_series(self):
        series = IndexSeries.from_csv(
            text="observation_date,CP0000NLM086NEST\n1996-01-01,67.94\n", name="hicp", base="2015=100"
        )
        assert told(series) == [((1996, 1), "67.94", "2015=100", "final")]

    def test_a_file_may_be_compressed(self, tmp_path):
        path = tmp_path / "table.csv.gz"
        path.write_bytes(gzip.compress(WIDE.encode()))
        series = IndexSeries.from_csv(path, name="hicp", where={"coicop": "CP00"})
        assert (series.source, str(series.annual_rate("2025-12"))) == (str(path), "2.5")

    def test_several_series_in_one_table_are_told_apart_or_refused(self):
        with pytest.raises(UsageError, match=r"several figures of 2025-12 for hicp.*name one series in where="):
            IndexSeries.from_csv(text=SDMX, name="hicp", where={"geo": "NL"})

    @pytest.mark.parametrize(
        ("text", "where", "says"),
        [
            (SDMX, {"region": "NL"}, "the table has no column region"),
            (SDMX, {"geo": "DE"}, "the table has no figure for geo DE"),
            ("geo,when,index\nNL,2025-12,1\n", {}, "the table has no column of months"),
            ("geo,time,amount\nNL,2025-12,1\n", {}, "the table has no column of figures"),
            ("time,index\n2025-13,1\n", {}, "line 2: '2025-13' is no month"),
            ("time,index\n2025-12,1.0.0\n", {}, r"line 2: '1\.0\.0' is no index figure"),
            ("time,index\n2025-12,inf\n", {}, "line 2: 'inf' is no index figure"),
            ("time,index\n2025-12,0\n", {}, "it is not above nought"),
        ],
    )
    def test_a_table_that_means_nothing_is_refused_with_its_place(self, text, where, says):
        with pytest.raises(UsageError, match=says):
            IndexSeries.from_csv(text=text, name="hicp", where=where)

    def test_a_file_and_a_text_at_once_are_refused(self, tmp_path):
        with pytest.raises(UsageError, match="give path or text="):
            IndexSeries.from_csv(tmp_path, name="hicp", text=WIDE)


class TestSeries:
    def test_a_rate_is_the_ratio_of_two_figures(self):
        """250 over 244 is 2.459 %: 2.5 with one decimal, halves away from nought."""
        series = IndexSeries.of("prices", {"2019-06": 244, "2020-06": 250})
        assert series.annual_rate("2020-06") == Decimal("2.5")
        assert series.annual_rate("2020-06", Rounding(Decimal("0.001"))) == Decimal("2.459")

    def test_halves_go_away_from_nought_on_both_sides(self):
        """100.25 and 99.75 over 100."""
        series = IndexSeries.of("prices", {"2019-06": 100, "2020-06": "100.25", "2018-06": "100.25"})
        assert str(series.annual_rate("2020-06")) == "0.3"
        fallen = IndexSeries.of("prices", {"2019-06": 100, "2020-06": "99.75"})
        assert str(fallen.annual_rate("2020-06")) == "-0.3"

    def test_two_bases_are_never_compared(self):
        series = IndexSeries.of("prices", {"2019-06": 100}, base="a").joined(
            IndexSeries.of("prices", {"2020-06": 50}, base="b")
        )
        with pytest.raises(UsageError, match="not on one scale"):
            series.annual_rate("2020-06")

    def test_a_missing_month_is_told(self):
        with pytest.raises(UsageError, match="prices has no figure of 2018-06"):
            IndexSeries.of("prices", {"2019-06": 100}).annual_rate("2019-06")

    def test_floats_and_figures_of_another_series_are_refused(self):
        with pytest.raises(UsageError, match="float"):
            IndexSeries.of("prices", {"2019-06": 100.5})
        other = IndexSeries.of("wages", {"2019-06": 100})
        with pytest.raises(UsageError, match="a figure of wages does not belong to the series prices"):
            IndexSeries.of("prices", {"2019-06": 100}).with_values(*other.values)
