"""What an evaluation looks like where somebody types its name: how much of what there is, and its first outcomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Final

import numpy as np

from contractkit.facts.table_shown import as_html, counted

if TYPE_CHECKING:
    from contractkit.evaluation.evaluation import Evaluation

__all__ = ["evaluation_html", "evaluation_line"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def evaluation_line(evaluation: Evaluation) -> str:
    """Return of what an evaluation is, as of when, and how many outcomes it has of each verdict."""
    return f"<Evaluation of {_told(evaluation)}>"


def evaluation_html(evaluation: Evaluation) -> str:
    """Return the same and the first outcomes as HTML."""
    return f"<p>Evaluation of {escape(_told(evaluation))}</p>{as_html(evaluation.outcomes)}"


def _told(evaluation: Evaluation) -> str:
    as_of = (_EPOCH + timedelta(microseconds=evaluation.as_of)).isoformat()
    verdict = evaluation.outcomes.words("verdict")
    many = np.bincount(verdict.codes, minlength=len(verdict.categories)).tolist()
    each = ", ".join(f"{number:,} {word}" for word, number in zip(verdict.categories, many, strict=True) if number)
    outcomes = counted(len(evaluation.outcomes), "outcome") + (f" ({each})" if each else "")
    items, problems = counted(len(evaluation.items), "item"), counted(len(evaluation.problems), "problem")
    return f"{evaluation.agreement.id} as of {as_of}: {outcomes}, {items}, {problems}"
