"""Promises to do one's best."""

from __future__ import annotations

from typing import Literal

from contractkit.documents.anchors import Side
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.wordings import WordingText

__all__ = ["Effort"]


class Effort(Clause):
    """A promise to do one's best: it has no measurable outcome."""

    computes = False
    kind: Literal["effort"]
    owner: Side | None = None
    text: WordingText
