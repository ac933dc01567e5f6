"""Reading a document makes many small things that all stay: the garbage collector has nothing to find among them."""

from __future__ import annotations

from contractkit.records.pausing import without_pauses

__all__ = ["without_pauses"]
