"""What single clauses say, as it computes: one module for each kind of clause, one frozen value for each clause."""

from __future__ import annotations

from contractkit.terms.provisions.base import Holding, Provision

__all__ = ["Holding", "Provision"]
