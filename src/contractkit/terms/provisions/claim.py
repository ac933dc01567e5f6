"""How credits have to be claimed."""

from __future__ import annotations

import attrs

from contractkit.quantities.spans import Span
from contractkit.terms.provisions.base import Provision

__all__ = ["Claim"]


@attrs.frozen
class Claim(Provision):
    """How the credits of some effects, or of all, have to be claimed.

    Attributes:
        covers: The effects or targets that it is for; ``all`` for every credit.
        within: How long the customer has.
        counted_from: From when that runs: period-end, incident or invoice.
        through: The channels through which a claim comes.
        needs: What a claim has to say.
        late: Whether a late claim is ``lost``, or may be ``considered``.
        paid: next-invoice, same-service-only or paid-out.
        paid_within: How long the provider has; None where the text does not say.
    """

    covers: tuple[str, ...]
    within: Span
    counted_from: str = "period-end"
    through: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    late: str = "lost"
    paid: str = "next-invoice"
    paid_within: Span | None = None
