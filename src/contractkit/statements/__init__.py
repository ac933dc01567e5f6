"""Statements: what both parties get to see of a period. The only package that formats for people.

A `Statement` is one agreement and one period. `page` puts several on one page; `terminal` writes them to a screen.
"""

from __future__ import annotations

from contractkit.statements.charts.effects import effect_chart
from contractkit.statements.charts.prices import price_chart, volume_chart
from contractkit.statements.charts.settlements import settlement_chart
from contractkit.statements.clauses import sentence
from contractkit.statements.page import page
from contractkit.statements.statement import Statement
from contractkit.statements.traces.text import trace_text

__all__ = [
    "Statement",
    "effect_chart",
    "page",
    "price_chart",
    "sentence",
    "settlement_chart",
    "trace_text",
    "volume_chart",
]
