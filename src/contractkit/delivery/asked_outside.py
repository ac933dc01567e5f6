"""Where one request outside of the agreement stands between the parties: talked about, decided, quoted."""

from __future__ import annotations

from datetime import datetime

import attrs

from contractkit.charging.knowing import NOTHING_KNOWN
from contractkit.delivery.grey import GreyItem, every_grey
from contractkit.delivery.outside import OUTSIDE
from contractkit.delivery.quotes import DraftQuote, quote_for
from contractkit.delivery.told import DeliveryFacts
from contractkit.delivery.work import Work
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation

__all__ = ["AskedOutside", "asked_outside"]


@attrs.frozen
class AskedOutside:
    """Where a request stands that lies outside of the agreement.

    Attributes:
        grey: Its line in the register of grey items; None where it is not grey.
        quote: The quote for it; None where none is due and none was sent.
        answered_at: When the customer answered it; None where that has not happened.
    """

    grey: GreyItem | None = None
    quote: DraftQuote | None = None
    answered_at: datetime | None = None


def asked_outside(evaluation: Evaluation, item: str, told: DeliveryFacts) -> AskedOutside:
    """Return where one request stands between the parties, as the register and the quotes of its period have it.

    A decision for all such requests that was made with another item is found where the evaluation holds that item.

    Args:
        evaluation: The evaluation in which the item was judged.
        item: The id of the item.
        told: What became of grey items, and which quotes were sent. Rows of other items are somebody else's.

    Raises:
        UsageError: There is no such item.
    """
    agreement = evaluation.agreement
    items = frozenset(map(str, evaluation.items.words("id").categories))
    work = Work(agreement, evaluation, told.of_items(items, agreement.customer), NOTHING_KNOWN)
    place = work.place_of(item)
    if place is None:
        raise UsageError(f"there is no item {item!r}; the id is the one in the table", item=item)
    codes, scopes = work.codes
    if scopes[codes[place]] not in OUTSIDE:
        return AskedOutside()
    grey = next((one for one in every_grey(work) if one.item.item == item), None)
    sent = work.sent(item)
    answered_at = None if sent is None else sent.answered_at
    known = answered_at is not None and work.happened(answered_at)
    return AskedOutside(grey, quote_for(work, place), answered_at if known else None)
