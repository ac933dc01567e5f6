"""The validation commands: on a few rows written by hand, and on the real data where they are there.

The real data are found through CONTRACTKIT_DATA (default ../shared/data, seen from the project's root).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CONTRACTKIT_DATA", ROOT.parent / "shared" / "data"))
BOSTON = ROOT / "benchmarks" / "validation" / "boston311.py"
INCIDENTS = ROOT / "benchmarks" / "validation" / "incident_log.py"

HICP = ROOT / "benchmarks" / "validation" / "hicp.py"

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the public data are not there: {DATA} (set CONTRACTKIT_DATA to their folder)"
)


def run(script: Path, *arguments: object) -> str:
    """Return what a validation command prints."""
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shares(printed: str) -> list[float]:
    """Return the shares that a command printed, in order; the main one stands first on the page."""
    assert re.match(r"\d+\.\d\d %", printed), printed
    return [float(found) for found in re.findall(r"^(\d+\.\d\d) %", printed, flags=re.MULTILINE)]


HEADER_2015 = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,TYPE,QUEUE\n"
HEADER_2011 = "case_enquiry_id,open_dt,target_dt,closed_dt,ontime,type,queue\n"
# Friday 17 April 2015 at 10:00 with one business day: Monday the 20th is Patriots' Day, so Tuesday the 21st at 10:00.
# Saturday 18 April: counts from Tuesday 08:30, so Wednesday the 22nd at 08:30. Wednesday 22 April at 08:00 counts from
# 08:30: Thursday at 08:30. Friday 6 March at 12:00 plus two calendar days is Sunday 12:00, after the clocks went forward.
# From 1 May on sign repairs have two business days: Friday 1 May at 09:00 gives Tuesday the 5th at 09:00.
ROWS_2015 = (
    "1,04/17/2015 10:00:00 AM,04/21/2015 10:00:30 AM,04/20/2015 09:00:00 AM,ONTIME,Sign,Q\n"
    "2,04/18/2015 01:00:00 PM,04/22/2015 08:30:00 AM,04/22/2015 08:30:01 AM,OVERDUE,Sign,Q\n"
    "3,04/22/2015 08:00:00 AM,04/23/2015 08:30:00 AM,04/23/2015 08:30:00 AM,ONTIME,Sign,Q\n"
    "4,03/06/2015 12:00:00 PM,03/08/2015 12:00:00 PM,,,Tree,Q\n"
    "5,05/01/2015 09:00:00 AM,05/05/2015 09:00:00 AM,04/30/2015 09:00:00 AM,ONTIME,Sign,Q\n"
    "6,05/01/2015 09:00:00 AM,05/05/2015 09:01:01 AM,05/06/2015 09:00:00 AM,ONTIME,Sign,Q\n"
    "7,05/01/2015 09:00:00 AM,,05/06/2015 09:00:00 AM,ONTIME,Sign,Q\n"
    "8,05/01/2015 09:00:00 AM,05/05/2015 09:00:00 AM,,,Bench,Q\n"
)
RULES_2015 = (
    "type,kind,N,from\nSign,business_days,1.0,\nSign,business_days,2,2015-05-01\nTree,calendar_days,2,\nBench,,,\n"
)
# Friday 1 July 2011 at 02:18 with one business day: Monday at 02:18 (no holidays, not even 4 July). Saturday at 10:00
# moves to Monday 10:00: Tuesday 10:00. Friday at 17:00 exactly counts from Monday 08:30: Tuesday 08:30.
ROWS_2011 = (
    "1,2011-07-01 02:18:31,2011-07-04 02:18:31,2011-07-01 06:12:43,ONTIME,Sign,Q\n"
    "2,2011-07-02 10:00:00,2011-07-05 10:00:00,2011-07-05 10:00:00,ONTIME,Sign,Q\n"
    "3,2011-07-01 17:00:00,2011-07-05 08:30:00,2011-07-05 08:30:01,OVERDUE,Sign,Q\n"
)
RULES_2011 = "type,kind,N\nSign,business_days,1.0\n"


class TestBostonByHand:
    def test_deadlines_and_flags_of_2015_follow_table_and_amendment(self, tmp_path: Path) -> None:
        data, rules = tmp_path / "rows.csv", tmp_path / "rules.csv"
        data.write_text(HEADER_2015 + ROWS_2015, encoding="utf-8")
        rules.write_text(RULES_2015, encoding="utf-8")
        printed = run(BOSTON, data, "--rules", rules)
        # Rows 1 to 6 are covered; of row 6 the published target is 61 seconds off. Rows 1, 2, 3, 5 and 6 have a flag and
        # a target; row 6 is flagged on time though it closed a day late; row 5 closed before it opened.
        assert shares(printed) == [83.33, 80.00]
        assert "5 of 6 rows; 8 rows in rows.csv" in printed
        assert "4 of 5 rows with a flag and a target" in printed
        assert "1 closed rows have a flag and no target" in printed
        assert "terms boston-2015.yaml" in printed

    def test_the_terms_of_2011_are_taken_for_openings_of_2011(self, tmp_path: Path) -> None:
        data, rules = tmp_path / "rows.csv", tmp_path / "rules.csv"
        data.write_text(HEADER_2011 + ROWS_2011, encoding="utf-8")
        rules.write_text(RULES_2011, encoding="utf-8")
        printed = run(BOSTON, data, "--rules", rules)
        assert shares(printed) == [100.00, 100.00]
        assert "terms boston-2011.yaml" in printed


@needs_data
class TestBoston:
    @pytest.mark.parametrize(
        ("data", "rules", "least"),
        [
            ("boston311_2011H2_slim", "boston_2011H2_rules_by_type", 98.5),
            ("boston311_2015_slim", "boston_2015_rules_by_type", 92.9),
            ("boston311_2015_slim", "boston_2015_rules_by_type_dated", 96.2),
        ],
    )
    def test_the_citys_deadlines_are_reproduced_within_a_minute(self, data: str, rules: str, least: float) -> None:
        printed = run(BOSTON, DATA / f"{data}.dev.csv.gz", "--rules", DATA / "rules" / f"{rules}.csv")
        deadlines, flags = shares(printed)
        assert deadlines >= least
        assert flags == 100.00
        still_open = re.search(r"(\d+) of (\d+) rows that were still open", printed)
        assert still_open is not None
        assert int(still_open[1]) == int(still_open[2]) > 1_700


@needs_data
class TestIncidentLog:
    def test_the_final_flags_of_p3_and_p4_are_reproduced(self) -> None:
        (share,) = shares(run(INCIDENTS, DATA / "uci_incident_event_log.dev.csv.gz"))
        assert share >= 99.8


# 250 over 244 is 2.459 %, published as 2.5; 251 over 250 is 0.4 %, published wrongly as 0.5.
HICP_ROWS = (
    "geo,year,coicop,coicop_weight,time,index,ar,mr\n"
    "EA,2019,CP00,1000,2019-06,244,,\n"
    "EA,2020,CP00,1000,2020-06,250,2.5,\n"
    "EA,2020,CP00,1000,2020-07,251,,0.5\n"
)


class TestIndexFigures:
    def test_published_rates_are_compared_row_by_row(self, tmp_path: Path) -> None:
        table = tmp_path / "hicp.csv"
        table.write_text(HICP_ROWS, encoding="utf-8")
        printed = run(HICP, table)
        assert shares(printed) == [100.00, 0.00]
        assert "  not: EA/CP00 2020-07: 0.4, published 0.5" in printed

    @needs_data
    @pytest.mark.parametrize(
        ("data", "least"),
        [
            ("hicp_ea_monthly_ecoicop1_2015eq100.dev.csv.gz", 99.9),
            ("hicp_ea_monthly_ecoicop2_2025eq100.dev.csv.gz", 99.9),
            ("hicp_ea_ooh_quarterly_2015eq100.csv.gz", 99.9),
        ],
    )
    def test_eurostat_s_annual_rates_are_reproduced(self, data: str, least: float) -> None:
        assert shares(run(HICP, DATA / data))[0] >= least
