"""Which insurance a party has to have."""

from __future__ import annotations

from datetime import date

import attrs

from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.base import Provision

__all__ = ["Insurance"]


@attrs.frozen
class Insurance(Provision):
    """Which insurance a party has to have.

    Attributes:
        cover: What is insured, such as ``professional-liability``.
        minimum: The least that has to be insured.
        certificate_until: The last date that the certificate covers; None where the text does not say.
        who: Who has to have it: ``provider``, ``customer`` or ``both``; None where the text does not say.
    """

    cover: str
    minimum: Limit
    certificate_until: date | None = None
    who: str | None = None
