"""The laws behind the corrections, one module per part of the world; `overlay` puts them together."""

from __future__ import annotations

__all__: list[str] = []
