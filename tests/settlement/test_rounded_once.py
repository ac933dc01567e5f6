"""What lines say where only the sum is rounded: the nearest cents that add up to it (decision 0252)."""

from __future__ import annotations

import pytest

import contractkit as ck

PAPER = """
contractkit: 1
document: sla
id: S-1
title: Hosting
currency: EUR
zone: UTC
clauses:
  "1": {kind: fee, name: hosting, amount: EUR 100.09, per: month}
  "2": {kind: metric, name: uptime, measures: availability, relief: none}
  "3": {kind: metric, name: answered, measures: in-time, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays:
      - {kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]}
  "5":
    kind: figure-target
    name: liked
    metric: answered
    reach: at least 50 %
    per: month
    pays:
      - {kind: curve, of: hosting, nature: incentive, outside: clamp,
         points: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 5 %}]}
  "6":
    kind: settlement
    per: month
    order: [{step: round, to: 0.01, mode: MODE}]
"""


def lines(mode: str) -> list[str]:
    """Return what the lines of March say, and their sum: 98 % available, and all of the 5 % of bonus."""
    agreement = ck.load_agreement(text=PAPER.replace("MODE", mode))
    told = ck.SettlementFacts.from_dict(
        {"figures": {"available": "98 %", "liked": "100 %"}}, agreement=agreement, period="2026-03"
    )
    money, _ = ck.settle(agreement, None, None, period="2026-03", told=told)
    assert sum((line.amount for line in money.lines[1:]), money.lines[0].amount) == money.total
    return [str(line.amount) for line in money.lines] + [str(money.total)]


class TestLinesOfARoundedSum:
    """100.09 - 10.009 + 5.0045 = 95.0855."""

    def test_each_is_nearest_where_that_adds_up(self) -> None:
        """Down to 95.08: 100.09, -10.01 and 5.00."""
        assert lines("down") == ["EUR 100.09", "EUR -10.01", "EUR 5.00", "EUR 95.08"]

    @pytest.mark.parametrize("mode", ["half-up", "half-even", "up"])
    def test_else_the_line_that_moved_the_most_goes_the_other_way(self, mode: str) -> None:
        """A cent is missing of 95.09: the bonus gave up 0.45 of a cent, the malus took 0.1."""
        assert lines(mode) == ["EUR 100.09", "EUR -10.01", "EUR 5.01", "EUR 95.09"]
