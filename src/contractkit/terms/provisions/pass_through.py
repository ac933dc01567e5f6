"""Money of another agreement that is passed on."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.terms.provisions.base import Provision

__all__ = ["PassThrough"]


@attrs.frozen
class PassThrough(Provision):
    """What a supplier credits, passed on to customers.

    Attributes:
        document: The supplier's document.
        of: Its clause, or the name of what credits.
        share: How much of it.
        split: How it is divided where several customers share it; None where only one does.
        when_paid: It is passed on when it is ``received``, or when it is ``credited``; None where the text is silent.
    """

    document: str
    of: str
    share: Percent
    split: str | None = None
    when_paid: str | None = None
