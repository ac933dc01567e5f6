"""Agreed against delivered: volumes, work outside the agreement and its worth, what the parties still talk about."""

from __future__ import annotations

from contractkit.delivery.comparing import delivered
from contractkit.delivery.result import Delivery
from contractkit.delivery.schema import delivery_schema
from contractkit.delivery.told import CustomerTold, DeliveryFacts, Favour, GreyDecision, QuoteSent, RowCopy, WorkDone

__all__ = [
    "CustomerTold",
    "Delivery",
    "DeliveryFacts",
    "Favour",
    "GreyDecision",
    "QuoteSent",
    "RowCopy",
    "WorkDone",
    "delivered",
    "delivery_schema",
]
