"""Why something may fail without being held against the provider: the causes that every agreement knows."""

from __future__ import annotations

from typing import Final

__all__ = ["CAUSES"]

CAUSES: Final = ("customer", "dependency", "force-majeure", "planned-maintenance", "suspension", "third-party")
"""Causes that every agreement knows; others are the values of the field ``cause`` of the head."""
