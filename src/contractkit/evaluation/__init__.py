"""Verdicts, attainment, scope and traces: what became of an agreement's promises."""

from __future__ import annotations

from contractkit.evaluation.evaluating import evaluate
from contractkit.evaluation.evaluation import Evaluation
from contractkit.evaluation.tracing import Trace, TracedPiece

__all__ = ["Evaluation", "Trace", "TracedPiece", "evaluate"]
