"""Clauses that are words: promises of effort, and what nothing computes."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.provisions.base import Provision

__all__ = ["Effort", "Text"]


@attrs.frozen
class Effort(Provision):
    """A promise to do one's best: nothing about it can be measured.

    Attributes:
        text: The words.
        owner: ``provider``, ``customer`` or ``both``; None where nothing is said.
    """

    text: str
    owner: Literal["provider", "customer", "both"] | None = None


@attrs.frozen
class Text(Provision):
    """Words that the parties agreed.

    Attributes:
        text: The words.
        title: Their title, or None.
    """

    text: str
    title: str | None = None
