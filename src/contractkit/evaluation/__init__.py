"""Verdicts, attainment, scope and traces: what became of an agreement's promises."""

from __future__ import annotations

from contractkit.evaluation.evaluating import evaluate
from contractkit.evaluation.evaluation import Evaluation
from contractkit.evaluation.schema import attainment_schema, evaluation_schema
from contractkit.evaluation.tracing import Trace, TracedCause, TracedPiece, TracedRefusal, TracedTurn
from contractkit.evaluation.writing import Written, evaluate_to

__all__ = [
    "Evaluation",
    "Trace",
    "TracedCause",
    "TracedPiece",
    "TracedRefusal",
    "TracedTurn",
    "Written",
    "attainment_schema",
    "evaluate",
    "evaluate_to",
    "evaluation_schema",
]
