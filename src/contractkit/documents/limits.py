"""How much a document may be: far above what anybody signs, far below what takes a machine down."""

from __future__ import annotations

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES"]

MAX_BYTES = 5_000_000
"""The size of a file in bytes."""

MAX_DEPTH = 40
"""How deep maps and lists may be nested."""

MAX_NODES = 250_000
"""How many keys and values a document may have."""
