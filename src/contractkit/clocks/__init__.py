"""Stopwatch rules: from events to clocks, and what was promised by them, when it was due and whether it was kept."""

from __future__ import annotations

from contractkit.clocks.history import History
from contractkit.clocks.relief import ReliefStretches
from contractkit.clocks.replay import LineReplay, Replayed, replay
from contractkit.clocks.verdicts import REASONS, Verdict

__all__ = ["REASONS", "History", "LineReplay", "ReliefStretches", "Replayed", "Verdict", "replay"]
