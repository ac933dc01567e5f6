"""Words that the parties agreed and that nothing computes."""

from __future__ import annotations

from typing import Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.wordings import WordingText

__all__ = ["Text"]


class Text(Clause):
    """Words that the parties agreed and that nothing computes."""

    computes = False
    kind: Literal["text"]
    text: WordingText
