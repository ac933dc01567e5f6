"""From a clause as it was read to what it says: one module for each kind of clause, found by its name.

A module here holds a function under `compiles`; a kind without one says nothing that computes.
"""

from __future__ import annotations

from contractkit.compiling.kinds.registry import check_provisions, compile_provisions, compiles

__all__ = ["check_provisions", "compile_provisions", "compiles"]
