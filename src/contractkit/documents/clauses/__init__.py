"""The kinds of clauses: one module for each kind or closely related group.

A new kind is a new module here with a class that derives from `Clause` (or `Effect`, or `Step`); it is found by itself.
"""

from __future__ import annotations

from contractkit.documents.clauses.registry import AnyClause, AnyEffect, AnyStep, Clause, Effect, SettlementStep, kinds

__all__ = ["AnyClause", "AnyEffect", "AnyStep", "Clause", "Effect", "SettlementStep", "kinds"]
