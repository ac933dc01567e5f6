"""How much a document may be: far above what anybody signs, far below what takes a machine down."""

from __future__ import annotations

__all__ = ["MAX_ALIASES", "MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "MAX_PROBLEMS"]

MAX_BYTES = 2_000_000
"""The size of a file in bytes: five times an agreement of 15,000 lines."""

MAX_DEPTH = 40
"""How deep maps and lists may be nested."""

MAX_NODES = 250_000
"""How many keys and values a document may have."""

MAX_PROBLEMS = 1_000
"""How many problems of one document are told; whoever has mended them asks again."""

MAX_ALIASES = 20
"""How many anchors and aliases are told before the reading ends: a document that is full of them is of another kind."""
