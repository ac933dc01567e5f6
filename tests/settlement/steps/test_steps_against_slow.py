"""The steps against a second, slow implementation, period after period with the ledger in hand."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import settings
from step_runs import QUARTERS, Run, runs


class TestFollow:
    @settings(max_examples=400, deadline=None)
    @drawn(run=runs())
    def test_both_implementations_leave_the_same_of_every_amount(self, given, run):
        """Caps of every form, minimum issues, earn-backs and what they carry on, over up to four quarters."""
        steps, quarters, good = run
        both = Run(given, steps, good)
        for period, owed in zip(QUARTERS, quarters, strict=False):
            both.quarter(period, owed)
