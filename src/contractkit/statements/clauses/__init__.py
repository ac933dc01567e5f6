"""What clauses say in one plain sentence each: one module for each kind, with its words in every language.

A contract manager reads these beside the paper, to see whether the computer understood it.
"""

from __future__ import annotations

from contractkit.statements.clauses.registry import Teller, sentence, tells

__all__ = ["Teller", "sentence", "tells"]
