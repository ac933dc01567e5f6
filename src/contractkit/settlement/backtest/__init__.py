"""Back-test: what other clauses would have paid on real history, exactly, and with an interval."""

from __future__ import annotations

from contractkit.settlement.backtest.exposing import Exposure, Stake, exposure
from contractkit.settlement.backtest.results import BackTest, Interval, PeriodSum, Tried
from contractkit.settlement.backtest.running import backtest

__all__ = ["BackTest", "Exposure", "Interval", "PeriodSum", "Stake", "Tried", "backtest", "exposure"]
