"""The version of the library, as it stands in what the library writes."""

from __future__ import annotations

__all__ = ["VERSION"]

VERSION = "0.1.0"
