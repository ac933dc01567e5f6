"""The figures of targets and metrics, from items or as told, each with its verdict and how it came about."""

from __future__ import annotations

from contractkit.settlement.measuring.asking import figures
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.figure import FigureCounts, FigureSource, FigureValue

__all__ = ["FigureBook", "FigureCounts", "FigureSource", "FigureValue", "figures"]
