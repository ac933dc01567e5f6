"""What is told for a settlement: figures and measurements from elsewhere, and all that papers and items do not say."""

from __future__ import annotations

from contractkit.settlement.told.amounts import ToldAmount
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import Outage, ToldMaintenance, ToldMeasurement
from contractkit.settlement.told.others import Overdue, ToldChoice, ToldClaim, ToldCount, ToldPast

__all__ = [
    "Outage",
    "Overdue",
    "SettlementFacts",
    "ToldAmount",
    "ToldChoice",
    "ToldClaim",
    "ToldCount",
    "ToldFigure",
    "ToldMaintenance",
    "ToldMeasurement",
    "ToldPast",
]
