"""Stopwatch rules: from events to clocks, and what was promised by them, when it was due and whether it was kept."""

from __future__ import annotations

from contractkit.clocks.history import History
from contractkit.clocks.replay import Replayed, replay
from contractkit.clocks.verdicts import REASONS, Verdict

__all__ = ["REASONS", "History", "Replayed", "Verdict", "replay"]
