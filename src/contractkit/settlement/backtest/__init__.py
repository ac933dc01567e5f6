"""Back-test: what other clauses would have paid on real history, exactly, and with an interval."""

from __future__ import annotations

from contractkit.settlement.backtest.exposing import exposure
from contractkit.settlement.backtest.results import BackTest, Interval, PeriodSum, Tried
from contractkit.settlement.backtest.running import backtest
from contractkit.settlement.backtest.stakes import Exposure, Stake

__all__ = ["BackTest", "Exposure", "Interval", "PeriodSum", "Stake", "Tried", "backtest", "exposure"]
