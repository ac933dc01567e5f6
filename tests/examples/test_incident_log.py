"""The documents of examples/incident-log on a few invented incidents in the form of the published log."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import contractkit as ck

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "incident-log"
DATA = Path(os.environ.get("CONTRACTKIT_DATA", ROOT.parent / "shared" / "data"))
PUBLISHED = DATA / "uci_incident_event_log.dev.csv.gz"

# Desk hours are 14:00-23:00, nine hours a day. 7 March 2016 is a Monday.
LOG = """\
number,ident_state,sys_mod_count,made_sla,opened_at,sys_updated_at,category,category,priority,closed_at
A1,New,0,true,7/3/2016 09:00,7/3/2016 09:05,26,174,3,15/3/2016 22:00
A1,Active,1,true,7/3/2016 09:00,7/3/2016 15:00,26,174,3,15/3/2016 22:00
A1,Closed,2,true,7/3/2016 09:00,15/3/2016 22:00,26,174,3,15/3/2016 22:00
A2,New,0,true,7/3/2016 09:00,7/3/2016 09:05,26,?,3,15/3/2016 22:01
A2,Awaiting User Info,1,true,7/3/2016 09:00,10/3/2016 15:00,26,?,3,15/3/2016 22:01
A2,Active,2,true,7/3/2016 09:00,10/3/2016 18:00,26,?,3,15/3/2016 22:01
A2,Closed,3,false,7/3/2016 09:00,15/3/2016 22:01,26,?,3,15/3/2016 22:01
A3,New,0,true,7/3/2016 14:00,7/3/2016 14:00,26,174,4,15/3/2016 22:30
A3,Active,1,true,7/3/2016 14:00,9/3/2016 15:00,26,174,3,15/3/2016 22:30
A3,Closed,2,false,7/3/2016 14:00,15/3/2016 22:30,26,174,3,15/3/2016 22:30
A4,New,0,true,8/3/2016 14:00,8/3/2016 14:00,26,174,2,8/3/2016 22:30
A4,Active,3,true,8/3/2016 14:00,8/3/2016 16:00,26,174,2,8/3/2016 22:30
A4,Closed,2,true,8/3/2016 14:00,8/3/2016 16:00,26,174,2,8/3/2016 22:30
A4,Closed,4,false,8/3/2016 14:00,8/3/2016 22:30,26,174,2,8/3/2016 22:30
"""

# Worked out by hand: 62 hours are six days of nine hours and eight more.
#   A1 counts from Monday 14:00: Monday to Friday and Monday 14 March are 54 hours, Tuesday 22:00 is the 62nd. In time.
#   A2 is a minute later. It waited three hours for its user: without them 59 hours 1 minute are used, and due is three
#      hours later: 23:00 on Tuesday is one of them, 16:00 on Wednesday the third.
#   A3 was P4 (134 hours) until Wednesday; under P3 the total may be 62 hours, and it is 62 hours 30 minutes.
#   A4 was closed and made active again within 16:00; the update count says that Active came last.
EXPECTED = {
    ("A1", "closed-p3"): ("met", "2016-03-15T22:00", timedelta(hours=62)),
    ("A1", "waiting-left-out-p3"): ("met", "2016-03-15T22:00", timedelta(hours=62)),
    ("A2", "closed-p3"): ("breached", "2016-03-15T22:00", timedelta(hours=62, minutes=1)),
    ("A2", "waiting-left-out-p3"): ("met", "2016-03-16T16:00", timedelta(hours=59, minutes=1)),
    ("A3", "closed-p3"): ("breached", "2016-03-15T22:00", timedelta(hours=62, minutes=30)),
    ("A3", "waiting-left-out-p3"): ("breached", "2016-03-15T22:00", timedelta(hours=62, minutes=30)),
    ("A4", "closed-p2"): ("breached", "2016-03-08T22:00", timedelta(hours=8, minutes=30)),
    ("A4", "waiting-left-out-p2"): ("breached", "2016-03-08T22:00", timedelta(hours=8, minutes=30)),
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> ck.Evaluation:
    """Return what becomes of the invented incidents."""
    log = tmp_path_factory.mktemp("log") / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    facts = ck.Facts.from_files(events=log, mapping=EXAMPLE / "mapping.yaml")
    return ck.evaluate(ck.load_agreement(EXAMPLE), facts, as_of=datetime(2016, 4, 10, tzinfo=UTC))


class TestInventedLog:
    """Both SLAs read the log as their clauses say."""

    def test_each_verdict_is_the_one_worked_out_by_hand(self, evaluation: ck.Evaluation) -> None:
        names = {target.id: target.name for target in evaluation.agreement.targets}
        found = {
            (row["item"], names[row["target"]]): (row["verdict"], row["due"], row["used"])
            for row in evaluation.outcomes.to_records()
            if row["verdict"] != "not-applicable"
        }
        assert found == {
            key: (verdict, datetime.fromisoformat(due).replace(tzinfo=UTC), used)
            for key, (verdict, due, used) in EXPECTED.items()
        }

    def test_the_zone_that_the_log_does_not_have_is_an_assumption(self, evaluation: ck.Evaluation) -> None:
        assert any("UTC" in f"{a.taken} {a.says}" for a in evaluation.assumptions)

    def test_a_third_in_time_costs_the_deepest_tier_and_meets_the_cap(self, evaluation: ck.Evaluation) -> None:
        # P3: 1 of 3 in time is below 75 %: 8 % of 3 x 40 000 = 9 600, but no more than 5 % = 6 000. P4 had no items.
        settlement, _ = ck.settle(evaluation.agreement, evaluation, None, period="2016-Q1")
        assert settlement.charges.amount == Decimal("120000.00")
        assert settlement.malus.amount == Decimal("-6000.00")
        assert settlement.total.amount == Decimal("114000.00")


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published log is not at {PUBLISHED} (see CONTRACTKIT_DATA)")
class TestPublishedLog:
    """The log as published goes from its file to a page."""

    def test_the_published_log_gives_a_statement_with_both_readings(self) -> None:
        agreement = ck.load_agreement(EXAMPLE)
        facts = ck.Facts.from_files(events=PUBLISHED, mapping=EXAMPLE / "mapping.yaml")
        evaluation = ck.evaluate(agreement, facts, as_of=datetime(2017, 3, 1, tzinfo=UTC))
        settlement, _ = ck.settle(agreement, evaluation, facts, period="2016-Q2")
        page = ck.Statement(agreement, evaluation, settlement, facts).to_html()
        assert "closed-p3" in page
        assert "waiting-left-out-p3" in page
        rows = {r["target"]: r for r in evaluation.attainment("2016-Q2", by=["target"]).to_records()}
        names = {target.name: rows[target.id] for target in agreement.targets if target.id in rows}
        assert names["waiting-left-out-p3"]["met"] > names["closed-p3"]["met"] > 1000
        assert sum(line.amount.amount for line in settlement.lines) == settlement.total.amount
