"""Which document decides where two contradict each other."""

from __future__ import annotations

import attrs

from contractkit.terms.provisions.base import Provision

__all__ = ["Precedence"]


@attrs.frozen
class Precedence(Provision):
    """Which document decides where two contradict each other.

    Attributes:
        order: The ids of the documents; the first decides.
    """

    order: tuple[str, ...]
